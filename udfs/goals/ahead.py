"""How far figures are ahead of what is asked, as a share of it: of the year to date, the forecast, and each month.

One law for the pictures: above nought is better than the target, below it is worse, whichever way the target points.
"""

from dataclasses import dataclass

import numpy as np

from schemas.codes import Rule, Summary, YearProfile
from udfs.goals.arrays import Codes, Figures, choose, divided, position, where
from udfs.goals.columns import GoalColumns, ResultColumns
from udfs.goals.measures import Observed, usable
from udfs.goals.overlaps import Whole
from udfs.goals.targets import MONTHS, target_level
from udfs.goals.validity import Validity
from udfs.goals.year import monthly_values


@dataclass(frozen=True)
class Ahead:
    """How far goals are ahead of what is asked, as shares of it.

    Args:
        to_date: The result against the target to date.
        forecast: The forecast against the year's target.
        months: Goals x 12: each month's figure against what the month was to give.
    """

    to_date: Figures
    forecast: Figures
    months: Figures


def ahead(goals: GoalColumns, result: ResultColumns, of_result: Figures, months: Figures) -> Ahead:
    """How far goals are ahead.

    Args:
        goals: The goals.
        result: Their computed figures.
        of_result: Their results to date.
        months: From ``months_ahead``.

    Returns:
        Sizes are those of the figures as printed: a reduction of 4.5 per cent against one of 10 is 55 per cent behind.
    """
    to_date = share_ahead(goals.rule, of_result, result.target_to_date, result.target_to_date_max)
    forecast = share_ahead(goals.rule, result.forecast, result.target, result.target_max)
    printed = (
        (to_date, result.shown_result, result.shown_target),
        (forecast, result.shown_forecast, result.shown_year_target),
    )
    as_printed = [
        np.where(goals.as_change, np.sign(level) * np.abs(divided(shown - asked, asked)), level)
        for level, shown, asked in printed
    ]
    return Ahead(as_printed[0], as_printed[1], months)


def share_ahead(rule: Codes, value: Figures, target: Figures, target_max: Figures) -> Figures:
    """How far a figure is ahead of its target, as a share of it.

    Args:
        rule: Codes of ``Rule``.
        value: The figure.
        target: Its target; of a band the floor.
        target_max: A band's ceiling.

    Returns:
        Above 0 better, below 0 worse, in a band 0; NaN for yes and no, and for a target of 0.
    """
    gap = value - target
    below, above = divided(np.minimum(gap, 0.0), np.abs(target)), divided(target_max - value, np.abs(target_max))
    by_rule = {
        Rule.AT_LEAST: divided(gap, np.abs(target)),
        Rule.AT_MOST: divided(-gap, np.abs(target)),
        Rule.BAND: np.minimum(below, np.minimum(above, 0.0)),
    }
    return choose(rule, by_rule)


def months_ahead(
    goals: GoalColumns, observed: Observed, counted: Observed, validity: Validity, year_start: int
) -> Figures:
    """How far each month's figure is ahead of what the month was to give.

    Args:
        goals: The goals.
        observed: All their observations, with values filled in.
        counted: Those that were counted in the year to date.
        validity: The months of each goal.
        year_start: The contract year's first month, as a running number.

    Returns:
        Goals x 12, each period at its last month. A sum's month is to give its part of the year (by last year's own
        months where the goal has a season), a path's month its place on the path.
    """
    count = len(goals.rule)
    value = monthly_values(counted, count, year_start)
    length = np.full(value.shape, np.nan)
    length[counted.goal, counted.spans.last - year_start] = counted.spans.length
    share = _share_of_month(goals, observed, validity, year_start, length)
    low, high = (_asked(goals, stated, share) for stated in (goals.stated, goals.stated_max))
    return share_ahead(np.broadcast_to(goals.rule[:, None], value.shape), value, low, high)


def _asked(goals: GoalColumns, stated: Figures, share: Figures) -> Figures:
    """What each month asks for: the share of the year's level, on a path of the way from the baseline."""
    level = target_level(goals.basis, stated, goals.baseline)[:, None]
    base = goals.baseline[:, None]
    of_sum = (goals.summary == position(Summary.SUM))[:, None]
    path = (goals.profile == position(YearProfile.PATH))[:, None] & ~of_sum
    return np.where(path, base + (level - base) * share, level * share)


def _share_of_month(
    goals: GoalColumns, observed: Observed, validity: Validity, year_start: int, length: Figures
) -> Figures:
    """Each month's share of the year's level; 1 where every month has the level itself."""
    month = year_start + np.arange(MONTHS)[None, :]
    span = validity.span[:, None].astype(np.float64)
    gone = (month - validity.first[:, None] + 1) / span
    of_sum = (goals.summary == position(Summary.SUM))[:, None]
    profile = np.broadcast_to(goals.profile[:, None], length.shape)
    season = _season(goals, observed, validity, year_start, of_sum)
    even = np.where(of_sum, length / span, 1.0)
    rising = np.where(of_sum, length / span, gone)
    return choose(
        profile,
        {
            YearProfile.FLAT: even,
            YearProfile.LINEAR: rising,
            YearProfile.SEASONAL: season,
            YearProfile.PATH: rising,
        },
    )


def _season(goals: GoalColumns, observed: Observed, validity: Validity, year_start: int, of_sum: "Whole") -> Figures:
    """Last year's months as shares of its year; NaN where last year is not whole."""
    before = observed.spans.first >= year_start - MONTHS
    last_year = usable(observed.only(np.asarray(before & (observed.spans.last < year_start))))
    months = monthly_values(last_year, len(goals.rule), year_start - MONTHS)
    place = year_start + np.arange(MONTHS)[None, :]
    inside = (place >= validity.first[:, None]) & (place <= validity.last[:, None])
    own = where(inside, months)
    known = np.maximum((~np.isnan(own)).sum(axis=1), 1)[:, None]
    total = np.nan_to_num(own).sum(axis=1)[:, None]
    whole = (np.bincount(last_year.goal, weights=last_year.spans.length, minlength=len(goals.rule)) >= MONTHS)[:, None]
    return where(whole, divided(months, np.where(of_sum, total, total / known)))
