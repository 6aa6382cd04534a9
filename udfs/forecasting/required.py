"""What the rest of the year must deliver for the target to be met, and whether it can.

Source: the design's section 5; the half-year report of 2008 says it of interviews on time, where it takes 109 per cent.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Rule, Summary
from udfs.forecasting.methods import is_stock
from udfs.forecasting.series import Series
from udfs.goals.arrays import Codes, Figures, Flags, choose, divided, figures, less, noise, position, where
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


@dataclass(frozen=True)
class Reached:
    """How often the months before have had the required level.

    Args:
        times: In how many figures.
        of: Of how many; NaN where nothing is required.
    """

    times: Figures
    of: Figures


def reached(series: Series, rule: Codes, stock: Flags, need: ArrayLike, need_max: ArrayLike) -> Reached:
    """How often each goal has reached the level that it needs.

    Args:
        series: The figures that the forecast rests on; of sums the average month's.
        rule: Codes of ``Rule``.
        stock: Whether the requirement is a change a month (from ``is_stock``).
        need: The required level; for a band the one that keeps the year above its floor.
        need_max: For a band the one that keeps the year under its ceiling.
    """
    has, counts = which_reached(series, rule, stock, need, need_max)
    times, every = (np.bincount(series.series, weights=part, minlength=len(rule)) for part in (has, counts))
    known = np.isfinite(figures(need)) & (every > 0)
    return Reached(where(known, times), where(known, every))


def which_reached(
    series: Series, rule: Codes, stock: Flags, need: ArrayLike, need_max: ArrayLike
) -> tuple[Flags, Flags]:
    """Which figures have the level that their goal needs, and which of them count at all.

    Args:
        series: The figures that the forecast rests on.
        rule: Codes of ``Rule``, one a goal.
        stock: Whether the requirement is a change a month.
        need: The required level, one a goal.
        need_max: For a band the upper one.

    Returns:
        One flag each a row; the first figure of a stock has no change to hold against what is required.
    """
    least, most = figures(need), figures(need_max)
    goal, value = series.series, series.value
    follows = np.zeros(len(goal), dtype=bool)
    follows[1:] = goal[1:] == goal[:-1]
    change = np.full(len(goal), np.nan)
    change[1:] = divided(np.diff(value), np.diff(series.end))
    counts = ~stock[goal] | follows
    had = np.where(stock[goal], change, value)
    low, high, by = least[goal], most[goal], rule[goal]
    enough, little = ~less(had, low), ~less(low, had)
    within = enough & ~less(high, had)
    at_most = by == position(Rule.AT_MOST)
    has = np.where(at_most, little, np.where(by == position(Rule.BAND), within, enough)) & counts
    return np.asarray(has), np.asarray(counts)


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
