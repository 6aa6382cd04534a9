"""The outlook of every goal of a contract: where its year is expected to end, within which bounds, how certainly.

The observations of the goals become series of months, the series of a contract teach each other how figures move, and
the same forecast as of a year ago tells how far such forecasts miss.
"""

from dataclasses import dataclass, replace

import numpy as np

from schemas.codes import Rule, Summary
from udfs.forecasting.counting import of_month, of_year
from udfs.forecasting.kernels import HISTORY, kernels
from udfs.forecasting.pooled import PRIOR, Pooled, beliefs, pooled, spread_of, weighed
from udfs.forecasting.posterior import Posterior, posterior
from udfs.forecasting.series import Series, noise_of
from udfs.forecasting.to_come import split
from udfs.goals.arrays import Codes, Figures, Flags, figures, position, where
from udfs.goals.measures import Observed, usable
from udfs.goals.overlaps import Whole
from udfs.goals.targets import MONTHS
from udfs.goals.validity import Validity

KINDS = len(Summary)


@dataclass(frozen=True)
class Forecasted:
    """What the forecast must know of the goals, one row each.

    Args:
        rule: Codes of ``Rule``.
        summary: Codes of ``Summary``.
        scale: What a ratio is multiplied by.
        target: The level of the year's target, for its size.
        lower: The natural lower bound of a figure.
        upper: The natural upper bound.
        is_share: Whether its figures are shares of cases.
        is_count: Whether they are counts of cases that come by themselves, or points of such.
        stands: Whose last figure stands until the next one (a survey).
        measure: A number for each measure.
        validity: The months of each goal.
    """

    rule: Codes
    summary: Codes
    scale: Figures
    target: Figures
    lower: Figures
    upper: Figures
    is_share: Flags
    is_count: Flags
    stands: Flags
    measure: Whole
    validity: Validity


@dataclass(frozen=True)
class Learned:
    """What is known beforehand of how series move.

    Args:
        belief: Kind of summary x kernel: how likely each kernel is.
        strength: How many series' worth of belief that is, for each kind.
        is_final: Whether nothing more is learned from the series at hand.
    """

    belief: Figures
    strength: Figures
    is_final: bool = False


def nothing_learned() -> Learned:
    """Every kernel is as likely as any other."""
    count = len(kernels())
    return Learned(np.full((KINDS, count), 1.0 / count), np.full(KINDS, PRIOR))


@dataclass(frozen=True)
class Outlook:
    """The years of the goals.

    Args:
        year: Their distributions; a goal without a forecast has no degrees of freedom.
        floor: The least that the year can still end at.
        ceiling: The most.
        months: Months of figures that each forecast rests on.
        alike: Series of the same kind that it learned from, its own among them.
        learned: What was learned of each kind.
        series: The figures themselves.
    """

    year: Pooled
    floor: Figures
    ceiling: Figures
    months: Whole
    alike: Whole
    learned: Learned
    series: Series

    @property
    def expected(self) -> Figures:
        """The expected year, within what can be."""
        return np.where(self.year.known, np.clip(self.year.mean, self.floor, self.ceiling), np.nan)


def outlook(observed: Observed, goals: Forecasted, start: int, last_month: int | Whole, learned: Learned) -> Outlook:
    """The outlook as of a month.

    Args:
        observed: All observations of the goals, with their values filled in.
        goals: The goals.
        start: The first running month of the contract year.
        last_month: The last month that has come, of all goals or of each.
        learned: What is known beforehand.

    Returns:
        A row a goal. No forecast: a milestone, fewer than three figures, or none in the goal's own months.
    """
    window = start - HISTORY
    last_month = np.broadcast_to(last_month, len(goals.summary))
    year_of = (goals.summary, goals.scale, goals.stands, goals.validity)
    parts, has_figure = split(observed, *year_of, window, last_month)
    seen = rests_on(observed, window, last_month)
    seen = seen.only((goals.rule != position(Rule.MILESTONE))[seen.goal])
    series = series_of(seen, goals.summary, window)
    least = _least_noise(seen, goals)
    found = posterior(series, noise_of(series, least, goals.measure), parts.come, parts.weights)
    kind = goals.summary.astype(np.int64)
    final = learned if learned.is_final else _more_learned(found, kind, learned)
    year = pooled(found, weighed(found.evidence, final.belief[kind]), of_year(least, parts.weights))
    tells = found.freedom > 0
    usual = has_figure & tells
    told = np.bincount(kind[tells], minlength=KINDS)
    months = np.bincount(seen.goal, weights=seen.spans.length, minlength=len(kind)).astype(np.int64)
    floor, ceiling = (parts.come + _whole(parts.weights, bound) for bound in (goals.lower, goals.upper))
    made = replace(year, freedom=np.where(usual, year.freedom, 0))
    return Outlook(made, floor, ceiling, months, told[kind], final, series)


