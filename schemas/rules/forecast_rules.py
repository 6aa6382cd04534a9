"""Rules of the forecasts that were made."""

from datetime import date

import pandas as pd

from schemas.context import Context
from schemas.economy_codes import EXPENSES
from schemas.rules.row_rules import Row, RowRule, centre_choices, doubled, none_of
from schemas.tables import ForecastsMade

_YEARS_AROUND = 1


def _unknown_centre(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    # The list is typed in the workbook: unlike an export's figures, a line of another name belongs to no one.
    known = frame[ForecastsMade.CENTRE].isin(context.centres)
    return frame[ForecastsMade.CENTRE].notna() & ~known if context.centres else none_of(frame)


def _below_zero(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    below = (frame[ForecastsMade.AMOUNT] < 0).fillna(False).astype(bool)
    return frame[ForecastsMade.ACCOUNT].isin(EXPENSES) & below


def _other_year(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    if context.year is None:
        return none_of(frame)
    return (frame[ForecastsMade.YEAR] - context.year).abs() > _YEARS_AROUND


def _line(row: Row, context: Context) -> dict[str, object]:
    day, account = row[ForecastsMade.MADE_ON], str(row[ForecastsMade.ACCOUNT])
    return {
        "centre": row[ForecastsMade.CENTRE],
        "account": context.words.show(ForecastsMade.ACCOUNT, account),
        "made_on": context.words.day(day) if isinstance(day, date) else "",
    }


FORECAST_RULES = (
    RowRule("unknown_centre", ForecastsMade.CENTRE, _unknown_centre, centre_choices),
    RowRule(
        "duplicate_forecast",
        ForecastsMade.MADE_ON,
        doubled(ForecastsMade.CENTRE, ForecastsMade.ACCOUNT, ForecastsMade.MADE_ON, ForecastsMade.YEAR),
        _line,
    ),
    RowRule("forecast_below_zero", ForecastsMade.AMOUNT, _below_zero, _line),
    RowRule(
        "forecast_other_year",
        ForecastsMade.YEAR,
        _other_year,
        lambda _, context: {
            "first": (context.year or 0) - _YEARS_AROUND,
            "contract_year": context.year,
            "last": (context.year or 0) + _YEARS_AROUND,
        },
    ),
)
