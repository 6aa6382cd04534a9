"""Header rows that give months, quarters or half-years by their numbers alone (``Month``, 1, 2, 3 ...)."""

import itertools
from collections.abc import Mapping

from schemas.cells import Cell, CellKind
from schemas.lexicon.figure_cells import is_figure
from schemas.lexicon.time_headings import counts_up, grain_of, number_in, worded
from schemas.text.periods import Grain
from workbook.exports.facts import Label

Row = Mapping[int, Cell]


def numbered_period_header(row: Row, above: Row) -> Grain | None:
    """Which parts of the year a row of numbers counts; None where it counts none.

    Args:
        row: The row.
        above: The row right above it.

    Returns:
        What the text left of the numbers, or the one over them all, says that they are, where they count up, from the
        left to the right, once or for several years.
    """
    figures = [column for column, cell in row.items() if is_figure(cell)]
    if not figures:
        return None
    first = figures[0]
    beside = [cell for column, cell in row.items() if column < first][-1:]
    over = [each for at, each in above.items() if at == first == max(above)]
    grains = (grain_of(cell.text) for cell in (*beside, *over) if cell.kind is CellKind.TEXT)
    grain = next((each for each in grains if each is not None), None)
    if grain is None:
        return None
    numbers = [number for column in figures if (number := number_in(row[column], grain)) is not None]
    is_up = len(numbers) == len(figures) and counts_up(numbers)
    runs_on = all(
        other == one + 1 or (other == numbers[0] and one > other) for one, other in itertools.pairwise(numbers)
    )
    return grain if is_up and runs_on else None


def named(level: Mapping[int, Label], grain: Grain | None) -> dict[int, Label]:
    """The labels of a header row, numbers of months by their names.

    Args:
        level: Column -> label.
        grain: What its numbers count; None where they are none.
    """
    if grain is None:
        return dict(level)
    return {column: label._replace(cell=worded(label.cell, grain)) for column, label in level.items()}
