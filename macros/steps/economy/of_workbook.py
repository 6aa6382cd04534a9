"""The economy of one workbook: its budgets worked out once, followed up, and what is computed beside them."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.contract_year import Inputs
from macros.steps.economy.accounts_asked import AccountsAsked
from macros.steps.economy.budget_findings import budget_findings
from macros.steps.economy.budget_follow_up import budget_follow_up
from macros.steps.economy.corrected import budgets_of
from macros.steps.economy.found import Economics
from macros.steps.economy.tables import WRITTEN, Economy, economy
from schemas.issues.issue import Place
from schemas.tables import Accounts, BudgetLines


@dataclass(frozen=True)
class WorkbookEconomy:
    """The economy of a workbook.

    Args:
        found: Its tables and findings.
        asked: What its budgets were followed up by.
    """

    found: Economy
    asked: AccountsAsked


def economy_of(
    contract: Contract, inputs: Inputs, goals: pd.DataFrame, results: pd.DataFrame, as_of: date, today: date
) -> WorkbookEconomy:
    """The economy of a workbook.

    Args:
        contract: The workbook, its budget lines corrected.
        inputs: What its results were computed from.
        goals: The goals in force.
        results: Their results with the lights in force, row by row the same goals.
        as_of: The reporting date.
        today: Today, for what is opened or recorded now.
    """
    book, budgets = contract.book, budgets_of(contract, as_of)
    asked = AccountsAsked(
        budgets.years,
        contract.lines,
        contract.frame(Accounts),
        results,
        contract.parameters,
        contract.year,
        as_of,
        inputs.lights,
        inputs.learned,
    )
    follow_up = budget_follow_up(asked, contract.words, Place(book.name, contract.tables[BudgetLines.name].raw.sheet))
    standing = {name: book.read(name) for name in {table.name for table in WRITTEN} & set(book.tables())}
    about = Economics(contract, results, as_of, today, standing, follow_up.frame, budgets)
    rest = economy(about, goals)
    issues = [*budget_findings(contract, budgets), *follow_up.issues, *rest.issues]
    return WorkbookEconomy(replace(rest, issues=issues), asked)
