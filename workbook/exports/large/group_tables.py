"""Groups and irregular rows as the table that a condensed list is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas.cells import BLANK, Cell, CellKind, RawTable
from workbook.exports.large.condensed import ABSENT, Condensed, Plan

UNFORMATTED = ("", "", "")


class Group(NamedTuple):
    """Rows of one group.

    Args:
        keys: The cell of each key.
        sums: The sums of value, numerator and denominator; None for one that its rows lack.
        size: How many rows there are.
        first: The row number of the first.
    """

    keys: Sequence[Cell]
    sums: Sequence[float | None]
    size: int
    first: int


class Irregular(NamedTuple):
    """Irregular rows.

    Args:
        rows: Those that are listed.
        numbers: Their row numbers.
        size: How many there are.
    """

    rows: Sequence[list[Cell]]
    numbers: Sequence[int]
    size: int


def condensed_table(
    file: str, plan: Plan, groups: Iterable[Group], irregular: Irregular, formats: Sequence[str] | None = None
) -> Condensed:
    """The table of a condensed list.

    Args:
        file: The file's name.
        plan: What was read.
        groups: The groups, in any order; they come in that of their first rows.
        irregular: The irregular rows, in order.
        formats: The number format of each figure's sums; None for a file whose cells have no types.
    """
    ordered = sorted(groups, key=lambda group: group.first)
    counts = [group.size for group in ordered]
    table = RawTable(
        file=file,
        sheet=plan.sheet,
        header=list(plan.titles),
        rows=[*(_row(group, plan, UNFORMATTED if formats is None else formats) for group in ordered), *irregular.rows],
        row_numbers=[*(group.first for group in ordered), *irregular.numbers],
        first_column=plan.first_column,
        header_row=plan.header_row,
        text_only=formats is None,
    )
    return Condensed(table, counts + [1] * len(irregular.rows), sum(counts) + irregular.size, irregular.size)


def _row(group: Group, plan: Plan, formats: Sequence[str]) -> list[Cell]:
    row = [BLANK] * len(plan.titles)
    for position, cell in zip(plan.keys, group.keys, strict=True):
        row[position] = cell
    for position, total, code in zip(plan.figures, group.sums, formats, strict=True):
        if position != ABSENT and total is not None:
            row[position] = Cell(CellKind.NUMBER, total, code)
    return row
