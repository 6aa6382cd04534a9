"""Deadlines as people write them: ``Primo september``, ``Uge 2``, ``Afdække behov ultimo 1. kvartal``.

Days, weeks, months, quarters, half-years and years are read by ``schemas.text.periods``; here stands what a deadline
adds to them: which day of the period is meant, and the words around it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from schemas.text.deadline_words import (
    AFTER_ALL,
    BEFORE,
    BEFORE_WORDS,
    DAY_IN_NUMBERS,
    DAY_OF_WEEK,
    DAY_THEN_MONTH,
    EDGE_WORDS,
    EDGES,
    ISO_WEEK,
    LIST_BEFORE_PERIOD,
    MEDIO,
    MONTH_THEN_DAY,
    NO_DAY,
    NOT_SAID,
    OTHER_SPELLINGS,
    OVER_NEW_YEAR,
    PASSED_OVER,
    PRIMO,
    RUNNING,
    RUNNING_FROM,
    RUNNING_WORDS,
    SEASON,
    SEASONS,
    SHORT_MONTHS,
    THE_YEAR,
    ULTIMO,
    VAGUE,
    WEEKDAYS,
    WEEKS,
    WITHIN,
    YEAR_END,
)
from schemas.text.period_patterns import MONTH_NAMES
from schemas.text.periods import PeriodError, days_of, is_day_or_week, is_period, month_end, needs_year, running_month

PRIMO_DAY, MEDIO_DAY = "primo_day", "medio_day"
"""The parameters of the days that *primo* and *medio* stand for."""
_LONGEST = 5
"""Words of the longest deadline, its edge not counted."""
_YEARS_AROUND = 2
"""A number of two digits after a month is a year so near to the contract year, else a day."""
_CENTURY = 100
_WEEKS_A_YEAR = 53
_YEAR_AND_COUNT = re.compile(r"\b\d{4}\s\d{1,2}$")
_AROUND = "()[]{},;:!?\"'»«“”*"
_SLASH = re.compile(r"(?<=[^\W\d])\.?\s*[/–—-]\s*(?=[^\W\d])")
"""Between two words; between figures it belongs to a date."""
_BETWEEN = re.compile(r"(?<=[^\W\d])\.?-(?=\d{1,2}\.)|(?<=\d\.)\s*-\s*(?=\d{1,2}\.?\s*[^\W\d])|\s+[-–—]\s+")


class Reading(Enum):
    """How a deadline was understood."""

    DAY = "day"
    NO_DAY = "no_day"
    """It names no day: *hurtigst muligt*."""
    UNREADABLE = "unreadable"
    BLANK = "blank"


@dataclass(frozen=True)
class Deadline:
    """A deadline, understood.

    Args:
        due: The day on which what is due has to be done; none where the text names none.
        reading: How it was understood.
    """

    due: date | None
    reading: Reading


@dataclass(frozen=True)
class _Named:
    """What a piece of a text names: its first and last day, and whether it is no more than a year."""

    first: date
    last: date
    is_year: bool = False


def deadline(text: object, year: int, parameters: Mapping[str, float]) -> Deadline:
    """Read a deadline as people write it.

    Args:
        text: As it is written. Of several days the last counts, and a year alone only where nothing finer is named.
        year: The contract year, for what names none.
        parameters: ``primo_day`` and ``medio_day``: the day of the month that *primo* and *medio* stand for.

    Returns:
        The day. A period is due on its last day, a week on its Sunday, *ultimo* on the last day; *primo* on the
        ``primo_day`` of the (first) month, *medio* on the ``medio_day`` of the month, and of a longer period of the
        month in its middle (the earlier of two). *Before* a week, month or longer (*inden maj*) is the day before it
        begins; before a day is that day. Running work is due at the end of its period, else of the year.
    """
    written = "" if text is None or text != text else str(text)  # noqa: PLR0124  a blank cell of a frame is nan
    plain = " ".join(written.replace("\u00a0", " ").split()).casefold()
    if not plain:
        return Deadline(None, Reading.BLANK)
    if NOT_SAID.search(plain) or AFTER_ALL.search(plain):
        return Deadline(None, Reading.UNREADABLE)
    found = list(_days(_normal(plain, year), _year_named(plain, year), parameters))
    fine = [day for day, is_year in found if not is_year]
    if fine or (found and not VAGUE.search(plain)):
        return Deadline(max(fine or [day for day, _ in found]), Reading.DAY)
    return Deadline(None, Reading.NO_DAY if NO_DAY.search(plain) else Reading.UNREADABLE)


def _year_named(text: str, year: int) -> int:
    """The year of what names none: the one that the text names alone (``2012: ultimo maj``), else the contract's."""
    alone = {int(each) for each in re.findall(r"(?<![\d./-])(?:19|20)\d{2}(?![\d./-]\d)", text)}
    named = alone.pop() if len(alone) == 1 else year
    return max(named, year)


