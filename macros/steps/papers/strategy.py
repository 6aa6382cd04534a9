"""The computed columns of the strategy map: the light of each focus area, and its plan lines."""

import pandas as pd

from macros.steps.papers.about import About
from schemas.tables import StrategyLines


def strategy(about: About) -> pd.DataFrame:
    """The focus areas with what is computed of them."""
    return about.contract.frame(StrategyLines)
