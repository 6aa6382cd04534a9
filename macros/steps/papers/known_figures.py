"""How far the figures of a workbook's goals reach."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from macros.steps.contract import Contract
from schemas.frames import Record, is_missing, records
from schemas.tables import MARK, Goals, Observations
from schemas.text.periods import Grain, Period, running_month
from udfs.goals.goal_columns import in_force, last_figure_stands
from udfs.goals.overlaps import year_start
from udfs.goals.validity import Validity, validity

_FIGURES = (Observations.VALUE, Observations.NUMERATOR)


@dataclass(frozen=True)
class KnownFigures:
    """How far the figures of the goals in force reach.

    Args:
        contract: The workbook.
        goals: The goals in force on the reporting date.
        months: The months that they are of.
        stands: Of each, whether its last figure stands until the next.
        as_of: The reporting date.
        periods: Centre and measure -> the periods of the year with a figure, a hidden one among them.
    """

    contract: Contract
    goals: list[Record]
    months: Validity
    stands: "np.ndarray[Any, Any]"
    as_of: date
    periods: dict[tuple[str, str], list[Period]]

    def missing(self, day: date) -> list[str]:
        """The numbers of the goals without figures as far as they are due on a day.

        Args:
            day: The day; a measure's figures may come months after their period.

        Returns:
            Those that lack the latest period that has ended and is due. How long a period is says the catalogue,
            otherwise the goal's own latest figure, otherwise it is a month. As in the results, a figure counts when
            its period has ended: at the reporting date, or at the day where that is later. A half-year's figure is
            none of May, and in July nothing of a half-year was due in May.
        """
        return [str(goal[Goals.NUMBER]) for row, goal in enumerate(self.goals) if self._lacks(row, goal, day)]

    def _lacks(self, row: int, goal: Record, day: date) -> bool:
        first, end = int(self.months.first[row]), running_month(max(day, self.as_of))
        every = self.periods.get((goal[Goals.CENTRE], goal[Goals.MEASURE]), [])
        known = [period for period in every if period.last_month <= end]
        facts = self.contract.catalogue.facts(goal[Goals.MEASURE], goal[Goals.UNIT])
        last = facts.last_due(min(int(self.months.last[row]), running_month(day)), usual_length(known))
        if last < first:
            return False
        if self.stands[row]:
            return not any(period.last_month >= first for period in known)
        return not any(period.first_month <= last <= period.last_month for period in known)


def known_figures(contract: Contract, as_of: date) -> KnownFigures:
    """How far the figures of a workbook's goals reach.

    Args:
        contract: The workbook.
        as_of: The reporting date.
    """
    goals = in_force(contract.goals, as_of)
    months = validity(contract.goals, goals, contract.year)
    return KnownFigures(contract, records(goals), months, last_figure_stands(goals), as_of, _periods(contract))


def usual_length(known: list[Period]) -> Grain:
    """The length of the latest figure; of those that end together, of the shortest."""
    latest = max(known, key=lambda period: (period.last_month, -period.grain), default=None)
    return Grain.MONTH if latest is None else latest.grain


def _periods(contract: Contract) -> dict[tuple[str, str], list[Period]]:
    opening = year_start(contract.year)
    periods: dict[tuple[str, str], list[Period]] = {}
    for line in records(contract.every_observation):
        if all(is_missing(line[name]) for name in _FIGURES) and is_missing(line.get(MARK)):
            continue
        period = line[Observations.PERIOD]
        if period.last_month >= opening:
            periods.setdefault((line[Observations.CENTRE], line[Observations.MEASURE]), []).append(period)
    return periods
