"""Rows of a crosstab whose stub divides its figures (``women``, ``men``, ``total``): picked by the law of lists."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from schemas.cells import BLANK, Cell, CellKind, Grid, RawTable
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Dimension, Labels
from schemas.profiles.export_profile import LEFT_OUT
from schemas.tables import KEYS, Observations
from workbook.exports.facts import address
from workbook.exports.meaning.claims import dimension_of
from workbook.exports.rules.breakdowns import without_parts
from workbook.exports.rules.row_selection import picking_columns
from workbook.exports.rules.selector_columns import name_of, row_keys
from workbook.exports.tidy.block import Block, is_figured, labels_in
from workbook.exports.tidy.fill_down import is_empty, without_totals
from workbook.exports.tidy.stub import heading_of, stub_rows

_FIELDS: Mapping[Dimension, str] = {
    Dimension.CENTRE: str(Observations.CENTRE),
    Dimension.MEASURE: str(Observations.MEASURE),
    Dimension.PERIOD: str(Observations.PERIOD),
    Dimension.PART: Dimension.PART,
}


def whole_rows(grid: Grid, block: Block, labels: Labels, adds: bool) -> tuple[Block, list[Issue]]:
    """A crosstab with those of its rows alone that are of the whole in every column of its stub that divides them.

    Args:
        grid: The sheet.
        block: Where the crosstab is.
        labels: Centres and measures.
        adds: Whether rows about the same are to be added.

    Returns:
        The crosstab, without these columns and the rows of parts; and what ``without_parts`` finds. Nothing is picked
        below headings, which rows are of too, nor beside a column of parts or kinds: a total of targets is no result's.
    """
    if not block.labels[1:] or _has_headings(grid, block):
        return block, []
    whole = _stub(grid, block, labels)
    if Dimension.PART in whole.read_as or not picking_columns(whole, Observations):
        return block, []
    stub, of_all = without_totals(whole, Observations, labels)
    stub, totals, issues = without_parts(stub, of_all, Observations, labels, adds)
    picked = [at for at, (old, new) in enumerate(zip(whole.read_as, stub.read_as, strict=True)) if old != new]
    if not picked:
        return block, issues
    rows = zip(stub.row_numbers, stub.rows, totals.rows, of_all.rows, strict=True)
    out = {
        number
        for number, row, total, whole_total in rows
        if is_empty(row) and is_empty(total) and not _is_undivided(whole_total, picked)
    }
    columns, keys = {whole.first_column + at for at in picked}, row_keys(whole, Observations, labels)
    told = {
        number: {column: cell for column, cell in cells.items() if column not in columns}
        for number, cells in stub_rows(grid, block).items()
        if number not in out
    }
    left = [column for column in block.labels if any(column in cells for cells in told.values())]
    said = next((issue.value for issue in issues if issue.code == "parts_left_out"), "")
    about = {"column": name_of(whole, picked[0]), "whole": said}
    issues += _parts_of_blanks(grid, block, dict(zip(whole.row_numbers, keys, strict=True)), out, about)
    return replace(block, body=[number for number in block.body if number not in out], labels=left, told=told), issues


def _is_undivided(total: Sequence[Cell], picked: Sequence[int]) -> bool:
    """Whether a row is a total of all that the picked columns divide, and says nothing in them."""
    return not is_empty(total) and is_empty([total[at] for at in picked])


def _has_headings(grid: Grid, block: Block) -> bool:
    """Whether labels stand alone between the rows of figures."""
    between = (grid.rows[number] for number in block.body if not is_figured(grid, block, number))
    return any(column in row for row in between for column in block.labels)


def _parts_of_blanks(
    grid: Grid, block: Block, keys: Mapping[int, tuple[str, ...]], out: Set[int], about: Mapping[str, object]
) -> list[Issue]:
    """Errors for figures of parts in columns in which their whole has none."""
    there = {(key, column) for number, key in keys.items() if number not in out for column in grid.rows[number]}
    wanted = ((number, column) for number in sorted(out) for column in block.columns if column in grid.rows[number])
    return [
        Issue("part_alone", Place(grid.file, grid.sheet, number, "", address(number, column)), shown, about)
        for number, column in wanted
        if (keys[number], column) not in there and (shown := grid.rows[number][column].text.strip())
    ]


def _stub(grid: Grid, block: Block, labels: Labels) -> RawTable:
    """The columns of labels as a list has them: each label in every row that it holds for, one column a field."""
    columns = range(min(block.labels), max(block.labels) + 1)
    rows = stub_rows(grid, block)
    titles = [heading_of(grid, block, column) for column in columns]
    stub = RawTable(
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
    for field in KEYS[Observations]:
        stub = _together(stub, [at for at, name in enumerate(stub.read_as) if name == field])
    return stub


def _together(stub: RawTable, positions: Sequence[int]) -> RawTable:
    """A stub with what several columns say of one field in the first of them: a year and its month are one period."""
    if len(positions) <= 1:
        return stub
    first, *others = positions
    texts = (" ".join(row[at].text.strip() for at in positions if not is_empty([row[at]])) for row in stub.rows)
    rows = [
        [*row[:first], Cell(CellKind.TEXT, text) if text else BLANK, *row[first + 1 :]]
        for row, text in zip(stub.rows, texts, strict=True)
    ]
    read_as = [LEFT_OUT if at in others else name for at, name in enumerate(stub.read_as)]
    return replace(stub, rows=rows, read_as=read_as)


def _field(grid: Grid, block: Block, column: int, title: str, labels: Labels) -> str:
    """The field that a column of labels is of, by most of its labels; its title where they tell nothing known."""
    if column not in block.labels:
        return LEFT_OUT
    if column in block.years or column in block.grains:
        return str(Observations.PERIOD)
    dimension = dimension_of(labels_in(grid, block, column), labels, labels.year)
    return title if dimension is None else _FIELDS.get(dimension, title)
