"""What a step on a workbook's plans, comments and calendar knows."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.economy.tables import Economy
from macros.steps.papers.known_figures import KnownFigures, known_figures
from schemas.tables import Comments
from schemas.words.vocabulary import Words


@dataclass(frozen=True)
class About:
    """A workbook whose results are computed.

    Args:
        contract: Its tables, budgets corrected.
        results: Its results, with the lights in force.
        monthly: The value of each month of the year, a row a result; nan where there is none.
        history: The results of earlier reporting dates (``schemas.tables.History``).
        economy: Its budgets and warnings; the written accounts stand on the lines of ``warnings_due``.
        as_of: The reporting date.
        today: Today.
    """

    contract: Contract
    results: pd.DataFrame
    monthly: pd.DataFrame
    history: pd.DataFrame
    as_of: date
    today: date
    economy: Economy = field(default_factory=Economy)

    @property
    def words(self) -> Words:
        """The workbook's language."""
        return self.contract.words

    @cached_property
    def figures(self) -> KnownFigures:
        """How far its goals' figures reach."""
        return known_figures(self.contract, self.as_of)

    @property
    def comments(self) -> pd.DataFrame:
        """What people said of the goals."""
        return self.contract.frame(Comments)
