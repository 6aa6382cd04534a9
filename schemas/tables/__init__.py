"""The tables of the design's section 4. Here each column name is written, once.

Whoever needs a column writes ``Goals.TARGET``; a file may head it with the field name or with the vocabulary's
Danish or English title.
"""

from schemas.fields import Field, Table
from schemas.tables.activity import (
    InflowBudgets,
    Inflows,
    Services,
    ServiceVariances,
    TaxameterBudgets,
    Taxameters,
    Trade,
)
from schemas.tables.contract import Centres, Goals, Measures, Parameters
from schemas.tables.data_status import STATUS_MONTHS, CentreData, DataFacts, DataLacks, DataStatus
from schemas.tables.economy import (
    ACCOUNT_MONTHS,
    Accounts,
    BudgetFollowUp,
    BudgetLines,
    ForecastAccuracy,
    ForecastsMade,
    Reallocations,
    WarningsDue,
)
from schemas.tables.findings import IssueGroups, Issues
from schemas.tables.observations import MARK, UNKNOWN_MARK, Observations
from schemas.tables.papers import CitizenLines, Comments, ContractTexts, Meetings, Readiness, Received
from schemas.tables.plans import ActionPlans, Requests, StrategyLines, Themes, Theories
from schemas.tables.printed import PrintedAssessments, PrintedDifferences, PrintedOverview
from schemas.tables.register_state import RegisterState
from schemas.tables.results import AHEAD_MONTHS, AssessedGoals, Results
from schemas.tables.rewards import BalancedAttainments, CentreEconomy, RewardBasis, RewardDecisions, Rewards
from schemas.tables.snapshots import Changes, ClosedInputs, ClosedResults, History, Revisions, SnapshotInputs
from schemas.tables.trail import LearnedKernels, LogLines, MemberFigures, MemberGoals, Origins
from schemas.tables.translations import TranslationChoices, TranslationLines

__all__ = [
    "ACCOUNT_MONTHS",
    "AHEAD_MONTHS",
    "DOCUMENT_INPUTS",
    "ECONOMY_INPUTS",
    "EXPORT_TABLES",
    "FIGURES",
    "KEYS",
    "MARK",
    "REGISTER_PAPERS",
    "REGISTER_TABLES",
    "STATUS_MONTHS",
    "UNKNOWN_MARK",
    "Accounts",
    "ActionPlans",
    "AssessedGoals",
    "BalancedAttainments",
    "BudgetFollowUp",
    "BudgetLines",
    "CentreData",
    "CentreEconomy",
    "Centres",
    "Changes",
    "CitizenLines",
    "ClosedInputs",
    "ClosedResults",
    "Comments",
    "ContractTexts",
    "DataFacts",
    "DataLacks",
    "DataStatus",
    "ForecastAccuracy",
    "ForecastsMade",
    "Goals",
    "History",
    "InflowBudgets",
    "Inflows",
    "IssueGroups",
    "Issues",
    "LearnedKernels",
    "LogLines",
    "Measures",
    "Meetings",
    "MemberFigures",
    "MemberGoals",
    "Observations",
    "Origins",
    "Parameters",
    "PrintedAssessments",
    "PrintedDifferences",
    "PrintedOverview",
    "Readiness",
    "Reallocations",
    "Received",
    "RegisterState",
    "Requests",
    "Results",
    "Revisions",
    "RewardBasis",
    "RewardDecisions",
    "Rewards",
    "ServiceVariances",
    "Services",
    "SnapshotInputs",
    "StrategyLines",
    "TaxameterBudgets",
    "Taxameters",
    "Themes",
    "Theories",
    "Trade",
    "TranslationChoices",
    "TranslationLines",
    "WarningsDue",
]

ECONOMY_INPUTS: tuple[type[Table], ...] = (
    Accounts,
    Reallocations,
    ForecastsMade,
    Services,
    Taxameters,
    Inflows,
    RewardBasis,
    RewardDecisions,
)
"""The input tables of economy: people type them in the workbook, no export brings them."""
DOCUMENT_INPUTS: tuple[type[Table], ...] = (
    Themes,
    ActionPlans,
    Requests,
    Theories,
    StrategyLines,
    Comments,
    Meetings,
    ContractTexts,
    CitizenLines,
)
"""The input tables of plans, meetings and documents; what is computed stands in columns of its own beside."""
REGISTER_TABLES: tuple[type[Table], ...] = (Goals, Centres, Measures, Parameters, BudgetLines)
REGISTER_PAPERS: tuple[type[Table], ...] = (
    ContractTexts,
    CitizenLines,
    Meetings,
    Theories,
    StrategyLines,
    TranslationLines,
)
"""What a register may bring beside its goals: the contracts' own text, those with citizens, the year's calendar, the
theories of change, the strategy map, and what names in exports mean."""
EXPORT_TABLES: tuple[type[Table], ...] = (Observations, BudgetLines)
KEYS: dict[type[Table], list[Field]] = {
    Observations: [Observations.CENTRE, Observations.MEASURE, Observations.PERIOD],
    BudgetLines: [BudgetLines.CENTRE, BudgetLines.ACCOUNT, BudgetLines.PERIOD],
}
"""What a row of an export is about; a table has one row of each."""
FIGURES: dict[type[Table], list[Field]] = {
    Observations: [Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR],
    BudgetLines: [BudgetLines.BUDGET, BudgetLines.ACTUAL, BudgetLines.FORECAST],
}
"""The figures of a row of an export."""
