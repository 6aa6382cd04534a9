"""Filters and hidden rows of a sheet that is written: a filter's criteria go, and its rows are shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from workbook.closed.around.criteria import has_criteria
from workbook.closed.edits import SheetEdit
from workbook.opc.index import Index, TablePart
from workbook.opc.package import Package
from workbook.opc.refs import Area


@dataclass
class Shown:
    """What is shown again on a sheet.

    Args:
        filters: The tables whose filters are cleared.
        sheet_filter: Whether a filter on cells outside tables is cleared.
        rows: The rows shown again.
        unfiltered: Those of them that no filter hid, but the user.
        hidden: Rows that stay hidden although new figures come into them.
    """

    filters: list[TablePart] = field(default_factory=list)
    sheet_filter: bool = False
    rows: set[int] = field(default_factory=set)
    unfiltered: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    @property
    def cleared(self) -> bool:
        """Whether any filter is cleared."""
        return bool(self.filters) or self.sheet_filter


def shown(edit: SheetEdit, index: Index, hidden: Iterable[int], sheet_filter: Area | None) -> Shown:
    """What must be shown again when a sheet is written, so that new figures are seen.

    Args:
        edit: What is written.
        index: The workbook's parts.
        hidden: The sheet's hidden rows.
        sheet_filter: The area of a filter with criteria outside tables.
    """
    done = Shown()
    rows = [*hidden]
    written = [write.touched for write in edit.writes if write.changes_anything]
    if not written:
        return done
    filtered: list[Area] = []
    for table in index.tables.values():
        if table.sheet == edit.sheet and _meets(table.area, written) and has_criteria(_part(index.package, table)):
            done.filters.append(table)
            filtered.append(table.area)
    if sheet_filter is not None and _meets(sheet_filter, written):
        done.sheet_filter = True
        filtered.append(sheet_filter)
    for row in rows:
        if any(area.top < row <= area.bottom for area in filtered):
            done.rows.add(row)
        elif any(write.is_another(row) for write in edit.writes):
            done.rows.add(row)
            done.unfiltered.append(row)
        elif any(write.changes_row(row) for write in edit.writes):
            done.hidden.append(row)
    return done


def _meets(area: Area, written: list[range]) -> bool:
    return any(area.top < rows.stop and rows.start <= area.bottom for rows in written)


def _part(package: Package, table: TablePart) -> bytes:
    return b"".join(package.text(table.part))
