"""What kind of file a path leads to, told by its content and never by its name."""

import re
from enum import Enum, auto
from pathlib import Path

from schemas.errors import CannotOpenError, is_in_cloud, not_read
from schemas.issues.issue import Issue, Place
from workbook.exports.files.encoding import decoded, wide_encoding
from workbook.opc.package import Package, check_file


class FileKind(Enum):
    """A kind of file that can be read."""

    WORKBOOK = auto()
    """.xlsx and .xlsm."""
    BINARY = auto()
    """.xlsb."""
    OLD = auto()
    """.xls, in a compound file or as a bare stream."""
    OPEN_DOCUMENT = auto()
    """.ods."""
    MARKUP = auto()
    """HTML, a web archive, or the XML of Excel 2003."""
    DELIMITED = auto()
    """Text with separators."""


_HEAD = 4096
_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0"
_PARQUET = b"PAR1"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x14]\x00", re.DOTALL)
"""The record that opens a sheet or a workbook: number, version, and a length of few bytes."""
_FOREIGN = (b"%PDF", b"%!PS", b"{\\rtf", b"GIF8", _PARQUET, b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\x89PNG")
_FOREIGN_TEXT = re.compile(r'\s*(?:\{\s*"|\[\s*[\[{"])|ID;P[A-Z0-9]*(?:;[NE])*\r?\n[BCFOP];[A-Z]')
"""JSON, and the old exchange format SYLK."""
_PX = re.compile(r"\s*[A-Z][A-Z0-9-]*(?:\[\w+\])?(?:\([^()]*\))?\s*=\s*(?:\"|\d|YES|NO)")
_PX_PART = re.compile(r"^(?:AXIS-VERSION|STUB|HEADING|VALUES\(\"|DATA)[^=\n]*=", re.MULTILINE)
"""A file of PC-Axis: keywords with their values, among them those that every such file has."""
_MARKUP = re.compile(
    r"\s*<(?:\?xml\b|!doctype\s+\w|(?:\w+:)?workbook[\s>]|(?:html|head|body|table|meta)[\s>/])", re.IGNORECASE
)
_PIECE_OF_MARKUP = re.compile(
    r"\s*<(?:!--|(?:title|style|script|link|div|form|center|font|span|p|br|b|i|tr|caption|img|h[1-6])[\s>/])"
    r".*?<(?:html|body|table|td|input|/[a-z])",
    re.IGNORECASE | re.DOTALL,
)
"""A page without its frame; a csv may well have a title ``<Center>``, but no table behind it."""
_ARCHIVE = re.compile(r"^MIME-Version:\s*1.*^Content-Type:\s*(?:multipart/|text/html)", re.I | re.M | re.S)
_ARCHIVE_TURNED = re.compile(r"^Content-Type:\s*(?:multipart/|text/html).*^MIME-Version:\s*1", re.I | re.M | re.S)
_HEADER_LINE = re.compile(r"[A-Za-z][\w-]*:\s")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
_MOST_CONTROLS = 0.02
"""More control characters than this are no text."""
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "_rels/.rels"
_ENTRY = 128
_NAME_LENGTH = 64
_SECTOR = 512
_DIRECTORY_START = slice(48, 52)


def kind_of(path: Path) -> FileKind:
    """The kind of a file.

    Raises:
        CannotOpenError: It is missing, locked, a folder, empty, encrypted, broken, or of a kind that is not read.
    """
    head = _head(path)
    if not head.strip():
        raise refused("no_table" if head else "file_empty", path)
    if head.startswith(_ZIP):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    if _BIFF.match(head):
        return FileKind.OLD
    if head.startswith((*_FOREIGN, _EMPTY_ZIP)) or (b"\0" in head and not wide_encoding(head)):
        raise refused("file_type", path)
    return _text(decoded(head), path)


def is_parquet(path: Path) -> bool:
    """Whether a file is in the columns of Parquet, which case lists alone may be in.

    Raises:
        OSError: It cannot be opened.
    """
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET


def refused(code: str, path: Path, value: str = "") -> CannotOpenError:
    """The error for a file that is not read."""
    return CannotOpenError([Issue(code, Place(path.name), value)])


def _text(head: str, path: Path) -> FileKind:
    if _MARKUP.match(head) or _PIECE_OF_MARKUP.match(head) or is_archive(head):
        return FileKind.MARKUP
    if _PX.match(head) and _PX_PART.search(head):
        raise refused("file_px", path)
    if _FOREIGN_TEXT.match(head) or len(_CONTROL.findall(head)) > len(head) * _MOST_CONTROLS:
        raise refused("file_type", path)
    return FileKind.DELIMITED


def is_archive(head: str) -> bool:
    """Whether a text starts as a web archive (MHTML) does."""
    top = head.lstrip().replace("\r\n", "\n").partition("\n\n")[0]
    return bool(_HEADER_LINE.match(top) and (_ARCHIVE.search(top) or _ARCHIVE_TURNED.search(top)))


def _head(path: Path) -> bytes:
    whole = Place(str(path))
    check_file(path)
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError as error:
        raise CannotOpenError([Issue("file_missing", whole)]) from error
    except PermissionError as error:
        raise CannotOpenError([Issue("file_locked", Place(path.name), details={"who": "", "lock": ""})]) from error
    except (OSError, ValueError) as error:
        if is_in_cloud(error):
            raise not_read(path, error) from error
        raise CannotOpenError([Issue("file_unreadable", whole, str(error))]) from error


def _zipped(path: Path) -> FileKind:
    """What a package holds; one that unpacks to more than is sane is refused before anything is unpacked."""
    package = Package(path)
    try:
        names = package.names
        mime = next(package.chunks("mimetype"), b"").strip() if "mimetype" in names else b""
    finally:
        package.close()
    if mime.startswith(_SPREADSHEET) or (not mime and "content.xml" in names):
        return FileKind.OPEN_DOCUMENT
    if mime:
        raise refused("file_type", path)
    if package.spelt("xl/workbook.bin") in names:
        return FileKind.BINARY
    other = any(name.startswith(("word/", "ppt/", "visio/")) for name in names)
    if package.spelt(_WORKBOOK) in names or (package.spelt(_RELATIONS) in names and not other):
        return FileKind.WORKBOOK
    raise refused("file_type", path)


def _compound(path: Path) -> FileKind:
    """What a compound file holds: its directory lists the streams, in entries of a fixed size."""
    content = path.read_bytes()
    if _has_stream(content, "EncryptedPackage") or _has_stream(content, "\tDRMContent"):
        raise refused("file_encrypted", path)
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return FileKind.OLD
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refused("file_encrypted", path)
    directory = (int.from_bytes(content[_DIRECTORY_START], "little") + 1) * _SECTOR
    if directory >= len(content):
        raise refused("file_unreadable", path, "OLE")
    raise refused("file_type", path)


def _has_stream(content: bytes, name: str) -> bool:
    """Whether a directory entry bears a name: at its start, with its length behind."""
    wanted = f"{name}\0".encode("utf-16-le")
    entry = wanted.ljust(_NAME_LENGTH, b"\0") + len(wanted).to_bytes(2, "little")
    position = content.find(wanted)
    while position >= 0:
        if position % _ENTRY == 0 and content[position : position + len(entry)] == entry:
            return True
        position = content.find(wanted, position + 1)
    return False
