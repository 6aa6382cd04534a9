"""What is to be written to one sheet: tables with their new rows, cell by cell, and what stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import TypeAlias

from schemas.cells import CellValue
from workbook.closed.around.moves import TableMove
from workbook.closed.stretch import Resized
from workbook.notes import moved_rows
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
        rows_from: For each new row the position of the row that stood for the same before, None for one that is new;
            None altogether where that is not known, and rows stand for the same as long as they stand where they did.
        blank: The positions of old rows that held nothing.
        labels: What the user calls rows of the sheet that are gone.
    """

    table: TablePart
    rows: int
    columns: dict[int, list[Written]]
    rows_from: Sequence[int | None] | None = None
    blank: frozenset[int] = frozenset()
    labels: dict[int, str] = field(default_factory=dict)

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

    @cached_property
    def moved_rows(self) -> dict[int, int | None]:
        """The rows of the sheet that stand elsewhere: row before → row after, None where it is gone."""
        return moved_rows(self.old.top, self.old.bottom - self.old.top + 1, self.rows_from, self.blank)

    @property
    def standing(self) -> Area:
        """Header, data and totals before the write."""
        return self.table.area

    @property
    def move(self) -> TableMove:
        """Where its rows went."""
        return TableMove(self.table.sheet.name, self.old, self.new, self.table.totals, self.moved_rows)

    @cached_property
    def changes_anything(self) -> bool:
        """Whether any cell changes."""
        return self.old.bottom != self.new.bottom or any(
            value is not Stay.KEEP for values in self.columns.values() for value in values
        )

    def changes_row(self, row: int) -> bool:
        """Whether any cell of a row of the sheet changes."""
        return any(self.changes(row, column) for column in self.columns)

    def is_another(self, row: int) -> bool:
        """Whether a row of the sheet now stands for something else than before."""
        if row not in self.touched:
            return False
        if row > min(self.old.bottom, self.new.bottom):
            return True
        position = row - self.old.top
        if self.rows_from is None:
            return False
        return position >= len(self.rows_from) or self.rows_from[position] != position

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

    @property
    def writes_any(self) -> bool:
        """Whether any of them writes anything."""
        return any(write.changes_anything for write in self.writes)

    def changes(self, row: int, column: int) -> bool:
        """Whether a cell changes."""
        return any(write.changes(row, column) for write in self.writes)

    def rows(self) -> list[int]:
        """The rows that may change, in order."""
        return sorted({row for write in self.writes for row in write.touched})
