"""Old Excel files (.xls, BIFF 2 to 8): read by xlrd, which trusts its input, so that whatever it raises is expected.

It tells neither formulas nor, before BIFF 8, merged cells.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.cells import BLANK, SHARED_FORMULA, Cell, CellKind, Grid, Span
from schemas.errors import CannotOpenError, not_read
from schemas.issues.issue import Issue, Place
from workbook.exports.files.typed import Tally, error_cell, is_filled, number_cell, refusing, text_cell, unreadable

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

_ENCRYPTED = "Workbook is encrypted"  # in xlrd's words
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds a newer workbook behind a password; the container is that of the old ones."""


def read(path: Path) -> list[Grid]:
    """Read the sheets of an old Excel file, hidden ones too.

    Args:
        path: The file: a compound document, or the bare stream that Excel 2 to 4 wrote.

    Returns:
        One grid for each sheet that holds anything.

    Raises:
        CannotOpenError: Missing, encrypted or broken.
    """
    import xlrd
    from xlrd.compdoc import CompDocError

    content = _content(path)
    with refusing(path):
        try:
            return _grids(path.name, content)
        except (xlrd.XLRDError, CompDocError) as error:
            if str(error) == _ENCRYPTED or _PACKAGE in content:
                raise CannotOpenError([Issue("file_encrypted", Place(path.name))]) from error
            raise unreadable(path, error) from error


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise CannotOpenError([Issue("file_is_folder", Place(str(path)))])
    try:
        return path.read_bytes()
    except OSError as error:
        raise not_read(path, error) from error


def _grids(file: str, content: bytes) -> list[Grid]:
    import xlrd

    with xlrd.open_workbook(
        file_contents=content,
        logfile=_Silence(),
        formatting_info=True,
        on_demand=True,  # the texts stay known until the end
        ragged_rows=True,  # a cell far out costs no more than itself
        ignore_workbook_corruption=True,  # sectors used twice: some programs write so, and Excel reads it
    ) as book:
        looks, tally = _Looks.of(book), Tally(file)
        grids = [_grid(file, sheet, looks, tally) for sheet in book.sheets()]
    return [grid for grid in grids if grid.rows]


class _Silence(io.TextIOBase):
    """Takes what xlrd has to say of odd files, and drops it."""

    def write(self, text: str) -> int:
        return len(text)


@dataclass(frozen=True)
class _Looks:
    """What a book says of its cells.

    Args:
        codes: The number format code of each cell format.
        date1904: Whether its dates count from 1904.
        empty: The formula of a cell with an empty text: xlrd gives a formula without a value so, and tells it from an
            empty text only where the book has none of these.
    """

    codes: list[str]
    date1904: bool
    empty: str

    @classmethod
    def of(cls, book: "Book") -> "_Looks":
        formats = book.format_map
        keys = (style.format_key for style in book.xf_list)
        codes = [formats[key].format_str if key in formats else "" for key in keys]
        return cls(codes, bool(book.datemode), "" if "" in (book._sharedstrings or ()) else SHARED_FORMULA)

    def cell(self, kind: int, value: str | float, style: int) -> Cell:
        """A cell from what xlrd gives for it."""
        code = self.codes[style] if 0 <= style < len(self.codes) else ""
        match kind:
            case _Kind.TEXT:
                return text_cell(str(value), code, "" if value else self.empty)
            case _Kind.NUMBER | _Kind.DATE:
                return number_cell(float(value), code, self.date1904)
            case _Kind.BOOL:
                return Cell(CellKind.BOOL, bool(value), code)
            case _Kind.ERROR:
                return error_cell(int(value), code)
        return BLANK


class _Kind:
    """What xlrd calls the kinds of cells."""

    TEXT, NUMBER, DATE, BOOL, ERROR = 1, 2, 3, 4, 5


def _grid(file: str, sheet: "Sheet", looks: _Looks, tally: Tally) -> Grid:
    rows = {}
    for row in range(sheet.nrows):
        cells = _row(sheet, row, looks)
        if cells:
            tally.add(row + 1, max(cells), columns=len(cells))
            rows[row + 1] = cells
    return Grid(file=file, sheet=sheet.name, rows=rows, merged=_merged(sheet), hidden=bool(sheet.visibility))


def _row(sheet: "Sheet", row: int, looks: _Looks) -> dict[int, Cell]:
    values = sheet.row_values(row)
    found = {
        column + 1: looks.cell(kind, values[column], sheet.cell_xf_index(row, column))
        for column, kind in enumerate(sheet.row_types(row))
        if _Kind.TEXT <= kind <= _Kind.ERROR
    }
    return {column: cell for column, cell in found.items() if is_filled(cell)}


def _merged(sheet: "Sheet") -> tuple[Span, ...]:
    """The merged ranges; xlrd counts from 0 and leaves the ends out."""
    return tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
