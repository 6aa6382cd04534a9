"""The year's budget of each account, month by month: as given, as corrected, and as activity moves it.

Sources: steering model 2006 (reallocations in the year, supplementary grants), half-year report 2008, section 4
(budgets of a fixed grant and a taxameter; a surplus of ½ per cent of the net budget).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from schemas.codes import Account
from schemas.economy_codes import BudgetProfile, ReallocationKind
from schemas.frames import is_missing, records
from schemas.tables import ACCOUNT_MONTHS, Accounts, BudgetLines, Reallocations
from schemas.text.periods import MONTHS_A_YEAR
from udfs.economy.amounts import limit_amount
from udfs.economy.spreading import Months, by_month, evenly, of_months, spread, twelfths
from udfs.goals.arrays import Figures, Flags
from udfs.goals.overlaps import Spans, Whole, spans, year_start

Key = tuple[str, str]
"""Centre and account."""


@dataclass(frozen=True)
class BudgetYears:
    """The accounts of a year.

    Args:
        keys: Centre and account of each.
        account: The account of each budget line, by its place among the keys.
        given: Accounts x 12 whole øre: the budget as lines give it.
        known: The months that a budget covers.
        profile: How each account's budget lies over the year.
        without_last_year: Accounts that were to lie as last year's use, of which a month is missing.
        reallocated: What was moved by transfers, by month.
        supplementary: Supplementary grants, by month.
        by_activity: What activity moves, by month.
        net: Of an account of surplus the net budget that its target is a part of, by month; otherwise 0.
        weights: How each account's budget lies over the months.
        over: What longer lines have more than the shorter ones that cover all their months.
        is_made: Whether an account's budget is computed, and not of its lines: of the net budget, or of taxameters.
    """

    keys: Sequence[Key]
    account: Whole = field(repr=False)
    given: Months
    known: Flags
    profile: Sequence[BudgetProfile]
    without_last_year: Flags
    reallocated: Months
    supplementary: Months
    by_activity: Months
    net: Months
    is_made: Flags
    weights: Figures = field(repr=False)
    over: Whole = field(repr=False)

    @cached_property
    def at(self) -> Mapping[Key, int]:
        """Where an account stands."""
        return {key: number for number, key in enumerate(self.keys)}

    @property
    def corrected(self) -> Months:
        """The corrected budgets by month."""
        return self.given + self.reallocated + self.supplementary + self.by_activity

    @property
    def is_whole(self) -> Flags:
        """Whether a budget covers all twelve months."""
        return np.asarray(self.known.all(axis=1))

    @property
    def is_changed(self) -> Flags:
        """The accounts whose budget by month is another than their lines say, or than evenly spread."""
        moved = (self.reallocated != 0) | (self.supplementary != 0) | (self.by_activity != 0)
        uneven = np.array([profile is not BudgetProfile.LINEAR for profile in self.profile], dtype=bool)
        return np.asarray(moved.any(axis=1) | uneven | self.is_made)


@dataclass(frozen=True)
class _Lines:
    """Budget lines as columns, the accounts numbered."""

    keys: list[Key]
    account: Whole
    spans: Spans
    budget: Whole
    actual: Whole
    has_budget: Flags
    has_actual: Flags


def budget_years(lines: pd.DataFrame, accounts: pd.DataFrame, year: int) -> BudgetYears:
    """The budgets of a year by month, as lines give them.

    Args:
        lines: Validated budget lines in whole øre, of any years.
        accounts: How the budgets lie over the year; an account without a line lies evenly.
        year: The contract year.
    """
    columns = _columns(lines)
    count = len(columns.keys)
    wanted = {str(row[Accounts.ACCOUNT]): row for row in records(accounts)}
    profile = [_profile(wanted.get(account)) for _, account in columns.keys]
    last_year, is_whole = _last_year(columns, year, count)
    as_last_year = np.array([each is BudgetProfile.LAST_YEAR for each in profile], dtype=bool)
    own = np.array([each is BudgetProfile.OWN for each in profile], dtype=bool)
    weights = np.where((as_last_year & is_whole)[:, None], last_year, evenly(count))
    months = [
        [wanted[account][month] if account in wanted else np.nan for month in ACCOUNT_MONTHS]
        for _, account in columns.keys
    ]
    weights = np.where(own[:, None], twelfths(months), weights)
    rows = np.flatnonzero(_in_year(columns, year) & columns.has_budget)
    first, length = columns.spans.first[rows] - year_start(year), columns.spans.length[rows]
    given, known, over = by_month(columns.account[rows], first, length, columns.budget[rows], weights)
    nothing = np.zeros_like(given)
    return BudgetYears(
        keys=columns.keys,
        account=columns.account,
        given=given,
        known=known,
        profile=profile,
        without_last_year=as_last_year & ~is_whole,
        reallocated=nothing,
        supplementary=nothing,
        by_activity=nothing,
        net=nothing,
        is_made=np.zeros(count, dtype=bool),
        weights=weights,
        over=over,
    )


def _columns(lines: pd.DataFrame) -> _Lines:
    groups = lines.groupby([BudgetLines.CENTRE, BudgetLines.ACCOUNT], sort=False)
    account = np.asarray(groups.ngroup(), dtype=np.int64)
    _, where = np.unique(account, return_index=True)
    named = lines.iloc[where]
    keys = [
        (str(centre), str(name))
        for centre, name in zip(named[BudgetLines.CENTRE], named[BudgetLines.ACCOUNT], strict=True)
    ]
    amounts = {
        name: lines[name].to_numpy(dtype=np.int64, na_value=0) for name in (BudgetLines.BUDGET, BudgetLines.ACTUAL)
    }
    has = {name: lines[name].notna().to_numpy() for name in amounts}
    return _Lines(
        keys,
        account,
        spans(lines[BudgetLines.PERIOD].tolist()),
        amounts[BudgetLines.BUDGET],
        amounts[BudgetLines.ACTUAL],
        has[BudgetLines.BUDGET],
        has[BudgetLines.ACTUAL],
    )


def _profile(row: Mapping[str, object] | None) -> BudgetProfile:
    if row is None or is_missing(row[Accounts.PROFILE]):
        return BudgetProfile.LINEAR
    return BudgetProfile(str(row[Accounts.PROFILE]))


def _in_year(columns: _Lines, year: int) -> Flags:
    first = columns.spans.first
    return np.asarray((first >= year_start(year)) & (first < year_start(year + 1)))


def _last_year(columns: _Lines, year: int, count: int) -> tuple[Figures, Flags]:
    """Last year's use by month, and whether all its months are there and make a pattern."""
    rows = np.flatnonzero(_in_year(columns, year - 1) & columns.has_actual)
    first = columns.spans.first[rows] - year_start(year - 1)
    used, known, _ = by_month(
        columns.account[rows], first, columns.spans.length[rows], columns.actual[rows], evenly(count)
    )
    total = used.sum(axis=1)
    same_sign = (used * np.sign(total)[:, None] >= 0).all(axis=1)
    return np.abs(used).astype(np.float64), np.asarray(known.all(axis=1) & (total != 0) & same_sign)


