"""The reader of each kind of file."""

from pathlib import Path

from schemas.cells import Cell, CellKind, Grid, RawTable
from workbook.exports.files import read_file


def read_grids(path: Path) -> list[Grid]:
    """The sheets of a file that hold anything.

    Raises:
        CannotOpenError: It cannot be read.
    """
    return [_grid(raw) for raw in read_file(path)]


def _grid(raw: RawTable) -> Grid:
    titles = {raw.first_column + at: Cell(CellKind.TEXT, title) for at, title in enumerate(raw.header) if title}
    rows = {raw.header_row: titles}
    for number, row in zip(raw.row_numbers, raw.rows, strict=True):
        filled = {
            raw.first_column + at: cell
            for at, cell in enumerate(row)
            if cell.kind is not CellKind.BLANK or cell.formula
        }
        if filled:
            rows[number] = filled
    return Grid(raw.file, raw.sheet, rows, (), raw.text_only)
