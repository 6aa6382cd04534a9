"""Worksheet XML helpers: child order, cells, ranges, tables, and extension lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_cell_to_rowcol, xl_range, xl_rowcol_to_cell  # type: ignore[import-untyped]

from tests.kitchen.package import NS, OFFICE_REL, Element, Package, build, local, need, tag

Cell = tuple[int, int]

SHEET_ORDER: Final = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
WORKBOOK_ORDER: Final = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
]

EXT_FORMATS: Final = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}"
EXT_VALIDATIONS: Final = "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
EXT_SPARKLINES: Final = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"
EXT_SLICERS: Final = "{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}"
# Excel writes the extensions of a worksheet in this order (the pivot slicer list lies between the last two).
EXT_ORDER: Final = (EXT_FORMATS, EXT_VALIDATIONS, EXT_SPARKLINES, "{A8765BA9-456A-4dab-B4F3-ACF838C121DE}", EXT_SLICERS)


@dataclass(frozen=True)
class Table:
    """Where a table lies; rows and columns count from zero and the data rows exclude header and totals."""

    ident: int
    columns: tuple[tuple[int, str], ...]
    header: int
    first_row: int
    last_row: int
    first_col: int
    last_col: int

    @property
    def rows(self) -> range:
        """The data rows."""
        return range(self.first_row, self.last_row + 1)

    def column_range(self, column: int) -> str:
        """Returns the data rows of one column as an A1 range."""
        return str(xl_range(self.first_row, column, self.last_row, column))


def find_table(package: Package, part: str, name: str) -> Table:
    """Reads a table of a worksheet.

    Args:
        package: The package.
        part: The worksheet part.
        name: The display name of the table.

    Returns:
        The table.

    Raises:
        ValueError: If the worksheet has no such table, or the table has no filter for a slicer to use.
    """
    for table_part in package.related(part, f"{OFFICE_REL}/table").values():
        root = package.peek(table_part)
        if root.get("displayName") == name:
            if root.find(tag("main", "autoFilter")) is None:
                raise ValueError(f"Table {name!r} has no autofilter, so it cannot have a slicer")
            (top, left), (bottom, right) = corners(need(root, "ref"))
            header, totals = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
            found = root.iter(tag("main", "tableColumn"))
            columns = tuple((int(need(item, "id")), need(item, "name")) for item in found)
            return Table(int(need(root, "id")), columns, top, top + header, bottom - totals, left, right)
    raise ValueError(f"The worksheet has no table named {name!r}")


def corners(ref: str) -> tuple[Cell, Cell]:
    """Returns the first and the last cell of an A1 range."""
    first, _, last = ref.replace("$", "").partition(":")
    return xl_cell_to_rowcol(first), xl_cell_to_rowcol(last or first)


def cells_of(sqref: str) -> Iterator[Cell]:
    """Yields every cell of a space-separated list of ranges (meant for small ranges)."""
    for ref in sqref.split():
        (top, left), (bottom, right) = corners(ref)
        yield from ((row, col) for row in range(top, bottom + 1) for col in range(left, right + 1))


def overlaps(sqref: str, other: str) -> bool:
    """Tells whether any range of a list meets another range."""
    (top, left), (bottom, right) = corners(other)
    boxes = (corners(ref) for ref in sqref.split())
    return any(b[0][0] <= bottom and b[1][0] >= top and b[0][1] <= right and b[1][1] >= left for b in boxes)


def quoted(sheet: str) -> str:
    """Returns a sheet name as it is written in a formula inside XML."""
    return "'" + escape(sheet.replace("'", "''")) + "'"


def insert_ordered(root: Element, child: Element, order: list[str]) -> Element:
    """Inserts a child of a worksheet or workbook at its schema position, after its equals."""
    rank = order.index(_name(child))
    after = [index for index, item in enumerate(root) if _name(item) in order and order.index(_name(item)) > rank]
    root.insert(after[0] if after else len(root), child)
    return child


def _name(element: Element) -> str:
    """Returns the local name, looking through mc:AlternateContent to the element it chooses."""
    if element.tag == tag("mc", "AlternateContent"):
        return local(element[0][0])
    return local(element)


def extension(root: Element, uri: str, prefix: str, container: str) -> Element:
    """Returns a container element of the worksheet's extension list, adding what is missing.

    Args:
        root: The worksheet root.
        uri: The extension uri.
        prefix: The namespace prefix declared on a new ``ext`` element.
        container: The local name of the x14 container element.

    Returns:
        The container, e.g. ``x14:sparklineGroups``.
    """
    ext_list = root.find(tag("main", "extLst"))
    if ext_list is None:
        ext_list = insert_ordered(root, root.makeelement(tag("main", "extLst")), SHEET_ORDER)
    ext = next((item for item in ext_list if item.get("uri", "").upper() == uri.upper()), None)
    if ext is None:
        ext = ext_list.makeelement(tag("main", "ext"), {"uri": uri}, nsmap={prefix: NS[prefix]})
        ext_list.insert(_ext_index(ext_list, uri), ext)
    found = ext.find(tag("x14", container))
    if found is None:
        found = ext.makeelement(tag("x14", container), nsmap={"x14": NS["x14"], "xm": NS["xm"]})
        ext.append(found)
    return found


def _ext_index(ext_list: Element, uri: str) -> int:
    """Returns where an extension belongs among its siblings."""
    known = [item.upper() for item in EXT_ORDER]
    rank = known.index(uri.upper())
    for index, item in enumerate(ext_list):
        other = item.get("uri", "").upper()
        if other in known and known.index(other) > rank:
            return index
    return len(ext_list)


class Grid:
    """The cells of a worksheet."""

    def __init__(self, root: Element) -> None:
        """Wraps the sheetData of a worksheet root.

        Args:
            root: The worksheet root.
        """
        self._root = root
        data = root.find(tag("main", "sheetData"))
        if data is None:
            raise ValueError("The worksheet has no sheetData")
        self._data = data

    def cell(self, at: Cell) -> Element | None:
        """Returns a cell element, or None."""
        wanted = xl_rowcol_to_cell(*at)
        return next((cell for cell in self._data.iter(tag("main", "c")) if cell.get("r") == wanted), None)

    def number(self, at: Cell) -> float:
        """Returns the number in a cell, zero for anything else (the N() function of a worksheet)."""
        cell = self.cell(at)
        if cell is None or cell.get("t", "n") != "n":
            return 0.0
        return float(cell.findtext(tag("main", "v")) or 0)

    def is_numeric(self, at: Cell) -> bool:
        """Tells whether a cell holds a number."""
        cell = self.cell(at)
        return cell is not None and cell.get("t", "n") == "n" and cell.find(tag("main", "v")) is not None

    def filled(self) -> set[Cell]:
        """Returns every cell with a value or a formula."""
        return {xl_cell_to_rowcol(need(cell, "r")) for cell in self._data.iter(tag("main", "c")) if len(cell)}

    def formulas(self) -> Iterator[tuple[str, str]]:
        """Yields the address and the formula type of every formula cell."""
        for formula in self._data.iter(tag("main", "f")):
            parent = formula.getparent()
            if parent is not None:
                yield need(parent, "r"), formula.get("t", "normal")

    def put(self, at: Cell, content: str, kind: str | None = None) -> None:
        """Writes a cell, keeping the style of a cell which already exists.

        Args:
            at: The cell.
            content: The XML inside the cell.
            kind: The ``t`` attribute, or None for a number.
        """
        row, address = self._row(at[0]), xl_rowcol_to_cell(*at)
        cell = self.cell(at)
        if cell is None:
            cell = row.makeelement(tag("main", "c"), {"r": address})
            row.insert(sum(xl_cell_to_rowcol(need(item, "r"))[1] < at[1] for item in row), cell)
        cell[:] = list(build(f"<c>{content}</c>"))
        if kind:
            cell.set("t", kind)
        self._widen(row, at)

    def text(self, at: Cell, value: str) -> None:
        """Writes an inline string."""
        self.put(at, f"<is><t>{value}</t></is>", "inlineStr")

    def rows(self) -> list[Element]:
        """Returns the row elements."""
        return list(self._data)

    def _row(self, number: int) -> Element:
        """Returns a row element, adding it in order."""
        numbers = [int(need(row, "r")) for row in self._data]
        if number + 1 in numbers:
            return self._data[numbers.index(number + 1)]
        row = self._data.makeelement(tag("main", "row"), {"r": str(number + 1)})
        self._data.insert(sum(item <= number for item in numbers), row)
        return row

    def _widen(self, row: Element, at: Cell) -> None:
        """Keeps the row spans and the sheet dimension true after a cell was written."""
        if "spans" in row.attrib:
            low, high = map(int, need(row, "spans").split(":"))
            row.set("spans", f"{min(low, at[1] + 1)}:{max(high, at[1] + 1)}")
        dimension = self._root.find(tag("main", "dimension"))
        if dimension is not None:
            (top, left), (bottom, right) = corners(need(dimension, "ref"))
            box = min(top, at[0]), min(left, at[1]), max(bottom, at[0]), max(right, at[1])
            dimension.set("ref", xl_range(*box))


def sub(parent: Element, xml: str, default: str = "main") -> Element:
    """Appends a snippet to a parent and returns the new element."""
    child = build(xml, default)
    parent.append(child)
    return child
