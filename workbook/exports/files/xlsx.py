"""Xlsx and xlsm files from outside: every sheet that holds something, hidden ones too."""

from collections.abc import Mapping
from pathlib import Path

from schemas.cells import Cell, CellKind, Grid, column_letters
from workbook.exports.files.sizes import Filled
from workbook.opc.index import Index, SheetPart
from workbook.opc.package import Package
from workbook.opc.refs import MAX_ROW, Area
from workbook.opc.sheet_cells import BrokenCellError, CellReader, Unseen
from workbook.opc.styles import Styles


def read(path: Path, last: int = MAX_ROW) -> list[Grid]:
    """Read the sheets of a workbook.

    Args:
        path: The file.
        last: The last row wanted; further ones are not read.

    Returns:
        One grid for each sheet that holds anything.

    Raises:
        CannotOpenError: It is not a workbook, or it is broken or larger than is sane.
    """
    package = Package(path)
    try:
        index = Index(package)
        reader = CellReader(index, Styles(index), raised=True)
        filled = Filled(path.name)
        grids = [_grid(path.name, sheet, reader, filled, last) for sheet in index.sheets]
    finally:
        package.close()
    return [grid for grid in grids if grid.rows]


def _grid(file: str, sheet: SheetPart, reader: CellReader, filled: Filled, last: int) -> Grid:
    rows: dict[int, dict[int, Cell]] = {}
    merged: list[Area] = []
    unseen = Unseen()
    for number, row in reader.rows(sheet, last=last, merged=merged, unseen=unseen):
        cells = {column: cell for column, cell in row.items() if cell.kind is not CellKind.BLANK or cell.formula}
        if cells:
            filled.add(number, cells)
            if number in rows:
                raise BrokenCellError("row_twice", str(number)).at(file, sheet.name, number)
            rows[number] = cells
    return Grid(
        file=file,
        sheet=sheet.name,
        hidden=sheet.hidden,
        unseen=_unseen(unseen, rows),
        rows={number: _ascending(rows[number]) for number in sorted(rows)},
        merged=[(area.top, area.left, area.bottom, area.right) for area in merged],
    )


def _unseen(unseen: Unseen, rows: Mapping[int, Mapping[int, Cell]]) -> tuple[str, ...]:
    """The hidden rows and columns that hold cells, as the user's program names them."""
    columns = {column for row in rows.values() for column in row} if unseen.columns else set()
    hidden = [column for column in sorted(columns) if any(first <= column <= last for first, last in unseen.columns)]
    return (*(str(number) for number in unseen.rows if number in rows), *map(column_letters, hidden))


def _ascending(cells: dict[int, Cell]) -> dict[int, Cell]:
    """The cells from left to right, which no program is bound to write them in."""
    columns = list(cells)
    return cells if columns == sorted(columns) else {column: cells[column] for column in sorted(columns)}
