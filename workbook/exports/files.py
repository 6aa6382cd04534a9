"""Opens an export or a register, telling what it is by its content and not by its name."""

import re
from pathlib import Path

from schemas.cells import RawTable
from schemas.errors import CannotOpenError
from schemas.issues import Issue, Place
from workbook.exports.delimited import decoded, read_delimited
from workbook.exports.sheets import read_sheets

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_MARKUP = re.compile(r"^\s*<(?:!doctype\s+html|html|head|body|table|meta|\?xml)\b", re.IGNORECASE)
_LOGIN = re.compile(r"""<input[^>]*\btype\s*=\s*["']?password""", re.IGNORECASE)
_HEAD = 4096
_PAGE = 1 << 20  # how much of a web page is looked through


def read_file(path: Path) -> list[RawTable]:
    """Read every table of a file.

    Args:
        path: An .xlsx or a .csv file.

    Returns:
        One raw table a sheet that holds anything (a csv is one); the first filled row is its header.

    Raises:
        CannotOpenError: Missing, locked, encrypted, corrupt or of another kind.
    """
    head = _head(path)
    if head.startswith(_ZIP) and _OPEN_DOCUMENT in head:
        raise CannotOpenError([Issue("file_type", Place(path.name))])
    if head.startswith(_ZIP):
        return read_sheets(path)
    if head.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
        raise CannotOpenError([Issue("file_encrypted" if encrypted else "file_type", Place(path.name))])
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotOpenError([Issue("file_type", Place(path.name))])
    if _MARKUP.match(decoded(head)):
        raise CannotOpenError([Issue(_kind_of_page(path), Place(path.name))])
    return [read_delimited(path)]


def _kind_of_page(path: Path) -> str:
    """A page that asks for a password, or another one; both come from the web under a spreadsheet's name."""
    with path.open("rb") as file:
        text = decoded(file.read(_PAGE))
    return "file_login_page" if _LOGIN.search(text) else "file_web_page"


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise CannotOpenError([Issue("file_is_folder", Place(str(path)))])
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError as error:
        raise CannotOpenError([Issue("file_missing", Place(str(path)))]) from error
    except PermissionError as error:
        raise CannotOpenError([Issue("file_locked", Place(path.name), details={"who": "", "lock": ""})]) from error
    except OSError as error:
        raise CannotOpenError([Issue("file_unreadable", Place(str(path)), str(error))]) from error
