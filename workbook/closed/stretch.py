"""How ranges beside the cells follow a table that grows or shrinks: formats, validations, sparklines."""

import re
from dataclasses import dataclass

from workbook.closed.refs import Area, areas

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3})(\$?)(\d{1,7})(?![\d(])")


@dataclass(frozen=True)
class Resized:
    """A table whose data rows change.

    Args:
        old: The data rows before.
        new: The data rows after.
    """

    old: Area
    new: Area

    def follows(self, area: Area) -> bool:
        """Whether an area covers the table's data to its last row, and so ends with it."""
        inside = area.left <= self.old.right and area.right >= self.old.left
        return (
            inside and area.bottom == self.old.bottom and area.top >= self.old.top - 1 and area.top <= self.new.bottom
        )


def stretched(sqref: str, resized: list[Resized]) -> str:
    """A list of areas after the tables changed; the same text where nothing changes."""
    found = areas(sqref)
    if found is None:
        return sqref
    changed = [_one(area, resized) for area in found]
    return sqref if changed == found else " ".join(str(area) for area in changed)


def _one(area: Area, resized: list[Resized]) -> Area:
    for table in resized:
        if table.old.bottom != table.new.bottom and table.follows(area):
            return area.to_bottom(table.new.bottom)
    return area


def moved_rows(formula: str, row: int, by: int) -> str:
    """A sparkline's data range one or more rows further down: only references to its own row move.

    Args:
        formula: For example ``'Opfølgning'!X5:AI5``.
        row: The row it stands in.
        by: How many rows further down.
    """

    def shift(match: re.Match[str]) -> str:
        if match[2] or int(match[3]) != row:
            return match[0]
        return f"{match[1]}{int(match[3]) + by}"

    sheet, mark, reference = formula.rpartition("!")
    return sheet + mark + _REFERENCE.sub(shift, reference)
