"""The text and the tables of a Word file, in their order; nothing of it is run, and no link is followed."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from schemas.cells import Cell, CellKind, Grid
from workbook.exports.files.file_kinds import refused
from workbook.exports.files.sizes import check_contract, check_size
from workbook.opc.package import Package, local

_DOCUMENT = "word/document.xml"
_ZIP = b"PK\x03\x04"
_MOST_COLUMNS = 64
"""Columns of a table that are looked at; a page has no room for more."""
_SPACES = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "pict", "drawing", "txbxContent", "footnoteReference"})
"""What stands in a paragraph and is no text of it: what was deleted, fields, pictures."""


def is_word_file(path: Path) -> bool:
    """Whether a file is a Word document, by its content.

    Raises:
        CannotOpenError: It is a package that is broken or unpacks to more than is sane.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(len(_ZIP)) != _ZIP:
            return False
    package = Package(path)
    try:
        return package.spelt(_DOCUMENT) in package.names
    finally:
        package.close()


def read_word(path: Path) -> list[Grid]:
    """Read a Word file.

    Args:
        path: A .docx or .docm file.

    Returns:
        Its parts in order: a grid of one column for paragraphs that follow each other, and one for each table, which
        is named by its number.

    Raises:
        CannotOpenError: It is broken, too large, or holds nothing.
    """
    package = Package(path)
    try:
        name = package.spelt(_DOCUMENT)
        check_contract(path.name, package.names[name].file_size)
        root = package.tree(name)
    finally:
        package.close()
    body = next((each for each in root if local(each) == "body"), None)
    grids = list(_grids(body, path.name)) if body is not None else []
    if not grids:
        raise refused("no_table", path)
    return grids


def _grids(body: etree._Element, file: str) -> Iterator[Grid]:
    lines: dict[int, dict[int, Cell]] = {}
    paragraphs = tables = 0
    for each in _blocks(body):
        if local(each) == "p":
            paragraphs += 1
            if text := _text(each):
                lines[paragraphs] = _cells(text.split("\t"))
        else:
            if lines:
                yield Grid(file, "", lines, text_only=True)
                lines = {}
            tables += 1
            if rows := _rows(each):
                check_size(file, len(rows), _MOST_COLUMNS)
                yield Grid(file, str(tables), rows, text_only=True)
    if lines:
        yield Grid(file, "", lines, text_only=True)


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, also those that stand in a content control."""
    for each in element:
        if local(each) in {"p", "tbl"}:
            yield each
        elif local(each) in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _blocks(each)


def _cells(texts: list[str]) -> dict[int, Cell]:
    return {at: Cell(CellKind.TEXT, text.strip()) for at, text in enumerate(texts, start=1) if text.strip()}


def _rows(table: etree._Element) -> dict[int, dict[int, Cell]]:
    found: dict[int, dict[int, Cell]] = {}
    rows = [each for each in table.iter() if local(each) == "tr" and _table_of(each) is table]
    for number, row in enumerate(rows, start=1):
        column, cells = 1, {}
        for cell in (each for each in row.iter() if local(each) == "tc" and _table_of(each) is table):
            texts = [_text(each) for each in cell.iter() if local(each) == "p"]
            if (text := " ".join(filter(None, texts)).strip()) and column <= _MOST_COLUMNS:
                cells[column] = Cell(CellKind.TEXT, " ".join(text.split()))
            column += _span(cell)
        if cells:
            found[number] = cells
    return found


def _table_of(element: etree._Element) -> etree._Element | None:
    """The table that a row or cell is of; a cell may hold a table of its own."""
    return next((each for each in element.iterancestors() if local(each) == "tbl"), None)


def _span(cell: etree._Element) -> int:
    """The columns that a cell is wide."""
    span = next((each for each in cell.iter() if local(each) == "gridSpan"), None)
    value = str(next(iter(span.attrib.values()), "")) if span is not None else ""
    return min(max(int(value), 1), _MOST_COLUMNS) if value.isdecimal() else 1


def _text(paragraph: etree._Element) -> str:
    return "".join(_pieces(paragraph)).strip(" ")


def _pieces(element: etree._Element) -> Iterator[str]:
    for each in element:
        name = local(each)
        if name in _LEFT_OUT:
            continue
        if name == "t":
            yield str(each.text or "")
        elif name in _SPACES:
            yield _SPACES[name]
        else:
            yield from _pieces(each)