def _normal(text: str, year: int) -> str:
    """A text with one word for each thing, and without the words that a deadline may stand among."""
    text = VAGUE.sub(" ", text.replace("–", "-").replace("—", "-"))
    text = ISO_WEEK.sub(r"uge \g<week> \g<year>", text)
    for spelling, read in OTHER_SPELLINGS:
        text = spelling.sub(read, text)
    text = DAY_OF_WEEK.sub(lambda found: _day_of_week(found, year), text)
    text = RUNNING_FROM.sub(f"{RUNNING} | ", text)
    text = OVER_NEW_YEAR.sub(lambda found: _over_new_year(found, year), text)
    text = WEEKS.sub(lambda found: _last_week(found["weeks"], year), text)
    text = YEAR_END.sub(f"{ULTIMO} {year}", text)
    text = THE_YEAR.sub(str(year), text)
    for words, edge in EDGE_WORDS:
        text = words.sub(f"{edge} ", text)
    text = BEFORE_WORDS.sub(BEFORE, WITHIN.sub(" ", text))
    text = RUNNING_WORDS.sub(RUNNING, text)
    text = LIST_BEFORE_PERIOD.sub("", text)
    text = _BETWEEN.sub(" ", _SLASH.sub(" ", text))
    return PASSED_OVER.sub(" ", text)


def _day_of_week(found: re.Match[str], year: int) -> str:
    """A day of a week as a date; a week that the year has not stays as it is written."""
    number = next(at for at, names in enumerate(WEEKDAYS, start=1) if found["day"] in names)
    try:
        return f"{date.fromisocalendar(int(found['year'] or year), int(found['week']), number):%d-%m-%Y}"
    except ValueError:
        return found[0]


def _over_new_year(found: re.Match[str], year: int) -> str:
    """``november-januar`` ends in the year after."""
    first, last = MONTH_NAMES[found["first"]], MONTH_NAMES[found["last"]]
    return found[0] if first <= last else f"{found['first']} {found['last']} {year + 1}"


def _last_week(written: str, year: int) -> str:
    """The last of several weeks. A number after a slash is a year where it is the contract's or the next."""
    numbers = re.findall(r"\d{1,2}", written)
    if len(numbers) > 1 and "/" in written and int(numbers[-1]) - year % _CENTURY in (0, 1):
        return f"uge {numbers[-2]} {year - year % _CENTURY + int(numbers[-1])}"
    return f"uge {max(numbers, key=int)}" if all(int(each) <= _WEEKS_A_YEAR for each in numbers) else f"uge {written}"


def _days(text: str, year: int, parameters: Mapping[str, float]) -> Iterator[tuple[date, bool]]:
    """The days that the pieces of a text name, and whether each is but a year's end."""
    words = [word.strip(_AROUND).rstrip(".") for word in text.split()]
    words = [word for word in words if word]
    at, edge, before = 0, "", False
    while at < len(words):
        if words[at] in EDGES:
            edge, at = words[at], at + 1
        elif words[at] == BEFORE:
            before, at = True, at + 1
        else:
            running = words[at] == RUNNING
            start = at + running
            length, named = _longest(words, start, year, edge)
            if named is not None:
                yield _meant(named, edge, before, parameters), named.is_year and not edge and not running
            elif running:
                yield date(year, 12, 31), False
            at = start + length if running or length else at + 1
            edge, before = "", False


def _longest(words: list[str], start: int, year: int, edge: str) -> tuple[int, _Named | None]:
    """The longest piece from a word on that names days, as a number of words and what it names."""
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        piece = " ".join(words[start : start + length])
        is_all = length == len(words)
        if length == 1 and piece in SHORT_MONTHS and not (is_all or edge or _beside_month(words, start)):
            continue
        try:
            if (named := _named(piece, year, is_all)) is not None:
                return length, named
        except (ValueError, PeriodError):
            return length, None  # 30 February is no day, and not the end of February either
    return 0, None


