"""What the titles above a list say of all its rows, where no column says it: the centre, the measure, the period."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.cells import Cell, CellKind, Grid, column_letters
from schemas.lexicon.labels import Dimension, Labels, drawn_on, is_note
from schemas.tables import Observations
from schemas.text.periods import Grain, Period
from schemas.thresholds import MOST_TITLE_CELLS
from schemas.words.vocabulary import headers, text_key

_DIMENSIONS = {
    Dimension.CENTRE: Observations.CENTRE,
    Dimension.MEASURE: Observations.MEASURE,
    Dimension.PERIOD: Observations.PERIOD,
}


class TitleValue(NamedTuple):
    """What a title says of every row below it.

    Args:
        value: What it says, by its own name.
        text: The title.
        cell: Where it stands; empty for the sheet's name.
    """

    value: str
    text: str
    cell: str


def values_from_titles(grid: Grid, top: int, matched: Sequence[str], labels: Labels) -> dict[str, TitleValue]:
    """What holds for every row of a list.

    Args:
        grid: The sheet.
        top: The row of the list's header.
        matched: The titles its columns are matched by.
        labels: The centres and measures that are known.

    Returns:
        Field → what is told, for those that no column holds, and that a line right above or the sheet's name is in
        full (``Jobcenter Nord``, ``Center: Jobcenter Nord``). Nothing where a column, or a line nearer to the list, is
        one that nothing is known of: it may say otherwise.
    """
    known = headers(Observations)
    standing = {known.get(text_key(title)) for title in matched if title.strip()}
    whole = standing.issuperset(_DIMENSIONS.values())
    if whole or None in standing or not {Observations.VALUE, Observations.NUMERATOR} & standing:
        return {}
    found: dict[str, TitleValue] = {}
    for texts, cell in _lines(grid, top):
        said = list(_said(texts, labels))
        if not said:
            break
        for field, value in said:
            if field not in standing and field not in found:
                found[field] = TitleValue(value, texts[-1].strip(), cell)
            elif field in found and found[field].value != value:
                return {}
    return found


def _lines(grid: Grid, top: int) -> Iterator[tuple[list[str], str]]:
    """The lines above a header, the nearest first, without notes and days; then the sheet's name."""
    for number in sorted((number for number in grid.rows if number < top), reverse=True):
        row = grid.rows[number]
        if len(row) > MOST_TITLE_CELLS:
            return
        texts = [cell.text for cell in row.values() if cell.kind is CellKind.TEXT]
        if texts and not is_note(texts[0]) and drawn_on(texts[0]) is None:
            yield texts, f"{column_letters(max(row))}{number}"
    yield [grid.sheet], ""


def _said(texts: Sequence[str], labels: Labels) -> Iterator[tuple[str, str]]:
    """What a line says in full, alone or after the name of what it is."""
    name, _, value = texts[0].partition(":") if len(texts) == 1 else (texts[0], "", texts[-1])
    field = headers(Observations).get(text_key(name.strip(" :")))
    text = value if field is not None and value.strip() else texts[0] if len(texts) == 1 else ""
    if not text.strip():
        return
    for meaning in labels.meanings(Cell(CellKind.TEXT, text.strip()), None):
        told = _DIMENSIONS.get(meaning.dimension)
        is_year = isinstance(meaning.value, Period) and meaning.value.grain is Grain.YEAR
        if told is not None and meaning.value and not is_year and field in {None, told}:
            yield str(told), str(meaning.value)
