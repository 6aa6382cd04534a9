"""Comments, notes and threads stand beside their row wherever that now stands; those of rows that are gone stay."""

import re
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from workbook.notes import Cell, Note
from workbook.opc.package import Package
from workbook.opc.refs import cell_of, name_of
from workbook.opc.tags import edited_tags, with_attribute

_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_NOTE = re.compile(rb"ObjectType\s*=\s*[\"']Note[\"']")
_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_ANCHOR_ROWS = (2, 6)
"""Where the first and last row stand among the eight numbers of an anchor."""
_PART_NAMES = {"comments": "comment", "threadedComment": "threadedComment"}


class SheetComments:
    """The comments of one sheet.

    Args:
        package: The workbook's package.
        sheet: The sheet's part.
    """

    def __init__(self, package: Package, sheet: str) -> None:
        self._package = package
        relations = [each for each in package.relations(sheet) if each.target in package.names]
        self._parts = [(each.kind, each.target) for each in relations if each.kind in _PART_NAMES]
        self._drawings = [each.target for each in relations if each.kind == "vmlDrawing"]

    def notes(self) -> list[Note]:
        """The comments; of a thread its own texts, not the note that older programs see in its place."""
        found: dict[Cell, Note] = {}
        for kind, part in sorted(self._parts):  # threads come last, and win
            for each in self._package.tree(part).iter(f"{{*}}{_PART_NAMES[kind]}"):
                cell = cell_of(each.get("ref", "A1"))
                text = "".join(_texts(each))
                if kind == "threadedComment" and cell in found and each.get("parentId"):
                    text = f"{found[cell].text} / {text}"
                found[cell] = Note(*cell, text)
        return [*found.values()]

    def moved(self, cells: Mapping[Cell, Cell]) -> dict[str, bytes]:
        """The parts with comments in their new cells."""

        def place(reference: str) -> str:
            cell = cell_of(reference)
            return name_of(*cells[cell]) if cell in cells else reference

        changed = {}
        for kind, part in self._parts:
            name = _PART_NAMES[kind]
            content = b"".join(self._package.text(part))
            changed[part] = edited_tags(content, _placed(name, place))
        for part in self._drawings:
            content = b"".join(self._package.text(part))
            changed[part] = _SHAPE.sub(lambda match: _shape(match[0], cells), content)
        return changed


def _placed(name: str, place: Callable[[str], str]) -> Callable[[str, bytes], bytes]:
    return lambda tag, raw: with_attribute(raw, "ref", place) if tag == name else raw


def _texts(comment: etree._Element) -> Iterable[str]:
    return (each.text or "" for each in comment.iter("{*}t", "{*}text"))


def _shape(shape: bytes, cells: Mapping[Cell, Cell]) -> bytes:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if not _NOTE.search(shape) or row is None or column is None:
        return shape
    before = int(row[2])
    after = cells.get((before + 1, int(column[1]) + 1))
    if after is None:
        return shape
    by = after[0] - 1 - before
    shape = _ROW.sub(lambda match: match[1] + str(before + by).encode() + match[3], shape)
    return _ANCHOR.sub(lambda match: match[1] + _anchor(match[2], by) + match[3], shape)


def _anchor(text: bytes, by: int) -> bytes:
    numbers = text.decode().split(",")
    if len(numbers) <= max(_ANCHOR_ROWS):
        return text
    for place in _ANCHOR_ROWS:
        numbers[place] = f" {max(int(numbers[place]) + by, 0)}"
    return ",".join(numbers).encode()
