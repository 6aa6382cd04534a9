"""Titles of columns that tell a part of time: the year, or the month, quarter or half-year of the year beside it."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from schemas.cells import Cell, CellKind
from schemas.lexicon.figure_cells import is_period_number
from schemas.lexicon.lexicon import either
from schemas.lexicon.match import label_key, says, value_of
from schemas.tables import Goals
from schemas.text.periods import MONTHS_A_YEAR, Grain, part_of_year
from schemas.thresholds import FEWEST_TO_PROVE, MOST_LABEL_WORDS
from schemas.words.vocabulary import LANGUAGES, text_key, words

_PARTS = {Grain.MONTH: "month_titles", Grain.QUARTER: "quarter_titles", Grain.HALF_YEAR: "half_year_titles"}
_NUMBER = re.compile(r"0?[1-9]|1[0-2]")
_YEAR_DIGITS = 4


@cache
def _year_titles() -> frozenset[str]:
    return frozenset(map(text_key, (Goals.YEAR, *(words(each).title(Goals, Goals.YEAR) for each in LANGUAGES))))


def is_year_title(title: str) -> bool:
    """Whether a title says that years stand below it (``Year``, ``Financial year``)."""
    return label_key(title) in _year_titles() or says(title, "year_headers")


def grain_of(title: str) -> Grain | None:
    """What a title says that stands below it: months, quarters or half-years; None where it is no such title."""
    return next((grain for grain, key in _PARTS.items() if says(title, key)), None)


def months_said(text: str) -> int | None:
    """How many months a text says that a figure is of (``Quarter``, ``12 months``); None where it says nothing so."""
    bare = text_key(text)
    if len(bare.split()) > MOST_LABEL_WORDS:
        return None
    counted = _counted().search(bare) if any(map(str.isdigit, bare)) else None
    return int(counted[1]) if counted else value_of(bare, "lengths")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(\d{{1,2}})[-. ]+(?:{either('months_counted')})(?!\w)")


def ends_of_spans(titles: Sequence[str]) -> tuple[int, int] | None:
    """The positions of what may be the titles of the first and the last day or month of each row's period."""
    ends = _only(titles, "start_titles"), _only(titles, "end_titles")
    return named_ends(titles) or (None if ends[0] is None or ends[1] is None else (ends[0], ends[1]))


def named_ends(titles: Sequence[str]) -> tuple[int, int] | None:
    """The positions of titles that can be of nothing else (``From``, ``Until``; not ``Start date``)."""
    first, last = _only(titles, "from_titles"), end_of_spans(titles)
    return None if first is None or last is None else (first, last)


def end_of_spans(titles: Sequence[str]) -> int | None:
    """The position of the one title of the last day or month of each row's period."""
    return _only(titles, "till_titles")


def _only(titles: Sequence[str], key: str) -> int | None:
    found = [at for at, title in enumerate(titles) if says(title, key)]
    return found[0] if len(found) == 1 else None


def is_year(cell: Cell) -> bool:
    """Whether a cell is a year in digits."""
    return len(cell.text.strip()) == _YEAR_DIGITS and is_period_number(cell)


def number_in(cell: Cell, grain: Grain) -> int | None:
    """Which month, quarter or half-year a cell gives by its number alone; None where it gives none."""
    text = cell.text.strip()
    is_number = cell.kind in {CellKind.NUMBER, CellKind.TEXT} and _NUMBER.fullmatch(text) is not None
    return int(text) if is_number and int(text) <= MONTHS_A_YEAR // grain else None


def counts_up(numbers: Collection[int]) -> bool:
    """Whether numbers are those of months that follow each other, and not counts that are as small."""
    follow = set(numbers) == set(range(min(numbers), max(numbers) + 1))
    return follow and len(numbers) >= (FEWEST_TO_PROVE if min(numbers) == 1 else FEWEST_TO_PROVE + 1)


def worded(cell: Cell, grain: Grain) -> Cell:
    """A part of the year that is given by its number, as a text that names it; others as they are."""
    number = number_in(cell, grain)
    return cell if number is None else Cell(CellKind.TEXT, part_of_year(grain, number))
