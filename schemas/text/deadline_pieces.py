"""What a few words of a deadline name: a day, week, month, season, quarter, half-year or year."""

import re
from dataclasses import dataclass
from datetime import date

from schemas.text.deadline_lists import BREAK, NOT_COUNTED, RANGE, UNREAD
from schemas.text.deadline_words import (
    BEFORE,
    DANISH_MONTHS,
    DAY_IN_NUMBERS,
    DAY_THEN_MONTH,
    EDGES,
    MONTH_THEN_DAY,
    RUNNING,
    SEASON,
    SEASONS,
    SHORT_MONTHS,
)
from schemas.text.period_patterns import MONTH_NAMES
from schemas.text.periods import PeriodError, days_of, is_day_or_week, is_period, month_end, needs_year, running_month

MARKS = frozenset({BREAK, RANGE, UNREAD})
_LONGEST = 5
"""Words of the longest deadline, its edge not counted."""
_YEARS_AROUND = 2
"""A number of two digits after a month is a year so near to the contract year, else a day."""
_CENTURY = 100
_YEAR_AND_COUNT = re.compile(r"\b\d{4}\s\d{1,2}$")
_NUMBER_ALONE = re.compile(r"\d{1,2}\.?")
_FULL_YEAR = re.compile(r"\d{4}")
_FAR = 5
"""A number of four digits with a word behind it is a count where it is so many years away."""
_SHARES = "%‰"
_VERBS = frozenset({"may"})
"""A month where a pause follows."""
_NO_COUNTED = frozenset({*NOT_COUNTED, *MARKS, *EDGES, BEFORE, RUNNING})


@dataclass(frozen=True)
class Named:
    """What a piece of a text names: its first and last day, and whether it is no more than a year."""

    first: date
    last: date
    is_year: bool = False


class DoubtError(ValueError):
    """A number that can be a day, a year or a count."""


def counts(words: list[str], at: int) -> bool:
    """Whether a number has a word behind it, which it can be the count of."""
    return (
        at + 1 < len(words)
        and words[at + 1] not in _NO_COUNTED
        and (words[at + 1][0].isalpha() or words[at + 1][0] in _SHARES)
    )


def longest(words: list[str], start: int, year: int, edge: str, since: Named | None) -> tuple[int, Named | None]:
    """The longest piece from a word on that names days.

    Args:
        words: The words and marks of the text.
        start: Where the piece begins.
        year: The year of what names none.
        edge: The edge before it.
        since: What a span that ends here begins with: it ends in the year after where it would end before.

    Returns:
        Its number of words and what it names; 0 and None where nothing is named.

    Raises:
        DoubtError: It names what no calendar has, or a number in it can be a day or a count.
    """
    plain = [word.rstrip(".") for word in words]
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        piece = " ".join(plain[start : start + length])
        is_all = length == sum(word not in MARKS for word in words)
        if MARKS & set(plain[start : start + length]) or _is_no_year(words, start, length, year):
            continue
        is_name = length == 1 and piece in SHORT_MONTHS
        if is_name and not (is_all or edge or _beside_month(plain, start)):
            continue
        try:
            if (named := _named(piece, year, is_all)) is not None:
                if since and named.last < since.first:
                    named = _named(piece, year + 1, is_all) or named  # from December to January
                return length, named
        except DoubtError:
            raise
        except (ValueError, PeriodError) as error:
            if re.search(r"[^\W\d]{2}", piece):
                raise DoubtError(piece) from error  # 30 February is no day, and not the end of February either
            return length, None
    return 0, None


