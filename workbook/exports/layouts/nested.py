"""Compact pivot tables: one column of labels, in which a centre stands above its months, with their total beside it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from schemas.cells import Cell, Grid
from schemas.labels import Dimension, Labels, is_figure
from workbook.exports.layouts.blocks import Block

_OUTER = (Dimension.CENTRE, Dimension.MEASURE)


@dataclass(frozen=True)
class Nested:
    """Labels above the ones they hold for, in the same column.

    Args:
        outer: What those above are; None where there are none.
        inner: What those below them are.
        rows: The row of each label above → the rows that it holds for, whose total stands beside it.
    """

    outer: Dimension | None = None
    inner: Dimension | None = None
    rows: Mapping[int, range] = field(default_factory=dict)


def nested(grid: Grid, block: Block, labels: Labels, year: int | None) -> Nested:
    """How the labels of a block are nested.

    Args:
        grid: The sheet.
        block: Where the figures are.
        labels: What is known.
        year: The year of periods that name none.

    Returns:
        The nesting, where every label is known and those of one kind always stand above ones of another, totals apart.
    """
    if len(block.labels) != 1:
        return Nested()
    rows = _told(grid, block, labels, year)
    outer = next((each for each in _OUTER if rows and each in next(iter(rows.values()))), None)
    if outer is None:
        return Nested()
    tops = [number for number, kinds in rows.items() if outer in kinds]
    below = [kinds for kinds in rows.values() if outer not in kinds]
    inner = next((each for each in Dimension if below and all(each in kinds for kinds in below)), None)
    numbers = list(rows)
    follows = all(numbers.index(top) + 1 < len(numbers) and numbers[numbers.index(top) + 1] not in tops for top in tops)
    if inner is None or not follows:
        return Nested()
    ends = [*tops[1:], block.body[-1] + 1]
    return Nested(outer, inner, {top: range(top + 1, end) for top, end in zip(tops, ends, strict=True)})


def _told(grid: Grid, block: Block, labels: Labels, year: int | None) -> dict[int, Set[Dimension]]:
    """What the label of each row of figures may be, totals left out."""
    (column,) = block.labels
    found: dict[int, Set[Dimension]] = {}
    for number in block.body:
        row: Mapping[int, Cell] = grid.rows[number]
        if column not in row or not any(is_figure(row[each]) for each in block.columns if each in row):
            continue
        kinds = {meaning.dimension for meaning in labels.meanings(row[column], year)}
        if Dimension.TOTAL not in kinds:
            found[number] = kinds - {Dimension.PART}
    return found
