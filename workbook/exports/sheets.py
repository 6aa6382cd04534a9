"""Xlsx files from outside: every sheet that holds something, as cells."""

from pathlib import Path

from schemas.cells import BLANK, Cell, CellKind, RawTable
from workbook.closed.index import Index, SheetPart
from workbook.closed.package import Package
from workbook.closed.reader import CellReader
from workbook.closed.styles import Styles
from workbook.exports.sizes import check_size


def read_sheets(path: Path) -> list[RawTable]:
    """Read the sheets of an .xlsx file.

    Args:
        path: The file.

    Returns:
        One raw table for each sheet that holds anything; its first filled row is the header.

    Raises:
        CannotOpenError: It is not a workbook.
    """
    package = Package(path)
    try:
        index = Index(package)
        reader = CellReader(index, Styles(index))
        tables = [_table(path.name, sheet, reader) for sheet in index.sheets]
    finally:
        package.close()
    return [table for table in tables if table is not None]


def _table(file: str, sheet: SheetPart, reader: CellReader) -> RawTable | None:
    rows = [(number, cells) for number, cells in reader.rows(sheet) if any(_filled(cell) for cell in cells.values())]
    if not rows:
        return None
    header_row, header = rows[0]
    columns = [column for column, cell in header.items() if _filled(cell)]
    first, last = min(columns), max(columns)
    wanted = range(first, last + 1)
    check_size(file, len(rows), len(wanted))
    return RawTable(
        file=file,
        sheet=sheet.name,
        header=[header.get(column, BLANK).text.strip() for column in wanted],
        rows=[[cells.get(column, BLANK) for column in wanted] for _, cells in rows[1:]],
        row_numbers=[number for number, _ in rows[1:]],
        first_column=first,
        header_row=header_row,
    )


def _filled(cell: Cell) -> bool:
    return cell.kind is not CellKind.BLANK or bool(cell.formula)
