"""Which budget lines make up an account's use to date: one law for the goals' observations and the follow-up."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from schemas.reading import empty
from schemas.tables import Accounts, BudgetLines
from schemas.text.periods import MONTHS_A_YEAR
from udfs.economy.budget_years import budget_years
from udfs.economy.spreading import of_months
from udfs.goals.overlaps import spans, without_overlaps, year_start


@dataclass(frozen=True)
class CountedLines:
    """Budget lines told apart by whether they count.

    Args:
        counted: The lines that make up the use: each month of an account once.
        overlapping: Those left out since shorter or longer lines with a use cover their months.
        spread: Those that count whose budget is their share of a longer line's.
        whole: All lines, with their shares of the budgets of longer ones.
    """

    counted: pd.DataFrame
    overlapping: pd.DataFrame
    spread: pd.DataFrame
    whole: pd.DataFrame

    @property
    def without_budget(self) -> pd.DataFrame:
        """Those that count with a use, and have no budget to measure it against."""
        return self.counted[self.counted[BudgetLines.BUDGET].isna()]


def counted_until(lines: pd.DataFrame, year: int, last_month: int) -> CountedLines:
    """Tell which lines of a year count up to a month.

    Args:
        lines: Validated budget lines in whole øre, of any years.
        year: The contract year.
        last_month: The last month that has come, as a running number.

    Returns:
        The lines. A budget of the year or a quarter that is not over yet is shared out to the months that lie in it.
    """
    months = spans(lines[BudgetLines.PERIOD].tolist())
    in_year = (months.first >= year_start(year)) & (months.first < year_start(year + 1))
    # What a month's budget is does not depend on which months have a use already.
    whole = with_shares(lines)
    told = counted_lines(whole[in_year & (months.last <= last_month)])
    lacked = lines.loc[told.counted.index, BudgetLines.BUDGET].isna() & told.counted[BudgetLines.BUDGET].notna()
    return replace(told, spread=told.counted[lacked], whole=whole)


def summed(lines: pd.DataFrame) -> pd.DataFrame:
    """Budget and use of each account, in whole øre.

    Args:
        lines: Lines that count.

    Returns:
        A row an account, in the order in which accounts first occur.
    """
    keys = [BudgetLines.CENTRE, BudgetLines.ACCOUNT]
    return lines.groupby(keys, sort=False)[[BudgetLines.BUDGET, BudgetLines.ACTUAL]].sum()


def counted_lines(lines: pd.DataFrame) -> CountedLines:
    """Tell which lines count; one without an actual is a budget with no use yet, and does not.

    Args:
        lines: Validated budget lines in whole øre, of the months that are asked about.

    Returns:
        The lines, in their order. Where periods overlap the rule is that of all observations: a longer one gives way
        to shorter ones that cover all its months, otherwise the shorter ones give way.
    """
    whole = with_shares(lines)
    used = whole[whole[BudgetLines.ACTUAL].notna()]
    account = used.groupby([BudgetLines.CENTRE, BudgetLines.ACCOUNT], sort=False).ngroup().to_numpy().astype(np.int64)
    months = spans(used[BudgetLines.PERIOD].tolist())
    keep = without_overlaps(account, months.first, months.length)
    counted = used[keep]
    lacked = lines.loc[counted.index, BudgetLines.BUDGET].isna() & counted[BudgetLines.BUDGET].notna()
    return CountedLines(counted, used[~keep], counted[lacked], whole)


def with_shares(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines with a use and no budget, with their part of what longer (or shorter) lines of the account give.

    Args:
        lines: Validated budget lines in whole øre.

    Returns:
        The lines. A budget of a longer period lies evenly over its months (``budget_years``); a line whose months no
        budget covers has none.
    """
    wanting = (lines[BudgetLines.ACTUAL].notna() & lines[BudgetLines.BUDGET].isna()).to_numpy()
    if not wanting.any():
        return lines
    months = spans(lines[BudgetLines.PERIOD].tolist())
    budgets = lines[BudgetLines.BUDGET].copy()
    for year in np.unique(months.first[wanting] // MONTHS_A_YEAR).tolist():
        years = budget_years(lines, empty(Accounts), year)
        rows = np.flatnonzero(wanting & (months.first // MONTHS_A_YEAR == year))
        account, first = years.account[rows], months.first[rows] - year_start(year)
        whole = of_months(years.given, account, first, months.length[rows])
        covered = of_months(years.known.astype(np.int64), account, first, months.length[rows]) > 0
        budgets.iloc[rows[covered]] = whole[covered]
    return lines.assign(**{BudgetLines.BUDGET: budgets})
