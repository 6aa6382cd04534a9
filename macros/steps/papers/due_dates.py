"""Which dates of the year's calendar are due: the next one, and those behind it that still lack something.

The day that counts is today, for a contract year that runs and the year after it, in which its reports are written.
Later the calendar of that year is history, and the reporting date counts, so that an old workbook reads as it did then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from schemas.document_codes import MeetingKind, Need
from schemas.frames import Record, is_missing, records
from schemas.tables import Meetings
from schemas.text.need_lists import need_list
from schemas.text.periods import Period
from schemas.words.vocabulary import Words

_YEARS_AFTER = 1
_ONCE = frozenset({Need.COMMENTS, Need.ACCOUNTS})
"""What is written for a meeting: when the next one that asks for it is due, it is written for that one."""


@dataclass(frozen=True)
class DueDate:
    """A date of the calendar.

    Args:
        day: When.
        kind: What takes place.
        through: The figures it is held on run to the end of this period; None for a date without figures.
        needs: What it needs.
        is_late: Whether it has passed.
    """

    day: date
    kind: MeetingKind
    through: Period | None
    needs: tuple[Need, ...]
    is_late: bool = False

    @property
    def reporting_day(self) -> date | None:
        """The reporting date that it is held on."""
        return None if self.through is None else self.through.last_day


def counting_day(year: int, as_of: date, today: date) -> date:
    """The day that dates are held against.

    Args:
        year: The contract year.
        as_of: The reporting date.
        today: Today.
    """
    return today if today.year <= year + _YEARS_AFTER else as_of


def own_dates(meetings: pd.DataFrame, year: int) -> list[Record]:
    """The lines of a contract year's calendar that have a date and say what takes place, in the order of the dates.

    Args:
        meetings: The calendar; a line without a year is the contract year's.
        year: The contract year.
    """
    lines = [
        line
        for line in records(meetings)
        if (is_missing(line[Meetings.YEAR]) or int(line[Meetings.YEAR]) == year)
        and isinstance(line[Meetings.DATE], date)
        and not is_missing(line[Meetings.MEETING_KIND])
    ]
    return sorted(lines, key=lambda line: line[Meetings.DATE])


def due_dates(meetings: Sequence[Record], day: date) -> list[DueDate]:
    """The next dates and all that have passed, in the order of the calendar.

    Args:
        meetings: The lines of the calendar, in the order of their dates.
        day: The day that counts.

    Returns:
        All dates before the day, with what is still asked of them (comments and accounts of the last one alone, and
        of none where the next date asks for them too), then those of the first day that has not passed.
    """
    every = [_date(line, day) for line in meetings]
    ahead = [each for each in every if not each.is_late]
    following = [each for each in ahead if each.day == ahead[0].day]
    passed = [each for each in every if each.is_late]
    asked_later = {need for each in following for need in each.needs}
    kept: list[DueDate] = []
    for each in reversed(passed):
        needs = tuple(need for need in each.needs if need not in _ONCE or need not in asked_later)
        asked_later.update(each.needs)
        kept.append(DueDate(each.day, each.kind, each.through, needs, True))
    return [*reversed(kept), *following]


def _date(line: Record, day: date) -> DueDate:
    through = line[Meetings.THROUGH]
    return DueDate(
        line[Meetings.DATE],
        MeetingKind(line[Meetings.MEETING_KIND]),
        through if isinstance(through, Period) else None,
        need_list(line[Meetings.NEEDS]).needs,
        line[Meetings.DATE] < day,
    )


def status_meeting_of(meetings: Sequence[Record], as_of: date) -> Record | None:
    """The meeting that the figures of a reporting date are for.

    Args:
        meetings: The lines of the calendar, in the order of their dates.
        as_of: The reporting date.

    Returns:
        The status meeting (or quarterly follow-up) whose figures end on the reporting date; else the first one after
        it; else None.
    """
    lines = [line for line in meetings if line[Meetings.MEETING_KIND] in _MEETINGS]
    return _first([line for line in lines if _ends(line) == as_of]) or _first(
        [line for line in lines if line[Meetings.DATE] >= as_of]
    )


_MEETINGS = frozenset({MeetingKind.STATUS_MEETING, MeetingKind.QUARTERLY})


def _ends(line: Record) -> date | None:
    through = line[Meetings.THROUGH]
    return through.last_day if isinstance(through, Period) else None


def _first(lines: Sequence[Record]) -> Record | None:
    return lines[0] if lines else None


def is_proposed(line: Record, words: Words) -> bool:
    """Whether a date of the calendar is still the proposal that new workbooks begin with, as its note says."""
    note = "" if is_missing(line[Meetings.NOTE]) else str(line[Meetings.NOTE]).strip().casefold()
    return note.startswith(tuple(words.text("calendar_proposals").casefold().split(";")))
