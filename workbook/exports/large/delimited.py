"""Csv lists of any length, condensed: pieces of some megabytes on every core, in a fixed amount of memory."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc

from schemas.cells import BLANK, Cell, CellKind
from schemas.condensed import ABSENT, MOST_ODD, Condensed, Plan
from schemas.errors import CannotOpenError
from schemas.issues import Issue, Place
from schemas.private import holds_cpr
from schemas.values import Decimal, decimal_of, without_hedge
from workbook.exports.delimited import separator_of
from workbook.exports.large.figures import Evidence, decimals, figures
from workbook.exports.large.groups import Block, Collected, Flags, Key, Sums, plain_figures, summed
from workbook.exports.large.parallel import in_order
from workbook.exports.large.pieces import UTF8, Piece, contents, is_utf16, line_ends, pieces
from workbook.exports.large.records import NotUtf8Error, Records, Shape, read_piece, read_rows

_HINT = "sep="
_HEAD = 1 << 22
"""A header stands within the first megabytes."""
_SAMPLE = 500
"""Records whose figures tell what decimal sign to expect."""
_TEN_DIGITS = r"\p{Nd}{6}[- ]?\p{Nd}{4}"


@dataclass(frozen=True)
class _Start:
    """Where the records begin, and how they are laid out."""

    shape: Shape
    data: bytes
    line: int
    rest: Iterator[bytes]


@dataclass(frozen=True)
class _Digest:
    """What is left of some records: groups and odd rows, their lines counted from the first of them."""

    keys: Sequence[Sequence[Cell]]
    sums: Sums
    odd_rows: list[list[Cell]]
    odd_lines: list[int]
    odd: int
    rows: int
    height: int
    evidence: list[Evidence]


def condense_delimited(path: Path, plan: Plan) -> Condensed:
    """Read a csv list, summed by group.

    Args:
        path: The file.
        plan: Where its list stands, and what the columns are.

    Returns:
        The groups, and the odd rows as the ordinary reader gives them.

    Raises:
        CannotOpenError: The file cannot be read.
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
    return collected.condensed()


def _pass(path: Path, plan: Plan, start: _Start, signs: list[Decimal]) -> tuple[Collected, list[Decimal]]:
    """Read all records with given decimal signs; also the signs that they turned out to have."""
    collected = Collected(path.name, plan, text_only=True)
    known = [Evidence() for _ in plan.figures]

    def digest(piece: Piece) -> list[_Digest]:
        every = read_rows(piece.data, start.shape) if piece.wild else read_piece(piece, start.shape)
        return [_digest(records, plan, signs, known) for records in every]

    cut = _joined(pieces(_chain(start.data, start.rest), start.shape.separator.encode(), path.name))
    line = start.line
    for part in in_order(digest, cut):
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


def _digest(records: Records, plan: Plan, signs: list[Decimal], known: list[Evidence]) -> _Digest:
    rows = len(records.lines)
    odd, blank = np.zeros(rows, dtype=np.bool_), np.ones(rows, dtype=np.bool_)
    numbers = np.full((len(plan.figures), rows), np.nan)
    shown = [Evidence() for _ in plan.figures]
    for figure, position in enumerate(plan.figures):
        if position != ABSENT:
            read = figures(records.columns[position], signs[figure], known[figure])
            numbers[figure], shown[figure] = read.values, read.evidence
            odd |= read.odd
    blank &= np.isnan(numbers).all(axis=0) & ~odd
    keys: dict[int, Key] = {}
    for position, column in enumerate(records.columns):
        if position not in plan.figures:
            keys[position] = _key(column)
            odd |= _private(column)
            empty = _empty(keys[position])
            blank &= empty
            if position in plan.keys and position not in plan.optional:
                odd |= empty
    block = Block(records.lines, [keys[position] for position in plan.keys], numbers, odd, blank)
    plain = plain_figures(numbers, plan.tolerance) & ~odd
    strange = np.flatnonzero(~plain & ~blank)
    listed = strange[:MOST_ODD]
    return _Digest(
        keys=[key.cells for key in block.keys],
        sums=summed(block, plain),
        odd_rows=_cells(records, listed),
        odd_lines=records.lines[listed].tolist(),
        odd=len(strange),
        rows=rows - int(blank.sum()),
        height=records.height,
        evidence=shown,
    )


def _key(column: Any) -> Key:
    return Key(column.indices.to_numpy(), [_cell(text) for text in column.dictionary.to_pylist()])


def _empty(key: Key) -> Flags:
    return _flagged(key.codes, [cell.kind is CellKind.BLANK for cell in key.cells])


def _private(column: Any) -> Flags:
    """The rows whose text could hold a CPR number."""
    texts = column.dictionary
    likely = pc.match_substring_regex(texts, _TEN_DIGITS).to_numpy(zero_copy_only=False)
    flags = likely.copy()
    for place in np.flatnonzero(likely).tolist():
        flags[place] = holds_cpr(texts[place].as_py())
    return _flagged(column.indices.to_numpy(), flags)


def _flagged(codes: Any, flags: Any) -> Flags:
    """Flags of a list's entries as flags of the rows."""
    if not np.any(flags):
        return np.zeros(len(codes), dtype=np.bool_)
    return np.asarray(np.asarray(flags, dtype=np.bool_)[codes])


def _cells(records: Records, rows: Any) -> list[list[Cell]]:
    columns = [column.take(rows).to_pylist() for column in records.columns]
    return [[_cell(text) for text in row] for row in zip(*columns, strict=True)]


def _cell(text: str) -> Cell:
    return Cell(CellKind.TEXT, text) if text.strip() else BLANK
