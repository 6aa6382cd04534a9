"""The stub of a crosstab by place: what heads its columns, and which labels hold for each row."""

from schemas.cells import Cell, Grid
from workbook.exports.tidy.block import Block, is_figured, label_at


def heading_of(grid: Grid, block: Block, column: int) -> str:
    """The header over a column of labels; empty where none stands there."""
    rows = (grid.rows[number] for number in reversed(block.headers))
    return next((row[column].text.strip() for row in rows if column in row), "")


def stub_rows(grid: Grid, block: Block) -> dict[int, dict[int, Cell]]:
    """The labels of each row of figures: its own, and left of them those that are printed once above.

    Args:
        grid: The sheet.
        block: Where the crosstab is.

    Returns:
        Row → column → label. A row without figures ends what holds for the rows below it.
    """
    found: dict[int, dict[int, Cell]] = {}
    above: dict[int, Cell] = {}
    for number in block.body:
        cells = {column: label_at(grid, block, number, column) for column in block.labels}
        own = {column: cell for column, cell in cells.items() if cell is not None}
        if not is_figured(grid, block, number):
            above = {}
            continue
        if own:
            above = {column: cell for column, cell in above.items() if column < min(own)} | own
            found[number] = dict(above)
    return found
