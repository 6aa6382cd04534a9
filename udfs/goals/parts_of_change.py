"""A change from one recalculation to the next, split among what moved the figure: the parts add up to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from udfs.goals.arrays import NOISE, Figures, Flags

_LEAST = 1.0
"""Figures under this are as exact as this one: a difference of 0 may come out as 1e-14."""


@dataclass(frozen=True)
class PartsOfChange:
    """What moved figures, one row a figure.

    Args:
        change: Now less before; NaN where either is missing.
        parts: One row a figure, one column a cause, in the order of the stages; the remainder comes last.
    """

    change: Figures
    parts: Figures


def parts_of_change(before: Figures, stages: Sequence[Figures]) -> PartsOfChange:
    """Split the change of figures among its causes.

    Args:
        before: The figures as they were given last.
        stages: The figures computed today, first from all that stood then, and then with one cause more at each
            stage; the last one is computed from all that stands now. In the figures' own unit.

    Returns:
        For each cause the step from one stage to the next, and last what remains: how far today's program gives
        another figure of what stood then. A stage that gives no figure takes the one before it. Where the figure is
        missing before or now there is no change to split, and all is NaN.
    """
    table = np.column_stack([before, *stages]).astype(np.float64)
    now = table[:, -1].copy()
    for column in range(1, table.shape[1]):
        lacking = np.isnan(table[:, column])
        table[lacking, column] = table[lacking, column - 1]
    whole = now - before
    noise = NOISE * np.maximum(np.abs(np.nan_to_num(table)).max(axis=1), _LEAST)
    whole = np.where(np.abs(whole) <= noise, 0.0, whole)
    steps = np.diff(table[:, 1:], axis=1)
    parts = np.column_stack([steps, whole - steps.sum(axis=1)])
    parts = np.where(np.abs(parts) <= noise[:, None], 0.0, parts)
    return PartsOfChange(whole, np.where(np.isnan(whole)[:, None], np.nan, _summing_to(whole, parts)))


def _summing_to(whole: Figures, parts: Figures) -> Figures:
    """Parts whose sum is the whole: what rounding took away is given to the largest."""
    out = parts.copy()
    rows = np.arange(len(out))
    largest = np.abs(np.nan_to_num(out)).argmax(axis=1)
    others = out.sum(axis=1) - out[rows, largest]
    out[rows, largest] = whole - others
    return out


def has_moved(before: Figures, now: Figures) -> Flags:
    """Whether figures are others than before; one that came or went has moved.

    Args:
        before: The figures as they were given last; NaN where there was none.
        now: The figures now.
    """
    noise = NOISE * np.maximum(np.maximum(np.abs(before), np.abs(now)), _LEAST)
    came_or_went = np.isnan(before) != np.isnan(now)
    return np.asarray(came_or_went | (np.abs(now - before) > noise), dtype=bool)
