"""What if: a goal's year with another result, another target, or the rest of the year at a level.

Anchored on the figures of the follow-up: where nothing is changed, they come out as they went in. What is changed
moves the year by arithmetic alone, and the chance by as many of the forecast's own standard deviations.
"""

from dataclasses import dataclass

import numpy as np

from schemas.codes import Rule, Summary, Verdict
from udfs.forecasting.distributions import normal_cdf, normal_quantile
from udfs.forecasting.methods import is_stock, run_rate
from udfs.goals.arrays import Codes, Figures, Flags, choose, divided, figures, less, position, where
from udfs.goals.lights import Standing, Thresholds, lights, paced, traffic_light
from udfs.goals.rest_of_year import Rest, rest_of_year
from udfs.goals.targets import share_due, target_to_date
from udfs.goals.verdicts import has_ended, tolerated

_LIKELY = 0.9
"""The chance that a year ends below the interval's upper bound: four of five lie within."""
_SETTLED = 1e-9
"""A chance nearer to 0 or 1 tells no more how near."""


@dataclass(frozen=True)
class GoalNow:
    """Goals as the follow-up has them, one row each, in their own unit.

    Args:
        rule: Codes of ``Rule``.
        summary: Codes of ``Summary``.
        profile: Codes of ``YearProfile``.
        is_change: Whether the target is stated as a change on the baseline.
        result: The result to date ``A``.
        months: Months of the goal that have gone by ``m``.
        counted: Those of them with a figure.
        span: Months of the goal's validity in the year ``M``.
        target: The year's target ``T``; for a band its floor.
        target_max: A band's ceiling.
        due: The target to date.
        due_max: A band's ceiling to date.
        baseline: The baseline.
        forecast: The expected year ``F``.
        low: The lower bound of the interval in which the year ends in four of five cases.
        high: The upper bound.
        chance: The chance that the target is met.
        lower: The natural lower bound of a month's figure.
        upper: The natural upper bound.
        tolerance: The miss that is still yellow, as a fraction of the target.
        verdict: Codes of ``Verdict``.
        light: Codes of ``Light``.
        red: The chance under which this goal's light is red.
        far: That under which it is red where the forecast misses by more than the tolerance.
        yellow: That under which it is yellow.
    """

    rule: Codes
    summary: Codes
    profile: Codes
    is_change: Flags
    result: Figures
    months: Figures
    counted: Figures
    span: Figures
    target: Figures
    target_max: Figures
    due: Figures
    due_max: Figures
    baseline: Figures
    forecast: Figures
    low: Figures
    high: Figures
    chance: Figures
    lower: Figures
    upper: Figures
    tolerance: Figures
    verdict: Codes
    light: Codes
    red: Figures
    far: Figures
    yellow: Figures


@dataclass(frozen=True)
class Change:
    """What is changed; NaN stays as it is.

    Args:
        result: Another result to date.
        target: Another target of the year; for a band another floor.
        target_max: Another ceiling of a band.
        rest: The level of every month that remains: of a sum the figure a month, of a stock the change a month.
    """

    result: Figures
    target: Figures
    target_max: Figures
    rest: Figures


@dataclass(frozen=True)
class Outcome:
    """The year that comes of it, named as in ``GoalNow``; ``rest`` is the level of the remaining months."""

    result: Figures
    target: Figures
    target_max: Figures
    rest: Figures
    forecast: Figures
    low: Figures
    high: Figures
    chance: Figures
    required: Figures
    required_max: Figures
    light: Codes


def what_if(standing: GoalNow, change: Change) -> Outcome:
    """The year of every goal with what is changed.

    Args:
        standing: The goals.
        change: What is changed, row by row; either may be a single row beside many of the other.

    Returns:
        Where nothing is changed, exactly the follow-up's figures.
    """
    now, wanted = _spread(standing, change)
    result, target = _or(wanted.result, now.result), _or(wanted.target, now.target)
    target_max = _or(wanted.target_max, now.target_max)
    same = _same(result, now.result) & _same(target, now.target) & _same(target_max, now.target_max)
    same &= np.isnan(wanted.rest)
    ended = _ended(now)
    forecast = _forecast(now, result, target, wanted.rest, ended)
    shift = np.where(forecast == now.forecast, 0.0, forecast - now.forecast)
    rest = rest_of_year(
        now.rule, now.summary, now.profile, result, now.months, now.counted, now.span, target, target_max,
        now.lower, now.upper, ended,
    )  # fmt: skip
    chance = _chance(now, forecast, target, target_max, rest.verdict)
    other = _run_rate(now, result, wanted.rest, ended)
    light = _light(now, result, target, target_max, forecast, other, chance, rest, ended)
    return Outcome(
        result=result,
        target=target,
        target_max=target_max,
        rest=_or(wanted.rest, level_of_year(now, result, forecast)),
        forecast=forecast,
        low=now.low + shift,
        high=now.high + shift,
        chance=np.where(same, now.chance, chance),
        required=rest.need,
        required_max=rest.need_max,
        light=np.where(same, now.light, light),
    )


