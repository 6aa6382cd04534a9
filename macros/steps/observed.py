"""What is observed: the observations of the workbook, and those that its budget lines give."""

import pandas as pd

from schemas.tables import Observations
from udfs.economy.budget_observations import budget_observations


def all_observations(observations: pd.DataFrame, budget_lines: pd.DataFrame) -> pd.DataFrame:
    """Observations and those that budget lines give; where both stand, the observation wins."""
    derived = budget_observations(budget_lines)
    if not len(derived):
        return observations
    key = [Observations.CENTRE, Observations.MEASURE, Observations.PERIOD]
    stated = set(observations[key].itertuples(index=False, name=None))
    fresh = [row not in stated for row in derived[key].itertuples(index=False, name=None)]
    return pd.concat([observations, derived[fresh]], ignore_index=True) if len(observations) else derived[fresh]
