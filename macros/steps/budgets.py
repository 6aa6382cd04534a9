"""The budget follow-up: each account's use to date against its floor and ceiling."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from schemas.codes import Account
from schemas.reading import frame_of
from schemas.tables import BudgetFollowUp, BudgetLines
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words
from udfs.economy.budget import BudgetCheck, budget_check, budget_use

_CHECKS = list(BudgetCheck)


def budget_follow_up(
    lines: pd.DataFrame, parameters: Mapping[str, float], year: int, as_of: date, words: Words
) -> pd.DataFrame:
    """Sum budget lines to date and check them.

    Args:
        lines: Validated budget lines in whole øre.
        parameters: Floors and ceilings in per cent.
        year: The contract year.
        as_of: The reporting date.
        words: The language of the checks.

    Returns:
        One line a centre and account: budget, actual and rest in whole øre, use in per cent, and what it says.
    """
    last = running_month(as_of)
    inside = [period.year == year and period.last_month <= last for period in lines[BudgetLines.PERIOD]]
    to_date = lines[pd.Series(inside, index=lines.index, dtype=bool) & lines[BudgetLines.ACTUAL].notna()]
    rows = []
    for (centre, account), group in to_date.groupby([BudgetLines.CENTRE, BudgetLines.ACCOUNT], sort=False):
        budget, actual = (int(group[column].sum()) for column in (BudgetLines.BUDGET, BudgetLines.ACTUAL))
        floor, ceiling = _limits(str(account), parameters)
        use = float(budget_use(actual, budget))
        check = _CHECKS[int(budget_check(use, floor, ceiling))]
        rows.append(
            {
                BudgetFollowUp.CENTRE: centre,
                BudgetFollowUp.ACCOUNT: account,
                BudgetFollowUp.PERIOD: f"{group[BudgetLines.PERIOD].min()} – {group[BudgetLines.PERIOD].max()}",
                BudgetFollowUp.BUDGET: budget,
                BudgetFollowUp.ACTUAL: actual,
                BudgetFollowUp.REMAINING: budget - actual,
                BudgetFollowUp.USE: use,
                BudgetFollowUp.FLOOR: floor,
                BudgetFollowUp.CEILING: ceiling,
                BudgetFollowUp.CHECK: words.text(f"budget_{check.value}"),
            }
        )
    return frame_of(BudgetFollowUp, rows)


def _limits(account: str, parameters: Mapping[str, float]) -> tuple[float, float]:
    if account == Account.PURCHASE:
        return parameters["purchase_floor"], parameters["purchase_ceiling"]
    if account == Account.SURPLUS:
        return parameters["budget_ceiling"], np.nan
    return np.nan, parameters["budget_ceiling"]
