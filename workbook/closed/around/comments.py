"""Comments, notes and threads stand beside their row wherever that now stands; those of rows that are gone stay."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from workbook.closed.edits import TableWrite
from workbook.opc.package import Package
from workbook.opc.refs import Area, cell_of, name_of
from workbook.opc.tags import edited_tags, with_attribute

_GAP = 2  # rows between a table and the comments of rows that it no longer has
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_NOTE = re.compile(rb"ObjectType\s*=\s*[\"']Note[\"']")
_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_ANCHOR_ROWS = (2, 6)
"""Where the first and last row stand among the eight numbers of an anchor."""
_PART_NAMES = {"comments": "comment", "threadedComment": "threadedComment"}


@dataclass(frozen=True)
class Note:
    """A comment: its cell, and what it says (of a thread, all of it)."""

    row: int
    column: int
    text: str


@dataclass
class CommentPlan:
    """Where the comments of a sheet go.

    Args:
        cells: Cell before → cell after, of those that move.
        gone: The comments of rows that are gone, with the table's write.
    """

    cells: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    gone: list[tuple[Note, TableWrite]] = field(default_factory=list)


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
        found: dict[tuple[int, int], Note] = {}
        for kind, part in sorted(self._parts):  # threads come last, and win
            for each in self._package.tree(part).iter(f"{{*}}{_PART_NAMES[kind]}"):
                cell = cell_of(each.get("ref", "A1"))
                text = "".join(_texts(each))
                if kind == "threadedComment" and cell in found and each.get("parentId"):
                    text = f"{found[cell].text} / {text}"
                found[cell] = Note(*cell, text)
        return [*found.values()]

    def moved(self, cells: Mapping[tuple[int, int], tuple[int, int]]) -> dict[str, bytes]:
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


def plan(notes: Sequence[Note], writes: Sequence[TableWrite], areas: Iterable[Area]) -> CommentPlan:
    """Where the comments of a sheet go when tables are written.

    Args:
        notes: The comments.
        writes: The tables that are written.
        areas: Where the sheet's tables stand afterwards.
    """
    done = CommentPlan()
    standing = [*areas]
    parked: list[tuple[Note, TableWrite]] = []
    taken = set()
    for note in notes:
        write = next((each for each in writes if _concerns(each, note)), None)
        row = note.row if write is None else _row_after(write, note.row)
        if row is None and write is not None:
            parked.append((note, write))
            continue
        assert row is not None
        taken.add((row, note.column))
        if row != note.row:
            done.cells[note.row, note.column] = (row, note.column)
    for note, write in parked:
        row = write.whole.bottom + _GAP
        while (row, note.column) in taken or any(area.holds(row, note.column) for area in standing):
            row += 1
        taken.add((row, note.column))
        if row != note.row:
            done.cells[note.row, note.column] = (row, note.column)
        if note.row <= write.old.bottom:
            done.gone.append((note, write))
    return done


def _placed(name: str, place: Callable[[str], str]) -> Callable[[str, bytes], bytes]:
    return lambda tag, raw: with_attribute(raw, "ref", place) if tag == name else raw


def _concerns(write: TableWrite, note: Note) -> bool:
    last = max(write.table.area.bottom, write.whole.bottom)
    return write.old.left <= note.column <= write.old.right and write.old.top <= note.row <= last


def _row_after(write: TableWrite, row: int) -> int | None:
    """Where a row of a table stands afterwards; None where it is gone, or another takes its place."""
    if row <= write.old.bottom:
        return write.moved_rows.get(row, row)
    if write.table.totals and row == write.table.area.bottom:
        return write.whole.bottom
    return row if row > write.whole.bottom else None


def _texts(comment: etree._Element) -> Iterable[str]:
    return (each.text or "" for each in comment.iter("{*}t", "{*}text"))


def _shape(shape: bytes, cells: Mapping[tuple[int, int], tuple[int, int]]) -> bytes:
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
