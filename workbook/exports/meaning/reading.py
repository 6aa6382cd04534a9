"""A figure as it is understood: what its row, its column and the titles claim of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.cells import Cell
from schemas.lexicon.labels import Dimension, FigureRole
from workbook.exports.facts import Fact
from workbook.exports.meaning.claims import Claims


@dataclass(frozen=True)
class Reading:
    """A figure with what is claimed of it.

    Args:
        fact: The figure and the labels of its row and column.
        known: What these and the titles say together.
    """

    fact: Fact
    known: Claims

    @property
    def row(self) -> int:
        """The figure's row number."""
        return self.fact.row

    @property
    def column(self) -> int:
        """The figure's column number."""
        return self.fact.column

    @property
    def cell(self) -> Cell:
        """The figure."""
        return self.fact.cell

    @property
    def part(self) -> str:
        """Value, numerator or denominator."""
        return self.known.part or FigureRole.VALUE

    def lacking(self, nested: Mapping[int, range]) -> set[Dimension]:
        """What nothing tells of it: centre, measure, period; a total need not say them, nor what a label should tell.

        Args:
            nested: The rows of totals with labels for the rows below.
        """
        known = self.known
        told = {Dimension.CENTRE: known.centre, Dimension.MEASURE: known.measure, Dimension.PERIOD: known.period}
        lacking = {dimension for dimension, value in told.items() if value is None}
        if known.total is not None:
            lacking -= {Dimension.CENTRE, Dimension.PERIOD, *({Dimension.MEASURE} if self.row in nested else ())}
        return lacking - {dimension for dimension, _ in known.unknown}
