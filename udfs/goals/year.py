"""A year of observations as the arithmetic needs it: this year to date, last year's same months and rest, baselines."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from schemas.codes import Summary
from schemas.tables import Goals
from schemas.text.periods import MONTHS_A_YEAR, Period
from udfs.goals.arrays import Codes, Figures, Flags, position, where
from udfs.goals.columns import ObservedColumns
from udfs.goals.measures import Observed, Summarised, in_months, months_gone, same_months, summarise, usable
from udfs.goals.overlaps import Whole, months_of, without_overlaps, year_start
from udfs.goals.targets import MONTHS
from udfs.goals.validity import Validity


@dataclass(frozen=True)
class YearToDate:
    """What was observed, for each goal.

    Args:
        columns: What the arithmetic takes.
        simple: Whether a ratio is only a simple mean.
        covered: Months that observations cover (for ``last`` goals, how many have one).
        end: The last month covered, as a running number; 0 for none.
        rows: The observations that were counted.
        lacks_last_year: Whether last year's months are not all there, or not those of this year's figures.
        monthly: Goals x 12 months: the values of periods, each at its last month.
        validity: The months of each goal.
    """

    columns: ObservedColumns
    simple: Flags
    covered: Whole
    end: Whole
    rows: Observed
    lacks_last_year: Flags
    monthly: Figures
    validity: Validity


def year_to_date(
    observed: Observed, summary: Codes, scale: Figures, year: int, validity: Validity, last_month: int | Whole
) -> YearToDate:
    """Summarise a contract year up to the reporting date, beside the year before.

    Args:
        observed: All observations of the goals, with their values filled in.
        summary: Codes of ``Summary``, one a goal.
        scale: What a ratio is multiplied by, one a goal.
        year: The contract year.
        validity: The months of each goal: what lies outside them is not counted.
        last_month: The last month to count, as a running number; of all goals or of each.

    Returns:
        The columns for ``evaluate`` and what must be said beside them.
    """
    this_year = usable(in_months(observed, validity.first, np.minimum(validity.last, last_month)))
    now = summarise(this_year, summary, scale)
    is_last = summary == position(Summary.LAST)
    gone = months_gone(now, validity.first)
    counted = np.where(is_last, gone, now.months)
    year_before = Validity(validity.first - MONTHS_A_YEAR, validity.last - MONTHS_A_YEAR)
    before = in_months(observed, year_before.first, year_before.last)
    last = _last_year(before, this_year, now, summary, scale)
    whole_known = is_whole(summary, last.whole.end, last.whole.months, year_before)
    seen = whole_known & (gone > 0)
    gone_known = seen & np.where(is_last, ~np.isnan(last.gone.value), last.gone.months == gone)
    counted_known = seen & np.where(is_last, ~np.isnan(last.counted.value), last.counted.months == counted)
    rest_known = gone_known & (last.rest.months == validity.span - gone)
    return YearToDate(
        columns=ObservedColumns(
            result=now.value,
            months=gone.astype(np.float64),
            counted=counted.astype(np.float64),
            last_year_to_date=where(gone_known, last.gone.value),
            last_year_counted=where(counted_known, last.counted.value),
            last_year=where(gone_known | counted_known, last.whole.value),
            last_year_rest=where(rest_known | is_last, last.rest.value),
            is_over=np.asarray(validity.last <= last_month),
        ),
        simple=now.simple,
        covered=now.months,
        end=now.end,
        rows=this_year,
        lacks_last_year=~whole_known | ((gone > 0) & ~gone_known),
        monthly=monthly_values(this_year, len(summary), year_start(year)),
        validity=validity,
    )


def is_whole(summary: Codes, end: Whole, covered: Whole, validity: Validity) -> Flags:
    """Whether a goal's figure is that of its whole year: a last value stands at its end, others cover all its months.

    Args:
        summary: Codes of ``Summary``.
        end: The last month with a figure.
        covered: How many months have one.
        validity: The months of each goal.
    """
    at_end = summary == position(Summary.LAST)
    return np.asarray(np.where(at_end, end == validity.last, covered == validity.span))


@dataclass(frozen=True)
class _LastYear:
    """Last year: over the months that have gone by, over those with a figure, over all, and over those to come."""

    gone: Summarised
    counted: Summarised
    whole: Summarised
    rest: Summarised


def _last_year(before: Observed, this_year: Observed, now: Summarised, summary: Codes, scale: Figures) -> _LastYear:
    same = same_months(before, this_year, -MONTHS_A_YEAR)
    ends = now.end[before.goal] - MONTHS_A_YEAR
    is_last = (summary == position(Summary.LAST))[before.goal]
    at_month = before.spans.last == ends

    def summed(rows: Flags) -> Summarised:
        return summarise(usable(before.only(rows)), summary, scale)

    return _LastYear(
        gone=summed(np.where(is_last, at_month, before.spans.last <= ends)),
        counted=summed(np.where(is_last, at_month, same)),
        whole=summed(np.ones(len(before.goal), dtype=bool)),
        rest=summed(np.where(is_last, ~same, before.spans.first > ends)),
    )


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


def baselines(
    goals: pd.DataFrame, observed: Observed, summary: Codes, scale: Figures, years_before: int = 0
) -> Baselines:
    """Find the baselines.

    Args:
        goals: One line a goal.
        observed: All observations of the goals.
        summary: Codes of ``Summary``.
        scale: What a ratio is multiplied by.
        years_before: How many years earlier; the goals' own baselines are of this year, and only stand for it.

    Returns:
        The goal's own baseline; or the observations of its baseline period by its summary. A sum must cover the whole
        period, and a last value must stand at its end; otherwise it is not known.
    """
    own = where(years_before == 0, goals[Goals.BASELINE].to_numpy(dtype=np.float64))
    periods = [period if isinstance(period, Period) else None for period in goals[Goals.BASELINE_PERIOD]]
    back = years_before * MONTHS
    first = np.array([period.first_month - back if period else 0 for period in periods], dtype=np.int64)
    last = np.array([period.last_month - back if period else -1 for period in periods], dtype=np.int64)
    found = summarise(usable(in_months(observed, first, last)), summary, scale)
    whole = found.months == last - first + 1
    at_end = found.end == last
    enough = np.where(
        summary == position(Summary.SUM), whole, np.where(summary == position(Summary.LAST), at_end, found.months > 0)
    )
    wanted = np.isnan(own) & np.array([period is not None for period in periods], dtype=bool)
    return Baselines(np.where(wanted, where(enough, found.value), own), wanted, found.months)


def left_out(observed: Observed, validity: Validity, last_month: int) -> Flags:
    """Which rows of the year to date are not counted, since shorter or longer periods cover their months."""
    first, last = validity.first[observed.goal], np.minimum(validity.last, last_month)[observed.goal]
    inside = (observed.spans.first >= first) & (observed.spans.last <= last)
    rows = np.flatnonzero(inside & ~np.isnan(observed.value))
    kept = without_overlaps(observed.goal[rows], observed.spans.first[rows], observed.spans.length[rows])
    flags = np.zeros(len(observed.goal), dtype=bool)
    flags[rows[~kept]] = True
    return flags


def missing_months(year: YearToDate) -> list[list[int]]:
    """For each goal the months (running numbers) from its first one to its last figure that no counted row covers."""
    covered, _ = months_of(year.rows.goal, year.rows.spans.first, year.rows.spans.length)
    gone = np.maximum(year.end - year.validity.first + 1, 0)
    expected, goal = months_of(np.arange(len(gone)), year.validity.first, gone)
    missing: list[list[int]] = [[] for _ in gone]
    offset = np.arange(len(goal)) - np.searchsorted(goal, goal)
    for row in np.flatnonzero(~np.isin(expected, covered)).tolist():
        missing[goal[row]].append(int(year.validity.first[goal[row]] + offset[row]))
    return missing
