"""A few series, and what the whole forecast makes of them."""

import numpy as np

from udfs.forecasting.kernels import HISTORY, WINDOW
from udfs.forecasting.pooled import kernel_weights, pooled
from udfs.forecasting.posterior import posterior
from udfs.forecasting.series import Series, noise_of

YEAR = np.where(np.arange(WINDOW) >= HISTORY + 5, 1.0 / 12.0, 0.0)
"""What the months from June count in a mean over the year."""


def series_of(*each, first=0, length=1, point=False):
    """Series of figures without gaps from the month ``first``; None leaves a gap."""
    rows = [
        (number, first + place * length, length, value, point)
        for number, values in enumerate(each)
        for place, value in enumerate(values)
        if value is not None
    ]
    series, starts, lengths, values, points = (np.array(part) for part in zip(*rows, strict=True))
    return Series(len(each), series, starts, lengths, values.astype(float), points.astype(bool))


def year_of(*each, floor=0.1, spread=1.0, alike=None, come=0.0, weights=YEAR, **how):
    """The forecast of each series, alone in its measure unless told otherwise."""
    series, count = series_of(*each, **how), len(each)
    least = np.full(count, floor)
    noise = noise_of(series, least, np.arange(count) if alike is None else np.array(alike))
    found = posterior(series, noise, np.full(count, come), np.tile(weights, (count, 1)))
    kinds = np.zeros(count, int)
    return pooled(found, kernel_weights(found.evidence, kinds), least * np.sqrt((weights**2).sum()), spread)
