"""Rows of a crosstab whose stub divides its figures (``women``, ``men``, ``total``): picked by the law of lists."""

from collections.abc import Mapping
from dataclasses import replace

from schemas.cells import BLANK, Cell, Grid, RawTable
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Dimension, Labels
from schemas.profiles.export_profile import LEFT_OUT
from schemas.tables import Observations
from workbook.exports.meaning.claims import dimension_of
from workbook.exports.rules.breakdowns import without_parts
from workbook.exports.rules.row_selection import picking_columns
from workbook.exports.tidy.block import Block, is_figured, label_at
from workbook.exports.tidy.fill_down import is_empty
from workbook.exports.tidy.stub import heading_of, stub_rows

_FIELDS: Mapping[Dimension, str] = {
    Dimension.CENTRE: str(Observations.CENTRE),
    Dimension.MEASURE: str(Observations.MEASURE),
    Dimension.PERIOD: str(Observations.PERIOD),
    Dimension.PART: LEFT_OUT,
}


def whole_rows(grid: Grid, block: Block, labels: Labels, adds: bool) -> tuple[Block, list[Issue]]:
    """A crosstab with those of its rows alone that are of the whole in every column of its stub that divides them.

    Args:
        grid: The sheet.
        block: Where the crosstab is.
        labels: Centres and measures.
        adds: Whether rows about the same are to be added.

    Returns:
        The crosstab, without these columns and the rows of parts; and what ``without_parts`` finds.
    """
    if not block.labels[1:]:
        return block, []  # one column alone says what rows are of
    stub = _stub(grid, block, labels)
    if not picking_columns(stub, Observations):
        return block, []
    kept, _, issues = without_parts(
        stub, replace(stub, rows=[[BLANK] * len(stub.header) for _ in stub.rows]), Observations, labels, adds
    )
    out = {number for number, row in zip(kept.row_numbers, kept.rows, strict=True) if is_empty(row)}
    titles = zip(stub.read_as, kept.read_as, strict=True)
    picked = {stub.first_column + at for at, (before, after) in enumerate(titles) if before != after}
    if not picked:
        return block, issues
    left = [column for column in block.labels if column not in picked]
    told = {
        number: {column: cell for column, cell in cells.items() if column in left}
        for number, cells in stub_rows(grid, block).items()
    }
    return replace(block, body=[number for number in block.body if number not in out], labels=left, told=told), issues


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
    rows = (number for number in block.body if is_figured(grid, block, number))
    cells: list[Cell] = [cell for number in rows if (cell := label_at(grid, block, number, column)) is not None]
    dimension = dimension_of(cells, labels, labels.year)
    return title if dimension is None else _FIELDS.get(dimension, title)
