"""The pooled forecast: kernels weighed by all series of a kind, and the year's distribution as their mixture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from udfs.forecasting.distributions import normal_cdf, normal_density, normal_quantile, student_cdf, student_density
from udfs.forecasting.posterior import Posterior
from udfs.goals.arrays import Figures, Flags, figures, picked
from udfs.goals.overlaps import Whole

PRIOR = 3.0
"""Series' worth of belief that every kernel is as likely as any other."""
_ROUNDS = 30
_ENOUGH = 1e-6  # a change of the weights that is none
_TAIL = 0.1  # on either side of the interval: 80 per cent lie within
_STEPS = 40  # at most; four or five as a rule
_NEAR = 1e-5  # a quantile this near is met: the step after it is exact
_FAR = 30.0  # standard deviations within which a bound lies
_STIFF = 20.0  # goals' worth of belief that the intervals are right
_OUTLIER = 6.0  # standard deviations beyond which a miss counts no more
LARGEST_SPREAD, SMALLEST_SPREAD = 2.0, 1.0
"""Within these the back-test may widen an interval.

It never narrows one: with a year less of history the forecast of a year ago was wider than this year's should be."""


@dataclass(frozen=True)
class Pooled:
    """The year's distribution of every series.

    Args:
        weight: Series x kernel.
        centre: Series x kernel.
        scale: Series x kernel.
        freedom: Degrees of freedom; 0 for a series without a forecast.
        spread: What the back-test makes of the interval's width, one a series.
    """

    weight: Figures
    centre: Figures
    scale: Figures
    freedom: Whole
    spread: Figures

    def only(self, rows: Whole) -> "Pooled":
        """Some of the series."""
        part: Pooled = picked(self, rows)
        return part

    @property
    def known(self) -> Flags:
        """Whether a series has a forecast."""
        return np.asarray(self.freedom > 0)

    @property
    def mean(self) -> Figures:
        """The expected year."""
        return np.where(self.known, (self.weight * np.nan_to_num(self.centre)).sum(axis=1), np.nan)

    @property
    def deviation(self) -> Figures:
        """The year's standard deviation, before the back-test."""
        freedom = self.freedom[:, None].astype(np.float64)
        # At least three figures give six degrees of freedom, so that the variance is finite.
        own = self.scale**2 * freedom / np.maximum(freedom - 2.0, 1.0)
        apart = (self.centre - self.mean[:, None]) ** 2
        return figures(np.sqrt((self.weight * (own + apart)).sum(axis=1)))


def kernel_weights(evidence: Figures, kind: Whole, prior: Figures | None = None) -> Figures:
    """How likely each kernel is for each series, learned from all series of its kind.

    Args:
        evidence: Series x kernel, from ``posterior``; a series without evidence (NaN) is as its kind, and says nothing.
        kind: A number for each series; series of one number are weighed together.
        prior: Kernel weights for each kind that were learned elsewhere; none: even.

    Returns:
        Series x kernel, each row adding up to 1.
    """
    kinds = int(kind.max(initial=-1)) + 1
    return weighed(evidence, beliefs(evidence, kind, kinds, prior)[kind])


def beliefs(
    evidence: Figures, kind: Whole, kinds: int, prior: Figures | None = None, strength: ArrayLike = PRIOR
) -> Figures:
    """How likely each kernel is for the series of each kind.

    Args:
        evidence: Series x kernel, from ``posterior``.
        kind: A number for each series.
        kinds: How many kinds there are.
        prior: Kind x kernel: what was believed before; none: even.
        strength: How many series' worth of belief that is, for each kind or for all.

    Returns:
        Kind x kernel, each row adding up to 1.
    """
    count = evidence.shape[1]
    before = np.full((kinds, count), 1.0 / count) if prior is None else prior
    known, worth = ~np.isnan(evidence[:, 0]), np.broadcast_to(figures(strength), kinds)
    out = [_learned(evidence[known & (kind == number)], before[number], worth[number]) for number in range(kinds)]
    return np.array(out).reshape(kinds, count)


def _learned(evidence: Figures, even: Figures, strength: float) -> Figures:
    belief = even
    for _ in range(_ROUNDS):
        fresh = strength * even + weighed(evidence, belief).sum(axis=0)
        fresh /= fresh.sum()
        done = np.abs(fresh - belief).max() < _ENOUGH
        belief = fresh
        if done:
            break
    return belief


def weighed(evidence: Figures, belief: Figures) -> Figures:
    """Each series' kernel weights: what is believed of its kind, times what its own figures say.

    Args:
        evidence: Series x kernel; NaN in a series that says nothing.
        belief: The belief of each series' kind, or one for all.

    Returns:
        Series x kernel, each row adding up to 1.
    """
    tells = ~np.isnan(evidence[:, :1])
    likely = np.where(tells, np.exp(evidence - evidence.max(axis=1, keepdims=True, initial=-np.inf)), 1.0)
    share = likely * belief
    return np.asarray(share / share.sum(axis=1, keepdims=True))


