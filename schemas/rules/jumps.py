"""Figures that move further from one period to the next than the measure ever did before."""

import itertools
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from schemas.context import Context
from schemas.frames import is_missing, records
from schemas.rules.observation_rules import rebuilt
from schemas.tables import Observations
from schemas.text.periods import Grain, Period
from schemas.thresholds import FAR_STEP, FEWEST_STEPS, LEAST_STEP


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
    if len(history) + len(rows) <= FEWEST_STEPS:
        return []  # so few figures make fewer steps yet
    known = _series(history, context)
    far = {
        key: _far(sorted({**known.get(key, {}), **series}.items())) for key, series in _series(rows, context).items()
    }
    found = []
    for index, record in zip(rows.index, records(rows), strict=True):
        period = record[Observations.PERIOD]
        if isinstance(period, Period):
            key = (str(record[Observations.CENTRE]), str(record[Observations.MEASURE]), period.grain)
            if step := far.get(key, {}).get(period):
                found.append(Jump(int(index), *step))
    return found


def _far(series: Sequence[tuple[Period, float]]) -> dict[Period, tuple[float, float, Period, float]]:
    """The periods whose figure lies far from the one before: figure, the one before, its period, the greatest step."""
    found = {}
    steps: list[float] = []
    for (earlier, before), (period, value) in itertools.pairwise(series):
        step = abs(value - before)
        if len(steps) >= FEWEST_STEPS and step > max(_fence(steps), LEAST_STEP * abs(before)):
            found[period] = (value, before, earlier, max(steps))
        steps.append(step)
    return found


def _fence(steps: Sequence[float]) -> float:
    """Tukey's outer fence of the steps, or the greatest of them where that lies beyond it."""
    lower, _, upper = statistics.quantiles(steps, n=4, method="inclusive")
    return max(upper + FAR_STEP * (upper - lower), *steps)
