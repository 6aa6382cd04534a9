"""What budgets are followed up by, of one workbook or of a group of centres."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from udfs.economy.budget_years import BudgetYears
from udfs.forecasting.outlook import Learned
from udfs.goals.lights import LightRule


@dataclass(frozen=True)
class AccountsAsked:
    """What budgets are followed up by.

    Args:
        years: The year's budgets, corrected.
        lines: The budget lines, corrected, of this year and of years before.
        accounts: The sheet of accounts.
        results: The goals' results: a goal about an account's use gives its floor, its ceiling and its light.
        parameters: Floors and ceilings in per cent, for accounts without a goal or a line of their own.
        year: The contract year.
        as_of: The reporting date.
        rule: The borders between lights.
        learned: What is known beforehand of how figures move.
    """

    years: BudgetYears
    lines: pd.DataFrame
    accounts: pd.DataFrame
    results: pd.DataFrame
    parameters: Mapping[str, float]
    year: int
    as_of: date
    rule: LightRule
    learned: Learned
