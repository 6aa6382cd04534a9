"""The computed columns of the strategy map: the light of each focus area, and its plan lines."""

import pandas as pd

from macros.steps.papers.about import About
from macros.steps.papers.action_plans import action_plans
from macros.steps.papers.focus_areas import Surroundings, focus_areas
from macros.steps.strategy_plan import strategy_plan
from schemas.parameters import STRATEGY_SHARE
from schemas.tables import StrategyLines, Theories
from workbook.strategy.model import StrategyMap


def strategy(about: About) -> pd.DataFrame:
    """The focus areas with what is computed of them."""
    areas = focus_areas(surroundings(about))
    computed = {
        StrategyLines.LIGHT: [area.rolled.light for area in areas],
        StrategyLines.ROLLED_UP: [area.rolled.how or None for area in areas],
        StrategyLines.PLAN_LINES: ["\n".join(area.plans) or None for area in areas],
    }
    lines = about.contract.frame(StrategyLines)
    return lines.assign(**{field: pd.Series(v, index=lines.index, dtype=object) for field, v in computed.items()})


def strategy_map(about: About) -> StrategyMap:
    """The map as it is drawn on the sheet."""
    return strategy_plan(focus_areas(surroundings(about)), about.words)


def surroundings(about: About) -> Surroundings:
    """What a workbook's map stands on."""
    contract = about.contract
    return Surroundings(
        contract.frame(StrategyLines),
        contract.frame(Theories),
        action_plans(about),
        contract.goals,
        about.results,
        contract.parameters[STRATEGY_SHARE],
        contract.words,
    )
