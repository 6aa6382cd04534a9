"""OpenDocument spreadsheets (.ods), as LibreOffice and Excel write them, read as a stream.

Rows and cells that repeat say so with a number: a few bytes can stand for a whole sheet, so what is filled is counted
before it is taken, and what is empty costs nothing.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from lxml import etree

from schemas.cells import Cell, Grid, Span
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.exports.files.open_cells import OFFICE, TABLE, cell_of
from workbook.exports.files.open_styles import StyleFormats
from workbook.exports.files.typed import Tally, is_filled, refusing, unreadable
from workbook.opc.package import Package, has_doctype, local
from workbook.opc.refs import MAX_COLUMN, MAX_ROW
from workbook.opc.sheet_cells import SAFE, Stream

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_ENCRYPTED = "encryption-data"
_SHEETS = f"{OFFICE}spreadsheet"
_SHEET, _ROW, _COLUMN = f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-column"
_CELL, _COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_GROUPS = frozenset(
    {
        f"{TABLE}{name}"
        for name in (
            "table-row-group",
            "table-rows",
            "table-header-rows",
            "table-column-group",
            "table-columns",
            "table-header-columns",
        )
    }
)
_REPEATED_ROWS, _REPEATED_COLUMNS = f"{TABLE}number-rows-repeated", f"{TABLE}number-columns-repeated"
_SPANNED_ROWS, _SPANNED_COLUMNS = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
_STYLE, _DEFAULT_STYLE = f"{TABLE}style-name", f"{TABLE}default-cell-style-name"
_AUTOMATIC = f"{OFFICE}automatic-styles"
_ELSEWHERE = "'#$"
"""Stands in the name under which LibreOffice keeps a copy of cells from another file: ``'file:///x.ods'#$Sheet``."""


def read(path: Path) -> list[Grid]:
    """Read the sheets of an OpenDocument spreadsheet, hidden ones too.

    Args:
        path: The file.

    Returns:
        One grid for each sheet that holds anything.

    Raises:
        CannotOpenError: Missing, encrypted, broken, or larger than any export.
    """
    with refusing(path):
        package = Package(path)
        try:
            _check_open(package)
            sheets = _sheets(package)
        finally:
            package.close()
    return [
        Grid(path.name, sheet.name, sheet.rows, tuple(sheet.merged), hidden=sheet.hidden)
        for sheet in sheets
        if sheet.rows
    ]


def _check_open(package: Package) -> None:
    """Refuse a document behind a password; its parts are listed with how they are locked."""
    if _MANIFEST not in package.names:
        return
    if any(local(element) == _ENCRYPTED for element in package.tree(_MANIFEST).iter("*")):
        raise CannotOpenError([Issue("file_encrypted", Place(package.path.name))])


@dataclass
class _Sheet:
    """A sheet as it is read.

    Args:
        element: Its element.
        name: Its name.
        hidden: Its style hides it.
        rows: Its rows so far.
        merged: Its merged ranges so far.
        row: The last row that was told of.
        ends: The last column of each run of columns told of.
        styles: The cell style of each run.
    """

    element: etree._Element
    name: str
    hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    row: int = 0
    ends: list[int] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)

    def add_columns(self, element: etree._Element) -> None:
        """Take a run of columns."""
        self.ends.append((self.ends[-1] if self.ends else 0) + _times(element.get(_REPEATED_COLUMNS)))
        self.styles.append(element.get(_DEFAULT_STYLE, ""))

    def style(self, column: int) -> str:
        """The style of cells in a column that name none."""
        at = bisect_left(self.ends, column)
        return self.styles[at] if at < len(self.styles) else ""


def _sheets(package: Package) -> list[_Sheet]:
    reader = _Reader(_formats(package), Tally(package.path.name))
    events = etree.iterparse(
        Stream(package.chunks(_CONTENT)),
        events=("start", "end"),
        tag=(_SHEET, _ROW, _COLUMN, _AUTOMATIC),
        **SAFE,
    )
    checked = False
    for event, element in events:
        if not checked and has_doctype(element):
            raise package.declares(_CONTENT)
        checked = True
        if event == "start":
            reader.start(element)
        else:
            reader.end(element)
    if events.root is None or not reader.seen:
        raise unreadable(package.path, "no sheets")
    return reader.sheets


