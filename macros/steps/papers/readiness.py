"""What the next dates of the year's calendar still lack."""

import pandas as pd

from macros.steps.papers.about import About
from schemas.reading import empty
from schemas.tables import Readiness


def readiness(about: About) -> pd.DataFrame:
    """One line a date that is due next and a need of it."""
    return empty(Readiness)
