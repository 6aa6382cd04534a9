"""The stub of a crosstab under the laws of lists: its periods in one column, and of its rows those that are read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas.cells import BLANK, Cell, Grid, RawTable
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Dimension, Labels
from schemas.profiles.export_profile import LEFT_OUT
from schemas.reading import left_out_column
from schemas.tables import Observations
from workbook.exports.meaning.claims import dimension_of
from workbook.exports.rules.breakdowns import without_parts
from workbook.exports.rules.period_conflicts import time_issues
from workbook.exports.rules.row_selection import picking_columns
from workbook.exports.rules.years_beside import with_years
from workbook.exports.tidy.block import Block, is_figured, label_at
from workbook.exports.tidy.fill_down import is_empty
from workbook.exports.tidy.stub import heading_of, stub_rows

_FIELDS: Mapping[Dimension, str] = {
    Dimension.CENTRE: str(Observations.CENTRE),
    Dimension.MEASURE: str(Observations.MEASURE),
    Dimension.PERIOD: str(Observations.PERIOD),
    Dimension.PART: LEFT_OUT,
}


def tidy_stub(grid: Grid, block: Block, labels: Labels, adds: bool) -> tuple[Block, list[Issue]]:
    """A crosstab whose stub obeys the laws of lists: periods in one column, and only the rows that are read.

    Args:
        grid: The sheet.
        block: Where the crosstab is.
        labels: Centres and measures.
        adds: Whether rows about the same are to be added.

    Returns:
        The crosstab, without columns that the laws made use of and without rows of parts; and what they find.
    """
    if not block.labels[1:] and not block.grains:
        return block, []  # one column alone says what rows are of
    before = _stub(grid, block, labels)
    stub, issues = _in_time(grid, before, block, labels) if block.years or block.grains else (before, [])
    if picking_columns(stub, Observations):
        none = replace(stub, rows=[[BLANK] * len(stub.header) for _ in stub.rows])
        stub, _, found = without_parts(stub, none, Observations, labels, adds)
        issues += found
    titles = enumerate(zip(before.read_as, stub.read_as, strict=True))
    gone = {stub.first_column + at for at, (old, new) in titles if old != new and new == LEFT_OUT}
    if not gone and stub.rows == before.rows:
        return block, issues
    left = [column for column in block.labels if column not in gone]
    rows = dict(zip(stub.row_numbers, stub.rows, strict=True))
    out = {number for number, row in rows.items() if is_empty(row)}
    told = {number: _cells(row, stub.first_column, left) for number, row in rows.items() if number not in out}
    body = [number for number in block.body if number not in out]
    return replace(block, body=body, labels=left, told=told), issues


def _cells(row: Sequence[Cell], first: int, columns: Sequence[int]) -> dict[int, Cell]:
    return {column: row[column - first] for column in columns if not is_empty([row[column - first]])}


def _in_time(grid: Grid, stub: RawTable, block: Block, labels: Labels) -> tuple[RawTable, list[Issue]]:
    """The stub with its periods and their years in one column; that labels are printed once needs no saying here."""
    rows = enumerate(stub.row_numbers)
    carried = {at for at, number in rows if not block.years <= grid.rows[number].keys()}
    stub, issues = with_years(stub, Observations, carried)
    issues += time_issues(stub, Observations, labels)
    longer = [column for column, grain in block.grains.items() if grain is not min(block.grains.values())]
    for column in set(longer).intersection(block.labels):
        stub = left_out_column(stub, column - stub.first_column)
    return stub, [issue for issue in issues if issue.code != "label_repeated"]


def _stub(grid: Grid, block: Block, labels: Labels) -> RawTable:
    """The columns of labels as a list has them, each label in every row that it holds for."""
    columns = range(min(block.labels), max(block.labels) + 1)
    rows = stub_rows(grid, block)
    titles = [heading_of(grid, block, column) for column in columns]
    return RawTable(
        file=grid.file,
        sheet=grid.sheet,
        header=titles,
        rows=[[cells.get(column, BLANK) for column in columns] for cells in rows.values()],
        row_numbers=list(rows),
        first_column=columns.start,
        header_row=max(block.headers, default=block.body[0]),
        text_only=grid.text_only,
        read_as=[_field(grid, block, column, title, labels) for column, title in zip(columns, titles, strict=True)],
    )


def _field(grid: Grid, block: Block, column: int, title: str, labels: Labels) -> str:
    """The field that a column of labels is of, by most of its labels; its title where they tell nothing known."""
    if column not in block.labels:
        return LEFT_OUT
    if column in block.years:
        return title
    if column in block.grains:  # of months and their quarters the months are the periods
        return str(Observations.PERIOD) if block.grains[column] is min(block.grains.values()) else title
    rows = (number for number in block.body if is_figured(grid, block, number))
    cells: list[Cell] = [cell for number in rows if (cell := label_at(grid, block, number, column)) is not None]
    dimension = dimension_of(cells, labels, labels.year)
    return title if dimension is None else _FIELDS.get(dimension, title)
