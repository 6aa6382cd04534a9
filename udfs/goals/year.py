"""A year of observations as the arithmetic needs it: this year to date, last year's same months and rest, baselines."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from schemas.codes import Summary
from schemas.tables import Goals
from schemas.text.periods import MONTHS_A_YEAR, Period
from udfs.goals.arrays import Codes, Figures, Flags, position, where
from udfs.goals.evaluate import ObservedColumns
from udfs.goals.measures import Observed, Summarised, in_months, months_covered, same_months, summarise, usable
from udfs.goals.overlaps import Whole, months_of, without_overlaps, year_start
from udfs.goals.targets import MONTHS


@dataclass(frozen=True)
class YearToDate:
    """What was observed, for each goal.

    Args:
        columns: What the arithmetic takes.
        simple: Whether a ratio is only a simple mean.
        covered: Months that observations cover (for ``last`` goals, how many have one).
        end: The last month covered, as a running number; 0 for none.
        rows: The observations that were counted.
        monthly: Goals x 12 months: the values of periods, each at its last month.
    """

    columns: ObservedColumns
    simple: Flags
    covered: Whole
    end: Whole
    rows: Observed
    monthly: Figures


def year_to_date(observed: Observed, summary: Codes, scale: Figures, year: int, last_month: int) -> YearToDate:
    """Summarise a contract year up to the reporting date, beside the year before.

    Args:
        observed: All observations of the goals, with their values filled in.
        summary: Codes of ``Summary``, one a goal.
        scale: What a ratio is multiplied by, one a goal.
        year: The contract year.
        last_month: The last month to count, as a running number.

    Returns:
        The columns for ``evaluate`` and what must be said beside them.
    """
    goals = len(summary)
    start = year_start(year)
    this_year = usable(_window(observed, goals, start, last_month))
    before = _window(observed, goals, start - MONTHS_A_YEAR, start - 1)
    now = summarise(this_year, summary, scale)
    is_last = summary == position(Summary.LAST)
    months = months_covered(now, is_last, start)
    to_date, rest = _last_year(before, this_year, now, summary, scale, start)
    whole = summarise(usable(before), summary, scale)
    complete = np.where(is_last, whole.end == start - 1, whole.months == MONTHS)
    known = complete & np.where(is_last, ~np.isnan(to_date.value), (to_date.months == months) & (months > 0))
    rest_known = known & (rest.months == MONTHS - months)
    return YearToDate(
        columns=ObservedColumns(
            result=now.value,
            months=months.astype(np.float64),
            last_year_to_date=where(known, to_date.value),
            last_year=where(known, whole.value),
            last_year_rest=where(rest_known | is_last, rest.value),
        ),
        simple=now.simple,
        covered=now.months,
        end=now.end,
        rows=this_year,
        monthly=monthly_values(this_year, goals, start),
    )


def _window(observed: Observed, goals: int, first: int, last: int) -> Observed:
    return in_months(observed, np.full(goals, first), np.full(goals, last))


def _last_year(
    before: Observed, this_year: Observed, now: Summarised, summary: Codes, scale: Figures, start: int
) -> tuple[Summarised, Summarised]:
    """Last year over the same months (for ``last``: at the same month), and over the others."""
    same = same_months(before, this_year, -MONTHS_A_YEAR)
    at_month = before.spans.last == now.end[before.goal] - MONTHS_A_YEAR
    is_last = (summary == position(Summary.LAST))[before.goal]
    to_date = summarise(usable(before.only(np.where(is_last, at_month, same))), summary, scale)
    rest = summarise(usable(before.only(~same)), summary, scale)
    return to_date, rest


def monthly_values(observed: Observed, goals: int, start: int) -> Figures:
    """Goals x 12: each period's value at its last month; NaN where there is none."""
    table = np.full((goals, MONTHS), np.nan)
    table[observed.goal, observed.spans.last - start] = observed.value
    return table


@dataclass(frozen=True)
class Baselines:
    """The baseline of each goal.

    Args:
        value: Its own, or the observed one; NaN where neither is known.
        wanted: Whether it had to be observed.
        months: Months of the baseline period that observations cover, where it was observed.
    """

    value: Figures
    wanted: Flags
    months: Whole


def baselines(goals: pd.DataFrame, observed: Observed, summary: Codes, scale: Figures) -> Baselines:
    """Find the baselines.

    Args:
        goals: One line a goal.
        observed: All observations of the goals.
        summary: Codes of ``Summary``.
        scale: What a ratio is multiplied by.

    Returns:
        The goal's own baseline; or the observations of its baseline period by its summary. A sum must cover the whole
        period, and a last value must stand at its end; otherwise it is not known.
    """
    own = goals[Goals.BASELINE].to_numpy(dtype=np.float64)
    periods = [period if isinstance(period, Period) else None for period in goals[Goals.BASELINE_PERIOD]]
    first = np.array([period.first_month if period else 0 for period in periods], dtype=np.int64)
    last = np.array([period.last_month if period else -1 for period in periods], dtype=np.int64)
    found = summarise(usable(in_months(observed, first, last)), summary, scale)
    whole = found.months == last - first + 1
    at_end = found.end == last
    enough = np.where(
        summary == position(Summary.SUM), whole, np.where(summary == position(Summary.LAST), at_end, found.months > 0)
    )
    wanted = np.isnan(own) & np.array([period is not None for period in periods], dtype=bool)
    return Baselines(np.where(wanted, where(enough, found.value), own), wanted, found.months)


def left_out(observed: Observed, year: int, last_month: int) -> Flags:
    """Which rows of the year to date are not counted, since shorter or longer periods cover their months."""
    inside = (observed.spans.first >= year_start(year)) & (observed.spans.last <= last_month)
    rows = np.flatnonzero(inside & ~np.isnan(observed.value))
    kept = without_overlaps(observed.goal[rows], observed.spans.first[rows], observed.spans.length[rows])
    flags = np.zeros(len(observed.goal), dtype=bool)
    flags[rows[~kept]] = True
    return flags


def missing_months(this_year: Observed, goals: int, year: int) -> list[list[int]]:
    """For each goal the months (1 to 12) up to its own last one that no counted observation covers."""
    start = year_start(year)
    seen = np.zeros((goals, MONTHS), dtype=bool)
    _, row = months_of(this_year.goal, this_year.spans.first, this_year.spans.length)
    offset = np.arange(len(row)) - np.searchsorted(row, row)
    seen[this_year.goal[row], this_year.spans.first[row] - start + offset] = True
    return [[month + 1 for month in range(MONTHS) if not covered[month] and covered[month:].any()] for covered in seen]
