"""A budget's light: the chance that the year ends within its floor and ceiling, and what light that gives.

Source: the contracts of 2007-2011 (a budget frame is kept or it is not: a hard limit, without tolerance).
"""

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Light, Rule, Verdict
from udfs.economy.budget import BudgetCheck, budget_check, budget_use
from udfs.forecasting.distributions import normal_cdf
from udfs.goals.arrays import Codes, Figures, divided, figures, position
from udfs.goals.lights import LightRule, Standing, lights, thresholds, traffic_light

DEVIATIONS = 1.2816
"""Standard deviations from the middle to an end of an interval of 80 per cent."""
_HUNDRED = 100.0
_WITHIN = position(BudgetCheck.WITHIN)


def budget_chance(
    forecast: ArrayLike, low: ArrayLike, high: ArrayLike, budget: ArrayLike, floor: ArrayLike, ceiling: ArrayLike
) -> Figures:
    """The chance that a year's use ends within its limits, by a normal distribution around the forecast.

    Args:
        forecast: The forecast of the year's use, in kroner or øre.
        low: The lower end of its 80 per cent interval.
        high: The upper end; where both are equal or missing the forecast alone decides.
        budget: The year's budget, in the same unit; may be negative (income).
        floor: The least use in per cent of the budget; NaN for none.
        ceiling: The highest use in per cent of the budget; NaN for none.

    Returns:
        Fractions; NaN where there is no forecast, no budget or no limit.
    """
    ahead, year = figures(forecast), figures(budget)
    spread = (figures(high) - figures(low)) / (2.0 * DEVIATIONS)
    above = np.where(np.isnan(figures(ceiling)), 1.0, normal_cdf(_deviations(ahead, year, ceiling, spread)))
    below = np.where(np.isnan(figures(floor)), 0.0, normal_cdf(_deviations(ahead, year, floor, spread)))
    checked = budget_check(budget_use(ahead, year), floor, ceiling)
    certain = figures(np.where(checked == _WITHIN, 1.0, 0.0))
    chance = np.where(spread > 0, np.maximum(above - below, 0.0), certain)
    unlimited = np.isnan(figures(floor)) & np.isnan(figures(ceiling))
    unknown = unlimited | (checked == position(BudgetCheck.UNKNOWN))
    return np.asarray(np.where(unknown, np.nan, chance), dtype=np.float64)


def _deviations(forecast: Figures, budget: Figures, limit: ArrayLike, spread: Figures) -> Figures:
    """How many standard deviations a limit lies above the forecast; of income, whose budget is negative, below it."""
    gap = figures(limit) / _HUNDRED * budget - forecast
    return np.nan_to_num(divided(gap * np.sign(budget), spread))


def budget_lights(
    forecast: ArrayLike,
    budget: ArrayLike,
    floor: ArrayLike,
    ceiling: ArrayLike,
    chance: ArrayLike,
    rule: LightRule,
    is_over: ArrayLike = False,
) -> Codes:
    """The lights of budgets: the law of goals (``traffic_light``) for a hard limit on the use of the year's budget.

    Args:
        forecast: The forecast of the year's use; after its end the use itself.
        budget: The year's budget, in the same unit.
        floor: The least use in per cent; NaN for none.
        ceiling: The highest use in per cent; NaN for none.
        chance: From ``budget_chance``.
        rule: The chances at which lights change.
        is_over: Whether the year has ended: kept is green, not kept red, nothing between.

    Returns:
        Codes of ``Light``; none where there is no chance.
    """
    low, high, likely, ended = np.broadcast_arrays(figures(floor), figures(ceiling), figures(chance), is_over)
    use = np.broadcast_to(budget_use(forecast, budget), likely.shape)
    kept = budget_check(use, low, high) == _WITHIN
    band, one = ~np.isnan(low) & ~np.isnan(high), np.isnan(low)
    by = np.where(band, position(Rule.BAND), np.where(one, position(Rule.AT_MOST), position(Rule.AT_LEAST)))
    known = np.where(kept, position(Verdict.MET), position(Verdict.NOT_MET))
    nothing = np.full(likely.shape, np.nan)
    standing = Standing(
        rule=by.astype(np.int8),
        result=np.where(np.isnan(likely), np.nan, use),
        paced=nothing,  # what is behind to date is no matter of its own: the forecast has it
        due=nothing,
        due_max=nothing,
        target=np.where(one, high, low),
        target_max=np.where(band, high, np.nan),
        forecast=use,
        alternative=nothing,
        chance=likely,
        impossible=np.zeros(likely.shape, dtype=bool),
        tolerance=np.zeros(likely.shape),
        decided=np.where(ended, known, position(Verdict.OPEN)).astype(np.int8),
        undecided=np.zeros(likely.shape, dtype=bool),
    )
    before = np.full(likely.shape, position(Light.NONE), dtype=np.int8)
    return lights(traffic_light(standing, thresholds(rule, before)))
