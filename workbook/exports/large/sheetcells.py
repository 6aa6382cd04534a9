"""The columns of a list from rows of a sheet: by numpy from plain XML, and cell by cell from any other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
import pyarrow as pa
from lxml import etree

from schemas.cells import BLANK, Cell, CellKind, is_percent_format
from workbook.exports.large.cell_spans import CellSpans, UnusualError, spans, texts
from workbook.exports.large.condensed import CellsOutsideListError, Plan
from workbook.exports.large.group_sums import Floats, Key, Whole
from workbook.exports.large.lookups import LONGEST, Lookup, TooManyError, Words, mixed, words_of
from workbook.opc.format_codes import is_date
from workbook.opc.package import safe_parser
from workbook.opc.sheet_cells import MAX_SERIAL, CellReader

Rows = Sequence[tuple[int, Mapping[int, Cell]]]
_ROOT_END = b"</worksheet>"
_NO_NUMBER = frozenset({"s", "inlineStr", "str", "b", "e", "d"})
_SHARED = "s"


class CellTag(IntEnum):
    """What a figure cell holds; every other kind of content is irregular."""

    BLANK = 0
    NUMBER = 1
    PERCENT = 2
    ODD = 3


@dataclass(frozen=True)
class Taken:
    """Some rows of a list by columns.

    Args:
        numbers: The row numbers.
        figures: The figures, NaN where there is none (3 x rows).
        kinds: What the figure cells hold, each a ``Kind`` (3 x rows).
        formats: The first percent format of each figure column; empty where there is none.
        others: The other columns by position.
        cells: Gives the cells of a row by its place.
    """

    numbers: Whole
    figures: Floats
    kinds: Any
    formats: Sequence[str]
    others: Mapping[int, Key]
    cells: Callable[[int], list[Cell]]


@dataclass(frozen=True)
class _Tail:
    """What a cell's attributes beside its reference say of a figure in it."""

    number: bool
    percent: bool
    date: bool
    shared: bool
    code: str


@dataclass
class _Known:
    """The cells of a column so far, by their places; the first is what a row without one has."""

    lookup: Lookup = field(default_factory=Lookup)
    cells: list[Cell] = field(default_factory=lambda: [BLANK])


