"""The figures of a goal as the sheets print them: levels, or the change on the baseline, never both in one row.

Source: the half-year report of 2008, table 1: a reduction of 4.5 against one of 10 prints 10, 4.5, -5.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Summary
from schemas.measures import HUNDRED_PER_CENT
from udfs.goals.arrays import Codes, Figures, Flags, divided, figures, position


@dataclass(frozen=True)
class Baseline:
    """What a change is counted from, and the way that the target asks for.

    Args:
        year: The baseline of the year.
        to_date: The baseline to date, on the same profile as the target.
        direction: 100 for a target above its baseline, -100 for one below it.
    """

    year: Figures
    to_date: Figures
    direction: Figures


def baseline_of(level: ArrayLike, year: ArrayLike, to_date: ArrayLike) -> Baseline:
    """The baseline of each goal.

    Args:
        level: The level of the year's target.
        year: The baseline.
        to_date: The baseline to date.
    """
    direction = np.where(figures(level) < figures(year), -HUNDRED_PER_CENT, HUNDRED_PER_CENT)
    return Baseline(figures(year), figures(to_date), direction)


def as_change(value: ArrayLike, base: ArrayLike, direction: ArrayLike) -> Figures:
    """A level as the change on a baseline in per cent, counted in the direction that the target asks for."""
    return figures(direction) * (divided(value, base) - 1.0)


def to_date_shown(
    shows_change: Flags, result: ArrayLike, due: ArrayLike, due_max: ArrayLike, gap: ArrayLike, base: Baseline
) -> dict[str, Figures]:
    """Target to date, result and difference as printed.

    Args:
        shows_change: Whether the goal is shown as the change on its baseline.
        result: The result to date.
        due: The target to date; for a band its floor.
        due_max: A band's ceiling to date.
        gap: The difference.
        base: From ``baseline_of``.

    Returns:
        Columns of the results table by name.
    """
    change = [as_change(value, base.to_date, base.direction) for value in (due, due_max, result)]
    return {
        "shown_target": np.where(shows_change, change[0], figures(due)),
        "shown_target_max": np.where(shows_change, change[1], figures(due_max)),
        "shown_result": np.where(shows_change, change[2], figures(result)),
        "shown_difference": np.where(shows_change, change[2] - change[0], figures(gap)),
    }


def year_shown(shows_change: Flags, levels: Mapping[str, Figures], base: Baseline) -> dict[str, Figures]:
    """Levels of the whole year as printed.

    Args:
        shows_change: Whether the goal is shown as the change on its baseline.
        levels: Columns of the results table by name: the year's target, forecasts, bounds.
        base: From ``baseline_of``.

    Returns:
        The same columns.
    """
    return {
        name: np.where(shows_change, as_change(level, base.year, base.direction), figures(level))
        for name, level in levels.items()
    }


def rest_shown(
    shows_change: Flags,
    summary: Codes,
    stock: Flags,
    span: ArrayLike,
    need: ArrayLike,
    need_max: ArrayLike,
    base: Baseline,
) -> dict[str, Figures]:
    """What the rest of the year requires as printed.

    Args:
        shows_change: Whether the goal is shown as the change on its baseline.
        summary: Codes of ``Summary``.
        stock: Whether the requirement is a change a month (from ``is_stock``).
        span: Months of the goal's validity in the year.
        need: The required level; of a sum an amount a month, of a stock a change a month.
        need_max: A band's upper requirement.
        base: From ``baseline_of``.

    Returns:
        Columns of the results table by name.
    """
    monthly = np.where(summary == position(Summary.SUM), divided(base.year, span), base.year)

    def needed(level: ArrayLike) -> Figures:
        moved = base.direction * divided(level, base.year)
        change = np.where(stock, moved, as_change(level, monthly, base.direction))
        return np.where(shows_change, change, figures(level))

    return {"shown_required": needed(need), "shown_required_max": needed(need_max)}