def with_reallocations(years: BudgetYears, reallocations: pd.DataFrame, year: int, as_of: date) -> BudgetYears:
    """The budgets with what was moved until a day; a change counts in the whole year's budget, as the year lies.

    Args:
        years: The budgets.
        reallocations: Validated reallocations.
        year: The contract year.
        as_of: The reporting date: later ones do not count yet.
    """
    found = {kind: np.zeros(len(years.keys), np.int64) for kind in ReallocationKind}
    for row in records(reallocations):
        if row[Reallocations.DATE].year != year or row[Reallocations.DATE] > as_of:
            continue
        kind = ReallocationKind(row[Reallocations.KIND])
        for key, amount in sides(row):
            if key in years.at:
                found[kind][years.at[key]] += amount
    weights = _course(years)
    return replace(
        years,
        reallocated=spread(found[ReallocationKind.TRANSFER], weights),
        supplementary=spread(found[ReallocationKind.SUPPLEMENTARY], weights),
    )


def sides(row: Mapping[str, object]) -> list[tuple[Key, int]]:
    """What a reallocation takes and gives: the amount off one account and onto another; they add up to nothing.

    Args:
        row: A line of ``Reallocations``; a supplementary grant has one side.
    """
    amount = int(str(row[Reallocations.AMOUNT]))
    account, other = str(row[Reallocations.ACCOUNT]), row[Reallocations.TO_ACCOUNT]
    to_account = account if is_missing(other) else str(other)
    giver, taker = row[Reallocations.FROM_CENTRE], row[Reallocations.TO_CENTRE]
    found = [] if is_missing(giver) else [((str(giver), account), -amount)]
    return found if is_missing(taker) else [*found, ((str(taker), to_account), amount)]


