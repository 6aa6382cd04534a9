"""The pooled forecast of a single series of monthly figures: what a range of cells holds, and nothing beside it."""

from dataclasses import dataclass

import numpy as np

from schemas.codes import Rule, Summary
from udfs.forecasting.counting import of_month, of_year
from udfs.forecasting.kernels import HISTORY, WINDOW
from udfs.forecasting.pooled import Pooled, below, interval, kernel_weights, pooled
from udfs.forecasting.posterior import posterior
from udfs.forecasting.series import FEWEST, Series, noise_of
from udfs.goals.arrays import Figures, codes, figures
from udfs.goals.lights import miss
from udfs.goals.targets import MONTHS

_WHOLES = (1.0, 100.0)  # what all of the cases are as a figure
_NOISE = 1e-9
_HALF = 0.5  # a count is on one side of a border or the other


@dataclass(frozen=True)
class Year:
    """The year of one series.

    Args:
        come: The part of its figure that has come.
        weights: What each month of the window without a figure counts in it.
        ahead: The year's distribution; None with too few figures.
        is_count: Whether the figures are counts, whose year is a whole number.
        least: The least that the year can be.
        most: The most.
    """

    come: float
    weights: Figures
    ahead: Pooled | None
    is_count: bool
    least: float
    most: float

    @property
    def is_complete(self) -> bool:
        """Whether nothing of the year is still to come."""
        return not self.weights.any()


def year_of(months: Figures, history: Figures, summary: Summary, lower: float, upper: float, target: float) -> Year:
    """What a year's months and those before them say of the year.

    Args:
        months: The year's twelve months in order; NaN for one without a figure.
        history: The months before them, in order; at most the last 24 count.
        summary: How the year is summed up: of a ratio the volumes are assumed equal.
        lower: The natural lower bound of a month's figure; NaN for none.
        upper: The natural upper bound; NaN for none.
        target: The year's target; NaN where none is asked about.
    """
    window = np.concatenate([np.full(HISTORY, np.nan), history, months])[-WINDOW:]
    known = np.flatnonzero(~np.isnan(window))
    value = window[known]
    each = np.zeros(MONTHS)
    if summary is Summary.LAST:
        each[-1] = 1.0
    else:
        each[:] = 1.0 if summary is Summary.SUM else 1.0 / MONTHS
    is_open = np.isnan(months)
    come = float((each * np.nan_to_num(months)).sum())
    weights = np.concatenate([np.zeros(HISTORY), np.where(is_open, each, 0.0)])
    whole = weights.sum()
    is_count = summary is Summary.SUM and bool((value == np.round(value)).all() and (value >= 0).all())
    return Year(
        come=come,
        weights=weights,
        ahead=_ahead(known, value, come, weights, summary, is_count, lower, upper, target),
        is_count=is_count,
        least=come + (whole * lower if whole else 0.0) if np.isfinite(lower) or not whole else -np.inf,
        most=come + (whole * upper if whole else 0.0) if np.isfinite(upper) or not whole else np.inf,
    )


def _ahead(
    known: np.ndarray[tuple[int], np.dtype[np.int64]],
    value: Figures,
    come: float,
    weights: Figures,
    summary: Summary,
    is_count: bool,
    lower: float,
    upper: float,
    target: float,
) -> Pooled | None:
    rows = len(known)
    if rows < FEWEST:
        return None
    ones = np.ones(rows, np.int64)
    series = Series(1, np.zeros(rows, np.int64), known, ones, value, np.zeros(rows, np.bool_))
    is_share = summary is not Summary.SUM and lower == 0.0 and upper in _WHOLES
    a_month = target / MONTHS if summary is Summary.SUM else target
    least = of_month(
        np.array([is_share]), np.array([is_count]), value.sum(), np.nan, np.float64(rows), figures([value.mean()]),
        a_month, upper,
    )  # fmt: skip
    alone = np.zeros(1, np.int64)
    found = posterior(series, noise_of(series, least, alone), figures([come]), weights[None, :])
    return pooled(found, kernel_weights(found.evidence, alone), of_year(least, weights[None, :]))


def chance_of(year: Year, rule: Rule, target: float, target_max: float) -> float:
    """The chance that the year meets a target; NaN where that is not known.

    Args:
        year: From ``year_of``.
        rule: The target's rule.
        target: The target; for a band its floor.
        target_max: A band's ceiling.
    """
    if np.isnan(target) or (rule is Rule.BAND and np.isnan(target_max)):
        return np.nan
    if year.is_complete:
        return float(miss(codes(rule.value, Rule), year.come, target, target_max) <= 0)
    if rule is Rule.AT_MOST:
        return _under(year, target)
    at_least = 1.0 - _under(year, target, is_floor=True)
    return max(at_least + _under(year, target_max) - 1.0, 0.0) if rule is Rule.BAND else at_least


def _under(year: Year, target: float, is_floor: bool = False) -> float:
    """The chance that the year ends below a target; of a floor, that it falls short of it."""
    edge = target
    if year.is_count:
        edge = np.ceil(target - _NOISE) - _HALF if is_floor else np.floor(target + _NOISE) + _HALF
    slack = _NOISE * max(abs(target), 1.0)
    if year.ahead is None:
        return np.nan
    if edge <= year.least + (slack if is_floor else -slack):
        return 0.0
    if edge >= year.most + (slack if is_floor else -slack):
        return 1.0
    return float(below(year.ahead, figures([edge]))[0])


def interval_of(year: Year) -> tuple[float, float]:
    """The bounds within which the year ends in four of five cases; NaN where that is not known."""
    if year.is_complete:
        return year.come, year.come
    if year.ahead is None:
        return np.nan, np.nan
    low, high = (float(each[0]) for each in interval(year.ahead))
    return tuple(float(np.clip(each, year.least, year.most)) for each in (low, high))  # type: ignore[return-value]
