"""What a row and a column of a crosstab say together, where both say something of the same kind."""

from dataclasses import replace

from schemas.lexicon.labels import Dimension, Labels
from workbook.exports.facts import Label
from workbook.exports.meaning.centres import narrower
from workbook.exports.meaning.claims import Claims
from workbook.exports.meaning.periods import agreed, names_no_year

Conflict = tuple[Label, Label]
"""A label, and the one that says otherwise."""


def crossed(row: Claims, column: Claims, labels: Labels) -> tuple[Claims, list[Conflict]]:
    """What a figure's row and column say of it.

    Args:
        row: What its row says.
        column: What its column says.
        labels: The groups, and the areas that are wider than the workbook's.

    Returns:
        Both together: January in the row and 2008 in the column are January 2008, and a column of the whole country
        is no centre's. And the labels that contradict each other.
    """
    known = row.over(column)
    conflicts: list[Conflict] = []
    if known.total is not None:
        return known, conflicts
    if row.periods and column.periods:
        said = agreed([*row.periods, *column.periods])
        if said.period != known.period:
            spots = {**known.places, Dimension.PERIOD: said.label}
            known = replace(known, period=said.period, year=said.period.year, dated=True, places=spots)
        if said.conflict:
            conflicts += _spots(row, column, Dimension.PERIOD)
    if row.centre is not None and column.centre is not None and row.centre != column.centre:
        centre = column.centre if column.centre in labels.beyond else narrower(row.centre, column.centre, labels)
        known = replace(known, centre=centre or row.centre)
        if centre is None:
            conflicts += _spots(row, column, Dimension.CENTRE)
    return known, conflicts


def is_bare(known: Claims) -> bool:
    """Whether a label of a period, and whatever stands above or beside it, names no year."""
    spot = known.places.get(Dimension.PERIOD)
    return spot is not None and not known.dated and names_no_year(spot)


def _spots(row: Claims, column: Claims, dimension: Dimension) -> list[Conflict]:
    one, other = row.places.get(dimension), column.places.get(dimension)
    return [(other, one)] if one and other else []
