"""Records of a csv boiled down to groups and odd rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from schemas.cells import BLANK, Cell, CellKind
from schemas.condensed import ABSENT, MOST_ODD, Plan
from schemas.masking import holds_cpr
from schemas.values import Decimal
from workbook.exports.large.figures import Evidence, figures
from workbook.exports.large.groups import Block, Flags, Floats, Key, Sums, plain_figures, summed
from workbook.exports.large.records import Records
from workbook.exports.readers.delimited import bare

_TEN_DIGITS = r"\p{Nd}{6}[- ]?\p{Nd}{4}"


@dataclass(frozen=True)
class Digest:
    """What is left of some records: groups and odd rows, their lines counted from the first of them.

    Args:
        keys: The cells that the groups' places mean, for each key.
        sums: The groups.
        odd_rows: The odd rows that are listed.
        odd_lines: Their lines.
        odd: How many odd rows there are.
        rows: How many rows hold anything.
        height: How many lines they take.
        evidence: What their figures show of decimal signs.
    """

    keys: Sequence[Sequence[Cell]]
    sums: Sums
    odd_rows: list[list[Cell]]
    odd_lines: list[int]
    odd: int
    rows: int
    height: int
    evidence: list[Evidence]


def digest(records: Records, plan: Plan, signs: list[Decimal], known: list[Evidence]) -> Digest:
    """Boil records down.

    Args:
        records: The records.
        plan: What their columns are.
        signs: The decimal signs of the figures.
        known: What records before have shown of them.
    """
    numbers, odd, shown = _figures(records, plan, signs, known)
    blank = np.isnan(numbers).all(axis=0) & ~odd
    keys: dict[int, Key] = {}
    for position, column in enumerate(records.columns):
        if position not in plan.figures:
            keys[position] = _key(column)
            odd |= _private(column)
            empty = _empty(keys[position])
            blank &= empty
            if position in plan.keys and position not in plan.optional:
                odd |= empty
    block = Block(records.lines, [keys[position] for position in plan.keys], numbers)
    plain = plain_figures(numbers, plan.tolerance) & ~odd
    strange = np.flatnonzero(~plain & ~blank)
    listed = strange[:MOST_ODD]
    return Digest(
        keys=[key.cells for key in block.keys],
        sums=summed(block, plain),
        odd_rows=_cells(records, listed),
        odd_lines=records.lines[listed].tolist(),
        odd=len(strange),
        rows=len(blank) - int(blank.sum()),
        height=records.height,
        evidence=shown,
    )


def _figures(
    records: Records, plan: Plan, signs: list[Decimal], known: list[Evidence]
) -> tuple[Floats, Flags, list[Evidence]]:
    """The numbers, the rows with texts that are none, and what the texts show."""
    odd = np.zeros(len(records.lines), dtype=np.bool_)
    numbers = np.full((len(plan.figures), len(odd)), np.nan)
    shown = [Evidence() for _ in plan.figures]
    for figure, position in enumerate(plan.figures):
        if position != ABSENT:
            read = figures(records.columns[position], signs[figure], known[figure])
            numbers[figure], shown[figure] = read.values, read.evidence
            odd |= read.odd
    return numbers, odd, shown


def _key(column: Any) -> Key:
    return Key(column.indices.to_numpy(), [cell_of_text(text) for text in column.dictionary.to_pylist()])


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
    return [[cell_of_text(text) for text in row] for row in zip(*columns, strict=True)]


def cell_of_text(text: str) -> Cell:
    """A cell of a csv as the ordinary reader gives it."""
    shown = bare(text)
    return Cell(CellKind.TEXT, shown) if shown.strip() else BLANK
