"""Files of markup: HTML tables, web archives (MHTML), and the XML of Excel 2003. Nothing is fetched or expanded."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from schemas.cells import Grid
from workbook.exports.files import excel_2003
from workbook.exports.files.encoding import decoded, wide_encoding
from workbook.exports.files.file_kinds import is_archive, refused
from workbook.exports.files.html_tables import grids_of
from workbook.exports.files.sizes import Filled

_LOGIN = re.compile(r"""<input[^>]*\btype\s*=\s*["']?password""", re.IGNORECASE)
_PAGE = 1 << 20  # how much of a web page is looked through
_HEAD = 1 << 16
_WORKBOOK = re.compile(r"<(?:\w+:)?workbook[\s>]", re.IGNORECASE)
_HTML = re.compile(r"<(?:html|body|table|head)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_CHARSET = re.compile(r"""<(?:meta|\?xml)[^>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LATIN = frozenset({"iso8859-1", "ascii"})
_ONE_BYTE = ("cp", "iso8859", "mac-", "koi8")
"""Encodings that a page may state; another one is told by the bytes."""
_FATAL = "FATAL"


def read(path: Path) -> list[Grid]:
    """Read the tables of a page, or the sheets of a workbook in XML.

    Args:
        path: The file.

    Returns:
        One grid for each sheet or table that holds anything; several tables of a page are numbered.

    Raises:
        CannotOpenError: It is broken, a page without tables or one that asks for a password, or it defines entities.
    """
    content = path.read_bytes()
    head = decoded(content[:_HEAD])
    pages = [content]
    if is_archive(head):
        pages = list(_archived(content))
    elif _is_workbook(head):
        return excel_2003.read(path)
    filled = Filled(path.name)
    grids = [grid for page in pages for grid in _page(page, path, filled)]
    if not grids:
        raise refused("file_web_page", path)
    if len(grids) == 1:
        return grids
    return [replace(grid, sheet=str(number)) for number, grid in enumerate(grids, 1)]


def _is_workbook(head: str) -> bool:
    workbook, page = _WORKBOOK.search(head), _HTML.search(head)
    if workbook is None or (page is not None and page.start() < workbook.start()):
        return False
    return excel_2003.NAMESPACE in head


def _page(content: bytes, path: Path, filled: Filled) -> Iterator[Grid]:
    text = _text(content)
    if _LOGIN.search(text[:_PAGE]):
        raise refused("file_login_page", path)
    if _ENTITY.search(text[:_PAGE]):
        raise refused("file_unreadable", path, "ENTITY")
    if not text.strip() or not re.search("<t[dhr]", text, re.IGNORECASE):
        return
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise refused("file_unreadable", path, str(error)) from error
    # A page that nests too deep, or holds too long a text, is cut off there; half a table is worse than none.
    fatal = next((entry.message for entry in parser.error_log if entry.level_name == _FATAL), "")
    if fatal or root is None:
        raise refused("file_unreadable", path, fatal)
    yield from grids_of(root, path.name, filled)


def _text(content: bytes) -> str:
    """A page's text: by its mark, by the encoding that it states, or as any text."""
    if wide_encoding(content) or content.startswith(codecs.BOM_UTF8):
        return decoded(content)
    stated = _CHARSET.search(content[:_HEAD].decode("latin-1"))
    try:
        name = codecs.lookup(stated[1]).name if stated else ""
    except LookupError:
        name = ""
    if name in _LATIN:
        return content.decode("cp1252", errors="replace")  # as browsers and Excel read it
    return content.decode(name, errors="replace") if name.startswith(_ONE_BYTE) else decoded(content)


def _archived(content: bytes) -> Iterator[bytes]:
    """The pages of a web archive."""
    from email import message_from_bytes

    for part in message_from_bytes(content).walk():
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes):
            yield page