def _beside_month(words: list[str], at: int) -> bool:
    """Whether a short name of a month stands beside another month, after *before*, or ends the text."""
    around = [words[near].rstrip(".") for near in (at - 1, at + 1) if 0 <= near < len(words)]
    return at == len(words) - 1 or any(word in MONTH_NAMES or word in (BEFORE, RUNNING) for word in around)


def _named(piece: str, year: int, is_all: bool) -> _Named | None:
    """What a piece names; None where it names no day.

    Raises:
        ValueError: It names a day or a week that no calendar has.
    """
    if (found := _day_in_numbers(piece, year, is_all)) is not None:
        return found
    return _day_then_month(piece, year) or _month_then_day(piece, year) or _season(piece, year) or _period(piece, year)


def _day(year: int, month: int, day: int) -> _Named:
    there = date(year, month, day)
    return _Named(there, there)


def _full_year(written: str | None, year: int) -> int:
    if written is None:
        return year
    return int(written) if len(written) > len("11") else year - year % _CENTURY + int(written)


def _day_in_numbers(piece: str, year: int, is_all: bool) -> _Named | None:
    """``31/12``, ``31.12.11``, ``31/12-2011``; without a year and a slash only where the text is nothing else."""
    found = DAY_IN_NUMBERS.match(piece)
    if found is None or (found["year"] is None and "/" not in piece and not is_all):
        return None
    return _day(_full_year(found["year"], year), int(found["number"]), int(found["day"]))


def _day_then_month(piece: str, year: int) -> _Named | None:
    """``1. maj``, ``1st of May 2011``."""
    found = DAY_THEN_MONTH.match(piece)
    return _day(_full_year(found["year"], year), MONTH_NAMES[found["name"]], int(found["day"])) if found else None


def _month_then_day(piece: str, year: int) -> _Named | None:
    """``May 1st, 2011``; a number of two digits that can be a year near the contract's is one."""
    found = MONTH_THEN_DAY.match(piece)
    if found is None:
        return None
    written = found["day"]
    as_year = _full_year(written, year) if len(written) > 1 and not found["nth"] and not found["year"] else None
    if as_year is not None and abs(as_year - year) <= _YEARS_AROUND:
        return None
    return _day(_full_year(found["year"], year), MONTH_NAMES[found["month"]], int(written))


def _season(piece: str, year: int) -> _Named | None:
    found = SEASON.match(piece)
    if found is None:
        return None
    first, last = SEASONS[found["season"]]
    of = _full_year(found["year"], year)
    return _Named(date(of, first, 1), month_end(running_month(date(of, last, 1))))


def _period(piece: str, year: int) -> _Named | None:
    """What ``schemas.text.periods`` reads: a day, week, month, quarter, half-year or year."""
    if piece.split(maxsplit=1)[0] in {*EDGES, RUNNING} or _YEAR_AND_COUNT.search(piece):
        return None
    if not (is_period(piece, year) or is_day_or_week(piece)):
        return None
    first, last = days_of(piece, year)
    if needs_year(piece) or abs(first.year - year) <= _CENTURY // 2:
        return _Named(first, last, is_year=(first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)))
    return None


def _meant(named: _Named, edge: str, before: bool, parameters: Mapping[str, float]) -> date:
    """Which of the days that a piece names is the deadline."""
    months = running_month(named.last) - running_month(named.first) + 1
    is_month = named.first.day == 1 and named.last == month_end(running_month(named.last))
    if edge == PRIMO and is_month:
        return _nth_day(named.first, 0, parameters[PRIMO_DAY])
    if edge == MEDIO and is_month:
        return _nth_day(named.first, (months - 1) // 2, parameters[MEDIO_DAY])
    if before and not edge and named.first != named.last:
        return named.first - timedelta(days=1)
    return named.last


def _nth_day(first: date, months: int, day: float) -> date:
    """A day of a month so many months after one; its last where it has not so many."""
    last = month_end(running_month(first) + months)
    return last.replace(day=min(max(1, int(day)), last.day))
