"""What the titles above a list say of all its rows, where no column says it: the centre, the measure, the period."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from schemas.cells import Cell, CellKind, Grid, RawTable
from schemas.lexicon.labels import Dimension, Labels, drawn_on, is_note
from schemas.profiles.export_profile import ExportProfile
from schemas.tables import Observations
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import headers, text_key
from workbook.exports.facts import address
from workbook.exports.meaning.years import TitleYears, title_years
from workbook.exports.tidy.lists import FoundList, find_lists

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


class TitledList(NamedTuple):
    """A list with what the lines around it say.

    Args:
        raw: Its rows, under its header.
        years: The years that titles, notes and the sheet's name say.
        told: Field → what the titles say of every row, where no column says it.
    """

    raw: RawTable
    years: TitleYears = TitleYears()
    told: Mapping[str, TitleValue] = MappingProxyType({})


def titled_lists(grid: Grid, labels: Labels, profile: ExportProfile) -> list[TitledList]:
    """The lists of a sheet, each with what is said around it.

    Args:
        grid: The sheet.
        labels: What is known.
        profile: Which header means which field, where the user has said it.

    Raises:
        CannotOpenError: A list is larger than a machine holds.
    """
    return [_titled(found, labels) for found in find_lists(grid, labels, profile)]


def _titled(found: FoundList, labels: Labels) -> TitledList:
    raw = found.raw
    titles = [label.text for line in reversed(found.above) for label in line if not is_note(label.text)]
    notes = [label.text for label in found.notes]
    years = title_years(titles, [raw.sheet], raw.file, labels, notes)
    return TitledList(raw, years, values_from_titles(found, labels))


def values_from_titles(found: FoundList, labels: Labels) -> dict[str, TitleValue]:
    """What holds for every row of a list.

    Args:
        found: The list.
        labels: The centres and measures that are known.

    Returns:
        Field → what is told, for those that no column holds, and that a line right above or the sheet's name is in
        full (``Jobcenter Nord``, ``Center: Jobcenter Nord``). Nothing where a column, or a line nearer to the list, is
        one that nothing is known of: it may say otherwise.
    """
    known = headers(Observations)
    standing = {known.get(text_key(title)) for title in found.raw.read_as if title.strip()}
    whole = standing.issuperset(_DIMENSIONS.values())
    if whole or None in standing or not {Observations.VALUE, Observations.NUMERATOR} & standing:
        return {}
    told: dict[str, TitleValue] = {}
    for texts, cell in _lines(found):
        said = list(_said(texts, labels))
        if not said:
            break
        for field, value in said:
            if field not in standing and field not in told:
                told[field] = TitleValue(value, texts[-1].strip(), cell)
            elif field in told and told[field].value != value:
                return {}
    return told


def _lines(found: FoundList) -> Iterator[tuple[list[str], str]]:
    """The lines above a header, the nearest first, without notes and days; then the sheet's name."""
    for line in found.above:
        if not line:
            return
        texts = [label.text for label in line if label.cell.kind is CellKind.TEXT]
        if texts and not is_note(texts[0]) and drawn_on(texts[0]) is None:
            yield texts, address(*line[-1].at)
    yield [found.raw.sheet], ""


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
