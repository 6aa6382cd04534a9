"""The period: a month, quarter, half-year or year, as a type.

Canonical spellings: ``2008-06``, ``2008-Q2``, ``2008-H1``, ``2008``. What people write is parsed to it; what cannot
be raises ``PeriodError``, whose text the issue catalogue words for the user.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

MONTHS_A_YEAR = 12
_DAYS_IN_DECEMBER = 31
_CENTURY = 2000
ANY_YEAR = 2000
"""Stands in for the year where a text is a period but for it."""
_TWO_DIGITS = 100
_SERIAL_START = date(1899, 12, 30)
_YEAR_RANGE = range(1970, 2100)


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


_YEAR_ALONE = re.compile(r"(?:\[[^\]]*\])?[yY\u00e5\u00c5]{2,4}(?:;@)?")
_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january",
            "feb februar february",
            "mar marts march mrt",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_NTH_QUARTER = r"(?:kvartal|kvt\.?|kv\.?|quarter)"
# Beside a year alone a Roman number is no Danish "i", which is passed over before other periods.
_ROMAN = rf"(?P<nth>iv|i{{1,3}})\.?\s+{_NTH_QUARTER},?\s+(?P<year>\d{{4}})"
_YEAR_WORDS = "kalenderåret|kalenderår|calendar year|året|år"
_PREFIX = re.compile(rf"^(?!{_ROMAN}$)(?P<edge>primo|medio|ultimo|løbende|hele|{_YEAR_WORDS}|pr\.?|for|i)\s+")
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NAMES, key=len, reverse=True)) + r")\.?"
_LAST = _MONTH.replace("<month>", "<last>")
_YEAR = r"(?P<year>\d{4}|\d{2})"
_YEAR_FIRST = r"(?P<year>\d{4}|3[2-9]|[4-9]\d)"
"""A year before a month; ``01-jan`` is how Excel shows the first of January, so no day of a month is taken for one."""
_JOINTS = r"(?:,\s+|[\s\-_./'\u2018\u2019\u00b4]*)"
_MAYBE_YEAR = rf"(?:{_JOINTS}{_YEAR})?"
_ORDINALS = ("første", "andet", "tredje", "fjerde", "first", "second", "third", "fourth")
_NTH = {word: at % (MONTHS_A_YEAR // Grain.QUARTER) + 1 for at, word in enumerate(("i", "ii", "iii", "iv", *_ORDINALS))}
_ORDINAL = "(?P<nth>" + "|".join(_ORDINALS) + ")"
_MONTH_WORD = r"(?:måned|month)"
_QUARTER_WORD = r"(?:kvartal|kvt|kv|k|quarter|q)"
_HALF_WORD = r"(?:halvår|halvaar|half[\s-]?year|half|hå|h)"
# The order matters only where a spelling could be read twice: whole dates before months.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^{pattern}$"))
    for kind, pattern in (
        ("year", r"(?P<year>\d{4})"),
        ("day", r"(?P<year>\d{4})[-./](?P<number>\d{1,2})[-./](?P<day>\d{1,2})(?:[ t]00:00(?::00)?)?"),
        ("day", r"(?P<day>\d{1,2})[-./](?P<number>\d{1,2})[-./](?P<year>\d{4})(?: 00:00(?::00)?)?"),
        ("day", r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})"),
        ("day", rf"(?P<day>\d{{1,2}})\.?\s+{_MONTH}\s+{_YEAR}"),
        ("day", rf"(?P<day>\d{{2}}){_MONTH}(?P<year>\d{{4}})(?::00:00:00(?:\.0+)?)?"),
        ("month", r"(?P<year>\d{4})[-./ ]?m?(?P<number>\d{1,2})"),
        ("month", r"(?P<number>\d{1,2})[-./](?P<year>\d{4})"),
        ("month", r"(?P<year>\d{4}):(?P<number>\d{2})"),
        ("month", rf"(?:m|{_MONTH_WORD}\s+)(?P<number>\d{{1,2}}),?[\s\-_./]+(?P<year>\d{{4}})"),
        ("month", rf"{_MONTH}(?:\s+{_MONTH_WORD})?{_MAYBE_YEAR}"),
        ("month", rf"{_YEAR_FIRST}(?:,\s+|[\s\-_./]*){_MONTH}"),
        ("span", rf"{_MONTH}\s*(?:[-\u2013]|\stil\s|\sto\s)\s*{_LAST}{_MAYBE_YEAR}"),
        ("quarter", _ROMAN),
        ("quarter", rf"{_ORDINAL}\s+{_NTH_QUARTER}{_MAYBE_YEAR}"),
        ("quarter", rf"(?P<number>[1-4])\.?\s*{_QUARTER_WORD}\.?{_MAYBE_YEAR}"),
        ("quarter", rf"{_QUARTER_WORD}\.?\s*(?P<number>[1-4]){_MAYBE_YEAR}"),
        ("quarter", rf"(?P<year>\d{{4}})[\s\-_./]*{_QUARTER_WORD}\.?\s*(?P<number>[1-4])"),
        ("quarter", rf"(?P<year>\d{{4}})[\s\-_./]*(?P<number>[1-4])\.?\s*{_QUARTER_WORD}\.?"),
        ("half", rf"(?P<number>[12])\.?\s*{_HALF_WORD}\.?{_MAYBE_YEAR}"),
        ("half", rf"{_HALF_WORD}\.?\s*(?P<number>[12]){_MAYBE_YEAR}"),
        ("half", rf"(?P<year>\d{{4}})[\s\-_./]*{_HALF_WORD}\.?\s*(?P<number>[12])"),
        ("half", rf"(?P<year>\d{{4}})[\s\-_./]*(?P<number>[12])\.?\s*{_HALF_WORD}\.?"),
        ("week", rf"(?:uge|week)\s*(?P<number>\d{{1,2}}){_MAYBE_YEAR}"),
    )
)


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
    return _parse(_bare(text), default_year)


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
    try:
        return _matched(_bare(text))[0] in {"day", "week"}
    except PeriodError:
        return False


@lru_cache(maxsize=4096)
def _parse(text: str, default_year: int | None) -> Period:
    kind, found, edge = _matched(text)
    return _edge(_build(kind, found.groupdict(), default_year, text), edge)


def _matched(text: str) -> tuple[str, re.Match[str], str]:
    """What kind of period a text is, how its pattern fits, and whether its first or last part is meant."""
    edge = ""
    while match := _PREFIX.match(text):
        edge = match["edge"] if match["edge"] in {"primo", "ultimo"} else edge
        text = text[match.end() :]
    for kind, pattern in _PATTERNS:
        if found := pattern.match(text):
            return kind, found, edge
    raise PeriodError(text)


def _bare(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


def part_of_year(grain: Grain, index: int) -> str:
    """A month, quarter or half-year of any year, as ``parse_period`` reads it (``mar``, ``q2``)."""
    if grain is Grain.MONTH:
        return next(name for name, number in _MONTH_NAMES.items() if number == index)
    return f"{_LETTER[grain]}{index}".casefold()


_DAY_AND_MONTH = re.compile(rf"^(?P<day>\d{{1,2}})[-. ]+{_MONTH}(?:[-. ]+\d{{2,4}})?$")


def made_by_spreadsheet(text: str) -> float | None:
    """The figure that a spreadsheet has probably made a day of (``22-maj`` for 22.5); None where the text is no day."""
    found = _DAY_AND_MONTH.match(" ".join(text.split()).casefold())
    return float(f"{int(found['day'])}.{_MONTH_NAMES[found['month']]}") if found else None


def _build(kind: str, parts: dict[str, str | None], default_year: int | None, text: str) -> Period:
    year = _year(parts.get("year"), default_year, text)
    name = parts.get("month")
    nth = parts.get("nth")
    number = _MONTH_NAMES[name] if name else _NTH[nth] if nth else int(parts.get("number") or 1)
    match kind:
        case "span":
            return _span(year, number, _MONTH_NAMES[parts["last"] or ""], text)
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
