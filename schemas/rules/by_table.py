"""The rules that rows must keep: each with its issue code, the column it points at, and a vectorised test."""

from schemas.fields import Table
from schemas.rules.budget_rules import ACCOUNT_RULES, BUDGET_RULES, REALLOCATION_RULES
from schemas.rules.comment_rules import COMMENT_RULES
from schemas.rules.contract_text_rules import CITIZEN_RULES, CONTRACT_TEXT_RULES
from schemas.rules.example_rules import EXAMPLE_RULES
from schemas.rules.forecast_rules import FORECAST_RULES
from schemas.rules.goal_rules import GOAL_RULES
from schemas.rules.life_rules import CENTRE_LIFE_RULES, LIFE_RULES
from schemas.rules.measure_rules import MEASURE_RULES
from schemas.rules.meeting_rules import MEETING_RULES
from schemas.rules.observation_rules import OBSERVATION_RULES
from schemas.rules.parameter_rules import PARAMETER_RULES
from schemas.rules.plan_rules import ACTION_RULES, REQUEST_RULES, THEME_RULES
from schemas.rules.reward_rules import REWARD_DECISION_RULES
from schemas.rules.row_rules import RowRule, doubled
from schemas.rules.service_rules import INFLOW_RULES, SERVICE_RULES, TAXAMETER_RULES
from schemas.rules.strategy_rules import STRATEGY_RULES, THEORY_RULES
from schemas.rules.version_rules import VERSION_RULES
from schemas.tables import (
    Accounts,
    ActionPlans,
    BudgetLines,
    Centres,
    CitizenLines,
    Comments,
    ContractTexts,
    ForecastsMade,
    Goals,
    Inflows,
    Measures,
    Meetings,
    Observations,
    Parameters,
    Reallocations,
    Requests,
    RewardDecisions,
    Services,
    StrategyLines,
    Taxameters,
    Themes,
    Theories,
)

RULES: dict[type[Table], tuple[RowRule, ...]] = {
    Goals: (*GOAL_RULES, *VERSION_RULES, *EXAMPLE_RULES, *LIFE_RULES),
    Measures: MEASURE_RULES,
    Observations: OBSERVATION_RULES,
    BudgetLines: BUDGET_RULES,
    Centres: (RowRule("duplicate_centre", Centres.CENTRE, doubled(Centres.CENTRE)), *CENTRE_LIFE_RULES),
    Parameters: PARAMETER_RULES,
    Accounts: ACCOUNT_RULES,
    Reallocations: REALLOCATION_RULES,
    ForecastsMade: FORECAST_RULES,
    Services: SERVICE_RULES,
    Taxameters: TAXAMETER_RULES,
    Inflows: INFLOW_RULES,
    RewardDecisions: REWARD_DECISION_RULES,
    Themes: THEME_RULES,
    ActionPlans: ACTION_RULES,
    Requests: REQUEST_RULES,
    Theories: THEORY_RULES,
    StrategyLines: STRATEGY_RULES,
    Comments: COMMENT_RULES,
    Meetings: MEETING_RULES,
    ContractTexts: CONTRACT_TEXT_RULES,
    CitizenLines: CITIZEN_RULES,
}
