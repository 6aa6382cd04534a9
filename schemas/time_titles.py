"""Titles of columns that tell a part of time: the year, or the month, quarter or half-year of the year beside it."""

import re
from collections.abc import Collection
from functools import cache

from schemas.cells import Cell, CellKind
from schemas.labels import is_period_number, listed
from schemas.periods import MONTHS_A_YEAR, Grain, part_of_year
from schemas.tables import Goals
from schemas.values import without_mark
from schemas.vocabulary import LANGUAGES, normal, words

_PARTS = {Grain.MONTH: "month_titles", Grain.QUARTER: "quarter_titles", Grain.HALF_YEAR: "half_year_titles"}
_NUMBER = re.compile(r"0?[1-9]|1[0-2]")
_YEAR_DIGITS = 4
_FEWEST = 2
"""Months from January on; others are one more."""


@cache
def _year_titles() -> frozenset[str]:
    spellings = (Goals.YEAR, *(words(each).title(Goals, Goals.YEAR) for each in LANGUAGES))
    return frozenset({*map(normal, spellings), *listed("year_headers")})


def is_year_title(title: str) -> bool:
    """Whether a title says that years stand below it (``Year``, ``Financial year``)."""
    return normal(without_mark(title)) in _year_titles()


def grain_of(title: str) -> Grain | None:
    """What a title says that stands below it: months, quarters or half-years; None where it is no such title."""
    bare = normal(without_mark(title))
    return next((grain for grain, key in _PARTS.items() if bare in listed(key)), None)


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
    return follow and len(numbers) >= (_FEWEST if min(numbers) == 1 else _FEWEST + 1)


def worded(cell: Cell, grain: Grain) -> Cell:
    """A part of the year that is given by its number, as a text that names it; others as they are."""
    number = number_in(cell, grain)
    return cell if number is None else Cell(CellKind.TEXT, part_of_year(grain, number))
