"""A sheet as one table under its header, every row below it kept: registers, and the tables that are shipped."""

from collections.abc import Sequence

from schemas.cells import BLANK, CellKind, Grid, RawTable
from schemas.fields import Table
from schemas.reading import fitting_table
from workbook.exports.files.sizes import check_size

_DEEPEST_HEADER = 20
"""Titles above a register's header take fewer rows."""


def headed(grid: Grid, tables: Sequence[type[Table]] = ()) -> RawTable:
    """A sheet under its header.

    Args:
        grid: The sheet, with at least one filled row.
        tables: The tables it may be; the first row whose titles fit one of them is the header, otherwise the first
            filled row.

    Raises:
        CannotOpenError: It is larger than a machine holds.
    """
    numbers = [number for number, cells in grid.rows.items() if cells]
    top = next((number for number in numbers[:_DEEPEST_HEADER] if tables and _fits(grid, number, tables)), numbers[0])
    head = grid.rows[top]
    below = [number for number in numbers if number > top]
    # A csv's rows may be wider than its header; in a sheet, cells beside the table are notes.
    columns = set(head).union(*(grid.rows[number] for number in below)) if grid.text_only else set(head)
    wanted = range(min(columns), max(columns) + 1)
    rows = [number for number in below if any(column in wanted for column in grid.rows[number])]
    check_size(grid.file, len(rows), len(wanted))
    return RawTable(
        file=grid.file,
        sheet=grid.sheet,
        header=[head.get(column, BLANK).text.strip() for column in wanted],
        rows=[[grid.rows[number].get(column, BLANK) for column in wanted] for number in rows],
        row_numbers=rows,
        first_column=wanted.start,
        header_row=top,
        text_only=grid.text_only,
    )


def _fits(grid: Grid, number: int, tables: Sequence[type[Table]]) -> bool:
    cells = grid.rows[number].values()
    return all(cell.kind is CellKind.TEXT for cell in cells) and (
        fitting_table(tables, [cell.text for cell in cells]) is not None
    )
