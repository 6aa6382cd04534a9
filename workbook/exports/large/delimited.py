"""Csv lists of any length, condensed: pieces of some megabytes on every core, in a fixed amount of memory."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from schemas.condensed import ABSENT, Condensed, Plan
from schemas.errors import CannotOpenError
from schemas.issues import Issue, Place
from schemas.values import Decimal, decimal_of, without_hedge
from workbook.exports.large.digests import Digest, digest
from workbook.exports.large.express import Express
from workbook.exports.large.figures import Evidence, decimals
from workbook.exports.large.groups import Collected
from workbook.exports.large.parallel import in_order
from workbook.exports.large.pieces import UTF8, Piece, contents, is_utf16, line_ends, pieces
from workbook.exports.large.records import NotUtf8Error, Shape, read_piece, read_rows
from workbook.exports.readers.delimited import separator_of

_HINT = "sep="
_HEAD = 1 << 22
"""A header stands within the first megabytes."""
_SAMPLE = 100
"""Records whose figures tell what decimal sign to expect."""
_TEN_DIGITS = r"\p{Nd}{6}[- ]?\p{Nd}{4}"


@dataclass(frozen=True)
class _Start:
    """Where the records begin, and how they are laid out."""

    shape: Shape
    data: bytes
    line: int
    rest: Iterator[bytes]


def condense_delimited(path: Path, plan: Plan) -> Condensed:
    """Read a csv list, summed by group.

    Args:
        path: The file.
        plan: Where its list stands, and what the columns are.

    Returns:
        The groups, and the odd rows as the ordinary reader gives them.

    Raises:
        CannotOpenError: The file cannot be read.
        BesideError: Something stands beside the list.
    """
    try:
        try:
            return _in_encoding(path, plan, "utf-16" if is_utf16(path) else UTF8)
        except NotUtf8Error:
            return _in_encoding(path, plan, "cp1252")
    except FileNotFoundError as error:
        raise CannotOpenError([Issue("file_missing", Place(str(path)))]) from error
    except (OSError, csv.Error) as error:
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), str(error))]) from error


def _in_encoding(path: Path, plan: Plan, encoding: str) -> Condensed:
    start = _start(path, plan, encoding)
    expected = _sample(start, plan)
    collected, found = _pass(path, plan, start, expected)
    if found != expected:  # a later value told more: all are read again, now with what the whole column says
        collected, _ = _pass(path, plan, _start(path, plan, encoding), found)
    return replace(collected.condensed(), signs=tuple(found))


def _pass(path: Path, plan: Plan, start: _Start, signs: list[Decimal]) -> tuple[Collected, list[Decimal]]:
    """Read all records with given decimal signs; also the signs that they turned out to have."""
    collected = Collected(path.name, plan, text_only=True)
    known = [Evidence() for _ in plan.figures]

    express = Express(start.shape, plan, signs)

    def work(piece: Piece) -> list[Digest]:
        if not piece.quoted and not piece.wild and (done := express.digest(piece.data)):
            return [done]
        every = read_rows(piece.data, start.shape) if piece.wild else read_piece(piece, start.shape)
        return [digest(records, plan, signs, known) for records in every]

    cut = _joined(pieces(_chain(start.data, start.rest), start.shape.separator.encode(), path.name))
    line = start.line
    for part in in_order(work, cut):
        for each in part:
            collected.add(each.keys, each.sums, line)
            collected.add_odd(each.odd_rows, [number + line for number in each.odd_lines], each.odd)
            collected.rows += each.rows
            line += each.height
            for evidence, more in zip(known, each.evidence, strict=True):
                evidence.take(more)
    return collected, decimals(known)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _joined(cut: Iterator[Piece]) -> Iterator[Piece]:
    """Wild pieces as one: the ordinary reader needs to see them from the first odd quote on."""
    for piece in cut:
        if piece.wild:
            yield Piece(b"".join([piece.data, *(each.data for each in cut)]), wild=True)
        else:
            yield piece


def _start(path: Path, plan: Plan, encoding: str) -> _Start:
    rest = contents(path, encoding)
    data = next(rest, b"")
    while (found := _header(data, plan)) is None:
        more = next(rest, b"")
        if not more or len(data) > _HEAD:
            _check_utf8(data)
            raise CannotOpenError([Issue("no_table", Place(path.name))])
        data += more
    separator, width, last = found
    ends = line_ends(data)
    end = int(ends[last - 1]) + 1 if last <= len(ends) else len(data)
    _check_utf8(data[:end])
    counted = frozenset(position for position in plan.figures if position != ABSENT)
    shape = Shape(separator, width, plan.first_column - 1, len(plan.titles), counted)
    return _Start(shape, data[end:], last + 1, rest)


def _check_utf8(data: bytes) -> None:
    """Raise where bytes are in another encoding; a character cut at the end is none."""
    try:
        codecs.getincrementaldecoder(UTF8)().decode(data)
    except UnicodeDecodeError as error:
        raise NotUtf8Error from error


def _header(data: bytes, plan: Plan) -> tuple[str, int, int] | None:
    """Separator, width and last line of the header; None where the text ends before it."""
    text = data.decode(errors="replace")
    skipped, given = 0, ""
    if text[: len(_HINT)].casefold() == _HINT:
        hint, _, text = text.partition("\n")
        given, skipped = hint.strip()[len(_HINT) :][:1], 1
    lines = list(islice(io.StringIO(text, newline=""), plan.header_row))
    first = lines[plan.header_row - skipped - 1] if len(lines) >= plan.header_row - skipped > 0 else ""
    for separator in dict.fromkeys([given or separator_of(first), ";", "\t", ","]):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        before = 0
        for row in reader:
            if before + 1 + skipped > plan.header_row:
                break
            titles = tuple(title.strip() for title in row[plan.first_column - 1 :][: len(plan.titles)])
            if before + 1 + skipped == plan.header_row and titles == tuple(plan.titles):
                return separator, len(row), reader.line_num + skipped
            before = reader.line_num
    return None


def _sample(start: _Start, plan: Plan) -> list[Decimal]:
    """The decimal signs that the first records show."""
    text = start.data[: 1 << 18].decode(errors="replace")
    rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=start.shape.separator), _SAMPLE))
    found = []
    for position in plan.figures:
        place = start.shape.first + position
        texts = [row[place] for row in rows if position != ABSENT and place < len(row)]
        own = decimal_of([without_hedge(text) for text in texts])
        found.append(Evidence({own} - {Decimal.UNKNOWN}, {decimal_of(texts)} - {Decimal.UNKNOWN}))
    return decimals(found)
