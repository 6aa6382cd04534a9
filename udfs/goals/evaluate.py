"""All figures of all goals in one pass: goals and what was observed in, results out. Pure columns, no frames.

The order is the design's: measures → targets → attainment → forecast → lights.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from schemas.codes import Rule, Summary, Verdict, YearProfile
from udfs.forecasting.chances import YearAhead, nothing_ahead
from udfs.forecasting.methods import is_stock, lead, run_rate, seasonal
from udfs.goals.arrays import Figures, Flags, divided, less, picked, position, where
from udfs.goals.attainment import attainment, difference, favourable
from udfs.goals.columns import GoalColumns, ObservedColumns, ResultColumns
from udfs.goals.lights import Standing, Thresholds, lights, paced, traffic_light
from udfs.goals.next_light import next_light
from udfs.goals.rest_of_year import Rest, rest_of_year
from udfs.goals.shown import baseline_of, rest_shown, to_date_shown, year_shown
from udfs.goals.targets import is_change, paced_share, share_due, target_level, target_to_date
from udfs.goals.verdicts import has_ended, tolerated

_BLOCK = 16_384  # rows that stay in a processor's cache from the first formula to the last


def evaluate(
    goals: GoalColumns, observed: ObservedColumns, ahead: YearAhead | None = None, limits: Thresholds | None = None
) -> ResultColumns:
    """Compute every figure of every goal.

    Args:
        goals: The goals.
        observed: What was observed, row by row the same goals.
        ahead: Where their years are expected to end; without one, the two disclosed methods lead.
        limits: The chances at which lights change.

    Returns:
        One row a goal.
    """
    count = len(goals.rule)
    outlook = nothing_ahead(count) if ahead is None else ahead
    borders = Thresholds(*(np.full(count, np.nan),) * 3) if limits is None else limits
    if count <= _BLOCK:
        return _evaluate(goals, observed, outlook, borders)
    parts = (goals, observed, outlook, borders)
    first = _evaluate(*(_block(each, 0) for each in parts))
    whole = {name: np.empty(count, dtype=column.dtype) for name, column in vars(first).items()}

    def work(start: int) -> None:
        part = _evaluate(*(_block(each, start) for each in parts))
        for name, column in vars(part).items():
            whole[name][start : start + _BLOCK] = column

    # numpy lets go of the interpreter inside a formula, so that threads share the blocks.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, range(0, count, _BLOCK)))
    return ResultColumns(**whole)


def _block(columns: Any, start: int) -> Any:
    return picked(columns, slice(start, start + _BLOCK))


def _share(result: Figures, target: Figures) -> Figures:
    return where(target > 0, divided(result, target))


@dataclass(frozen=True)
class _Methods:
    """The forecast that leads, and what the two disclosed methods say beside it."""

    leading: Figures
    run_rate: Figures
    seasonal: Figures


def two_methods(goals: GoalColumns, observed: ObservedColumns) -> tuple[Figures, Figures]:
    """The run rate and the seasonal forecast of every goal, within the natural bounds.

    Args:
        goals: The goals.
        observed: What was observed, row by row the same goals.
    """
    by_rate = run_rate(
        goals.summary,
        goals.profile,
        observed.result,
        observed.months,
        goals.baseline,
        observed.counted,
        goals.span,
    )
    by_season = seasonal(
        goals.summary,
        observed.result,
        observed.months,
        observed.last_year_counted,
        observed.last_year,
        observed.last_year_rest,
        goals.lower,
        goals.upper,
        goals.span,
    )
    return np.clip(by_rate, goals.lower, goals.upper), by_season


def _forecasts(goals: GoalColumns, observed: ObservedColumns, ended: Flags, expected: Figures) -> _Methods:
    """The forecasts. A milestone not reached has none while months remain."""
    by_rate, by_season = two_methods(goals, observed)
    milestone = goals.rule == position(Rule.MILESTONE)
    open_milestone = milestone & ~ended & less(observed.result, goals.stated)
    ahead = np.where(np.isnan(expected), lead(by_season, by_rate)[0], expected)
    ahead = np.where(open_milestone, np.nan, np.where(milestone, by_rate, ahead))
    final = milestone | ended
    leading = np.where(ended, observed.result, ahead)
    return _Methods(leading, np.where(final, np.nan, by_rate), np.where(final, np.nan, by_season))


@dataclass(frozen=True)
class Levels:
    """What a goal asks for: of the year, to date, and of its baseline to date."""

    target: Figures
    target_max: Figures
    due: Figures
    due_max: Figures
    base_due: Figures


def levels(goals: GoalColumns, observed: ObservedColumns) -> Levels:
    """What goals ask for.

    Args:
        goals: The goals.
        observed: What was observed: how far the year is gone, and how last year lay.
    """
    profile, months, span = goals.profile, observed.months, goals.span
    target = target_level(goals.basis, goals.stated, goals.baseline)
    band = goals.rule == position(Rule.BAND)
    target_max = where(band, target_level(goals.basis, goals.stated_max, goals.baseline))
    share = share_due(profile, months, observed.last_year_to_date, observed.last_year, span)
    share = share if goals.pace is None else paced_share(goals.pace, months, share)
    # Without a month of data nothing is due yet, but a level that holds all year is known.
    begun = (months > 0) | (profile == position(YearProfile.FLAT))
    due = where(begun, target_to_date(profile, target, goals.baseline, months, share, span))
    due_max = where(band, target_to_date(profile, target_max, goals.baseline, months, share, span))
    return Levels(target, target_max, due, due_max, goals.baseline * share)


def _rest(goals: GoalColumns, observed: ObservedColumns, level: Levels, ended: Flags) -> Rest:
    return rest_of_year(
        goals.rule,
        goals.summary,
        goals.profile,
        observed.result,
        observed.months,
        observed.counted,
        goals.span,
        level.target,
        level.target_max,
        goals.lower,
        goals.upper,
        ended,
    )


def _settled(rest: Rest, ended: Flags, ahead: YearAhead, result: Figures) -> YearAhead:
    """The outlook of years that have ended or are decided: no bounds around what has come, chances of 1 and 0."""
    met = np.where(rest.verdict == position(Verdict.MET), 1.0, ahead.chance)
    chance = np.where(rest.verdict == position(Verdict.NOT_MET), 0.0, met)
    low, high = (np.where(ended, result, end) for end in (ahead.low, ahead.high))
    known = np.isnan(ahead.expected) & ~ended
    return replace(ahead, chance=np.where(known, np.nan, chance), low=low, high=high)


def _evaluate(goals: GoalColumns, observed: ObservedColumns, outlook: YearAhead, limits: Thresholds) -> ResultColumns:
    rule, basis, summary, result = goals.rule, goals.basis, goals.summary, observed.result
    level = levels(goals, observed)
    target, target_max, due, due_max = level.target, level.target_max, level.due, level.due_max
    ended = has_ended(rule, summary, goals.profile, observed.months, observed.counted, goals.span, observed.is_over)
    methods = _forecasts(goals, observed, ended, outlook.expected)
    rest = _rest(goals, observed, level, ended)
    ahead = _settled(rest, ended, outlook, result)
    gap = difference(rule, result, due, due_max)
    standing = Standing(
        rule=rule,
        result=result,
        paced=paced(summary, result, observed.months, observed.counted),
        due=due,
        due_max=due_max,
        target=target,
        target_max=target_max,
        forecast=methods.leading,
        alternative=methods.run_rate,
        chance=ahead.chance,
        impossible=rest.never,
        tolerance=tolerated(is_change(basis), goals.tolerance, target, goals.baseline),
        decided=rest.verdict,
        undecided=(observed.months >= goals.span) & ~ended,
    )
    why = traffic_light(standing, limits)
    light = lights(why)
    is_open = (rest.verdict == position(Verdict.OPEN)) & ~rest.never
    beside = next_light(standing, light, is_open, ahead.needs)
    base = baseline_of(target, goals.baseline, level.base_due)
    as_printed = to_date_shown(goals.as_change, result, due, due_max, gap, base)
    of_year = {
        "shown_year_target": target,
        "shown_year_target_max": target_max,
        "shown_forecast": methods.leading,
        "shown_low": ahead.low,
        "shown_high": ahead.high,
        "shown_run_rate": methods.run_rate,
        "shown_seasonal": methods.seasonal,
    }
    stock = is_stock(summary, goals.profile)
    as_printed |= year_shown(goals.as_change, of_year, base)
    # A reduction is counted upwards as it grows: the lower level is the greater change.
    ends = as_printed["shown_low"], as_printed["shown_high"]
    as_printed |= {"shown_low": np.minimum(*ends), "shown_high": np.maximum(*ends)}
    as_printed |= rest_shown(goals.as_change, summary, stock, goals.span, rest.need, rest.need_max, base)
    return ResultColumns(
        target=target,
        target_max=target_max,
        target_to_date=due,
        target_to_date_max=due_max,
        difference=gap,
        favourable=favourable(rule, gap, due),
        attainment=attainment(rule, basis, result, due, due_max, level.base_due),
        share_of_year=where(summary == position(Summary.SUM), _share(result, target)),
        forecast=methods.leading,
        forecast_low=ahead.low,
        forecast_high=ahead.high,
        chance=ahead.chance,
        forecast_run_rate=methods.run_rate,
        forecast_seasonal=methods.seasonal,
        required=rest.need,
        required_max=rest.need_max,
        verdict=rest.verdict,
        why=why,
        light=light,
        to_better=beside.better,
        to_worse=beside.worse,
        tolerance=standing.tolerance,
        baseline_to_date=level.base_due,
        impossible=rest.never,
        **as_printed,
    )
