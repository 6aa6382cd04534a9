"""The computed columns of the action plans: when an action is due, whether it is late, how its goal moved."""

import pandas as pd

from macros.steps.papers.about import About
from schemas.tables import ActionPlans


def action_plans(about: About) -> pd.DataFrame:
    """The actions with what is computed of them."""
    return about.contract.frame(ActionPlans)
