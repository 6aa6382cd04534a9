"""What is to be written to one sheet: tables with their new rows, cell by cell, and what stays."""

from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import TypeAlias

from schemas.cells import CellValue
from workbook.closed.stretch import Resized
from workbook.opc.index import SheetPart, TablePart
from workbook.opc.refs import Area
from workbook.port import Formula


class Stay(Enum):
    """A cell that is left as it is, byte for byte."""

    KEEP = auto()


Written: TypeAlias = CellValue | Formula | Stay


@dataclass
class TableWrite:
    """New rows of a table.

    Args:
        table: The table as it stands in the file.
        rows: How many data rows it will have (at least one: a table cannot be without).
        columns: Column number → its values, one a row.
    """

    table: TablePart
    rows: int
    columns: dict[int, list[Written]]

    @cached_property
    def old(self) -> Area:
        """The data rows before."""
        return self.table.data

    @cached_property
    def new(self) -> Area:
        """The data rows after."""
        return self.old.to_bottom(self.old.top + self.rows - 1)

    @cached_property
    def resized(self) -> Resized:
        """The change of the data rows."""
        return Resized(self.old, self.new)

    @cached_property
    def whole(self) -> Area:
        """Header, data and totals after the write."""
        return self.table.area.to_bottom(self.new.bottom + self.table.totals)

    @cached_property
    def touched(self) -> range:
        """The rows that may change."""
        last = max(self.old.bottom, self.new.bottom) + self.table.totals
        return range(self.old.top, last + 1)

    def value(self, row: int, column: int) -> Written:
        """What a cell of the new data rows shall hold."""
        values = self.columns.get(column)
        if values is None:
            return Stay.KEEP
        position = row - self.old.top
        return values[position] if position < len(values) else None

    def changes(self, row: int, column: int) -> bool:
        """Whether a cell that the table had, or takes, changes."""
        if not self.old.left <= column <= self.old.right:
            return False
        if self.new.top <= row <= self.new.bottom:
            return row > self.old.bottom or self.value(row, column) is not Stay.KEEP
        return row in self.touched and self.old.bottom != self.new.bottom


@dataclass
class SheetEdit:
    """All table writes of one sheet."""

    sheet: SheetPart
    writes: list[TableWrite] = field(default_factory=list)

    def changes(self, row: int, column: int) -> bool:
        """Whether a cell changes."""
        return any(write.changes(row, column) for write in self.writes)

    def rows(self) -> list[int]:
        """The rows that may change, in order."""
        return sorted({row for write in self.writes for row in write.touched})
