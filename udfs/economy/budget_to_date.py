"""Which budget lines make up an account's use to date: one law for the goals' observations and the follow-up."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from schemas.frames import is_missing, records
from schemas.tables import BudgetLines
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from udfs.goals.overlaps import spans, without_overlaps, year_start


@dataclass(frozen=True)
class CountedLines:
    """Budget lines told apart by whether they count.

    Args:
        counted: The lines that make up the use: each month of an account once.
        overlapping: Those left out since shorter or longer lines with a use cover their months.
        spread: Those that count whose budget is their share of a longer line's.
    """

    counted: pd.DataFrame
    overlapping: pd.DataFrame
    spread: pd.DataFrame

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
    is_whole = in_year & lines[BudgetLines.ACTUAL].isna().to_numpy()
    return counted_lines(lines[(in_year & (months.last <= last_month)) | is_whole])


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
    return CountedLines(counted, used[~keep], counted[lacked])


def with_shares(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines with a use and no budget, with their share of the budget of a longer line that has no use of its own.

    Args:
        lines: Validated budget lines in whole øre.

    Returns:
        The lines. What a year's (half-year's, quarter's) budget leaves beside those of its own shorter lines is spread
        evenly over the months that have none.
    """
    wanting = lines[lines[BudgetLines.ACTUAL].notna() & lines[BudgetLines.BUDGET].isna()]
    if not len(wanting):
        return lines
    rests = _rests(lines)
    budgets = lines[BudgetLines.BUDGET].copy()
    for row, line in zip(wanting.index, records(wanting), strict=True):
        key = line[BudgetLines.CENTRE], line[BudgetLines.ACCOUNT]
        rest = next((rests[each] for each in _around(*key, line[BudgetLines.PERIOD]) if each in rests), None)
        if rest is not None:
            budgets[row] = rest.of(line[BudgetLines.PERIOD])
    return lines.assign(**{BudgetLines.BUDGET: budgets})


@dataclass
class _Rest:
    """What is left of a longer line's budget for the months that have none of their own.

    Args:
        budget: In øre.
        months: The running months without a budget, from first to last.
    """

    budget: int
    months: list[int]

    def of(self, period: Period) -> int:
        """The share of a period, in whole øre; shares of all months add up to the whole."""
        before = sum(month < period.first_month for month in self.months)
        inside = sum(period.first_month <= month <= period.last_month for month in self.months)
        return self._until(before + inside) - self._until(before)

    def _until(self, months: int) -> int:
        return round(self.budget * months / len(self.months)) if self.months else 0


_Key = tuple[object, object, Period]


def _rests(lines: pd.DataFrame) -> dict[_Key, _Rest]:
    """The longer lines with a budget and no use, by centre, account and period."""
    found: dict[_Key, _Rest] = {}
    inside: list[tuple[_Key, int]] = []
    for line in records(lines[lines[BudgetLines.BUDGET].notna()]):
        key: _Key = (line[BudgetLines.CENTRE], line[BudgetLines.ACCOUNT], line[BudgetLines.PERIOD])
        period = key[2]
        if period.grain is not Grain.MONTH and is_missing(line[BudgetLines.ACTUAL]):
            found[key] = _Rest(line[BudgetLines.BUDGET], list(range(period.first_month, period.last_month + 1)))
        inside.append((key, line[BudgetLines.BUDGET]))
    for (centre, account, period), budget in inside:
        around = next((each for each in _around(centre, account, period) if each in found), None)
        if around is not None:
            found[around].budget -= budget
            taken = range(period.first_month, period.last_month + 1)
            found[around].months = [month for month in found[around].months if month not in taken]
    return found


def _around(centre: object, account: object, period: Period) -> list[_Key]:
    """The quarter, half-year and year that a period lies in, the shortest first."""
    longer = (grain for grain in Grain if grain > period.grain)
    first = period.first_month % MONTHS_A_YEAR
    return [(centre, account, Period(period.year, grain, first // grain + 1)) for grain in longer]
