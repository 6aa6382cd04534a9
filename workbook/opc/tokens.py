"""A sheet part as a stream of rows and cells with their byte offsets, so that it can be spliced.

expat tells at which byte each tag starts; what lies between edits is copied as it is.
"""

import re
from collections.abc import Iterable
from xml.parsers import expat

from workbook.opc.refs import cell_of

_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_KEEP = 1 << 20
_EDITED = frozenset({"row", "c", "f"})  # inside a row only their ends matter


class CellSpan:
    """A cell in the file: where its bytes start and end, and what of it matters for an edit."""

    __slots__ = ("array", "column", "end", "filled", "formula", "formula_text", "named", "shared", "start", "style")

    def __init__(self, column: int, start: int, style: int) -> None:
        self.column = column
        self.start = start
        self.end = start
        self.style = style
        self.named = True
        self.filled = False
        self.formula = False
        self.shared = ""
        self.array = ""
        self.formula_text = ""


class RowSpan:
    """A row in the file: its number, its tag's attributes, its bytes, its cells."""

    __slots__ = ("attributes", "cells", "end", "inner", "number", "start")

    def __init__(self, number: int, start: int, attributes: dict[str, str]) -> None:
        self.number = number
        self.start = start
        self.inner = start
        self.end = start
        self.attributes = attributes
        self.cells: list[CellSpan] = []


class SheetTokens:
    """Walks a sheet part. Subclasses say what happens at each row and at each other element.

    Offsets are counted in the bytes that were fed; a part in another encoding than UTF-8 is converted by the caller.
    """

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._buffer = bytearray()
        self._base = 0
        self._path: list[str] = []
        self._starts: list[int] = []
        self._text: list[str] = []
        self._row: RowSpan | None = None
        self._cell: CellSpan | None = None
        self._row_number = 0
        self.prefix = ""
        self.offset = 0

    def run(self, chunks: Iterable[bytes]) -> None:
        """Walk the whole part.

        Raises:
            expat.ExpatError: It is not well-formed.
        """
        for chunk in chunks:
            self._buffer += chunk
            self._parser.Parse(chunk, False)
            self.after_chunk()
        self._parser.Parse(b"", True)

    # -- for subclasses ------------------------------------------------------------------------------------------

    def row(self, row: RowSpan) -> None:
        """A row has ended."""

    def element(self, name: str, attributes: dict[str, str], start: int) -> None:
        """An element outside the rows has started."""

    def element_end(self, name: str, text: str, start: int, end: int) -> None:
        """An element outside the rows has ended.

        Args:
            name: Its name without prefix.
            text: Its own text.
            start: Where its end tag starts; of an empty element (``<c/>``) where its only tag starts.
            end: Where that tag ends.
        """

    def after_chunk(self) -> None:
        """A chunk has been parsed; what is not needed may be forgotten."""
        if self._row is None:
            self.forget(self.offset)

    # -- bytes ---------------------------------------------------------------------------------------------------

    def raw(self, start: int, end: int) -> bytes:
        """The bytes between two offsets that are still held."""
        return bytes(self._buffer[start - self._base : end - self._base])

    def tag_end(self, start: int) -> int:
        """Where the tag that starts here ends."""
        match = _TAG.match(self._buffer, start - self._base)
        return self._base + match.end() if match else start

    def forget(self, before: int) -> None:
        """Let go of the bytes before an offset."""
        if before - self._base > _KEEP:
            del self._buffer[: before - self._base]
            self._base = before

    @property
    def held(self) -> int:
        """The first offset still held."""
        return self._base

    # -- expat ---------------------------------------------------------------------------------------------------

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, short = name.rpartition(":")
        start = self.offset = self._parser.CurrentByteIndex
        if not self._path:
            self.prefix = f"{prefix}:" if prefix else ""
        self._path.append(short)
        self._starts.append(start)
        self._text = []
        if self._row is not None:
            self._inside_row(short, attributes, start)
        elif short == "row" and self._path[-2:-1] == ["sheetData"]:
            self._row_number = int(attributes.get("r", self._row_number + 1))
            self._row = RowSpan(self._row_number, start, attributes)
            self._row.inner = self.tag_end(start)
        else:
            self.element(short, attributes, start)

    def _inside_row(self, name: str, attributes: dict[str, str], start: int) -> None:
        assert self._row is not None
        if name == "c" and self._path[-2] == "row":
            column = (self._row.cells[-1].column if self._row.cells else 0) + 1
            if "r" in attributes:
                column = cell_of(attributes["r"])[1]
            self._cell = CellSpan(column, start, int(attributes.get("s", "0")))
            self._cell.named = "r" in attributes
            self._row.cells.append(self._cell)
        elif self._cell is not None and name in {"v", "is", "f"}:
            self._cell.filled = True
            if name == "f":
                self._cell.formula = True
                kind = attributes.get("t", "")
                self._cell.shared = attributes.get("si", "") if kind == "shared" else ""
                self._cell.array = attributes.get("ref", "") if kind in {"array", "dataTable"} else ""

    def _end(self, name: str) -> None:
        short = name.rpartition(":")[2]
        at = self.offset = self._parser.CurrentByteIndex
        self._path.pop()
        opened = self._starts.pop()
        if self._row is not None and short not in _EDITED:
            return
        start, end = self._closing(opened, at)
        text, self._text = "".join(self._text), []
        if self._row is None:
            self.element_end(short, text, start, end)
        elif short == "f" and self._cell is not None:
            self._cell.formula_text = text
        elif short == "c" and self._cell is not None:
            self._cell.end = end
            self._cell = None
        elif short == "row" and self._path and self._path[-1] == "sheetData":
            row, self._row = self._row, None
            row.end = end
            self.row(row)

    def _closing(self, opened: int, at: int) -> tuple[int, int]:
        """Where an element's last tag starts and ends. Of an empty element expat tells the end of its only tag."""
        empty = opened >= self._base and self.raw(at - 2, at) == b"/>" and self.tag_end(opened) == at
        return (opened, at) if empty else (at, self.tag_end(at))

    def _characters(self, text: str) -> None:
        self._text.append(text)


def _refuse_doctype(*_: object) -> None:
    """A worksheet has no document type; one that has could define entities."""
    raise expat.ExpatError("DOCTYPE")
