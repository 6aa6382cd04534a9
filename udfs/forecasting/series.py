"""Series of monthly figures before a year's end, as the forecast takes them: rows in a window of months."""

from dataclasses import dataclass

import numpy as np

from udfs.forecasting.kernels import WINDOW
from udfs.goals.arrays import Figures, Flags, figures
from udfs.goals.overlaps import Whole

_QUARTILE = 0.954  # the median step between two months, in units of the noise of one
FEWEST = 3
"""Figures that a series must have."""
_STEPS = 5  # steps from which a series' own noise is taken alone


@dataclass(frozen=True)
class Series:
    """Figures by series and month; a longer period's figure is the average of its months.

    Args:
        count: How many series.
        series: The series each row belongs to, ascending.
        first: The first month of each row, counted from the start of the window.
        length: Its months.
        value: Its figure; of a sum, the average month's.
        is_point: Whether the row's figure stands at the end of its period (last values), instead of over it.
    """

    count: int
    series: Whole
    first: Whole
    length: Whole
    value: Figures
    is_point: Flags

    @property
    def end(self) -> Whole:
        """The last month of each row."""
        return self.first + self.length - 1

    def only(self, rows: Flags) -> "Series":
        """The rows for which the flag holds."""
        parts = (self.series, self.first, self.length, self.value, self.is_point)
        return Series(self.count, *(part[rows] for part in parts))  # type: ignore[arg-type]  # each of its own kind

    @property
    def counts(self) -> Whole:
        """How many rows each series has."""
        return np.bincount(self.series, minlength=self.count).astype(np.int64)

    def operator(self, rows: Whole) -> Figures:
        """How the months of the window make the rows' figures: row x month."""
        months = np.arange(WINDOW)
        first = np.where(self.is_point[rows], self.end[rows], self.first[rows])[:, None]
        inside = (months >= first) & (months <= self.end[rows][:, None])
        return figures(inside / inside.sum(axis=1, keepdims=True))


def noise_of(series: Series, floor: Figures, alike: Whole) -> Figures:
    """The noise of a month's figure in each series, before anything is fitted.

    Args:
        series: The figures.
        floor: The least noise there can be: what counting alone gives.
        alike: A number for each series; series of one number are of one measure, and share what they know.

    Returns:
        The median step between neighbouring figures; with that of the measure, where three or more centres have it.
    """
    step, size = _steps(series)
    own, found = _medians(series.count, *step), np.bincount(step[0], minlength=series.count)
    level = np.abs(_medians(series.count, *size))
    relative = np.divide(own, level, out=np.full(series.count, np.nan), where=level > 0)
    shared = np.full(series.count, np.nan)
    for number in np.unique(alike):
        same = (alike == number) & ~np.isnan(relative)
        if same.sum() >= _CENTRES:
            shared[alike == number] = np.median(relative[same])
    common = shared * level
    both = np.sqrt(own * common)
    taken = np.where(np.isnan(common) | (common <= 0), own, np.where(found < _STEPS, common, both))
    return figures(np.fmax(np.nan_to_num(taken), floor))


_CENTRES = 3  # centres from which a measure's noise is known


def _steps(series: Series) -> tuple[tuple[Whole, Figures], tuple[Whole, Figures]]:
    """The sizes of steps between neighbouring rows, for a month's noise; and the figures themselves."""
    order = np.lexsort((series.end, series.series))
    goal, value, length = series.series[order], series.value[order], series.length[order]
    follows = (goal[1:] == goal[:-1]) & (series.first[order][1:] == series.end[order][:-1] + 1)
    span = np.where(series.is_point[order][1:], 1.0, np.sqrt(length[1:]))
    steps = np.abs(np.diff(value)) * span / _QUARTILE
    return (goal[1:][follows], steps[follows]), (goal, value)


def _medians(count: int, group: Whole, value: Figures) -> Figures:
    out = np.full(count, np.nan)
    order = np.lexsort((value, group))
    sorted_group, sorted_value = group[order], value[order]
    start = np.searchsorted(sorted_group, np.arange(count), "left")
    stop = np.searchsorted(sorted_group, np.arange(count), "right")
    known = stop > start
    low, high = start + (stop - start - 1) // 2, start + (stop - start) // 2
    out[known] = (sorted_value[low[known]] + sorted_value[high[known]]) / 2.0
    return out
