"""Which goal lines are in force, and the goals and observations as columns for the arithmetic."""

from datetime import date

import numpy as np
import pandas as pd

from schemas.codes import Basis, Rule, ShowAs, Summary, Unit, YearProfile
from schemas.measures import HUNDRED_PER_CENT, bounds, kind_of
from schemas.tables import Goals, Observations
from udfs.goals.arrays import Figures, codes, figures
from udfs.goals.evaluate import GoalColumns
from udfs.goals.measures import Observed
from udfs.goals.overlaps import Spans, spans


def in_force(goals: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The lines in force on a day: of a renegotiated goal the latest that is valid by then.

    Args:
        goals: A contract register; a line without ``valid_from`` holds from the start.
        as_of: The reporting date.

    Returns:
        One line a goal, in the register's order, numbered from 0.
    """
    first_day = date(1, 1, 1)
    start = goals[Goals.VALID_FROM].map(lambda day: day if isinstance(day, date) else first_day)
    valid = goals.assign(_start=start, _order=range(len(goals)))
    valid = valid[start.map(lambda day: day <= as_of).astype(bool)]
    latest = valid.sort_values("_start", kind="stable").drop_duplicates([Goals.CENTRE, Goals.NUMBER], keep="last")
    first_seen = goals.assign(_order=range(len(goals))).groupby([Goals.CENTRE, Goals.NUMBER])["_order"].min()
    keys = pd.MultiIndex.from_frame(latest[[Goals.CENTRE, Goals.NUMBER]])
    order = first_seen.reindex(keys).to_numpy().argsort(kind="stable")
    return latest.iloc[order].drop(columns=["_start", "_order"]).reset_index(drop=True)


def goal_columns(goals: pd.DataFrame, baseline: Figures, tolerance: float) -> GoalColumns:
    """The goals as columns.

    Args:
        goals: One line a goal.
        baseline: The baseline of each: its own, or the observed one.
        tolerance: The tolerance where a goal has none of its own.
    """
    limits = [
        bounds(kind_of(unit, measure)) for unit, measure in zip(goals[Goals.UNIT], goals[Goals.MEASURE], strict=True)
    ]
    natural = np.array(limits, dtype=np.float64).reshape(-1, 2)
    own = figures(goals[Goals.TOLERANCE])
    return GoalColumns(
        rule=codes(goals[Goals.RULE], Rule),
        basis=codes(goals[Goals.BASIS], Basis),
        summary=codes(goals[Goals.SUMMARY], Summary),
        profile=codes(goals[Goals.PROFILE], YearProfile),
        stated=figures(goals[Goals.TARGET]),
        stated_max=figures(goals[Goals.TARGET_MAX]),
        baseline=baseline,
        tolerance=np.where(np.isnan(own), tolerance, own),
        as_change=np.asarray(goals[Goals.SHOW_AS] == ShowAs.CHANGE),
        lower=natural[:, 0],
        upper=natural[:, 1],
    )


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
