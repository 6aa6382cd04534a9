"""Budget lines whose amounts look like sums to date or the year's, though no title says so and no profile does."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from schemas.expected import Expected
from schemas.frames import is_missing, numbered
from schemas.issues.issue import Issue, Term
from schemas.masking import Amount
from schemas.reading import Understood
from schemas.tables import BudgetLines
from schemas.text.amounts import kroner
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from schemas.thresholds import FEWEST_TO_COMPARE, MOST_SHOWN, SCALE_ROUNDING, STEADY
from schemas.words.vocabulary import Words
from workbook.exports.rows.budget_reach import Series, known_budgets

_SCALES = (1_000, 1_000_000)


def figure_issues(
    understood: Understood, frame: pd.DataFrame, expected: Expected | None, budget_is_said: bool, words: Words
) -> list[Issue]:
    """Find amounts that are probably no month's own.

    Args:
        understood: Where the rows stand.
        frame: Budget lines.
        expected: The contract, whose budgets of months tell.
        budget_is_said: Whether the user has said what the budgets are.
        words: The language of the findings.

    Returns:
        An error for each account whose actuals grow as sums since January do; otherwise for each whose budget is the
        workbook's of all months to date, of the year, or of the month in thousands or millions.
    """
    series: dict[Series, dict[int, tuple[int, int | None, int | None]]] = {}
    for row, record in numbered(frame):
        period = record[BudgetLines.PERIOD]
        about = record[BudgetLines.CENTRE], record[BudgetLines.ACCOUNT]
        if isinstance(period, Period) and period.grain is Grain.MONTH and not any(map(is_missing, about)):
            amounts = (_whole(record[BudgetLines.ACTUAL]), _whole(record[BudgetLines.BUDGET]))
            series.setdefault((*about, period.year), {}).setdefault(period.index, (row, *amounts))
    known = {} if budget_is_said else known_budgets(expected)
    issues: list[Issue] = []
    for key, months in series.items():
        actuals = [(month, actual) for month, (_, actual, _) in sorted(months.items()) if actual is not None]
        if grows_as_sums(actuals):
            issues.append(_growing(understood, key, months[actuals[-1][0]][0], actuals, words))
        else:
            issues += list(_budgets(understood, key, months, known.get(key, {}), words))[:1]
    return issues


def _whole(value: Any) -> int | None:
    return None if is_missing(value) else int(value)


def grows_as_sums(amounts: Sequence[tuple[int, int]]) -> bool:
    """Whether amounts of months (1 to 12) grow as sums since January do, and not as a month's own may."""
    if len(amounts) < FEWEST_TO_COMPARE or any(amount <= 0 for _, amount in amounts):
        return False
    if any(later < earlier for (_, earlier), (_, later) in itertools.pairwise(amounts)):
        return False
    means = [amount / month for month, amount in amounts]
    (first, least), (last, most) = amounts[0], amounts[-1]
    return max(means) <= STEADY * min(means) and most / least > (last / first) / STEADY and last >= first * 2


def _growing(understood: Understood, key: Series, row: int, actuals: Sequence[tuple[int, int]], words: Words) -> Issue:
    shown = "; ".join(words.number(kroner(actual)) for _, actual in actuals[:MOST_SHOWN])
    about = {"centre": key[0], "account": words.show(BudgetLines.ACCOUNT, str(key[1]))}
    return Issue("looks_accumulated", understood.place(row, BudgetLines.ACTUAL), Amount(shown), about)


def _budgets(
    understood: Understood,
    key: Series,
    months: Mapping[int, tuple[int, int | None, int | None]],
    known: Mapping[int, int],
    words: Words,
) -> Iterator[Issue]:
    """Budgets that are the workbook's of several months, or in another scale."""
    for month, (row, _, budget) in sorted(months.items()):
        if budget is None or month not in known or budget == known[month]:
            continue
        reach = _reach(budget, month, known)
        if reach is None and not _is_scaled(budget, known[month]):
            continue
        about: dict[str, object] = {
            "centre": key[0],
            "account": words.show(BudgetLines.ACCOUNT, str(key[1])),
            "period": str(Period(key[2], Grain.MONTH, month)),
            "own": Amount(words.number(kroner(known[month]))),
        }
        place, value = understood.place(row, BudgetLines.BUDGET), Amount(words.number(kroner(budget)))
        if reach is None:
            yield Issue("budget_scaled", place, value, about)
        else:
            yield Issue("budget_not_months", place, value, {**about, "covers": reach})


def _is_scaled(budget: int, own: int) -> bool:
    """Whether one of two budgets is the other in thousands or millions."""
    less, more = sorted((budget, own))
    return less > 0 and any(abs(less * scale - more) <= SCALE_ROUNDING * more for scale in _SCALES)


def _reach(budget: int, month: int, known: Mapping[int, int]) -> Term | None:
    to_date, year = (range(1, last + 1) for last in (month, MONTHS_A_YEAR))
    if all(each in known for each in year) and sum(known[each] for each in year) == budget:
        return Term("covers_year")
    if all(each in known for each in to_date) and sum(known[each] for each in to_date) == budget:
        return Term("covers_to_date")
    return None