def _is_no_year(words: list[str], start: int, length: int, year: int) -> bool:
    """Whether a piece ends in a number that is neither its year nor its day.

    Raises:
        DoubtError: It can be a day or a count: ``May 15 kickoff``.
    """
    first, last = words[start].rstrip("."), words[start + length - 1]
    is_month = first in MONTH_NAMES
    if length > 1 and _FULL_YEAR.fullmatch(last) and counts(words, start + length - 1):
        return abs(int(last) - year) > _FAR
    if length == 1 or not _NUMBER_ALONE.fullmatch(last) or (length == len("uN") and first.isalpha() and not is_month):
        return False
    is_near = len(last.rstrip(".")) > 1 and abs(_full_year(last.rstrip("."), year) - year) <= _YEARS_AROUND
    is_counted = counts(words, start + length - 1)
    if is_month and first not in DANISH_MONTHS and is_counted and not last.endswith("."):
        raise DoubtError(last)
    is_day = is_month and first not in DANISH_MONTHS
    return is_counted or not (is_near or is_day)


def _beside_month(words: list[str], at: int) -> bool:
    """Whether a short name of a month stands beside another month, after *before*, or ends the text."""
    if words[at] in _VERBS and words[at + 1 : at + 2] and words[at + 1] in MARKS:
        return True
    there = [near for near, word in enumerate(words) if near == at or word not in MARKS]
    place = there.index(at)
    around = [words[near] for near in there[max(0, place - 1) : place + 2] if near != at]
    return place == len(there) - 1 or any(word in MONTH_NAMES or word in (BEFORE, RUNNING) for word in around)


def _named(piece: str, year: int, is_all: bool) -> Named | None:
    """What a piece names; None where it names no day.

    Raises:
        ValueError: It names a day or a week that no calendar has.
    """
    if (found := _day_in_numbers(piece, year, is_all)) is not None:
        return found
    return _day_then_month(piece, year) or _month_then_day(piece, year) or _season(piece, year) or _period(piece, year)


def _day(year: int, month: int, day: int) -> Named:
    there = date(year, month, day)
    return Named(there, there)


def _full_year(written: str | None, year: int) -> int:
    if written is None:
        return year
    return int(written) if len(written) > len("11") else year - year % _CENTURY + int(written)


def _day_in_numbers(piece: str, year: int, is_all: bool) -> Named | None:
    """``31/12``, ``31.12.11``, ``31/12-2011``; without a year and a slash only where the text is nothing else."""
    found = DAY_IN_NUMBERS.match(piece)
    if found is None or (found["year"] is None and "/" not in piece and not is_all):
        return None
    return _day(_full_year(found["year"], year), int(found["number"]), int(found["day"]))


def _day_then_month(piece: str, year: int) -> Named | None:
    """``1. maj``, ``1st of May 2011``."""
    found = DAY_THEN_MONTH.match(piece)
    return _day(_full_year(found["year"], year), MONTH_NAMES[found["name"]], int(found["day"])) if found else None


def _month_then_day(piece: str, year: int) -> Named | None:
    """``May 1st, 2011``; a number of two digits that can be a year near the contract's is one."""
    found = MONTH_THEN_DAY.match(piece)
    if found is None:
        return None
    written = found["day"]
    as_year = _full_year(written, year) if len(written) > 1 and not found["nth"] and not found["year"] else None
    if as_year is not None and abs(as_year - year) <= _YEARS_AROUND:
        return None
    return _day(_full_year(found["year"], year), MONTH_NAMES[found["month"]], int(written))


def _season(piece: str, year: int) -> Named | None:
    found = SEASON.match(piece)
    if found is None:
        return None
    first, last = SEASONS[found["season"]]
    of = _full_year(found["year"], year)
    return Named(date(of, first, 1), month_end(running_month(date(of, last, 1))))


def _period(piece: str, year: int) -> Named | None:
    """What ``schemas.text.periods`` reads: a day, week, month, quarter, half-year or year."""
    if piece.split(maxsplit=1)[0] in {*EDGES, RUNNING} or _YEAR_AND_COUNT.search(piece):
        return None
    if not (is_period(piece, year) or is_day_or_week(piece)):
        return None
    first, last = days_of(piece, year)
    if needs_year(piece) or abs(first.year - year) <= _CENTURY // 2:
        return Named(first, last, is_year=(first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)))
    return None