class SheetCells:
    """Takes the list's columns out of rows of one sheet.

    Args:
        reader: Reads cells as everything else does.
        plan: Where the list stands.
        root: The sheet's first tag.
    """

    def __init__(self, reader: CellReader, plan: Plan, root: bytes) -> None:
        self._reader, self._plan, self._root = reader, plan, root
        self._columns = range(plan.first_column, plan.first_column + len(plan.titles))
        self._tails: dict[bytes, _Tail] = {}
        self._known = {position: _Known() for position in range(len(plan.titles)) if position not in plan.figures}

    def take(self, stretch: bytes) -> Taken:
        """The columns of whole rows of XML.

        Raises:
            UnusualError: They are no XML by themselves.
            BesideError: A cell stands beside the list.
            ValueError, IndexError, OverflowError: A cell is broken.
        """
        try:
            return self._from_spans(stretch, spans(stretch))
        except (UnusualError, pa.ArrowInvalid):
            rows = self._parsed(stretch)
            if any(row.get("r") is None for row in rows):
                raise UnusualError from None  # it counts from the row before, wherever that is
            return self.from_rows([(int(row.get("r", "")), self._reader.cells(row)) for row in rows])

    def _parsed(self, inside: bytes) -> list[etree._Element]:
        try:
            return list(etree.fromstring(self._root + inside + _ROOT_END, safe_parser()))
        except etree.XMLSyntaxError as error:
            raise UnusualError from error

    def _from_spans(self, stretch: bytes, found: CellSpans) -> Taken:
        rows = len(found.numbers)
        filled = found.content[1] > found.content[0]
        outside = (found.column < self._columns.start) | (found.column >= self._columns.stop)
        if (filled & outside & (found.numbers[found.row] > self._plan.header_row)).any():
            raise CellsOutsideListError
        tails = texts(found.data, *found.row_tails).dictionary_encode().dictionary.to_pylist()
        self._parsed(b"".join(b"<row" + tail + b"/>" for tail in tails))
        figures, kinds = np.full((3, rows), np.nan), np.zeros((3, rows), dtype=np.uint8)
        formats = ["", "", ""]
        others: dict[int, Key] = {}
        words = words_of(stretch)
        for position, column in enumerate(self._columns):
            chosen = np.flatnonzero(found.column == column)
            if position in self._plan.figures:
                figure = self._plan.figures.index(position)
                formats[figure] = self._figures(found, chosen, figures[figure], kinds[figure])
            else:
                others[position] = self._others(found, words, position, chosen)
        return Taken(found.numbers, figures, kinds, formats, others, lambda row: self._row_at(found, row))

    def _row_at(self, found: CellSpans, row: int) -> list[Cell]:
        chosen = np.flatnonzero(found.row == row)
        pieces = texts(found.data, found.tail[0][chosen], found.end[chosen]).to_pylist()
        cells = dict(zip(found.column[chosen].tolist(), self._cells(pieces), strict=True))
        return [cells.get(column, BLANK) for column in self._columns]

    def _cells(self, pieces: Sequence[bytes]) -> list[Cell]:
        """Cells from their XML without ``<c`` and reference."""
        parsed = self._parsed(b"".join(b"<c" + piece for piece in pieces))
        return [self._reader.cell(element) for element in parsed]

    def _others(self, found: CellSpans, words: Words, position: int, chosen: Any) -> Key:
        known = self._known.get(position)
        codes = np.zeros(len(found.numbers), dtype=np.int64)
        begin, end = found.tail[0][chosen], found.end[chosen]
        if known is not None and (end - begin).max(initial=0) <= LONGEST:

            def learn(row: int) -> None:
                known.cells.extend(self._cells([found.data[begin[row] : end[row]].tobytes()]))

            try:
                codes[found.row[chosen]] = known.lookup.places(mixed(words, begin, end - begin), learn)
                return Key(codes, list(known.cells))
            except TooManyError:
                self._known.pop(position, None)  # texts that seldom repeat: each stretch by itself
        encoded = texts(found.data, begin, end).dictionary_encode()
        codes[found.row[chosen]] = encoded.indices.to_numpy() + 1
        return Key(codes, [BLANK, *self._cells(encoded.dictionary.to_pylist())])

    def _figures(self, found: CellSpans, chosen: Any, values: Any, kinds: Any) -> str:
        """Enter a column's figures; its first percent format."""
        begin, end = found.content[:, chosen]
        filled = end > begin
        chosen, begin, end = chosen[filled], begin[filled], end[filled]
        encoded = texts(found.data, *found.tail[:, chosen]).dictionary_encode()
        tails = [self._tail(text) for text in encoded.dictionary.to_pylist()]
        codes = encoded.indices.to_numpy()

        def said(of: Callable[[_Tail], bool]) -> Any:
            return np.array([of(tail) for tail in tails], dtype=np.bool_)[codes]

        number = said(lambda tail: tail.number)
        if (found.inline[chosen] & number).any():
            raise UnusualError
        rows = found.row[chosen]
        read = texts(found.data, begin[number], end[number]).cast(pa.string()).cast(pa.float64()).to_numpy()
        finite = np.isfinite(read)
        day = said(lambda tail: tail.date)[number] & (read >= 0) & (read < MAX_SERIAL)
        kind = np.where(said(lambda tail: tail.percent)[number], CellTag.PERCENT, CellTag.NUMBER)
        kinds[rows] = CellTag.ODD
        kinds[rows[number]] = np.where(finite & ~day, kind, CellTag.ODD)
        values[rows[number]] = np.where(finite & ~day, read, np.nan)
        self._empty_texts(found, np.flatnonzero(said(lambda tail: tail.shared)), (begin, end), rows, kinds)
        return next((tail.code for tail in tails if tail.percent), "")

    def _empty_texts(self, found: CellSpans, shared: Any, span: tuple[Any, Any], rows: Any, kinds: Any) -> None:
        """A shared text may be empty, and is a blank then."""
        numbers = texts(found.data, span[0][shared], span[1][shared]).dictionary_encode()
        empty = [not self._reader.strings[int(number)] for number in numbers.dictionary.to_pylist()]
        if any(empty):
            kinds[rows[shared[np.array(empty)[numbers.indices.to_numpy()]]]] = CellTag.BLANK

    def _tail(self, text: bytes) -> _Tail:
        if text not in self._tails:
            element = self._parsed(b"<c" + text + b"/>")[0]
            kind, code = element.get("t", "n"), self._reader.code(int(element.get("s", "0")))
            number = kind not in _NO_NUMBER
            self._tails[text] = _Tail(
                number=number,
                percent=number and is_percent_format(code) and not is_date(code),
                date=number and is_date(code),
                shared=kind == _SHARED,
                code=code,
            )
        return self._tails[text]

    def from_rows(self, rows: Rows) -> Taken:
        """The columns of rows that were read cell by cell."""
        below = (row for number, row in rows if number > self._plan.header_row)
        if any(column not in self._columns and cell != BLANK for row in below for column, cell in row.items()):
            raise CellsOutsideListError
        figures, kinds = np.full((3, len(rows)), np.nan), np.zeros((3, len(rows)), dtype=np.uint8)
        formats = ["", "", ""]
        others: dict[int, Key] = {}
        for position, column in enumerate(self._columns):
            cells = [row.get(column, BLANK) for _, row in rows]
            if position not in self._plan.figures:
                known: dict[Cell, int] = {}
                codes = [known.setdefault(cell, len(known)) for cell in cells]
                others[position] = Key(np.array(codes, dtype=np.int64), list(known))
                continue
            figure = self._plan.figures.index(position)
            kinds[figure] = [_kind(cell) for cell in cells]
            values = [cell.value if cell.kind is CellKind.NUMBER else None for cell in cells]
            figures[figure] = np.array(values, dtype=np.float64)
            formats[figure] = next((cell.number_format for cell in cells if _kind(cell) == CellTag.PERCENT), "")
        numbers = np.array([number for number, _ in rows], dtype=np.int64)
        if len(set(numbers.tolist())) < len(numbers):
            raise ValueError("rows")  # one stands twice
        return Taken(
            numbers, figures, kinds, formats, others, lambda row: [rows[row][1].get(at, BLANK) for at in self._columns]
        )


def _kind(cell: Cell) -> CellTag:
    if cell.kind is CellKind.BLANK and not cell.formula:
        return CellTag.BLANK
    if cell.kind is not CellKind.NUMBER:
        return CellTag.ODD
    return CellTag.PERCENT if cell.is_percent else CellTag.NUMBER
