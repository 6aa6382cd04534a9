"""The written accounts of recovery as they stand: what people have written is never lost, nor moved to another line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from macros.steps.economy.due import Due, Key
from macros.steps.user_columns import user_columns
from schemas.cells import CellKind, CellValue, RawTable
from schemas.economy_codes import RecoveryStatus
from schemas.fields import Kind
from schemas.frames import Record, is_missing, numbered
from schemas.issues.issue import Issue, Place
from schemas.reading import Understood, read_table
from schemas.tables import WarningsDue
from schemas.words.vocabulary import Words, headers, text_key

_TEXTS = (WarningsDue.WHY, WarningsDue.WHAT, WarningsDue.EFFECT)
_PERSONS = (*_TEXTS, WarningsDue.WHO, WarningsDue.BY_WHEN, WarningsDue.STATUS)
"""What a person writes."""
_READ = (*_PERSONS, WarningsDue.OPENED_ON)
"""What a person may have written over, and is told of where it is not understood."""
_COMPUTED = (
    WarningsDue.LIGHT,
    WarningsDue.LIMIT,
    WarningsDue.FORECAST,
    WarningsDue.FORECAST_USE,
    WarningsDue.OVER,
    WarningsDue.CROSSED,
)
"""What is computed of a warning, and blank once it is over."""


@dataclass(frozen=True)
class Standing:
    """A line as it stands.

    Args:
        row: Its position in the table.
        record: Its values; what a person wrote just as it stands in the cell.
        has_own: Whether somebody has written in a column of their own beside it.
    """

    row: int
    record: Record
    has_own: bool = False

    @property
    def key(self) -> Key:
        """What the line is told by."""
        centre, kind, subject = (
            self.record[name] for name in (WarningsDue.CENTRE, WarningsDue.KIND, WarningsDue.SUBJECT)
        )
        return str(centre or ""), str(kind or ""), str(subject or "")

    @property
    def is_closed(self) -> bool:
        """Whether we have said that it is over: a person who sets the status leaves the light beside it."""
        return self.record[WarningsDue.STATUS] == RecoveryStatus.LAPSED and is_missing(self.record[WarningsDue.LIGHT])

    @property
    def is_ours(self) -> bool:
        """Whether we opened it, though a person has written over the day; a line of the user's own stays as it is."""
        return not _is_blank(self.record[WarningsDue.OPENED_ON])

    def is_written(self, owner: str, days: int) -> bool:
        """Whether somebody has written in it, or changed what it was opened with.

        Args:
            owner: Who it was opened with.
            days: How many days after its opening it was to be answered.
        """
        record = self.record
        status, who, day = (record[name] for name in (WarningsDue.STATUS, WarningsDue.WHO, WarningsDue.BY_WHEN))
        first = record[WarningsDue.OPENED_ON]
        usual = due_day(first, days) if isinstance(first, date) else None
        return (
            self.has_own
            or any(not _is_blank(record[name]) for name in _TEXTS)
            or (not _is_blank(status) and status not in {RecoveryStatus.OPENED, RecoveryStatus.LAPSED})
            or (not _is_blank(who) and who != owner)
            or (not _is_blank(day) and day != usual)
        )


@dataclass(frozen=True)
class Recoveries:
    """All lines as they stand.

    Args:
        raw: The table; None where the workbook has none yet.
        lines: Its lines, in their order.
        issues: Cells that are not understood.
    """

    raw: RawTable | None = None
    lines: Sequence[Standing] = ()
    issues: list[Issue] = field(default_factory=list)

    def by_key(self) -> dict[Key, Standing]:
        """The lines by what they are told by; of several alike the first."""
        return {line.key: line for line in reversed(self.lines) if all(line.key)}

    def own_columns(self, order: Sequence[int | None]) -> tuple[dict[str, list[CellValue]], list[Issue]]:
        """The user's own columns in the order of new rows, and the findings about those that cannot move."""
        if self.raw is None:
            return {}, []
        known = headers(WarningsDue)
        found, left = user_columns(self.raw, lambda title: text_key(title) in known, order)
        place = Place(self.raw.file, self.raw.sheet)
        moved = any(row is not None and row != at for at, row in enumerate(order))
        return found, [Issue("user_column_stays", place, title) for title in left if moved]


