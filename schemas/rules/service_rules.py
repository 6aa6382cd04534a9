"""Rules of the service catalogue, taxameters and inflows."""

import pandas as pd

from schemas.context import Context
from schemas.fields import Field
from schemas.rules.row_rules import RowRule, centre_choices, not_among
from schemas.tables import Inflows, Taxameters

SERVICE_RULES: tuple[RowRule, ...] = ()


def _below_nothing(field: Field) -> RowRule:
    """An amount or a number that cannot be below 0."""

    def breaks(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
        return (frame[field] < 0).fillna(value=False)

    return RowRule("below_nothing", field, breaks)


_TAXAMETER_FIGURES = (
    Taxameters.FIXED_GRANT,
    Taxameters.UNIT_PRICE,
    Taxameters.BUDGETED_ACTIVITY,
    Taxameters.ACTUAL_ACTIVITY,
)
_INFLOW_FIGURES = (
    Inflows.BUDGETED_PERSONS,
    Inflows.UNIT_PRICE,
    Inflows.INFLOW,
    Inflows.LAST_YEAR_TO_DATE,
    Inflows.LAST_YEAR,
)


def _activity_without_price(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    activity = frame[Taxameters.BUDGETED_ACTIVITY].notna() | frame[Taxameters.ACTUAL_ACTIVITY].notna()
    return activity & frame[Taxameters.UNIT_PRICE].isna()


TAXAMETER_RULES: tuple[RowRule, ...] = (
    RowRule("unknown_centre", Taxameters.CENTRE, not_among(Taxameters.CENTRE, lambda c: c.centres), centre_choices),
    RowRule("activity_without_price", Taxameters.UNIT_PRICE, _activity_without_price),
    *(_below_nothing(field) for field in _TAXAMETER_FIGURES),
)
INFLOW_RULES: tuple[RowRule, ...] = (
    RowRule("unknown_centre", Inflows.CENTRE, not_among(Inflows.CENTRE, lambda c: c.centres), centre_choices),
    *(_below_nothing(field) for field in _INFLOW_FIGURES),
)
