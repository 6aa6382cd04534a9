"""Budgets to date of 1,000,000 budget lines, against the same sums in one group-by of pandas on the same frame."""

import numpy as np
import pandas as pd

from benchmarks.measure import in_turn, report, timed
from schemas.codes import Account
from schemas.reading import empty
from schemas.tables import Accounts, BudgetLines
from schemas.text.periods import Grain, Period
from udfs.economy.budget_to_date import counted_until, summed
from udfs.economy.budget_years import budget_years

LINES = 1_000_000
LIMIT, RUNS = 2.0, 5
YEAR, LAST = 2008, Period(2008, Grain.MONTH, 6)
_MONTHS, _CENTRES = 12, 10


def lines_of(count: int) -> pd.DataFrame:
    """Budget lines of all months of many accounts, in the order of an export: month by month."""
    draw = np.random.default_rng(2008)
    accounts = -(-count // _MONTHS)
    names = [f"{Account.OPERATING} {number}" for number in range(-(-accounts // _CENTRES))]
    at = np.arange(count) % accounts
    months = [Period(YEAR, Grain.MONTH, month) for month in range(1, _MONTHS + 1)]
    budget, actual = (pd.array(draw.integers(1, 10**9, count), dtype="Int64") for _ in range(2))
    return pd.DataFrame(
        {
            BudgetLines.CENTRE: [f"Center {number}" for number in (at % _CENTRES).tolist()],
            BudgetLines.ACCOUNT: [names[number] for number in (at // _CENTRES).tolist()],
            BudgetLines.PERIOD: pd.Series(
                [months[number] for number in (np.arange(count) // accounts).tolist()], dtype=object
            ),
            BudgetLines.BUDGET: budget,
            BudgetLines.ACTUAL: actual,
            BudgetLines.FORECAST: pd.array([None] * count, dtype="Int64"),
        }
    )


def product(lines: pd.DataFrame) -> pd.DataFrame:
    """The year's budget, the budget and the use to date, and the use in per cent, of every account."""
    years = budget_years(lines, empty(Accounts), YEAR)
    used = summed(counted_until(lines, YEAR, LAST.last_month).counted)
    return used.assign(use=used["actual"] / used["budget"] * 100, year=years.corrected.sum(axis=1))


def group_by(lines: pd.DataFrame) -> pd.DataFrame:
    """The same sums in one group-by: of the months to date, and of the year."""
    until = lines[BudgetLines.PERIOD].map(
        {each: each.last_month <= LAST.last_month for each in set(lines[BudgetLines.PERIOD])}
    )
    keys = [BudgetLines.CENTRE, BudgetLines.ACCOUNT]
    parts = lines.assign(
        to_date=lines[BudgetLines.BUDGET].where(until, 0), used=lines[BudgetLines.ACTUAL].where(until, 0)
    )
    return parts.groupby(keys, sort=False)[[BudgetLines.BUDGET, "to_date", "used"]].sum()


def main() -> None:
    """Print the ratio."""
    lines = lines_of(LINES)
    ours, theirs = product(lines), group_by(lines)
    assert ours["actual"].tolist() == theirs["used"].tolist()
    assert ours["budget"].tolist() == theirs["to_date"].tolist()
    seconds = in_turn(RUNS, lambda: timed(lambda: product(lines)), lambda: timed(lambda: group_by(lines)))
    report("budgets to date, 1,000,000 lines", *seconds, LIMIT)


if __name__ == "__main__":
    main()
