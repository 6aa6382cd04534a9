"""A closed reporting date computed again: which approved results today's figures would make others, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.change_texts import change_texts, pair_text
from macros.steps.changes import Again, changes_since
from macros.steps.columns import require_columns_of
from macros.steps.contract import Contract
from macros.steps.snapshots import Key, snapshot_lines
from schemas.cells import RawTable
from schemas.codes import Light
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.masking import Amount
from schemas.reading import frame_of, read_table
from schemas.tables import ClosedInputs, ClosedResults, Results
from schemas.words.vocabulary import Words
from workbook.port import Book
from workbook.trail.snapshots import Snapshot, UnreadableSnapshotError, snapshot_of

_MOST_NAMED = 20
"""Figures or goals that one finding names; the sheets list all."""


@dataclass(frozen=True)
class Compared:
    """An approved date, computed again.

    Args:
        frame: The table of approved results with what today's figures give; None where nothing is to be written.
        raw: The table as it stands.
        issues: What would differ.
    """

    frame: pd.DataFrame | None = None
    raw: RawTable | None = None
    issues: Sequence[Issue] = ()


def against_approved(
    book: Book, contract: Contract, results: pd.DataFrame, fresh: Snapshot, approved: date | None, again: Again
) -> Compared:
    """Hold fresh results of a closed date against those that were approved.

    Args:
        book: The workbook, to which nothing has been written yet.
        contract: Its tables.
        results: The fresh results.
        fresh: What they were computed from, with their reporting date.
        approved: When its results were approved; None where the date is not closed.
        again: Computes the results of mixed tables.

    Returns:
        A finding that names the results that would differ, and the table with them beside the approved ones.
    """
    if approved is None or ClosedResults.name not in book.tables():
        return Compared()
    raw = book.read(ClosedResults.name)
    require_columns_of(book, [raw], contract.words)
    lines = records(read_table(ClosedResults, raw, contract.words).frame)
    now = {(row[Results.CENTRE], row[Results.NUMBER]): row for row in records(results)}
    as_of, why = fresh.as_of, _why(book, contract, fresh, again)
    told, changed = [], False
    for line in lines:
        if not is_in_force(line, as_of):
            continue
        key = (line[ClosedResults.CENTRE], line[ClosedResults.NUMBER])
        today = _differing(line, now.get(key), why.get(key, ""))
        if any(not is_same(line[name], value) for name, value in today.items()):
            changed = True
        line.update(today)
        if any(value is not None for value in today.values()):
            told.append(_told(line, contract.words))
    issues = []
    if told:
        details = {"as_of": as_of, "approved": approved, "count": len(told), "goals": listed(told, contract.words)}
        issues.append(Issue("closed_result_differs", Place(book.name, raw.sheet), details=details))
    return Compared(frame_of(ClosedResults, lines) if changed else None, raw, issues)


def _differing(line: Record, row: Record | None, why: str) -> Record:
    """What today's figures give of an approved result, where it is something else."""
    nothing: Record = {ClosedResults.RESULT_NOW: None, ClosedResults.LIGHT_NOW: None, ClosedResults.WHY_NOW: None}
    if row is None:
        return nothing
    same = is_same(line[ClosedResults.RESULT], row[Results.RESULT])
    if same and line[ClosedResults.COMPUTED_LIGHT] == row[Results.COMPUTED_LIGHT] and not why:
        return nothing
    return {
        ClosedResults.RESULT_NOW: None if is_missing(row[Results.RESULT]) else row[Results.RESULT],
        ClosedResults.LIGHT_NOW: row[Results.COMPUTED_LIGHT],
        ClosedResults.WHY_NOW: why or None,
    }


def is_same(one: object, other: object) -> bool:
    """Whether two values of results are the same as far as a sheet keeps them; missing ones are alike."""
    if is_missing(one) or is_missing(other):
        return is_missing(one) and is_missing(other)
    if isinstance(one, float) and isinstance(other, float):
        return f"{one:.9g}" == f"{other:.9g}"
    return one == other


def _told(line: Record, words: Words) -> str:
    """What would be another: the result, with why; the rest of it where the result is the same; or else the light."""
    old, new, why = line[ClosedResults.RESULT], line[ClosedResults.RESULT_NOW], line[ClosedResults.WHY_NOW]
    if not is_same(old, new):
        told = pair_text(old, new, str(line[ClosedResults.UNIT]), words) + (f" ({why})" if why else "")
    else:
        lights = (line[ClosedResults.COMPUTED_LIGHT], line[ClosedResults.LIGHT_NOW])
        told = why or " → ".join(words.light(Light(str(each))) for each in lights)
    return f"{line[ClosedResults.NUMBER]}: {told}"


def _why(book: Book, contract: Contract, fresh: Snapshot, again: Again) -> dict[Key, str]:
    """Why each approved figure would be another one, where what it was computed from is kept."""
    if ClosedInputs.name not in book.tables():
        return {}
    lines = snapshot_lines(ClosedInputs, book.read(ClosedInputs.name), contract.words)
    own = [line for line in lines if line[ClosedInputs.AS_OF] == fresh.as_of]
    try:
        then = snapshot_of(own)
    except UnreadableSnapshotError:
        return {}
    found = changes_since(then, fresh, contract, again)
    return change_texts(found, contract.words)


def is_in_force(line: Record, as_of: date) -> bool:
    """Whether an approved result is of a reporting date, and was not opened again."""
    return bool(line[ClosedResults.AS_OF] == as_of and is_missing(line[ClosedResults.REOPENED_ON]))


def listed(told: Sequence[str], words: Words) -> Amount:
    """The first of them, and how many are left."""
    more = [words.text("and_more", count=len(told) - _MOST_NAMED)] if len(told) > _MOST_NAMED else []
    return Amount("; ".join([*told[:_MOST_NAMED], *more]))