def year_of_level(standing: GoalNow, result: Figures, rest: Figures) -> Figures:
    """The year's figure where every month that remains is at a level.

    Args:
        standing: The goals.
        result: The result to date.
        rest: The level ``R``.

    Returns:
        Mean and ratio ``(m A + (M - m) R)/M``; sum and stock ``A + (M - m) R``; other last values ``R``. NaN when no
        month remains.
    """
    gone, whole = standing.months, standing.span
    remaining = whole - gone
    come = np.where(gone > 0, result, 0.0)
    even, summed = divided(gone * come + remaining * rest, whole), come + remaining * rest
    last = np.where(is_stock(standing.summary, standing.profile), summed, rest)
    year = choose(standing.summary, {Summary.MEAN: even, Summary.RATIO: even, Summary.SUM: summed, Summary.LAST: last})
    return where(remaining > 0, year)


def level_of_year(standing: GoalNow, result: Figures, year: Figures) -> Figures:
    """The level of the months that remain which makes the year what it is: ``year_of_level`` the other way."""
    at_none = year_of_level(standing, result, np.zeros_like(year))
    return divided(year - at_none, year_of_level(standing, result, np.ones_like(year)) - at_none)


def _spread(standing: GoalNow, change: Change) -> tuple[GoalNow, Change]:
    columns = np.broadcast_arrays(*vars(standing).values(), *vars(change).values())
    count = len(vars(standing))
    return GoalNow(*columns[:count]), Change(*columns[count:])


def _or(wanted: Figures, now: Figures) -> Figures:
    return np.where(np.isnan(wanted), now, wanted)


def _same(left: Figures, right: Figures) -> Flags:
    return np.asarray((left == right) | (np.isnan(left) & np.isnan(right)))


def _ended(now: GoalNow) -> Flags:
    """Whether the year can be summed up. A survey or milestone that is decided against stands until the year's end."""
    decided = now.verdict == position(Verdict.NOT_MET)
    return has_ended(now.rule, now.summary, now.profile, now.months, now.counted, now.span, decided)


def _forecast(now: GoalNow, result: Figures, target: Figures, rest: Figures, ended: Flags) -> Figures:
    """The expected year: that of the follow-up, moved as far as the changed result moves it; or the year at a level."""
    moved = np.where(result == now.result, 0.0, result - now.result)
    share = choose(
        now.summary,
        {
            Summary.MEAN: divided(now.months, now.span),
            Summary.RATIO: divided(now.months, now.span),
            Summary.SUM: 1.0,
            Summary.LAST: 1.0,
        },
    )
    carried = now.forecast + share * moved
    is_level = (now.summary == position(Summary.LAST)) & (moved != 0)
    carried = np.where(is_level, np.clip(carried, _bound(now.lower, -np.inf), _bound(now.upper, np.inf)), carried)
    # A milestone that is not reached has no forecast; one that is, is what it is.
    open_milestone = where(ended | ~less(result, target), result)
    carried = np.where(now.rule == position(Rule.MILESTONE), open_milestone, np.where(ended, result, carried))
    return np.where(np.isnan(rest), np.where(moved == 0, now.forecast, carried), year_of_level(now, result, rest))


def _bound(bound: Figures, without: float) -> Figures:
    return np.where(np.isnan(bound), without, bound)


def _chance(now: GoalNow, forecast: Figures, target: Figures, target_max: Figures, verdict: Codes) -> Figures:
    """The follow-up's chance, moved on the normal scale as far as the year has come nearer to the target."""
    deviation = (now.high - now.low) / (2.0 * float(normal_quantile(_LIKELY)))
    before = _margin(now.rule, now.forecast, now.target, now.target_max, deviation)
    after = _margin(now.rule, forecast, target, target_max, deviation)
    settled = (now.chance <= _SETTLED) | (now.chance >= 1.0 - _SETTLED)
    shift = np.where(before == after, 0.0, after - before)
    at = np.where(settled, after, normal_quantile(np.nan_to_num(now.chance, nan=0.5)) + shift)
    moved = normal_cdf(np.nan_to_num(at))
    # What moves nothing must not move the last digit either, and what helps must not take from a chance of 1.
    moved = np.where(shift >= 0, np.maximum(moved, now.chance), np.minimum(moved, now.chance))
    sure = choose(verdict, {Verdict.MET: 1.0, Verdict.NOT_MET: 0.0, Verdict.OPEN: moved})
    return where(~np.isnan(now.chance) & ~np.isnan(forecast) & ~np.isnan(deviation), sure)


