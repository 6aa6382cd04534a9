"""Binary workbooks (.xlsb): a zip as .xlsx is, with records instead of XML. Formulas are told of, not read."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.cells import BLANK, SHARED_FORMULA, Cell, CellKind, Grid, Span
from workbook.exports.files.biff12 import Record, number, packed, real, records, text
from workbook.exports.files.typed import (
    Tally,
    error_cell,
    is_filled,
    number_cell,
    refusing,
    text_cell,
    unreadable,
)
from workbook.opc.format_codes import GENERAL, built_in
from workbook.opc.package import Package
from workbook.opc.refs import MAX_COLUMN, MAX_ROW
from workbook.opc.sheet_cells import BrokenCellError

_DATE_1904 = 1
_FORMAT_AT = 2
_COLUMN_BYTES, _STYLE_BYTES = 4, 3
_SHORT = Record.SHORT_BLANK - Record.BLANK
"""A cell right of the one before it may leave its column out, in a record of its own number."""
_RANGE = struct.Struct("<IIII")
_PLAIN = {
    Record.FORMULA_STRING: Record.STRING,
    Record.FORMULA_REAL: Record.REAL,
    Record.FORMULA_BOOL: Record.BOOL,
    Record.FORMULA_ERROR: Record.ERROR,
}
"""A formula's record → the record that holds its value alike."""


