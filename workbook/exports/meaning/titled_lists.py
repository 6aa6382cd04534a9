"""What the titles above a list say of all its rows, where no column says it: the centre, the measure, the period."""

from collections.abc import Mapping
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

from schemas.cells import Grid, RawTable
from schemas.lexicon.labels import Dimension, Labels
from schemas.profiles.export_profile import ExportProfile
from schemas.tables import FIGURES, Observations
from schemas.thresholds import MOST_TITLE_CELLS
from schemas.words.vocabulary import headers, text_key
from workbook.exports.facts import address
from workbook.exports.meaning.claims import Claims
from workbook.exports.meaning.profile_claims import given_by
from workbook.exports.meaning.surroundings import Surroundings
from workbook.exports.meaning.years import TitleYears
from workbook.exports.tidy.block import Block
from workbook.exports.tidy.lists import find_lists

_DIMENSIONS = {
    Dimension.CENTRE: Observations.CENTRE,
    Dimension.MEASURE: Observations.MEASURE,
    Dimension.PERIOD: Observations.PERIOD,
}


class TitleValue(NamedTuple):
    """What a title says of every row below it.

    Args:
        value: What it says, by its own name.
        text: The title; empty where the profile says it.
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
        told: Field → what the profile or the titles say of every row, where no column says it.
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
    found = find_lists(grid, labels, profile)
    given = given_by(profile, labels)
    return [_titled(grid, each, labels, given, len(found) == 1) for each in found]


def _titled(grid: Grid, raw: RawTable, labels: Labels, given: Claims, alone: bool) -> TitledList:
    block = Block(
        titles=_titles(grid, raw),
        headers=[raw.header_row],
        body=list(raw.row_numbers),
        columns=[raw.first_column + at for at, title in enumerate(raw.read_as) if _is_figure(title)],
    )
    around = Surroundings(grid, block, labels, given, alone)
    return TitledList(raw, around.years, {**_values(raw, around), **_given(raw, given)})


def _titles(grid: Grid, raw: RawTable) -> list[int]:
    """The lines right above a header; the rows of a list that stands before it end them."""
    above = reversed([number for number in grid.rows if number < raw.header_row])
    return [*takewhile(lambda number: len(grid.rows[number]) <= MOST_TITLE_CELLS, above)][::-1]


def _is_figure(title: str) -> bool:
    return headers(Observations).get(text_key(title)) in FIGURES[Observations]


def _given(raw: RawTable, given: Claims) -> dict[str, TitleValue]:
    """Field → what the profile tells, for those that no column holds."""
    known = headers(Observations)
    standing = {known.get(text_key(title)) for title in raw.read_as}
    pairs = ((field, given.value_of(dimension)) for dimension, field in _DIMENSIONS.items() if field not in standing)
    return {str(field): TitleValue(str(value), "", "") for field, value in pairs if value}


def _values(raw: RawTable, around: Surroundings) -> dict[str, TitleValue]:
    """Field → what the titles tell, for those that no column holds.

    Nothing where a column, or a line nearer to the list, is one that nothing is known of: it may say otherwise.
    """
    known = headers(Observations)
    standing = {known.get(text_key(title)) for title in raw.read_as if title.strip()}
    whole = standing.issuperset(_DIMENSIONS.values())
    if whole or None in standing or not {Observations.VALUE, Observations.NUMERATOR} & standing:
        return {}
    told: dict[str, TitleValue] = {}
    for dimension, field in _DIMENSIONS.items():
        label, value = around.told(dimension)
        if field in standing or label is None or not value:
            continue
        if around.is_contradicted(dimension) or around.is_doubtful(label):
            return {}
        told[str(field)] = TitleValue(str(value), label.shown, address(*label.at) if label.row else "")
    return told