def _is_blank(value: object) -> bool:
    return is_missing(value) or not str(value).strip()


def due_day(opened: date, days: int) -> date:
    """By when the written account of a warning is owed."""
    return opened + timedelta(days=days)


def recoveries(raw: RawTable | None, words: Words) -> Recoveries:
    """Read the lines as they stand."""
    if raw is None:
        return Recoveries()
    understood = read_table(WarningsDue, raw, words)
    known = headers(WarningsDue)
    own = [at for at, title in enumerate(raw.header) if text_key(title) not in known]
    lines = [
        Standing(row, _record(understood, row, record), any(_holds(raw, row, at) for at in own))
        for row, record in numbered(understood.frame)
    ]
    return Recoveries(raw, lines, [*_unread(understood)])


def _holds(raw: RawTable, row: int, at: int) -> bool:
    return raw.rows[row][at].kind is not CellKind.BLANK and not raw.rows[row][at].formula


def _record(understood: Understood, row: int, record: Record) -> Record:
    """A line's values: texts, and what was not understood, as they stand in the cells."""
    found = dict(record)
    for name, at in understood.positions.items():
        cell = understood.raw.rows[row][at]
        is_text = name in _PERSONS and name.kind is Kind.TEXT
        is_raw = is_text or (is_missing(record[name]) and name.kind in {Kind.DATE, Kind.CODE})
        if is_raw and cell.kind is not CellKind.BLANK:
            found[name] = cell.value
    return found


def _unread(understood: Understood) -> list[Issue]:
    """Days or a status that are not understood: said, for nobody is reminded of it."""
    titles = {understood.raw.header[at] for name, at in understood.positions.items() if name in _READ}
    wrong = [issue for issue in understood.issues if issue.is_error and issue.place.column in titles]
    return [Issue("recovery_unread", issue.place, issue.value) for issue in wrong]


def opened(due: Due, as_of: date, days: int) -> Record:
    """A new line, with who owes the account and by when."""
    return {
        **_figures(due),
        WarningsDue.OPENED_ON: as_of,
        WarningsDue.WHO: due.who,
        WarningsDue.BY_WHEN: due_day(as_of, days),
        WarningsDue.STATUS: RecoveryStatus.OPENED.value,
    }


def kept(line: Standing, due: Due, as_of: date, days: int) -> Record:
    """A line of what is still to be told of, or again: what a person wrote stays."""
    record = {**line.record, **_figures(due)}
    if line.is_closed:
        first = record[WarningsDue.OPENED_ON]
        if isinstance(first, date):
            if record[WarningsDue.BY_WHEN] == due_day(first, days):
                record[WarningsDue.BY_WHEN] = due_day(as_of, days)
            record[WarningsDue.OPENED_ON] = as_of
        record[WarningsDue.STATUS] = RecoveryStatus.OPENED.value
    if is_missing(record[WarningsDue.OPENED_ON]):
        record[WarningsDue.OPENED_ON] = as_of
    if _is_blank(record[WarningsDue.STATUS]):
        record[WarningsDue.STATUS] = RecoveryStatus.OPENED.value
    return record


def closed(line: Standing, as_of: date, words: Words) -> Record:
    """A line of what is over: its texts stay, its figures go."""
    if line.is_closed or not line.is_ours:
        return line.record
    blank: Record = dict.fromkeys(map(str, _COMPUTED))
    return {
        **line.record,
        **blank,
        WarningsDue.MESSAGE: words.text("warning_lapsed", as_of=words.day(as_of)),
        WarningsDue.STATUS: RecoveryStatus.LAPSED.value,
    }


def _figures(due: Due) -> Record:
    broken = due.broken
    return {
        WarningsDue.CENTRE: due.centre,
        WarningsDue.KIND: due.kind.value,
        WarningsDue.SUBJECT: due.subject,
        WarningsDue.TITLE: due.title,
        WarningsDue.LIGHT: due.light.value,
        WarningsDue.MESSAGE: due.message,
        WarningsDue.LIMIT: broken.limit if broken else None,
        WarningsDue.FORECAST: due.forecast,
        WarningsDue.FORECAST_USE: broken.use if broken else None,
        WarningsDue.OVER: broken.over if broken else None,
        WarningsDue.CROSSED: due.crossed,
    }
