"""The period: a month, quarter, half-year or year, as a type.

Canonical spellings: ``2008-06``, ``2008-Q2``, ``2008-H1``, ``2008``. What people write is parsed to it; what cannot
be raises ``PeriodError``, whose text the issue catalogue words for the user.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from schemas.text.period_patterns import DAY_OF_YEAR, MONTH_NAMES, NTH, PATTERNS, PREFIX

MONTHS_A_YEAR = 12
_DAYS_IN_DECEMBER = 31
_CENTURY = 2000
ANY_YEAR = 2000
"""Stands in for the year where a text is a period but for it."""
_TWO_DIGITS = 100
_SERIAL_START = date(1899, 12, 30)
_YEAR_RANGE = range(1970, 2100)
_TEXTS_KEPT = 1 << 16
"""Texts whose reading is kept."""


class PeriodError(ValueError):
    """The text is not a period."""


class Grain(IntEnum):
    """The length of a period in months."""

    MONTH = 1
    QUARTER = 3
    HALF_YEAR = 6
    YEAR = 12


_LETTER = {Grain.QUARTER: "Q", Grain.HALF_YEAR: "H"}


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A calendar period.

    Args:
        year: The calendar year.
        grain: Its length.
        index: Which month, quarter or half-year of the year, from 1; 1 for a year.
    """

    year: int
    grain: Grain
    index: int = 1

    def __post_init__(self) -> None:
        """Refuse what no calendar has."""
        if self.year not in _YEAR_RANGE or not 1 <= self.index <= MONTHS_A_YEAR // self.grain:
            raise PeriodError(f"{self.year} {self.grain.name} {self.index}")

    @property
    def first_month(self) -> int:
        """The first month as a running number (12 a year)."""
        return self.year * MONTHS_A_YEAR + (self.index - 1) * self.grain

    @property
    def last_month(self) -> int:
        """The last month as a running number (12 a year)."""
        return self.first_month + self.grain - 1

    @property
    def first_day(self) -> date:
        """The first day of the period."""
        return date(self.year, (self.index - 1) * self.grain + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return month_end(self.last_month)

    def lies_in(self, other: "Period") -> bool:
        """Whether all of its months are the other's too."""
        return other.first_month <= self.first_month and self.last_month <= other.last_month

    def __str__(self) -> str:
        """The canonical spelling."""
        if self.grain is Grain.YEAR:
            return f"{self.year:04d}"
        if self.grain is Grain.MONTH:
            return f"{self.year:04d}-{self.index:02d}"
        return f"{self.year:04d}-{_LETTER[self.grain]}{self.index}"


def month_end(running_month: int) -> date:
    """The last day of a running month (12 a year)."""
    year, month = divmod(running_month, MONTHS_A_YEAR)
    if month == MONTHS_A_YEAR - 1:
        return date(year, MONTHS_A_YEAR, _DAYS_IN_DECEMBER)
    return date(year, month + 2, 1) - timedelta(days=1)


def running_month(day: date) -> int:
    """The running month (12 a year) that a day lies in."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def day_of_serial(number: float) -> date:
    """The day that a spreadsheet stores as a number (1 is 1 January 1900, which its calendar puts a day early).

    Raises:
        PeriodError: No calendar has the day.
    """
    try:
        return _SERIAL_START + timedelta(days=int(number))
    except (OverflowError, ValueError) as error:
        raise PeriodError(str(number)) from error


def month_of(day: date) -> Period:
    """The month that a day lies in."""
    return Period(day.year, Grain.MONTH, day.month)


def period_of_date(day: date, number_format: str) -> Period:
    """What a cell with a day stands for: its month, or its year where that alone is shown."""
    return Period(day.year, Grain.YEAR) if _YEAR_ALONE.fullmatch(number_format) else month_of(day)


_YEAR_APART = re.compile(r"(?<=\d) (?=\d{4}$)")
"""``31/3 2009``, as the end of a span."""
_YEAR_ALONE = re.compile(r"(?:\[[^\]]*\])?[yY\u00e5\u00c5]{2,4}(?:;@)?")


def parse_period(text: str, default_year: int | None = None) -> Period:
    """Read a period as people write it.

    Args:
        text: For example ``2. kvartal 2008``, ``ultimo juni 2008``, ``2008K2``, ``jan-08``, ``Primo september``.
        default_year: The year of a text that names none.

    Returns:
        The period. A day stands for its month, a week for the month of its Thursday; *primo* and *ultimo* of a
        longer period stand for its first and last month.

    Raises:
        PeriodError: The text is not a period, or it names no year and there is no default.
    """
    found = _parse(_bare(text), default_year)
    if found is None:
        raise PeriodError(text)
    return found


def days_of(text: str, default_year: int | None = None) -> tuple[date, date]:
    """The first and last day that a text names.

    Args:
        text: A period, a week (Monday to Sunday) or a day, as ``parse_period`` reads them; *primo* and *ultimo* are not
            looked at.
        default_year: The year of a text that names none.

    Raises:
        PeriodError: The text is none of them, or it names no year and there is no default.
    """
    bare = _bare(text)
    kind, found, _ = _matched(bare)
    parts = found.groupdict()
    if kind not in {"day", "week"}:
        period = _build(kind, parts, default_year, bare)
        return period.first_day, period.last_day
    year, name = _year(parts.get("year"), default_year, bare), parts.get("month")
    number = MONTH_NAMES[name] if name else int(parts["number"] or 0)
    try:
        if kind == "week":
            return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)
        day = date(year, number, int(parts["day"] or 0))
    except ValueError as error:
        raise PeriodError(text) from error
    return day, day


def is_period(text: str, default_year: int | None = None) -> bool:
    """Whether a text is a period, as ``parse_period`` reads it."""
    try:
        parse_period(text, default_year)
    except PeriodError:
        return False
    return True


def needs_year(text: str) -> bool:
    """Whether a text is a period but for its year (``january``)."""
    return is_period(text, ANY_YEAR) and not is_period(text)


def is_day_or_week(text: str) -> bool:
    """Whether a text that is a period names a day or a week, which only stands for its month."""
    return _kind(text) in {"day", "week"}


def is_week(text: str) -> bool:
    """Whether a text that is a period names a week."""
    return _kind(text) == "week"


def is_span(text: str) -> bool:
    """Whether a text goes from one day or month to another, be it no whole period."""
    return _kind(text) in {"days", "span"}


def _kind(text: str) -> str:
    """What kind of period a text is; empty where it is none."""
    try:
        return _matched(_bare(text))[0]
    except PeriodError:
        return ""


@lru_cache(maxsize=_TEXTS_KEPT)
def _parse(text: str, default_year: int | None) -> Period | None:
    """The period of a text; None where it is none, which is kept too: most labels of a sheet are none, and repeat."""
    try:
        kind, found, edge = _matched(text)
        return _edge(_build(kind, found.groupdict(), default_year, text), edge)
    except PeriodError:
        return None


def _matched(text: str) -> tuple[str, re.Match[str], str]:
    """What kind of period a text is, how its pattern fits, and whether its first or last part is meant."""
    if (found := _fitted(text)) is None:
        raise PeriodError(text)
    return found


@lru_cache(maxsize=_TEXTS_KEPT)
def _fitted(text: str) -> tuple[str, re.Match[str], str] | None:
    edge = ""
    while match := PREFIX.match(text):
        edge = match["edge"] if match["edge"] in {"primo", "ultimo"} else edge
        text = text[match.end() :]
    for kind, pattern in PATTERNS:
        if found := pattern.match(text):
            return kind, found, edge
    return None


def _bare(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


def part_of_year(grain: Grain, index: int) -> str:
    """A month, quarter or half-year of any year, as ``parse_period`` reads it (``mar``, ``q2``)."""
    if grain is Grain.MONTH:
        return next(name for name, number in MONTH_NAMES.items() if number == index)
    return f"{_LETTER[grain]}{index}".casefold()


def _build(kind: str, parts: dict[str, str | None], default_year: int | None, text: str) -> Period:
    if kind == "days":
        return spanned(parts["first"] or "", parts["final"] or "", default_year)
    year = _year(parts.get("year"), default_year, text)
    name = parts.get("month")
    nth = parts.get("nth")
    number = MONTH_NAMES[name] if name else NTH[nth] if nth else int(parts.get("number") or 1)
    match kind:
        case "span":
            return _span(year, number, MONTH_NAMES[parts["last"] or ""], text)
        case "year":
            return Period(year, Grain.YEAR)
        case "quarter":
            return Period(year, Grain.QUARTER, number)
        case "half":
            return Period(year, Grain.HALF_YEAR, number)
        case "month":
            return Period(year, Grain.MONTH, number)
    try:
        if kind == "week":
            return month_of(date.fromisocalendar(year, number, 4))
        return month_of(date(year, number, int(parts["day"] or 0)))
    except ValueError as error:
        raise PeriodError(text) from error


def whole_period(year: int, first: int, last: int) -> Period | None:
    """The month, quarter, half-year or year that goes from one month of a year to another; None where none does."""
    grain = next((each for each in Grain if each == last - first + 1), None)
    if grain is None or (first - 1) % grain:
        return None
    return Period(year, grain, (first - 1) // grain + 1)


def spanned(first: str, last: str, default_year: int | None = None) -> Period:
    """The period that goes from one day to another, or from one month to another.

    Args:
        first: Its first day or month (``01-01-2009``, ``1. jan``, ``2009-01``).
        last: Its last day or month.
        default_year: The year of the last where it names none; the first is of the same year.

    Raises:
        PeriodError: They are not the ends of a whole month, quarter, half-year or year.
    """
    text = f"{first} - {last}"
    if first.strip() == last.strip() and is_period(first, default_year) and not is_day_or_week(first):
        return parse_period(first, default_year)
    end, end_day = _end(last, default_year, text)
    start, start_day = _end(first, end.year, text)
    is_whole = {start_day, end_day} == {None} or (start_day, end_day) == (1, end.last_day.day)
    if not is_whole or start.year != end.year:
        raise PeriodError(text)
    return _span(end.year, start.index, end.index, text)


def _end(text: str, default_year: int | None, span: str) -> tuple[Period, int | None]:
    """The month that a span of time begins or ends in, and its day where that is said."""
    bare = _YEAR_APART.sub("-", _bare(text))
    if found := DAY_OF_YEAR.match(bare):
        day, number, name = int(found["day"]), found["number"], found["month"]
        month = Period(_year(None, default_year, span), Grain.MONTH, int(number) if number else MONTH_NAMES[name])
        return month, day
    kind, parts, edge = _matched(bare)
    if kind not in {"day", "month"} or edge:
        raise PeriodError(span)
    return _build(kind, parts.groupdict(), default_year, span), int(parts["day"]) if kind == "day" else None


def _span(year: int, first: int, last: int, text: str) -> Period:
    if (found := whole_period(year, first, last)) is None:
        raise PeriodError(text)
    return found


def _year(written: str | None, default_year: int | None, text: str) -> int:
    if written is None:
        if default_year is None:
            raise PeriodError(text)
        return default_year
    year = int(written)
    return year + _CENTURY if year < _TWO_DIGITS else year


def _edge(period: Period, edge: str) -> Period:
    if edge == "primo":
        return month_of(date(period.year, period.first_month % MONTHS_A_YEAR + 1, 1))
    if edge == "ultimo":
        return month_of(period.last_day)
    return period
