"""Traffic lights, with the reason for each.

Source: the definitions of the half-year report of 2008, sharpened in the design's section 5.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Light, Rule, Summary, Verdict
from schemas.why import Why
from udfs.goals.arrays import Codes, Figures, Flags, divided, figures, less, noise, position

LIGHT_OF = {
    Why.NO_DATA: Light.NONE,
    Why.MET: Light.GREEN,
    Why.IMPOSSIBLE: Light.RED,
    Why.NOT_MET: Light.RED,
    Why.UNDECIDED: Light.NONE,
    Why.UNLIKELY: Light.RED,
    Why.UNSURE: Light.YELLOW,
    Why.MISSES_FAR: Light.RED,
    Why.MISSES_NEAR: Light.YELLOW,
    Why.MILESTONE_OPEN: Light.YELLOW,
    Why.NO_FORECAST: Light.NONE,
    Why.DISAGREE: Light.YELLOW,
    Why.BEHIND: Light.YELLOW,
    Why.MEETS: Light.GREEN,
    Why.SAMPLE_MEETS: Light.GREEN,
    Why.SAMPLE_MISSES: Light.RED,
    Why.SAMPLE_CANNOT_TELL: Light.YELLOW,
    Why.SAMPLE_UNDECIDED: Light.NONE,
    Why.HIDDEN: Light.NONE,
}


def signed_miss(rule: Codes, value: ArrayLike, target: ArrayLike, target_max: ArrayLike) -> Figures:
    """How far a value lies on the bad side of a target; negative on the good side, NaN where either is missing.

    Args:
        rule: Codes of ``Rule``.
        value: A result or a forecast.
        target: The target; for a band its floor.
        target_max: A band's ceiling.
    """
    level, floor, ceiling = figures(value), figures(target), figures(target_max)
    below, above = floor - level, level - floor
    over = np.maximum(below, level - ceiling)
    short = np.where(rule == position(Rule.AT_MOST), above, np.where(rule == position(Rule.BAND), over, below))
    return np.where(np.abs(short) <= noise(level, floor), 0.0, short)


def miss(rule: Codes, value: ArrayLike, target: ArrayLike, target_max: ArrayLike) -> Figures:
    """How far a value lies on the bad side of a target: 0 where it meets, NaN where either is missing."""
    return np.maximum(signed_miss(rule, value, target, target_max), 0.0)


def nearest_bound(rule: Codes, value: ArrayLike, target: ArrayLike, target_max: ArrayLike) -> Figures:
    """The bound a tolerance is taken of: the target, or a band's ceiling for a value above its floor."""
    band = rule == position(Rule.BAND)
    return np.where(band & (figures(value) > figures(target)), figures(target_max), figures(target))


@dataclass(frozen=True)
class LightRule:
    """What the administration has chosen for its lights (the sheet *Parametre*).

    Args:
        red: The chance of meeting the target under which a light is red.
        far: That under which it is red where the forecast misses by more than the tolerance.
        yellow: That under which it is yellow.
        hold: How near to one of them last month's light is held.
    """

    red: float
    far: float
    yellow: float
    hold: float


@dataclass(frozen=True)
class Thresholds:
    """The chances at which each goal's light changes."""

    red: Figures
    far: Figures
    yellow: Figures


def thresholds(rule: LightRule, before: Codes) -> Thresholds:
    """The chances at which lights change, moved so that last month's light holds near a border of its own.

    Args:
        rule: The borders, and how near is near.
        before: Last month's lights, as codes of ``Light``; one that was none holds nothing.
    """
    was = {light: figures(before == position(light)) for light in Light}
    out_of_red = rule.hold * (was[Light.RED] - was[Light.YELLOW])
    into_green = rule.hold * (was[Light.YELLOW] - was[Light.GREEN])
    return Thresholds(rule.red + out_of_red, rule.far + out_of_red, rule.yellow + into_green)


@dataclass(frozen=True)
class Standing:
    """How each goal stands.

    Args:
        rule: Codes of ``Rule``.
        result: The result to date, in the goal's unit.
        paced: The same with the months that lack a figure at the pace of the others: a gap puts nobody behind.
        due: The target to date; for a band its floor.
        due_max: A band's ceiling to date.
        target: The year's target; for a band its floor.
        target_max: A band's ceiling.
        forecast: The leading forecast; NaN for a milestone that is not reached while months remain.
        alternative: The other of the two disclosed methods, or NaN; counts where there is no chance.
        chance: The chance that the year's target is met; NaN where there are too few figures for one.
        impossible: Whether the required level is impossible.
        tolerance: The miss that is still yellow, as a fraction of the target.
        decided: Codes of ``Verdict``.
        undecided: Whether the year has ended, but a sum lacks months that could turn it either way.
    """

    rule: Codes
    result: Figures
    paced: Figures
    due: Figures
    due_max: Figures
    target: Figures
    target_max: Figures
    forecast: Figures
    alternative: Figures
    chance: Figures
    impossible: Flags
    tolerance: Figures
    decided: Codes
    undecided: Flags


