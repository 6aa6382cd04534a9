"""What is handed on between the rooms of the reading: labels with their role and heading, figures with their labels.

``tidy`` finds labels, ``meaning`` gives each figure its own and says what they claim, ``rules`` look at both.
"""

from enum import StrEnum
from typing import NamedTuple

from schemas.cells import Cell, Grid, column_letters
from schemas.issues.issue import Place


class Role(StrEnum):
    """Where a label stands, seen from its figure."""

    ROW = "row"
    """In the stub, left of the figures: in the figure's own row, or above it where it is printed once."""
    COLUMN = "column"
    """In the header band, above the figures."""
    SECTION = "section"
    """Alone in a row between those of figures."""
    CORNER = "corner"
    """In the header band, above the stub."""
    TITLE = "title"
    """Above the table."""
    BESIDE = "beside"
    """In the figures' own row, in a column that nothing is known of."""
    NOTE = "note"
    """Below the table."""
    SHEET = "sheet"
    """The sheet's name, which is no cell."""
    FILE = "file"
    """The file's name, which is none either."""


class Label(NamedTuple):
    """A text, number or day that says something of figures.

    Args:
        row: Its row number; 0 for the names of the sheet and the file.
        column: Its column number; 0 for these names.
        cell: What stands there.
        role: Where it stands.
        heading: The title of the column that it stands in, where it is in a stub.
    """

    row: int
    column: int
    cell: Cell
    role: Role = Role.TITLE
    heading: str = ""

    @property
    def at(self) -> tuple[int, int]:
        """Its row and column, by which it is the same label as another."""
        return self.row, self.column

    @property
    def text(self) -> str:
        """What stands there."""
        return self.cell.text

    @property
    def shown(self) -> str:
        """What stands there, as a finding names it."""
        return self.cell.text.strip()


class Fact(NamedTuple):
    """A figure with the labels that stand by it, whatever they claim.

    Args:
        cell: The figure.
        row: Its row number.
        column: Its column number.
        labels: Those of its row, then those of its column; what stands around the whole table is told once, beside it.
    """

    cell: Cell
    row: int
    column: int
    labels: tuple[Label, ...] = ()


def address(row: int, column: int) -> str:
    """The A1 address of a cell."""
    return f"{column_letters(column)}{row}"


def place(grid: Grid, label: Label) -> Place:
    """Where a label stands; the sheet's name is no cell."""
    row, column = label.at
    return Place(grid.file, grid.sheet, row or None, "", address(row, column) if row else "")
