"""Which observations a goal's figures are made of, and which are left out and why: by the functions that compute."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from macros.steps.explaining.ahead import Ahead, Key, ahead_of, keys_of
from macros.steps.explaining.figure import Figure
from macros.steps.explaining.step import Input
from schemas.codes import Summary
from schemas.frames import is_missing, records
from schemas.tables import MARK, Goals, Observations
from schemas.text.periods import MONTHS_A_YEAR, Period
from udfs.goals.arrays import codes
from udfs.goals.goal_columns import matched, ratio_scale
from udfs.goals.measures import Observed, in_months, usable, with_values
from udfs.goals.validity import Validity
from udfs.goals.year import baselines, left_out, year_to_date

ITEM, OTHER_LENGTH = "_item", "_other_length"
"""Columns beside observations: the position of a row's inputs, and whether it is of another length than its measure."""


@dataclass(frozen=True)
class Evidence:
    """The observations of a goal.

    Args:
        counted: Those of the result.
        left_out: Those of the year that do not count, each with the key of the sentence that says why.
        last_year: Those of the same months and the rest of the year before.
        ends: The last month with a figure, as a running number; 0 for none.
        baseline: Those that the baseline was observed from; empty where it is the goal's own.
        ends: The last month with a figure, as a running number; 0 for none.
        ahead: What its forecast rests on; None where its observations are not here.
    """

    counted: Sequence[Figure]
    left_out: Sequence[tuple[Figure, str]]
    last_year: Sequence[Figure]
    baseline: Sequence[Figure]
    ends: int = 0
    ahead: Ahead | None = None


def evidence(
    goal: pd.DataFrame,
    observations: pd.DataFrame,
    items: Sequence[Sequence[Input]],
    months: Validity,
    year: int,
    last_month: int,
) -> Evidence:
    """Tell a goal's observations apart.

    Args:
        goal: The goal's line in force, alone in its frame.
        observations: Observations with the columns ``ITEM`` and ``OTHER_LENGTH``.
        items: The cells of each item.
        months: The months of the goal.
        year: The contract year.
        last_month: The last month to count, as a running number.
    """
    mine = observations[
        (observations[Observations.CENTRE] == goal[Goals.CENTRE].iloc[0])
        & (observations[Observations.MEASURE] == goal[Goals.MEASURE].iloc[0])
    ]
    counts = mine[~mine[OTHER_LENGTH].astype(bool)]
    scale = ratio_scale(goal)
    observed = with_values(matched(goal, counts), scale)
    summary = codes(goal[Goals.SUMMARY], Summary)
    to_date = year_to_date(observed, summary, scale, year, months, last_month)
    base = baselines(goal, observed, summary, scale)
    figures = _figures(mine, items, float(scale[0]))
    inside = _Inside(_keys(to_date.rows), _keys(observed.only(left_out(observed, months, last_month))))
    before = in_months(observed, months.first - MONTHS_A_YEAR, months.last - MONTHS_A_YEAR)
    period = goal[Goals.BASELINE_PERIOD].iloc[0]
    is_observed = bool(base.wanted[0]) and isinstance(period, Period)
    span = [np.array([at]) for at in (period.first_month, period.last_month)] if is_observed else []
    found = usable(in_months(observed, *span)) if span else None
    return Evidence(
        [figures[key] for key in figures if key in inside.counted],
        _left_out(mine, figures, inside, months, year, last_month),
        [figures[key] for key in sorted(_keys(usable(before)))],
        [figures[key] for key in sorted(_keys(found))] if found is not None else [],
        int(to_date.end[0]),
        ahead_of(goal, observed, months, year, last_month, figures),
    )


@dataclass(frozen=True)
class _Inside:
    """The periods that count, and those whose months others cover."""

    counted: set[Key]
    overlapped: set[Key]


def _keys(observed: Observed) -> set[Key]:
    return set(keys_of(observed))


def _key(period: Period) -> Key:
    return period.first_month, int(period.grain)


def _figures(mine: pd.DataFrame, items: Sequence[Sequence[Input]], scale: float) -> dict[Key, Figure]:
    """The observations by period, in order of time."""
    found = {}
    for row in records(mine):
        value, above, below = (
            float("nan") if is_missing(row[name]) else float(row[name])
            for name in (Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR)
        )
        if np.isnan(value) and below:
            value = above / below * scale
        period = row[Observations.PERIOD]
        found[_key(period)] = Figure(period, value, above, below, items[int(row[ITEM])])
    return dict(sorted(found.items()))


def _left_out(
    mine: pd.DataFrame,
    figures: dict[Key, Figure],
    inside: _Inside,
    months: Validity,
    year: int,
    last_month: int,
) -> list[tuple[Figure, str]]:
    """The observations of the contract year that do not count, and why."""
    found = []
    for row in records(mine):
        period = row[Observations.PERIOD]
        key = _key(period)
        if key in inside.counted or period.year != year:
            continue
        if row[OTHER_LENGTH]:
            why = "left_out_other_length"
        elif period.last_month > last_month:
            why = "left_out_later"
        elif period.first_month < months.first[0] or period.last_month > months.last[0]:
            why = "left_out_outside_goal"
        elif key in inside.overlapped:
            why = "left_out_overlapped"
        elif MARK in row and not is_missing(row[MARK]):
            why = "left_out_hidden"
        else:
            why = "left_out_no_figure"
        found.append((figures[key], why))
    return sorted(found, key=lambda each: _key(each[0].period))
