"""Targets: the level a year's target asks for, and the part of it that is due at a reporting date.

Source: the contracts of 2007-2011 as expressed in the design's section 4; the arithmetic of section 5.
"""

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Basis, YearProfile
from udfs.goals.arrays import Codes, Figures, Flags, choose, divided, figures, position

MONTHS = 12
_HUNDRED = 100.0


def target_level(basis: Codes, stated: ArrayLike, baseline: ArrayLike) -> Figures:
    """The level of the year's target.

    Args:
        basis: How the target is stated (codes of ``Basis``).
        stated: The target as stated: a level, a change in per cent, or a change in units.
        baseline: The baseline in the goal's unit; NaN where there is none.

    Returns:
        The level in the goal's unit: ``T``, ``B(1 + p/100)``, ``B + q`` or ``B``; NaN where the baseline it needs
        is missing.
    """
    target, base = figures(stated), figures(baseline)
    return choose(
        basis,
        {
            Basis.ABSOLUTE: target,
            Basis.CHANGE_PCT: base * (1.0 + target / _HUNDRED),
            Basis.CHANGE_POINTS: base + target,
            Basis.MAINTAIN: base,
        },
    )


def is_change(basis: Codes) -> Flags:
    """Whether a target is stated as a change on its baseline."""
    return np.asarray((basis == position(Basis.CHANGE_PCT)) | (basis == position(Basis.CHANGE_POINTS)))


def share_due(
    profile: Codes,
    months: ArrayLike,
    last_year_to_date: ArrayLike,
    last_year: ArrayLike,
    span: ArrayLike = MONTHS,
) -> Figures:
    """The share of the year's amount that is due after the months covered (1 for a level that holds all year).

    Args:
        profile: Codes of ``Profile``.
        months: Months of the goal that have gone by ``m``.
        last_year_to_date: Last year's figure over the same months.
        last_year: Last year's figure over all months of the goal.
        span: Months of the goal's validity in the year ``M``.

    Returns:
        A fraction; NaN for a seasonal profile without a full last year.
    """
    return choose(
        profile,
        {
            YearProfile.FLAT: 1.0,
            YearProfile.LINEAR: figures(months) / figures(span),
            YearProfile.SEASONAL: divided(last_year_to_date, last_year),
            YearProfile.PATH: 1.0,
        },
    )


def paced_share(pace: ArrayLike, months: ArrayLike, share: ArrayLike) -> Figures:
    """The share that is due, where the members of a total tell it month by month.

    Args:
        pace: A row a goal: the share that is due after 0, 1, 2 … months; NaN where the profile tells it.
        months: Months of the goal that have gone by ``m``.
        share: From ``share_due``.
    """
    told, gone = figures(pace), figures(months)
    place = np.clip(np.where(np.isnan(gone), 0, gone), 0, told.shape[1] - 1).astype(np.int64)
    by_members = told[np.arange(len(told)), place]
    return np.where(np.isnan(by_members), figures(share), by_members)


def target_to_date(
    profile: Codes,
    level: ArrayLike,
    baseline: ArrayLike,
    months: ArrayLike,
    share: ArrayLike,
    span: ArrayLike = MONTHS,
) -> Figures:
    """The part of the year's target that is due.

    Args:
        profile: Codes of ``Profile``.
        level: The year's target, from ``target_level``.
        baseline: The baseline, for a path from baseline to target.
        months: Months of the goal that have gone by ``m``.
        share: From ``share_due``.
        span: Months of the goal's validity in the year ``M``.

    Returns:
        In the goal's unit: flat ``T``; linear ``T m/M``; seasonal ``T LY_to_date/LY_year``; path
        ``B + (T - B) m/M``. NaN where what it needs is missing.
    """
    target, base = figures(level), figures(baseline)
    on_path = base + (target - base) * figures(months) / figures(span)
    return np.where(profile == position(YearProfile.PATH), on_path, target * figures(share))
