"""What is to be changed in one table of a register: cells of its rows, rows that are new, columns that it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.cells import CellValue, RawTable


@dataclass(frozen=True)
class RowChange:
    """A row that is changed, or a new one.

    Args:
        values: Column position → what the cell is to hold; the positions of added columns go on after the others.
        row: The position of the row among those of the table; None for a new row.
        after: The position of the row that a new one belongs under; None for the end of the table.
    """

    values: Mapping[int, CellValue]
    row: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class TableChange:
    """All that changes in one table.

    Args:
        raw: The table as it was read.
        rows: The rows that are changed, then the new ones in their order.
        titles: The titles of columns that are added to the right of the others.
    """

    raw: RawTable
    rows: Sequence[RowChange] = field(default_factory=list)
    titles: Sequence[str] = ()

    @property
    def is_any(self) -> bool:
        """Whether anything changes."""
        return bool(self.rows or self.titles)
