"""How ranges beside the cells follow a table that grows or shrinks: formats, validations, sparklines."""

import re
from dataclasses import dataclass

from workbook.opc.refs import Area, areas

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
        return inside and area.bottom == self.old.bottom and area.top <= min(self.old.bottom, self.new.bottom)


def stretched(sqref: str, resized: list[Resized]) -> str:
    """A list of areas after the tables changed; the same text where nothing changes."""
    parts = sqref.split()
    changed = [_part(part, resized) for part in parts]
    return sqref if changed == parts else " ".join(changed)


def _part(part: str, resized: list[Resized]) -> str:
    found = areas(part)
    if not found:
        return part  # whole rows or columns
    changed = _one(found[0], resized)
    return part if changed == found[0] else str(changed)


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


def stretched_formula(formula: str, old_bottom: int, new_bottom: int) -> str:
    """A totals formula whose ranges end with the data: ``SUM(C2:C3)`` follows to ``SUM(C2:C5)``.

    Args:
        formula: The formula.
        old_bottom: The last data row before.
        new_bottom: The last data row after.
    """
    ends = re.compile(r"(:\$?[A-Z]{1,3}\$?)" + str(old_bottom) + r"(?!\d)")
    return ends.sub(rf"\g<1>{new_bottom}", formula)


def row_of(place: str) -> int | None:
    """The row of a sparkline's place, or None where it is no cell."""
    try:
        return Area.of(place).top
    except ValueError:
        return None


def beside(data: str, place: str, old: Area) -> bool:
    """Whether a sparkline shows a row of a table, or stands in one.

    Args:
        data: Its data range.
        place: Its cell.
        old: The table's data rows.
    """
    try:
        spot, source = Area.of(place), Area.of(data.rpartition("!")[2])
    except ValueError:
        return False
    in_old = old.top <= spot.top <= old.bottom
    same_row = source.top == source.bottom == spot.top
    touches = source.left <= old.right and source.right >= old.left
    inside = old.left <= spot.left <= old.right
    return in_old and same_row and (touches or inside)


def translated(formula: str, origin: str, target: str) -> str:
    """A formula as it stands in another cell: its relative references move along.

    Args:
        formula: The formula without its ``=``.
        origin: The cell it is written for.
        target: The cell it shall stand in.
    """
    from openpyxl.formula.translate import Translator

    return str(Translator(f"={formula}", origin=origin).translate_formula(target))[1:]
