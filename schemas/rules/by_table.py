"""The rules that rows must keep: each with its issue code, the column it points at, and a vectorised test."""

from schemas.fields import Table
from schemas.rules.goal_rules import GOAL_RULES
from schemas.rules.measure_rules import MEASURE_RULES
from schemas.rules.observation_rules import OBSERVATION_RULES
from schemas.rules.parameter_rules import PARAMETER_RULES
from schemas.rules.row_rules import RowRule, after_year, centre_choices, doubled, not_among
from schemas.rules.version_rules import VERSION_RULES
from schemas.tables import BudgetLines, Centres, Goals, Measures, Observations, Parameters

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
RULES: dict[type[Table], tuple[RowRule, ...]] = {
    Goals: (*GOAL_RULES, *VERSION_RULES),
    Measures: MEASURE_RULES,
    Observations: OBSERVATION_RULES,
    BudgetLines: BUDGET_RULES,
    Centres: (RowRule("duplicate_centre", Centres.CENTRE, doubled(Centres.CENTRE)),),
    Parameters: PARAMETER_RULES,
}
