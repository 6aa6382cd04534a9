"""Forecasts of a year's use as they were made, beside the final accounts.

Source: contract 2011, goal 13: the July and the October forecast may lie 3 and 1 per cent from the accounts.
"""

from datetime import date
from typing import NamedTuple

import pandas as pd

from schemas.frames import Record, is_missing, records
from schemas.reading import frame_of
from schemas.tables import BudgetLines, ForecastsMade
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from udfs.economy.amounts import exact
from udfs.economy.budget_to_date import counted_lines

_HUNDRED = 100
AccountYear = tuple[str, str, int]
"""Centre, account, year."""


class MadeIn(NamedTuple):
    """What a forecast is of, and the month of that year in which it was made."""

    centre: str
    account: str
    year: int
    month: int


def final_accounts(lines: pd.DataFrame) -> dict[AccountYear, int]:
    """The year's actual, in øre, of each account whose lines cover all twelve months."""
    actual: dict[AccountYear, int] = {}
    months: dict[AccountYear, int] = {}
    for line in records(counted_lines(lines).counted):
        period = line[BudgetLines.PERIOD]
        key = (line[BudgetLines.CENTRE], line[BudgetLines.ACCOUNT], period.year)
        actual[key] = actual.get(key, 0) + line[BudgetLines.ACTUAL]
        months[key] = months.get(key, 0) + int(period.grain)
    return {key: total for key, total in actual.items() if months[key] == MONTHS_A_YEAR}


def is_within(forecast: int, final: int, limit: float) -> bool:
    """Whether a forecast lies within its limit, over or under alike; just on it is within.

    Args:
        forecast: The year's use as it was forecast, in øre.
        final: The year's use in the accounts, in øre.
        limit: In per cent of the accounts.
    """
    return abs(forecast - final) * _HUNDRED <= exact(limit) * abs(final)


def last_of_months(made: pd.DataFrame) -> dict[MadeIn, Record]:
    """The last forecast that was made in each month of its own year.

    Args:
        made: Forecasts as they were made.

    Returns:
        Its rows; of two of a day the one further down. One made before or after its year stands in no month of it.
    """
    found: dict[MadeIn, Record] = {}
    for row in records(made):
        day, year = row[ForecastsMade.MADE_ON], row[ForecastsMade.YEAR]
        if not isinstance(day, date) or is_missing(year) or is_missing(row[ForecastsMade.AMOUNT]) or day.year != year:
            continue
        key = MadeIn(str(row[ForecastsMade.CENTRE]), str(row[ForecastsMade.ACCOUNT]), int(year), day.month)
        if key not in found or found[key][ForecastsMade.MADE_ON] <= day:
            found[key] = row
    return found


def with_forecasts(lines: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Budget lines with the forecasts that are written on a list of their own.

    Args:
        lines: Validated budget lines in whole øre.
        made: Forecasts as they were made.

    Returns:
        The lines, each month with the last forecast that was made in it, which wins over the line's own; a month that
        has no line gets one with a forecast alone, below the others.
    """
    last = last_of_months(made)
    if not last:
        return lines
    forecasts = []
    for line in records(lines):
        period = line[BudgetLines.PERIOD]
        key = MadeIn(line[BudgetLines.CENTRE], line[BudgetLines.ACCOUNT], period.year, period.index)
        is_made = period.grain is Grain.MONTH and key in last
        forecasts.append(last.pop(key)[ForecastsMade.AMOUNT] if is_made else line[BudgetLines.FORECAST])
    rows = [
        {
            BudgetLines.CENTRE: key.centre,
            BudgetLines.ACCOUNT: key.account,
            BudgetLines.PERIOD: Period(key.year, Grain.MONTH, key.month),
            BudgetLines.FORECAST: row[ForecastsMade.AMOUNT],
        }
        for key, row in last.items()
    ]
    whole = lines.assign(**{BudgetLines.FORECAST: pd.Series(forecasts, index=lines.index, dtype="Int64")})
    if not rows:
        return whole
    further = frame_of(BudgetLines, rows)
    return pd.concat([whole, further], ignore_index=True) if len(whole) else further
