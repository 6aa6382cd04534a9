"""Deadlines as people write them: ``Primo september``, ``Uge 2``, ``Afdække behov ultimo 1. kvartal``.

Days, weeks, months, quarters, half-years and years are read by ``schemas.text.periods``; here stands what a deadline
adds to them: which day of the period is meant, and the words around it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from schemas.text.deadline_lists import BREAK, RANGE, UNREAD, apart
from schemas.text.deadline_pieces import MARKS, DoubtError, Named, counts, longest
from schemas.text.deadline_words import (
    AFTER_ALL,
    APOSTROPHE_YEAR,
    BEFORE,
    BEFORE_WORDS,
    DAY_OF_WEEK,
    EDGE_WORDS,
    EDGES,
    ISO_WEEK,
    JOINED_YEAR,
    LEADING_YEAR,
    MEDIO,
    NO_DAY,
    NOT_SAID,
    NOT_THE_DAY,
    NTH_OF,
    OF_MONTH,
    OTHER_SPELLINGS,
    OTHER_YEARS,
    PASSED_OVER,
    PAUSES,
    PRIMO,
    RUNNING,
    RUNNING_FROM,
    RUNNING_WORDS,
    SCHOOL_YEAR,
    THE_YEAR,
    TIME_OF_DAY,
    TO,
    ULTIMO,
    VAGUE,
    WEEKDAYS,
    WITHIN,
    YEAR_END,
)
from schemas.text.periods import month_end, running_month

PRIMO_DAY, MEDIO_DAY = "primo_day", "medio_day"
"""The parameters of the days that *primo* and *medio* stand for."""
_CENTURY = 100
_AROUND = "()[]{},;:!?\"'»«“”*-/"
_SLASH = re.compile(r"(?<=[^\W\d])\.?\s*[/–—-]\s*(?=[^\W\d])")
"""Between two words; between figures it belongs to a date."""
_BETWEEN = re.compile(r"(?<=[^\W\d])\.?-(?=\d{1,2}\.)|(?<=\d\.)\s*-\s*(?=\d{1,2}\.?\s*[^\W\d])|\s+[-–—]\s+")
_COUNT = re.compile(r"\d{1,2}(?:-\d{1,2})?")


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


def deadline(text: object, year: int, parameters: Mapping[str, float]) -> Deadline:
    """Read a deadline as people write it.

    Args:
        text: As it is written. Of several days the last counts, and a year alone only where nothing finer is named. A
            number that counts things is no day and no year, and of what can be read in two ways nothing is read.
        year: The contract year, for what names none.
        parameters: ``primo_day`` and ``medio_day``: the day of the month that *primo* and *medio* stand for.

    Returns:
        The day. A period is due on its last day, a week on its Sunday, *ultimo* on the last day; *primo* on the
        ``primo_day`` of the (first) month, *medio* on the ``medio_day`` of the month, and of a longer period of the
        month in its middle (the earlier of two). *Before* a week, month or longer (*inden maj*) is the day before it
        begins; before a day is that day.
        A span that ends before it begins ends in the year after. Running work is due at the end of its period, else of
        the year.
    """
    written = "" if text is None or text != text else str(text)  # noqa: PLR0124  a blank cell of a frame is nan
    lines = "; ".join(line for line in written.splitlines() if line.strip())
    plain = " ".join(lines.replace("\u00a0", " ").split()).casefold()
    if not plain:
        return Deadline(None, Reading.BLANK)
    for words, years in OTHER_YEARS:
        plain = words.sub(f" {year + years}", plain).strip()
    if NOT_SAID.search(plain) or AFTER_ALL.search(plain):
        return Deadline(None, Reading.UNREADABLE)
    try:
        named = _year_named(plain, year)
        is_told = named == year or LEADING_YEAR.match(plain) is not None
        due = _last_day(plain, named if is_told else year, parameters)
        if due and not is_told and due.year != named and due != _last_day(plain, named, parameters):
            return Deadline(None, Reading.UNREADABLE)  # the year of it, or of something else: Budget 2012
    except DoubtError:
        return Deadline(None, Reading.UNREADABLE)
    if due:
        return Deadline(due, Reading.DAY)
    return Deadline(None, Reading.NO_DAY if NO_DAY.search(plain) else Reading.UNREADABLE)


def _last_day(text: str, year: int, parameters: Mapping[str, float]) -> date | None:
    """The last day that a text names; a year alone counts where nothing finer is named."""
    found = list(_days(_normal(text, year), year, parameters))
    fine = [day for day, is_year in found if not is_year]
    if fine or (found and not (VAGUE.search(text) or SCHOOL_YEAR.search(text))):
        return max(fine or [day for day, _ in found])
    return None


def _year_named(text: str, year: int) -> int:
    """The year of what names none: the one that the text names alone (``2012: ultimo maj``), else the contract's."""
    alone = {int(each) for each in re.findall(r"(?<![\d./-])(?:19|20)\d{2}(?![\d./-]\d)", text)}
    named = alone.pop() if len(alone) == 1 else year
    return max(named, year)