def paced(summary: Codes, result: ArrayLike, months: ArrayLike, counted: ArrayLike) -> Figures:
    """The result to date, of a sum with the months that lack a figure at the pace of the others.

    Args:
        summary: Codes of ``Summary``.
        result: The result to date.
        months: The months that have gone by.
        counted: Those of them with a figure.
    """
    value, gone, seen = figures(result), figures(months), figures(counted)
    return np.where((summary == position(Summary.SUM)) & (seen < gone), divided(value * gone, seen), value)


def traffic_light(goals: Standing, limits: Thresholds) -> Codes:
    """The reason for each goal's light; ``LIGHT_OF`` gives the light itself.

    Args:
        goals: How they stand.
        limits: From ``thresholds``.

    Returns:
        Codes of ``Why``. Decided: met is green, not met red, nothing between. Before that red: impossible; the chance
        is under the red border; or the forecast misses by more than the tolerance and the chance is under the far one.
        Yellow: the chance is under the yellow border, or the result is behind its target to date by more than the
        tolerance. Green otherwise. Without a chance red: the forecast misses by more than the tolerance; yellow: it
        misses within it, the methods disagree about meeting, or the result is behind. None: no valid data.
    """
    value, ahead = goals.result, goals.forecast
    gap, allowed = short_of_year(goals)
    other = signed_miss(goals.rule, goals.alternative, goals.target, goals.target_max)
    late, late_allowed = short_to_date(goals)
    tells = ~np.isnan(goals.chance)
    known = goals.decided
    far = less(allowed, gap)
    conditions = (
        (Why.NO_DATA, np.isnan(value) | np.isnan(goals.target)),
        (Why.MET, known == position(Verdict.MET)),
        (Why.IMPOSSIBLE, goals.impossible),
        (Why.NOT_MET, known == position(Verdict.NOT_MET)),
        (Why.UNDECIDED, goals.undecided),
        (Why.MILESTONE_OPEN, (goals.rule == position(Rule.MILESTONE)) & np.isnan(ahead)),
        (Why.NO_FORECAST, np.isnan(gap)),
        (Why.UNLIKELY, tells & less(goals.chance, limits.red)),
        (Why.MISSES_FAR, far & (~tells | less(goals.chance, limits.far))),
        (Why.UNSURE, tells & less(goals.chance, limits.yellow)),
        (Why.MISSES_NEAR, ~tells & (gap > 0)),
        (Why.DISAGREE, ~tells & (other > 0)),
        (Why.BEHIND, np.where(tells, less(late_allowed, late), late > 0)),
    )
    why = np.full(np.broadcast_shapes(goals.rule.shape, value.shape, gap.shape), position(Why.MEETS), dtype=np.int8)
    for reason, holds in reversed(conditions):
        why = np.where(holds, np.int8(position(reason)), why)
    return why


def short_of_year(goals: Standing) -> tuple[Figures, Figures]:
    """By how much the forecast misses the year's target (negative: meets), and the miss that is still yellow."""
    gap = signed_miss(goals.rule, goals.forecast, goals.target, goals.target_max)
    bound = nearest_bound(goals.rule, goals.forecast, goals.target, goals.target_max)
    return gap, figures(goals.tolerance * np.abs(bound))


def short_to_date(goals: Standing) -> tuple[Figures, Figures]:
    """By how much the result is behind its target to date (negative: ahead), and what of that is tolerated."""
    gap = signed_miss(goals.rule, goals.paced, goals.due, goals.due_max)
    bound = nearest_bound(goals.rule, goals.paced, goals.due, goals.due_max)
    return gap, figures(goals.tolerance * np.abs(bound))


_LIGHTS = np.array([position(LIGHT_OF[why]) for why in Why], dtype=np.int8)


def lights(why: Codes) -> Codes:
    """The lights of the reasons, as codes of ``Light``."""
    return np.asarray(_LIGHTS[why], dtype=np.int8)
