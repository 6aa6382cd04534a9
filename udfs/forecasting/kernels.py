"""How the months of a series move together: 144 covariance kernels of noise, season and trend.

A kernel is the covariance of a series' monthly figures over a window of months, in units of its noise. Which of them
fit is learned from the series themselves (see ``pooled``).
"""

from functools import lru_cache

import numpy as np

from udfs.goals.arrays import Figures
from udfs.goals.targets import MONTHS

HISTORY = 24
"""Months before the year that the forecast looks at."""
WINDOW = HISTORY + MONTHS
_TRENDS = (0.0, 0.07, 0.25)  # a month, in units of the noise
_SLOW, _FAST = 0.5, 0.8  # how much of a month's deviation is left a month later
_DRIFTS = ((1.0, 0.01), (1.0, 0.09), (0.3, 1.0))  # noise, and the variance of a month's step
_SMOOTH = 0.01  # the noise beside a drift that goes on in its direction
_HARMONICS = (1.0, 0.5, 0.25)  # the weight of a year's first, second and third wave
_STEADY = (0.5, 4.0, 25.0)  # the variance of a season that is the same every year
_RAGGED = 4.0  # of one without waves
_CHANGING, _KEPT = 2.25, 0.6  # of one that changes, and how much of it is left a year later
_WAVES = 0.75  # the share of waves in a season; the rest is each month's own


@lru_cache(maxsize=1)
def kernels() -> Figures:
    """All kernels.

    Returns:
        Kernel x month x month over the window.
    """
    months = np.arange(WINDOW, dtype=np.float64)
    centred = months - months.mean()
    trend = np.outer(centred, centred)
    every = [
        noise + season + slope**2 * trend
        for noise in _noises(months)
        for season in _seasons(months)
        for slope in _TRENDS
    ]
    return np.stack(every)


def _noises(months: Figures) -> list[Figures]:
    lag = np.abs(months[:, None] - months[None, :])
    white = np.eye(len(months))
    walk = np.minimum(months[:, None], months[None, :]) + 1.0
    summed = np.tril(np.ones_like(lag))
    going_on = summed @ (_SLOW**lag) @ summed.T
    drifting = [noise * white + step * walk for noise, step in _DRIFTS]
    return [white, _SLOW**lag, _FAST**lag, *drifting, _SMOOTH * white + walk, _SMOOTH * white + going_on]


def _seasons(months: Figures) -> list[Figures]:
    lag = months[:, None] - months[None, :]
    angle = 2.0 * np.pi * lag / MONTHS
    same = (np.mod(lag, MONTHS) == 0).astype(np.float64)
    own = (same - 1.0 / MONTHS) * MONTHS / (MONTHS - 1.0)
    waves = sum(weight * np.cos(number * angle) for number, weight in enumerate(_HARMONICS, start=1))
    mixed = _WAVES * np.asarray(waves) / sum(_HARMONICS) + (1.0 - _WAVES) * own
    years = np.floor(months / MONTHS)
    gap = np.abs(years[:, None] - years[None, :])
    steady = [variance * mixed for variance in _STEADY]
    return [np.zeros_like(lag), *steady, _RAGGED * own, _CHANGING * mixed * _KEPT**gap]