def a_year_ago(observed: Observed, goals: Forecasted, start: int, last_month: int | Whole, learned: Learned) -> Outlook:
    """The same outlook as of the same month a year ago, by what was known then."""
    months = Validity(goals.validity.first - MONTHS, goals.validity.last - MONTHS)
    return outlook(observed, replace(goals, validity=months), start - MONTHS, last_month - MONTHS, learned)


def widened(now: Outlook, before: Outlook, came: Figures) -> Outlook:
    """The outlook with the width that a back-test gives it.

    Args:
        now: The outlook.
        before: That of a year ago.
        came: What last year's figures became.
    """
    deviation = before.year.deviation
    missed = where(deviation > 0, came - before.expected) / np.where(deviation > 0, deviation, 1.0)
    spread = np.full(len(came), spread_of(missed))
    return replace(now, year=replace(now.year, spread=spread))


def _more_learned(found: Posterior, kind: Whole, before: Learned) -> Learned:
    return replace(before, belief=beliefs(found.evidence, kind, KINDS, before.belief, before.strength), is_final=True)


def _whole(weights: Figures, bound: Figures) -> Figures:
    """What the months to come give when each is at a bound; nothing where none is to come."""
    share = weights.sum(axis=1)
    return np.where(share > 0, np.where(share > 0, share, 1.0) * bound, 0.0)


def rests_on(observed: Observed, window: int, last_month: int | Whole) -> Observed:
    """The rows that a forecast rests on.

    Args:
        observed: All observations of the goals, with their values filled in.
        window: The running number of the first month that it looks at.
        last_month: The last one, of all goals or of each.
    """
    last = last_month if isinstance(last_month, int) else last_month[observed.goal]
    seen = usable(observed.only((observed.spans.first >= window) & (observed.spans.last <= last)))
    return seen.only(~np.isnan(seen.value))


def series_of(seen: Observed, summary: Codes, window: int) -> Series:
    """Monthly series: of a sum, the average month of each row.

    Args:
        seen: From ``rests_on``.
        summary: Codes of ``Summary``, one a goal.
        window: The running number of the first month.
    """
    order = np.lexsort((seen.spans.first, seen.goal))
    goal, first, length = seen.goal[order], seen.spans.first[order] - window, seen.spans.length[order]
    of_sum = (summary == position(Summary.SUM))[goal]
    at_end = (summary == position(Summary.LAST))[goal]
    value = np.where(of_sum, seen.value[order] / length, seen.value[order])
    return Series(len(summary), goal, first, length, value, np.asarray(at_end))


def _least_noise(seen: Observed, goals: Forecasted) -> Figures:
    """The least noise of a month's figure in each series: what counting alone gives."""
    count, length = len(goals.summary), seen.spans.length.astype(np.float64)

    def total(amount: Figures) -> Figures:
        return figures(np.bincount(seen.goal, weights=amount, minlength=count))

    months = total(length)
    of_sum = goals.summary == position(Summary.SUM)
    has_parts = total(figures(np.isnan(seen.numerator) | np.isnan(seen.denominator))) == 0
    number = np.where(goals.is_share, where(has_parts, total(np.nan_to_num(seen.numerator))), total(seen.value))
    cases = where(has_parts, total(np.nan_to_num(seen.denominator)))
    average = np.where(of_sum[seen.goal], seen.value, seen.value * length)
    level = where(months > 0, total(average) / np.maximum(months, 1.0))
    target = np.where(of_sum, goals.target / goals.validity.span, goals.target)
    return of_month(goals.is_share, goals.is_count, number, cases, months, level, target, goals.scale)
