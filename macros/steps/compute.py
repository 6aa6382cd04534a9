"""From goals and observations to the results table: one pure step, for a button, a command or a group line."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from macros.steps.contract_year import Inputs, prepared
from macros.steps.hidden import Settled, possible_observations, settled
from macros.steps.missing_figures import missing_issues
from macros.steps.pictured import drawn_months, with_pictures
from macros.steps.versions import OtherVersions, other_versions, with_versions
from macros.steps.worked import Worked
from schemas.codes import Light, ShowAs, Unit, Verdict, YesNo
from schemas.frames import records
from schemas.issues.issue import Issue
from schemas.reading import frame_of
from schemas.tables import Goals, Results
from schemas.text.periods import month_end, running_month
from schemas.why import Why
from schemas.words.vocabulary import Words
from udfs.forecasting.methods import is_stock
from udfs.forecasting.required import reached
from udfs.goals.ahead import Months
from udfs.goals.arrays import Figures, where
from udfs.goals.columns import GoalColumns, ResultColumns
from udfs.goals.goal_columns import in_force
from udfs.goals.judgement import Judged, judge
from udfs.goals.samples import sampled, with_samples
from udfs.goals.year import YearToDate
from workbook.documents.prose.beside import beside
from workbook.documents.prose.doubts import Drawn
from workbook.documents.prose.reasons import Grounds, note, reason
from workbook.present import decimals

_LIGHTS = list(Light)
_WHYS = list(Why)
_VERDICTS = list(Verdict)


@dataclass(frozen=True)
class Computed:
    """The results of one contract.

    Args:
        goals: The goal lines in force, in the order of the results.
        results: The results table.
        monthly: Goals x 12 monthly values.
        issues: What must be said: missing data, gaps, overlaps.
        spread: What the back-test makes of the width of the forecasts' intervals, one a goal.
        months: What is drawn of them month by month.
    """

    goals: pd.DataFrame
    results: pd.DataFrame
    monthly: Figures
    issues: list[Issue]
    spread: Figures
    months: Months


def compute(inputs: Inputs, as_of: date, words: Words) -> Computed:
    """Compute the results table.

    Args:
        inputs: Goals, observations, budget lines.
        as_of: The reporting date; later observations are not counted.
        words: The language of reasons and notes.

    Returns:
        One line a goal in force.
    """
    goals, last_month = in_force(inputs.goals, as_of), running_month(as_of)
    others = other_versions(inputs, goals, as_of)
    worked = _worked(inputs, goals, last_month)
    # Few goals teach little: those with a hidden figure are judged by what all goals have taught.
    taught = replace(inputs, learned=worked.judged.outlook.learned)

    def work(some: pd.DataFrame, observations: pd.DataFrame) -> Worked:
        return _worked(replace(taught, observations=observations), some, last_month)

    hidden = inputs.hidden or possible_observations(
        inputs.observations, goals, inputs.catalogue, inputs.year, last_month
    )
    sure = settled(worked, goals, hidden, work)
    frame = _frame(inputs, goals, worked, sure, as_of, others)
    told = list(zip(records(frame), _grounds(inputs, goals, worked, sure, last_month), strict=True))
    texts = [
        {
            **beside(row, grounds, words),
            Results.REASON: reason(row, grounds, words),
            Results.NOTE: note(row, grounds, words),
        }
        for row, grounds in told
    ]
    for name in texts[0] if texts else ():
        frame[name] = pd.Series([each[name] for each in texts], dtype=object)
    frame[Results.NOTE] = pd.Series(with_versions(frame, goals, others, words), dtype=object)
    frame = with_pictures(frame, inputs, worked, sure.result, last_month, words)
    issues = missing_issues(inputs, goals, worked, sure, as_of, last_month)
    spread, months = worked.judged.outlook.year.spread, drawn_months(inputs, worked)
    return Computed(goals, frame, worked.year.monthly, issues, spread, months)


def _worked(inputs: Inputs, goals: pd.DataFrame, last_month: int) -> Worked:
    """Work out lines of goals."""
    taken = prepared(inputs, goals)
    contract, judged = taken.contract, judge(taken.contract, last_month)
    is_sample = np.asarray(goals[Goals.SAMPLE] == YesNo.YES, dtype=bool)
    asked = contract.asked
    sample = sampled(judged.year.rows, is_sample, asked.summary, asked.scale, inputs.confidence)
    result = with_samples(judged.lights.result, contract.goals, judged.year.columns, sample)
    return Worked(contract.goals, contract.observed, taken.baselines, judged, sample, result)


def _frame(
    inputs: Inputs,
    goals: pd.DataFrame,
    worked: Worked,
    sure: Settled,
    as_of: date,
    others: OtherVersions,
) -> pd.DataFrame:
    columns_of, year, result = worked.goals, worked.year, sure.result
    count = len(goals)
    change = goals[Goals.SHOW_AS] == ShowAs.CHANGE
    light = [_LIGHTS[code] for code in result.light]
    favourable = [_yes_no(sign) for sign in result.favourable]
    columns: dict[str, object] = {
        Results.NUMBER: goals[Goals.NUMBER].tolist(),
        Results.CENTRE: goals[Goals.CENTRE].tolist(),
        Results.MEASURE: goals[Goals.MEASURE].tolist(),
        Results.UNIT: goals[Goals.UNIT].tolist(),
        Results.RULE: goals[Goals.RULE].tolist(),
        Results.TITLE: goals[Goals.TITLE].tolist(),
        Results.RESULT: year.columns.result,
        Results.LIGHT: light,
        Results.COMPUTED_LIGHT: light,
        Results.AS_OF: [as_of] * count,
        Results.SHOWN_UNIT: goals[Goals.UNIT].where(~change, Unit.PCT).tolist(),
        Results.FAVOURABLE: favourable,
        Results.MONTHS: year.columns.months,
        Results.MONTHS_COUNTED: year.columns.counted,
        Results.MONTHS_OF_GOAL: columns_of.span,
        Results.VERDICT: [_VERDICTS[code] for code in result.verdict],
        Results.SAMPLE_LOW: sure.sample_low,
        Results.SAMPLE_HIGH: sure.sample_high,
        **_sources(goals, columns_of, year, result),
        **_forecast_sources(columns_of, worked.judged),
        **others.columns,
    }
    for name in Results.fields:
        if name not in columns and name in ResultColumns.__dataclass_fields__:
            columns[name] = getattr(result, name)
    fields = {str(name): columns.get(name, [None] * count) for name in Results.fields}
    rows = [dict(zip(fields, row, strict=True)) for row in zip(*fields.values(), strict=True)]
    least = [inputs.catalogue.facts(row[Results.MEASURE], row[Results.UNIT]).decimals for row in rows]
    return frame_of(
        Results,
        [{**row, Results.DECIMALS: decimals(row, count)} for row, count in zip(rows, least, strict=True)],
    )


def _sources(goals: pd.DataFrame, columns: GoalColumns, year: YearToDate, result: ResultColumns) -> dict[str, object]:
    """What the figures were computed from."""
    return {
        Results.BASIS: goals[Goals.BASIS].tolist(),
        Results.SUMMARY: goals[Goals.SUMMARY].tolist(),
        Results.PROFILE: goals[Goals.PROFILE].tolist(),
        Results.STATED: columns.stated,
        Results.BASELINE: columns.baseline,
        Results.LAST_YEAR_TO_DATE: year.columns.last_year_to_date,
        Results.LAST_YEAR_COUNTED: year.columns.last_year_counted,
        Results.LAST_YEAR: year.columns.last_year,
        Results.LAST_YEAR_REST: year.columns.last_year_rest,
        Results.LOWEST: np.where(np.isfinite(columns.lower), columns.lower, np.nan),
        Results.HIGHEST: np.where(np.isfinite(columns.upper), columns.upper, np.nan),
        Results.TOLERANCE: result.tolerance,
        Results.IMPOSSIBLE: [YesNo.YES if cannot else YesNo.NO for cannot in result.impossible],
    }


def _forecast_sources(columns: GoalColumns, judged: Judged) -> dict[str, object]:
    """What the forecasts and the lights rest on, and how the same forecasts did a year ago."""
    tested, found, lights = judged.back_test, judged.outlook, judged.lights
    stock = is_stock(columns.summary, columns.profile)
    times = reached(found.series, columns.rule, stock, lights.result.required, lights.result.required_max)
    known = found.year.known
    return {
        Results.REQUIRED_REACHED: times.times,
        Results.REQUIRED_OF: times.of,
        Results.LIGHT_BEFORE: [
            _LIGHTS[code] if held else None for code, held in zip(lights.before, lights.asked_before, strict=True)
        ],
        Results.IS_HELD: [_yes_no(held) for held in lights.is_held],
        Results.RED_CHANCE: lights.limits.red,
        Results.FAR_CHANCE: lights.limits.far,
        Results.YELLOW_CHANCE: lights.limits.yellow,
        Results.BASED_ON_MONTHS: where(known, found.months),
        Results.BASED_ON_GOALS: where(known, found.alike),
        Results.BACKTEST: tested.expected,
        Results.BACKTEST_RUN_RATE: tested.run_rate,
        Results.BACKTEST_SEASONAL: tested.seasonal,
        Results.BACKTEST_CAME: tested.came,
        Results.BACKTEST_LIGHT: [
            None if np.isnan(met) else _LIGHTS[code] for code, met in zip(tested.light, tested.met, strict=True)
        ],
        Results.BACKTEST_MET: [_yes_no(met) for met in tested.met],
    }


def _yes_no(flag: float) -> YesNo | None:
    return None if np.isnan(flag) else (YesNo.YES if flag else YesNo.NO)


def _grounds(inputs: Inputs, goals: pd.DataFrame, worked: Worked, sure: Settled, last_month: int) -> list[Grounds]:
    """What the sentences about each goal rest on."""
    year, base, result = worked.year, worked.base, sure.result
    lights = inputs.lights
    borders = {Why.UNLIKELY: lights.red, Why.MISSES_FAR: lights.far}
    stock = is_stock(worked.goals.summary, worked.goals.profile)
    due = np.minimum(year.validity.last, last_month)
    is_sample = goals[Goals.SAMPLE] == YesNo.YES
    return [
        Grounds(
            _WHYS[result.why[row]],
            lacks_baseline=bool(base.wanted[row] and np.isnan(base.value[row])),
            is_simple=bool(year.simple[row]),
            is_stock=bool(stock[row]),
            is_change=goals[Goals.SHOW_AS].iloc[row] == ShowAs.CHANGE,
            is_over=bool(year.columns.is_over[row]),
            is_held=bool(worked.judged.lights.is_held[row]),
            border=borders.get(_WHYS[result.why[row]], lights.yellow),
            latest=month_end(int(year.end[row])) if 0 < year.end[row] < due[row] else None,
            sample=Drawn(worked.sample.share[row], worked.sample.cases[row], inputs.confidence)
            if is_sample.iloc[row]
            else None,
            hidden=sure.ranges.get(row),
        )
        for row in range(len(goals))
    ]
