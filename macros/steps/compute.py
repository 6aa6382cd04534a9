"""From goals and observations to the results table: one pure step, for a button, a command or a group line."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from macros.steps.contract_year import Inputs, prepared
from macros.steps.hidden import Settled, possible_observations, settled
from macros.steps.versions import OtherVersions, other_versions, with_versions
from macros.steps.worked import Worked
from schemas.codes import Basis, Light, ShowAs, Summary, Unit, Verdict, YearProfile, YesNo
from schemas.frames import Record, records
from schemas.issues.issue import Issue, Place, Term
from schemas.reading import frame_of
from schemas.tables import Goals, Results
from schemas.text.periods import Grain, Period, month_end, running_month
from schemas.why import Why
from schemas.words.vocabulary import Words
from udfs.forecasting.methods import is_stock
from udfs.forecasting.required import reached
from udfs.goals.arrays import Figures, where
from udfs.goals.evaluate import GoalColumns, ResultColumns
from udfs.goals.goal_columns import in_force, last_figure_stands
from udfs.goals.judgement import Judged, judge
from udfs.goals.measures import Observed
from udfs.goals.samples import sampled, with_samples
from udfs.goals.targets import MONTHS
from udfs.goals.validity import Validity
from udfs.goals.year import YearToDate, left_out, missing_months
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
    """

    goals: pd.DataFrame
    results: pd.DataFrame
    monthly: Figures
    issues: list[Issue]


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
    issues = _issues(inputs, goals, worked, sure, as_of, last_month)
    return Computed(goals, frame, worked.year.monthly, issues)


def _worked(inputs: Inputs, goals: pd.DataFrame, last_month: int) -> Worked:
    """Work out lines of goals."""
    taken = prepared(inputs, goals)
    contract, judged = taken.contract, judge(taken.contract, last_month)
    is_sample = np.asarray(goals[Goals.SAMPLE] == YesNo.YES, dtype=bool)
    asked = contract.asked
    sample = sampled(judged.year.rows, is_sample, asked.summary, asked.scale, inputs.confidence)
    result = with_samples(judged.result, contract.goals, judged.year.columns, sample)
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
    tested, found = judged.back_test, judged.outlook
    stock = is_stock(columns.summary, columns.profile)
    times = reached(found.series, columns.rule, stock, judged.result.required, judged.result.required_max)
    known = found.year.known
    return {
        Results.REQUIRED_REACHED: times.times,
        Results.REQUIRED_OF: times.of,
        Results.LIGHT_BEFORE: [
            _LIGHTS[code] if held else None for code, held in zip(judged.before, judged.asked_before, strict=True)
        ],
        Results.RED_CHANCE: judged.limits.red,
        Results.FAR_CHANCE: judged.limits.far,
        Results.YELLOW_CHANCE: judged.limits.yellow,
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
            is_held=bool(worked.judged.is_held[row]),
            border=borders.get(_WHYS[result.why[row]], lights.yellow),
            latest=month_end(int(year.end[row])) if 0 < year.end[row] < due[row] else None,
            sample=Drawn(worked.sample.share[row], worked.sample.cases[row], inputs.confidence)
            if is_sample.iloc[row]
            else None,
            hidden=sure.ranges.get(row),
        )
        for row in range(len(goals))
    ]


