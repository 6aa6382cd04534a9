"""How tall a row must be for the texts that wrap in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from schemas.fields import Kind
from schemas.words.vocabulary import Words
from workbook.layout import TABLES, TableBlock, height, wraps

BOLD = 1.1
"""Characters of a column that a letter of a bold text takes."""
_INDENT = 1.5  # characters
LINE = 13.0
"""Points of a line of the usual size."""
_SPARE = 6.0  # points
_MOST_LINES = 8
_LONGEST_WORD = 30  # characters; what is longer is an address, and may be broken


def fitting(block: TableBlock, values: Sequence[object]) -> float:
    """The height of a row in points; what is folded or never wraps asks for no room.

    Args:
        block: The table.
        values: The row's cells, in the order of the table's columns.
    """
    pairs = ((name, value) for name, value in zip(block.shown, values, strict=False) if isinstance(value, str))
    most = max((lines(value, block.width(name)) for name, value in pairs if wraps(name)), default=1)
    return max(height("row"), _SPARE + LINE * min(most, _MOST_LINES))


def header_height(titles: Iterable[str], widths: Iterable[float]) -> float:
    """The height in points of a row of headers, each over as many lines as its column needs.

    Args:
        titles: The headers.
        widths: The widths of their columns, in characters.
    """
    most = max((lines(title, width / BOLD) for title, width in zip(titles, widths, strict=True)), default=1)
    return LINE * most + _SPARE


def column_width(block: TableBlock, name: str, words: Words) -> float:
    """The width of a table's column: its own, or what its header needs, where that is one of ours.

    Args:
        block: The table.
        name: The column's field; blank for one that only makes room.
        words: The language of the header.
    """
    try:
        title = words.title(block.table, name)
    except KeyError:  # headed by a centre's name, or by nothing
        return block.width(name)
    return max(block.width(name), least_width(title))


def least_width(title: str) -> float:
    """The width in characters of a column whose header is not broken within a word."""
    return max(map(len, title.replace("-", "- ").split()), default=0) + _INDENT


def with_whole_words(block: TableBlock, frame: pd.DataFrame) -> TableBlock:
    """A block whose columns of texts are so wide that none of their words is broken.

    Args:
        block: The table.
        frame: Its rows.
    """
    texts = {str(field) for field in TABLES[block.table].fields if field.kind is Kind.TEXT and wraps(field)}
    widths = dict(block.widths)
    for name in texts & set(block.shown) & set(frame.columns):
        words = (word for value in frame[name] if isinstance(value, str) for word in value.split())
        longest = max((len(word) for word in words if len(word) <= _LONGEST_WORD), default=0)
        widths[name] = max(block.width(name), longest + _INDENT)
    return replace(block, widths=widths)


def lines(text: str, width: float) -> int:
    """How many lines a text takes in so many characters, broken between words.

    Args:
        text: The text; it may have line breaks of its own.
        width: Characters of a line.
    """
    room = max(1, int(width))
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0
        for word in paragraph.split(" "):
            needed = len(word) + (used > 0)
            if used and used + needed > room:
                count += 1
                used = 0
                needed = len(word)
            count += max(0, needed - 1) // room
            used = (used + needed) if used + needed <= room else needed % room
    return count