def _formats(package: Package) -> StyleFormats:
    """The styles that all sheets share; those of the sheets come with them."""
    formats = StyleFormats()
    if _STYLES in package.names:
        for styles in package.tree(_STYLES).iterchildren(f"{OFFICE}styles"):
            formats.add(styles)
    return formats


class _Reader:
    """Takes the sheets of a document as their elements come.

    Args:
        formats: The styles; those of the sheets are added.
        tally: Counts the cells.
    """

    def __init__(self, formats: StyleFormats, tally: Tally) -> None:
        self._formats = formats
        self._tally = tally
        self._sheet: _Sheet | None = None
        self.sheets: list[_Sheet] = []

    @property
    def seen(self) -> bool:
        """Whether there was any sheet."""
        return bool(self.sheets)

    def start(self, element: etree._Element) -> None:
        """Begin a sheet; tables elsewhere (in drawings, in records of changes, copies of other files) are none."""
        parent = element.getparent()
        if element.tag != _SHEET or self._sheet is not None or parent is None or parent.tag != _SHEETS:
            return
        name, style = element.get(f"{TABLE}name", ""), element.get(_STYLE, "")
        self._sheet = _Sheet(element, name, self._formats.hides(style))

    def end(self, element: etree._Element) -> None:
        """Take what has been read to its end, and let go of it."""
        if element.tag == _AUTOMATIC:
            self._formats.add(element)
        if self._sheet is None:
            return
        if element is self._sheet.element:
            if _ELSEWHERE not in self._sheet.name:
                self.sheets.append(self._sheet)
            self._sheet = None
        elif not self._is_own(element):
            return
        elif element.tag == _COLUMN:
            self._sheet.add_columns(element)
        elif element.tag == _ROW:
            self._take_row(self._sheet, element)
        _let_go(element)

    def _is_own(self, element: etree._Element) -> bool:
        """Whether a row or column stands in the sheet itself, or in a group of it."""
        parent = element.getparent()
        while parent is not None and parent.tag in _GROUPS:
            parent = parent.getparent()
        return self._sheet is not None and parent is self._sheet.element

    def _take_row(self, sheet: _Sheet, element: etree._Element) -> None:
        first = sheet.row + 1
        sheet.row += _times(str(element.get(_REPEATED_ROWS, "1")))
        default = element.get(_DEFAULT_STYLE, "")
        cells: dict[int, Cell] = {}
        column = 0
        for child in element.iterchildren(_CELL, _COVERED):
            said = cast("dict[str, str]", dict(child.items()))
            start = column + 1
            column += _times(said.get(_REPEATED_COLUMNS))
            if child.tag == _CELL and (said or len(child)):
                said.setdefault(_STYLE, default)
                self._take_cell(sheet, cells, child, said, (first, start, sheet.row, column))
        if cells:
            sheet.rows.update(dict.fromkeys(range(first, sheet.row + 1), cells))

    def _take_cell(
        self, sheet: _Sheet, cells: dict[int, Cell], element: etree._Element, said: dict[str, str], area: Span
    ) -> None:
        """Take a cell for each place of the area where it repeats; without a style of its own, its columns' count."""
        row, first, bottom, last = area
        own = said[_STYLE]
        style = own or sheet.style(first)
        cell = cell_of(element, said, self._formats.code(style))
        if not is_filled(cell):
            return
        self._tally.add(bottom, last, bottom - row + 1, last - first + 1)
        cells[first] = cell
        for column in range(first + 1, last + 1):
            if (here := own or sheet.style(column)) != style:
                style, cell = here, cell_of(element, said, self._formats.code(here))
            cells[column] = cell
        if _SPANNED_ROWS in said or _SPANNED_COLUMNS in said:
            height, width = _times(said.get(_SPANNED_ROWS)), _times(said.get(_SPANNED_COLUMNS))
            if (height, width) != (1, 1):
                span = (row, first, min(row + height - 1, MAX_ROW), min(first + width - 1, MAX_COLUMN))
                sheet.merged.append(span)


def _times(text: str | None) -> int:
    """How many rows or columns an element stands for, or spans.

    Raises:
        ValueError: Not a number.
    """
    return 1 if text is None else max(int(text), 1)


def _let_go(element: etree._Element) -> None:
    """Drop an element and those before it: a sheet is larger as a tree than as cells."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
