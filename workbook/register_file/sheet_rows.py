"""A register in a workbook of the user's own, changed cell by cell through what writes our own closed workbooks.

A list on a sheet is written as if it were a table; what else the workbook holds goes through byte for byte.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from schemas.cells import CellKind, RawTable
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from workbook.closed.book import ClosedBook
from workbook.closed.edits import Stay, TableWrite, Written
from workbook.opc.index import SheetPart, TablePart
from workbook.opc.package import safe_parser
from workbook.opc.refs import Area, name_of
from workbook.register_file.row_changes import TableChange


class RegisterBook(ClosedBook):
    """A workbook that holds a register, which is not one of ours."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._added: dict[str, Sequence[str]] = {}

    def __enter__(self) -> "RegisterBook":
        return self

    def change(self, change: TableChange) -> None:
        """Change a table; nothing reaches the file before ``save``.

        Raises:
            RefusedError: Columns are to be added where something stands.
        """
        raw = change.raw
        sheet = next(each for each in self._index.sheets if each.name == raw.sheet)
        table = self._part(sheet, raw)
        right = raw.first_column + len(raw.header) - 1 + len(change.titles)
        if change.titles:
            self._require_room(raw, table.area, right)
        area = Area(table.area.top, table.area.left, table.area.bottom, max(table.area.right, right))
        part = replace(table, area=area, headers=0)
        write = self._write(part, change)
        self._writes[f"{sheet.name}!{raw.header_row}"] = write
        self._surroundings = None
        if table.part and change.titles:
            self._added[table.part] = change.titles

    def _part(self, sheet: SheetPart, raw: RawTable) -> TablePart:
        """The table of the sheet that the rows stand in, or the rows themselves."""
        left, right = raw.first_column, raw.first_column + len(raw.header) - 1
        for table in self._index.tables.values():
            is_headed = table.sheet == sheet and table.headers and table.area.top == raw.header_row
            if is_headed and table.area.left <= right and table.area.right >= left:
                return table
        bottom = max(raw.row_numbers, default=raw.header_row)
        return TablePart("", "", sheet, Area(raw.header_row, left, bottom, right), tuple(raw.header), 1, False, {})

    def _require_room(self, raw: RawTable, area: Area, right: int) -> None:
        """Refuse to add columns where something stands, or where a table of Excel's own ends elsewhere."""
        first = raw.first_column + len(raw.header)
        for row in self._reader_rows(raw, area, first, right):
            raise RefusedError([Issue("register_no_room", Place(self.name, raw.sheet, cell=row))])
        if area.right >= first:
            cell = name_of(area.top, first)
            raise RefusedError([Issue("register_no_room", Place(self.name, raw.sheet, cell=cell))])

    def _reader_rows(self, raw: RawTable, area: Area, left: int, right: int) -> list[str]:
        sheet = next(each for each in self._index.sheets if each.name == raw.sheet)
        rows = self._reader.area(sheet, area.top, left, area.bottom, right)
        return [
            name_of(area.top + down, left + along)
            for down, cells in enumerate(rows)
            for along, cell in enumerate(cells)
            if cell.kind is not CellKind.BLANK
        ][:1]

    def _write(self, part: TablePart, change: TableChange) -> TableWrite:
        raw, top = change.raw, part.area.top
        standing = part.data.bottom - top + 1
        next_row = max(raw.row_numbers, default=raw.header_row) - top + 1
        new = [row for row in change.rows if row.row is None]
        count = max(standing, next_row + len(new))
        columns: dict[int, list[Written]] = {
            column: [Stay.KEEP] * count for column in range(part.area.left, part.area.right + 1)
        }
        for at, title in enumerate(change.titles):
            columns[raw.first_column + len(raw.header) + at][0] = title
        places = [raw.row_numbers[row.row] - top for row in change.rows if row.row is not None]
        changed = [row for row in change.rows if row.row is not None]
        for place, row in (*zip(places, changed, strict=True), *enumerate(new, next_row)):
            for position, value in row.values.items():
                columns[raw.first_column + position][place] = value
        return TableWrite(part, count, columns, [at if at < standing else None for at in range(count)])

    def _changed_parts(self) -> tuple[dict[str, bytes], set[str]]:
        changed, dropped = super()._changed_parts()
        for part, titles in self._added.items():
            changed[part] = _widened(changed.get(part) or self._whole(part), titles)
        return changed, dropped


def _widened(table: bytes, titles: Sequence[str]) -> bytes:
    """A table part with further columns at its right end."""
    root = etree.fromstring(table, safe_parser(whole=True))
    for element in (root, *root.iterfind("{*}autoFilter")):
        area = Area.of(str(element.get("ref")))
        element.set("ref", str(Area(area.top, area.left, area.bottom, area.right + len(titles))))
    home = root.find("{*}tableColumns")
    assert home is not None  # no table is without
    number = max((int(each.get("id", "0")) for each in home), default=0)
    kind = etree.QName(home).namespace
    for at, title in enumerate(titles, 1):
        etree.SubElement(home, f"{{{kind}}}tableColumn", id=str(number + at), name=title)
    home.set("count", str(len(home)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
