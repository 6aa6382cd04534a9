"""How far each goal is from its next light: what the expected year would have to move by.

The light changes where the chance, the expected year or the result to date crosses a border of its own; the nearest
one that counts is told, in the goal's unit.
"""

from dataclasses import dataclass

import numpy as np

from schemas.codes import Light
from udfs.goals.arrays import Codes, Figures, position, where
from udfs.goals.lights import Standing, short_of_year, short_to_date, signed_miss


@dataclass(frozen=True)
class Needs:
    """By how much each year must improve for its chance to reach a border; negative where it is above it.

    Args:
        red: The border under which a light is red.
        far: That under which it is red where the forecast misses by more than the tolerance.
        yellow: The border under which it is yellow.
    """

    red: Figures
    far: Figures
    yellow: Figures


@dataclass(frozen=True)
class NextLight:
    """The distances to the lights beside each goal's own, in its unit; NaN where there is none.

    Args:
        better: To green from yellow, to yellow from red.
        worse: To yellow from green, to red from yellow.
    """

    better: Figures
    worse: Figures


def next_light(goals: Standing, light: Codes, is_open: Figures | np.ndarray, needs: Needs) -> NextLight:
    """The distance of each goal to the lights beside its own.

    Args:
        goals: How they stand.
        light: Their lights, as codes of ``Light``.
        is_open: Whether a light can still change: neither decided nor impossible.
        needs: What their chances need.

    Returns:
        Not below 0: where a figure to date decides, it is the result that must move.
    """
    gap, allowed = short_of_year(goals)
    late, late_allowed = short_to_date(goals)
    other = np.nan_to_num(signed_miss(goals.rule, goals.alternative, goals.target, goals.target_max), nan=-np.inf)
    tells = ~np.isnan(goals.chance)
    # A due that is not known holds nobody back.
    behind = np.nan_to_num(np.where(tells, late - late_allowed, late), nan=-np.inf)
    to_green = np.where(tells, np.fmax(needs.yellow, behind), np.maximum(np.maximum(gap, other), behind))
    to_yellow = np.where(tells, np.maximum(needs.red, np.minimum(gap - allowed, needs.far)), gap - allowed)
    better = np.where(light == position(Light.YELLOW), to_green, to_yellow)
    worse = np.where(light == position(Light.YELLOW), -to_yellow, -to_green)
    known = is_open & ~np.isnan(gap)
    has_better = known & ((light == position(Light.YELLOW)) | (light == position(Light.RED)))
    has_worse = known & ((light == position(Light.YELLOW)) | (light == position(Light.GREEN)))
    return NextLight(where(has_better, np.maximum(better, 0.0)), where(has_worse, np.maximum(worse, 0.0)))