def _normal(text: str, year: int) -> str:
    """A text with one word for each thing, with marks between them, and without the words they may stand among."""
    text = APOSTROPHE_YEAR.sub("20", text.replace("–", "-").replace("—", "-"))
    text = TIME_OF_DAY.sub(" ", text)
    text = SCHOOL_YEAR.sub(_without_school_year, VAGUE.sub(f" {BREAK} ", text))
    text = ISO_WEEK.sub(r"uge \g<week> \g<year>", text)
    for spelling, read in OTHER_SPELLINGS:
        text = spelling.sub(read, text)
    text = DAY_OF_WEEK.sub(lambda found: _day_of_week(found, year), text)
    text = NTH_OF.sub(f" {UNREAD} ", text)
    text = RUNNING_FROM.sub(f"{RUNNING} {UNREAD} ", text)
    text = apart(text, year)
    text = YEAR_END.sub(lambda found: f"{ULTIMO} {found['own'] or year}", text)
    text = THE_YEAR.sub(str(year), text)
    for words, edge in EDGE_WORDS:
        text = words.sub(f"{edge} ", text)
    text = NOT_THE_DAY.sub(UNREAD, WITHIN.sub(" ", text))
    text = RUNNING_WORDS.sub(RUNNING, BEFORE_WORDS.sub(BEFORE, text))
    text = JOINED_YEAR.sub(" ", OF_MONTH.sub(r"\1 ", text))
    text = TO.sub(f" {RANGE} ", PAUSES.sub(f" {BREAK} ", text))
    text = _BETWEEN.sub(f" {RANGE} ", _SLASH.sub(f" {RANGE} ", text))
    return PASSED_OVER.sub(f" {BREAK} ", text)


def _without_school_year(found: re.Match[str]) -> str:
    """Nothing where the years follow each other; else a month that is written so."""
    return BREAK if (int(found["first"]) + 1) % _CENTURY == int(found["last"]) else found[0]


def _day_of_week(found: re.Match[str], year: int) -> str:
    """A day of a week as a date; a week that the year has not stays as it is written."""
    number = next(at for at, names in enumerate(WEEKDAYS, start=1) if found["day"] in names)
    try:
        return f"{date.fromisocalendar(int(found['year'] or year), int(found['week']), number):%d-%m-%Y}"
    except ValueError:
        return found[0]


@dataclass
class _Before:
    """What stands before a word: an edge, ``inden``, running work, a mark that the next piece is not the deadline."""

    edge: str = ""
    is_before: bool = False
    is_running: bool = False
    is_unread: bool = False
    is_range: bool = False
    piece: Named | None = None
    """The piece that nothing but marks stands behind; what stood before it."""
    piece_edge: str = ""
    piece_is_before: bool = False
    piece_is_running: bool = False


def _days(text: str, year: int, parameters: Mapping[str, float]) -> Iterator[tuple[date, bool]]:
    """The days that the pieces of a text name, and whether each is but a year's end.

    Raises:
        DoubtError: A number stands there that can be a day, a year or a count.
    """
    words = [word if word in MARKS else word.strip(_AROUND) for word in text.split()]
    words = [word for word in words if word.strip(".")]
    at, so_far, last = 0, _Before(), year
    while at < len(words):
        word = words[at].rstrip(".")
        if _is_mark(word, so_far):
            at += 1
            continue
        length, named = longest(words, at, year, so_far.edge, so_far.piece if so_far.is_range else None)
        goes_on = so_far.is_running and (named is None or not (so_far.piece is None or so_far.is_range))
        if goes_on:
            yield date(last, 12, 31), False
        if named is None:
            if so_far.piece and not length and _stands_alone(words, at):
                raise DoubtError(word)
            so_far = _Before(is_running=word == RUNNING)
        elif so_far.is_unread:
            so_far = _Before(is_running=so_far.is_running and not goes_on, piece=named)
        else:
            edge, before = so_far.edge, so_far.is_before
            is_long = named.first != named.last
            running = so_far.is_running or so_far.piece_is_running
            last = max(last, named.first.year)
            if not _is_within(named, so_far):
                yield _meant(named, edge, before, parameters), named.is_year and not (edge or running)
            so_far = _Before(
                piece=named, piece_edge=edge, piece_is_before=before and is_long and not edge, piece_is_running=running
            )
        at += max(1, length)
    if so_far.is_running:
        yield date(last, 12, 31), False
    if so_far.is_unread and so_far.piece:
        raise DoubtError(text)  # 1. maj (tidligst)


def _is_mark(word: str, so_far: _Before) -> bool:
    """Whether a word says something of the piece after it; it is noted there."""
    if word in EDGES and not so_far.is_running:
        so_far.edge = word
    elif word == BEFORE:
        so_far.is_before = True
    elif word == UNREAD:
        so_far.is_unread = True
    elif word == RANGE:
        so_far.is_range = True
    elif word == RUNNING and not so_far.is_running:
        so_far.is_running = True
    else:
        return word == BREAK
    return True


def _is_within(named: Named, so_far: _Before) -> bool:
    """Whether a piece is the end of what the deadline lies before: ``inden uge 20-22``.

    Raises:
        DoubtError: ``primo marts og juni``, ``inden uge 20 og 22``: does the first word go with the last?
    """
    piece = so_far.piece
    if piece is None or so_far.edge or so_far.is_before:
        return False
    is_edge = so_far.piece_edge in {PRIMO, MEDIO} and _is_months(named)
    is_alike = named.first != named.last and _is_months(named) == _is_months(piece)
    if not so_far.is_range and (is_edge or (so_far.piece_is_before and is_alike)):
        raise DoubtError(so_far.piece_edge)
    return so_far.is_range and so_far.piece_is_before


def _stands_alone(words: list[str], at: int) -> bool:
    """Whether a word is a number that counts nothing: no word follows it."""
    return _COUNT.fullmatch(words[at].rstrip(".")) is not None and not counts(words, at)


def _is_months(named: Named) -> bool:
    return named.first.day == 1 and named.last == month_end(running_month(named.last))


def _meant(named: Named, edge: str, before: bool, parameters: Mapping[str, float]) -> date:
    """Which of the days that a piece names is the deadline."""
    months = running_month(named.last) - running_month(named.first) + 1
    is_month = _is_months(named)
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
