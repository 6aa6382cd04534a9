"""What of a goal's year has come, and what each month that has not come counts in it.

Source: the design's section 5 (*result*): a mean is over the months with a figure, a sum over all, a ratio over its
cases, and a last value is the one at the end.
"""

from dataclasses import dataclass

import numpy as np

from schemas.codes import Summary
from udfs.forecasting.kernels import HISTORY, WINDOW
from udfs.goals.arrays import Codes, Figures, Flags, divided, figures, position, where
from udfs.goals.measures import Observed, in_months, summarise, usable
from udfs.goals.overlaps import Whole
from udfs.goals.targets import MONTHS
from udfs.goals.validity import Validity

LEAST_GROWTH, MOST_GROWTH = 0.5, 2.0
"""Within these the cases of a year are taken to be more or fewer than last year's."""
STEADY = 2.0
"""Months' worth of belief that the cases are last year's."""


@dataclass(frozen=True)
class ToCome:
    """The year of each goal, split in what has come and what has not.

    Args:
        come: The part of the year's figure that has come, in the goal's unit.
        weights: Goal x month of the window: what a month's figure counts in the year's; 0 for months that have come.
        cases: Goal x month of the window: the cases of a ratio, those that were and those expected; of others 1.
        growth: What last year's cases are multiplied by in the months that have not come.
    """

    come: Figures
    weights: Figures
    cases: Figures
    growth: Figures


def split(
    observed: Observed,
    summary: Codes,
    scale: Figures,
    stands: Flags,
    months: Validity,
    start: int,
    last_month: int | Whole,
) -> tuple[ToCome, Flags]:
    """Split the year of each goal, out of all its observations.

    Args:
        observed: All observations of the goals, with their values filled in.
        summary: Codes of ``Summary``.
        scale: What a ratio is multiplied by.
        stands: Whose last figure stands until the next one.
        months: The months of each goal.
        start: The running number of the window's first month.
        last_month: The last month that has come, as a running number.

    Returns:
        What has come and what has not, and whether a goal has a figure in its own months at all.
    """
    first, last = months.first, months.last
    rows = usable(in_months(observed, first, np.minimum(last, last_month)))
    before = usable(in_months(observed, first - MONTHS, last - MONTHS))
    done = to_come(rows, before, summary, scale, first, last, stands, start)
    return done, ~np.isnan(summarise(rows, summary, scale).value)


def to_come(
    rows: Observed,
    before: Observed,
    summary: Codes,
    scale: Figures,
    first: Whole,
    last: Whole,
    stands: Flags,
    start: int,
) -> ToCome:
    """Split the year of each goal.

    Args:
        rows: What counts of the goal's months, up to the last one with a figure (usable rows).
        before: The same of all months of the year before.
        summary: Codes of ``Summary``.
        scale: What a ratio is multiplied by.
        first: The goal's first month, as a running number.
        last: Its last one.
        stands: Whose last figure stands until the next one: a survey that has come at last year's month is final.
        start: The running number of the window's first month.

    Returns:
        Sums take the months that lack a figure too; means and ratios are over those that have one, and those ahead.
    """
    window = np.arange(WINDOW)
    own = (window >= (first - start)[:, None]) & (window <= (last - start)[:, None])
    covered = _by_month(rows, np.ones(len(rows.goal)), len(first), start) > 0
    end = np.where(covered.any(axis=1), WINDOW - 1 - np.argmax(covered[:, ::-1], axis=1), -1)
    ahead = own & (window > end[:, None])
    now = summarise(rows, summary, scale)
    of_cases = (summary == position(Summary.RATIO)) & ~now.simple
    counted, growth = _cases(rows, before, len(first), start, covered & own, ahead)
    cases = np.where(of_cases[:, None], counted, (ahead | (own & covered)).astype(np.float64))
    even = divided(cases, cases.sum(axis=1)[:, None])
    level = np.nan_to_num(even) * ahead
    come = np.nan_to_num(now.value) * (1.0 - level.sum(axis=1))
    is_sum, is_last = summary == position(Summary.SUM), summary == position(Summary.LAST)
    whole = (own & ~covered).astype(np.float64)
    at_end = _last_month(before, last, end, stands, start)
    final = (end >= at_end) & (end >= 0)
    point = ((window == at_end[:, None]) & ~final[:, None]).astype(np.float64)
    weights = np.where(is_sum[:, None], whole, np.where(is_last[:, None], point, level))
    had = np.where(is_sum, np.nan_to_num(now.value), np.where(is_last, np.nan_to_num(now.value) * final, come))
    return ToCome(figures(had), figures(weights), figures(cases), where(of_cases, growth))


def _last_month(before: Observed, last: Whole, end: Whole, stands: Flags, start: int) -> Whole:
    """The month in the window whose figure is the year's: the last one, or that of last year's last survey."""
    survey = np.full(len(last), -1)
    np.maximum.at(survey, before.goal, before.spans.last + MONTHS - start)
    usual = last - start
    return np.where(stands & (survey >= 0), np.minimum(np.maximum(survey, end), usual), usual)


def _cases(
    rows: Observed, before: Observed, count: int, start: int, covered: Flags, ahead: Flags
) -> tuple[Figures, Figures]:
    """The cases of each month: those that were, and ahead last year's, grown as this year's are; and that growth."""
    now = _by_month(rows, rows.denominator, count, start)
    year_before = _by_month(before, before.denominator, count, start)
    last_year = np.zeros_like(now)
    last_year[:, HISTORY:] = year_before[:, HISTORY - MONTHS : HISTORY]
    both = covered & (last_year > 0)
    grown = np.clip(divided((now * both).sum(axis=1), (last_year * both).sum(axis=1)), LEAST_GROWTH, MOST_GROWTH)
    months = both.sum(axis=1)
    growth = where(months > 0, np.nan_to_num(grown, nan=1.0) ** (months / (months + STEADY)), 1.0)
    usual = divided((now * covered).sum(axis=1), covered.sum(axis=1))
    usual = np.where(np.nan_to_num(usual) > 0, usual, 1.0)
    expected = np.where(last_year > 0, last_year * growth[:, None], usual[:, None])
    return figures(np.where(covered, now, np.where(ahead, expected, 0.0))), growth


def _by_month(rows: Observed, amount: Figures, count: int, start: int) -> Figures:
    """Goal x month of the window: an amount of each row, spread evenly over its months."""
    table = np.zeros((count, WINDOW))
    length = rows.spans.length
    row = np.repeat(np.arange(len(length)), length)
    month = rows.spans.first[row] - start + np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    inside = (month >= 0) & (month < WINDOW)
    share = np.nan_to_num(amount[row] / length[row])
    np.add.at(table, (rows.goal[row][inside], month[inside]), share[inside])
    return table
