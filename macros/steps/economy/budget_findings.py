"""What must be said of budgets: changes that no account takes, computed targets, reallocations that do not balance."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.economy.account_limits import is_income
from macros.steps.economy.corrected import SURPLUS_RATE, Budgets
from schemas.codes import Account, Unit
from schemas.context import Context
from schemas.economy_codes import ReallocationKind
from schemas.frames import is_missing, numbered, records
from schemas.issues.issue import Issue, Place
from schemas.tables import Accounts, BudgetLines, ForecastsMade, Reallocations
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words
from udfs.economy.budget_years import sides
from workbook.present import amount


def budget_findings(contract: Contract, budgets: Budgets) -> list[Issue]:
    """What must be said of how the budgets came about: changes that no account takes, targets that are computed.

    Args:
        contract: The workbook.
        budgets: Its budgets of the year.
    """
    return [
        *_below_nothing(contract, budgets),
        *_typed_surplus(contract, budgets),
        *_not_the_sum(contract, budgets),
        *_not_budgeted(contract, budgets),
        *_income_above(contract, budgets),
    ]


def _typed_surplus(contract: Contract, budgets: Budgets) -> list[Issue]:
    """Targets of a surplus that are written otherwise than they are computed."""
    words, rate = contract.words, contract.parameters[SURPLUS_RATE]
    place = Place(contract.book.name, contract.tables[BudgetLines.name].raw.sheet)
    found = []
    for (centre, account), at in budgets.years.at.items():
        stated = budgets.stated.given[at] * budgets.years.known[at]
        made = budgets.years.given[at] * budgets.stated.known[at]
        if account != Account.SURPLUS or not budgets.years.is_made[at] or not budgets.stated.known[at].any():
            continue
        if int(stated.sum()) != int(made.sum()):
            shown = [amount(float(kroner(int(each.sum()))), Unit.KR, words) for each in (stated, made)]
            details = {"centre": centre, "rate": words.number(rate), "made": shown[1]}
            found.append(Issue("surplus_typed", place, shown[0], details))
    return found


def _below_nothing(contract: Contract, budgets: Budgets) -> list[Issue]:
    """Accounts of which more was taken than they had."""
    words, years = contract.words, budgets.years
    place = Place(contract.book.name, contract.tables[BudgetLines.name].raw.sheet)
    found = []
    for (centre, account), at in years.at.items():
        whole = int(years.corrected[at].sum())
        if years.is_whole[at] and whole < 0 <= int(years.given[at].sum()):
            details = {"centre": centre, "corrected": amount(float(kroner(whole)), Unit.KR, words)}
            found.append(Issue("corrected_below_nothing", place, words.show(BudgetLines.ACCOUNT, account), details))
    return found


def _not_the_sum(contract: Contract, budgets: Budgets) -> list[Issue]:
    """Accounts whose line of the year (or of a quarter) is not the sum of its months, which stand."""
    words = contract.words
    place = Place(contract.book.name, contract.tables[BudgetLines.name].raw.sheet)
    found = []
    for (centre, account), at in budgets.stated.at.items():
        if budgets.stated.over[at]:
            over = amount(float(kroner(int(budgets.stated.over[at]))), Unit.KR, words, sign=True)
            details = {"centre": centre, "over": over}
            found.append(Issue("budget_not_the_sum", place, words.show(BudgetLines.ACCOUNT, account), details))
    return found


def _not_budgeted(contract: Contract, budgets: Budgets) -> list[Issue]:
    """Accounts that are named on other sheets and that Budget does not have, most often for a slip."""
    words, known = contract.words, {account for _, account in budgets.stated.keys}
    shown = [words.show(BudgetLines.ACCOUNT, account) for account in known]
    found = []
    for table, column in ((Accounts, Accounts.ACCOUNT), (ForecastsMade, ForecastsMade.ACCOUNT)):
        frame = contract.frame(table).drop_duplicates(column)
        for at, row in numbered(frame):
            if row[column] not in known and not is_missing(row[column]):
                name = words.show(column, str(row[column]))
                near = Context(words=words).near(name, shown)
                place = contract.tables[table.name].place(at, column)
                found.append(Issue("account_not_budgeted", place, name, {"near": near}))
    return found


def _income_above(contract: Contract, budgets: Budgets) -> list[Issue]:
    """Accounts of the user's own that are of income, and have a budget without a minus."""
    words = contract.words
    place = Place(contract.book.name, contract.tables[BudgetLines.name].raw.sheet)
    own = {str(row[Accounts.ACCOUNT]) for row in records(contract.frame(Accounts)) if is_income("", row)}
    return [
        Issue("own_income_above_nothing", place, words.show(BudgetLines.ACCOUNT, account), {"centre": centre})
        for (centre, account), at in budgets.stated.at.items()
        if account in own and int(budgets.stated.given[at].sum()) > 0
    ]


def one_sided(reallocations: Mapping[str, pd.DataFrame], words: Words) -> list[Issue]:
    """Transfers that stand in the workbook of one of their centres only, where both have one.

    Args:
        reallocations: Centre → the reallocations of its workbook.
        words: The language.
    """
    lines = {centre: {_told(row) for row in records(frame)} for centre, frame in reallocations.items()}
    found = []
    for frame in reallocations.values():
        for row in records(frame):
            if row[Reallocations.KIND] != ReallocationKind.TRANSFER:
                continue
            for side in (Reallocations.FROM_CENTRE, Reallocations.TO_CENTRE):
                if row[side] in lines and _told(row) not in lines[row[side]]:
                    found.append(_one_sided(row, str(row[side]), words))
    return list({(issue.value, str(issue.details)): issue for issue in found}.values())


def _told(row: Mapping[str, object]) -> tuple[object, ...]:
    """What two lines of one decision have alike: the day, and what is taken and given."""
    return (row[Reallocations.DATE], *sides(row))


def _one_sided(row: Mapping[str, object], centre: str, words: Words) -> Issue:
    details = {
        "amount": amount(float(kroner(int(str(row[Reallocations.AMOUNT])))), Unit.KR, words),
        "giver": row[Reallocations.FROM_CENTRE],
        "taker": row[Reallocations.TO_CENTRE],
        "account": words.show(Reallocations.ACCOUNT, str(row[Reallocations.ACCOUNT])),
        "centre": centre,
    }
    day = row[Reallocations.DATE]
    return Issue("reallocation_one_sided", Place(), words.day(day) if isinstance(day, date) else "", details)
