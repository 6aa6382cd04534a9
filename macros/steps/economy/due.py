"""What a centre must give notice of: accounts whose forecast breaks a limit, goals that are red or newly yellow.

Source: contract 2009, section 4, and contract 2011, section 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.economy.account_limits import goals_about, is_income
from macros.steps.economy.found import Economics
from macros.steps.economy.warning_texts import AccountYear, Spoken, account_message, month_name
from macros.steps.snapshots import read_history
from schemas.codes import Account, Light
from schemas.economy_codes import WarningKind
from schemas.frames import Record, is_missing, records
from schemas.measures import account_measure
from schemas.tables import Accounts, BudgetFollowUp, BudgetLines, Goals, History, Results
from schemas.text.periods import MONTHS_A_YEAR, running_month
from schemas.words.vocabulary import Words
from udfs.economy.budget_to_date import counted_until
from udfs.economy.limits import BrokenLimit, broken_limit, crossing_month, months_used
from udfs.goals.goal_columns import in_force
from workbook.documents.prose.assessments import reason_text
from workbook.documents.prose.reasons import brief

Key = tuple[str, str, str]
"""Centre, kind and subject of a warning."""


@dataclass(frozen=True)
class Due:
    """Something that a centre must give notice of.

    Args:
        centre: The centre.
        kind: An account or a goal.
        subject: The account, or the goal's number.
        title: The goal's title, or the account's word.
        light: The light in force.
        message: What is wrong.
        who: Who owes the written account.
        forecast: The year's use of an account, in øre.
        broken: The limit that an account breaks.
        crossed: The month in which its ceiling is crossed.
    """

    centre: str
    kind: WarningKind
    subject: str
    title: str
    light: Light
    message: str
    who: str
    forecast: int | None = None
    broken: BrokenLimit | None = None
    crossed: str | None = None

    @property
    def key(self) -> Key:
        """What its line is told by."""
        return self.centre, self.kind.value, self.subject


def responsible(about: Economics) -> dict[tuple[str, str], str]:
    """Centre and number of each goal → who is responsible, where the contract says."""
    goals = in_force(about.contract.goals, about.as_of)
    return {
        (str(row[Goals.CENTRE]), str(row[Goals.NUMBER])): str(row[Goals.RESPONSIBLE])
        for row in records(goals)
        if not is_missing(row[Goals.RESPONSIBLE])
    }


def owner(key: Key, results: pd.DataFrame, owners: Mapping[tuple[str, str], str]) -> str:
    """Who owes the written account of a warning: who is responsible for the goal, or for one about the account.

    Args:
        key: The warning.
        results: The goals' results.
        owners: Who is responsible for each goal.

    Returns:
        A person, or the centre where the contract names none.
    """
    centre, kind, subject = key
    if kind != WarningKind.BUDGET:
        return _first_owner(centre, [subject], owners)
    return _first_owner(centre, [str(goal[Results.NUMBER]) for goal in goals_about(centre, subject, results)], owners)


def _first_owner(centre: str, numbers: Sequence[str], owners: Mapping[tuple[str, str], str]) -> str:
    return next((owners[centre, number] for number in numbers if (centre, number) in owners), centre)


def accounts_due(about: Economics, owners: Mapping[tuple[str, str], str]) -> list[Due]:
    """The accounts whose year is expected to break a limit, or has."""
    words = about.words
    year = about.contract.year
    counted = counted_until(about.contract.lines, year, running_month(about.as_of)).counted
    accounts = {row[Accounts.ACCOUNT]: row for row in records(about.contract.frame(Accounts))}
    by_account = dict(iter(counted.groupby([BudgetLines.CENTRE, BudgetLines.ACCOUNT], sort=False)))
    years = about.budgets.years
    found = []
    for row in records(about.follow_up):
        forecast, budget = row[BudgetFollowUp.FORECAST], row[BudgetFollowUp.CORRECTED]
        if is_missing(forecast) or is_missing(budget):
            continue
        key = (str(row[BudgetFollowUp.CENTRE]), str(row[BudgetFollowUp.ACCOUNT]))
        spoken = _spoken(key[1], accounts.get(key[1]), budget)
        limits = (row[BudgetFollowUp.FLOOR], row[BudgetFollowUp.CEILING])
        broken = broken_limit(forecast, budget, *limits, is_income=spoken is Spoken.INCOME)
        if broken is None:
            continue
        months = months_used(by_account.get(key, counted.iloc[:0]), year)
        goals = goals_about(*key, about.results)
        told = _account_year(spoken, forecast, broken, months, years.corrected[years.at[key]].tolist(), goals)
        light = Light.NONE if is_missing(row[BudgetFollowUp.LIGHT]) else Light(row[BudgetFollowUp.LIGHT])
        found.append(_account_due(*key, light, told, owners, words))
    return found


def _account_due(
    centre: str,
    account: str,
    light: Light,
    told: AccountYear,
    owners: Mapping[tuple[str, str], str],
    words: Words,
) -> Due:
    return Due(
        centre,
        WarningKind.BUDGET,
        account,
        title=told.title or words.show(BudgetLines.ACCOUNT, account),
        light=light,
        message=account_message(told, words),
        who=_first_owner(centre, told.goals, owners),
        forecast=told.forecast,
        broken=told.broken,
        crossed=None if told.month is None else month_name(told.month, words),
    )


def _account_year(
    spoken: Spoken,
    forecast: int,
    broken: BrokenLimit,
    months: Sequence[int | None],
    budgets: Sequence[int],
    goals: Sequence[Record],
) -> AccountYear:
    known = max((at + 1 for at, used in enumerate(months) if used is not None), default=0)
    month = None
    if broken.is_ceiling:
        # Of an income all amounts are negative: held against the ceiling without their sign.
        sign = -1 if spoken is Spoken.INCOME else 1
        signed = [None if used is None else sign * used for used in months]
        # Months that differ by the rounding alone weigh the same.
        weights = None if max(budgets) - min(budgets) <= 1 else [sign * each for each in budgets]
        month = crossing_month(signed, sign * forecast, sign * broken.limit, weights)
    numbers = tuple(str(goal[Results.NUMBER]) for goal in goals)
    is_over = known == MONTHS_A_YEAR and all(used is not None for used in months)
    title = str(goals[0][Results.TITLE]) if len(goals) == 1 else ""
    return AccountYear(spoken, forecast, broken, month, known, is_over, numbers, title)


def _spoken(account: str, own: Record | None, budget: int) -> Spoken:
    if account == Account.SURPLUS:
        return Spoken.SURPLUS
    return Spoken.INCOME if budget < 0 or (not budget and is_income(account, own)) else Spoken.EXPENSE


def goals_due(
    about: Economics, owners: Mapping[tuple[str, str], str], opened: Mapping[Key, bool], accounts: Sequence[Due]
) -> list[Due]:
    """The goals that are red, and those that have become yellow since the reporting date before.

    Args:
        about: The workbook's economy.
        owners: Who is responsible for each goal.
        opened: The warnings that stand open, and whether somebody has written in them: a yellow goal among them stays.
        accounts: The accounts that are told of: a goal about the use of one is told of there.
    """
    before = lights_before(read_history(about.contract.book, about.words), about.as_of)
    told = {(each.centre, account_measure(each.subject)) for each in accounts}
    found = []
    for row in records(about.results):
        centre, number, light = str(row[Results.CENTRE]), str(row[Results.NUMBER]), Light(row[Results.LIGHT])
        key = (centre, WarningKind.GOAL.value, number)
        is_new = before.get((centre, number)) not in {Light.YELLOW, Light.RED}
        is_due = light is Light.RED or (light is Light.YELLOW and (is_new or key in opened))
        # Where somebody has written about the goal before its account was told of, the line stays where it is.
        if not is_due or ((centre, row[Results.MEASURE]) in told and not opened.get(key)):
            continue
        message = reason_text({**row, Results.REASON: brief(row, about.words)}, about.words)
        title = str(row[Results.TITLE] or row[Results.MEASURE])
        who = owner(key, about.results, owners)
        found.append(Due(centre, WarningKind.GOAL, number, title, light, message, who))
    return found


def lights_before(history: Sequence[Record], as_of: date) -> dict[tuple[str, str], Light]:
    """The light in force of each goal on the reporting date before.

    Args:
        history: The lines of the history, later ones of a date below earlier ones.
        as_of: The reporting date.

    Returns:
        Centre and number → the light that a person gave, or else the computed one; goals without an earlier line are
        left out.
    """
    found: dict[tuple[str, str], tuple[date, Light]] = {}
    for line in history:
        day, light = line[History.AS_OF], line[History.ASSESSMENT] or line[History.LIGHT]
        key = (str(line[History.CENTRE]), str(line[History.GOAL]))
        if day is None or day >= as_of or light is None:
            continue
        if key not in found or found[key][0] <= day:
            found[key] = (day, Light(light))
    return {key: light for key, (_, light) in found.items()}
