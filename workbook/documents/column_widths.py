"""How wide the columns of a table must be on paper: no word is broken while there is room for it."""

import tomllib
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

from workbook.documents.model import Align, DataTable
from workbook.documents.plain_text import plain_text

_USUAL_EMS = 0.55
_PADDING = 7.0
"""Points that the sides of a cell take."""
_ENOUGH = 90
"""Letters of a line; a longer text wraps."""
_SHORT, _FIGURE = 24, 18
"""Letters of a text that is short, and of a figure with its unit."""
_POINTS_PER_CM = 72 / 2.54
_BOLD = 1.1
_MOST_ROWS = 400
"""Rows that are looked at."""


def text_points(text: str, size: float) -> float:
    """The width of a text on one line, in points.

    Args:
        text: The text.
        size: The size of its letters in points.
    """
    ems = _ems()
    return sum(ems.get(letter, _USUAL_EMS) for letter in text) * size


@lru_cache(maxsize=1)
def _ems() -> dict[str, float]:
    """The width of each letter, in the size of the type."""
    text = files("workbook").joinpath("documents", "letter_widths.toml").read_text(encoding="utf-8")
    return {letter: float(width) for width, letters in tomllib.loads(text)["ems"].items() for letter in letters}


def widths_of(table: DataTable, room: float, sizes: Sequence[float]) -> tuple[list[float], float]:
    """The widths of a table's columns, and the size of its letters.

    Args:
        table: The table. Columns that are all of one width share the room by what stands in them, others as they ask;
            each is wide enough for its longest word in any case.
        room: The width of the page between its margins, in points.
        sizes: Sizes of letters in points, the best first.

    Returns:
        A width in points a column, which fill the room, and the size: the best one in which short texts stand on one
        line, or figures do, or at least no word is broken.
    """
    best, *smaller = sizes
    tries = [
        (best, _Kept.SHORT),
        *((size, _Kept.FIGURES) for size in sizes),
        *((size, _Kept.WORDS) for size in smaller),
    ]
    for size, kept in tries:
        least = [_least(index, table, size, kept) for index in range(len(table.columns))]
        if sum(least) <= room:
            break
    return _shared(_wanted(table, size), least, room), size


class _Kept(IntEnum):
    """What is kept on one line."""

    WORDS = 0
    FIGURES = 1
    """Figures and lights, and words."""
    SHORT = 2
    """The texts of columns that hold short ones only, figures, and words."""


def _texts(index: int, table: DataTable) -> list[tuple[str, float]]:
    """The texts of a column's cells, each with how much wider than usual it is."""
    return [(plain_text(row[index].text), _BOLD if row[index].bold else 1.0) for row in table.rows[:_MOST_ROWS]]


def _least(index: int, table: DataTable, size: float, kept: _Kept) -> float:
    """The width of the longest piece that stays whole; a word may be broken behind its hyphens."""
    column = table.columns[index]
    whole = _is_short(index, table, _SHORT if kept is _Kept.SHORT else _FIGURE)
    figures = column.align is Align.RIGHT or any(row[index].light for row in table.rows[:_MOST_ROWS])
    whole = whole and (kept is _Kept.SHORT or (kept is _Kept.FIGURES and figures))
    head = plain_text(column.title).replace("-", "- ").split()
    pieces = [(word, _BOLD) for word in head]
    for text, more in _texts(index, table):
        parts = text.split("\n") if whole else text.replace("-", "- ").split()
        pieces += [(part, more) for part in parts]
    pictures = [cell.picture.width * _POINTS_PER_CM for row in table.rows if (cell := row[index]).picture is not None]
    return max([*pictures, *(text_points(piece, size) * more for piece, more in pieces)], default=0.0) + _PADDING


def _is_short(index: int, table: DataTable, most: int) -> bool:
    return all(len(line) <= most for text, _ in _texts(index, table) for line in text.split("\n"))


def _wanted(table: DataTable, size: float) -> list[float]:
    if len({column.width for column in table.columns}) > 1:
        return [max(column.width, 0.0) for column in table.columns]
    limit = text_points("n" * _ENOUGH, size)
    return [_natural(index, table, size, limit) for index in range(len(table.columns))]


def _natural(index: int, table: DataTable, size: float, limit: float) -> float:
    """A column's width where each text stood on one line, as far as that is sensible; its head may wrap."""
    lines = ((line, more) for text, more in _texts(index, table) for line in text.split("\n"))
    longest = max((text_points(line, size) * more for line, more in lines), default=0.0)
    head = text_points(plain_text(table.columns[index].title), size) * _BOLD / 2
    return min(max(longest, head), limit) + _PADDING


def _shared(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The room by the widths wanted; a column that would get less than it needs gets that, and the others the rest."""
    if sum(least) >= room:
        return [each * room / sum(least) for each in least]
    fixed: dict[int, float] = {}
    while True:
        free = [index for index in range(len(wanted)) if index not in fixed]
        left, total = room - sum(fixed.values()), sum(wanted[index] for index in free) or 1.0
        short = [index for index in free if wanted[index] * left / total < least[index]]
        if not short:
            return [fixed.get(index, wanted[index] * left / total) for index in range(len(wanted))]
        fixed.update((index, least[index]) for index in short)
