"""Traffic lights, with the reason for each.

Source: the definitions of the half-year report of 2008, sharpened in the design's section 5.
"""

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Light, Rule, Verdict
from schemas.why import Why
from udfs.goals.arrays import Codes, Figures, Flags, figures, less, noise, position

LIGHT_OF = {
    Why.NO_DATA: Light.NONE,
    Why.MET: Light.GREEN,
    Why.IMPOSSIBLE: Light.RED,
    Why.NOT_MET: Light.RED,
    Why.UNDECIDED: Light.NONE,
    Why.MISSES_FAR: Light.RED,
    Why.MISSES_NEAR: Light.YELLOW,
    Why.MILESTONE_OPEN: Light.YELLOW,
    Why.NO_FORECAST: Light.NONE,
    Why.DISAGREE: Light.YELLOW,
    Why.BEHIND: Light.YELLOW,
    Why.MEETS: Light.GREEN,
}


def miss(rule: Codes, value: ArrayLike, target: ArrayLike, target_max: ArrayLike) -> Figures:
    """How far a value lies on the bad side of a target: 0 where it meets, NaN where either is missing.

    Args:
        rule: Codes of ``Rule``.
        value: A result or a forecast.
        target: The target; for a band its floor.
        target_max: A band's ceiling.
    """
    level, floor, ceiling = figures(value), figures(target), figures(target_max)
    below, above = floor - level, level - floor
    over = np.maximum(np.maximum(below, level - ceiling), 0.0)
    short = np.where(
        rule == position(Rule.AT_MOST),
        np.maximum(above, 0.0),
        np.where(rule == position(Rule.BAND), over, np.maximum(below, 0.0)),
    )
    return np.where(short <= noise(level, floor), np.where(np.isnan(short), np.nan, 0.0), short)


def nearest_bound(rule: Codes, value: ArrayLike, target: ArrayLike, target_max: ArrayLike) -> Figures:
    """The bound a tolerance is taken of: the target, or a band's ceiling for a value above its floor."""
    band = rule == position(Rule.BAND)
    return np.where(band & (figures(value) > figures(target)), figures(target_max), figures(target))


def traffic_light(
    rule: Codes,
    result: ArrayLike,
    due: ArrayLike,
    due_max: ArrayLike,
    target: ArrayLike,
    target_max: ArrayLike,
    forecast: ArrayLike,
    alternative: ArrayLike,
    impossible: Flags,
    tolerance: ArrayLike,
    decided: Codes | None = None,
    undecided: Flags | None = None,
) -> Codes:
    """The reason for each goal's light; ``LIGHT_OF`` gives the light itself.

    Args:
        rule: Codes of ``Rule``.
        result: The result to date, in the goal's unit.
        due: The target to date; for a band its floor.
        due_max: A band's ceiling to date.
        target: The year's target; for a band its floor.
        target_max: A band's ceiling.
        forecast: The leading forecast; NaN for a milestone that is not reached while months remain.
        alternative: The other forecast, or NaN.
        impossible: Whether the required level is impossible.
        tolerance: The miss that is still yellow, as a fraction of the target.
        decided: Codes of ``Verdict``, where the year's end is known.
        undecided: Whether the year has ended, but a sum lacks months that could turn it either way.

    Returns:
        Codes of ``Why``. Decided: met is green, not met red, nothing between. Before that red: impossible, or the
        forecast misses by more than the tolerance. Yellow: it misses within the tolerance, the methods disagree about
        meeting, or the result is behind though the forecast meets. Green: the forecast meets. None: no valid data.
    """
    value, ahead = figures(result), figures(forecast)
    gap = miss(rule, ahead, target, target_max)
    other = miss(rule, alternative, target, target_max)
    allowed = figures(tolerance) * np.abs(nearest_bound(rule, ahead, target, target_max))
    behind = miss(rule, value, due, due_max) > 0
    open_milestone = (rule == position(Rule.MILESTONE)) & np.isnan(ahead)
    known = np.asarray(position(Verdict.OPEN)) if decided is None else decided
    conditions = (
        (Why.NO_DATA, np.isnan(value) | np.isnan(figures(target))),
        (Why.MET, known == position(Verdict.MET)),
        (Why.IMPOSSIBLE, impossible),
        (Why.NOT_MET, known == position(Verdict.NOT_MET)),
        (Why.UNDECIDED, False if undecided is None else undecided),
        (Why.MILESTONE_OPEN, open_milestone),
        (Why.NO_FORECAST, np.isnan(gap)),
        (Why.MISSES_FAR, less(allowed, gap)),
        (Why.MISSES_NEAR, gap > 0),
        (Why.DISAGREE, other > 0),
        (Why.BEHIND, behind),
    )
    shape = np.broadcast_shapes(rule.shape, value.shape, gap.shape, other.shape)
    why = np.full(shape, position(Why.MEETS), dtype=np.int8)
    for reason, holds in reversed(conditions):
        why = np.where(holds, np.int8(position(reason)), why)
    return why


_LIGHTS = np.array([position(LIGHT_OF[why]) for why in Why], dtype=np.int8)


def lights(why: Codes) -> Codes:
    """The lights of the reasons, as codes of ``Light``."""
    return np.asarray(_LIGHTS[why], dtype=np.int8)
