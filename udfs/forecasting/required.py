"""What the rest of the year must deliver for the target to be met, and whether it can.

Source: the design's section 5; the half-year report of 2008 says it of interviews on time, where it takes 109 per cent.
"""

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Rule, Summary
from udfs.forecasting.methods import is_stock
from udfs.goals.arrays import Codes, Figures, Flags, choose, divided, figures, noise, where
from udfs.goals.targets import MONTHS


def required(
    summary: Codes,
    profile: Codes,
    level: ArrayLike,
    result: ArrayLike,
    months: ArrayLike,
    span: ArrayLike = MONTHS,
) -> Figures:
    """The level that each remaining month must have for the year to end at the target.

    Args:
        summary: Codes of ``Summary``.
        profile: Codes of ``Profile``.
        level: The year's target ``T``.
        result: The result to date ``A``.
        months: Months of the goal that have gone by ``m``: a month without a figure is gone all the same.
        span: Months of the goal's validity in the year ``M``.

    Returns:
        Mean and ratio ``(M T - m A)/(M - m)``, equal volumes assumed; sum ``(T - A)/(M - m)`` a month; stock
        ``(T - A)/(M - m)`` change a month; other last values ``T``. NaN when no month remains.
    """
    target, value, covered = figures(level), figures(result), figures(months)
    whole = figures(span)
    remaining = whole - covered
    even = divided(whole * target - covered * value, remaining)
    a_month = divided(target - value, remaining)
    last = np.where(is_stock(summary, profile), a_month, where((remaining > 0) & ~np.isnan(value), target))
    return choose(
        summary,
        {Summary.MEAN: even, Summary.RATIO: even, Summary.SUM: a_month, Summary.LAST: last},
    )


def impossible(
    rule: Codes, stock: Flags, need: ArrayLike, need_max: ArrayLike, lower: ArrayLike, upper: ArrayLike
) -> Flags:
    """Whether the required level lies past a natural bound.

    Args:
        rule: Codes of ``Rule``.
        stock: Whether the requirement is a change a month, which has no bound (from ``is_stock``).
        need: The required level; for a band the one that keeps the year above its floor.
        need_max: For a band the one that keeps the year under its ceiling.
        lower: The natural lower bound of the figure (0 for a share, a count, an amount, a duration).
        upper: The natural upper bound (100 for a share).

    Returns:
        True where no remaining month can have the level; False where it can, or where nothing is required.
    """
    least, most = figures(need), figures(need_max)
    floor, ceiling = figures(lower), figures(upper)
    too_much = least > ceiling + _slack(least, ceiling)
    too_little = least < floor - _slack(least, floor)
    past = choose(
        rule,
        {
            Rule.AT_LEAST: too_much,
            Rule.AT_MOST: too_little,
            Rule.BAND: too_much | (most < floor - _slack(most, floor)),
            Rule.MILESTONE: False,
        },
    )
    return np.asarray((past > 0) & ~stock)


def _slack(value: Figures, bound: Figures) -> Figures:
    return noise(value, np.where(np.isfinite(bound), bound, 0.0))
