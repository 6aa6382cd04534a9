"""All that is computed beside what people write, for one workbook, and its writing."""

from dataclasses import dataclass, field

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.papers.about import About
from macros.steps.papers.action_plans import action_plans
from macros.steps.papers.readiness import readiness
from macros.steps.papers.strategy import strategy
from macros.steps.table_writing import write_table
from schemas.issues.issue import Issue
from schemas.reading import empty
from schemas.tables import ActionPlans, Readiness, StrategyLines
from workbook.port import Book

BESIDE = (ActionPlans, StrategyLines)
"""Tables that people fill in, with computed columns."""


@dataclass(frozen=True)
class Papers:
    """What was computed.

    Args:
        frames: By table name.
        issues: What must be said of them.
    """

    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def write(self, book: Book, contract: Contract) -> None:
        """Write what changed; a workbook that lacks a table until it is upgraded stays without it."""
        for table in BESIDE:
            known = contract.tables.get(table.name)
            frame = self.frames.get(table.name)
            if known is not None and frame is not None and not frame.equals(known.frame):
                write_table(book, table.name, frame, contract.words, known.raw)
        if Readiness.name in book.tables():
            write_table(book, Readiness.name, self.frames.get(Readiness.name, empty(Readiness)), contract.words)


def papers(about: About) -> Papers:
    """What is computed beside what people wrote in a workbook."""
    frames = {
        ActionPlans.name: action_plans(about),
        StrategyLines.name: strategy(about),
        Readiness.name: readiness(about),
    }
    return Papers(frames)
