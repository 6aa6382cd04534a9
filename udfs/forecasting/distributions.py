"""Student's and the normal distribution on columns; Student's for whole degrees of freedom, by its finite series.

Source: Abramowitz and Stegun, 26.7.3 and 26.7.4 (Student); the normal distribution by the error function.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from udfs.goals.arrays import Figures, figures

_CERTAIN = 1e-9  # a chance nearer to 0 or 1 has no quantile that means anything


def student_cdf(x: ArrayLike, freedom: int) -> Figures:
    """The chance that a Student variable is below ``x``.

    Args:
        x: In units of its scale.
        freedom: Degrees of freedom, at least 1.
    """
    angle = np.arctan(figures(x) / math.sqrt(freedom))
    sine, square = np.sin(angle), np.cos(angle) ** 2
    is_odd = freedom % 2
    term: Figures = np.cos(angle) if is_odd else np.ones_like(angle)
    total = np.zeros_like(angle)
    first = 1 + is_odd
    for step in range(first, freedom, 2):
        total = total + term
        term = term * square * step / (step + 1)
    within = (angle + sine * total) * 2.0 / math.pi if is_odd else sine * total
    return np.asarray(0.5 + 0.5 * within)


def student_density(x: ArrayLike, freedom: int) -> Figures:
    """The density of a Student variable at ``x``."""
    size = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - 0.5 * math.log(freedom * math.pi)
    return np.exp(size - (freedom + 1) / 2 * np.log1p(figures(x) ** 2 / freedom))


def normal_cdf(x: ArrayLike) -> Figures:
    """The chance that a standard normal variable is below ``x``."""
    return _each(lambda value: 0.5 * math.erfc(-value / math.sqrt(2.0)), figures(x))


def normal_density(x: ArrayLike) -> Figures:
    """The density of a standard normal variable at ``x``."""
    return np.exp(-0.5 * figures(x) ** 2) / math.sqrt(2.0 * math.pi)


def normal_quantile(chance: ArrayLike) -> Figures:
    """The value below which a standard normal variable lies with a chance."""
    return _each(NormalDist().inv_cdf, np.clip(figures(chance), _CERTAIN, 1.0 - _CERTAIN))


def _each(work: Callable[[float], float], values: Figures) -> Figures:
    # A column here has a value for each goal: a loop is fast enough, and exact.
    return np.array([work(each) for each in values.ravel().tolist()], dtype=np.float64).reshape(values.shape)
