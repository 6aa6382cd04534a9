"""What a header row says of each column of figures: its own label, a merged one, or one that holds to the right."""

from collections.abc import Sequence

from schemas.cells import BLANK, CellKind, Grid
from workbook.exports.facts import Label, Role
from workbook.exports.work import Step, spend

_GLANCES_A_STEP = 50
"""Merged ranges that are passed over in the time of one step."""


def filled_right(grid: Grid, number: int, columns: Sequence[int], is_last: bool) -> dict[int, Label]:
    """The label over each column in one header row, with its place.

    Args:
        grid: The sheet.
        number: The header row.
        columns: The columns of figures.
        is_last: Whether it is the row right above the figures, where a blank is no repetition.

    Returns:
        Column -> the label that holds there: its own, the merged one that covers it, or in an
        upper row the nearest to the left.
    """
    row, merged = grid.rows.get(number, {}), _merged_over(grid, number, columns)
    found: dict[int, Label] = {}
    before: Label | None = None
    for column in columns:
        cell = row.get(column, BLANK)
        anchor = merged.get(column)
        if cell.kind is not CellKind.BLANK:
            before = Label(number, column, cell, Role.COLUMN)
        elif anchor is not None:
            before = anchor
        elif is_last or before is None or before.row != number:
            continue
        found[column] = before
    return found


def _merged_over(grid: Grid, number: int, columns: Sequence[int]) -> dict[int, Label | None]:
    """The merged label over each column of a row, with its place; None where the range is blank."""
    found: dict[int, Label | None] = {}
    spend(Step.CELL, len(grid.merged) // _GLANCES_A_STEP)
    for top, left, bottom, right in grid.merged:
        if top <= number <= bottom:
            cell = grid.rows.get(top, {}).get(left, BLANK)
            spot = None if cell.kind is CellKind.BLANK else Label(top, left, cell, Role.COLUMN)
            over = range(max(left, columns[0]), min(right, columns[-1]) + 1)
            spend(Step.CELL, len(over))
            for column in over:
                found.setdefault(column, spot)
    return found
