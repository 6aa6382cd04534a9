"""Taxameter budgets: a fixed grant and a price for each unit of activity; the budget moves with the activity.

Source: half-year report 2008, section 4 (*grundbevilling og taxameterbevilling*).
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from schemas.text.periods import MONTHS_A_YEAR
from udfs.economy.amounts import exact, whole_ore
from udfs.economy.spreading import Months, spread
from udfs.goals.arrays import Figures


@dataclass(frozen=True)
class Taxameter:
    """What a budget that follows activity is made of.

    Args:
        grant: The fixed grant of the year, in whole øre.
        price: Whole øre a unit of activity.
        budgeted: The year's activity as budgeted.
        actual: The activity of the months counted; None where none is known.
        months: How many months those are, from January.
    """

    grant: int
    price: int
    budgeted: float
    actual: float | None = None
    months: int = 0


@dataclass(frozen=True)
class MovedBudget:
    """What activity does to a budget, in whole øre.

    Args:
        original: The year's budget as given: grant + price x budgeted activity.
        moved_to_date: By how much the activity has moved it so far: price x (actual - budgeted to date).
        moved: By how much it moves the year's, where the activity goes on as it has.
        more_to_date: Units of activity more than budgeted to date.
        more: The same of the whole year.
        by_month: The movement month by month; it adds up to the year's.
    """

    original: int
    moved_to_date: int
    moved: int
    more_to_date: Decimal
    more: Decimal
    by_month: Months

    @property
    def budget(self) -> int:
        """The year's budget as the activity moves it."""
        return self.original + self.moved


def moved_budget(taxameter: Taxameter) -> MovedBudget:
    """The budget that activity moves.

    Args:
        taxameter: What it is made of. The budgeted activity lies evenly over the year, and the activity of the months
            to come is taken to go on as that of the months counted; after twelve months it is what it is.
    """
    price, budgeted = Decimal(taxameter.price), exact(taxameter.budgeted)
    original = taxameter.grant + whole_ore(price * budgeted)
    if taxameter.actual is None or taxameter.months == 0:
        nothing = Decimal(0)
        return MovedBudget(original, 0, 0, nothing, nothing, np.zeros(MONTHS_A_YEAR, np.int64))
    actual, gone = exact(taxameter.actual), Decimal(taxameter.months) / MONTHS_A_YEAR
    more_to_date = actual - budgeted * taxameter.months / MONTHS_A_YEAR
    more = actual * MONTHS_A_YEAR / taxameter.months - budgeted
    if gone == 1:
        more = more_to_date
    to_date, year = whole_ore(price * more_to_date), whole_ore(price * more)
    come, rest = _months(range(taxameter.months)), _months(range(taxameter.months, MONTHS_A_YEAR))
    by_month = spread(np.array([to_date]), come)[0]
    if taxameter.months < MONTHS_A_YEAR:
        by_month = by_month + spread(np.array([year - to_date]), rest)[0]
    return MovedBudget(original, to_date, year, more_to_date, more, by_month)


def _months(some: range) -> Figures:
    """Even weights over some months."""
    weights = np.zeros((1, MONTHS_A_YEAR))
    weights[0, some.start : some.stop] = 1.0
    return weights
