"""Which goal lines are in force, and the goals and observations as columns for the arithmetic."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from schemas.codes import Basis, Rule, ShowAs, Summary, Unit, YearProfile, YesNo
from schemas.measures import HUNDRED_PER_CENT, is_account_measure
from schemas.tables import Goals, Observations
from udfs.goals.arrays import Figures, Flags, codes, figures
from udfs.goals.columns import GoalColumns
from udfs.goals.measures import Observed
from udfs.goals.overlaps import Spans, spans
from udfs.goals.targets import MONTHS

PACE = "_pace"
"""The column of a total's goal that holds which share of its target is due after each number of months."""


def in_force(goals: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The lines in force on a day: of a renegotiated goal the latest that is valid by then.

    Args:
        goals: A contract register; a line without ``valid_from`` holds from the start.
        as_of: The reporting date.

    Returns:
        One line a goal, in the register's order, numbered from 0.
    """
    first_day = date(1, 1, 1)
    start = [day if isinstance(day, date) else first_day for day in goals[Goals.VALID_FROM]]
    latest: dict[tuple[object, object], int | None] = {}
    for at, key in enumerate(zip(goals[Goals.CENTRE], goals[Goals.NUMBER], strict=True)):
        held = latest.setdefault(key, None)  # a goal keeps the place where it is first seen
        if start[at] <= as_of and (held is None or start[at] >= start[held]):
            latest[key] = at
    return goals.iloc[[at for at in latest.values() if at is not None]].reset_index(drop=True)


def goal_columns(
    goals: pd.DataFrame, baseline: Figures, tolerance: float, span: Figures, natural: Sequence[tuple[float, float]]
) -> GoalColumns:
    """The goals as columns.

    Args:
        goals: One line a goal.
        baseline: The baseline of each: its own, or the observed one.
        tolerance: The tolerance where a goal has none of its own.
        span: Months of each goal's validity in the year.
        natural: The least and the greatest figure that can occur of each goal's measure.
    """
    limits = np.array(natural, dtype=np.float64).reshape(-1, 2)
    return GoalColumns(
        rule=codes(goals[Goals.RULE], Rule),
        basis=codes(goals[Goals.BASIS], Basis),
        summary=codes(goals[Goals.SUMMARY], Summary),
        profile=codes(goals[Goals.PROFILE], YearProfile),
        stated=figures(goals[Goals.TARGET]),
        stated_max=figures(goals[Goals.TARGET_MAX]),
        baseline=baseline,
        tolerance=tolerances(goals, tolerance),
        span=span,
        as_change=np.asarray(goals[Goals.SHOW_AS] == ShowAs.CHANGE),
        lower=limits[:, 0],
        upper=limits[:, 1],
        pace=_pace(goals),
    )


def _pace(goals: pd.DataFrame) -> Figures | None:
    """Which share of each target is due after each number of months, where its members tell that."""
    if PACE not in goals or not goals[PACE].notna().any():
        return None
    found = np.full((len(goals), MONTHS + 1), np.nan)
    for row, told in enumerate(goals[PACE]):
        if isinstance(told, tuple):
            found[row, : len(told)] = told
            found[row, len(told) :] = told[-1]
    return found


def tolerances(goals: pd.DataFrame, default: float) -> Figures:
    """The miss of each goal that is still yellow, as a fraction: 0 for a hard limit.

    Args:
        goals: One line a goal.
        default: The tolerance where a goal has none of its own.

    Returns:
        A goal marked as a hard limit has none. Where nothing is marked, a budget's frame is one, and so is a level
        that the contract states as *at most*, unless it is a way down from a baseline; a tolerance of the goal's own
        says otherwise.
    """
    own = figures(goals[Goals.TOLERANCE])
    marked = goals[Goals.HARD_LIMIT]
    frame = np.array([is_account_measure(str(measure)) for measure in goals[Goals.MEASURE]], dtype=bool)
    limit = (goals[Goals.RULE] == Rule.AT_MOST) & (goals[Goals.BASIS] == Basis.ABSOLUTE)
    moves = ~np.isnan(figures(goals[Goals.BASELINE])) | goals[Goals.BASELINE_PERIOD].notna()
    bounded = np.asarray(goals[Goals.RULE].isin([Rule.AT_MOST, Rule.BAND]))
    usual = (frame & bounded) | np.asarray(limit & ~moves)
    hard = np.where(marked.isna(), usual & np.isnan(own), np.asarray(marked == YesNo.YES))
    return np.where(hard, 0.0, np.where(np.isnan(own), default, own))


def last_figure_stands(goals: pd.DataFrame) -> Flags:
    """Whose last figure stands until the next one: a milestone and a survey are not expected every month.

    Args:
        goals: One line a goal.
    """
    return np.asarray((goals[Goals.SUMMARY] == Summary.LAST) & (goals[Goals.PROFILE] == YearProfile.FLAT), dtype=bool)


def ratio_scale(goals: pd.DataFrame) -> Figures:
    """What a ratio is multiplied by: 100 for per cent, otherwise 1."""
    return np.where(goals[Goals.UNIT] == Unit.PCT, HUNDRED_PER_CENT, 1.0)


def matched(goals: pd.DataFrame, observations: pd.DataFrame) -> Observed:
    """The observations of each goal's centre and measure.

    Args:
        goals: One line a goal, numbered from 0.
        observations: Validated observations.

    Returns:
        One row for each pair of a goal and an observation of it, by goal and period: sums of fractions depend on
        the order in their last digit, and a table that a user has sorted must give the same figures.
    """
    left = goals[[Goals.CENTRE, Goals.MEASURE]].assign(goal=np.arange(len(goals)))
    right = observations.assign(row=np.arange(len(observations)))[[Observations.CENTRE, Observations.MEASURE, "row"]]
    pairs = left.merge(right, on=[Goals.CENTRE, Goals.MEASURE])
    rows = pairs["row"].to_numpy(dtype=np.int64)
    periods = spans(observations[Observations.PERIOD].tolist())
    goal = pairs["goal"].to_numpy(dtype=np.int64)
    order = np.lexsort((periods.length[rows], periods.first[rows], goal))
    goal, rows = goal[order], rows[order]
    found = observations.iloc[rows]
    return Observed(
        goal=goal,
        spans=Spans(periods.first[rows], periods.length[rows]),
        value=figures(found[Observations.VALUE]),
        numerator=figures(found[Observations.NUMERATOR]),
        denominator=figures(found[Observations.DENOMINATOR]),
    )
