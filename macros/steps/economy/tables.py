"""The economy of one workbook, table by table: computed, then written where the workbook has the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from macros.steps.economy.balanced import balanced_attainments
from macros.steps.economy.forecast_accuracy import forecast_accuracy
from macros.steps.economy.found import Economics
from macros.steps.economy.inflows import inflow_budgets
from macros.steps.economy.reward_parts import RewardPart, reward_of, reward_part
from macros.steps.economy.services import service_variances
from macros.steps.economy.shared_services import counted_services
from macros.steps.economy.taxameters import taxameter_budgets
from macros.steps.economy.trade import trade
from macros.steps.economy.warnings_due import warnings_due
from macros.steps.table_writing import write_table
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.reading import empty
from schemas.tables import (
    BalancedAttainments,
    BudgetFollowUp,
    Centres,
    ForecastAccuracy,
    InflowBudgets,
    Rewards,
    Services,
    ServiceVariances,
    TaxameterBudgets,
    Trade,
    WarningsDue,
)
from schemas.words.vocabulary import Words
from udfs.economy.services_once import Catalogue
from workbook.port import Book

WRITTEN: tuple[type[Table], ...] = (
    BudgetFollowUp,
    WarningsDue,
    ForecastAccuracy,
    ServiceVariances,
    Trade,
    TaxameterBudgets,
    InflowBudgets,
    Rewards,
)
"""The computed tables of a workbook."""


@dataclass(frozen=True)
class Economy:
    """The economy of a workbook.

    Args:
        frames: Each computed table.
        issues: What must be said.
        reward: What the workbook says of the reward, for the sharing among all centres.
    """

    frames: Mapping[type[Table], pd.DataFrame] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    reward: RewardPart = field(default_factory=RewardPart)

    def frame(self, table: type[Table]) -> pd.DataFrame:
        """A computed table; without rows where nothing was computed."""
        return self.frames[table] if table in self.frames else empty(table)

    def write(self, book: Book, words: Words) -> None:
        """Write the tables that the workbook has: one made by an earlier version lacks some until it is upgraded."""
        standing = set(book.tables())
        for table in WRITTEN:
            if table.name in standing:
                write_table(book, table.name, self.frame(table), words)


def economy(about: Economics, goals: pd.DataFrame) -> Economy:
    """The economy of a workbook beside its budget follow-up.

    Args:
        about: What it is computed from.
        goals: The goals in force, row by row those of the results.
    """
    contract, words = about.contract, about.words
    centres = contract.frame(Centres)
    own = Catalogue(contract.book.name, contract.frame(Services), contract.holders)
    services = counted_services([own], centres, contract.year, words)
    catalogue = services.frame
    balanced = balanced_attainments(goals, about.results)
    reward = reward_part(contract, goals, about.results)
    found = {
        WarningsDue: warnings_due(about),
        ForecastAccuracy: forecast_accuracy(about),
        TaxameterBudgets: taxameter_budgets(about),
        InflowBudgets: inflow_budgets(about),
        Rewards: reward_of([reward], catalogue, centres, contract.year, words, is_shared=False),
    }
    frames: dict[type[Table], pd.DataFrame] = {table: each.frame for table, each in found.items()}
    frames[BudgetFollowUp] = about.follow_up
    frames[BalancedAttainments] = balanced
    frames[ServiceVariances] = service_variances(catalogue, contract.year, words)
    frames[Trade] = trade(catalogue, contract.expected.parties, contract.year, words)
    issues = [issue for each in (*found.values(), services) for issue in each.issues]
    return Economy(frames, issues, reward)
