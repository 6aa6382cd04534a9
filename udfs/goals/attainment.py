"""Difference and attainment: how far a result lies from the target to date.

Source: the half-year report of 2008 (differences with their raw sign); the design's section 5.
"""

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Rule
from udfs.goals.arrays import Codes, Figures, choose, divided, figures, less, noise, position, where
from udfs.goals.targets import is_change

_TWICE = 2.0


def difference(rule: Codes, result: ArrayLike, due: ArrayLike, due_max: ArrayLike) -> Figures:
    """Result minus target to date, with its raw sign.

    Args:
        rule: Codes of ``Rule``.
        result: The result to date.
        due: The target to date; for a band its floor.
        due_max: The ceiling of a band to date; otherwise not used.

    Returns:
        In the goal's unit (per cent gives per-cent points); for a band to the nearest bound, 0 inside.
    """
    value, floor, ceiling = figures(result), figures(due), figures(due_max)
    plain = value - floor
    outside = np.minimum(value - floor, 0.0) + np.maximum(value - ceiling, 0.0)
    return np.where(rule == position(Rule.BAND), outside, plain)


def favourable(rule: Codes, gap: ArrayLike, size: ArrayLike) -> Figures:
    """Whether the sign of a difference is good: 1 yes, 0 no, NaN unknown.

    Args:
        rule: Codes of ``Rule``.
        gap: The difference.
        size: A figure of the goal's size (its target), against which noise is measured.
    """
    value, slack = figures(gap), noise(gap, size)
    good = choose(
        rule,
        {
            Rule.AT_LEAST: value >= -slack,
            Rule.AT_MOST: value <= slack,
            Rule.BAND: np.abs(value) <= slack,
            Rule.MILESTONE: value >= -slack,
        },
    )
    return where(np.isnan(value), np.nan, good)


def attainment(
    rule: Codes, basis: Codes, result: ArrayLike, due: ArrayLike, due_max: ArrayLike, baseline_due: ArrayLike
) -> Figures:
    """How much of the target to date is reached.

    Args:
        rule: Codes of ``Rule``.
        basis: Codes of ``Basis``; a change is measured from the baseline.
        result: The result to date ``A``.
        due: The target to date ``D``; for a band its floor ``L``.
        due_max: A band's ceiling to date ``U``.
        baseline_due: The baseline to date ``B``, on the same profile as the target.

    Returns:
        A fraction, 1 is met: at_least ``A/D``; at_most ``2 - A/D``, not below 0; band 1 inside, ``A/L`` below,
        ``2 - A/U`` above; changes that ask for a move ``(A - B)/(D - B)``; milestone 0 or 1. NaN where ``D <= 0`` or
        data is missing.
    """
    value, target, base = figures(result), figures(due), figures(baseline_due)
    share = divided(value, target)
    at_most = np.maximum(_TWICE - share, 0.0)
    over = np.maximum(_TWICE - divided(value, due_max), 0.0)
    band = np.where(less(value, target), share, np.where(less(due_max, value), over, 1.0))
    level = choose(
        rule,
        {
            Rule.AT_LEAST: share,
            Rule.AT_MOST: at_most,
            Rule.BAND: where(np.isnan(value) | np.isnan(target) | np.isnan(figures(due_max)), np.nan, band),
            Rule.MILESTONE: where(np.isnan(value), np.nan, ~less(value, target)),
        },
    )
    change = is_change(basis)
    # A target that lets the figure move the wrong way (a stock that may grow by at most 2.6 per cent) is a ceiling:
    # measured from the baseline, a worse result would show a higher attainment.
    upwards = (rule == position(Rule.AT_LEAST)) & less(base, target)
    downwards = (rule == position(Rule.AT_MOST)) & less(target, base)
    measured = np.where(change & (upwards | downwards), divided(value - base, target - base), level)
    return where((target > 0) & ~(change & np.isnan(base)), measured)
