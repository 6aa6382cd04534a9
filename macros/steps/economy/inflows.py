"""Resources follow the citizen: the inflow to date and the budget that it makes likely."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from macros.steps.economy.corrected import counted_of
from macros.steps.economy.found import Economics, Found
from schemas.frames import Record, is_missing, numbered
from schemas.issues.issue import Issue
from schemas.reading import frame_of
from schemas.tables import InflowBudgets, Inflows
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period, running_month
from udfs.economy.inflow import inflow_budget
from udfs.goals.overlaps import year_start

_NAMES = (Inflows.INFLOW, Inflows.LAST_YEAR_TO_DATE, Inflows.LAST_YEAR)


def inflow_budgets(about: Economics) -> Found:
    """The persons expected by last year's pattern, and the budget at the average price.

    Args:
        about: The workbook's economy.
    """
    rows, issues = [], []
    table = about.contract.tables.get(Inflows.name)
    for at, row in numbered(about.contract.frame(Inflows)):
        if any(is_missing(row[name]) for name in (Inflows.BUDGETED_PERSONS, Inflows.UNIT_PRICE)):
            continue
        rows.append(_line(row, about))
        known = not is_missing(row[Inflows.MEASURE]) or not is_missing(row[Inflows.INFLOW])
        if not known and table is not None:
            issues.append(Issue("inflow_unknown", table.place(at, Inflows.INFLOW), str(row[Inflows.CENTRE])))
    return Found(frame_of(InflowBudgets, rows), issues)


def _line(row: Record, about: Economics) -> Record:
    year, words = about.contract.year, about.words
    counts = _counted(row, about)
    months = counts.months
    found = inflow_budget(
        float(row[Inflows.BUDGETED_PERSONS]),
        int(row[Inflows.UNIT_PRICE]),
        counts.now,
        months,
        counts.before,
        counts.whole,
    )
    note = None
    if found.persons is not None and not found.by_last_year:
        note = words.text("inflow_by_rate")
    elif found.persons is None:
        note = words.text("inflow_none")
    last = Period(year, Grain.MONTH, months) if months else None
    return {
        InflowBudgets.CENTRE: row[Inflows.CENTRE],
        InflowBudgets.TARGET_GROUP: row[Inflows.TARGET_GROUP],
        InflowBudgets.PERIOD: f"{Period(year, Grain.MONTH)} – {last}" if last else None,
        InflowBudgets.INFLOW: counts.now,
        InflowBudgets.LAST_YEAR_TO_DATE: counts.before,
        InflowBudgets.LAST_YEAR: counts.whole,
        InflowBudgets.EXPECTED_PERSONS: np.nan if found.persons is None else float(found.persons),
        InflowBudgets.BUDGET: found.budget,
        InflowBudgets.EXPECTED_BUDGET: found.expected,
        InflowBudgets.MOVED: found.moved,
        InflowBudgets.NOTE: note,
    }


@dataclass(frozen=True)
class _Counts:
    """Persons to date, of the same months last year, and of all of last year; NaN for what is not known."""

    now: float
    before: float
    whole: float
    months: int


def _counted(row: Record, about: Economics) -> _Counts:
    """What is counted: typed figures win, the measure tells the others."""
    typed = [math.nan if is_missing(row[name]) else float(row[name]) for name in _NAMES]
    year, start = about.contract.year, year_start(about.contract.year)
    reported = min(running_month(about.as_of), start + MONTHS_A_YEAR - 1) - start + 1
    months, of_measure = reported, [math.nan] * len(_NAMES)
    if not is_missing(row[Inflows.MEASURE]):
        counted = counted_of(about.contract, str(row[Inflows.CENTRE]), str(row[Inflows.MEASURE]), about.as_of)
        mine = [(period, value) for period, value in counted if period.year == year]
        if mine and math.isnan(typed[0]):
            months = max(period.last_month for period, _ in mine) - start + 1
        before = [(period, value) for period, value in counted if period.year == year - 1]
        to_date = [pair for pair in before if pair[0].last_month - (start - MONTHS_A_YEAR) < months]
        of_measure = [
            sum(value for _, value in mine) if mine else math.nan,
            _whole(to_date, months),
            _whole(before, MONTHS_A_YEAR),
        ]
    now, last, whole = (own if not math.isnan(own) else other for own, other in zip(typed, of_measure, strict=True))
    return _Counts(now, last, whole, 0 if math.isnan(now) else months)


def _whole(pairs: Sequence[tuple[Period, float]], months: int) -> float:
    """The sum of counts that cover so many months; NaN where they do not."""
    covered = sum(int(period.grain) for period, _ in pairs)
    return sum(value for _, value in pairs) if covered == months else math.nan
