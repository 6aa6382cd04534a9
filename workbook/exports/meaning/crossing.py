"""What a row and a column of a crosstab say together, where both say something of the same kind."""

from dataclasses import replace

from schemas.cells import CellKind
from schemas.lexicon.labels import Dimension, Labels
from schemas.text.periods import Grain, Period, is_period
from schemas.text.values import without_mark
from workbook.exports.facts import Label
from workbook.exports.meaning.claims import Claims

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
    period, agrees = _period(row, column)
    if period is not None and period != known.period:
        finer = min((row, column), key=lambda each: each.period.grain if each.period else Grain.YEAR)
        spots = {**known.places, Dimension.PERIOD: finer.places.get(Dimension.PERIOD, known.places[Dimension.PERIOD])}
        known = replace(known, period=period, year=period.year, dated=True, places=spots)
    if not agrees:
        conflicts += _spots(row, column, Dimension.PERIOD)
    if row.centre is not None and column.centre is not None and row.centre != column.centre:
        if column.centre in labels.beyond:
            known = replace(known, centre=column.centre)
        elif not labels.is_within(row.centre, column.centre):
            conflicts += _spots(row, column, Dimension.CENTRE)
    return known, conflicts


def _period(row: Claims, column: Claims) -> tuple[Period | None, bool]:
    """The period of both, and whether they agree."""
    one, other = row.period, column.period
    if one is None or other is None or one == other:
        return one or other, True
    if Grain.YEAR in {one.grain, other.grain} and one.grain is not other.grain:
        finer, year = (row, other) if other.grain is Grain.YEAR else (column, one)
        assert finer.period is not None
        if is_bare(finer):
            return Period(year.year, finer.period.grain, finer.period.index), True
        return finer.period, finer.period.year == year.year
    for inner, outer in ((one, other), (other, one)):
        if inner.lies_in(outer):
            return inner, True
    return one, False


def is_bare(known: Claims) -> bool:
    """Whether a label of a period, and whatever stands above or beside it, names no year."""
    spot = known.places.get(Dimension.PERIOD)
    return spot is not None and not known.dated and names_no_year(spot)


def names_no_year(spot: Label) -> bool:
    """Whether a label is a period and names no year."""
    return spot.cell.kind is CellKind.TEXT and not is_period(without_mark(spot.text).rstrip(" :"))


def _spots(row: Claims, column: Claims, dimension: Dimension) -> list[Conflict]:
    one, other = row.places.get(dimension), column.places.get(dimension)
    return [(other, one)] if one and other else []
