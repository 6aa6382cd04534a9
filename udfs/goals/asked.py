"""The goals as the forecast takes them: what their figures are, and which of them are of one measure."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from schemas.codes import FigureKind, Summary, Unit
from schemas.measures import MeasureFacts
from schemas.tables import Goals
from udfs.forecasting.outlook import Forecasted
from udfs.goals.arrays import Figures, Flags, position
from udfs.goals.columns import GoalColumns
from udfs.goals.goal_columns import last_figure_stands
from udfs.goals.measures import Observed
from udfs.goals.targets import target_level
from udfs.goals.validity import Validity

_COUNTED = frozenset({Unit.COUNT, Unit.POINTS})


def forecasted(
    goals: pd.DataFrame, columns: GoalColumns, scale: Figures, months: Validity, facts: Sequence[MeasureFacts]
) -> Forecasted:
    """What the forecast must know of goals.

    Args:
        goals: One line a goal, numbered from 0.
        columns: The same as columns.
        scale: What a ratio is multiplied by.
        months: The months of each goal.
        facts: What the figures of each goal's measure are.
    """
    units = goals[Goals.UNIT].tolist()
    of_sum = columns.summary == position(Summary.SUM)
    shares = [fact.kind is FigureKind.SHARE and unit == Unit.PCT for fact, unit in zip(facts, units, strict=True)]
    counts = [fact.lower >= 0 and unit in _COUNTED for fact, unit in zip(facts, units, strict=True)]
    return Forecasted(
        rule=columns.rule,
        summary=columns.summary,
        scale=scale,
        target=target_level(columns.basis, columns.stated, columns.baseline),
        lower=columns.lower,
        upper=columns.upper,
        is_share=np.array(shares, dtype=bool),
        is_count=np.array(counts, dtype=bool) & of_sum,
        stands=last_figure_stands(goals),
        measure=pd.factorize(goals[Goals.MEASURE])[0].astype(np.int64),
        validity=months,
    )


def whole_years(goals: pd.DataFrame, summary: object, observed: Observed) -> Flags:
    """Whether the year of each goal is a whole number: a count whose figures, as far as they are known, all are.

    Args:
        goals: One line a goal.
        summary: Codes of ``Summary``.
        observed: All observations of the goals.
    """
    added = np.asarray((summary == position(Summary.SUM)) | (summary == position(Summary.LAST)))
    parts = np.bincount(observed.goal, weights=np.nan_to_num(observed.value) % 1.0 != 0, minlength=len(goals))
    return np.asarray((goals[Goals.UNIT] == Unit.COUNT).to_numpy() & added & (parts == 0))
