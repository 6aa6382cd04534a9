"""Figures that move further from one period to the next than the measure ever did before."""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from schemas.context import Context
from schemas.frames import is_missing, records
from schemas.periods import Grain, Period
from schemas.rules import rebuilt
from schemas.tables import Observations

_FEWEST_STEPS = 6
"""Fewer steps than half a year's tell nothing of what is usual."""
_FAR = 3.0
"""Tukey's outer fence: so many quartile ranges above the upper quartile."""
_LEAST = 0.05
"""A step below this share of the figure is small whatever the history: a series that stands still may move."""

Series = Mapping[Period, float]


@dataclass(frozen=True)
class Jump:
    """A figure far from the one before it.

    Args:
        row: The row's index in the frame.
        value: The figure.
        before: The one before.
        period: The period of the one before.
        usual: The greatest step before.
    """

    row: int
    value: float
    before: float
    period: Period
    usual: float


def _values(frame: pd.DataFrame, context: Context) -> "pd.Series[float]":
    """Each row's figure: the value, or else the rebuilt ratio."""
    return frame[Observations.VALUE].where(frame[Observations.VALUE].notna(), rebuilt(frame, context))


def _series(frame: pd.DataFrame, context: Context) -> dict[tuple[str, str, Grain], dict[Period, float]]:
    found: dict[tuple[str, str, Grain], dict[Period, float]] = defaultdict(dict)
    for record, value in zip(records(frame), _values(frame, context), strict=True):
        period = record[Observations.PERIOD]
        if isinstance(period, Period) and not is_missing(value):
            key = (str(record[Observations.CENTRE]), str(record[Observations.MEASURE]), period.grain)
            found[key][period] = float(value)
    return found


def jumps(history: pd.DataFrame, rows: pd.DataFrame, context: Context) -> list[Jump]:
    """Find new figures that lie further from the one before than any step of the measure's own history.

    Args:
        history: The observations that the workbook holds.
        rows: The new ones; they count as history of those after them.
        context: The units of the measures.

    Returns:
        Such figures; a centre's measure needs six earlier steps of the same grain to be judged by.
    """
    known = _series(history, context)
    fresh = _series(rows, context)
    merged = {key: {**known.get(key, {}), **series} for key, series in fresh.items()}
    found = []
    for index, record in zip(rows.index, records(rows), strict=True):
        period = record[Observations.PERIOD]
        if not isinstance(period, Period):
            continue
        series = merged.get((str(record[Observations.CENTRE]), str(record[Observations.MEASURE]), period.grain), {})
        if period in series and (jump := _jump(int(index), period, series)):
            found.append(jump)
    return found


def _jump(row: int, period: Period, series: Series) -> Jump | None:
    earlier = sorted(each for each in series if each < period)
    steps = list(_steps([series[each] for each in earlier]))
    if len(steps) < _FEWEST_STEPS:
        return None
    value, before = series[period], series[earlier[-1]]
    lower, upper = np.quantile(steps, [0.25, 0.75])
    fence = max(upper + _FAR * (upper - lower), *steps, _LEAST * abs(before))
    if abs(value - before) <= fence:
        return None
    return Jump(row, value, before, earlier[-1], max(steps))


def _steps(values: Sequence[float]) -> Iterator[float]:
    return (abs(after - before) for before, after in itertools.pairwise(values))
