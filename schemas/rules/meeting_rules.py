"""Rules of the year's calendar."""

from datetime import date

import pandas as pd

from schemas.context import Context
from schemas.document_codes import Need
from schemas.rules.row_rules import Row, RowRule, doubled, marked
from schemas.tables import Meetings
from schemas.text.need_lists import need_list, need_text
from schemas.text.periods import Period

_YEARS_AROUND = 1
"""The frame of a budget is told the year before, and reports and rewards come the year after."""


def _of_year(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    """The lines of the contract year: calendars of other years may stay in the table."""
    years = frame[Meetings.YEAR]
    return years.isna() | (years == context.year) if context.year is not None else years.isna() | years.notna()


def _no_date(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return frame[[Meetings.DATE, Meetings.MEETING_KIND]].isna().any(axis=1)


def _other_year(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    year = context.year
    far = [
        year is not None and isinstance(day, date) and abs(day.year - year) > _YEARS_AROUND
        for day in frame[Meetings.DATE]
    ]
    return marked(frame, far) & _of_year(frame, context)


def _before_figures(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """The dates that lie before the end of the period whose figures they are held on."""
    pairs = zip(frame[Meetings.DATE], frame[Meetings.THROUGH], strict=True)
    early = [
        isinstance(day, date) and isinstance(through, Period) and day <= through.last_day for day, through in pairs
    ]
    return marked(frame, early)


def _last_day(row: Row, context: Context) -> dict[str, object]:
    return {"through": row[Meetings.THROUGH], "last": row[Meetings.THROUGH].last_day}


def _unknown_need(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return marked(frame, [bool(need_list(text).unknown) for text in frame[Meetings.NEEDS]])


def _needs(row: Row, context: Context) -> dict[str, object]:
    unknown = need_list(row[Meetings.NEEDS]).unknown
    return {"unknown": ", ".join(unknown), "choices": need_text(Need, context.words)}


MEETING_RULES: tuple[RowRule, ...] = (
    RowRule("meeting_without_date", Meetings.DATE, _no_date),
    RowRule("meeting_other_year", Meetings.DATE, _other_year, lambda _, context: {"year": context.year}),
    RowRule("meeting_before_figures", Meetings.THROUGH, _before_figures, _last_day),
    RowRule("meeting_unknown_need", Meetings.NEEDS, _unknown_need, _needs),
    RowRule("duplicate_meeting", Meetings.DATE, doubled(Meetings.DATE, Meetings.MEETING_KIND, Meetings.THROUGH)),
)
