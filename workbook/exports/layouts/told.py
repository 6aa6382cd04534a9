"""What the titles above a list say of all its rows, where no column says it: the centre, the measure, the period."""

from collections.abc import Iterator, Sequence

from schemas.cells import Cell, CellKind, Grid, Told, column_letters
from schemas.labels import Dimension, Labels, is_note
from schemas.tables import Observations
from schemas.title_texts import names_in, period_in
from schemas.vocabulary import headers, normal

_TITLE_CELLS = 2
"""A title is a cell alone, or a name and what it is."""
_NAMED = {Dimension.CENTRE: Observations.CENTRE, Dimension.MEASURE: Observations.MEASURE}


def told_above(grid: Grid, top: int, matched: Sequence[str], labels: Labels) -> dict[str, Told]:
    """What holds for every row of a list.

    Args:
        grid: The sheet.
        top: The row of the list's header.
        matched: The titles its columns are matched by.
        labels: The centres and measures that are known.

    Returns:
        Field → what is told, for those that no column holds and that the lines right above and the sheet's name tell
        without contradiction.
    """
    known = headers(Observations)
    standing = {known.get(normal(title)) for title in matched}
    if not {Observations.VALUE, Observations.NUMERATOR} & standing:
        return {}  # no list of observations
    found: dict[str, dict[str, Told]] = {}
    for cell, address in _lines(grid, top):
        for field, value in _said(cell.text, labels):
            found.setdefault(field, {}).setdefault(value, Told(value, cell.text.strip(), address))
    return {
        field: next(iter(values.values()))
        for field, values in found.items()
        if len(values) == 1 and field not in standing
    }


def _lines(grid: Grid, top: int) -> Iterator[tuple[Cell, str]]:
    """The texts right above a header, up to the first row that is no title, and the sheet's name."""
    numbers = [number for number in grid.rows if number < top]
    for number in reversed(numbers):
        row = grid.rows[number]
        if len(row) > _TITLE_CELLS:
            break
        for column, cell in row.items():
            if cell.kind is CellKind.TEXT and not is_note(cell.text):
                yield cell, f"{column_letters(column)}{number}"
    yield Cell(CellKind.TEXT, grid.sheet), ""


def _said(text: str, labels: Labels) -> Iterator[tuple[str, str]]:
    for name in names_in(text):
        for meaning in labels.meanings(Cell(CellKind.TEXT, name), None):
            if meaning.dimension in _NAMED and meaning.value:
                yield str(_NAMED[meaning.dimension]), str(meaning.value)
    if (period := period_in(text, labels)) is not None:
        yield str(Observations.PERIOD), str(period)
