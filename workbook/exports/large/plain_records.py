"""The records of a plain csv as pyarrow reads them, some megabytes at a time.

Plain is a file in UTF-8 whose quotes, if any, are around whole fields, without quotes and line breaks in them; whose
lines end in LF or CRLF; and whose records are no wider than the first. pyarrow does not say of every file that it is
none: quotes are looked for before it reads, and lines are counted, for it takes a lone CR for the end of one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from workbook.exports.large.records import Form
from workbook.exports.large.text_blocks import TEXTS, TextBlock, TextColumn, column_of

_PIECE = 4 << 20
_LINE_FEED, _RETURN, _QUOTE = b"\n", b"\r", b'"'


class NotPlainError(ValueError):
    """Records are not what they seem: quotes or lone line breaks stand in them, or something beside the wanted ones."""


@dataclass(frozen=True)
class Piece:
    """Some whole lines of a file.

    Args:
        content: Their bytes.
        first: The number of the first.
        size: How many there are.
    """

    content: bytes
    first: int
    size: int


def pieces(form: Form) -> Iterator[Piece]:
    """What stands below the header.

    Raises:
        OSError: The file cannot be read.
    """
    with form.path.open("rb") as file:
        for _ in range(form.last):
            file.readline()
        start, first = file.tell(), form.last + 1
        while content := _whole_lines(file, start):
            start += len(content)
            # numpy counts faster than bytes do
            ended = int(np.count_nonzero(np.frombuffer(content, dtype=np.uint8) == ord(_LINE_FEED)))
            size = ended + (not content.endswith(_LINE_FEED))
            yield Piece(content, first, size)
            first += size


def _whole_lines(file: BinaryIO, start: int) -> bytes:
    """The bytes from the start of a line to the end of the one that a piece further on belongs to."""
    file.seek(start + _PIECE)
    file.readline()
    stop = file.tell()
    file.seek(start)
    return file.read(stop - start)


class PlainRecords:
    """Reads a plain file's lines.

    Args:
        form: The file's form.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._names = [str(at) for at in range(form.width)]
        self._separator = form.separator.encode()
        sign = re.escape(form.separator)
        field = f'(?:"[^"]*"|[^"{sign}]*)'
        self._plainly_quoted = f"^{field}(?:{sign}{field})*\r?$"

    def block(self, piece: Piece) -> TextBlock:
        """The records of some lines.

        Raises:
            NotPlainError: The file is not plain.
        """
        content = piece.content
        quoted = _QUOTE in content
        if quoted and not self._has_plain_quotes(content):
            raise NotPlainError
        try:
            columns = [column_of(column.combine_chunks()) for column in self._table(piece, quoted).columns]
            for column in columns:
                column.distinct.validate(full=True)
        except pa.ArrowInvalid as error:
            raise NotPlainError from error
        return self._wanted(columns, piece)

    def _has_plain_quotes(self, content: bytes) -> bool:
        """Whether every quote opens or closes a whole field, on the same line; pyarrow drops what else there is."""
        lines = pa.array(content.removesuffix(_LINE_FEED).split(_LINE_FEED), pa.binary())
        return bool(pc.all(pc.match_substring_regex(lines, self._plainly_quoted)).as_py())

    def _table(self, piece: Piece, quoted: bool) -> Any:
        """All columns; records that are too short are given the fields that they lack."""
        short: list[Any] = []

        def see(record: Any) -> str:
            if record.actual_columns > record.expected_columns:
                return "error"
            short.append(record)
            return "skip"

        table = self._parsed(piece.content, quoted, see)
        if table.num_rows + len(short) != piece.size:
            raise NotPlainError
        if not short:
            return table
        lines = piece.content.split(_LINE_FEED)
        for record in short:
            at = record.number - 1
            lacking = self._separator * (record.expected_columns - record.actual_columns)
            lines[at] = lines[at].removesuffix(_RETURN) + lacking
        return self._parsed(_LINE_FEED.join(lines), quoted, None)

    def _parsed(self, content: bytes, quoted: bool, invalid: Any) -> Any:
        return csv.read_csv(
            pa.py_buffer(content),
            csv.ReadOptions(use_threads=False, block_size=len(content) + 1, column_names=self._names),
            csv.ParseOptions(
                delimiter=self._form.separator,
                quote_char=_QUOTE.decode() if quoted else False,
                double_quote=False,
                ignore_empty_lines=False,  # they count as lines
                invalid_row_handler=invalid,
            ),
            csv.ConvertOptions(
                column_types=dict.fromkeys(self._names, TEXTS),
                check_utf8=False,  # the distinct texts are checked
            ),
        )

    def _wanted(self, columns: list[TextColumn], piece: Piece) -> TextBlock:
        first, stop = self._form.first, self._form.first + self._form.wanted
        if any(text.strip() for column in (*columns[:first], *columns[stop:]) for text in column.distinct.to_pylist()):
            raise NotPlainError
        lines = np.arange(piece.first, piece.first + piece.size, dtype=np.int64)
        return TextBlock(lines, columns[first:stop])