def pooled(found: Posterior, weight: Figures, floor: Figures, spread: ArrayLike = 1.0) -> Pooled:
    """The mixture of the kernels.

    Args:
        found: From ``posterior``.
        weight: From ``kernel_weights``.
        floor: The least standard deviation that a year can have: what counting alone gives.
        spread: From the back-test.
    """
    scale = np.maximum(found.scale, figures(floor)[:, None])
    width = np.broadcast_to(figures(spread), found.freedom.shape)
    return Pooled(weight, found.centre, scale, found.freedom, np.asarray(width))


def below(year: Pooled, level: ArrayLike) -> Figures:
    """The chance that the year ends below a level, one a series, as the back-test widens it."""
    chance = _cdf(year, figures(level))
    moved = normal_cdf(normal_quantile(np.nan_to_num(chance, nan=0.5)) / year.spread)
    settled = (chance <= 0.0) | (chance >= 1.0) | np.isnan(chance) | (year.spread == 1.0)
    return np.where(settled, chance, moved)


def _cdf(year: Pooled, level: Figures) -> Figures:
    out = np.full(len(level), np.nan)
    for freedom in np.unique(year.freedom[year.freedom > 0]).tolist():
        rows = year.freedom == freedom
        gap = level[rows, None] - year.centre[rows]
        scale = year.scale[rows]
        sure = np.where(gap > 0, 1.0, np.where(gap < 0, 0.0, 0.5))
        part = np.divide(gap, scale, out=np.zeros_like(gap), where=scale > 0)
        out[rows] = (year.weight[rows] * np.where(scale > 0, student_cdf(part, freedom), sure)).sum(axis=1)
    return out


def interval(year: Pooled) -> tuple[Figures, Figures]:
    """The bounds within which the year ends in four of five cases, as the back-test widens them.

    ``below`` a bound is 0.1 and 0.9, so that the interval and the chance say the same; only where a few kernels tell of
    something very far away, the bound is moved so that the expected year lies within.
    """
    mean = year.mean
    low, high = (quantile(year, part) for part in (_TAIL, 1.0 - _TAIL))
    return np.minimum(low, mean), np.maximum(high, mean)


def quantile(year: Pooled, part: ArrayLike) -> Figures:
    """The level that each year ends below with a chance, as the back-test widens it: the inverse of ``below``.

    Args:
        year: The years.
        part: The chance, one for all or one each.
    """
    return _quantile(year, np.broadcast_to(year.spread * normal_quantile(part), year.spread.shape))


def _quantile(year: Pooled, wanted: Figures) -> Figures:
    """The level below which each year ends with a chance, given as the normal quantile of that chance.

    Newton's method on the normal quantile of the chance, which is nearly a straight line in the level, within bounds
    that close in; series that have arrived are left alone.
    """
    deviation, mean = year.deviation, year.mean
    at = mean + wanted * deviation
    low, high = mean - _FAR * deviation, mean + _FAR * deviation
    open_ = np.flatnonzero(deviation > 0)
    for _ in range(_STEPS):
        part = year.only(open_)
        level = at[open_]
        reached = normal_quantile(_cdf(part, level))
        gap = reached - wanted[open_]
        low[open_], high[open_] = np.where(gap < 0, level, low[open_]), np.where(gap > 0, level, high[open_])
        slope = _density(part, level) / normal_density(reached)
        near = level - np.divide(gap, slope, out=np.full_like(gap, np.inf), where=slope > 0)
        inside = (near > low[open_]) & (near < high[open_])
        at[open_] = np.where(inside, near, (low[open_] + high[open_]) / 2.0)
        open_ = open_[np.abs(gap) > _NEAR]
        if not len(open_):
            break
    return np.where(deviation > 0, at, mean)


def _density(year: Pooled, level: Figures) -> Figures:
    out = np.zeros(len(level))
    for freedom in np.unique(year.freedom[year.freedom > 0]).tolist():
        rows = year.freedom == freedom
        scale = year.scale[rows]
        part = np.divide(level[rows, None] - year.centre[rows], scale, out=np.zeros_like(scale), where=scale > 0)
        density = np.divide(student_density(part, freedom), scale, out=np.zeros_like(scale), where=scale > 0)
        out[rows] = (year.weight[rows] * density).sum(axis=1)
    return out


def spread_of(missed: Figures) -> float:
    """What a back-test makes of the width of intervals.

    Args:
        missed: What came minus what was forecast a year ago, in the forecast's standard deviations; NaN for none.

    Returns:
        ``c = sqrt((20 + Σz²)/(20 + n))`` within 1 and 2.
    """
    known = np.clip(missed[~np.isnan(missed)], -_OUTLIER, _OUTLIER)
    factor = float(np.sqrt((_STIFF + (known**2).sum()) / (_STIFF + len(known))))
    return min(max(factor, SMALLEST_SPREAD), LARGEST_SPREAD)