def _course(years: BudgetYears) -> Figures:
    """How a change lies over the year: as the account's profile says, otherwise as its own budget by month does."""
    total = years.given.sum(axis=1)
    same_sign = (years.given * np.sign(total)[:, None] >= 0).all(axis=1)
    by_lines = years.is_whole & (total != 0) & same_sign
    return np.where(by_lines[:, None], np.abs(years.given).astype(np.float64), years.weights)


def with_activity(years: BudgetYears, moved: Mapping[Key, Months]) -> BudgetYears:
    """The budgets with what activity moves.

    Args:
        years: The budgets.
        moved: Account → twelve months of whole øre.
    """
    by_activity = years.by_activity.copy()
    for key, months in moved.items():
        if key in years.at:
            by_activity[years.at[key]] += months
    return replace(years, by_activity=by_activity)


def with_surplus(years: BudgetYears, rate: float) -> BudgetYears:
    """The budgets with the target of each account of surplus: a rate of the centre's net budget of the same months.

    Args:
        years: The budgets, corrected.
        rate: Per cent of the net budget (half-year report 2008, table 21: ½ per cent).

    Returns:
        A centre whose net budget is not known, or not above 0, keeps the target that its lines give. A month counts
        that all of its accounts with a budget this year have one of.
    """
    given, known, net, is_made = years.given.copy(), years.known.copy(), years.net.copy(), years.is_made.copy()
    for (centre, account), row in years.at.items():
        if account != Account.SURPLUS:
            continue
        others = [at for (name, each), at in years.at.items() if name == centre and each != Account.SURPLUS]
        budgeted = [at for at in others if years.known[at].any()]
        has = years.known[budgeted].all(axis=0) if budgeted else np.zeros(MONTHS_A_YEAR, dtype=bool)
        whole = np.where(has, years.corrected[budgeted].sum(axis=0), 0)
        if whole.sum() <= 0:
            continue
        net[row] = whole
        ends = [limit_amount(rate, int(to_date)) for to_date in np.cumsum(net[row])]
        given[row] = np.diff(ends, prepend=0)
        known[row], is_made[row] = has, True
    return replace(years, given=given, known=known, net=net, is_made=is_made)


def corrected_lines(lines: pd.DataFrame, years: BudgetYears, year: int) -> pd.DataFrame:
    """Budget lines with their corrected budgets: those of the year with a use, of the accounts that are changed.

    Args:
        lines: Validated budget lines.
        years: The budgets, corrected.
        year: The contract year.

    Returns:
        The lines in their order. One that gives a budget has it with the changes of its months; one that gives none
        has the budget of its months.
    """
    columns = _columns(lines)
    changed = years.is_changed[columns.account] if len(columns.account) else np.zeros(0, dtype=bool)
    rows = np.flatnonzero(_in_year(columns, year) & columns.has_actual & changed)
    if not len(rows):
        return lines
    account, length = columns.account[rows], columns.spans.length[rows]
    first = columns.spans.first[rows] - year_start(year)
    whole = of_months(years.corrected, account, first, length)
    changes = of_months(years.corrected - years.given, account, first, length)
    states = columns.has_budget[rows] & ~years.is_made[account]
    covered = of_months(years.known.astype(np.int64), account, first, length) > 0
    budgets = lines[BudgetLines.BUDGET].copy()
    fresh = np.where(states, columns.budget[rows] + changes, whole)
    kept = states | covered
    budgets.iloc[rows[kept]] = fresh[kept]
    return lines.assign(**{BudgetLines.BUDGET: budgets})
