"""Rules of the forecasts that were made."""

from schemas.rules.row_rules import RowRule

FORECAST_RULES: tuple[RowRule, ...] = ()
