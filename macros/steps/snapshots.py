"""The last recalculation kept beside the results: read before a new one and written after it, with the history."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version

import pandas as pd

from macros.steps.columns import require_columns_of
from macros.steps.contract import Contract
from macros.steps.table_writing import write_table
from schemas.cells import CellKind, RawTable
from schemas.fields import Table
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, Place, errors
from schemas.reading import frame_of, read_table
from schemas.tables import (
    BudgetLines,
    Goals,
    History,
    LearnedKernels,
    Measures,
    Observations,
    Parameters,
    Results,
    SnapshotInputs,
)
from schemas.words.vocabulary import Words
from workbook.port import Book
from workbook.trail.snapshots import Snapshot, UnreadableSnapshotError, lines_of, snapshot_of

CHANCE = "chance"
FIGURES_KEPT = (Results.RESULT, Results.DIFFERENCE, Results.FORECAST, CHANCE)
"""The figures of a goal that a snapshot keeps, beside its computed light."""
TABLES_KEPT = (SnapshotInputs.name, History.name)
Key = tuple[str, str]
_DIGITS = 12  # of a digest: as many as a float holds exactly


@dataclass(frozen=True)
class Past:
    """What a workbook knows of its last recalculation.

    Args:
        raws: The tables as they stand, by name; those that a workbook of an earlier version lacks are left out.
        lines: The lines of the last snapshot.
        last: The last snapshot; None where there is none yet.
        history: The lines of the history.
        issues: A snapshot that cannot be read.
    """

    raws: Mapping[str, RawTable] = field(default_factory=dict)
    lines: Sequence[Record] = ()
    last: Snapshot | None = None
    history: Sequence[Record] = ()
    issues: Sequence[Issue] = ()

    def approved(self, as_of: date) -> date | None:
        """When the results of a reporting date were approved; None where it is not closed."""
        return closed_dates(self.history).get(as_of)


def read_past(book: Book, words: Words) -> Past:
    """Read what a workbook knows of its last recalculation; nothing where it was made before that was kept.

    Args:
        book: The workbook, to which nothing has been written yet.
        words: Its language.

    Raises:
        RefusedError: A column of the tables is renamed or missing.
    """
    standing = set(book.tables())
    raws = {name: book.read(name) for name in TABLES_KEPT if name in standing}
    if set(raws) != set(TABLES_KEPT):
        return Past()
    require_columns_of(book, raws.values(), words)
    history = _history(raws[History.name], words)
    lines = snapshot_lines(SnapshotInputs, raws[SnapshotInputs.name], words)
    if not lines:
        return Past(raws, lines, None, history)
    try:
        return Past(raws, lines, snapshot_of(lines), history)
    except UnreadableSnapshotError:
        raw = raws[SnapshotInputs.name]
        return Past(raws, lines, None, history, [Issue("snapshot_unreadable", Place(raw.file, raw.sheet))])


def read_history(book: Book, words: Words) -> list[Record]:
    """The lines of a workbook's history; none where it was made before there was one.

    Raises:
        RefusedError: A column of it is renamed or missing.
    """
    if History.name not in book.tables():
        return []
    raw = book.read(History.name)
    require_columns_of(book, [raw], words)
    return _history(raw, words)


def _history(raw: RawTable, words: Words) -> list[Record]:
    understood = read_table(History, raw, words)
    return [
        {name: None if is_missing(value) else value for name, value in line.items()}
        for line in records(understood.frame)
    ]


def closed_dates(history: Iterable[Record]) -> dict[date, date]:
    """The closed reporting dates, each with the day of its approval."""
    return {line[History.AS_OF]: line[History.APPROVED] for line in history if line[History.APPROVED] is not None}


def snapshot_lines(table: type[Table], raw: RawTable, words: Words) -> list[Record]:
    """The lines of a table of snapshots; the contents just as they stand, for they are compared."""
    understood = read_table(table, raw, words)
    if errors(understood.issues):
        return []
    found = records(understood.frame)
    at = understood.positions[SnapshotInputs.CONTENT]
    for row, line in zip(understood.frame.index.tolist(), found, strict=True):
        cell = raw.rows[row][at]
        line[SnapshotInputs.CONTENT] = str(cell.value) if cell.kind is not CellKind.BLANK else ""
        line[SnapshotInputs.NAME] = str(line[SnapshotInputs.NAME])
    return found


def snapshot(contract: Contract, results: pd.DataFrame, as_of: date) -> Snapshot:
    """What a workbook's results are computed from now, and what came out.

    Args:
        contract: The workbook.
        results: Its results.
        as_of: The reporting date.
    """
    goals, observed = contract.goals, contract.frame(Observations)
    used = set(zip(goals[Goals.CENTRE], goals[Goals.MEASURE], strict=True))
    pairs = zip(observed[Observations.CENTRE], observed[Observations.MEASURE], strict=True)
    parameters = {**contract.parameters, **_basis(contract)}
    frames = {
        Goals: goals,
        Observations: observed.loc[[pair in used for pair in pairs]],
        BudgetLines: contract.figure_lines,
        Parameters: pd.DataFrame({Parameters.NAME: list(parameters), Parameters.VALUE: list(parameters.values())}),
    }
    if Measures.name in contract.tables:
        frames[Measures] = contract.frame(Measures)
    return Snapshot(as_of, version("resultatkontrakt"), frames, figures_of(results))


def _basis(contract: Contract) -> dict[str, float]:
    """The forecast basis from other centres as a parameter: that it is another one is what must be told."""
    if contract.learned is None or not len(contract.learned):
        return {}
    digest = hashlib.sha256(contract.learned.to_csv(index=False).encode()).hexdigest()
    return {LearnedKernels.name: float(int(digest[:_DIGITS], 16))}


def figures_of(results: pd.DataFrame) -> dict[Key, Record]:
    """Centre and number of each goal → the figures and the computed light that a snapshot keeps."""
    names = [name for name in FIGURES_KEPT if name in results]
    return {
        (str(row[Results.CENTRE]), str(row[Results.NUMBER])): {
            **{str(name): row[name] for name in names},
            str(Results.LIGHT): str(row[Results.COMPUTED_LIGHT]),
        }
        for row in records(results)
    }


def history_lines(
    history: Sequence[Record], results: pd.DataFrame, as_of: date, approved: date | None = None
) -> list[Record]:
    """The history with a reporting date's results: the last ones of a date win, approved ones stay.

    Args:
        history: The lines so far.
        results: The results.
        as_of: Their reporting date.
        approved: The day on which they were approved, where they are; otherwise they are what was computed.

    Returns:
        The lines by date. Of an approved goal that is computed again and comes out the same
        there is no second line.
    """
    fresh = {(line[History.CENTRE], line[History.GOAL]): line for line in _of_results(results, as_of, approved)}
    kept: list[Record] = []
    for line in history:
        key = (line[History.CENTRE], line[History.GOAL])
        if line[History.AS_OF] != as_of:
            kept.append(line)
        elif line[History.APPROVED] is not None and approved is None:
            kept.append(line)
            if key in fresh and _same(line, fresh[key]):
                del fresh[key]
        elif key in fresh:
            kept.append(fresh.pop(key))
    return _named([*kept, *fresh.values()], results)


def _of_results(results: pd.DataFrame, as_of: date, approved: date | None) -> list[Record]:
    named = {History.CENTRE: Results.CENTRE, History.GOAL: Results.NUMBER}
    lines = []
    for row in records(results):
        values = {str(each): row.get(named.get(each, each)) for each in History.fields}
        line = {name: None if is_missing(value) else value for name, value in values.items()}
        lines.append({**line, History.AS_OF: as_of, History.APPROVED: approved})
    return lines


_TOLD = (History.RESULT, History.TARGET_TO_DATE, History.CHANCE, History.LIGHT, History.ASSESSMENT)
"""What tells whether a goal comes out as it was approved; columns that came later are blank in older lines."""


def _same(one: Record, other: Record) -> bool:
    return all(one[name] == other[name] for name in _TOLD)


def _named(history: Sequence[Record], results: pd.DataFrame) -> list[Record]:
    """Lines from before titles and units were kept, with those of the goal today; by date, and as they stood."""
    goals = {(str(row[Results.CENTRE]), str(row[Results.NUMBER])): row for row in records(results)}
    found = []
    for line in history:
        row = goals.get((str(line[History.CENTRE]), str(line[History.GOAL])), {})
        blank = {str(name): row.get(name) for name in (History.TITLE, History.UNIT) if line[name] is None}
        found.append({**line, **blank})
    return sorted(found, key=lambda line: line[History.AS_OF])


def write_past(book: Book, past: Past, now: Snapshot, history: Sequence[Record], words: Words) -> None:
    """Write the last snapshot and the history; what stands there already is not written again.

    Args:
        book: The workbook.
        past: What it knew before.
        now: What its results are computed from now.
        history: The lines of the history.
        words: Its language.
    """
    lines = lines_of(now)
    if not _alike(lines, past.lines):
        write_table(book, SnapshotInputs.name, frame_of(SnapshotInputs, lines), words, past.raws[SnapshotInputs.name])
    if list(history) != list(past.history):
        write_history(book, history, words, past.raws[History.name])


def write_history(book: Book, history: Sequence[Record], words: Words, raw: RawTable | None = None) -> None:
    """Write the lines of the history."""
    write_table(book, History.name, frame_of(History, history), words, raw)


def _alike(lines: Sequence[Record], others: Sequence[Record]) -> bool:
    names = SnapshotInputs.fields
    return [[line[name] for name in names] for line in lines] == [[line[name] for name in names] for line in others]
