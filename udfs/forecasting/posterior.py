"""What a series says of a year under each kernel: Gaussian, with an unknown level and an unknown scale, in closed form.

A month's figure is ``b + f`` with a flat prior on the level ``b``, ``f ~ N(0, s² K)`` and ``s² ~ IG(2, 1.5 s0²)``.
"""

import threading
from collections import deque
from dataclasses import dataclass

import numpy as np

from udfs.forecasting.kernels import kernels
from udfs.forecasting.series import FEWEST, Series
from udfs.goals.arrays import Figures
from udfs.goals.overlaps import Whole

_SHAPE = 2.0  # of the prior on the scale
_WEIGHT = 1.5  # of the noise beforehand in it: steps between neighbours show too little where noise lasts
_BLOCK = 64  # series taken at once, so that what they need stays near the processor


@dataclass(frozen=True)
class Posterior:
    """Under each kernel: how well it explains a series, and the year's distribution.

    Args:
        evidence: Series x kernel: the logarithm of the marginal likelihood, up to a constant of the series; NaN for one
            with too few figures.
        centre: Series x kernel: the year's expected figure.
        scale: Series x kernel: its scale.
        freedom: Degrees of freedom of each series; 0 for one with too few figures.
    """

    evidence: Figures
    centre: Figures
    scale: Figures
    freedom: Whole


def posterior(series: Series, noise: Figures, come: Figures, weights: Figures) -> Posterior:
    """The year of every series under every kernel.

    Args:
        series: The figures.
        noise: The noise of a month's figure in each series ``s0``.
        come: The part of the year's figure that has come.
        weights: Series x month of the window: what each month without a figure counts in the year's.

    Returns:
        A row for each series.
    """
    count = len(kernels())
    shape = (series.count, count)
    found = Posterior(
        evidence=np.full(shape, np.nan),
        centre=np.full(shape, np.nan),
        scale=np.full(shape, np.nan),
        freedom=np.zeros(series.count, np.int64),
    )
    for members, rows in _patterns(series):
        value = series.value[rows]  # member x row
        pattern = _pattern_of(series.operator(rows[0]))
        for start in range(0, len(members), _BLOCK):
            some = slice(start, start + _BLOCK)
            block = members[some]
            evidence, centre, spread = _within(pattern, value[some].T, noise[block], weights[block].T)
            found.evidence[block] = evidence.T
            found.centre[block] = come[block][:, None] + centre.T
            found.scale[block] = np.sqrt(spread.T)
        found.freedom[members] = value.shape[1] + int(2 * _SHAPE) - 1
    return found


def _patterns(series: Series) -> list[tuple[Whole, Whole]]:
    """Series whose figures stand in the same months, with their rows: linear algebra is done once for each."""
    order = np.lexsort((series.first, series.series))
    start = np.searchsorted(series.series[order], np.arange(series.count + 1))
    groups: dict[bytes, list[int]] = {}
    for number in np.flatnonzero(np.diff(start) >= FEWEST).tolist():
        rows = order[start[number] : start[number + 1]]
        key = np.concatenate([series.first[rows], series.length[rows], series.is_point[rows]]).tobytes()
        groups.setdefault(key, []).append(number)
    return [
        (np.array(members), np.stack([order[start[each] : start[each + 1]] for each in members]))
        for members in groups.values()
    ]


@dataclass(frozen=True)
class _Pattern:
    """What series whose figures stand in the same months share, under each kernel.

    Args:
        inverse: Kernel x row x row: the inverse of the covariance's Cholesky factor.
        towards: Kernel x row x month: how the months move with the rows, whitened.
        one: Kernel x row: a level of one, whitened.
        logarithm: Kernel x row: the logarithm of the factor's diagonal.
    """

    inverse: Figures
    towards: Figures
    one: Figures
    logarithm: Figures

    @property
    def size(self) -> Figures:
        """Kernel: the squared length of a level of one."""
        return np.asarray((self.one**2).sum(axis=1))

    @property
    def half(self) -> Figures:
        """Kernel: half the logarithm of the covariance's determinant and of ``size``."""
        return np.asarray(self.logarithm.sum(axis=1) + 0.5 * np.log(self.size))


class _Known(threading.local):
    """The last patterns with their designs: earlier months of the same series are the first rows of a later month's.

    Each thread has its own, for a server computes several workbooks at once.
    """

    def __init__(self) -> None:
        self.patterns: deque[tuple[Figures, _Pattern]] = deque(maxlen=8)


_KNOWN = _Known()


def forget_patterns() -> None:
    """Begin afresh: what is computed must not depend, in its last digit, on what was computed before it."""
    _KNOWN.patterns.clear()


def _pattern_of(design: Figures) -> _Pattern:
    """Linear algebra on the rows' covariance, from how the months make the rows (row x month)."""
    rows = len(design)
    for known, pattern in _KNOWN.patterns:
        if len(known) >= rows and np.array_equal(known[:rows], design):
            return _first_rows(pattern, rows)
    seen = design @ kernels()  # kernel x row x month
    factor = np.linalg.cholesky(seen @ design.T)
    inverse = np.linalg.inv(factor)
    logarithm = np.log(np.einsum("kii->ki", factor))
    pattern = _Pattern(inverse, inverse @ seen, inverse.sum(axis=2), logarithm)
    _KNOWN.patterns.appendleft((design, pattern))
    return pattern


def _first_rows(pattern: _Pattern, rows: int) -> _Pattern:
    """The pattern of the first rows alone: a triangular factor's inverse begins with that of its beginning."""
    return _Pattern(
        pattern.inverse[:, :rows, :rows], pattern.towards[:, :rows], pattern.one[:, :rows], pattern.logarithm[:, :rows]
    )


def _within(pattern: _Pattern, value: Figures, noise: Figures, weights: Figures) -> tuple[Figures, Figures, Figures]:
    """Evidence, centre and squared scale (kernel x series) of series that share their months.

    Args:
        pattern: From ``_pattern_of``.
        value: Row x series.
        noise: Of each series.
        weights: Month x series.
    """
    one, size = pattern.one[:, None, :], pattern.size[:, None]
    data = pattern.inverse @ value  # kernel x row x series
    level = (one @ data)[:, 0] / size
    rest = data - pattern.one[:, :, None] * level[:, None, :]
    rows = value.shape[0]
    shape = _SHAPE + (rows - 1) / 2.0
    scale = _WEIGHT * noise**2 + (rest**2).sum(axis=1) / 2.0
    evidence = -pattern.half[:, None] - shape * np.log(scale)
    ahead = np.flatnonzero(weights.any(axis=1))  # the other months of the window count nothing
    weight = weights[ahead]
    towards = pattern.towards[:, :, ahead] @ weight
    whole = weight.sum(axis=0)
    short = whole - (one @ towards)[:, 0]
    centre = level * whole + (towards * rest).sum(axis=1)
    own = (weight * (kernels()[:, ahead[:, None], ahead] @ weight)).sum(axis=1)
    spread = np.maximum(own - (towards**2).sum(axis=1) + short**2 / size, 0.0)
    return evidence, centre, spread * scale / shape
