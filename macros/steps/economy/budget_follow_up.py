"""The budget follow-up: each account's budget, use and forecast against floor and ceiling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from macros.steps.economy.account_forecasts import AccountAhead, AccountYear, accounts_ahead, ahead_of_goal
from macros.steps.economy.account_limits import Limits, account_limits
from macros.steps.economy.account_notes import account_note
from macros.steps.economy.accounts_asked import AccountsAsked
from schemas.codes import Light, Summary, Unit, Verdict
from schemas.frames import Record, is_missing
from schemas.issues.issue import Issue, Place, Term
from schemas.measures import account_measure
from schemas.reading import frame_of
from schemas.tables import Accounts, BudgetFollowUp, BudgetLines, Results
from schemas.text.amounts import kroner
from schemas.text.periods import MONTHS_A_YEAR, running_month
from schemas.words.vocabulary import Words
from udfs.economy.amounts import whole_ore_of
from udfs.economy.budget import BudgetCheck, budget_check, budget_use
from udfs.economy.budget_to_date import CountedLines, counted_until, summed
from udfs.economy.budget_years import BudgetYears, Key
from udfs.goals.overlaps import year_start
from workbook.documents.prose.assessments import is_otherwise, light_text
from workbook.present import amount

_CHECKS = list(BudgetCheck)
_WORST_FIRST = (Light.RED, Light.YELLOW, Light.NONE, Light.GREEN)
_ROUNDING = 1  # øre by which months of an even budget differ
_CLOSE = 1e-6
"""Per cent: both sheets divide the same kroner, in another order."""


@dataclass(frozen=True)
class BudgetFigures:
    """The budget follow-up.

    Args:
        frame: One line a centre and account.
        issues: Lines that do not count, and accounts whose goal says another figure.
    """

    frame: pd.DataFrame
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True)
class _Account:
    """One account with what its line is made of."""

    key: Key
    row: int
    limits: Limits
    group: pd.DataFrame
    corrected: int | None
    is_negative: bool
    """Whether it was given as a negative amount, as income is."""


def budget_follow_up(asked: AccountsAsked, words: Words, place: Place) -> BudgetFigures:
    """Sum budget lines to date, forecast the year, and check both.

    Args:
        asked: What is followed up.
        words: The language of the checks.
        place: The workbook's budget lines, for findings.

    Returns:
        Amounts in whole øre, uses in per cent, limits, light, and what it says; with findings. An account with a
        budget and no use yet has a line without light.
    """
    told = counted_until(asked.lines, asked.year, running_month(asked.as_of))
    issues = _line_issues(told, asked, place, words)
    by_account = told.counted.groupby([BudgetLines.CENTRE, BudgetLines.ACCOUNT], sort=False)
    groups = {(str(centre), str(account)): group for (centre, account), group in by_account}
    sums = {key: (int(budget), int(actual)) for key, budget, actual in summed(told.counted).itertuples(name=None)}
    accounts = [_account(key, asked, groups) for key in asked.years.keys if _is_of_year(key, asked, groups)]
    used = [each for each in accounts if len(each.group)]
    ahead = accounts_ahead(
        [_year_of(each, asked.years) for each in used], told.whole, asked.year, asked.as_of, asked.rule, asked.learned
    )
    found = {each.key: one for each, one in zip(used, ahead, strict=True)}
    rows = []
    for each in accounts:
        rows.append(_line(each, found.get(each.key), sums.get(each.key), asked, words))
        issues += _otherwise(rows[-1], each.limits.goals, place, words)
    return BudgetFigures(frame_of(BudgetFollowUp, rows), issues)


def _is_of_year(key: Key, asked: AccountsAsked, groups: Mapping[Key, pd.DataFrame]) -> bool:
    return key in groups or bool(asked.years.known[asked.years.at[key]].any())


def _account(key: Key, asked: AccountsAsked, groups: Mapping[Key, pd.DataFrame]) -> _Account:
    row = asked.years.at[key]
    limits = account_limits(*key, asked.results, asked.accounts, asked.parameters)
    whole = int(asked.years.corrected[row].sum()) if asked.years.is_whole[row] else None
    is_negative = int(asked.years.given[row].sum()) < 0
    return _Account(key, row, limits, groups.get(key, asked.lines.iloc[:0]), whole, is_negative)


def _year_of(account: _Account, years: BudgetYears) -> AccountYear:
    months = years.corrected[account.row]
    return AccountYear(account.key, account.corrected, account.limits, bool(np.ptp(months) <= _ROUNDING))


def _line(
    account: _Account,
    ahead: AccountAhead | None,
    sums: tuple[int, int] | None,
    asked: AccountsAsked,
    words: Words,
) -> Record:
    centre, name = account.key
    known = {BudgetFollowUp.CENTRE: centre, BudgetFollowUp.ACCOUNT: name, **_of_year(account, asked.years)}
    limits = account.limits
    own = account_note(account.key, account.row, asked, words)
    note = ". ".join(filter(None, (*_assessed(limits, words), own))) or None
    row = {**known, BudgetFollowUp.FLOOR: limits.floor, BudgetFollowUp.CEILING: limits.ceiling}
    row |= {BudgetFollowUp.LIMITS: _limits_text(limits, words), BudgetFollowUp.NOTE: note}
    if ahead is None or sums is None:
        return row | {BudgetFollowUp.LIGHT: Light.NONE, BudgetFollowUp.VERDICT: Verdict.OPEN}
    row |= _to_date(account, sums, asked.year)
    use = float(str(row[BudgetFollowUp.USE]))
    ahead = _decided(account, _agreed(account, ahead, use), sums, row)
    row |= _expected(account, ahead)
    check = _CHECKS[int(budget_check(use, limits.floor, limits.ceiling))]
    light = _light(account, ahead, check)
    # The shape is the light's: workbooks from before the column of lights have this one alone.
    said = f"{words.symbol(light)} {words.text(f'budget_says_{check.value}')}"
    return row | {BudgetFollowUp.LIGHT: light, BudgetFollowUp.CHECK: said, BudgetFollowUp.CHANCE: ahead.chance}


def _agreed(account: _Account, ahead: AccountAhead, use: float) -> AccountAhead:
    """Where the year ends by the goal about the same figures, if there is one: an account has one forecast."""
    if account.corrected is None:
        return ahead
    same = (
        goal
        for goal in account.limits.goals
        if goal[Results.SUMMARY] == Summary.RATIO
        and not is_missing(goal[Results.RESULT])
        and abs(goal[Results.RESULT] - use) <= _CLOSE
        and not is_missing(goal[Results.FORECAST])
    )
    goal = next(same, None)
    return ahead if goal is None else ahead_of_goal(goal, account.corrected, ahead)


def _decided(account: _Account, ahead: AccountAhead, sums: tuple[int, int], row: Record) -> AccountAhead:
    """A year that is over, and a budget below 0, decided by whole amounts: one øre over is not kept."""
    whole = account.corrected
    if whole is None or account.limits.goals:
        return ahead
    if whole < 0 and not account.limits.is_income and not account.is_negative:
        return replace(ahead, light=Light.RED, chance=0.0)
    if ahead.verdict is Verdict.OPEN or row[BudgetFollowUp.BUDGET] != whole:
        return ahead
    least, most = account.limits.amounts(whole)
    kept = (least is None or least <= sums[1]) and (most is None or sums[1] <= most)
    light, verdict = (Light.GREEN, Verdict.MET) if kept else (Light.RED, Verdict.NOT_MET)
    return replace(ahead, light=light, verdict=verdict, chance=float(kept))


def _of_year(account: _Account, years: BudgetYears) -> Record:
    """The year's budget, and what changed it."""
    at = account.row
    changes = {
        BudgetFollowUp.REALLOCATED: years.reallocated,
        BudgetFollowUp.SUPPLEMENTARY: years.supplementary,
        BudgetFollowUp.BY_ACTIVITY: years.by_activity,
    }
    whole = bool(years.is_whole[at])
    return {
        BudgetFollowUp.YEAR_BUDGET: int(years.given[at].sum()) if whole else None,
        **{name: int(months[at].sum()) for name, months in changes.items()},
        BudgetFollowUp.CORRECTED: account.corrected,
    }


