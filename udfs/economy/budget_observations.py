"""The observations that budget lines give, so that economy goals run through the same path as all others."""

import pandas as pd

from schemas.frames import is_missing, records
from schemas.measures import account_measure, deviation_measure
from schemas.reading import frame_of
from schemas.tables import MARK, BudgetLines, Observations
from schemas.text.amounts import kroner
from schemas.text.periods import Grain, Period
from udfs.economy.budget import forecast_deviation
from udfs.economy.budget_to_date import with_shares
from udfs.economy.forecasts_made import final_accounts


def budget_observations(lines: pd.DataFrame) -> pd.DataFrame:
    """Turn budget lines into observations.

    Args:
        lines: Validated budget lines in whole øre.

    Returns:
        For each line with an actual an observation of the account's use (numerator actual, denominator budget, 0
        where there is none; in kroner, as in observations from elsewhere, beside which a group's ratio is rebuilt);
        for each monthly forecast of a year whose accounts are complete, how far it lay from them, in per cent
        (contract 2011, goal 13).
    """
    rows: list[dict[str, object]] = []
    for line in records(with_shares(lines)):
        budget, actual = line[BudgetLines.BUDGET], line[BudgetLines.ACTUAL]
        if not is_missing(actual):
            rows.append(
                {
                    Observations.CENTRE: line[BudgetLines.CENTRE],
                    Observations.MEASURE: account_measure(str(line[BudgetLines.ACCOUNT])),
                    Observations.PERIOD: line[BudgetLines.PERIOD],
                    Observations.NUMERATOR: kroner(actual),
                    Observations.DENOMINATOR: kroner(0 if is_missing(budget) else budget),
                    Observations.SOURCE: BudgetLines.name,
                }
            )
    rows += _deviations(lines)
    frame = frame_of(Observations, rows)
    frame[MARK] = pd.Series([None] * len(frame), dtype=object)
    return frame


def _deviations(lines: pd.DataFrame) -> list[dict[str, object]]:
    finals = final_accounts(lines)
    rows: list[dict[str, object]] = []
    for line in records(lines):
        period = line[BudgetLines.PERIOD]
        key = (line[BudgetLines.CENTRE], line[BudgetLines.ACCOUNT], period.year)
        if period.grain is not Grain.MONTH or is_missing(line[BudgetLines.FORECAST]) or key not in finals:
            continue
        rows.append(
            {
                Observations.CENTRE: line[BudgetLines.CENTRE],
                Observations.MEASURE: deviation_measure(str(line[BudgetLines.ACCOUNT]), period.index),
                Observations.PERIOD: Period(period.year, Grain.YEAR),
                Observations.VALUE: float(forecast_deviation(line[BudgetLines.FORECAST], finals[key])),
                Observations.SOURCE: BudgetLines.name,
            }
        )
    return rows
