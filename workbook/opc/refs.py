"""Cell references: ``B7``, ``B7:D9`` and lists of them."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from schemas.cells import column_letters

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
_LETTERS = 26
_SPECIAL = re.compile(r"[\[\]#']")
_CELL = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """The number of a column's letters (A is 1)."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


@lru_cache(maxsize=4096)
def letters_of(column: int) -> str:
    """The letters of a column number (1 is A)."""
    return column_letters(column)


@lru_cache(maxsize=32_768)
def cell_of(reference: str) -> tuple[int, int]:
    """Row and column (from 1) of a cell reference.

    Raises:
        ValueError: Not a cell reference.
    """
    match = _CELL.match(reference) or _CELL.match(reference.upper())
    if not match:
        raise ValueError(reference)
    return int(match[2]), column_number(match[1])


def in_brackets(title: str) -> str:
    """A column's title as it stands between the brackets of a formula: what means something there has an apostrophe."""
    return _SPECIAL.sub(r"'\g<0>", title)


def name_of(row: int, column: int) -> str:
    """The reference of a cell."""
    return f"{letters_of(column)}{row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, reference: str) -> "Area":
        """Read ``B7:D9`` or ``B7``.

        Raises:
            ValueError: Not an area.
        """
        first, _, last = reference.partition(":")
        top, left = cell_of(first)
        bottom, right = cell_of(last or first)
        return cls(top, left, bottom, right)

    def __str__(self) -> str:
        """The reference: ``B7:D9``, or ``B7`` for one cell."""
        first, last = name_of(self.top, self.left), name_of(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: "Area") -> bool:
        """Whether two areas share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def to_bottom(self, bottom: int) -> "Area":
        """The same area, ending at another row."""
        return replace(self, bottom=bottom)


def areas(sqref: str) -> list[Area] | None:
    """The areas of a list (``A1:A5 C1``), or None where it holds whole rows or columns, which are left alone."""
    try:
        return [Area.of(part) for part in sqref.split()]
    except ValueError:
        return None