def _to_date(account: _Account, sums: tuple[int, int], year: int) -> Record:
    """The budget of the months with a use, the use, and what is left of the year."""
    group, whole = account.group, account.corrected
    budget, actual = sums
    ordered = sorted(group[BudgetLines.PERIOD], key=lambda period: period.last_month)
    left = year_start(year) + MONTHS_A_YEAR - 1 - ordered[-1].last_month
    remaining = None if whole is None else whole - actual
    return {
        BudgetFollowUp.PERIOD: f"{ordered[0]} – {ordered[-1]}",
        BudgetFollowUp.BUDGET: budget,
        BudgetFollowUp.ACTUAL: actual,
        BudgetFollowUp.USE: float(budget_use(actual, budget)),
        BudgetFollowUp.YEAR_USE: np.nan if whole is None else float(budget_use(actual, whole)),
        BudgetFollowUp.REMAINING: remaining,
        BudgetFollowUp.PER_MONTH: whole_ore_of(remaining, left) if remaining is not None and left else None,
    }


def _expected(account: _Account, ahead: AccountAhead) -> Record:
    whole, forecast = account.corrected, ahead.forecast
    goals = account.limits.goals
    decided = {Verdict(goal[Results.VERDICT]) for goal in goals}
    order = (Verdict.NOT_MET, Verdict.OPEN, Verdict.MET)
    return {
        BudgetFollowUp.FORECAST: forecast,
        BudgetFollowUp.FORECAST_LOW: ahead.low,
        BudgetFollowUp.FORECAST_HIGH: ahead.high,
        BudgetFollowUp.FORECAST_RUN_RATE: ahead.run_rate,
        BudgetFollowUp.FORECAST_SEASONAL: ahead.seasonal,
        BudgetFollowUp.FORECAST_USE: np.nan
        if whole is None or forecast is None
        else float(budget_use(forecast, whole)),
        BudgetFollowUp.VERDICT: min(decided, key=order.index) if goals else ahead.verdict,
    }


