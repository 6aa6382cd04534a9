"""Balanced attainment: a centre's goals by weight within a steering parameter, parameters equal.

Source: the steering model of 2006 (*balancerede resultater*: one overshoot does not make up for what is not reached).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from udfs.economy.reward import CAP, capped
from udfs.goals.arrays import figures

_USUAL_WEIGHT = 1.0
"""What a goal weighs where nothing is written."""


@dataclass(frozen=True)
class Balanced:
    """The balanced attainment of some goals.

    Args:
        goals: How many goals.
        with_figures: How many of them have an attainment.
        attainment: As a fraction; NaN where none of them has one.
    """

    goals: int
    with_figures: int
    attainment: float


def balanced(
    parameters: Sequence[Hashable], attainment: ArrayLike, weight: ArrayLike, cap: float = CAP
) -> tuple[dict[Hashable, Balanced], Balanced]:
    """Balanced attainment of one centre.

    Args:
        parameters: Each goal's steering parameter.
        attainment: Each goal's attainment as a fraction; NaN without figures.
        weight: Each goal's weight; NaN counts as 1, a goal of weight 0 counts for nothing.
        cap: The attainment that counts at most (1, as it is shown); 0 for no cap.

    Returns:
        By steering parameter, in their order; and the whole: the mean of the parameters that have one.
    """
    reached = capped(attainment, cap)
    weights = np.where(np.isnan(figures(weight)), _USUAL_WEIGHT, figures(weight))
    places: dict[Hashable, list[int]] = {}
    for at, parameter in enumerate(parameters):
        places.setdefault(parameter, []).append(at)
    by_parameter = {parameter: _of(reached[rows], weights[rows]) for parameter, rows in places.items()}
    known = [each.attainment for each in by_parameter.values() if not np.isnan(each.attainment)]
    counted = sum(each.with_figures for each in by_parameter.values())
    return by_parameter, Balanced(len(parameters), counted, float(np.mean(known)) if known else float("nan"))


def _of(reached: "np.ndarray[tuple[int], np.dtype[np.float64]]", weights: ArrayLike) -> Balanced:
    known = ~np.isnan(reached)
    heavy = np.where(known, figures(weights), 0.0)
    total = float(np.sum(heavy))
    mean = float(np.sum(np.where(known, reached, 0.0) * heavy)) / total if total > 0 else float("nan")
    return Balanced(len(reached), int(np.sum(known)), mean)
