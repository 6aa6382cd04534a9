"""Pivot tables in compact form, a centre above its months in one column, and in outline form, in a column each."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from math import isclose

from schemas.cells import BLANK, Grid
from schemas.lexicon.labels import Dimension, Labels
from schemas.lexicon.time_headings import is_year
from schemas.text.periods import needs_year
from schemas.thresholds import FEWEST_TO_PROVE
from workbook.exports.tidy.block import Block, is_figured

_OUTER = (Dimension.CENTRE, Dimension.MEASURE, Dimension.PERIOD)


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


def nested(grid: Grid, block: Block, labels: Labels, year: int | None, is_dated: bool) -> Nested:
    """How the labels of a block are nested.

    Args:
        grid: The sheet.
        block: Where the figures are.
        labels: What is known.
        year: The year of periods that name none.
        is_dated: Whether the titles tell the period: labels of periods may be of other figures then.

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
    inside = set(tops)
    follows = numbers[-1] not in inside and not any(one in inside and two in inside for one, two in pairwise(numbers))
    if inner is None or not follows or (inner is Dimension.PERIOD and is_dated):
        return Nested()
    ends = [*tops[1:], block.body[-1] + 1]
    return Nested(outer, inner, {top: range(top + 1, end) for top, end in zip(tops, ends, strict=True)})


def outlined(grid: Grid, block: Block, told: Set[int]) -> dict[int, range]:
    """The rows of totals that stand above the rows they are of, whose own labels are in columns further right.

    Args:
        grid: The sheet.
        block: Where the figures are.
        told: The columns whose labels tell something known.

    Returns:
        Row → the rows that it holds for, as pivot tables in outline form have them; nothing where labels of both
        columns stand in one row, for then a blank is rather a label that is missing.
    """
    filled = {number: [column for column in block.labels if column in grid.rows[number]] for number in block.body}
    rows = [(number, columns) for number, columns in filled.items() if columns]
    found: dict[int, range] = {}
    crossed: dict[int, bool] = {}  # column -> whether some row has labels up to it and beyond
    ends = _next_outer(rows)
    for at, (number, columns) in enumerate(rows[:-1]):
        last, inner = max(columns), min(rows[at + 1][1])
        if inner <= last or not is_figured(grid, block, number):
            continue
        if last not in crossed:
            crossed[last] = any(min(each) <= last < max(each) for _, each in rows)
        if inner not in told or crossed[last]:
            return {}
        found[number] = range(number + 1, ends.get(number, block.body[-1] + 1))
    return found


def _next_outer(rows: Sequence[tuple[int, Sequence[int]]]) -> dict[int, int]:
    """Row -> the next below it whose first label stands no further right than its last one."""
    found: dict[int, int] = {}
    waiting: list[tuple[int, int]] = []  # last label and row, the one whose last label stands furthest right on top
    for number, columns in rows:
        while waiting and waiting[-1][0] >= min(columns):
            found[waiting.pop()[1]] = number
        waiting.append((max(columns), number))
    return found


def years_above_months(grid: Grid, block: Block) -> dict[int, range]:
    """The rows of years that stand in one column above their months, as pivot tables group days.

    Args:
        grid: The sheet.
        block: Where the figures are.

    Returns:
        Row → the rows that it holds for; nothing unless each year is the sum of the months below it: otherwise they may
        be of the contract year, below the year before.
    """
    if len(block.labels) != 1:
        return {}
    (column,) = block.labels
    rows = [(number, grid.rows[number][column]) for number in block.body if column in grid.rows[number]]
    found: dict[int, range] = {}
    for at, (number, cell) in enumerate(rows):
        if is_year(cell):
            months = list(takewhile(lambda each: needs_year(each[1].text), rows[at + 1 :]))
            if len(months) < FEWEST_TO_PROVE or not _adds_up(grid, block, number, [month for month, _ in months]):
                return {}
            found[number] = range(number + 1, months[-1][0] + 1)
    return found


def _adds_up(grid: Grid, block: Block, total: int, parts: Sequence[int]) -> bool:
    """Whether the figures of a row are the sums of those of others."""
    for column in block.columns:
        whole, *values = (grid.rows[number].get(column, BLANK).value or 0.0 for number in (total, *parts))
        numbers = [value for value in values if isinstance(value, int | float)]
        if not isinstance(whole, int | float) or len(numbers) < len(values) or not isclose(whole, sum(numbers)):
            return False
    return any(grid.rows[total].get(column, BLANK).value for column in block.columns)  # noughts prove nothing


def _told(grid: Grid, block: Block, labels: Labels, year: int | None) -> dict[int, Set[Dimension]]:
    """What the label of each row of figures may be, totals left out."""
    (column,) = block.labels
    found: dict[int, Set[Dimension]] = {}
    for number in block.body:
        row = grid.rows[number]
        if column not in row or not is_figured(grid, block, number):
            continue
        kinds = {meaning.dimension for meaning in labels.meanings(row[column], year)}
        if Dimension.TOTAL not in kinds:
            found[number] = kinds - {Dimension.PART}
    return found
