"""A sheet as one table under its header, every row below it kept: registers, and the tables that are shipped."""

from collections.abc import Sequence

from schemas.cells import BLANK, CellKind, Grid, RawTable
from schemas.fields import Table
from schemas.reading import fitting_table, score
from schemas.thresholds import DEEPEST_ROW, FEWEST_TO_COMPARE
from workbook.exports.files.sizes import check_size


def headed(grid: Grid, tables: Sequence[type[Table]] = ()) -> RawTable:
    """A sheet under its header.

    Args:
        grid: The sheet, with at least one filled row.
        tables: The tables it may be; the row whose titles fit one of them best is the header, the first of several;
            otherwise the first filled row.

    Raises:
        CannotOpenError: It is larger than a machine holds.
    """
    numbers = [number for number, cells in grid.rows.items() if cells]
    fits = {number: count for number in numbers[:DEEPEST_ROW] if tables and (count := _fits(grid, number, tables))}
    # A title above the header may be one of its words: the sheet of centres is headed "Centre".
    top = max(fits, key=lambda number: fits[number], default=numbers[0])
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


def _fits(grid: Grid, number: int, tables: Sequence[type[Table]]) -> int:
    """How many of a row's cells are titles of one of the tables, where it may be its header; otherwise 0."""
    cells = grid.rows[number].values()
    titles = [cell.text for cell in cells if cell.kind is CellKind.TEXT]
    if len(titles) < len(cells):
        return 0
    # Of a table that requires nothing (a strategy map) a header is told by its titles.
    most = max(score(table, titles)[1] for table in tables)
    fits = fitting_table(tables, titles) is not None or (most >= FEWEST_TO_COMPARE and most == len(titles))
    return most if fits else 0
