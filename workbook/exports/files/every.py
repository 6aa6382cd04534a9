"""Any file from outside, read by the reader of its kind. Nothing here loads pandas: it runs in a process of its own."""

import struct
import zlib
from importlib import import_module
from pathlib import Path

from lxml import etree

from schemas.cells import Grid
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.exports.files.file_kinds import FileKind, kind_of
from workbook.opc.package import BROKEN_INSIDE

_MODULES = {
    FileKind.WORKBOOK: "xlsx",
    FileKind.BINARY: "binary",
    FileKind.OLD: "old_excel",
    FileKind.OPEN_DOCUMENT: "open_document",
    FileKind.MARKUP: "markup",
    FileKind.DELIMITED: "delimited",
}
_BROKEN = (
    ArithmeticError,
    AssertionError,
    EOFError,
    LookupError,
    OSError,
    RecursionError,
    ValueError,
    etree.LxmlError,
    struct.error,
    zlib.error,
)
"""What readers raise over a file that is broken in a way that they did not foresee."""


def read_grids(path: Path) -> list[Grid]:
    """Read every sheet of a file.

    Args:
        path: An .xlsx, .xlsm, .xlsb, .xls, .ods or csv file, or an HTML page or XML of Excel's.

    Returns:
        One grid for each sheet that holds anything.

    Raises:
        CannotOpenError: Missing, locked, encrypted, broken, too large or of another kind.
    """
    kind = kind_of(path)
    reader = import_module(f"workbook.exports.files.{_MODULES[kind]}")
    try:
        grids: list[Grid] = reader.read(path)
    except _BROKEN as error:
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), BROKEN_INSIDE)]) from error
    return grids
