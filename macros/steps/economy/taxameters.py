"""Taxameter budgets: what the activity moves, and the use against both budgets."""

from macros.steps.economy.found import Economics, Found
from schemas.reading import empty
from schemas.tables import TaxameterBudgets


def taxameter_budgets(about: Economics) -> Found:
    """The budgets that follow activity.

    Args:
        about: The workbook's economy.
    """
    return Found(empty(TaxameterBudgets))
