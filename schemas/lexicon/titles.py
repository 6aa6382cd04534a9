"""What the lines around a table say of time: the period and the year that they name, or do not mean."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from schemas.lexicon.labels import Labels
from schemas.lexicon.lexicon import either
from schemas.lexicon.match import says
from schemas.text.periods import ANY_YEAR, Grain, Period, PeriodError, is_period, month_of, parse_period, whole_period
from schemas.text.values import without_mark
from schemas.thresholds import MOST_PERIOD_WORDS, MOST_TITLE_WORDS
from schemas.words.vocabulary import text_key

_DAY = re.compile(r"(?<![\w-])(?:(\d{1,2})[-./](\d{1,2})[-./](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2}))(?![\w-])")
_DAY_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})\.?\s+[^\W\d]+\.?\s+\d{4}")
"""``30. juni 2008``; a quarter (``2. kvartal 2008``) looks like it."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_TWO_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}/\d{2}(?!\d)")
"""``2008/09``"""
_LONG_SERIAL = re.compile(r"\d{4}[-/]\d{3,}")
_SERIAL = re.compile(r"[^\W\d]-\d{4}-\d")
"""A number of a case or report (``ABC-2008-17``)."""


def negated_constant(texts: Mapping[str, int]) -> str:
    """The text of a column that has one alone, where it says what all figures are not (``Not on time``); or empty."""
    text = next(iter(texts), "") if len(texts) == 1 else ""
    return text if says(text, "denying_words") else ""


def is_non_result(text: str) -> bool:
    """Whether a remark or label tells of other figures than results (``Forecast``)."""
    return says(text, "no_results_words") or says(text, "no_results_sheets")


def is_beside_results(title: str) -> bool:
    """Whether a header is a word for targets, changes or other years, of which a share beside them may be."""
    return says(title, "part_ignore") and not says(title, "remark_words")


def period_in(text: str, labels: Labels) -> Period | None:
    """The one period that a title names in full (``Jobsamtaler, juni 2008``); None where it names none, or several.

    A year alone is none: a title's year says only which year its months are of. A day is none either, for it says when
    something was printed or is due, but for the last of a month (``pr. 30-06-2008``) and the first and last of one.
    """
    bare = text_key(text)
    days = [day for match in _DAY.finditer(bare) if (day := _day(match)) is not None]
    is_other = says(text, "metadata_starts") or says(text, "range_phrases") or bool(_span().search(bare))
    is_other = is_other or (bool(days) and says(text, "drawn_words"))
    if is_other or len(bare.split()) > MOST_TITLE_WORDS:
        return None
    if days:
        return _period_of_days(days, bare)
    tokens = text.replace(",", " ").replace(":", " ").split()[:MOST_TITLE_WORDS]
    found = [each for each in _periods(tokens) if each[2].grain is not Grain.YEAR]
    inner = [each for each in found if not any(_holds(other, each) for other in found if other is not each)]
    if len(inner) != 1:
        return None
    first, stop, period = inner[0]
    others = [token.strip("()-\u2013") for token in (*tokens[:first], *tokens[stop:])]
    if any(is_period(token, ANY_YEAR) for token in others if token[:1].isalpha()):
        return None  # "January to the end of March 2009"
    before = tokens[first - 1].casefold() if first else ""
    is_range = before.endswith(("-", "\u2013")) or says(before, "no_period_before")
    written = _DAY_OF_MONTH.search(" ".join(tokens[first:stop])) if period.grain is Grain.MONTH else None
    is_day = written is not None and not (int(written[1]) == period.last_day.day and says(bare, "as_of_words"))
    return None if is_day or is_range else period


def month_told(text: str, labels: Labels) -> Period | None:
    """The month, quarter or half-year that a report names as its own (``Report, January 2009``); None for others."""
    return None if says(text, "since_words") else period_in(text, labels)


def printed_month(text: str) -> Period | None:
    """The month of the day that a line says something was made or printed on (``Last refresh: 12-01-2009``)."""
    if not any(map(str.isdigit, text)) or len(text.split()) > MOST_TITLE_WORDS or says(text, "since_words"):
        return None
    if not says(text, "made_words"):
        return None
    days = [day for match in _DAY.finditer(text_key(text)) if (day := _day(match)) is not None]
    tokens = text.replace(",", " ").replace(":", " ").split()
    written = [period for start, stop, period in _periods(tokens) if _DAY_OF_MONTH.search(" ".join(tokens[start:stop]))]
    try:
        return max([*map(month_of, days), *written], key=lambda each: each.last_month, default=None)
    except PeriodError:
        return None  # of another century


@cache
def _span() -> re.Pattern[str]:
    """A number of months or quarters (``12 months``): such a title's period is where they end."""
    return re.compile(rf"(?<![\w.])\d{{1,2}}[-. ]+(?:{either('span_units')})")


def names_part_of_year(text: str) -> bool:
    """Whether a title names a month, a quarter or a half-year, be it without its year (``1st quarter``, ``March``)."""
    if says(text, "metadata_starts") or says(text, "drawn_words") or len(text.split()) > MOST_TITLE_WORDS:
        return False
    if says(text, "part_of_year_phrases"):
        return True
    tokens = [token.strip("()\u2013") for token in re.sub("[,:-]", " ", text).split()]
    return any(
        period.grain is not Grain.YEAR and any(token[:1].isalpha() for token in tokens[start:stop])
        for start, stop, period in _periods(tokens, ANY_YEAR)
    )


def _periods(tokens: Sequence[str], year: int | None = None) -> Iterator[tuple[int, int, Period]]:
    """The longest period from each token on: its first token, the one after its last, and what it is."""
    for start in range(len(tokens)):
        for stop in range(min(len(tokens), start + MOST_PERIOD_WORDS), start, -1):
            try:
                period = parse_period(without_mark(" ".join(tokens[start:stop])), year)
            except PeriodError:
                continue
            yield start, stop, period
            break


def _day(match: "re.Match[str]") -> date | None:
    day, month, year, *iso = match.groups()
    numbers = (year, month, day) if year else iso
    try:
        return date(*(int(number) for number in numbers))
    except ValueError:
        return None


def _period_of_days(days: list[date], bare: str) -> Period | None:
    """The month that a title's day is the end of, or the period that its days are the first and the last of."""
    try:
        month = month_of(days[-1])
    except PeriodError:
        return None  # of another century
    first, *others = days
    if days[-1] != month.last_day or len(others) > 1:
        return None
    if not others:
        return month if says(bare, "as_of_words") else None
    is_whole = first.day == 1 and first.year == month.year
    found = whole_period(month.year, first.month, month.index) if is_whole else None
    return None if found is None or found.grain is Grain.YEAR else found  # a year that was asked for may not be over


def _holds(outer: tuple[int, int, Period], inner: tuple[int, int, Period]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def year_in(text: str) -> int | None:
    """The one year that a title names, or None."""
    years = years_in(text)
    return years.pop() if len(years) == 1 else None


def years_in(text: str) -> set[int]:
    """The years that a title names."""
    return {int(each) for each in _YEAR.findall(text)}


def holds_day(text: str) -> bool:
    """Whether a text has a day in it, which tells when something was made rather than what it is of."""
    return _DAY.search(text) is not None


def is_doubtful_year(text: str) -> bool:
    """Whether a title's year may be another than its months' (``Method as in 2007``, ``Report ABC-2007-12``)."""
    is_other = says(text, "doubtful_year_words") or says(text, "metadata_starts")
    return is_other or bool(
        _TWO_YEARS.search(text) or _SERIAL.search(text) or _LONG_SERIAL.search(text) or holds_day(text)
    )
