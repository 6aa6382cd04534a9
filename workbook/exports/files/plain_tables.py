"""Opens an export or a register of any kind as tables, each under its first filled row."""

from pathlib import Path

from schemas.cells import BLANK, CellKind, Grid, RawTable
from workbook.exports.files.every import read_grids
from workbook.exports.files.sizes import check_size


def read_file(path: Path) -> list[RawTable]:
    """Read every table of a file.

    Args:
        path: A file of any kind that is read; what it is, is told by its content.

    Returns:
        One raw table a sheet that holds anything (a csv is one); the first filled row is its header.

    Raises:
        CannotOpenError: Missing, locked, encrypted, corrupt or of another kind.
    """
    return [_table(grid) for grid in read_grids(path)]


def _table(grid: Grid) -> RawTable:
    numbers = list(grid.rows)
    header = grid.rows[numbers[0]]
    wanted = _columns(grid)
    check_size(grid.file, len(numbers), len(wanted))
    return RawTable(
        file=grid.file,
        sheet=grid.sheet,
        header=[header.get(column, BLANK).text.strip() for column in wanted],
        rows=[[grid.rows[number].get(column, BLANK) for column in wanted] for number in numbers[1:]],
        row_numbers=numbers[1:],
        first_column=wanted.start,
        header_row=numbers[0],
        text_only=grid.text_only,
    )


def _columns(grid: Grid) -> range:
    """As wide as the header; a text file's fields count even where no title stands above them."""
    if grid.text_only:
        return range(1, max(max(cells) for cells in grid.rows.values()) + 1)
    header = next(iter(grid.rows.values()))
    titled = [column for column, cell in header.items() if cell.kind is not CellKind.BLANK] or list(header)
    return range(min(titled), max(titled) + 1)
