"""The follow-up calendars that are shipped, one a year; a year without one gets the newest shape before it.

Sources: steering model 2006 (the cycle of budget and reward), proposal 2007 (quarterly follow-up), half-year report
2008 (three meetings in the first half of the year), contract 2009 section 4 and contract 2011 section 3 (status
meetings in spring and autumn, reports half-yearly and yearly) and goal 13 (forecasts in July and October). None of them
names days: those are proposals, and the lines say so.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import as_file, files

import pandas as pd

from schemas.frames import Record, records
from schemas.profiles.export_profile import LEFT_OUT
from schemas.reading import frame_of, read_table
from schemas.tables import Meetings
from schemas.text.need_lists import need_list, need_text
from schemas.text.periods import Period
from schemas.words.vocabulary import LANGUAGES, Words
from workbook.exports.files.plain_tables import read_file

_FOLDER = "calendars"
_SATURDAY, _WEEK = 5, 7
_ENGLISH = "_en"


@lru_cache(maxsize=1)
def calendar_years() -> tuple[int, ...]:
    """The years that have a calendar of their own."""
    names = (entry.name.removesuffix(".csv") for entry in files("workbook").joinpath(_FOLDER).iterdir())
    return tuple(sorted(int(name) for name in names if name.isdigit()))


def shipped_calendar(year: int, words: Words) -> pd.DataFrame:
    """The calendar that a new workbook of a year begins with.

    Args:
        year: The contract year. One without a calendar gets that of the latest year before it (the first one where
            there is none), moved by whole years; a day that falls on a weekend moves to the Monday after.
        words: The language of participants, needs and notes.
    """
    model = _model(year)
    lines = [line | {Meetings.NEEDS: _needs(line[Meetings.NEEDS], words)} for line in _read(model, words.language)]
    return frame_of(Meetings, lines if model == year else [_moved(line, model, year, words) for line in lines])


def _model(year: int) -> int:
    """The year whose calendar is used."""
    before = [each for each in calendar_years() if each <= year]
    return before[-1] if before else calendar_years()[0]


@lru_cache(maxsize=16)
def _read(year: int, language: str) -> list[Record]:
    """The lines of a shipped calendar; not to be changed, for they are read once."""
    with as_file(files("workbook").joinpath(_FOLDER, f"{year}.csv")) as file:
        raw = read_file(file)[0]
    spoken = [_title(title, language, raw.header) for title in raw.header]
    return records(read_table(Meetings, replace(raw, read_as=spoken), Words(language), year).frame)


def _title(title: str, language: str, header: object) -> str:
    """The field that a column of the file is in a language; those of the other one are left out."""
    names = list(header) if isinstance(header, list) else []
    if language == LANGUAGES[0]:
        return LEFT_OUT if title.endswith(_ENGLISH) else title
    return LEFT_OUT if f"{title}{_ENGLISH}" in names else title.removesuffix(_ENGLISH)


def _needs(text: object, words: Words) -> str | None:
    needs = need_list(text).needs
    return need_text(needs, words) if needs else None


def _moved(line: Record, model: int, year: int, words: Words) -> Record:
    """A line moved by whole years; it says what it was moved from."""
    years = year - model
    return line | {
        Meetings.YEAR: year,
        Meetings.DATE: _working_day(line[Meetings.DATE], years),
        Meetings.THROUGH: _later(line[Meetings.THROUGH], years),
        Meetings.NOTE: words.text("calendar_moved", year=model),
    }


def _later(period: object, years: int) -> Period | None:
    return Period(period.year + years, period.grain, period.index) if isinstance(period, Period) else None


def _working_day(day: date, years: int) -> date:
    moved = day.replace(year=day.year + years)
    return moved + timedelta(days=_WEEK - moved.weekday()) if moved.weekday() >= _SATURDAY else moved
