"""Whether a forecast keeps the floor and the ceiling of its budget, and when a ceiling is crossed; exact, in whole øre.

Source: contract 2009, section 4 (notice at any sign of an overrun); half-year report 2008, tables 19-21 (the limits).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from schemas.frames import is_missing, records
from schemas.tables import BudgetLines
from schemas.text.periods import MONTHS_A_YEAR
from udfs.economy.amounts import limit_amount

_HUNDRED = 100


@dataclass(frozen=True)
class BrokenLimit:
    """A limit that a year's use does not keep.

    Args:
        is_ceiling: Whether it is the ceiling; otherwise the floor.
        percent: The limit in per cent of the budget.
        limit: The limit in øre: the most, or the least, that keeps it. Of an income it is negative, as its budget.
        over: How far beyond it the year ends: above 0 over the ceiling, below 0 under the floor.
        use: The year's use in per cent of the budget; NaN where that is 0.
    """

    is_ceiling: bool
    percent: float
    limit: int
    over: int
    use: float


def broken_limit(
    forecast: int, budget: int, floor: float, ceiling: float, is_income: bool = False
) -> BrokenLimit | None:
    """The limit that a year's use breaks.

    Args:
        forecast: The year's use, expected or come, in øre.
        budget: The year's corrected budget, in øre. A negative one is of an income, of which less than the floor is
            what breaks it.
        floor: The least use in per cent; NaN for none.
        ceiling: The highest use in per cent; NaN for none.
        is_income: Whether a budget of 0 is of an income.

    Returns:
        The limit; None where both are kept. What lies just on a limit keeps it.
    """
    sign = -1 if budget < 0 or (is_income and not budget) else 1
    use = float(Fraction(forecast * _HUNDRED, budget)) if budget else math.nan
    for percent, is_ceiling in ((ceiling, True), (floor, False)):
        if math.isnan(percent):
            continue
        limit = limit_amount(percent, budget)
        over = sign * (forecast - limit)
        if (over > 0) if is_ceiling else (over < 0):
            return BrokenLimit(is_ceiling, percent, limit, over, use)
    return None


def crossing_month(
    months: Sequence[int | None], forecast: int, limit: int, weights: Sequence[int] | None = None
) -> int | None:
    """The month in which the running sum of a year crosses a ceiling.

    Args:
        months: What was used in each month of the year, in øre; None where it is not known yet.
        forecast: The year's use as it is expected, in øre: what it leaves beside the known months is spread over the
            others.
        limit: The most that may be used, in øre.
        weights: How that lies over the months, none below 0 (of known ones it is not asked); evenly where it is None,
            or 0 in every month that is not known.

    Returns:
        The first month, from 1, after which more than the limit is used; None where it is kept in all.
    """
    unknown = [at for at, used in enumerate(months) if used is None]
    shares = [0 if weights is None else max(weights[at], 0) for at in unknown]
    shares = shares if sum(shares) else [1] * len(unknown)
    share = dict(zip(unknown, shares, strict=True))
    whole, rest = sum(shares), forecast - sum(used for used in months if used is not None)
    known, spread = 0, 0
    for at, used in enumerate(months):
        known += used or 0
        spread += share.get(at, 0)
        # (known + rest * spread / whole > limit) without a division
        if known * max(whole, 1) + rest * spread > limit * max(whole, 1):
            return at + 1
    return None


def months_used(counted: pd.DataFrame, year: int) -> list[int | None]:
    """What an account used in each month of a year.

    Args:
        counted: Its budget lines that count, in whole øre.
        year: The year.

    Returns:
        Øre, January first; None for a month without figures. A longer line is spread evenly over its months, which
        add up to it.
    """
    found: list[int | None] = [None] * MONTHS_A_YEAR
    for line in records(counted):
        period, actual = line[BudgetLines.PERIOD], line[BudgetLines.ACTUAL]
        if period.year != year or is_missing(actual):
            continue
        length, first = int(period.grain), period.first_month % MONTHS_A_YEAR
        for step in range(length):
            share = actual * (step + 1) // length - actual * step // length
            found[first + step] = (found[first + step] or 0) + share
    return found
