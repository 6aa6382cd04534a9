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
from schemas.tables import BudgetFollowUp, TaxameterBudgets, Taxameters
from schemas.text.amounts import kroner
from schemas.text.periods import MONTHS_A_YEAR
from schemas.words.vocabulary import Words
from udfs.economy.amounts import whole_ore
from udfs.economy.budget import budget_use
from udfs.economy.taxameter import MovedBudget, Taxameter
from workbook.present import amount


def taxameter_budgets(about: Economics, budgets: Budgets) -> Found:
    """The budgets that follow activity.

    Args:
        about: The workbook's economy.
        budgets: Its budgets of the year, with the taxameters worked out.

    Returns:
        A line a taxameter. The use of an account stands against the budget of its only one; where it has several, it
        stands on the budget follow-up alone.
    """
    if not budgets.moved:
        return Found(frame_of(TaxameterBudgets, []))
    inputs = about.contract.frame(Taxameters)
    used = {(row[BudgetFollowUp.CENTRE], row[BudgetFollowUp.ACCOUNT]): row for row in records(about.follow_up)}
    rows = []
    for each in budgets.moved:
        alone = sum(other.key == each.key for other in budgets.moved) == 1
        rows.append(_line(each, records(inputs.loc[[each.row]])[0], used.get(each.key) if alone else None, about.words))
    return Found(frame_of(TaxameterBudgets, rows), _differing(about, budgets))


def _line(moved: Moved, row: Record, used: Record | None, words: Words) -> Record:
    budget, taxameter = moved.budget, moved.taxameter
    gone = Decimal(taxameter.months) / MONTHS_A_YEAR
    original = whole_ore(budget.original * gone)
    actual = None if used is None or is_missing(used[BudgetFollowUp.ACTUAL]) else used[BudgetFollowUp.ACTUAL]
    to_date = original + budget.moved_to_date
    has_use = actual is not None and taxameter.months > 0
    spent = float("nan") if actual is None or not has_use else float(actual)
    return {
        TaxameterBudgets.CENTRE: moved.key[0],
        TaxameterBudgets.ACCOUNT: moved.key[1],
        TaxameterBudgets.SERVICE: row[Taxameters.SERVICE],
        TaxameterBudgets.ORIGINAL: budget.original,
        TaxameterBudgets.MOVED: budget.moved,
        TaxameterBudgets.BUDGET: budget.budget,
        TaxameterBudgets.ORIGINAL_TO_DATE: original,
        TaxameterBudgets.MOVED_TO_DATE: to_date,
        TaxameterBudgets.ACTUAL: actual if has_use else None,
        TaxameterBudgets.USE_ORIGINAL: float(budget_use(spent, original)),
        TaxameterBudgets.USE_MOVED: float(budget_use(spent, to_date)),
        TaxameterBudgets.WHY: _why(taxameter, budget, str(row[Taxameters.ACTIVITY_UNIT] or ""), words),
    }


def _why(taxameter: Taxameter, budget: MovedBudget, unit: str, words: Words) -> str:
    if taxameter.actual is None:
        return words.text("taxameter_no_activity")
    price = amount(float(kroner(taxameter.price)), Unit.KR, words)
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
