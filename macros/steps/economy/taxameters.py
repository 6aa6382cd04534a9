"""Taxameter budgets: what the activity moves, and the use against both budgets."""

from collections.abc import Sequence
from decimal import Decimal

from macros.steps.economy.corrected import Budgets, Moved
from macros.steps.economy.found import Economics, Found
from macros.steps.economy.warning_texts import month_name
from schemas.codes import Unit
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue
from schemas.reading import frame_of
from schemas.tables import BudgetFollowUp, BudgetLines, TaxameterBudgets, Taxameters
from schemas.text.amounts import ORE_A_KRONE, kroner
from schemas.text.periods import MONTHS_A_YEAR, running_month
from schemas.words.vocabulary import Words
from udfs.economy.amounts import whole_ore
from udfs.economy.budget import budget_use
from udfs.economy.budget_to_date import counted_until
from udfs.economy.budget_years import Key
from udfs.economy.taxameter import MovedBudget, Taxameter
from udfs.goals.overlaps import year_start
from workbook.present import amount

_ORE_DECIMALS = 2


def taxameter_budgets(about: Economics) -> Found:
    """The budgets that follow activity.

    Args:
        about: The workbook's economy, with the taxameters worked out.

    Returns:
        A line a taxameter. The use of an account stands against the budget of its only one; where it has several, it
        stands on the budget follow-up alone.
    """
    budgets = about.budgets
    if not budgets.moved:
        return Found(frame_of(TaxameterBudgets, []))
    inputs = about.contract.frame(Taxameters)
    used = {(row[BudgetFollowUp.CENTRE], row[BudgetFollowUp.ACCOUNT]): row for row in records(about.follow_up)}
    rows = []
    for each in budgets.moved:
        alone = sum(other.key == each.key for other in budgets.moved) == 1
        row = used.get(each.key) if alone else None
        spent = None if row is None or is_missing(row[BudgetFollowUp.ACTUAL]) else int(row[BudgetFollowUp.ACTUAL])
        months = each.taxameter.months if spent is None else _months_used(about, each.key)
        rows.append(_line(each, records(inputs.loc[[each.row]])[0], spent, months, about.words))
    return Found(frame_of(TaxameterBudgets, rows), _differing(about, budgets))


def _months_used(about: Economics, key: Key) -> int:
    """The last month of an account's use, from January: its budget to date is of as many months."""
    counted = counted_until(about.contract.lines, about.contract.year, running_month(about.as_of)).counted
    mine = counted[(counted[BudgetLines.CENTRE] == key[0]) & (counted[BudgetLines.ACCOUNT] == key[1])]
    last = max(period.last_month for period in mine[BudgetLines.PERIOD])
    return int(last - year_start(about.contract.year)) + 1


def _line(moved: Moved, row: Record, spent: int | None, months: int, words: Words) -> Record:
    budget, taxameter = moved.budget, moved.taxameter
    original = whole_ore(budget.original * Decimal(months) / MONTHS_A_YEAR)
    to_date = original + int(budget.by_month[:months].sum())
    use = float("nan") if spent is None else float(spent)
    return {
        TaxameterBudgets.CENTRE: moved.key[0],
        TaxameterBudgets.ACCOUNT: moved.key[1],
        TaxameterBudgets.SERVICE: row[Taxameters.SERVICE],
        TaxameterBudgets.ORIGINAL: budget.original,
        TaxameterBudgets.MOVED: budget.moved,
        TaxameterBudgets.BUDGET: budget.budget,
        TaxameterBudgets.ORIGINAL_TO_DATE: original,
        TaxameterBudgets.MOVED_TO_DATE: to_date,
        TaxameterBudgets.ACTUAL: spent,
        TaxameterBudgets.USE_ORIGINAL: float(budget_use(use, original)),
        TaxameterBudgets.USE_MOVED: float(budget_use(use, to_date)),
        TaxameterBudgets.WHY: _why(taxameter, budget, str(row[Taxameters.ACTIVITY_UNIT] or ""), words),
    }


def _why(taxameter: Taxameter, budget: MovedBudget, unit: str, words: Words) -> str:
    if taxameter.actual is None:
        return words.text("taxameter_no_activity")
    has_ore = bool(taxameter.price % ORE_A_KRONE)
    price = amount(float(kroner(taxameter.price)), Unit.KR, words, count=_ORE_DECIMALS if has_ore else 1)
    figures = {
        "more": f"{amount(float(budget.more_to_date), Unit.COUNT, words, sign=True)} {unit}".strip(),
        "price": price,
        "moved": amount(float(kroner(budget.moved_to_date)), Unit.KR, words, sign=True),
    }
    if taxameter.months == MONTHS_A_YEAR:
        return words.text("taxameter_year", **figures)
    return words.text("taxameter_to_date", month=month_name(taxameter.months, words), **figures)


def _differing(about: Economics, budgets: Budgets) -> list[Issue]:
    """Accounts whose budget on Budget is another than their taxameters give."""
    found = []
    for key in dict.fromkeys(each.key for each in budgets.moved):
        at = budgets.stated.at[key]
        if budgets.stated.is_made[at] or not budgets.stated.is_whole[at]:
            continue
        stated = int(budgets.stated.given[at].sum())
        given = sum(each.budget.original for each in budgets.moved if each.key == key)
        if stated != given:
            found.append(_differs(about, key, stated, given))
    return found


def _differs(about: Economics, key: Sequence[str], stated: int, given: int) -> Issue:
    words = about.words
    shown = (amount(float(kroner(each)), Unit.KR, words) for each in (stated, given))
    account = words.show(Taxameters.ACCOUNT, key[1])
    details = dict(zip(("stated", "given"), shown, strict=True), centre=key[0], account=account)
    return Issue("taxameter_differs", about.place(Taxameters), account, details)
