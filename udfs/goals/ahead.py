"""How far figures are ahead of what is asked, as a share of it: of the year to date, the forecast, and each month.

One law for the pictures: above nought is better than the target, below it is worse, whichever way the target points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

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


@dataclass(frozen=True)
class Months:
    """What is drawn of goals month by month: goals x 12, each period at its last month; NaN where there is nothing.

    Args:
        value: The contract year's figures, as far as they were counted.
        last_year: Those of the year before.
        asked: What each month is to give; of a band the floor.
        asked_max: A band's ceiling.
    """

    value: Figures
    last_year: Figures
    asked: Figures
    asked_max: Figures


def no_months(count: int) -> Months:
    """Nothing drawn of so many goals."""
    nothing = np.full((count, MONTHS), np.nan)
    return Months(nothing, nothing, nothing, nothing)


def together(parts: Sequence[Months]) -> Months:
    """The months of several sets of goals, one below the other."""
    return Months(*(np.concatenate([getattr(each, field.name) for each in parts]) for field in fields(Months)))


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
    value = monthly_values(counted, len(goals.rule), year_start)
    share = _share_of_month(goals, observed, validity, year_start, _lengths(counted, len(goals.rule), year_start))
    low, high = (_asked(goals, stated, share) for stated in (goals.stated, goals.stated_max))
    return share_ahead(np.broadcast_to(goals.rule[:, None], value.shape), value, low, high)


def months_drawn(
    goals: GoalColumns, observed: Observed, counted: Observed, validity: Validity, year_start: int
) -> Months:
    """Each month's figure beside what it was to give, those still to come among them, and last year's.

    Args:
        goals: The goals.
        observed: All their observations, with values filled in.
        counted: Those that were counted in the year to date.
        validity: The months of each goal.
        year_start: The contract year's first month, as a running number.
    """
    count, place = len(goals.rule), year_start + np.arange(MONTHS)[None, :]
    known = _lengths(counted, count, year_start)
    # What is to come is of the length of what has come: a quarter's figure stands at the quarter's end.
    usual = np.maximum(np.nan_to_num(known).max(axis=1), 1.0)[:, None]
    ends = (np.arange(MONTHS)[None, :] + 1) % usual == 0
    length = np.where(np.isnan(known), where(np.broadcast_to(ends, known.shape), usual), known)
    share = _share_of_month(goals, observed, validity, year_start, length)
    inside = (place >= validity.first[:, None]) & (place <= validity.last[:, None])
    low, high = (where(inside, _asked(goals, stated, share)) for stated in (goals.stated, goals.stated_max))
    return Months(
        monthly_values(counted, count, year_start),
        monthly_values(_of_last_year(observed, year_start), count, year_start - MONTHS),
        low,
        high,
    )


def _lengths(counted: Observed, count: int, year_start: int) -> Figures:
    """The months that each figure covers, at its last month."""
    length = np.full((count, MONTHS), np.nan)
    length[counted.goal, counted.spans.last - year_start] = counted.spans.length
    return length


def _of_last_year(observed: Observed, year_start: int) -> Observed:
    """The figures that lie within the year before."""
    before = observed.spans.first >= year_start - MONTHS
    return usable(observed.only(np.asarray(before & (observed.spans.last < year_start))))


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
    last_year = _of_last_year(observed, year_start)
    months = monthly_values(last_year, len(goals.rule), year_start - MONTHS)
    place = year_start + np.arange(MONTHS)[None, :]
    inside = (place >= validity.first[:, None]) & (place <= validity.last[:, None])
    own = where(inside, months)
    known = np.maximum((~np.isnan(own)).sum(axis=1), 1)[:, None]
    total = np.nan_to_num(own).sum(axis=1)[:, None]
    whole = (np.bincount(last_year.goal, weights=last_year.spans.length, minlength=len(goals.rule)) >= MONTHS)[:, None]
    return where(whole, divided(months, np.where(of_sum, total, total / known)))