def _light(account: _Account, ahead: AccountAhead, check: BudgetCheck) -> Light:
    """The light of the goals about the account; otherwise that of its forecast; without the year's budget the use's."""
    if account.limits.goals:
        return min((Light(goal[Results.LIGHT]) for goal in account.limits.goals), key=_WORST_FIRST.index)
    if account.corrected is not None:
        return ahead.light
    if check is BudgetCheck.UNKNOWN:
        return Light.NONE
    return Light.GREEN if check is BudgetCheck.WITHIN else Light.RED


def _limits_text(limits: Limits, words: Words) -> str:
    if not limits.goals:
        return words.text("budget_limits_account" if limits.of_account else "budget_limits_parameters")
    numbers = ", ".join(_called(goal) for goal in limits.goals)
    return "; ".join([words.text("budget_limits_goal", numbers=numbers), *_assessed(limits, words)])


def _assessed(limits: Limits, words: Words) -> list[str]:
    """Both lights of the goals that were assessed otherwise than computed."""
    return [light_text(goal, words) for goal in limits.goals if is_otherwise(goal)]


def _line_issues(told: CountedLines, asked: AccountsAsked, place: Place, words: Words) -> list[Issue]:
    stated = set(asked.accounts[Accounts.ACCOUNT])
    spread = told.spread[~told.spread[BudgetLines.ACCOUNT].isin(stated)]
    return [
        *_note("budget_overlap", _without_goal(told.overlapping, asked.results), place, words),
        *_note("budget_without_budget", told.without_budget, place, words),
        *_note("budget_spread", spread, place, words),
    ]


def _without_goal(lines: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """The lines of accounts that no goal is about; overlapping periods of the others are said with their goals."""
    said = set(zip(results[Results.CENTRE], results[Results.MEASURE], strict=True))
    pairs = zip(lines[BudgetLines.CENTRE], lines[BudgetLines.ACCOUNT], strict=True)
    alone = [(centre, account_measure(str(account))) not in said for centre, account in pairs]
    return lines[pd.Series(alone, index=lines.index, dtype=bool)]


def _note(code: str, lines: pd.DataFrame, place: Place, words: Words) -> list[Issue]:
    """One finding for each account with lines that do not count, which names their periods."""
    found = []
    for (centre, account), group in lines.groupby([BudgetLines.CENTRE, BudgetLines.ACCOUNT], sort=False):
        spent = amount(float(kroner(int(group[BudgetLines.ACTUAL].sum()))), Unit.KR, words)
        about = {"centre": centre, "account": words.show(BudgetLines.ACCOUNT, str(account)), "spent": spent}
        found.append(Issue(code, place, ", ".join(map(str, group[BudgetLines.PERIOD])), about))
    return found


def _otherwise(row: Record, goals: Sequence[Record], place: Place, words: Words) -> list[Issue]:
    """The goals whose result is another figure than the account's use, each with the reason."""
    found = []
    use = row.get(BudgetFollowUp.USE)
    for goal in goals:
        result = goal[Results.RESULT]
        if is_missing(result) or is_missing(use) or abs(result - use) <= _CLOSE:
            continue
        why = "budget_why_figures" if goal[Results.SUMMARY] == Summary.RATIO else "budget_why_summary"
        about = {
            "centre": row[BudgetFollowUp.CENTRE],
            "account": words.show(BudgetLines.ACCOUNT, str(row[BudgetFollowUp.ACCOUNT])),
            "result": amount(result, Unit.PCT, words),
            "use": amount(use, Unit.PCT, words),
            "why": Term(why),
        }
        found.append(Issue("budget_otherwise", place, str(goal[Results.NUMBER]), about))
    return found


def _called(goal: Record) -> str:
    """A goal's number; a group's line is numbered by its measure, and is called by its title."""
    return str(goal[Results.TITLE if goal[Results.NUMBER] == goal[Results.MEASURE] else Results.NUMBER])
