"""Rules of budget lines, and of what corrects them."""

from collections.abc import Callable

import pandas as pd

from schemas.context import Context
from schemas.economy_codes import EXPENSES, INCOME, BudgetProfile, ReallocationKind
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.lexicon.match import says
from schemas.rules.row_rules import (
    Row,
    RowRule,
    after_year,
    below_nothing,
    centre_choices,
    doubled,
    none_of,
    not_among,
    outside_centres,
)
from schemas.tables import ACCOUNT_MONTHS, Accounts, BudgetLines, Reallocations
from schemas.text.periods import MONTHS_A_YEAR
from schemas.thresholds import FEWEST_TO_COMPARE, OTHER_SCALE_TIMES, SUM_ROUNDING
from schemas.words.vocabulary import text_key

_Breaks = Callable[[pd.DataFrame, Context], "pd.Series[bool]"]


def _below_nothing(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return frame[BudgetLines.ACCOUNT].isin(EXPENSES) & (frame[BudgetLines.BUDGET] < 0).fillna(value=False)


def _income_above(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return frame[BudgetLines.ACCOUNT].isin(INCOME) & (frame[BudgetLines.BUDGET] > 0).fillna(value=False)


def in_other_scale(frame: pd.DataFrame) -> "pd.Series[bool]":
    """The lines whose budget is another scale than those of the same account, or than their own use.

    Args:
        frame: Budget lines in whole øre.

    Returns:
        A budget hundreds of times the middle one of the account's lines of the same length, or a small part of it; and
        a budget that its use is hundreds of times of, or a small part of in all lines: thousands beside kroner.
    """
    budget, actual = (frame[name].astype("float64").abs() for name in (BudgetLines.BUDGET, BudgetLines.ACTUAL))
    filled = budget.where(budget > 0)
    grain = frame[BudgetLines.PERIOD].map(lambda each: getattr(each, "grain", 0)).astype("int64")
    alike = filled.groupby([frame[BudgetLines.CENTRE], frame[BudgetLines.ACCOUNT], grain], dropna=False)
    middle, count = alike.transform("median"), alike.transform("count")
    times = filled / middle
    far = (count >= FEWEST_TO_COMPARE) & ((times > OTHER_SCALE_TIMES) | (times * OTHER_SCALE_TIMES < 1))
    used = actual.where(actual > 0)
    share = (used / filled).groupby([frame[BudgetLines.CENTRE], frame[BudgetLines.ACCOUNT]], dropna=False)
    # One month may well have used next to nothing; several in a row are in thousands.
    small = (share.transform("count") >= FEWEST_TO_COMPARE) & (share.transform("max") * OTHER_SCALE_TIMES < 1)
    return far | (actual > filled * OTHER_SCALE_TIMES) | small


def _account_written_otherwise(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """The rows of an account whose name was written before with other letters or spaces."""
    known: dict[str, str] = {}
    found = []
    for name in frame[BudgetLines.ACCOUNT]:
        text = str(name) if isinstance(name, str) else ""
        first = known.setdefault(text_key(text), text)
        found.append(bool(text) and first != text)
    return pd.Series(found, index=frame.index, dtype=bool)


def _first_written(frame: pd.DataFrame) -> dict[str, object]:
    """The names that are written in several ways, as each was written first."""
    written: dict[str, list[str]] = {}
    for name in frame[BudgetLines.ACCOUNT]:
        if isinstance(name, str) and name not in written.setdefault(text_key(name), []):
            written[text_key(name)].append(name)
    return {"others": ", ".join(f"»{names[0]}«" for names in written.values() if len(names) > 1)}


def _is_total(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """The rows of an account that is the sum of the others, which would count twice."""
    return frame[BudgetLines.ACCOUNT].map(lambda name: isinstance(name, str) and says(name, "total_words")).astype(bool)


BUDGET_RULES = (
    RowRule("unknown_centre", BudgetLines.CENTRE, not_among(BudgetLines.CENTRE, lambda c: c.centres), centre_choices),
    RowRule(
        "duplicate_budget_line",
        BudgetLines.PERIOD,
        doubled(BudgetLines.CENTRE, BudgetLines.ACCOUNT, BudgetLines.PERIOD),
        lambda row, context: {
            "centre": row[BudgetLines.CENTRE],
            "account": context.words.show(BudgetLines.ACCOUNT, str(row[BudgetLines.ACCOUNT])),
            "also": "",
        },
    ),
    RowRule("period_after_year", BudgetLines.PERIOD, after_year(BudgetLines.PERIOD), lambda _, c: {"year": c.year}),
    RowRule("account_is_total", BudgetLines.ACCOUNT, _is_total),
    RowRule("negative_budget", BudgetLines.BUDGET, _below_nothing),
    RowRule("income_above_nothing", BudgetLines.BUDGET, _income_above),
    RowRule("budget_other_scale", BudgetLines.BUDGET, lambda frame, _: in_other_scale(frame)),
    RowRule("account_written_otherwise", BudgetLines.ACCOUNT, _account_written_otherwise, of_all=_first_written),
)


def _months_of(row: Row) -> list[float]:
    return [0.0 if is_missing(row[month]) else float(row[month]) for month in ACCOUNT_MONTHS]


def _each(test: Callable[[Row, Context], bool]) -> _Breaks:
    """A test of rows one by one: these tables are short."""

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        if not len(frame):
            return none_of(frame)
        rows = frame.to_dict("records")
        return pd.Series([test({str(k): v for k, v in row.items()}, context) for row in rows], frame.index, dtype=bool)

    return breaks


def _no_twelfths(row: Row, _: Context) -> bool:
    return row[Accounts.PROFILE] == BudgetProfile.OWN and abs(sum(_months_of(row)) - MONTHS_A_YEAR) > SUM_ROUNDING


def _unused_twelfths(row: Row, _: Context) -> bool:
    return row[Accounts.PROFILE] != BudgetProfile.OWN and any(_months_of(row))


def _crossed_limits(row: Row, _: Context) -> bool:
    return bool(row[Accounts.FLOOR] > row[Accounts.CEILING])


ACCOUNT_RULES: tuple[RowRule, ...] = (
    RowRule("duplicate_account", Accounts.ACCOUNT, doubled(Accounts.ACCOUNT)),
    RowRule(
        "twelfths_not_twelve",
        Accounts.PROFILE,
        _each(_no_twelfths),
        lambda row, context: {"sum": context.words.number(sum(_months_of(row)))},
    ),
    RowRule("twelfths_unused", Accounts.PROFILE, _each(_unused_twelfths)),
    *(below_nothing(Accounts, month) for month in ACCOUNT_MONTHS),
    RowRule("limits_crossed", Accounts.FLOOR, _each(_crossed_limits)),
)


def _is_transfer(row: Row) -> bool:
    return bool(row[Reallocations.KIND] == ReallocationKind.TRANSFER)


def _has(row: Row, field: Field) -> bool:
    return not is_missing(row[field])


def _one_sided(row: Row, _: Context) -> bool:
    """A transfer without one of its sides changes the whole, which only a supplementary grant may."""
    return _is_transfer(row) and not (_has(row, Reallocations.FROM_CENTRE) and _has(row, Reallocations.TO_CENTRE))


def _both_sides(row: Row, _: Context) -> bool:
    sides = _has(row, Reallocations.FROM_CENTRE) + _has(row, Reallocations.TO_CENTRE)
    return not _is_transfer(row) and sides != 1


def _to_itself(row: Row, _: Context) -> bool:
    same = _has(row, Reallocations.FROM_CENTRE) and row[Reallocations.FROM_CENTRE] == row[Reallocations.TO_CENTRE]
    other = row[Reallocations.TO_ACCOUNT]
    return _is_transfer(row) and same and (is_missing(other) or other == row[Reallocations.ACCOUNT])


def _with_sign(row: Row, _: Context) -> bool:
    return _is_transfer(row) and _has(row, Reallocations.AMOUNT) and bool(row[Reallocations.AMOUNT] < 0)


def _of_other_year(row: Row, context: Context) -> bool:
    return context.year is not None and _has(row, Reallocations.DATE) and row[Reallocations.DATE].year != context.year


REALLOCATION_RULES: tuple[RowRule, ...] = (
    RowRule("reallocation_unbalanced", Reallocations.AMOUNT, _each(_one_sided)),
    RowRule("grant_sides", Reallocations.KIND, _each(_both_sides)),
    RowRule("reallocation_to_itself", Reallocations.TO_CENTRE, _each(_to_itself)),
    RowRule("reallocation_sign", Reallocations.AMOUNT, _each(_with_sign)),
    RowRule("reallocation_other_year", Reallocations.DATE, _each(_of_other_year), lambda _, c: {"year": c.year}),
    RowRule("duplicate_reallocation", Reallocations.AMOUNT, doubled(*Reallocations.fields)),
    outside_centres(Reallocations.FROM_CENTRE),
    outside_centres(Reallocations.TO_CENTRE),
)
