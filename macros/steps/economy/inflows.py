"""Resources follow the citizen: the inflow to date and the budget that it makes likely."""

from macros.steps.economy.found import Economics, Found
from schemas.reading import empty
from schemas.tables import InflowBudgets


def inflow_budgets(about: Economics) -> Found:
    """The persons expected by last year's pattern, and the budget at the average price.

    Args:
        about: The workbook's economy.
    """
    return Found(empty(InflowBudgets))
