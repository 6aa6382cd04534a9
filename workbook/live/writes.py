"""What is to be written to one table of an open workbook: its new rows, which columns change, and what stands there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from schemas.cells import RawTable
from workbook.live.cell_values import kept, written
from workbook.live.host import Looks
from workbook.notes import label_of, moved_rows
from workbook.opc.refs import Area
from workbook.plain import Plain, same

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table


@dataclass(frozen=True)
class OpenTable:
    """A table of an open workbook.

    Args:
        table: xlwings' table.
        sheet: Its sheet.
        top: The header's row, from 1.
        left: Its first column, from 1.
        width: Its columns.
        rows: Its data rows.
        totals: Whether a totals row stands below them.
    """

    table: "Table"
    sheet: "xw.Sheet"
    top: int
    left: int
    width: int
    rows: int
    totals: bool

    @property
    def first(self) -> int:
        """The first data row."""
        return self.top + 1

    @property
    def bottom(self) -> int:
        """The last row of all, totals included."""
        return self.top + self.rows + self.totals

    @property
    def whole(self) -> Area:
        """Header, data and totals."""
        return Area(self.top, self.left, self.bottom, self.left + self.width - 1)

    def area(self, first: int, last: int, column: int = 0, width: int | None = None) -> "xw.Range":
        """A range of its columns.

        Args:
            first: First row of the sheet.
            last: Last row.
            column: First column, from 0 within the table.
            width: How many columns; all from there where it is not given.
        """
        left = self.left + column
        right = left + (self.width - column if width is None else width) - 1
        return self.sheet.range((first, left), (last, right))


@dataclass
class OpenWrite:
    """New rows of an open table.

    Args:
        table: The table as it stands.
        raw: Its cells as they stand.
        looks: What they are beside their values.
        rows: How many data rows it will have (at least one).
        columns: Position of the column → its new values, one a row.
        rows_from: For each new row the position of the old row that stood for the same, None for a new one; None where
            rows stand for nothing in particular.
    """

    table: OpenTable
    raw: RawTable
    looks: Looks
    rows: int
    columns: dict[int, list[Plain]] = field(default_factory=dict)
    rows_from: Sequence[int | None] | None = None

    @property
    def old(self) -> Area:
        """The data rows before."""
        return Area(self.table.first, self.standing.left, self.table.top + self.table.rows, self.standing.right)

    @property
    def standing(self) -> Area:
        """Header, data and totals before."""
        return self.table.whole

    @property
    def whole(self) -> Area:
        """Header, data and totals after."""
        return self.standing.to_bottom(self.table.top + self.rows + self.table.totals)

    @cached_property
    def labels(self) -> dict[int, str]:
        """What the user calls its rows."""
        rows = zip(self.raw.row_numbers, self.raw.rows, strict=True)
        return {number: label_of(cell.value for cell in cells) for number, cells in rows}

    @cached_property
    def moved_rows(self) -> dict[int, int | None]:
        """The rows that stand elsewhere: row before → row after, None where it is gone."""
        blank = [at for at, number in enumerate(self.raw.row_numbers) if not self.labels[number]]
        return moved_rows(self.table.first, self.table.rows, self.rows_from, blank)

    @property
    def grows(self) -> bool:
        """Whether it takes further rows."""
        return self.rows > self.table.rows

    @cached_property
    def changed(self) -> list[int]:
        """The columns that must be written, in order."""
        return sorted(column for column, values in self.columns.items() if self._differs(column, values))

    def _differs(self, column: int, values: list[Plain]) -> bool:
        padded = [*values, *[None] * (self.rows - len(values))]
        standing = [row[column] for row in self.raw.rows]
        if any(value is not None for value in padded[len(standing) :]):
            return True
        return not all(same(cell, value) for cell, value in zip(standing, padded, strict=False))

    @property
    def touches(self) -> bool:
        """Whether anything changes at all."""
        return bool(self.changed) or self.rows != self.table.rows

    def runs(self) -> list[tuple[int, int]]:
        """Neighbouring columns that change, as (first, how many): one write each."""
        runs: list[tuple[int, int]] = []
        for column in self.changed:
            if runs and sum(runs[-1]) == column:
                runs[-1] = (runs[-1][0], runs[-1][1] + 1)
            else:
                runs.append((column, 1))
        return runs

    def block(self, first: int, width: int) -> list[list[object]]:
        """The new content of neighbouring columns; a formula whose value is the new one stays a formula."""
        return [[self._content(row, column) for column in range(first, first + width)] for row in range(self.rows)]

    def _content(self, row: int, column: int) -> object:
        values = self.columns[column]
        value = values[row] if row < len(values) else None
        return self.looks.formula(row, column) if self.keeps(row, column) else written(value)

    def keeps(self, row: int, column: int) -> bool:
        """Whether a formula stays, because its value is the new one."""
        if row >= len(self.raw.rows) or not self.looks.formula(row, column):
            return False
        values = self.columns[column]
        return same(self.raw.rows[row][column], values[row] if row < len(values) else None)

    def before(self, first: int, width: int) -> list[list[object]]:
        """The content of neighbouring columns as it stood, to be put back after an error."""
        return [
            [kept(cells[column], self.looks.formula(row, column)) for column in range(first, first + width)]
            for row, cells in enumerate(self.raw.rows)
        ]
