"""What must be said of the figures that results are computed from: missing ones, gaps, late ones, overlaps."""

from datetime import date

import numpy as np
import pandas as pd

from macros.steps.contract_year import Inputs
from macros.steps.hidden import Settled
from macros.steps.worked import Worked
from schemas.codes import Basis, Summary, YearProfile, YesNo
from schemas.frames import Record, records
from schemas.issues.issue import Issue, Place, Term
from schemas.tables import Goals
from schemas.text.periods import Grain, Period, month_end
from udfs.goals.goal_columns import last_figure_stands
from udfs.goals.measures import Observed
from udfs.goals.targets import MONTHS
from udfs.goals.validity import Validity
from udfs.goals.year import left_out, missing_months


def missing_issues(
    inputs: Inputs,
    goals: pd.DataFrame,
    worked: Worked,
    sure: Settled,
    as_of: date,
    last_month: int,
) -> list[Issue]:
    """What must be said of the figures.

    Args:
        inputs: What results are computed from.
        goals: The lines in force.
        worked: The same, worked out.
        sure: What hidden figures leave of it.
        as_of: The reporting date.
        last_month: Its month, as a running number.
    """
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
