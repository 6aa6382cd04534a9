"""A list export condensed to groups before anything is understood: regular rows summed, others as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.cells import RawTable
from schemas.text.values import Decimal

MOST_IRREGULAR = 10_000
"""Irregular rows that are listed; a file with more of them is no list that can be condensed."""
ABSENT = -1
"""The position of a figure column that the export does not have."""


@dataclass(frozen=True)
class Plan:
    """Where a list stands in a file, and what its columns are.

    Args:
        sheet: The sheet's name; empty for csv.
        header_row: The row number of the header.
        first_column: The column number (from 1) of the first header cell.
        titles: The header's texts.
        keys: The positions of the columns that rows are grouped by (centre, measure, period, extracted, source).
        figures: The positions of value, numerator and denominator; ``ABSENT`` for one that is not there.
        optional: Those of the keys that may be blank in a regular row.
        tolerance: How far a value may lie from numerator / denominator (or a hundred times it), in the value's unit.
        watched: Texts, in lower case, that make a row irregular where a column that is neither key nor figure has them.
    """

    sheet: str
    header_row: int
    first_column: int
    titles: tuple[str, ...]
    keys: tuple[int, ...]
    figures: tuple[int, int, int]
    optional: tuple[int, ...] = ()
    tolerance: float = 0.06
    watched: frozenset[str] = frozenset()


class CellsOutsideListError(ValueError):
    """Something stands beside the list, which no plan asks for: the sheet is to be read whole."""


@dataclass(frozen=True)
class Condensed:
    """A list, condensed.

    Args:
        table: First the groups, one row each: the key cells as they stood, the sums of the figures that its rows have,
            every other cell blank, the row number that of its first row. Rows of one group have the same figures, so
            that a sum is one over all its rows. Then the irregular rows, cell by cell as the ordinary reader has them.
        counts: How many rows of the file stand behind each row of the table.
        rows: The rows of the file below the header that hold anything.
        irregular: The irregular rows; at most ``MOST_IRREGULAR`` of them are in the table.
        signs: The decimal sign of each figure column of a file whose figures are texts; empty for other files.
        is_mixed: Such texts show both signs, so that only all of them together tell what each is.
    """

    table: RawTable
    counts: Sequence[int]
    rows: int
    irregular: int
    signs: tuple[Decimal, ...] = ()
    is_mixed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every irregular row is in the table."""
        return sum(self.counts) == self.rows