def _issues(
    inputs: Inputs,
    goals: pd.DataFrame,
    worked: Worked,
    sure: Settled,
    as_of: date,
    last_month: int,
) -> list[Issue]:
    place = Place(inputs.file)
    year, base = worked.year, worked.base
    until = np.minimum(year.validity.last, last_month)
    gaps = missing_months(year)
    stands = last_figure_stands(goals)
    issues = []
    for row, goal in enumerate(records(goals)):
        about = {"measure": goal[Goals.MEASURE], "year": inputs.year, "as_of": as_of}
        number = str(goal[Goals.NUMBER])
        due = inputs.catalogue.facts(goal[Goals.MEASURE], goal[Goals.UNIT]).last_due(int(until[row]))
        end = sure.ends.get(row, int(year.end[row]))  # a hidden figure is no missing one
        late = [month for month in sure.gaps.get(row, gaps[row]) if month <= due]
        if base.wanted[row] and np.isnan(base.value[row]) and _counts_from_baseline(goal):
            period = goal[Goals.BASELINE_PERIOD]
            issues.append(Issue("baseline_not_observed", place, number, {**about, "period": period}))
        if _compares_with_more(goal, int(year.validity.span[row])):
            more = {**about, "period": goal[Goals.BASELINE_PERIOD], "months": int(year.validity.span[row])}
            issues.append(Issue("baseline_of_other_months", place, number, more))
        if np.isnan(year.columns.result[row]) and row not in sure.ranges:
            if due >= year.validity.first[row]:
                issues.append(Issue("no_observation", place, number, about))
        elif late and goal[Goals.SUMMARY] != Summary.LAST:
            missing = ", ".join(_period(month, 1) for month in late)
            issues.append(
                Issue("gap_in_months", place, number, {**about, "missing": missing, "months": year.covered[row]})
            )
        if 0 < end < due and not stands[row]:
            issues.append(Issue("data_behind", place, number, {**about, "latest": month_end(end)}))
        if goal[Goals.PROFILE] == YearProfile.SEASONAL and year.lacks_last_year[row]:
            issues.append(Issue("last_year_missing", place, number, about))
    issues += _sample_issues(place, goals, worked, sure)
    return issues + _overlaps(place, goals, worked.observed, year.validity, last_month)


def _sample_issues(place: Place, goals: pd.DataFrame, worked: Worked, sure: Settled) -> list[Issue]:
    """Samples whose cases are not known; where they are hidden the reason says so."""
    lacking = ~worked.sample.known & ~np.isnan(worked.year.columns.result)
    is_ratio = goals[Goals.SUMMARY] == Summary.RATIO
    rows = np.flatnonzero(lacking & np.asarray((goals[Goals.SAMPLE] == YesNo.YES) & is_ratio)).tolist()
    return [
        Issue("sample_without_cases", place, str(goal[Goals.NUMBER]), {"measure": goal[Goals.MEASURE]})
        for row, goal in zip(rows, records(goals.iloc[rows]), strict=True)
        if row not in sure.ranges
    ]


def _overlaps(place: Place, goals: pd.DataFrame, observed: Observed, months: Validity, last_month: int) -> list[Issue]:
    """Periods that were not counted, and whether shorter ones or a longer one stand for their months."""
    issues = []
    out = left_out(observed, months, last_month)
    spans = observed.spans
    counts = ~out & ~np.isnan(observed.value) & (spans.last <= last_month)
    for row in np.flatnonzero(out).tolist():
        goal = goals.iloc[observed.goal[row]]
        first, length = spans.first[row], spans.length[row]
        around = (spans.first <= first) & (spans.last >= spans.last[row]) & (spans.length > length)
        is_within = bool((counts & around & (observed.goal == observed.goal[row])).any())
        details = {
            "measure": goal[Goals.MEASURE],
            "period": _period(int(first), int(length)),
            "others": Term("overlapped_by_longer" if is_within else "overlapped_by_shorter"),
        }
        issues.append(Issue("overlapping_periods", place, str(goal[Goals.NUMBER]), details))
    return issues


def _counts_from_baseline(goal: Record) -> bool:
    """Whether a goal's figures need its baseline; of others it is only told where the target was taken from."""
    return bool(goal[Goals.BASIS] != Basis.ABSOLUTE or goal[Goals.PROFILE] == YearProfile.PATH)


def _compares_with_more(goal: Record, months: int) -> bool:
    """Whether a sum of some months of the year is held against a baseline of more or fewer of them."""
    period = goal[Goals.BASELINE_PERIOD]
    is_sum = goal[Goals.SUMMARY] == Summary.SUM and goal[Goals.BASIS] != Basis.ABSOLUTE
    return bool(is_sum and months < MONTHS and isinstance(period, Period) and period.grain != months)


def _period(first: int, length: int) -> str:
    year, month = divmod(first, MONTHS)
    return str(Period(year, Grain(length), month // length + 1))
