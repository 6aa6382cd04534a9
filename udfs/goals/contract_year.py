"""A contract with its observations, as columns: what is judged as of a month, and as of a year before."""

from dataclasses import dataclass, replace

import numpy as np

from udfs.forecasting.chances import Borders, borders
from udfs.forecasting.outlook import Forecasted, Learned
from udfs.goals.arrays import Figures, Flags, picked
from udfs.goals.columns import GoalColumns
from udfs.goals.lights import LightRule
from udfs.goals.measures import Observed
from udfs.goals.overlaps import Whole
from udfs.goals.targets import target_level
from udfs.goals.year import YearToDate, year_to_date


@dataclass(frozen=True)
class ContractYear:
    """A contract with its observations, as columns.

    Args:
        observed: All observations of the goals, with their values filled in.
        goals: The goals.
        asked: The same, as the forecast takes them.
        earlier_baseline: The baselines that last year would have had.
        is_whole: Whether a goal's year is a whole number.
        year: The contract year.
        rule: The borders between lights.
        learned: What is known beforehand of how series move.
    """

    observed: Observed
    goals: GoalColumns
    asked: Forecasted
    earlier_baseline: Figures
    is_whole: Flags
    year: int
    rule: LightRule
    learned: Learned

    def until(self, last_month: int | Whole) -> YearToDate:
        """The year up to a month.

        Args:
            last_month: The last month that counts, as a running number; of all goals or of each.
        """
        asked = self.asked
        return year_to_date(self.observed, asked.summary, asked.scale, self.year, asked.validity, last_month)

    @property
    def borders(self) -> Borders:
        """Between which levels the year of each goal meets its target."""
        goals = self.goals
        target, target_max = (
            target_level(goals.basis, stated, goals.baseline) for stated in (goals.stated, goals.stated_max)
        )
        return borders(goals.rule, target, target_max, self.is_whole)

    def only(self, rows: Whole) -> "ContractYear":
        """Some of the goals."""
        new = np.full(len(self.is_whole), -1)
        new[rows] = np.arange(len(rows))
        seen = self.observed.only(new[self.observed.goal] >= 0)
        return replace(
            self,
            observed=replace(seen, goal=new[seen.goal]),
            goals=picked(self.goals, rows),
            asked=picked(self.asked, rows),
            earlier_baseline=self.earlier_baseline[rows],
            is_whole=self.is_whole[rows],
        )
