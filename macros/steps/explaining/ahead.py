"""What a goal's forecast rests on: the months it looks at, what of the year has come, what each month ahead counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from macros.steps.explaining.figure import Figure
from schemas.codes import Summary
from schemas.tables import Goals
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from udfs.forecasting.kernels import HISTORY
from udfs.forecasting.outlook import rests_on, series_of
from udfs.forecasting.series import Series
from udfs.forecasting.to_come import split
from udfs.goals.arrays import codes
from udfs.goals.asked import whole_years
from udfs.goals.goal_columns import last_figure_stands, ratio_scale
from udfs.goals.measures import Observed, in_months, usable
from udfs.goals.overlaps import year_start
from udfs.goals.validity import Validity

Key = tuple[int, int]
"""First running month and length of a period, which tell an observation of a centre and measure."""


@dataclass(frozen=True)
class Ahead:
    """What a goal's forecast rests on, by the functions that compute it.

    Args:
        rests_on: The observations that it looks at, in order of time.
        series: The same as the forecast takes them.
        come: What of the year's figure has come.
        weights: The months ahead, each with what it counts in the year's figure.
        cases_come: The cases that have come; of a mean the months.
        cases_ahead: Those that are expected.
        growth: What last year's cases are multiplied by; NaN where cases do not count.
        is_whole: Whether the year's figure is a whole number.
        tested: The observations that the same forecast looks at a year ago.
        then: Those of them that are of last year's months of the goal.
    """

    rests_on: Sequence[Figure]
    series: Series
    come: float
    weights: Sequence[tuple[Period, float]]
    cases_come: float
    cases_ahead: float
    growth: float
    is_whole: bool
    tested: Sequence[Figure]
    then: Sequence[Figure]

    @property
    def weight(self) -> float:
        """What all months ahead count together."""
        return sum(each for _, each in self.weights)


def ahead_of(
    goal: pd.DataFrame,
    observed: Observed,
    months: Validity,
    year: int,
    last_month: int,
    figures: Mapping[Key, Figure],
) -> Ahead:
    """What the forecast of a goal rests on.

    Args:
        goal: The goal's line in force, alone in its frame.
        observed: Its observations, with their values filled in.
        months: The months of the goal.
        year: The contract year.
        last_month: The last month to count, as a running number.
        figures: The observations by period.
    """
    summary, scale = codes(goal[Goals.SUMMARY], Summary), ratio_scale(goal)
    window = year_start(year) - HISTORY
    done, _ = split(observed, summary, scale, last_figure_stands(goal), months, window, last_month)
    seen = rests_on(observed, window, last_month)
    now = usable(in_months(observed, months.first, np.minimum(months.last, last_month)))
    tested = int(now.spans.last.max(initial=0)) or last_month  # as much is taken of last year as this year has
    earlier = rests_on(observed, window - MONTHS_A_YEAR, tested - MONTHS_A_YEAR)
    ends = np.minimum(months.last, tested) - MONTHS_A_YEAR
    then = usable(in_months(observed, months.first - MONTHS_A_YEAR, ends))
    weights, cases = done.weights[0], done.cases[0]
    counting = np.flatnonzero(weights).tolist()
    return Ahead(
        _told(seen, figures),
        series_of(seen, summary, window),
        float(done.come[0]),
        [(_month(window + at), float(weights[at])) for at in counting],
        float(cases[weights == 0].sum()),
        float(cases[weights > 0].sum()),
        float(done.growth[0]),
        bool(whole_years(goal, summary, observed)[0]),
        _told(earlier, figures),
        _told(then, figures),
    )


def keys_of(observed: Observed) -> list[Key]:
    """The periods of observations."""
    return list(zip(observed.spans.first.tolist(), observed.spans.length.tolist(), strict=True))


def _told(observed: Observed, figures: Mapping[Key, Figure]) -> list[Figure]:
    return [figures[key] for key in sorted(keys_of(observed))]


def _month(running: int) -> Period:
    year, month = divmod(running, MONTHS_A_YEAR)
    return Period(year, Grain.MONTH, month + 1)
