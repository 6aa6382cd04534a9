"""Rows of a csv with more fields than their header: a decimal comma or a separator in a text has split one in two."""

from collections.abc import Iterable, Sequence

from schemas.cells import BLANK, Grid, RawTable, column_letters
from schemas.issues.issue import Issue, Place
from schemas.reading import fields_of, fitting_table
from schemas.tables import EXPORT_TABLES, FIGURES, Observations
from schemas.thresholds import MOST_DECIMALS

_COMMA = ","


def longer_rows(grid: Grid, headers: Sequence[int], rows: Sequence[int]) -> list[Issue]:
    """The finding about rows of a table that are longer than its header.

    Args:
        grid: The sheet; only a csv tells how many fields a row has.
        headers: The rows of the header.
        rows: The rows below it.

    Returns:
        One error at the first of them, with how many they are. What their surplus holds does not matter: which of a
        row's fields are shifted cannot be told. A separator at the end of every row is none, and where the comma is
        the separator it must end all of them.
    """
    if not grid.widths or not rows:
        return []
    wanted = max((grid.widths[number] for number in headers), default=0)
    uneven = grid.separator == _COMMA and len({grid.widths[number] for number in rows}) > 1
    longer = [number for number in rows if grid.widths[number] > wanted and (uneven or max(grid.rows[number]) > wanted)]
    return [_issue(grid, longer, wanted)] if longer else []


def longer_rows_of_lists(grid: Grid, lists: Sequence[RawTable]) -> list[Issue]:
    """The findings about the rows of lists, each held against the headers of all lists that it may belong to.

    Args:
        grid: The sheet.
        lists: Its lists; those side by side share rows.
    """
    found: list[Issue] = []
    for raw in lists:
        last = max(raw.row_numbers, default=raw.header_row)
        beside = [each.header_row for each in lists if _reach(each, raw.header_row, last)]
        longer = longer_rows(grid, beside, raw.row_numbers)
        found += longer or _split_decimals(grid, raw)
    return found


def _reach(raw: RawTable, first: int, last: int) -> bool:
    """Whether a list has its header or rows among some rows."""
    return raw.header_row <= last and max(raw.row_numbers, default=raw.header_row) >= first


def _split_decimals(grid: Grid, raw: RawTable) -> list[Issue]:
    """The finding about figures whose decimals stand as the source of their row, for a comma has split them."""
    table = fitting_table(EXPORT_TABLES, raw.read_as or raw.header)
    if grid.separator != _COMMA or table is not Observations:
        return []
    fields = fields_of(raw, table)
    source = fields.index(Observations.SOURCE) if Observations.SOURCE in fields else 0
    if not source or fields[source - 1] not in FIGURES[Observations]:
        return []
    split = [
        number
        for number, row in zip(raw.row_numbers, raw.rows, strict=True)
        if _is_decimals(row[source].text) and row[source - 1].text.strip().lstrip("-").isdecimal()
    ]
    return [_issue(grid, split, grid.widths[raw.header_row])] if split else []


def _is_decimals(text: str) -> bool:
    return text.strip().isdecimal() and len(text.strip()) <= MOST_DECIMALS


def _issue(grid: Grid, rows: Sequence[int], wanted: int) -> Issue:
    first = rows[0]
    row = grid.rows[first]
    shown = grid.separator.join(_texts(row.get(column, BLANK).text for column in range(1, max(row) + 1)))
    place = Place(grid.file, grid.sheet, first, "", f"{column_letters(max(row))}{first}")
    about = {"row": first, "fields": grid.widths[first], "wanted": wanted, "count": len(rows)}
    return Issue("rows_longer", place, shown, about)


def _texts(cells: Iterable[str]) -> list[str]:
    return [text.strip() for text in cells]
