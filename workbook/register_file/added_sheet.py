"""A sheet of plain texts added to a workbook of the user's own, after all others; nothing else of it changes."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from lxml import etree

from workbook.closed.grafting.elements import in_namespace, named
from workbook.closed.grafting.parts import Parts
from workbook.opc.refs import name_of

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def add_sheet(path: Path, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Add a sheet to a workbook file.

    Args:
        path: The workbook.
        title: What the sheet is called.
        rows: The texts of its cells.

    Raises:
        CannotOpenError: The workbook cannot be read or written.
    """
    parts = Parts(path)
    try:
        book = parts.tree(parts.index.workbook)
        root = in_namespace(etree.fromstring(_sheet(rows)), book)
        folder = parts.index.workbook.rpartition("/")[0]
        part = parts.add(f"{folder}/worksheets", "sheet", root, _SHEET_TYPE)
        kinds = _STRICT if "purl.oclc.org" in str(etree.QName(book).namespace) else _RELATIONS
        ident = parts.relate(parts.index.workbook, part, f"{kinds}/worksheet")
        home = book.find("{*}sheets")
        assert home is not None  # no workbook is without
        number = max(int(each.get("sheetId", "0")) for each in home) + 1
        element = etree.SubElement(home, named(home, "sheet"), name=title, sheetId=str(number))
        element.set(f"{{{kinds}}}id", ident)
        parts.save()
    finally:
        parts.close()


def _sheet(rows: Sequence[Sequence[str]]) -> bytes:
    written = "".join(f'<row r="{number}">{_cells(number, row)}</row>' for number, row in enumerate(rows, 1))
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{written}</sheetData></worksheet>'.encode()


def _cells(number: int, row: Sequence[str]) -> str:
    return "".join(
        f'<c r="{name_of(number, column)}" t="inlineStr"><is><t>{escape(text, quote=False)}</t></is></c>'
        for column, text in enumerate(row, 1)
        if text
    )
