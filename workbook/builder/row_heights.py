"""How tall a row must be for the texts that wrap in it."""

from collections.abc import Sequence

from workbook.layout import TableBlock, height, wraps

_LINE = 13.0  # points, of the usual size
_SPARE = 5.0  # points
_MOST_LINES = 8


def fitting(block: TableBlock, values: Sequence[object]) -> float:
    """The height of a row in points; what is folded or never wraps asks for no room.

    Args:
        block: The table.
        values: The row's cells, in the order of the table's columns.
    """
    pairs = zip(block.shown, values, strict=False)
    most = max((lines(str(value), block.width(name)) for name, value in pairs if value and wraps(name)), default=1)
    return max(height("row"), _SPARE + _LINE * min(most, _MOST_LINES))


def lines(text: str, width: float) -> int:
    """How many lines a text takes in so many characters, broken between words.

    Args:
        text: The text; it may have line breaks of its own.
        width: Characters of a line.
    """
    room = max(1, int(width) - 1)  # the indent
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
