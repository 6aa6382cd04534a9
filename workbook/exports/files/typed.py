"""What the readers of workbooks share: cells from raw values, a count of them, and one error for all that is broken."""

import lzma
import math
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.cells import Cell, CellKind
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.exports.files.sizes import MOST_CELLS
from workbook.opc.format_codes import is_date
from workbook.opc.package import BROKEN_INSIDE
from workbook.opc.refs import MAX_COLUMN, MAX_ROW
from workbook.opc.sheet_cells import date_of, is_serial

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error cells as the binary formats number them."""
_OTHER_ERROR = "#ERROR!"
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BufferError,
    EOFError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)
"""What reading a broken file may raise; a library that trusts its input trips over it in every way there is."""


def number_cell(value: float, code: str, date1904: bool = False, formula: str = "") -> Cell:
    """A number, or the date that it stands for where its format shows one.

    Args:
        value: The number as the file has it; a percentage is 0.95 for 95 %.
        code: The cell's number format.
        date1904: Whether the file's dates count from 1904.
        formula: The cell's formula.
    """
    if not math.isfinite(value):
        return Cell(CellKind.ERROR, str(value), code, formula)
    if is_date(code) and is_serial(value, date1904):
        return Cell(CellKind.DATE, date_of(value, date1904), code, formula)
    return Cell(CellKind.NUMBER, value, code, formula)


def text_cell(value: str, code: str, formula: str = "") -> Cell:
    """A text; an empty one is a blank."""
    return Cell(CellKind.TEXT, value, code, formula) if value else Cell(CellKind.BLANK, None, code, formula)


def error_cell(number: int, code: str, formula: str = "") -> Cell:
    """An error by its number in the file."""
    return Cell(CellKind.ERROR, ERRORS.get(number, _OTHER_ERROR), code, formula)


def is_filled(cell: Cell) -> bool:
    """Whether a cell holds anything: a value, or a formula without one."""
    return cell.kind is not CellKind.BLANK or bool(cell.formula)


class Tally:
    """Counts the filled cells of a file, for a small file can ask for more than a machine holds.

    Args:
        file: The file's name.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._filled = 0

    def add(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Count filled cells before they are taken.

        Args:
            row: The last row that they reach.
            column: The last column that they reach.
            rows: How many rows of them.
            columns: How many in each row.

        Raises:
            CannotOpenError: There are more than in any export, or they stand where no sheet reaches.
        """
        self._filled += rows * columns
        if self._filled > MOST_CELLS or row > MAX_ROW or column > MAX_COLUMN:
            details = {"rows": row, "columns": column}
            raise CannotOpenError([Issue("table_too_large", Place(self._file), details=details)])


def unreadable(path: Path, why: object) -> CannotOpenError:
    """The error for a file whose inside is broken."""
    return CannotOpenError([Issue("file_unreadable", Place(path.name), why if isinstance(why, str) else BROKEN_INSIDE)])


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn whatever a broken file makes a reader raise into the one error that users are told of.

    Raises:
        CannotOpenError: The file is broken.
    """
    try:
        yield
    except CannotOpenError as error:
        if [issue.code for issue in error.issues] == ["not_our_workbook"]:  # none of these files ever is
            raise unreadable(path, error.issues[0].value) from error
        raise
    except BROKEN as error:
        raise unreadable(path, error) from error
