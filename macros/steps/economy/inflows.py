"""Resources follow the citizen: the inflow to date and the budget that it makes likely."""

import math
from dataclasses import dataclass

import numpy as np

from macros.steps.economy.counts import Counted, counted_until, months_gone
from macros.steps.economy.found import Economics, Found
from schemas.frames import Record, is_missing, numbered
from schemas.issues.issue import Issue
from schemas.reading import frame_of
from schemas.tables import InflowBudgets, Inflows
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from udfs.economy.inflow import inflow_budget

_NAMES = (Inflows.INFLOW, Inflows.LAST_YEAR_TO_DATE, Inflows.LAST_YEAR)


def inflow_budgets(about: Economics) -> Found:
    """The persons expected by last year's pattern, and the budget at the average price.

    Args:
        about: The workbook's economy.
    """
    rows, issues = [], []
    table = about.contract.tables.get(Inflows.name)
    for at, row in numbered(about.contract.frame(Inflows)):
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
    now, before, whole = (math.nan if is_missing(row[name]) else float(row[name]) for name in _NAMES)
    year, months = about.contract.year, months_gone(about.as_of, about.contract.year)
    if is_missing(row[Inflows.MEASURE]):
        return _Counts(now, before, whole, 0 if math.isnan(now) else months)
    key = (about.contract, str(row[Inflows.CENTRE]), str(row[Inflows.MEASURE]))
    if math.isnan(now):
        counted = counted_until(*key, year, months)
        now, months = (counted.total, counted.months) if counted.months else (math.nan, 0)
    before = _whole(counted_until(*key, year - 1, months), months) if math.isnan(before) else before
    last = counted_until(*key, year - 1, MONTHS_A_YEAR)
    whole = _whole(last, MONTHS_A_YEAR) if math.isnan(whole) else whole
    return _Counts(now, before, whole, months)


def _whole(counted: Counted, months: int) -> float:
    """A count that covers so many months; NaN where it does not."""
    return counted.total if months and counted.months == months else math.nan
