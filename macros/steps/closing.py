"""Closing a reporting date: its results are kept as they were approved, until it is opened again with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from macros.steps.closed_dates import is_in_force, is_same
from macros.steps.columns import require_columns
from macros.steps.contract import Contract, open_book, read_contract
from macros.steps.log import log_line, write_log
from macros.steps.recalculating import assessed_results
from macros.steps.snapshots import (
    TABLES_KEPT,
    closed_dates,
    history_lines,
    read_history,
    snapshot,
    snapshot_lines,
    write_history,
)
from macros.steps.table_writing import unsaid, write_table
from schemas.errors import RefusedError
from schemas.frames import Record, records
from schemas.issues.issue import Issue, Place
from schemas.reading import frame_of, read_table
from schemas.tables import ClosedInputs, ClosedResults, History, LogLines, Results
from schemas.words.vocabulary import Words
from workbook.closed.atomic import check_writable
from workbook.port import Book
from workbook.trail.snapshots import lines_of

_WRITTEN = (ClosedResults.name, ClosedInputs.name, LogLines.name, *TABLES_KEPT)


@dataclass
class Closed:
    """A reporting date that was closed or opened again.

    Args:
        as_of: The reporting date.
        goals: How many results are kept, or are no longer.
        told: What was done, in a sentence.
        issues: Warnings.
    """

    as_of: date
    goals: int
    told: str
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True)
class Approval:
    """What a reporting date is closed with.

    Args:
        as_of: The reporting date.
        approved: The day on which its results were approved.
        note: By whom, or what was decided.
    """

    as_of: date
    approved: date
    note: str = ""


def close(workbook: Path, approval: Approval, now: datetime) -> Closed:
    """Close a reporting date of a closed file.

    Args:
        workbook: One of our workbooks.
        approval: The date, and when its results were approved.
        now: The time, for the log.

    Raises:
        CannotOpenError: The file cannot be read or written.
        RefusedError: The date cannot be closed, or the workbook's own tables hold errors; nothing is written.
    """
    check_writable(workbook)
    book, words = open_book(workbook)
    with book:
        done = close_in(book, words, approval, now)
        book.save()
    done.issues += unsaid(book, done.issues)
    return done


def reopen(workbook: Path, as_of: date, reason: str, now: datetime) -> Closed:
    """Open a closed reporting date of a closed file again.

    Args:
        workbook: One of our workbooks.
        as_of: The reporting date.
        reason: Why.
        now: The time, for the log.

    Raises:
        CannotOpenError: The file cannot be read or written.
        RefusedError: The date is not closed, or there is no reason; nothing is written.
    """
    check_writable(workbook)
    book, words = open_book(workbook)
    with book:
        done = reopen_in(book, words, as_of, reason, now)
        book.save()
    done.issues += unsaid(book, done.issues)
    return done


def close_in(book: Book, words: Words, approval: Approval, now: datetime) -> Closed:
    """Close a reporting date of a book, which the caller saves.

    Args:
        book: One of our workbooks, closed or open.
        words: Its language.
        approval: The date, and when its results were approved.
        now: The time, for the log.

    Raises:
        CannotOpenError: A table is gone.
        RefusedError: The date cannot be closed, or the workbook's own tables hold errors.
    """
    contract = read_contract(book, words)
    _require_tables(book, words)
    known = read_history(book, words)
    _require_open(contract, approval, closed_dates(known).get(approval.as_of), now.date())
    computed, assessed = assessed_results(book, contract, approval.as_of)
    if not len(assessed.results):
        details = {"as_of": approval.as_of}
        raise RefusedError([Issue("closed_without_goals", Place(book.name), details=details)])
    results = assessed.results
    kept = read_table(ClosedResults, book.read(ClosedResults.name), words).frame
    inputs = snapshot_lines(ClosedInputs, book.read(ClosedInputs.name), words)
    issues = [*contract.issues, *computed.issues, *_other_than_shown(book, known, results, approval.as_of)]
    line = log_line(words.text("step_close"), _closed(approval, words), now)
    fresh = _approved_lines(results, approval, now.date(), str(line[LogLines.PERSON] or ""))
    write_table(book, ClosedResults.name, frame_of(ClosedResults, [*records(kept), *fresh]), words)
    lines = [*inputs, *lines_of(snapshot(contract, results, approval.as_of))]
    write_table(book, ClosedInputs.name, frame_of(ClosedInputs, lines), words)
    history = history_lines(known, results, approval.as_of, approval.approved)
    write_history(book, history, words)
    write_log(book, [line], words)
    return Closed(approval.as_of, len(results), _closed(approval, words), issues)


def reopen_in(book: Book, words: Words, as_of: date, reason: str, now: datetime) -> Closed:
    """Open a closed reporting date of a book again, which the caller saves.

    Args:
        book: One of our workbooks, closed or open.
        words: Its language.
        as_of: The reporting date.
        reason: Why.
        now: The time, for the log.

    Raises:
        CannotOpenError: A table is gone.
        RefusedError: The date is not closed, or there is no reason.
    """
    _require_tables(book, words)
    known = read_history(book, words)
    approved = closed_dates(known).get(as_of)
    if approved is None:
        raise RefusedError([Issue("not_closed", Place(book.name), details={"as_of": as_of})])
    if not reason.strip():
        raise RefusedError([Issue("reopened_without_reason", Place(book.name), details={"as_of": as_of})])
    kept = records(read_table(ClosedResults, book.read(ClosedResults.name), words).frame)
    inputs = snapshot_lines(ClosedInputs, book.read(ClosedInputs.name), words)
    opened = [line for line in kept if is_in_force(line, as_of)]
    for line in opened:
        line[ClosedResults.REOPENED_ON], line[ClosedResults.REOPENED_REASON] = now.date(), reason
    write_table(book, ClosedResults.name, frame_of(ClosedResults, kept), words)
    lines = [line for line in inputs if line[ClosedInputs.AS_OF] != as_of]
    write_table(book, ClosedInputs.name, frame_of(ClosedInputs, lines), words)
    write_history(book, _unapproved(known, as_of), words)
    told = words.text("reopened", as_of=words.day(as_of), approved=words.day(approved), reason=reason)
    write_log(book, [log_line(words.text("step_reopen"), told, now)], words)
    return Closed(as_of, len(opened), told)


def _require_tables(book: Book, words: Words) -> None:
    standing = set(book.tables())
    if not set(_WRITTEN) <= standing:
        raise RefusedError([Issue("closing_needs_upgrade", Place(book.name))])
    require_columns(book, _WRITTEN, words)


def _require_open(contract: Contract, approval: Approval, approved: date | None, today: date) -> None:
    """Refuse a date that cannot be closed.

    Raises:
        RefusedError: With the reason.
    """
    place, about = Place(contract.book.name), {"as_of": approval.as_of, "year": contract.year}
    days = {"as_of": approval.as_of, "approved": approval.approved}
    if approved is not None:
        raise RefusedError([Issue("already_closed", place, details={**days, "approved": approved})])
    if approval.as_of.year != contract.year:
        raise RefusedError([Issue("closed_other_year", place, details=about)])
    if approval.as_of > today:
        raise RefusedError([Issue("closed_ahead", place, details=days)])
    if approval.approved < approval.as_of:
        raise RefusedError([Issue("approved_before_date", place, details=days)])


def _closed(approval: Approval, words: Words) -> str:
    days = {"as_of": words.day(approval.as_of), "approved": words.day(approval.approved)}
    note = f" {approval.note}" if approval.note else ""
    return f"{words.text('closed', **days)}{note}"


def _approved_lines(results: pd.DataFrame, approval: Approval, today: date, person: str) -> list[Record]:
    own: Record = {
        ClosedResults.AS_OF: approval.as_of,
        ClosedResults.APPROVED: approval.approved,
        ClosedResults.NOTE: approval.note or None,
        ClosedResults.CLOSED_ON: today,
        ClosedResults.CLOSED_BY: person or None,
    }
    return [{**{name: row.get(name) for name in ClosedResults.fields}, **own} for row in records(results)]


def _other_than_shown(book: Book, history: Sequence[Record], results: pd.DataFrame, as_of: date) -> list[Issue]:
    """What was last computed of the date and comes out otherwise now: it is what comes out now that is approved."""
    now = {(row[Results.CENTRE], row[Results.NUMBER]): row for row in records(results)}
    shown = {(line[History.CENTRE], line[History.GOAL]): line for line in history if line[History.AS_OF] == as_of}
    other = [
        key[1]
        for key, line in shown.items()
        if key in now
        and (
            line[History.LIGHT] != now[key][Results.LIGHT]
            or not is_same(line[History.RESULT], now[key][Results.RESULT])
        )
    ]
    if not other:
        return []
    return [Issue("closed_other_than_shown", Place(book.name), ", ".join(map(str, other)), {"as_of": as_of})]


def _unapproved(history: Sequence[Record], as_of: date) -> list[Record]:
    """The history with a date opened again: what was computed last of a goal wins over what was approved."""
    computed = {
        (line[History.CENTRE], line[History.GOAL])
        for line in history
        if line[History.AS_OF] == as_of and line[History.APPROVED] is None
    }
    lines = []
    for line in history:
        if line[History.AS_OF] != as_of or line[History.APPROVED] is None:
            lines.append(line)
        elif (line[History.CENTRE], line[History.GOAL]) not in computed:
            lines.append({**line, History.APPROVED: None})
    return lines
