"""The columns that the arithmetic of goals takes and gives: one row a goal, codes as small numbers."""

from dataclasses import dataclass

from udfs.goals.arrays import Codes, Figures, Flags


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
        span: Months of the goal's validity in the year ``M`` (12 unless it began or ended within it).
        as_change: Whether the figures are shown as a change on the baseline.
        lower: The natural lower bound of a figure.
        upper: The natural upper bound.
        pace: A row a goal: which share of its target is due after 0, 1, 2 … months, where its members tell that (a
            total whose centres are others in some months than in others); NaN elsewhere. None where no goal has it.
    """

    rule: Codes
    basis: Codes
    summary: Codes
    profile: Codes
    stated: Figures
    stated_max: Figures
    baseline: Figures
    tolerance: Figures
    span: Figures
    as_change: Flags
    lower: Figures
    upper: Figures
    pace: Figures | None = None


@dataclass(frozen=True)
class ObservedColumns:
    """What was observed for each goal.

    Args:
        result: The result to date.
        months: Months of the goal that have gone by at its last figure's period ``m``.
        counted: Those of them with a figure ``k``.
        last_year_to_date: Last year over the months that have gone by; NaN where not known.
        last_year_counted: Last year over the months that have a figure now; NaN where not known.
        last_year: Last year over all months of the goal; NaN where not known.
        last_year_rest: Last year's level over the remaining months; NaN where not known.
        is_over: Whether the reporting date has reached the goal's last month.
    """

    result: Figures
    months: Figures
    counted: Figures
    last_year_to_date: Figures
    last_year_counted: Figures
    last_year: Figures
    last_year_rest: Figures
    is_over: Flags


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
    forecast_low: Figures
    forecast_high: Figures
    chance: Figures
    forecast_run_rate: Figures
    forecast_seasonal: Figures
    required: Figures
    required_max: Figures
    verdict: Codes
    why: Codes
    light: Codes
    to_better: Figures
    to_worse: Figures
    tolerance: Figures
    shown_target: Figures
    shown_result: Figures
    shown_difference: Figures
    shown_target_max: Figures
    shown_year_target: Figures
    shown_year_target_max: Figures
    shown_forecast: Figures
    shown_low: Figures
    shown_high: Figures
    shown_run_rate: Figures
    shown_seasonal: Figures
    shown_required: Figures
    shown_required_max: Figures
    baseline_to_date: Figures
    impossible: Flags
