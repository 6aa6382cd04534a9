"""The computed columns of the strategy map: the light of each focus area, and its plan lines."""

from collections.abc import Sequence

import pandas as pd

from macros.steps.papers.about import About
from macros.steps.papers.focus_areas import FocusArea, Surroundings
from schemas.codes import YesNo
from schemas.issues.issue import Issue
from schemas.parameters import STRATEGY_SHARE
from schemas.tables import StrategyLines, Theories
from schemas.words.vocabulary import text_key
from workbook.strategy.model import bulleted


def strategy(about: About, areas: Sequence[FocusArea]) -> pd.DataFrame:
    """The table of the map with what is computed of its focus areas.

    Args:
        about: The workbook.
        areas: Its focus areas.
    """
    computed = {
        StrategyLines.LIGHT: [area.rolled.light for area in areas],
        StrategyLines.ROLLED_UP: [area.rolled.how or None for area in areas],
        StrategyLines.PLAN_LINES: ["\n".join(map(bulleted, area.plans)) or None for area in areas],
    }
    lines = about.contract.frame(StrategyLines)
    return lines.assign(**{field: pd.Series(v, index=lines.index, dtype=object) for field, v in computed.items()})


def theories_said(about: About) -> list[Issue]:
    """Theories that the centre chose and its map lacks; nothing is said before the map has a focus area."""
    table = about.contract.tables.get(Theories.name)
    drawn = {text_key(str(name)) for name in about.contract.frame(StrategyLines)[StrategyLines.FOCUS].dropna()}
    if table is None or not drawn:
        return []
    found: dict[str, Issue] = {}
    for row, (name, chosen) in enumerate(zip(table.frame[Theories.THEORY], table.frame[Theories.CHOSEN], strict=True)):
        if chosen == YesNo.YES and text_key(name) not in drawn:
            found.setdefault(text_key(name), Issue("theory_not_on_map", table.place(row, Theories.THEORY), name))
    return list(found.values())


def surroundings(about: About, actions: pd.DataFrame) -> Surroundings:
    """What a workbook's map stands on.

    Args:
        about: The workbook.
        actions: Its action plans, with what is computed of them.
    """
    contract = about.contract
    return Surroundings(
        contract.frame(StrategyLines),
        contract.frame(Theories),
        actions,
        contract.goals,
        about.results,
        contract.parameters[STRATEGY_SHARE],
        contract.words,
    )
