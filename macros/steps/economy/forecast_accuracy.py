"""The forecasts that were made against the accounts."""

from macros.steps.economy.found import Economics, Found
from schemas.reading import empty
from schemas.tables import ForecastAccuracy


def forecast_accuracy(about: Economics) -> Found:
    """How far each forecast that was made lay from the accounts.

    Args:
        about: The workbook's economy; ``standing`` holds what was recorded before.
    """
    return Found(empty(ForecastAccuracy))
