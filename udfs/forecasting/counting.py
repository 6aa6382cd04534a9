"""The least noise that a figure can have: what counting alone gives, however even the figures look.

A series of zeros, or of the same share every month, has no steps to tell its noise from. What was counted tells it:
a share is binomial, a count Poisson. Figures of which nobody knows what was counted get a small assumed noise.
"""

import numpy as np
from numpy.typing import ArrayLike

from udfs.goals.arrays import Figures, Flags, divided, figures, where

_HALF = 0.5
"""What is added to a count before it is a rate: none of 24 months is not never (Jeffreys' prior)."""
ASSUMED_CASES = 1000.0
"""Cases a month behind a share whose cases are not told.

More than most centres have, so that the noise is rather too small: it only has to keep a forecast from certainty, and
figures that do move say more themselves."""
ASSUMED_RELATIVE = 0.005
"""The noise of another figure, to its size: a half per cent.

Figures are told with two or three digits, so that rounding alone moves them by a tenth to a half per cent."""
ASSUMED_STEP = 0.1
"""The step in which figures are told that give no size to go by: one decimal."""
_PER_CENT = 100.0
_ROUNDING = 1.0 / np.sqrt(12.0)  # the standard deviation of what rounding to a step of one takes away


def of_share(number: ArrayLike, cases: ArrayLike, months: ArrayLike, whole: ArrayLike = 1.0) -> Figures:
    """The binomial noise of a month's share: ``whole sqrt(p (1 - p) / n)`` with ``p = (number + ½)/(cases + 1)``.

    Args:
        number: Cases that count, in all the months together.
        cases: All cases in those months.
        months: How many months.
        whole: What all of the cases are as a figure: 1, or 100 for per cent.

    Returns:
        In the unit of ``whole``; NaN without cases, and where the number is none of the cases' (days per case).
    """
    counted, every = figures(number), figures(cases)
    is_part = (counted >= 0) & (counted <= every)
    part = where(is_part, (counted + _HALF) / (every + 1.0))
    return figures(figures(whole) * np.sqrt(part * (1.0 - part) * divided(months, every)))


def of_assumed_share(share: ArrayLike, months: ArrayLike, whole: ArrayLike = 1.0) -> Figures:
    """The noise of a month's share whose cases are not told: as of ``ASSUMED_CASES`` a month, and of rounding.

    Args:
        share: Its average over the months.
        months: How many months.
        whole: What all of the cases are as a figure: 1, or 100 for per cent.
    """
    cases = ASSUMED_CASES * figures(months)
    counted = of_share(divided(share, whole) * cases, cases, months, whole)
    # Per cent are told with a decimal at least.
    return figures(np.hypot(counted, figures(whole) / _PER_CENT * ASSUMED_STEP * _ROUNDING))


def of_count(total: ArrayLike, months: ArrayLike) -> Figures:
    """The Poisson noise of a month's count, or of its points: ``sqrt((total + ½)/months)``.

    Points of at most one a case vary no more than the cases do.

    Args:
        total: What was counted in all the months together.
        months: How many months; of a quarter three.
    """
    return np.sqrt(divided(np.maximum(figures(total), 0.0) + _HALF, months))


def of_figure(size: ArrayLike) -> Figures:
    """The assumed noise of another figure: days, scores, amounts, stocks.

    Args:
        size: How large its figures are, or its target where that is larger.
    """
    large = np.nan_to_num(np.abs(figures(size)))
    return np.where(large > 0, ASSUMED_RELATIVE * large, ASSUMED_STEP * _ROUNDING)


def of_month(
    is_share: Flags,
    is_count: Flags,
    number: ArrayLike,
    cases: ArrayLike,
    months: ArrayLike,
    level: ArrayLike,
    target: ArrayLike,
    whole: ArrayLike,
) -> Figures:
    """The least noise of a month's figure in each series, from what is known of it.

    Args:
        is_share: Whether its figures are shares.
        is_count: Whether they are counts or points of cases.
        number: What was counted in all its months: cases that count, or the count itself.
        cases: All cases in those months; NaN where they are not told.
        months: How many months have figures.
        level: The average of a month's figure.
        target: The year's target, as a month's figure.
        whole: What all of the cases are as a figure: 1, or 100 for per cent.

    Returns:
        In the unit of a month's figure; more than 0 for every series with figures.
    """
    share = of_share(number, cases, months, whole)
    share = where(np.isnan(share), of_assumed_share(level, months, whole), share)
    size = np.fmax(np.abs(figures(level)), np.abs(figures(target)))
    known = where(is_share, share, where(is_count, of_count(number, months)))
    return where(np.isnan(known), of_figure(size), known)


def of_year(month: ArrayLike, weights: ArrayLike) -> Figures:
    """The least standard deviation of a year's figure, whose months that have come are certain.

    Args:
        month: The least noise of a month in each series.
        weights: Series x month: what each month that has not come counts in the year's figure.
    """
    return figures(figures(month) * np.sqrt((figures(weights) ** 2).sum(axis=1)))
