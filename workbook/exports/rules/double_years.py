"""Periods that are a month or a year over New Year: ``2009/10`` is October 2009, or the school year 2009 to 2010."""

import re
from collections.abc import Mapping

from schemas.cells import Cell, CellKind, Grid, RawTable
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Dimension
from schemas.reading import fields_of, place_in
from schemas.tables import Observations
from schemas.text.periods import Grain, is_period, parse_period
from workbook.exports.tidy.crosstab import Crosstab
from workbook.exports.tidy.unpivot import place as place_of

_TWO_NUMBERS = re.compile(r"\s*(?P<year>\d{4})\s*(?P<joint>[-/\u2013.]?)\s*(?P<next>\d{2})\s*")
_OF_YEARS = "/"
"""Between a year and a month stands a hyphen; between two years a stroke."""
_CENTURY = 100


def double_years_of_list(raw: RawTable) -> list[Issue]:
    """The question about the periods of a list.

    Args:
        raw: Its rows; those of crosstabs have no labels of their own.
    """
    fields = fields_of(raw, Observations)
    if Observations.PERIOD not in fields:
        return []
    at = fields.index(Observations.PERIOD)
    first: dict[str, Place] = {}
    for number, row in enumerate(raw.rows):
        if _may_be_asked(row[at]):
            first.setdefault(row[at].text.strip(), place_in(raw, number, at))
    return _question(first)


def double_years_of_crosstab(grid: Grid, tab: Crosstab) -> list[Issue]:
    """The question about the periods of a crosstab.

    Args:
        grid: The sheet.
        tab: The crosstab.
    """
    spots = (figure.known.places.get(Dimension.PERIOD) for figure in tab.figures)
    told = {spot.shown: spot for spot in spots if spot and _may_be_asked(spot.cell)}
    return _question({text: place_of(grid, spot) for text, spot in told.items()})


def _may_be_asked(cell: Cell) -> bool:
    return cell.kind in {CellKind.TEXT, CellKind.NUMBER}


def _question(texts: Mapping[str, Place]) -> list[Issue]:
    """An error at the first of the periods where all that may be months may be years as well."""
    months = [text for text in texts if is_period(text) and parse_period(text).grain is Grain.MONTH]
    found = [match for text in months if (match := _TWO_NUMBERS.fullmatch(text)) and _follows(match)]
    if not found or len(found) < len(months):
        return []
    if len(found) == 1 and found[0]["joint"] != _OF_YEARS:
        return []  # one month alone, as months are written
    shown = found[0][0].strip()
    about = {"month": str(parse_period(shown)), "years": f"{found[0]['year']}-{int(found[0]['year']) + 1}"}
    return [Issue("period_or_years", texts[shown], shown, about)]


def _follows(match: re.Match[str]) -> bool:
    """Whether the second number is that of the year after the first."""
    return int(match["next"]) == (int(match["year"]) + 1) % _CENTURY
