"""One law for what labels claim of periods: they agree, one lies in the other, or one contradicts the other."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas.cells import CellKind
from schemas.text.periods import Period, is_period
from schemas.text.values import without_mark
from workbook.exports.facts import Label


class PeriodClaim(NamedTuple):
    """What a label claims.

    Args:
        label: The label.
        period: The period that it is read as.
        is_bare: Whether neither it nor what stands around it names its year.
    """

    label: Label
    period: Period
    is_bare: bool


class Agreed(NamedTuple):
    """What several labels claim together.

    Args:
        period: The period.
        label: The one that names it most narrowly.
        conflict: The first that contradicts it; None where none does.
    """

    period: Period
    label: Label
    conflict: Label | None = None


def agreed(claims: Sequence[PeriodClaim]) -> Agreed:
    """What labels say of a figure's period together.

    Args:
        claims: At least one; of two that are as narrow the first counts.

    Returns:
        The narrowest period: a month beside its quarter is the month. One that names no year has that of another which
        names it (``jan`` beside ``2008``). Every other one must hold it.
    """
    narrowest = min(claims, key=lambda claim: claim.period.grain)
    year = next((claim.period.year for claim in claims if not claim.is_bare), None)
    period = _of_year(narrowest, year)
    other = next((claim.label for claim in claims if not period.lies_in(_of_year(claim, period.year))), None)
    return Agreed(period, narrowest.label, other)


def _of_year(claim: PeriodClaim, year: int | None) -> Period:
    """A claim's period; one that names no year is of a year that another names."""
    period = claim.period
    return Period(year, period.grain, period.index) if claim.is_bare and year is not None else period


def names_no_year(label: Label) -> bool:
    """Whether a label is a period and names no year."""
    return label.cell.kind is CellKind.TEXT and not is_period(without_mark(label.text).rstrip(" :"))
