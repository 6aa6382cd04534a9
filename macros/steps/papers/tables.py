"""All that is computed beside what people write, for one workbook, and its writing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.papers.about import About
from macros.steps.papers.action_plans import action_plans, plan_findings
from macros.steps.papers.comment_dates import comment_issues
from macros.steps.papers.focus_areas import focus_areas
from macros.steps.papers.readiness import readiness
from macros.steps.papers.strategy import strategy, surroundings, theories_said
from macros.steps.strategy_plan import strategy_plan
from macros.steps.table_writing import write_table
from schemas.fields import Field, Table
from schemas.frames import is_missing
from schemas.issues.issue import Issue
from schemas.reading import Understood, empty
from schemas.tables import ActionPlans, Readiness, StrategyLines
from workbook.port import Book, DrawsMap
from workbook.strategy.model import StrategyMap

BESIDE: dict[type[Table], tuple[Field, ...]] = {
    ActionPlans: (ActionPlans.DUE, ActionPlans.IS_OVERDUE, ActionPlans.MOVEMENT),
    StrategyLines: (StrategyLines.LIGHT, StrategyLines.ROLLED_UP, StrategyLines.PLAN_LINES),
}
"""Tables that people fill in, with their computed columns."""


@dataclass(frozen=True)
class Papers:
    """What was computed.

    Args:
        frames: By table name.
        issues: What must be said of them.
        plan: The strategy map as it is drawn.
    """

    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    plan: StrategyMap | None = None

    def write(self, book: Book, contract: Contract) -> None:
        """Write what changed; a workbook that lacks a table until it is upgraded stays without it.

        Of tables that people fill in only the computed columns are written: what is not understood stays too.
        """
        for table, columns in BESIDE.items():
            known = contract.tables.get(table.name)
            frame = self.frames.get(table.name)
            if known is not None and frame is not None and not frame.equals(known.frame):
                beside = beside_rows(frame, columns, known)
                write_table(book, table.name, beside, contract.words, known.raw, range(len(beside)))
        if self.plan is not None and StrategyLines.name in contract.tables and isinstance(book, DrawsMap):
            book.draw_map(StrategyLines.name, self.plan, contract.words)
        if Readiness.name in book.tables():
            write_table(book, Readiness.name, self.frames.get(Readiness.name, empty(Readiness)), contract.words)


def beside_rows(frame: pd.DataFrame, columns: Sequence[Field], known: Understood) -> pd.DataFrame:
    """Computed columns, a row for each row of the sheet, blank ones too.

    Args:
        frame: The rows that hold something, indexed by their positions.
        columns: The computed columns.
        known: The table as it was read. A cell that was not understood stays where nothing was computed for it.
    """
    found = {}
    for column in columns:
        values = dict(zip(frame.index, frame[column], strict=True))
        read = dict(zip(known.frame.index, known.frame[column], strict=True))
        for row, value in values.items():
            if is_missing(value) and is_missing(read.get(row)):
                values[row] = known.value(int(row), column) or None
        found[str(column)] = pd.Series([values.get(row) for row in range(len(known.raw.rows))], dtype=object)
    return pd.DataFrame(found)


def papers(about: About) -> Papers:
    """What is computed beside what people wrote in a workbook."""
    actions = action_plans(about)
    areas = focus_areas(surroundings(about, actions))
    frames = {
        ActionPlans.name: actions,
        StrategyLines.name: strategy(about, areas),
        Readiness.name: readiness(about),
    }
    issues = [*plan_findings(about, actions), *comment_issues(about), *theories_said(about)]
    return Papers(frames, issues, strategy_plan(areas, about.words))
