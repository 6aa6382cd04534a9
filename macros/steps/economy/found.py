"""What a step about a part of the economy takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.economy.corrected import Budgets
from schemas.cells import RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words


@dataclass(frozen=True)
class Economics:
    """What the economy of a workbook is computed from.

    Args:
        contract: The workbook, its budget lines as corrected.
        results: The goals' results, with the lights in force.
        as_of: The reporting date.
        today: Today, for what is opened or recorded now.
        standing: The computed tables as they stand in the workbook: what people have written beside them is kept.
        follow_up: The budget follow-up.
        budgets: The year's budgets.
    """

    contract: Contract
    results: pd.DataFrame
    as_of: date
    today: date
    standing: Mapping[str, RawTable]
    follow_up: pd.DataFrame
    budgets: Budgets

    @property
    def words(self) -> Words:
        """The workbook's language."""
        return self.contract.words

    def place(self, table: type[Table]) -> Place:
        """The sheet of an input table, for findings about it."""
        understood = self.contract.tables.get(table.name)
        return Place(self.contract.book.name, understood.raw.sheet if understood else "")


@dataclass(frozen=True)
class Found:
    """A computed table and what must be said of it."""

    frame: pd.DataFrame
    issues: list[Issue] = field(default_factory=list)
