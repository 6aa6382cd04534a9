"""Resources follow the citizen: persons expected by last year's pattern, and the budget at the average price.

Source: steering model 2006 (*et budget efter en gennemsnitlig pris, og hvor mange, der kommer ind ad døren*).
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from schemas.text.periods import MONTHS_A_YEAR
from udfs.economy.amounts import exact, whole_ore


@dataclass(frozen=True)
class InflowBudget:
    """The budget that the inflow makes likely.

    Args:
        persons: The persons expected in the year; None where nothing has come in yet.
        budget: The budget at the average price, in whole øre.
        expected: The expected budget; None where no persons are expected.
        by_last_year: Whether last year's pattern tells; otherwise the inflow goes on as it has.
    """

    persons: Decimal | None
    budget: int
    expected: int | None
    by_last_year: bool

    @property
    def moved(self) -> int | None:
        """By how much the inflow moves the budget."""
        return None if self.expected is None else self.expected - self.budget


def inflow_budget(
    budgeted: float, price: int, inflow: float, months: int, last_year_to_date: float, last_year: float
) -> InflowBudget:
    """The persons expected, and the budget that follows them.

    Args:
        budgeted: The year's persons as budgeted.
        price: The average price in whole øre.
        inflow: Persons to date; NaN where none is known.
        months: The months they came in, from January.
        last_year_to_date: Persons of the same months last year; NaN where not known.
        last_year: Persons of all of last year; NaN where not known.

    Returns:
        ``inflow x last year / last year to date`` persons; where last year is not known, ``inflow x 12 / months``.
    """
    budget = whole_ore(exact(budgeted) * price)
    if math.isnan(inflow) or months == 0:
        return InflowBudget(None, budget, None, False)
    tells = last_year_to_date > 0 and not math.isnan(last_year)
    if tells:
        persons = exact(inflow) * exact(last_year) / exact(last_year_to_date)
    else:
        persons = exact(inflow) * MONTHS_A_YEAR / months
    return InflowBudget(persons, budget, whole_ore(persons * price), tells)