def _margin(rule: Codes, year: Figures, target: Figures, target_max: Figures, deviation: Figures) -> Figures:
    """How far the year lies on the good side of its target, in standard deviations; of a band, of both borders."""
    above, below, under = (_in_deviations(gap, deviation) for gap in (year - target, target - year, target_max - year))
    within = normal_cdf(np.nan_to_num(above)) + normal_cdf(np.nan_to_num(under)) - 1.0
    return choose(
        rule,
        {
            Rule.AT_LEAST: above,
            Rule.AT_MOST: below,
            Rule.BAND: normal_quantile(within),
            Rule.MILESTONE: above,
        },
    )


def _in_deviations(gap: Figures, deviation: Figures) -> Figures:
    # A year that is certain lies on one side or the other, however near.
    sure = np.where(gap < 0, -_CERTAIN, _CERTAIN)
    return np.where(deviation > 0, np.clip(divided(gap, deviation), -_CERTAIN, _CERTAIN), sure)


_CERTAIN = 40.0  # standard deviations: as good as certain


def _light(
    now: GoalNow,
    result: Figures,
    target: Figures,
    target_max: Figures,
    forecast: Figures,
    other: Figures,
    chance: Figures,
    rest: Rest,
    ended: Flags,
) -> Codes:
    """The light by the one law of ``goals.lights``, with the borders at which this goal's light changes today."""
    share = share_due(now.profile, now.months, now.due, now.target, now.span)  # what is due now of the year's target
    due, due_max = (
        np.where(level == before, due, _due_of(now, level, share, due))
        for level, before, due in ((target, now.target, now.due), (target_max, now.target_max, now.due_max))
    )
    standing = Standing(
        rule=now.rule,
        result=result,
        paced=paced(now.summary, result, now.months, now.counted),
        due=due,
        due_max=due_max,
        target=target,
        target_max=target_max,
        forecast=forecast,
        alternative=other,
        chance=chance,
        impossible=rest.never,
        tolerance=_tolerance(now, target),
        decided=rest.verdict,
        undecided=np.asarray((now.months >= now.span) & ~ended),
    )
    return lights(traffic_light(standing, Thresholds(now.red, now.far, now.yellow)))


def _due_of(now: GoalNow, level: Figures, share: Figures, due: Figures) -> Figures:
    """What would be due of another target; nothing where nothing is due yet."""
    return where(~np.isnan(due), target_to_date(now.profile, level, now.baseline, now.months, share, now.span))


def _run_rate(now: GoalNow, result: Figures, rest: Figures, ended: Flags) -> Figures:
    """What the other of the disclosed methods says, which counts where there is no chance."""
    rate = run_rate(now.summary, now.profile, result, now.months, now.baseline, now.counted, now.span)
    is_final = ended | (now.rule == position(Rule.MILESTONE)) | ~np.isnan(rest)
    return where(~is_final, np.clip(rate, _bound(now.lower, -np.inf), _bound(now.upper, np.inf)))


def _tolerance(now: GoalNow, target: Figures) -> Figures:
    """The miss that is still yellow: of a change, a part of what is asked for with the other target."""
    whole = np.ones_like(target)
    before, after = (tolerated(now.is_change, whole, each, now.baseline) for each in (now.target, target))
    return figures(np.where(target == now.target, now.tolerance, np.nan_to_num(divided(now.tolerance * after, before))))


def is_open(standing: GoalNow) -> Flags:
    """Whether a month of the year remains that a level could be given to."""
    return np.asarray((standing.span > standing.months) & ~np.isnan(standing.target) & ~_ended(standing))


def reach(standing: GoalNow, target: Figures) -> Figures:
    """How far from its target a year may lie and the light still depend on how far, in the goal's unit."""
    spread = np.nan_to_num(standing.high - standing.low)
    return np.maximum(spread, np.nan_to_num(_tolerance(standing, target) * np.abs(target)))
