"""Rules of the service catalogue, taxameters and inflows."""

from schemas.rules.row_rules import RowRule

SERVICE_RULES: tuple[RowRule, ...] = ()
TAXAMETER_RULES: tuple[RowRule, ...] = ()
INFLOW_RULES: tuple[RowRule, ...] = ()
