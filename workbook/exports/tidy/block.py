"""A table on a sheet by its rows and columns, and what stands in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.cells import Cell, CellKind, Grid
from schemas.lexicon.figure_cells import is_figure
from schemas.lexicon.time_headings import worded
from schemas.text.periods import Grain
from workbook.exports.facts import Label, Role


@dataclass
class Block:
    """A table on a sheet, by row and column numbers.

    Args:
        titles: The rows above the headers.
        headers: The header rows.
        body: The rows below, in order: figures, and headings between them.
        columns: The columns of figures.
        labels: The columns of labels, left of the figures.
        grains: Columns of labels headed by a part of the year (``Quarter``) → which, for labels that are its numbers.
        years: Columns of labels headed by a word for years.
        counted: Header rows that are numbers of a part of the year → which.
        misread: Rows of the body whose figures nobody can read (``95,x``), so that none of them looks like one.
        told: Row → column → the label that holds there, where it was told already; empty where the cells tell.
    """

    titles: list[int] = field(default_factory=list)
    headers: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    grains: dict[int, Grain] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)
    counted: dict[int, Grain] = field(default_factory=dict)
    misread: set[int] = field(default_factory=set)
    told: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)


def sheet_name(grid: Grid) -> Label:
    """A sheet's name as a text around its tables; it stands in no row."""
    return Label(0, 0, Cell(CellKind.TEXT, grid.sheet), Role.SHEET)


def is_figured(grid: Grid, block: Block, number: int) -> bool:
    """Whether a row has figures in the block's columns."""
    row = grid.rows[number]
    return number in block.misread or any(is_figure(row[column]) for column in block.columns if column in row)


def label_at(grid: Grid, block: Block, number: int, column: int) -> Cell | None:
    """A label of a row, numbers of months by their names; None where there is none."""
    if number in block.told:
        return block.told[number].get(column)
    cell = grid.rows[number].get(column)
    return worded(cell, block.grains[column]) if cell is not None and column in block.grains else cell


def labels_in(grid: Grid, block: Block, column: int) -> list[Cell]:
    """The labels of a column in rows of figures, from the top down; others are headings of the rows below them."""
    rows = (number for number in block.body if is_figured(grid, block, number))
    return [cell for number in rows if (cell := label_at(grid, block, number, column)) is not None]


def texts(grid: Grid, numbers: Iterable[int], role: Role = Role.TITLE) -> list[Label]:
    """What stands in rows around a table: above it, in its corner or below it."""
    return [
        Label(number, column, cell, role)
        for number in numbers
        for column, cell in grid.rows[number].items()
        if cell.kind is not CellKind.BLANK
    ]
