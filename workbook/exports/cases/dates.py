"""Dates as Ibis expressions that every engine understands: texts taken apart, days counted in whole numbers.

Engines differ in how they read a date and in what they do with one that no calendar has. So nothing is left to them:
year, month and day are taken out of the text, and a day is its number since 1 January 1970.
"""

from datetime import date
from typing import Any

import ibis

from schemas.text.periods import MONTHS_A_YEAR

FIRST_YEAR, LAST_YEAR = 1970, 2099
_LONGEST_DAY = 10
"""``31-12-2009``; what is longer has a time, or is no date."""
_TIME = "([01]?[0-9]|2[0-3])[:.][0-5][0-9]([:.][0-5][0-9]([.,][0-9]+)?)?(Z|[+-][0-9:]+)?"
_DAY_AND_TIME = f"^([0-9./-]{{8,10}})[ T]+{_TIME}$"
_DAY_FIRST = "^([0-9]{1,2})([-./])([0-9]{1,2})([-./])([0-9]{4})$"
_YEAR_FIRST = "^([0-9]{4})([-])([0-9]{1,2})([-])([0-9]{1,2})$"
_ABSENT = ("", "-", "\u2013", "\u2014")
OTHER_TEXT = "?"
"""Stands for every text that is too long for a date, so that they do not each make a group of their own."""
PRIVATE_TEXT = "?cpr?"
"""The same, for one that holds a personal number."""
_EPOCH = date(1970, 1, 1).toordinal()
_LONG_MONTHS_FROM_MARCH = 153  # days of March to July, and of August to December
_FEBRUARY, _THIRTY, _LEAP = 2, 30, (4, 100, 400)


def day_key(column: Any, private: Any) -> Any:
    """What a date column's rows are grouped by: the day alone.

    Args:
        column: A column of texts, dates or timestamps.
        private: Whether the text holds a personal number, as an expression; asked only of long texts.

    Returns:
        A text of at most ten characters, or a date.
    """
    if column.type().is_timestamp():
        return column.date()
    if column.type().is_date():
        return column
    text = column.cast("string")
    bare = text.strip()
    return ibis.cases(
        (text.isnull() | (text.length() <= _LONGEST_DAY), text),
        (bare.length() <= _LONGEST_DAY, bare),
        (bare.re_search(_DAY_AND_TIME), bare.re_extract(_DAY_AND_TIME, 1)),
        (private, ibis.literal(PRIVATE_TEXT)),
        else_=ibis.literal(OTHER_TEXT),
    )


def blank_day(key: Any) -> Any:
    """Whether no date was written."""
    if not key.type().is_string():
        return key.isnull()
    return key.isnull() | key.strip().isin(_ABSENT)


def parts(key: Any) -> tuple[Any, Any, Any]:
    """Year, month and day of a key, as whole numbers; null where it is not written as a date."""
    if not key.type().is_string():
        return tuple(part.cast("int32") for part in (key.year(), key.month(), key.day()))
    bare = key.strip()
    day_first = [bare.re_extract(_DAY_FIRST, group) for group in (5, 3, 1, 2, 4)]
    year_first = [bare.re_extract(_YEAR_FIRST, group) for group in (1, 3, 5, 2, 4)]
    is_day_first = bare.re_search(_DAY_FIRST) & (day_first[3] == day_first[4])
    return tuple(
        ibis.ifelse(is_day_first, one, other).nullif("").cast("int32")
        for one, other in zip(day_first[:3], year_first[:3], strict=True)
    )


def day_number(year: Any, month: Any, day: Any) -> Any:
    """Days since 1 January 1970 of a year, month and day, all within their usual bounds (day 31 of every month)."""
    from_march = (month > _FEBRUARY).ifelse(month - 3, month + 9)
    march_year = (month > _FEBRUARY).ifelse(year, year - 1)
    leaps = march_year // _LEAP[0] - march_year // _LEAP[1] + march_year // _LEAP[2]
    days = march_year * 365 + leaps + (from_march * _LONG_MONTHS_FROM_MARCH + 2) // 5 + day
    return (days - _DAY_BEFORE_MARCH_OF_YEAR_0).cast("int32")


_DAY_BEFORE_MARCH_OF_YEAR_0 = 719469
"""Makes 1 January 1970 the day 0."""


def month_index(year: Any, month: Any) -> Any:
    """The running month (12 a year) of a year and month."""
    return (year * MONTHS_A_YEAR + month - 1).cast("int32")


def first_day(running_month: Any) -> Any:
    """The number of the first day of a running month."""
    return day_number(running_month // MONTHS_A_YEAR, running_month % MONTHS_A_YEAR + 1, 1)


def number_of(day: date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - _EPOCH


def valid(year: Any, month: Any, day: Any) -> Any:
    """Whether a calendar has the day; false where a part is missing."""
    within = year.between(FIRST_YEAR, LAST_YEAR) & month.between(1, MONTHS_A_YEAR) & (day >= 1)
    leap = (year % _LEAP[0] == 0) & ((year % _LEAP[1] != 0) | (year % _LEAP[2] == 0))
    short = month.isin((4, 6, 9, 11)).ifelse(_THIRTY, 31)
    longest = (month == _FEBRUARY).ifelse(leap.ifelse(29, 28), short)
    return (within & (day <= longest)).fill_null(False)
