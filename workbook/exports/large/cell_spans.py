"""Where the cells of a stretch of sheet XML are, found for all of them at once with numpy.

Only the plain shape that programs write is understood (rows and cells with their references first, values and inline
texts); whatever else stands there makes the stretch unusual, and it is parsed as XML.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import pyarrow as pa

from workbook.opc.refs import MAX_COLUMN, MAX_ROW


class UnusualError(ValueError):
    """The XML has a shape that only a parser can take."""


class _Tag(IntEnum):
    OTHER = 0
    ROW = 1
    ROW_CLOSED = 2
    ROW_END = 3
    CELL = 4
    CELL_CLOSED = 5
    CELL_END = 6
    VALUE = 7
    VALUE_CLOSED = 8
    VALUE_END = 9
    INLINE = 10
    INLINE_END = 11
    TEXT = 12
    TEXT_CLOSED = 13
    TEXT_END = 14


_CELLS = (_Tag.CELL, _Tag.CELL_CLOSED, _Tag.ROW_END)
_FOLLOWS = {
    _Tag.ROW: _CELLS,
    _Tag.ROW_CLOSED: (_Tag.ROW, _Tag.ROW_CLOSED),
    _Tag.ROW_END: (_Tag.ROW, _Tag.ROW_CLOSED),
    _Tag.CELL: (_Tag.VALUE, _Tag.VALUE_CLOSED, _Tag.INLINE, _Tag.CELL_END),
    _Tag.CELL_CLOSED: _CELLS,
    _Tag.CELL_END: _CELLS,
    _Tag.VALUE: (_Tag.VALUE_END,),
    _Tag.VALUE_CLOSED: (_Tag.CELL_END,),
    _Tag.VALUE_END: (_Tag.CELL_END,),
    _Tag.INLINE: (_Tag.TEXT, _Tag.TEXT_CLOSED),
    _Tag.INLINE_END: (_Tag.CELL_END,),
    _Tag.TEXT: (_Tag.TEXT_END,),
    _Tag.TEXT_CLOSED: (_Tag.INLINE_END,),
    _Tag.TEXT_END: (_Tag.INLINE_END,),
}
_STARTS = {
    b"ro": _Tag.ROW,
    b"/r": _Tag.ROW_END,
    b"c ": _Tag.CELL,
    b"/c": _Tag.CELL_END,
    b"v>": _Tag.VALUE,
    b"v ": _Tag.VALUE,
    b"v/": _Tag.VALUE,
    b"/v": _Tag.VALUE_END,
    b"is": _Tag.INLINE,
    b"/i": _Tag.INLINE_END,
    b"t>": _Tag.TEXT,
    b"t ": _Tag.TEXT,
    b"t/": _Tag.TEXT,
    b"/t": _Tag.TEXT_END,
}
_LENGTHS = {
    _Tag.ROW_END: len("</row>"),
    _Tag.CELL_END: len("</c>"),
    _Tag.VALUE_END: len("</v>"),
    _Tag.INLINE: len("<is>"),
    _Tag.INLINE_END: len("</is>"),
    _Tag.TEXT_END: len("</t>"),
}
_CLOSED = {
    _Tag.ROW: _Tag.ROW_CLOSED,
    _Tag.CELL: _Tag.CELL_CLOSED,
    _Tag.VALUE: _Tag.VALUE_CLOSED,
    _Tag.TEXT: _Tag.TEXT_CLOSED,
}
_BYTE = 256
_MOST_LETTERS, _MOST_DIGITS, _LETTERS, _TEN = 3, 7, 26, 10
_ROW_START, _CELL_START = b'<row r="', b'<c r="'
_KINDS = np.zeros(_BYTE * _BYTE, dtype=np.uint8)
for _start, _tag in _STARTS.items():
    _KINDS[_start[0] + _BYTE * _start[1]] = _tag
_ALLOWED = np.zeros((len(_Tag), len(_Tag)), dtype=np.bool_)
for _tag, _next in _FOLLOWS.items():
    _ALLOWED[_tag, list(_next)] = True
_WANTED = np.zeros(len(_Tag), dtype=np.int64)
for _tag, _length in _LENGTHS.items():
    _WANTED[_tag] = _length
_AS_CLOSED = np.arange(len(_Tag), dtype=np.uint8)
for _tag, _closed in _CLOSED.items():
    _AS_CLOSED[_tag] = _closed


@dataclass(frozen=True)
class CellSpans:
    """The cells of a stretch; positions are byte offsets.

    Args:
        data: The bytes.
        numbers: The number of each row.
        row_tails: Where each row's further attributes begin and end (2 x rows).
        row: The row of each cell, from 0.
        column: The column number of each cell, from 1.
        tail: Where each cell's further attributes begin and end (2 x cells).
        content: Where each cell's value or text begins and ends (2 x cells); the same where there is none.
        inline: Whether the content is an inline text.
        end: Where each cell ends.
    """

    data: Any
    numbers: Any
    row_tails: Any
    row: Any
    column: Any
    tail: Any
    content: Any
    inline: Any
    end: Any


def spans(stretch: bytes) -> CellSpans:
    """Find the cells.

    Args:
        stretch: Whole rows of a sheet's XML, in UTF-8.

    Raises:
        UnusualError: The XML is not of the plain shape.
    """
    data = np.frombuffer(stretch, dtype=np.uint8)
    opening, closing = np.flatnonzero(data == ord("<")), np.flatnonzero(data == ord(">"))
    _need(len(opening) == len(closing) > 0)
    _need((closing > opening).all() and (closing[:-1] < opening[1:]).all())
    tags = _kinds(data, opening, closing)
    rows = np.flatnonzero((tags == _Tag.ROW) | (tags == _Tag.ROW_CLOSED))
    is_cell = (tags == _Tag.CELL) | (tags == _Tag.CELL_CLOSED)
    cells = np.flatnonzero(is_cell)
    following = np.flatnonzero(is_cell | (tags == _Tag.ROW_END))
    numbers, row_tails = _row_tags(data, opening[rows], closing[rows])
    column, after = _references(data, opening[cells])
    row = np.searchsorted(rows, cells) - 1
    _need((column <= MAX_COLUMN).all() and ((np.diff(column) > 0) | (np.diff(row) > 0)).all())
    next_cell = following[np.searchsorted(following, cells) + 1]
    content, inline = _contents(tags, cells, opening, closing)
    return CellSpans(
        data=data,
        numbers=numbers,
        row_tails=row_tails,
        row=row,
        column=column,
        tail=_tails(data, after, closing[cells]),
        content=content,
        inline=inline,
        end=closing[next_cell - 1] + 1,
    )


def _need(holds: Any) -> None:
    if not holds:
        raise UnusualError


def _kinds(data: Any, opening: Any, closing: Any) -> Any:
    """What each tag is; unusual where one is of another kind, or follows one that it does not follow."""
    _need(closing[-1] - opening[-1] > 1)
    pairs = np.ndarray((len(data) - 1,), dtype="<u2", buffer=data, strides=(1,))
    tags = _KINDS[pairs[opening + 1]]
    wanted = _WANTED[tags]
    _need(((wanted == 0) | (wanted == closing - opening + 1)).all())
    tags = np.where(data[closing - 1] == ord("/"), _AS_CLOSED[tags], tags)
    _need(tags[0] in {_Tag.ROW, _Tag.ROW_CLOSED} and tags[-1] in {_Tag.ROW_END, _Tag.ROW_CLOSED})
    _need(_ALLOWED[tags[:-1], tags[1:]].all())
    return tags


def _begin_with(data: Any, places: Any, start: bytes) -> None:
    _need(not len(places) or places[-1] + len(start) < len(data))
    for step, sign in enumerate(start):
        _need((data[places + step] == sign).all())


def _row_tags(data: Any, places: Any, ends: Any) -> tuple[Any, Any]:
    """The rows' numbers, and where their further attributes are."""
    _begin_with(data, places, _ROW_START)
    numbers, after = _digits(data, places + len(_ROW_START))
    _need((numbers > 0).all() and (numbers <= MAX_ROW).all() and (np.diff(numbers) > 0).all())
    return numbers, _tails(data, after, ends)


