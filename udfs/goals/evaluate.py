"""All figures of all goals in one pass: goals and what was observed in, results out. Pure columns, no frames.

The order is the design's: measures → targets → attainment → forecast → lights.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from schemas.codes import Rule, Summary, YearProfile
from udfs.forecasting.methods import is_stock, lead, run_rate, seasonal
from udfs.forecasting.required import impossible, required
from udfs.goals.arrays import Codes, Figures, Flags, divided, less, position, where
from udfs.goals.attainment import attainment, difference, favourable, shown
from udfs.goals.lights import lights, traffic_light
from udfs.goals.targets import MONTHS, share_due, target_level, target_to_date

_Columns = TypeVar("_Columns", "GoalColumns", "ObservedColumns")
_BLOCK = 16_384  # rows that stay in a processor's cache from the first formula to the last


@dataclass(frozen=True)
class GoalColumns:
    """The goals, one row each: codes as small numbers, figures in the goal's unit.

    Args:
        rule: Codes of ``Rule``.
        basis: Codes of ``Basis``.
        summary: Codes of ``Summary``.
        profile: Codes of ``Profile``.
        stated: The target as stated.
        stated_max: A band's upper bound as stated.
        baseline: The baseline.
        tolerance: The miss that is still yellow, as a fraction of the target.
        as_change: Whether the figures are shown as a change on the baseline.
        lower: The natural lower bound of a figure.
        upper: The natural upper bound.
    """

    rule: Codes
    basis: Codes
    summary: Codes
    profile: Codes
    stated: Figures
    stated_max: Figures
    baseline: Figures
    tolerance: Figures
    as_change: Flags
    lower: Figures
    upper: Figures


@dataclass(frozen=True)
class ObservedColumns:
    """What was observed for each goal.

    Args:
        result: The result to date.
        months: Months covered (0 to 12).
        last_year_to_date: Last year over the same months; NaN where not known.
        last_year: Last year over all months; NaN where not known.
        last_year_rest: Last year's level over the remaining months; NaN where not known.
    """

    result: Figures
    months: Figures
    last_year_to_date: Figures
    last_year: Figures
    last_year_rest: Figures


@dataclass(frozen=True)
class ResultColumns:
    """The computed figures, named as in the results table; ``why`` are codes of ``schemas.why.Why``."""

    target: Figures
    target_max: Figures
    target_to_date: Figures
    target_to_date_max: Figures
    difference: Figures
    favourable: Figures
    attainment: Figures
    share_of_year: Figures
    forecast: Figures
    forecast_alternative: Figures
    required: Figures
    required_max: Figures
    why: Codes
    light: Codes
    shown_target: Figures
    shown_result: Figures
    shown_difference: Figures
    baseline_to_date: Figures
    impossible: Flags


def evaluate(goals: GoalColumns, observed: ObservedColumns) -> ResultColumns:
    """Compute every figure of every goal.

    Args:
        goals: The goals.
        observed: What was observed, row by row the same goals.

    Returns:
        One row a goal.
    """
    count = len(goals.rule)
    if count <= _BLOCK:
        return _evaluate(goals, observed)
    first = _evaluate(_block(goals, 0), _block(observed, 0))
    whole = {name: np.empty(count, dtype=column.dtype) for name, column in vars(first).items()}

    def work(start: int) -> None:
        part = _evaluate(_block(goals, start), _block(observed, start))
        for name, column in vars(part).items():
            whole[name][start : start + _BLOCK] = column

    # numpy lets go of the interpreter inside a formula, so that threads share the blocks.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, range(0, count, _BLOCK)))
    return ResultColumns(**whole)


def _block(columns: _Columns, start: int) -> _Columns:
    part = {name: value[start : start + _BLOCK] for name, value in vars(columns).items()}
    return type(columns)(**part)


def _share(result: Figures, target: Figures) -> Figures:
    return where(target > 0, divided(result, target))


def _forecasts(goals: GoalColumns, observed: ObservedColumns) -> tuple[Figures, Figures]:
    """The leading forecast and the alternative. A milestone not reached has none while months remain."""
    by_rate = run_rate(goals.summary, goals.profile, observed.result, observed.months, goals.baseline)
    by_season = seasonal(
        goals.summary,
        observed.result,
        observed.months,
        observed.last_year_to_date,
        observed.last_year,
        observed.last_year_rest,
        goals.lower,
        goals.upper,
    )
    open_milestone = (
        (goals.rule == position(Rule.MILESTONE)) & (observed.months < MONTHS) & less(observed.result, goals.stated)
    )
    ahead, other = lead(by_season, np.clip(by_rate, goals.lower, goals.upper))
    milestone = goals.rule == position(Rule.MILESTONE)
    return np.where(open_milestone, np.nan, np.where(milestone, by_rate, ahead)), np.where(milestone, np.nan, other)


def _evaluate(goals: GoalColumns, observed: ObservedColumns) -> ResultColumns:
    rule, basis, summary, profile = goals.rule, goals.basis, goals.summary, goals.profile
    result, months = observed.result, observed.months
    band = rule == position(Rule.BAND)
    target = target_level(basis, goals.stated, goals.baseline)
    target_max = where(band, target_level(basis, goals.stated_max, goals.baseline))
    share = share_due(profile, months, observed.last_year_to_date, observed.last_year)
    due = target_to_date(profile, target, goals.baseline, months, share)
    # Without a month of data nothing is due yet, but a level that holds all year is known.
    begun = (months > 0) | (profile == position(YearProfile.FLAT))
    due = where(begun, due)
    due_max = where(band, target_to_date(profile, target_max, goals.baseline, months, share))
    base_due = goals.baseline * share
    gap = difference(rule, result, due, due_max)
    ahead, other = _forecasts(goals, observed)
    stock = is_stock(summary, profile)
    need = required(summary, profile, target, result, months)
    need_max = where(band, required(summary, profile, target_max, result, months))
    never = impossible(rule, stock, need, need_max, goals.lower, goals.upper)
    why = traffic_light(rule, result, due, due_max, target, target_max, ahead, other, never, goals.tolerance)
    shown_target, shown_result, shown_gap = shown(goals.as_change, result, due, base_due, gap)
    return ResultColumns(
        target=target,
        target_max=target_max,
        target_to_date=due,
        target_to_date_max=due_max,
        difference=gap,
        favourable=favourable(rule, gap, due),
        attainment=attainment(rule, basis, result, due, due_max, base_due),
        share_of_year=where(summary == position(Summary.SUM), _share(result, target)),
        forecast=ahead,
        forecast_alternative=other,
        required=need,
        required_max=need_max,
        why=why,
        light=lights(why),
        shown_target=shown_target,
        shown_result=shown_result,
        shown_difference=shown_gap,
        baseline_to_date=base_due,
        impossible=never,
    )
