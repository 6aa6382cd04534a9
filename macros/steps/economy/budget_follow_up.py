"""The budget follow-up: each account's use to date against the floor and ceiling of its goal, or of the parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from schemas.codes import Account, Light, Rule, Summary, Unit
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, Place, Term
from schemas.measures import account_measure
from schemas.reading import frame_of
from schemas.tables import BudgetFollowUp, BudgetLines, Results
from schemas.text.amounts import kroner
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words
from udfs.economy.budget import BudgetCheck, budget_check, budget_use
from udfs.economy.budget_to_date import counted_lines
from workbook.documents.prose.assessments import is_otherwise, light_text
from workbook.present import amount

_CHECKS = list(BudgetCheck)
_WORST_FIRST = (Light.RED, Light.YELLOW, Light.NONE, Light.GREEN)
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


def budget_follow_up(
    lines: pd.DataFrame,
    parameters: Mapping[str, float],
    year: int,
    as_of: date,
    words: Words,
    results: pd.DataFrame,
    place: Place,
) -> BudgetFigures:
    """Sum budget lines to date and check them.

    Args:
        lines: Validated budget lines in whole øre.
        parameters: Floors and ceilings in per cent, for accounts without a goal.
        year: The contract year.
        as_of: The reporting date.
        words: The language of the checks.
        results: The goals' results: a goal about an account's use gives its floor, its ceiling and its light.
        place: The workbook's budget lines, for findings.

    Returns:
        Budget, actual and rest in whole øre, use in per cent, its limits, and what it says; with findings.
    """
    last = running_month(as_of)
    periods = lines[BudgetLines.PERIOD].tolist()
    inside = [period.year == year and period.last_month <= last for period in periods]
    # A budget of the year or a quarter that is not over yet is shared out to the months that lie in it.
    is_whole = lines[BudgetLines.ACTUAL].isna() & pd.Series(
        [each.year == year for each in periods], lines.index, dtype=bool
    )
    told = counted_lines(lines[pd.Series(inside, index=lines.index, dtype=bool) | is_whole])
    issues = _note("budget_overlap", _without_goal(told.overlapping, results), place, words)
    issues += _note("budget_without_budget", told.without_budget, place, words)
    issues += _note("budget_spread", told.spread, place, words)
    rows: list[Record] = []
    for (centre, account), group in told.counted.groupby([BudgetLines.CENTRE, BudgetLines.ACCOUNT], sort=False):
        goals = _goals_of(str(centre), str(account), results)
        row = _line(group, str(account), goals, parameters, words)
        rows.append({BudgetFollowUp.CENTRE: centre, BudgetFollowUp.ACCOUNT: account, **row})
        issues += _otherwise(rows[-1], goals, place, words)
    return BudgetFigures(frame_of(BudgetFollowUp, rows), issues)


def _line(
    group: pd.DataFrame, account: str, goals: Sequence[Record], parameters: Mapping[str, float], words: Words
) -> Record:
    budget, actual = (int(group[column].sum()) for column in (BudgetLines.BUDGET, BudgetLines.ACTUAL))
    floor, ceiling = _goal_limits(goals) if goals else _limits(account, parameters)
    use = float(budget_use(actual, budget))
    check = _CHECKS[int(budget_check(use, floor, ceiling))]
    light = _worst(goals) if goals else _light(check)
    ordered = sorted(group[BudgetLines.PERIOD], key=lambda period: period.last_month)
    numbers = ", ".join(str(goal[Results.NUMBER]) for goal in goals)
    limits = words.text("budget_limits_goal", numbers=numbers) if goals else words.text("budget_limits_parameters")
    limits = "; ".join([limits, *(light_text(goal, words) for goal in goals if is_otherwise(goal))])
    return {
        BudgetFollowUp.PERIOD: f"{ordered[0]} – {ordered[-1]}",
        BudgetFollowUp.BUDGET: budget,
        BudgetFollowUp.ACTUAL: actual,
        BudgetFollowUp.REMAINING: budget - actual,
        BudgetFollowUp.USE: use,
        BudgetFollowUp.FLOOR: floor,
        BudgetFollowUp.CEILING: ceiling,
        # The shape is the light's: workbooks from before the column of lights have this one alone.
        BudgetFollowUp.CHECK: f"{words.symbol(light)} {words.text(f'budget_says_{check.value}')}",
        BudgetFollowUp.LIGHT: light,
        BudgetFollowUp.LIMITS: limits,
    }


def _limits(account: str, parameters: Mapping[str, float]) -> tuple[float, float]:
    if account == Account.PURCHASE:
        return parameters["purchase_floor"], parameters["purchase_ceiling"]
    if account == Account.SURPLUS:
        return parameters["budget_ceiling"], np.nan
    return np.nan, parameters["budget_ceiling"]


def _goals_of(centre: str, account: str, results: pd.DataFrame) -> list[Record]:
    """The goals about the use of a centre's account, in per cent of its budget."""
    alike = results[(results[Results.CENTRE] == centre) & (results[Results.MEASURE] == account_measure(account))]
    return records(alike[(alike[Results.UNIT] == Unit.PCT) & alike[Results.TARGET].notna()])


def _goal_limits(goals: Sequence[Record]) -> tuple[float, float]:
    """The narrowest floor and ceiling of the goals about one account; NaN for none."""
    floors = [goal[Results.TARGET] for goal in goals if goal[Results.RULE] in {Rule.AT_LEAST, Rule.BAND}]
    ceilings = [goal[Results.TARGET] for goal in goals if goal[Results.RULE] == Rule.AT_MOST]
    ceilings += [goal[Results.TARGET_MAX] for goal in goals if goal[Results.RULE] == Rule.BAND]
    return max(floors, default=np.nan), min(ceilings, default=np.nan)


def _worst(goals: Sequence[Record]) -> Light:
    return min((Light(goal[Results.LIGHT]) for goal in goals), key=_WORST_FIRST.index)


def _light(check: BudgetCheck) -> Light:
    if check is BudgetCheck.UNKNOWN:
        return Light.NONE
    return Light.GREEN if check is BudgetCheck.WITHIN else Light.RED


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
    for goal in goals:
        result, use = goal[Results.RESULT], row[BudgetFollowUp.USE]
        if is_missing(result) or abs(result - use) <= _CLOSE:
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
