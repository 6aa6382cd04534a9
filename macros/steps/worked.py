"""What the arithmetic makes of goals and observations, before it is put into words."""

from dataclasses import dataclass

from udfs.goals.columns import GoalColumns, ResultColumns
from udfs.goals.judgement import Judged
from udfs.goals.measures import Observed
from udfs.goals.samples import Sampled
from udfs.goals.year import Baselines, YearToDate


@dataclass(frozen=True)
class Worked:
    """Goals worked out, row by row the same.

    Args:
        goals: The goals as columns.
        observed: All their observations.
        base: Their baselines.
        judged: How they stand by the figures themselves.
        sample: The intervals of those that are samples.
        result: The figures, with the lights of samples by their intervals.
    """

    goals: GoalColumns
    observed: Observed
    base: Baselines
    judged: Judged
    sample: Sampled
    result: ResultColumns

    @property
    def year(self) -> YearToDate:
        """The year to date."""
        return self.judged.year