def read(path: Path) -> list[Grid]:
    """Read the worksheets of a binary workbook, hidden ones too.

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
            book = _Book.of(package)
            tally = Tally(path.name)
            grids = [
                replace(_Sheet(book, tally).grid(path.name, name, package, part), hidden=hidden)
                for name, part, hidden in book.sheets
            ]
        finally:
            package.close()
    return [grid for grid in grids if grid.rows]


@dataclass(frozen=True)
class _Book:
    """What the sheets of a workbook share.

    Args:
        sheets: Each worksheet's name and part, and whether it is hidden.
        texts: The texts that cells point at.
        codes: The number format code of each cell format.
        date1904: Whether dates count from 1904.
    """

    sheets: list[tuple[str, str, bool]]
    texts: list[str]
    codes: list[str]
    date1904: bool

    @classmethod
    def of(cls, package: Package) -> "_Book":
        root = next((each.target for each in package.relations("") if each.kind == "officeDocument"), "")
        relations = package.relations(root)
        parts = {each.id: each.target for each in relations if each.kind == "worksheet"}
        sheets, date1904 = [], False
        for kind, data in records(package.chunks(root)):
            if kind == Record.SHEET:
                key, at = text(data, 8)
                if key in parts:
                    sheets.append((text(data, at)[0], parts[key], bool(number(data, 0))))
            elif kind == Record.WORKBOOK_PROPERTIES:
                date1904 = bool(number(data, 0) & _DATE_1904)
        if not sheets:
            raise unreadable(package.path, "no sheets")
        kinds = {each.kind: each.target for each in relations}
        return cls(sheets, _texts(package, kinds.get("sharedStrings")), _codes(package, kinds.get("styles")), date1904)


def _texts(package: Package, part: str | None) -> list[str]:
    """The texts that cells point at; the formats of their pieces are left out."""
    if part not in package.names:
        return []
    return [text(data, 1)[0] for kind, data in records(package.chunks(part)) if kind == Record.TEXT_ITEM]


def _codes(package: Package, part: str | None) -> list[str]:
    """The number format code of each cell format."""
    if part not in package.names:
        return []
    own: dict[int, str] = {}
    numbers: list[int] = []
    inside = False  # the formats of named styles have records of the same kind
    for kind, data in records(package.chunks(part)):
        if kind == Record.FORMAT:
            own[_short(data, 0)] = text(data, _FORMAT_AT)[0]
        elif kind in {Record.CELL_FORMATS, Record.CELL_FORMATS_END}:
            inside = kind == Record.CELL_FORMATS
        elif kind == Record.CELL_FORMAT and inside:
            numbers.append(_short(data, _FORMAT_AT))
    return [own.get(each) or built_in(each) for each in numbers]


def _short(data: bytes, at: int) -> int:
    return data[at] | data[at + 1] << 8


class _Sheet:
    """Reads one sheet.

    Args:
        book: What its cells point at.
        tally: Counts them.
    """

    def __init__(self, book: _Book, tally: Tally) -> None:
        self._book = book
        self._tally = tally
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merged: list[Span] = []
        self._row = 0

    def grid(self, file: str, name: str, package: Package, part: str) -> Grid:
        """The sheet's cells.

        Raises:
            ValueError: It is cut short.
        """
        try:
            self._read(records(package.chunks(part)))
        except BrokenCellError as error:
            raise error.at(file, name, self._row) from error
        return Grid(file=file, sheet=name, rows=_ascending(self._rows), merged=tuple(self._merged))

    def _read(self, found: Iterator[tuple[int, bytes]]) -> None:
        """Take the sheet's records."""
        ended = False
        row = column = 0
        for kind, data in found:
            self._row = row
            if kind == Record.ROW:
                row, column = number(data, 0) + 1, 0
            elif Record.SHORT_BLANK <= kind <= Record.SHORT_SHARED:
                column += 1
                self._take(row, column, self._cell(kind - _SHORT, data, 0))
            elif kind <= Record.FORMULA_ERROR or kind == Record.RICH_STRING:
                column = number(data, 0) + 1
                self._take(row, column, self._cell(kind, data, _COLUMN_BYTES))
            elif kind == Record.MERGED:
                self._merged.append(_span(data))
            ended = ended or kind == Record.SHEET_DATA_END
        if not ended:
            raise ValueError("cut short")

    def _take(self, row: int, column: int, cell: Cell) -> None:
        if row == 0:
            raise ValueError("a cell outside rows")
        if is_filled(cell):
            if column in self._rows.get(row, ()):
                raise BrokenCellError("cell_twice", column=column)
            self._tally.add(row, column)
            self._rows.setdefault(row, {})[column] = cell

    def _shared(self, at: int) -> str:
        """The text that a cell points at."""
        if not 0 <= at < len(self._book.texts):
            raise BrokenCellError("text_missing", str(at))
        return self._book.texts[at]

    def _cell(self, kind: int, data: bytes, at: int) -> Cell:
        """A cell whose style stands at a place in its record, with the value behind it."""
        style = int.from_bytes(data[at : at + _STYLE_BYTES], "little")
        code = self._book.codes[style] if style < len(self._book.codes) else GENERAL
        at += _STYLE_BYTES + 1
        formula = SHARED_FORMULA if kind in _PLAIN else ""
        match _PLAIN.get(kind, kind):
            case Record.RK:
                return number_cell(packed(data, at), code, self._book.date1904)
            case Record.REAL:
                return number_cell(real(data, at), code, self._book.date1904, formula)
            case Record.SHARED:
                return text_cell(self._shared(number(data, at)), code)
            case Record.STRING:
                return text_cell(text(data, at)[0], code, formula)
            case Record.RICH_STRING:
                return text_cell(text(data, at + 1)[0], code)
            case Record.BOOL:
                return Cell(CellKind.BOOL, bool(data[at]), code, formula)
            case Record.ERROR:
                return error_cell(data[at], code, formula)
        return BLANK


def _span(data: bytes) -> Span:
    """A merged range: two rows and two columns, from 0."""
    top, bottom, left, right = _RANGE.unpack_from(data)
    return top + 1, left + 1, min(bottom + 1, MAX_ROW), min(right + 1, MAX_COLUMN)


def _ascending(rows: dict[int, dict[int, Cell]]) -> dict[int, dict[int, Cell]]:
    """The rows and their cells in order; some programs write them in another one."""
    return {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
