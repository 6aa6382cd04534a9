"""Budgets of exports that are more than their row's own month: told by the workbook's, and made the month's."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import pandas as pd

from schemas.expected import Expected
from schemas.frames import Record, is_missing, numbered, records
from schemas.issues.issue import Issue, Place
from schemas.lexicon.budget_titles import Reach, budget_title
from schemas.masking import Amount
from schemas.profiles.export_profile import ExportProfile
from schemas.reading import Understood, header_cell
from schemas.tables import BudgetLines
from schemas.text.amounts import kroner
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from schemas.thresholds import FEWEST_TO_PROVE
from schemas.words.vocabulary import Words

Series = tuple[object, object, int]
"""Centre, account and year."""
_ALL = frozenset(Reach)


@dataclass(frozen=True)
class _Row:
    """A row before and after its actual was made its own period's.

    Args:
        row: Its index.
        end: The month (1 to 12) that its period ended in.
        is_kept: Whether its period is the one that the export says.
        budget: What the export says, in øre.
        actual: The actual as the export says it.
        period: Its own period.
    """

    row: int
    end: int
    is_kept: bool
    budget: int
    actual: int | None
    period: Period


def known_budgets(expected: Expected | None) -> dict[Series, dict[int, int]]:
    """The workbook's budgets of months: series -> month (1 to 12) -> øre."""
    found: dict[Series, dict[int, int]] = {}
    for record in records(expected.budget_lines) if expected else ():
        period, budget = record[BudgetLines.PERIOD], record[BudgetLines.BUDGET]
        if period.grain is Grain.MONTH and not is_missing(budget):
            found.setdefault(_series(record), {})[period.index] = budget
    return found


def _series(record: Record) -> Series:
    return record[BudgetLines.CENTRE], record[BudgetLines.ACCOUNT], record[BudgetLines.PERIOD].year


def with_own_budgets(
    understood: Understood,
    before: pd.DataFrame,
    frame: pd.DataFrame,
    profile: ExportProfile,
    expected: Expected | None,
    words: Words,
) -> tuple[pd.DataFrame, list[Issue]]:
    """Make each row's budget that of its own period.

    Args:
        understood: Where the rows stand.
        before: The rows as the export has them.
        frame: The rows with their own periods, of the same index.
        profile: What the user has said.
        expected: The contract; its budgets of months stand where the export has the year's.
        words: The language of the findings.

    Returns:
        The rows, and findings; an error where neither the user nor titles nor figures tell what the budgets are.
    """
    series = _rows(before, frame)
    if not series or (not profile.accumulated and _told(understood, profile) is Reach.MONTH):
        return frame, []
    known = known_budgets(expected)
    reach = _told(understood, profile) or _shown_by_figures(series, known)
    if reach is None:
        return frame, [_unclear(understood)]
    own: dict[int, int | None] = {}
    issues: list[Issue] = []
    for key, rows in series.items():
        months = known.get(key, {})
        own |= {row.row: _own(row, rows, months, reach) for row in rows}
        if reach is Reach.YEAR:
            issues += _about_year(understood, key, rows, months, words)
    budgets = [own.get(row, record[BudgetLines.BUDGET]) for row, record in numbered(frame)]
    return frame.assign(**{BudgetLines.BUDGET: pd.Series(budgets, index=frame.index, dtype="Int64")}), issues


def _rows(before: pd.DataFrame, frame: pd.DataFrame) -> dict[Series, list[_Row]]:
    stated = dict(numbered(before))
    found: dict[Series, list[_Row]] = {}
    for row, record in numbered(frame):
        old = stated[row]
        period, budget = old[BudgetLines.PERIOD], old[BudgetLines.BUDGET]
        if not isinstance(period, Period) or is_missing(budget):
            continue
        end = period.last_month % MONTHS_A_YEAR + 1
        actual = None if is_missing(old[BudgetLines.ACTUAL]) else int(old[BudgetLines.ACTUAL])
        own: Period = record[BudgetLines.PERIOD]
        found.setdefault(_series(record), []).append(_Row(row, end, own == period, int(budget), actual, own))
    return {key: sorted(rows, key=lambda each: each.end) for key, rows in found.items()}


def _told(understood: Understood, profile: ExportProfile) -> Reach | None:
    """What the user says, or else the title."""
    if profile.budget_is:
        return Reach(profile.budget_is)
    at = understood.positions.get(BudgetLines.BUDGET)
    told = budget_title(understood.raw.header[at]) if at is not None else None
    if told is not None and told.reach is not Reach.MONTH:
        return told.reach
    return None if profile.accumulated else Reach.MONTH


