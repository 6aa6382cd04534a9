"""Rules of budget lines, and of what corrects them."""

from schemas.rules.row_rules import RowRule, after_year, centre_choices, doubled, not_among
from schemas.tables import BudgetLines

BUDGET_RULES = (
    RowRule("unknown_centre", BudgetLines.CENTRE, not_among(BudgetLines.CENTRE, lambda c: c.centres), centre_choices),
    RowRule(
        "duplicate_budget_line",
        BudgetLines.PERIOD,
        doubled(BudgetLines.CENTRE, BudgetLines.ACCOUNT, BudgetLines.PERIOD),
        lambda row, _: {"centre": row[BudgetLines.CENTRE], "account": row[BudgetLines.ACCOUNT], "also": ""},
    ),
    RowRule("period_after_year", BudgetLines.PERIOD, after_year(BudgetLines.PERIOD), lambda _, c: {"year": c.year}),
)
ACCOUNT_RULES: tuple[RowRule, ...] = ()
REALLOCATION_RULES: tuple[RowRule, ...] = ()
