"""The year's verdict: met or not met after the goal's last month, or as soon as arithmetic has decided.

Source: the design's section 5 (*light*); the contracts promise a year, and a year that is over is met or not.
"""

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Rule, Summary, Verdict, YearProfile
from udfs.goals.arrays import Codes, Figures, Flags, divided, figures, less, noise, position
from udfs.goals.lights import miss


def has_ended(
    rule: Codes, summary: Codes, profile: Codes, months: ArrayLike, counted: ArrayLike, span: ArrayLike, is_over: Flags
) -> Flags:
    """Whether a goal's year can be summed up.

    Args:
        rule: Codes of ``Rule``.
        summary: Codes of ``Summary``.
        profile: Codes of ``YearProfile``.
        months: Months of the goal that have gone by at its last figure ``m``.
        counted: Months with a figure ``k``.
        span: Months of the goal's validity ``M``.
        is_over: Whether the reporting date has reached the goal's last month.

    Returns:
        True where the last month has its figure, and a sum no gap; of a milestone and of a survey, whose figure stands
        until the next one, also where the last figure is an earlier one.
    """
    gone = figures(months)
    whole = gone >= figures(span)
    has_gap = (summary == position(Summary.SUM)) & (figures(counted) < gone)
    stands = (rule == position(Rule.MILESTONE)) | (
        (summary == position(Summary.LAST)) & (profile != position(YearProfile.PATH))
    )
    return np.asarray((whole & ~has_gap) | (is_over & stands & (gone > 0)))


def verdict(
    rule: Codes,
    result: ArrayLike,
    target: ArrayLike,
    target_max: ArrayLike,
    ended: Flags,
    impossible: Flags,
    is_certain: Flags,
) -> Codes:
    """Whether the year's target is met.

    Args:
        rule: Codes of ``Rule``.
        result: The result to date, in the goal's unit.
        target: The year's target; for a band its floor.
        target_max: A band's ceiling.
        ended: From ``has_ended``.
        impossible: Whether the rest of the year would have to pass a natural bound.
        is_certain: From ``certain``.

    Returns:
        Codes of ``Verdict``; open where there is no figure or no target.
    """
    gap = miss(rule, result, target, target_max)
    known = ~np.isnan(gap)
    met = known & np.where(ended, gap <= 0, is_certain | ((rule == position(Rule.MILESTONE)) & (gap <= 0)))
    missed = known & np.where(ended, gap > 0, impossible)
    out = np.where(missed, position(Verdict.NOT_MET), position(Verdict.OPEN))
    return np.asarray(np.where(met, position(Verdict.MET), out), dtype=np.int8)


def certain(
    rule: Codes,
    summary: Codes,
    result: ArrayLike,
    target: ArrayLike,
    required: ArrayLike,
    complete: Flags,
    lower: ArrayLike,
    upper: ArrayLike,
) -> Flags:
    """Whether the year is met whatever the rest of it brings.

    Args:
        rule: Codes of ``Rule``.
        summary: Codes of ``Summary``.
        result: The result to date.
        target: The year's target.
        required: The level that the remaining months need.
        complete: Whether no month that has gone by lacks its figure.
        lower: The natural lower bound of a month's figure.
        upper: The natural upper bound.

    Returns:
        A sum of figures that cannot fall has reached its floor, whatever is missing; a mean needs no more than the
        lowest (at most the highest) figure there can be. Of a ratio the volumes to come are not known.
    """
    need, floor, ceiling = figures(required), figures(lower), figures(upper)
    at_least, at_most = rule == position(Rule.AT_LEAST), rule == position(Rule.AT_MOST)
    reached = (summary == position(Summary.SUM)) & at_least & (floor >= 0) & ~less(result, target)
    mean = (summary == position(Summary.MEAN)) & complete
    slack = noise(need)  # a bound may be infinite, and has no noise then
    enough = (at_least & (need <= floor + slack)) | (at_most & (need >= ceiling - slack))
    known = ~np.isnan(need) & ~np.isnan(figures(result))
    return np.asarray((reached & ~np.isnan(figures(result))) | (mean & enough & known))


def surpassed(rule: Codes, summary: Codes, result: ArrayLike, target: ArrayLike, lower: ArrayLike) -> Flags:
    """Whether a sum of figures that cannot fall is past its ceiling already."""
    over = less(target, result) & (figures(lower) >= 0)
    return np.asarray((summary == position(Summary.SUM)) & (rule == position(Rule.AT_MOST)) & over)


def tolerated(is_change: Flags, tolerance: ArrayLike, target: ArrayLike, baseline: ArrayLike) -> Figures:
    """The miss that is still yellow, as a fraction of the target: of a change goal, of the change that is asked for.

    Args:
        is_change: Whether the target is stated as a change.
        tolerance: The fraction.
        target: The level of the year's target.
        baseline: The baseline.
    """
    level = figures(target)
    asked = np.nan_to_num(divided(np.abs(level - figures(baseline)), np.abs(level)))
    return np.where(is_change, figures(tolerance) * asked, figures(tolerance))
