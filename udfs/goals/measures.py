"""From observations to one figure a goal: mean, ratio, sum or last value over a window of months.

Source: the design's section 5 (*result*); half-year report 2008, table 14 (a simple mean is said to be one).
"""

from dataclasses import dataclass, replace

import numpy as np

from schemas.codes import Summary
from udfs.goals.arrays import Codes, Figures, Flags, choose, divided, figures, picked
from udfs.goals.overlaps import Spans, Whole, months_of, shift, without_overlaps


@dataclass(frozen=True)
class Observed:
    """Observations matched to goals, as columns.

    Args:
        goal: The position of the goal each row belongs to.
        spans: The months of each row's period.
        value: The value in the goal's unit; NaN where only parts are given.
        numerator: NaN where there is none.
        denominator: NaN where there is none.
    """

    goal: Whole
    spans: Spans
    value: Figures
    numerator: Figures
    denominator: Figures

    def only(self, rows: Flags) -> "Observed":
        """The rows for which the flag holds."""
        part: Observed = picked(self, rows)
        return part


@dataclass(frozen=True)
class Summarised:
    """One figure a goal over a window.

    Args:
        value: In the goal's unit; NaN where there is no observation.
        months: Months that the counted rows cover.
        end: The last month covered, as a running number; 0 where there is none.
        simple: Whether a ratio had to be a simple mean, since a row has no numerator and denominator.
    """

    value: Figures
    months: Whole
    end: Whole
    simple: Flags


def with_values(observed: Observed, scale: Figures) -> Observed:
    """Fill in the value of rows that give only numerator and denominator.

    Args:
        observed: The rows.
        scale: What a ratio is multiplied by, for each goal (100 for per cent).
    """
    rebuilt = divided(observed.numerator, observed.denominator) * scale[observed.goal]
    value = np.where(np.isnan(observed.value), rebuilt, observed.value)
    return replace(observed, value=value)


def usable(observed: Observed) -> Observed:
    """The rows that hold a figure, each month of a goal once.

    A numerator over nothing (what was spent in a month without budget) has no value, and counts in a ratio.
    """
    over_nothing = (observed.denominator == 0) & (np.nan_to_num(observed.numerator) != 0)
    rows = observed.only(~np.isnan(observed.value) | over_nothing)
    return rows.only(without_overlaps(rows.goal, rows.spans.first, rows.spans.length))


def in_months(observed: Observed, first: Whole, last: Whole) -> Observed:
    """The rows whose period lies within each goal's months (running numbers, both ends included)."""
    inside = (observed.spans.first >= first[observed.goal]) & (observed.spans.last <= last[observed.goal])
    return observed.only(inside)


def same_months(observed: Observed, pattern: Observed, later: int) -> Flags:
    """Which rows lie wholly in months that the pattern's rows cover, moved by some months.

    Args:
        observed: The rows asked about.
        pattern: The rows whose months are the pattern.
        later: How many months the pattern is moved (-12: last year).
    """
    keys, _ = months_of(pattern.goal, pattern.spans.first, pattern.spans.length)
    wanted = shift(keys, later)
    own, row = months_of(observed.goal, observed.spans.first, observed.spans.length)
    hits = np.bincount(row, weights=np.isin(own, wanted), minlength=len(observed.goal))
    return np.asarray(hits == observed.spans.length)


def summarise(observed: Observed, summary: Codes, scale: Figures) -> Summarised:
    """Make one figure a goal.

    Args:
        observed: Usable rows (see ``usable``).
        summary: Codes of ``Summary``, one a goal.
        scale: What a ratio is multiplied by, one a goal (100 for per cent).

    Returns:
        mean: the mean of the values, each counting by its months (the simple mean where periods are equally long);
        ratio: sum of numerators over sum of denominators, or the mean where a row lacks them; sum; last: the value
        of the latest period.
    """
    goals, rows = len(summary), observed.goal
    length = observed.spans.length.astype(float)

    def total(weights: Figures) -> Figures:
        return figures(np.bincount(rows, weights=weights, minlength=goals))

    months = total(length)
    parts = ~np.isnan(observed.numerator) & ~np.isnan(observed.denominator)
    without_parts = total((~parts).astype(float)) > 0
    mean = divided(total(np.nan_to_num(observed.value) * length), total(length * ~np.isnan(observed.value)))
    ratio = divided(total(np.nan_to_num(observed.numerator)), total(np.nan_to_num(observed.denominator))) * scale
    end, last = _latest(observed, goals)
    value = choose(
        summary,
        {
            Summary.MEAN: mean,
            Summary.RATIO: np.where(without_parts, mean, ratio),
            Summary.SUM: total(np.nan_to_num(observed.value)),
            Summary.LAST: last,
        },
    )
    return Summarised(np.where(months > 0, value, np.nan), months.astype(np.int64), end, without_parts)


def _latest(observed: Observed, goals: int) -> tuple[Whole, Figures]:
    """The last month of each goal and the value of the period that ends there."""
    end = np.zeros(goals, dtype=np.int64)
    last = np.full(goals, np.nan)
    order = np.lexsort((-observed.spans.length, observed.spans.last))
    end[observed.goal[order]] = observed.spans.last[order]
    last[observed.goal[order]] = observed.value[order]
    return end, last


def months_gone(summarised: Summarised, first: Whole) -> Whole:
    """The months of each goal that have gone by at its last figure's period: a gap is a month without a figure.

    Args:
        summarised: The year to date.
        first: The first running month of each goal's validity in the year.
    """
    return np.asarray(np.maximum(summarised.end - first + 1, 0))
