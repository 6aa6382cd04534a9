"""The duty to warn: accounts and goals that are not expected to be kept.

Source: contract 2009, section 4, and contract 2011, section 3: notice at any sign of an overrun, or of trouble with a
goal, with a written account of how it is put right.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from macros.steps.economy.due import Due, Key, accounts_due, goals_due, owner, responsible
from macros.steps.economy.found import Economics, Found
from macros.steps.economy.recoveries import Recoveries, Standing, closed, kept, opened, recoveries
from macros.steps.economy.warning_texts import lacks_account, open_lines
from schemas.codes import Light
from schemas.economy_codes import RecoveryStatus, WarningKind
from schemas.fields import Field
from schemas.frames import Record
from schemas.issues.issue import Issue, Place
from schemas.parameters import RECOVERY_DAYS
from schemas.reading import frame_of
from schemas.tables import WarningsDue
from schemas.text.deadlines import deadline
from schemas.words.vocabulary import Words, headers, text_key

_WORST_FIRST = (Light.RED, Light.NONE, Light.YELLOW, Light.GREEN)
"""An account without a light breaks its limit all the same."""
_Row = tuple[Record, int | None]
"""A line, and the position of the old one that it continues."""


def warnings_due(about: Economics) -> Found:
    """What a centre must give notice of, with the accounts of recovery that were written.

    Args:
        about: The workbook's economy; ``standing`` holds what people have written.
    """
    owners = responsible(about)
    days = int(about.contract.parameters[RECOVERY_DAYS])
    before = recoveries(about.standing.get(WarningsDue.name), about.words)
    written = {line.row: line.is_written(owner(line.key, about.results, owners), days) for line in before.lines}
    lines = before.by_key()
    standing_open = {key: written[line.row] for key, line in lines.items() if not line.is_closed and line.is_ours}
    accounts = accounts_due(about, owners)
    due = sorted([*accounts, *goals_due(about, owners, standing_open, accounts)], key=_rank)
    rows = [*_due_rows(due, lines, about.as_of, days), *_other_rows(before, due, written, about)]
    frame = frame_of(WarningsDue, [record for record, _ in rows])
    own, issues = before.own_columns([row for _, row in rows])
    further = {title: pd.Series(list[object](values), index=frame.index, dtype=object) for title, values in own.items()}
    place = Place(about.contract.book.name, before.raw.sheet if before.raw else about.words.sheet(WarningsDue.name))
    unread = [issue for issue in before.issues if not _names_day(issue, about)]
    found = [*unread, *issues, *_overdue(frame, about, place)]
    return Found(frame.assign(**further), found)


def _due_rows(due: Sequence[Due], lines: Mapping[Key, Standing], as_of: date, days: int) -> list[_Row]:
    """The lines of what is to be told of: those that stand go on, others are opened."""
    rows: list[_Row] = []
    for each in due:
        line = lines.get(each.key)
        rows.append((opened(each, as_of, days), None) if line is None else (kept(line, each, as_of, days), line.row))
    return rows


def _other_rows(before: Recoveries, due: Sequence[Due], written: Mapping[int, bool], about: Economics) -> list[_Row]:
    """The lines of what is over: one in which somebody has written stays, and one of the user's own."""
    told = {each.key for each in due}
    first = before.by_key()
    rows: list[_Row] = []
    for line in before.lines:
        is_first = first.get(line.key) is line
        if is_first and line.key in told:
            continue
        if not is_first or not line.is_ours:
            rows.append((line.record, line.row))
        elif written[line.row]:
            rows.append((closed(line, about.as_of, about.words), line.row))
    return rows


def _rank(due: Due) -> tuple[int, bool, int]:
    """Red before yellow, accounts before goals, the largest amounts first."""
    over = abs(due.broken.over) if due.broken else 0
    return _WORST_FIRST.index(due.light), due.kind is WarningKind.GOAL, -over


def _owed_by(value: object, about: Economics) -> date | None:
    """The day by which an account is owed: as a day, or as people write deadlines (*ultimo maj*)."""
    if isinstance(value, date):
        return value
    return deadline(value, about.contract.year, about.contract.parameters).due


def _names_day(issue: Issue, about: Economics) -> bool:
    """Whether what is not a day is a deadline that names one; it stays as it is written."""
    column = headers(WarningsDue).get(text_key(issue.place.column))
    return column == WarningsDue.BY_WHEN and _owed_by(issue.value, about) is not None


def _overdue(frame: pd.DataFrame, about: Economics, place: Place) -> list[Issue]:
    """One finding that names the warnings whose written account is past its day."""
    words = about.words
    late = [
        (row, day)
        for row in open_lines(frame)
        if (day := _owed_by(row[WarningsDue.BY_WHEN], about)) is not None
        and day < about.as_of
        and row[WarningsDue.STATUS] == RecoveryStatus.OPENED
        and lacks_account(row)
    ]
    if not late:
        return []
    named = ", ".join(
        words.text("warning_named", subject=_subject(row, words), day=words.day(day)) for row, day in late
    )
    return [Issue("recovery_overdue", place, named, {"target_sheet": words.sheet(WarningsDue.name)})]


def _subject(row: Record, words: Words) -> str:
    if row[WarningsDue.KIND] == WarningKind.GOAL:
        return words.text("warning_goal_named", number=row[WarningsDue.SUBJECT])
    subject: Field = WarningsDue.SUBJECT
    return words.show(subject, str(row[WarningsDue.SUBJECT]))
