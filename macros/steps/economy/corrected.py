"""A workbook's budgets as they are on a reporting date: periodised, reallocated, moved by activity."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from macros.steps.contract import Contract
from macros.steps.economy.counts import counted_until, months_gone
from schemas.codes import Account
from schemas.frames import is_missing, numbered, records
from schemas.reading import frame_of
from schemas.tables import Accounts, BudgetLines, Reallocations, Taxameters
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from udfs.economy.budget_years import (
    BudgetYears,
    Key,
    budget_years,
    corrected_lines,
    sides,
    with_activity,
    with_reallocations,
    with_surplus,
)
from udfs.economy.spreading import Months
from udfs.economy.taxameter import MovedBudget, Taxameter, moved_budget
from udfs.goals.overlaps import year_start

SURPLUS_RATE = "surplus_rate"


@dataclass(frozen=True)
class Moved:
    """A line of the sheet of taxameters, worked out.

    Args:
        row: Its row in the table.
        key: Centre and account.
        taxameter: What its budget is made of.
        budget: What the activity does to it.
    """

    row: int
    key: Key
    taxameter: Taxameter
    budget: MovedBudget


@dataclass(frozen=True)
class Budgets:
    """A workbook's budgets.

    Args:
        years: The accounts of the year by month.
        stated: The same as lines give them, before anything is computed of them.
        lines: The budget lines, and those that taxameters give where Budget has none of the account.
        moved: The taxameters.
    """

    years: BudgetYears
    stated: BudgetYears
    lines: pd.DataFrame
    moved: list[Moved] = field(default_factory=list)


def with_corrected(contract: Contract, as_of: date) -> Contract:
    """A workbook with its budget lines as corrected.

    Args:
        contract: The workbook.
        as_of: The reporting date: later reallocations do not count yet.
    """
    if contract.corrected is not None:
        return contract
    found = budgets_of(contract, as_of)
    lines = corrected_lines(contract.frame(BudgetLines), found.years, contract.year)
    return replace(contract, corrected=lines, corrected_on=as_of)


def budgets_of(contract: Contract, as_of: date) -> Budgets:
    """A workbook's budgets of the year.

    Args:
        contract: The workbook.
        as_of: The reporting date.
    """
    moved = taxameters_of(contract, as_of)
    raw = contract.frame(BudgetLines)
    made = _by_taxameters(raw, moved, contract.year)
    lines = _joined(_joined(raw, made), _by_reallocations(contract, raw, made, as_of))
    stated = budget_years(lines, contract.frame(Accounts), contract.year)
    is_made = np.zeros(len(stated.keys), dtype=bool)
    is_made[[stated.at[key] for key in zip(made[BudgetLines.CENTRE], made[BudgetLines.ACCOUNT], strict=True)]] = True
    stated = replace(stated, is_made=is_made)
    years = with_reallocations(stated, contract.frame(Reallocations), contract.year, as_of)
    years = with_activity(years, _by_account(moved))
    return Budgets(with_surplus(years, contract.parameters[SURPLUS_RATE]), stated, lines, moved)


def taxameters_of(contract: Contract, as_of: date) -> list[Moved]:
    """The budgets that follow activity.

    Args:
        contract: The workbook.
        as_of: The reporting date: activity is counted up to it.
    """
    found = []
    for at, row in numbered(contract.frame(Taxameters)):
        account = Account.GRANT if is_missing(row[Taxameters.ACCOUNT]) else row[Taxameters.ACCOUNT]
        actual, months = _activity(contract, row, as_of)
        grant = 0 if is_missing(row[Taxameters.FIXED_GRANT]) else int(row[Taxameters.FIXED_GRANT])
        taxameter = Taxameter(
            grant, int(row[Taxameters.UNIT_PRICE]), float(row[Taxameters.BUDGETED_ACTIVITY]), actual, months
        )
        key = (str(row[Taxameters.CENTRE]), str(account))
        found.append(Moved(at, key, taxameter, moved_budget(taxameter)))
    return found


def _activity(contract: Contract, row: Mapping[str, object], as_of: date) -> tuple[float | None, int]:
    """The activity, as typed, otherwise of the measure; and the months that it covers, from January."""
    year, gone = contract.year, months_gone(as_of, contract.year)
    typed, through = row[Taxameters.ACTUAL_ACTIVITY], row[Taxameters.THROUGH]
    if not is_missing(typed):
        told = through.last_month - year_start(year) + 1 if isinstance(through, Period) else gone
        return float(str(typed)), told
    if is_missing(row[Taxameters.MEASURE]):
        return None, 0
    counted = counted_until(contract, str(row[Taxameters.CENTRE]), str(row[Taxameters.MEASURE]), year, gone)
    return (counted.total, counted.months) if counted.months else (None, 0)


def _joined(lines: pd.DataFrame, further: pd.DataFrame) -> pd.DataFrame:
    parts = [each for each in (lines, further) if len(each)]
    return pd.concat(parts, ignore_index=True) if parts else lines


def _by_reallocations(contract: Contract, raw: pd.DataFrame, made: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """A budget of nothing for each account of the workbook's centres that only a reallocation gives one."""
    year = contract.year
    own = {*contract.holders, *raw[BudgetLines.CENTRE]}
    budgeted = _budgeted(raw, year) | _budgeted(made, year)
    wanting = dict.fromkeys(
        key
        for row in records(contract.frame(Reallocations))
        if row[Reallocations.DATE].year == year and row[Reallocations.DATE] <= as_of
        for key, _ in sides(row)
        if key[0] in own and key not in budgeted
    )
    return frame_of(BudgetLines, [_of_year(key, 0, year) for key in wanting])


def _budgeted(lines: pd.DataFrame, year: int) -> set[Key]:
    """The accounts with a budget this year."""
    has = [
        period.year == year and not is_missing(budget)
        for period, budget in zip(lines[BudgetLines.PERIOD], lines[BudgetLines.BUDGET], strict=True)
    ]
    found = lines[pd.Series(has, index=lines.index, dtype=bool)]
    return set(zip(found[BudgetLines.CENTRE], found[BudgetLines.ACCOUNT], strict=True))


def _of_year(key: Key, budget: int, year: int) -> dict[str, object]:
    """A line of the whole year's budget."""
    return {
        BudgetLines.CENTRE: key[0],
        BudgetLines.ACCOUNT: key[1],
        BudgetLines.PERIOD: Period(year, Grain.YEAR),
        BudgetLines.BUDGET: budget,
    }


def _by_account(moved: list[Moved]) -> dict[Key, Months]:
    found: dict[Key, Months] = {}
    for each in moved:
        found[each.key] = found.get(each.key, np.zeros(MONTHS_A_YEAR, np.int64)) + each.budget.by_month
    return found


def _by_taxameters(lines: pd.DataFrame, moved: list[Moved], year: int) -> pd.DataFrame:
    """A budget of the year for each account that only taxameters give one."""
    budgeted = _budgeted(lines, year)
    wanting: dict[Key, int] = {}
    for each in moved:
        if each.key not in budgeted:
            wanting[each.key] = wanting.get(each.key, 0) + each.budget.original
    return frame_of(BudgetLines, [_of_year(key, budget, year) for key, budget in wanting.items()])
