"""Budget use, its check against floor and ceiling, and the observations that budget lines give.

Source: half-year report 2008, tables 19-21; contract 2011, goal 13 (the forecast's deviation from the accounts).
"""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from udfs.goals.arrays import Codes, Figures, divided, figures, less, position

_HUNDRED = 100.0


class BudgetCheck(StrEnum):
    """What a budget's use says."""

    UNKNOWN = "unknown"
    UNDER = "under"
    OVER = "over"
    WITHIN = "within"


def budget_use(actual: ArrayLike, budget: ArrayLike) -> Figures:
    """Use of a budget in per cent.

    Args:
        actual: What was used, in kroner or øre.
        budget: The budget of the same months, in the same unit.

    Returns:
        ``100 actual/budget``; NaN where the budget is 0 or missing.
    """
    return divided(figures(actual) * _HUNDRED, budget)


def budget_check(use: ArrayLike, floor: ArrayLike, ceiling: ArrayLike) -> Codes:
    """Whether a budget's use lies within its floor and ceiling.

    Args:
        use: Use in per cent.
        floor: The least use in per cent; NaN for none.
        ceiling: The highest use in per cent; NaN for none.

    Returns:
        Codes of ``BudgetCheck``.
    """
    share = figures(use)
    check = np.full(np.broadcast_shapes(share.shape, np.shape(floor), np.shape(ceiling)), position(BudgetCheck.WITHIN))
    check = np.where(less(share, floor), position(BudgetCheck.UNDER), check)
    check = np.where(less(ceiling, share), position(BudgetCheck.OVER), check)
    return np.asarray(np.where(np.isnan(share), position(BudgetCheck.UNKNOWN), check), dtype=np.int8)


def forecast_deviation(forecast: ArrayLike, final: ArrayLike) -> Figures:
    """How far a forecast of the year's use lay from the final accounts, in per cent of the accounts.

    Args:
        forecast: The year's use as it was forecast, in kroner or øre.
        final: The year's use in the final accounts, in the same unit.

    Returns:
        ``100 |forecast - final|/|final|``; NaN where the accounts are 0 or missing.
    """
    end = figures(final)
    return divided(np.abs(figures(forecast) - end) * _HUNDRED, np.abs(end))
