"""Where the rows of a written table went."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook.opc.refs import Area


@dataclass(frozen=True)
class TableMove:
    """A table whose data rows are others, or stand elsewhere, than before.

    Args:
        sheet: Its sheet.
        old: The data rows before.
        new: The data rows after.
        totals: Whether a totals row stands below them.
        rows: The rows of the sheet that stand elsewhere: row before → row after, None where it is gone. A row that is
            not listed stands where it stood.
    """

    sheet: str
    old: Area
    new: Area
    totals: bool = False
    rows: Mapping[int, int | None] = field(default_factory=dict)

    @property
    def matters(self) -> bool:
        """Whether anything that refers to the table must follow."""
        return bool(self.rows) or self.old.bottom != self.new.bottom

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell stood among the data, or stands there now."""
        return self.old.holds(row, column) or self.new.holds(row, column)

    def follow_column(self, area: Area) -> Area | None:
        """Where an area over whole columns of the table ends now; None where it is not such an area.

        An area that begins at the first data row, or above it, and ends with the data or its totals goes on ending
        there. One with spare rows below is lengthened only when the data outgrow it.
        """
        beside = area.left > self.old.right or area.right < self.old.left
        single = self.old.top == self.old.bottom == area.top == area.bottom
        if beside or area.top > self.old.top or (single and area.left != area.right):
            return None
        last = self.old.bottom + self.totals
        if area.bottom in {self.old.bottom, last}:
            return area.to_bottom(self.new.bottom + area.bottom - self.old.bottom)
        outgrown = last < area.bottom < self.new.bottom + self.totals
        return area.to_bottom(self.new.bottom) if outgrown else None

    def follow_rows(self, area: Area) -> Area | None:
        """Where an area of some rows of the table stands now.

        Returns:
            The area; None where its rows are gone or no longer stand in their order, so that no area is the same.
        """
        places = [self.rows.get(row, row) for row in range(area.top, area.bottom + 1)]
        alive = [place for place in places if place is not None]
        if not alive or alive != sorted(alive):
            return None
        return Area(alive[0], area.left, alive[-1], area.right)

    def within(self, area: Area) -> bool:
        """Whether an area lies among the data as they stood."""
        inside = area.left <= self.old.right and area.right >= self.old.left
        return inside and self.old.top <= area.top and area.bottom <= self.old.bottom
