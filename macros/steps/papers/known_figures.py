"""How far the figures of a workbook's goals reach."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from macros.steps.contract import Contract
from macros.steps.observed import all_observations
from schemas.frames import Record, is_missing, records
from schemas.tables import MARK, Goals, Observations
from schemas.text.periods import running_month
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
        ends: Centre and measure -> the last month of the year with a figure, a hidden one among them.
    """

    contract: Contract
    goals: list[Record]
    months: Validity
    stands: "np.ndarray[Any, Any]"
    ends: dict[tuple[str, str], int]

    def missing(self, day: date) -> list[str]:
        """The numbers of the goals without figures as far as they are due on a day.

        Args:
            day: The day; a measure's figures may come months after their period.
        """
        return [str(goal[Goals.NUMBER]) for row, goal in enumerate(self.goals) if self._lacks(row, goal, day)]

    def _lacks(self, row: int, goal: Record, day: date) -> bool:
        facts = self.contract.catalogue.facts(goal[Goals.MEASURE], goal[Goals.UNIT])
        first = int(self.months.first[row])
        last = facts.last_due(min(int(self.months.last[row]), running_month(day)))
        end = self.ends.get((goal[Goals.CENTRE], goal[Goals.MEASURE]), 0)
        return last >= first and end < last and not (bool(self.stands[row]) and end >= first)


def known_figures(contract: Contract, as_of: date) -> KnownFigures:
    """How far the figures of a workbook's goals reach.

    Args:
        contract: The workbook.
        as_of: The reporting date.
    """
    goals = in_force(contract.goals, as_of)
    months = validity(contract.goals, goals, contract.year)
    return KnownFigures(contract, records(goals), months, last_figure_stands(goals), _ends(contract))


def _ends(contract: Contract) -> dict[tuple[str, str], int]:
    opening = year_start(contract.year)
    ends: dict[tuple[str, str], int] = {}
    for line in records(all_observations(contract.counted, contract.figure_lines)):
        if all(is_missing(line[name]) for name in _FIGURES) and is_missing(line.get(MARK)):
            continue
        key = (line[Observations.CENTRE], line[Observations.MEASURE])
        last = line[Observations.PERIOD].last_month
        if last >= opening:
            ends[key] = max(ends.get(key, 0), last)
    return ends
