"""Balanced attainment of the centres (steering model 2006: balanced results)."""

import pandas as pd

from schemas.reading import empty
from schemas.tables import BalancedAttainments


def balanced_attainments(goals: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """Each centre's attainment by steering parameter, and of all.

    Args:
        goals: The goals in force.
        results: Their results, row by row the same goals.

    Returns:
        A line a parameter, and one of the whole (without a parameter) after them.
    """
    return empty(BalancedAttainments)
