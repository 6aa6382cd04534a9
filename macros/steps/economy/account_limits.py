"""Between which limits an account's use is to lie, and who says so."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from schemas.codes import Account, Rule, Unit
from schemas.economy_codes import INCOME, AccountKind
from schemas.frames import Record, is_missing, records
from schemas.measures import account_measure
from schemas.tables import Accounts, Results
from udfs.economy.amounts import limit_amount


@dataclass(frozen=True)
class Limits:
    """The limits of an account, in per cent of its budget; NaN for none.

    Args:
        floor: The least use.
        ceiling: The highest use.
        goals: The goals about the account's use, which set them where there are any.
        of_account: Whether the sheet of accounts sets them; otherwise the parameters do.
        is_income: Whether the account is one of income, whose amounts are negative.
    """

    floor: float
    ceiling: float
    goals: Sequence[Record] = ()
    of_account: bool = False
    is_income: bool = False

    def amounts(self, budget: int) -> tuple[int | None, int | None]:
        """The least and the greatest use of a budget, in whole øre; None for none.

        Args:
            budget: The year's budget. Of one of income (below 0) a use of at least 100 per cent is an amount of at
                most the budget: the sides change places.
        """
        ends = [None if math.isnan(limit) else limit_amount(limit, budget) for limit in (self.floor, self.ceiling)]
        turned = budget < 0 or (self.is_income and not budget)
        return (ends[1], ends[0]) if turned else (ends[0], ends[1])


def account_limits(
    centre: str, account: str, results: pd.DataFrame, accounts: pd.DataFrame, parameters: Mapping[str, float]
) -> Limits:
    """The limits of an account: those of the goals about its use, of its line, or of the parameters.

    Args:
        centre: The centre.
        account: The account.
        results: The goals' results.
        accounts: The sheet of accounts.
        parameters: The parameters in force.
    """
    own = next((row for row in records(accounts) if row[Accounts.ACCOUNT] == account), None)
    income = is_income(account, own)
    if goals := goals_about(centre, account, results):
        return Limits(*_narrowest(goals), goals, is_income=income)
    if own is not None and not (is_missing(own[Accounts.FLOOR]) and is_missing(own[Accounts.CEILING])):
        return Limits(float(own[Accounts.FLOOR]), float(own[Accounts.CEILING]), (), True, income)
    if account == Account.PURCHASE:
        return Limits(parameters["purchase_floor"], parameters["purchase_ceiling"])
    if account == Account.SURPLUS or income:
        return Limits(parameters["budget_ceiling"], math.nan, is_income=income)
    return Limits(math.nan, parameters["budget_ceiling"])


def is_income(account: str, own: Record | None) -> bool:
    """Whether an account is one of income."""
    return account in INCOME or (own is not None and own[Accounts.KIND] == AccountKind.INCOME)


def goals_about(centre: str, account: str, results: pd.DataFrame) -> list[Record]:
    """The goals about the use of a centre's account, in per cent of its budget."""
    alike = results[(results[Results.CENTRE] == centre) & (results[Results.MEASURE] == account_measure(account))]
    return records(alike[(alike[Results.UNIT] == Unit.PCT) & alike[Results.TARGET].notna()])


def _narrowest(goals: Sequence[Record]) -> tuple[float, float]:
    """The narrowest floor and ceiling of the goals about one account; NaN for none."""
    floors = [goal[Results.TARGET] for goal in goals if goal[Results.RULE] in {Rule.AT_LEAST, Rule.BAND}]
    ceilings = [goal[Results.TARGET] for goal in goals if goal[Results.RULE] == Rule.AT_MOST]
    ceilings += [goal[Results.TARGET_MAX] for goal in goals if goal[Results.RULE] == Rule.BAND]
    return max(floors, default=math.nan), min(ceilings, default=math.nan)
