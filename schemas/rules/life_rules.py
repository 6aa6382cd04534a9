"""The rules that the lives of goals and centres must keep: nothing ends before it begins, and a successor is known."""

from datetime import date, timedelta

import pandas as pd

from schemas.context import Context
from schemas.frames import is_missing
from schemas.rules.row_rules import Row, RowRule, marked, none_of
from schemas.tables import Centres, Goals
from schemas.text.name_lists import names_in
from schemas.versions import version_numbers


def _begins(row: Row) -> date | None:
    """The day on which a goal begins in its contract year."""
    start, year = row.get(Goals.VALID_FROM), row.get(Goals.YEAR)
    opening = None if is_missing(year) else date(int(str(year).partition(".")[0]), 1, 1)
    days = [day for day in (start, opening) if isinstance(day, date)]
    return max(days, default=None)


def _ends_before(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """Lines that end before their goal begins, or before they hold; a later line may say from the day after."""
    if not frame[Goals.VALID_TO].notna().any():
        return none_of(frame)
    first = version_numbers(frame) == 0
    keys = list(zip(frame[Goals.CENTRE], frame[Goals.NUMBER], strict=True))
    columns = [Goals.VALID_FROM, Goals.YEAR]
    told = [dict(zip(columns, each, strict=True)) for each in frame[columns].itertuples(index=False, name=None)]
    begun = {key: _begins(row) for key, row, is_first in zip(keys, told, first, strict=True) if is_first}
    days = zip(frame[Goals.VALID_TO], frame[Goals.VALID_FROM], keys, strict=True)
    return marked(frame, [_is_before(end, begun.get(key)) or _ends_earlier(end, start) for end, start, key in days])


def _ends_earlier(end: object, start: object) -> bool:
    """Whether a line ends before it holds; one that holds from the day after its goal ended says that it ended."""
    return isinstance(start, date) and _is_before(end, start - timedelta(days=1))


def _is_before(end: object, start: object) -> bool:
    return isinstance(end, date) and isinstance(start, date) and end < start


def _centre_ends_before(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    pairs = zip(frame[Centres.VALID_TO], frame[Centres.VALID_FROM], strict=True)
    return marked(frame, [_is_before(*pair) for pair in pairs])


def _strangers(row: Row, known: frozenset[str]) -> list[str]:
    return [name for name in names_in(row[Centres.SUCCESSOR]) if name not in known]


def _unknown_successor(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    known = frozenset(map(str, frame[Centres.CENTRE]))
    lists = ({str(Centres.SUCCESSOR): text} for text in frame[Centres.SUCCESSOR])
    return marked(frame, [bool(_strangers(row, known)) for row in lists])


LIFE_RULES = (RowRule("goal_ends_before", Goals.VALID_TO, _ends_before, lambda row, _: {"start": _begins(row)}),)
CENTRE_LIFE_RULES = (
    RowRule(
        "centre_ends_before",
        Centres.VALID_TO,
        _centre_ends_before,
        lambda row, _: {"centre": row[Centres.CENTRE], "start": row[Centres.VALID_FROM]},
    ),
    RowRule("successor_unknown", Centres.SUCCESSOR, _unknown_successor, lambda row, _: {"centre": row[Centres.CENTRE]}),
)
