"""Records of a csv as columns: by pyarrow where every record has its width, by the ordinary reader where not."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from schemas.condensed import BesideError
from workbook.exports.large.groups import Whole
from workbook.exports.large.pieces import Piece, line_ends, record_ends

_BATCH = 50_000
_MAX_FIELD = 1 << 20


class NotUtf8Error(ValueError):
    """The bytes are in another encoding."""


@dataclass(frozen=True)
class Shape:
    """How records are laid out.

    Args:
        separator: What stands between fields.
        width: How many fields a record has.
        first: The position of the first wanted field.
        wanted: How many fields are wanted.
        figures: The positions, among the wanted ones, of figures; they are no lists of distinct texts.
    """

    separator: str
    width: int
    first: int
    wanted: int
    figures: frozenset[int]


@dataclass(frozen=True)
class Records:
    """Records of a piece.

    Args:
        columns: One array a wanted field: texts for figures, texts by a list of distinct ones for others.
        lines: The line of each record, from 0 at the piece's beginning.
        height: The lines of the piece.
    """

    columns: Sequence[Any]
    lines: Whole
    height: int


def read_piece(piece: Piece, shape: Shape) -> Iterator[Records]:
    """Read a piece that is not wild.

    Raises:
        BesideError: A field beside the wanted ones holds something.
        NotUtf8Error: It is in another encoding.
        csv.Error: It is no csv.
    """
    for width in dict.fromkeys([shape.width, _width(piece.data, shape)]):
        if width < shape.first + shape.wanted:
            continue
        try:
            columns = _columns(piece, shape, width)
        except pa.ArrowInvalid:
            continue  # records of several widths, or another encoding: the ordinary reader tells
        wanted = columns[shape.first : shape.first + shape.wanted]
        others = [*columns[: shape.first], *columns[shape.first + shape.wanted :]]
        if any(pc.any(pc.not_equal(pc.utf8_trim_whitespace(each), "")).as_py() for each in others):
            raise BesideError
        lines, height = _lines(piece, len(wanted[0]))
        yield Records(wanted, lines, height)
        return
    yield from read_rows(piece.data, shape)


def _width(data: bytes, shape: Shape) -> int:
    return data[: data.find(b"\n")].count(shape.separator.encode()) + 1


def _columns(piece: Piece, shape: Shape, width: int) -> list[Any]:
    names = [str(number) for number in range(width)]
    wanted = names[shape.first : shape.first + shape.wanted]
    listed = pa.dictionary(pa.int32(), pa.string())
    table = pacsv.read_csv(
        pa.BufferReader(piece.data),
        read_options=pacsv.ReadOptions(column_names=names, use_threads=False, block_size=len(piece.data) + 1),
        parse_options=pacsv.ParseOptions(
            delimiter=shape.separator,
            quote_char='"' if piece.quoted else False,
            newlines_in_values=piece.quoted,
            ignore_empty_lines=False,
        ),
        convert_options=pacsv.ConvertOptions(
            column_types={
                name: pa.string() if name not in wanted or wanted.index(name) in shape.figures else listed
                for name in names
            },
            strings_can_be_null=False,
            null_values=[],
        ),
    )
    return [column.combine_chunks() if column.num_chunks != 1 else column.chunk(0) for column in table.columns]


def _lines(piece: Piece, rows: int) -> tuple[Whole, int]:
    if not piece.quoted:
        return np.arange(rows), rows
    every, ends = line_ends(piece.data), record_ends(piece.data)
    starts = np.concatenate([[0], ends + 1])[:rows]
    return np.searchsorted(every, starts), len(every)


def read_rows(data: bytes, shape: Shape) -> Iterator[Records]:
    """Read bytes with the ordinary reader, some ten thousand records at a time.

    Raises:
        BesideError: A field beside the wanted ones holds something.
        NotUtf8Error: They are in another encoding.
        csv.Error: They are no csv, or have quotes that do not pair, which the reader of whole files copes with.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NotUtf8Error from error
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=shape.separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    done = before = 0
    for row in reader:
        rows.append(_fitted(row, shape))
        lines.append(before - done)
        before = reader.line_num
        if len(rows) == _BATCH:
            yield _records(rows, lines, before - done, shape)
            rows, lines, done = [], [], before
    yield _records(rows, lines, before - done, shape)


def _fitted(row: list[str], shape: Shape) -> list[str]:
    wanted = row[shape.first : shape.first + shape.wanted]
    if any(map(str.strip, (*row[: shape.first], *row[shape.first + shape.wanted :]))):
        raise BesideError
    return wanted + [""] * (shape.wanted - len(wanted))


def _records(rows: list[list[str]], lines: list[int], height: int, shape: Shape) -> Records:
    columns = [pa.array([row[position] for row in rows], pa.string()) for position in range(shape.wanted)]
    listed = [
        column if position in shape.figures else column.dictionary_encode() for position, column in enumerate(columns)
    ]
    return Records(listed, np.array(lines, dtype=np.int64), height)
