"""The year-end forecast by two disclosed methods, and the level that the rest of the year requires.

Source: the design's section 5; the half-year report of 2008 on interviews on time (81 against 95 at half-year: the
second half would need 109 per cent) is the rule of ``required``.
"""

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Summary, YearProfile
from udfs.goals.arrays import Codes, Figures, Flags, choose, divided, figures, position, where
from udfs.goals.targets import MONTHS


def is_stock(summary: Codes, profile: Codes) -> Flags:
    """Whether a goal follows a stock on a path (its last value moves from the baseline to the target)."""
    return np.asarray((summary == position(Summary.LAST)) & (profile == position(YearProfile.PATH)))


def run_rate(
    summary: Codes,
    profile: Codes,
    result: ArrayLike,
    months: ArrayLike,
    baseline: ArrayLike,
    counted: ArrayLike | None = None,
    span: ArrayLike = MONTHS,
) -> Figures:
    """The forecast that carries the year so far to its end.

    Args:
        summary: Codes of ``Summary``.
        profile: Codes of ``Profile``.
        result: The result to date ``A``.
        months: Months of the goal that have gone by ``m``.
        baseline: The baseline ``B``, for stocks.
        counted: Months with a figure ``k``; without them, all that have gone by.
        span: Months of the goal's validity in the year ``M``.

    Returns:
        In the goal's unit: sum ``M A/k``; mean and ratio ``A``; stock ``A + (A - B)/m (M - m)``; other last values
        ``A``. NaN where a stock has no baseline.
    """
    value, covered = figures(result), figures(months)
    whole = figures(span)
    seen = covered if counted is None else figures(counted)
    moved = value + divided(value - figures(baseline), covered) * (whole - covered)
    last = np.where(is_stock(summary, profile), moved, value)
    return choose(
        summary,
        {
            Summary.SUM: divided(value * whole, seen),
            Summary.MEAN: value,
            Summary.RATIO: value,
            Summary.LAST: last,
        },
    )


def seasonal(
    summary: Codes,
    result: ArrayLike,
    months: ArrayLike,
    last_year_counted: ArrayLike,
    last_year: ArrayLike,
    last_year_rest: ArrayLike,
    lower: ArrayLike = -np.inf,
    upper: ArrayLike = np.inf,
    span: ArrayLike = MONTHS,
) -> Figures:
    """The forecast that lets the rest of the year go as last year's rest did.

    Args:
        summary: Codes of ``Summary``.
        result: The result to date ``A``.
        months: Months of the goal that have gone by ``m``.
        last_year_counted: Last year's figure over the months with a figure (for ``last``: at the same month).
        last_year: Last year's figure over all months of the goal (for ``last``: at its end).
        last_year_rest: Last year's level over the remaining months (mean and ratio).
        lower: The natural lower bound of a period's figure.
        upper: The natural upper bound.
        span: Months of the goal's validity in the year ``M``.

    Returns:
        In the goal's unit: sum ``A LY_year/LY_counted``; mean and ratio ``(m A + (M - m) R)/M`` with the rest
        ``R = LY_rest + A - LY_counted`` within the bounds; last ``A + LY_year - LY_counted`` within the bounds. NaN
        where last year's months are not known.
    """
    value, covered = figures(result), figures(months)
    before, year, whole = figures(last_year_counted), figures(last_year), figures(span)
    rest = np.clip(figures(last_year_rest) + (value - before), lower, upper)
    shifted = (covered * value + (whole - covered) * rest) / whole
    level = np.where(covered >= whole, value, shifted)
    return choose(
        summary,
        {
            Summary.SUM: divided(value * year, before),
            Summary.MEAN: level,
            Summary.RATIO: level,
            Summary.LAST: np.clip(value + (year - before), lower, upper),
        },
    )


def lead(seasonal_forecast: ArrayLike, run_rate_forecast: ArrayLike) -> tuple[Figures, Figures]:
    """The leading forecast and the alternative: the seasonal one leads where it exists."""
    by_season, by_rate = figures(seasonal_forecast), figures(run_rate_forecast)
    known = ~np.isnan(by_season)
    return np.where(known, by_season, by_rate), where(known, by_rate)
