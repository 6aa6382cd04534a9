"""Which level of the rest of the year gives which light: the borders between lights, and levels between and beyond."""

from dataclasses import dataclass

import numpy as np

from schemas.codes import Rule
from udfs.forecasting.methods import is_stock
from udfs.forecasting.what_if import Change, GoalNow, Outcome, is_open, level_of_year, reach, what_if
from udfs.goals.arrays import Figures, Flags, figures, position

LINES = 7
"""Lines of the table."""
_WIDE = 1.25  # times the reach: clearly red to clearly green
_POINTS = 200  # in which a border is looked for, thrice: to a millionth of the range
_ROUNDS = 3
_HALF, _QUARTER = 0.5, 0.25
_NOISE = 1e-3  # of a last decimal


@dataclass(frozen=True)
class Levels:
    """The table of one goal.

    Args:
        outcome: A row for each level, the best first: the year that it gives.
        is_border: Whether the light is another one from this level on.
    """

    outcome: Outcome
    is_border: Flags


def light_levels(standing: GoalNow, change: Change, decimals: int) -> Levels | None:
    """The table of one goal.

    Args:
        standing: The goal: one row.
        change: What else is changed; a level of the rest is left out.
        decimals: Decimals of its figures; a border is told on the side of the better light.

    Returns:
        Up to ``LINES`` levels; None where no month remains, or where the goal has no target.
    """
    if not is_open(standing)[0]:
        return None
    low, high = _range(standing, change)
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        return None
    borders = _borders(standing, change, low, high, decimals)
    levels = _chosen(borders, low, high, decimals)
    if standing.rule[0] != position(Rule.AT_MOST):
        levels = levels[::-1]
    return Levels(_at(standing, change, levels), np.isin(levels, borders))


def _at(standing: GoalNow, change: Change, levels: Figures) -> Outcome:
    return what_if(standing, Change(change.result, change.target, change.target_max, levels))


def _range(standing: GoalNow, change: Change) -> tuple[float, float]:
    """From clearly red to clearly green (of a band: to clearly red again), within what a month's figure can be."""
    now = what_if(standing, Change(change.result, change.target, change.target_max, np.array([np.nan])))
    top = np.where(standing.rule == position(Rule.BAND), now.target_max, now.target)
    wide = _WIDE * np.maximum(reach(standing, now.target), np.nan_to_num(reach(standing, top)))
    wide = np.where(wide > 0, wide, np.maximum(np.abs(now.target), 1.0))
    ends = (level_of_year(standing, now.result, year) for year in (now.target - wide, top + wide))
    found = np.concatenate([*ends, now.rest])
    found = found[np.isfinite(found)]
    if not len(found):
        return np.nan, np.nan
    is_free = is_stock(standing.summary, standing.profile)[0]  # a change a month has no bounds
    floor, ceiling = (
        (-np.inf, np.inf)
        if is_free
        else (np.nan_to_num(standing.lower[0], nan=-np.inf), np.nan_to_num(standing.upper[0], nan=np.inf))
    )
    return max(float(found.min()), float(floor)), min(float(found.max()), float(ceiling))


def _borders(standing: GoalNow, change: Change, low: float, high: float, decimals: int) -> Figures:
    """Each level from which the light is another one, told on the side of the better light."""
    left, right = np.array([low]), np.array([high])
    for _ in range(_ROUNDS):
        steps = np.linspace(left, right, _POINTS, axis=1)
        light = _at(standing, change, steps.ravel()).light.reshape(steps.shape)
        row, place = np.nonzero(light[:, :-1] != light[:, 1:])
        left, right = steps[row, place], steps[row, place + 1]
        before, after = light[row, place], light[row, place + 1]
    unit = 10.0**decimals
    # Codes of lights: the better one is the smaller.
    up, down = np.ceil(right * unit - _NOISE) / unit, np.floor(left * unit + _NOISE) / unit
    return np.unique(np.where(after < before, up, down))


def _chosen(borders: Figures, low: float, high: float, decimals: int) -> Figures:
    """The borders, a level on each side of each, and further ones until the table is full; ascending."""
    if not len(borders):
        return np.unique(np.linspace(low, high, LINES).round(decimals))
    first, last = borders[0], borders[-1]
    between = (borders[:-1] + borders[1:]) / 2.0
    inner = between[np.argsort(np.abs(np.arange(len(between)) - (len(between) - 1) / 2.0))]
    outer = [_HALF * (low + first), _HALF * (last + high), low, high, _part(low, first), _part(high, last)]
    wanted = [*borders, *outer[:2], *inner, *outer[2:]]
    told: list[float] = []
    for level in (*borders, *np.round(wanted[len(borders) :], decimals)):
        if len(told) < LINES and low <= level <= high and not np.isclose(told, level).any():
            told.append(float(level))
    return np.sort(figures(told))


def _part(end: float, border: float) -> float:
    return border + _QUARTER * (end - border)
