"""What a measure of the LIS counts in a year: months from January without a gap, each once."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from macros.steps.contract import Contract
from schemas.frames import is_missing
from schemas.tables import Observations
from schemas.text.periods import MONTHS_A_YEAR, running_month
from udfs.goals.overlaps import spans, without_overlaps, year_start


@dataclass(frozen=True)
class Counted:
    """A count of a year to date.

    Args:
        total: The sum.
        months: The months that it covers, from January; 0 where January has no figure.
    """

    total: float
    months: int


def months_gone(as_of: date, year: int) -> int:
    """How many whole months of a year have gone by: 0 to 12."""
    return min(max(running_month(as_of + timedelta(days=1)) - year_start(year), 0), MONTHS_A_YEAR)


def counted_until(contract: Contract, centre: str, measure: str, year: int, months: int) -> Counted:
    """What a measure counts from January on.

    Args:
        contract: The workbook.
        centre: Whose.
        measure: Which.
        year: The year.
        months: So many months at most, from January.

    Returns:
        The months up to the first one without a figure: what comes after a gap is not counted. Where periods overlap
        the rule is that of all observations.
    """
    observed = contract.counted
    mine = observed[(observed[Observations.CENTRE] == centre) & (observed[Observations.MEASURE] == measure)]
    mine = mine[mine[Observations.VALUE].notna()]
    when = spans(mine[Observations.PERIOD].tolist())
    start = year_start(year)
    inside = (when.first >= start) & (when.last < start + months)
    keep = np.flatnonzero(inside)
    keep = keep[without_overlaps(np.zeros(len(keep), np.int64), when.first[keep], when.length[keep])]
    total, expected = 0.0, start
    for at in keep[np.argsort(when.first[keep])].tolist():
        value = mine[Observations.VALUE].iloc[at]
        if when.first[at] != expected or is_missing(value):
            break
        total, expected = total + float(value), int(when.last[at]) + 1
    return Counted(total, expected - start)