def _tails(data: Any, begin: Any, end: Any) -> Any:
    """Where the attributes are that lie between a place in a tag and its end."""
    return np.array([begin, end - (data[end - 1] == ord("/"))])


def _references(data: Any, places: Any) -> tuple[Any, Any]:
    """The cells' columns, and where their references end."""
    _begin_with(data, places, _CELL_START)
    place = places + len(_CELL_START)
    column = np.zeros(len(place), dtype=np.int64)
    for _ in range(_MOST_LETTERS):
        sign = data[place].astype(np.int64) - (ord("A") - 1)
        letter = (sign > 0) & (sign <= _LETTERS)
        if not letter.any():
            break
        column = np.where(letter, column * _LETTERS + sign, column)
        place = place + letter
    _need((column > 0).all())
    return column, _digits(data, place)[1]


def _digits(data: Any, place: Any) -> tuple[Any, Any]:
    """The numbers that stand at some places, each before a quote, and where the quotes end."""
    number = np.zeros(len(place), dtype=np.int64)
    start = place
    for _ in range(_MOST_DIGITS):
        sign = data[place].astype(np.int64) - ord("0")
        digit = (sign >= 0) & (sign < _TEN)
        if not digit.any():
            break
        number = np.where(digit, number * _TEN + sign, number)
        place = place + digit
    _need((place > start).all() and (data[place] == ord('"')).all())
    return number, place + 1


def _contents(tags: Any, cells: Any, opening: Any, closing: Any) -> tuple[Any, Any]:
    inner = tags[cells + 1]  # a row's end at least follows
    open_cell = tags[cells] == _Tag.CELL
    value = open_cell & (inner == _Tag.VALUE)
    inline = open_cell & (inner == _Tag.INLINE)
    holder = cells + value + 2 * inline
    text = value | (inline & (tags[holder] == _Tag.TEXT))
    begin = closing[holder] + 1
    end = np.where(text, opening[np.minimum(holder + 1, len(opening) - 1)], begin)
    return np.array([begin, end]), inline


def texts(data: Any, begin: Any, end: Any) -> Any:
    """Stretches of bytes as a pyarrow array of binary values."""
    lengths = end - begin
    offsets = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum(lengths, out=offsets[1:])
    places = np.repeat((begin - offsets[:-1]).astype(np.int32), lengths)
    places += np.arange(len(places), dtype=np.int32)
    return pa.Array.from_buffers(
        pa.binary(), len(lengths), [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(data[places]))]
    )