def _shown_by_figures(
    series: Mapping[Series, Sequence[_Row]], known: Mapping[Series, Mapping[int, int]]
) -> Reach | None:
    """What the budgets are by the workbook's own, or by their course; None where that does not tell."""
    left = set(_ALL)
    for key, rows in series.items():
        for row in rows:
            left &= _as_known(row, known.get(key, {})) or _ALL
        left &= _by_course(rows)
    if left == {Reach.MONTH, Reach.TO_DATE}:
        return Reach.TO_DATE  # of January alone: they are the same
    return left.pop() if len(left) == 1 else None


def _as_known(row: _Row, months: Mapping[int, int]) -> Set[Reach]:
    """What a budget is by the workbook's own; nothing where it is none of them."""
    found = set()
    if months.get(row.end) == row.budget:
        found.add(Reach.MONTH)
    if _sum(months, 1, row.end) == row.budget:
        found.add(Reach.TO_DATE)
    if _sum(months, 1, MONTHS_A_YEAR) == row.budget:
        found.add(Reach.YEAR)
    return found


def _sum(months: Mapping[int, int], first: int, last: int) -> int | None:
    wanted = range(first, last + 1)
    return sum(months[month] for month in wanted) if all(month in months for month in wanted) else None


def _by_course(rows: Sequence[_Row]) -> Set[Reach]:
    if len(rows) < FEWEST_TO_PROVE:
        return _ALL
    budgets = [row.budget for row in rows]
    if len(set(budgets)) > 1:
        grows = all(later > earlier for earlier, later in itertools.pairwise(budgets))
        return {Reach.TO_DATE} if grows else {Reach.MONTH, Reach.YEAR}
    last = rows[-1]
    if not last.actual or last.actual < 0 or last.budget <= 0:
        return {Reach.MONTH, Reach.YEAR}
    use = last.actual / last.budget
    # A use of all that is due is one month's budget for each month, or a twelfth of the year's.
    of_months, of_year = abs(math.log(use / last.end)), abs(math.log(use * MONTHS_A_YEAR / last.end))
    return {Reach.MONTH} if of_months < of_year else {Reach.YEAR}


def _own(row: _Row, rows: Sequence[_Row], months: Mapping[int, int], reach: Reach) -> int | None:
    """The budget of a row's own period."""
    first = row.period.first_month % MONTHS_A_YEAR + 1
    if reach is Reach.YEAR:
        there = _sum(months, first, row.end)
        return there if there is not None else _due(row.budget, row.end) - _due(row.budget, first - 1)
    if reach is Reach.TO_DATE:
        before = next((each.budget for each in rows if each.end == first - 1), _sum(months, 1, first - 1))
        return row.budget - before if before is not None else _sum(months, first, row.end)
    return row.budget if row.is_kept or row.period.grain is Grain.MONTH else _sum(months, first, row.end)


def _due(budget: int, months: int) -> int:
    """What of a year's budget is due after some months of an even year, in whole øre."""
    return round(budget * months / MONTHS_A_YEAR)


def _about_year(
    understood: Understood, key: Series, rows: Sequence[_Row], months: Mapping[int, int], words: Words
) -> Iterator[Issue]:
    last = rows[-1]
    whole = _sum(months, 1, MONTHS_A_YEAR)
    place = understood.place(last.row, BudgetLines.BUDGET)
    about: dict[str, object] = {"centre": key[0], "account": words.show(BudgetLines.ACCOUNT, str(key[1]))}
    shown = _shown(last.budget, words)
    if any(_sum(months, row.period.first_month % MONTHS_A_YEAR + 1, row.end) is None for row in rows):
        yield Issue("year_budget_split", place, shown, about)
    elif whole is not None and whole != last.budget:
        yield Issue("year_budget_differs", place, shown, {**about, "sum": _shown(whole, words)})


def _shown(ore: int, words: Words) -> Amount:
    return Amount(words.number(kroner(ore)))


def _unclear(understood: Understood) -> Issue:
    raw, at = understood.raw, understood.positions[BudgetLines.BUDGET]
    title = raw.header[at]
    return Issue("budget_reach_unclear", Place(raw.file, raw.sheet, raw.header_row, title, header_cell(raw, at)), title)
