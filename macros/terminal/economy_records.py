"""The economy as JSON holds it."""

from macros.steps.economy.tables import Economy
from macros.terminal.economy_keys import ECONOMY
from macros.terminal.showing import table_records
from schemas.tables import BudgetFollowUp, Rewards, ServiceVariances, WarningsDue

_TABLES = (BudgetFollowUp, WarningsDue, ServiceVariances, Rewards)


def economy_records(economy: Economy) -> dict[str, object]:
    """The tables of economy under their names: fields as in the tables, amounts in kroner, numbers unrounded."""
    return {key: table_records(economy.frame(table), table) for key, table in zip(ECONOMY, _TABLES, strict=True)}
