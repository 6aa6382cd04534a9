"""Columns without a heading: what they say of a list's rows is not read, and must not be lost unsaid."""

from collections.abc import Iterator, Sequence

from schemas.cells import Cell, CellKind, Grid, RawTable, column_letters
from schemas.issues.issue import Issue, Place
from schemas.profiles.export_profile import ExportProfile, Switch
from workbook.exports.tidy.list_headers import is_amount


def untitled_columns(grid: Grid, lists: Sequence[RawTable], profile: ExportProfile) -> list[Issue]:
    """Warnings about columns beside a list's titles that hold texts in its rows.

    Args:
        grid: The sheet.
        lists: Its lists.
        profile: What the user has said of it, who has seen its columns then.

    Returns:
        One a column, at its first text. Figures beside a list are told of elsewhere; between its titles they count too.
    """
    if Switch.CELLS_BESIDE not in profile.on:
        return []
    titled = {raw.first_column + at for raw in lists for at, title in enumerate(raw.header) if title.strip()}
    found: dict[int, tuple[int, Cell]] = {}
    for row, column, cell in (spot for raw in lists for spot in _beside(grid, raw, titled)):
        found.setdefault(column, (row, cell))
    return [
        Issue(
            "column_untitled",
            Place(grid.file, grid.sheet, row, "", f"{column_letters(column)}{row}"),
            cell.text.strip(),
            {"letters": column_letters(column)},
        )
        for column, (row, cell) in sorted(found.items())
    ]


def _beside(grid: Grid, raw: RawTable, titled: set[int]) -> Iterator[tuple[int, int, Cell]]:
    """The filled cells of a list's rows in columns that have no title in any list."""
    inside = range(raw.first_column, raw.first_column + len(raw.header))
    last = grid.widths.get(raw.header_row, 0)  # what stands further out makes a row too long
    if len(titled.intersection(inside)) == len(inside) and not _reaches_out(grid, raw, inside):
        return
    for number in raw.row_numbers:
        for column, cell in grid.rows[number].items():
            if column in titled or (last and column > last) or cell.kind is CellKind.BLANK or not cell.text.strip():
                continue
            if column in inside or (cell.kind is CellKind.TEXT and not is_amount(cell)):
                yield number, column, cell


def _reaches_out(grid: Grid, raw: RawTable, inside: range) -> bool:
    """Whether any row has cells left or right of the list; most lists have none, and are long."""
    rows = (grid.rows[number] for number in raw.row_numbers)
    return any(min(row) < inside.start or max(row) >= inside.stop for row in rows)
