"""The tables of the design's section 4. Here each column name is written, once.

Whoever needs a column writes ``Goals.TARGET``; a file may head it with the field name or with the vocabulary's
Danish or English title.
"""

from schemas.codes import (
    Account,
    Basis,
    Element,
    GoalType,
    Light,
    PlanStatus,
    Profile,
    Rule,
    Severity,
    ShowAs,
    Summary,
    Unit,
    YesNo,
)
from schemas.fields import Field, Kind, Table

MARK = "mark"
"""A column beside ``Observations``: the text of a suppressed value (``<5``), which is neither missing nor zero."""


class Centres(Table, name="centres"):
    """Contract-holding units with their group, and whether they count in the total (BIF i alt)."""

    CENTRE = Field("centre", required=True, nullable=False)
    SHORT_NAME = Field("short_name")
    GROUP = Field("group")
    IN_TOTAL = Field("in_total", Kind.CODE, YesNo, default=YesNo.YES)


class Goals(Table, name="goals"):
    """The contract register: one line a goal; a renegotiated goal has one line for each ``valid_from``."""

    YEAR = Field("year", Kind.WHOLE, required=True, nullable=False)
    CENTRE = Field("centre", required=True, nullable=False)
    NUMBER = Field("number", required=True, nullable=False)
    PARAMETER = Field("parameter")
    FOCUS = Field("focus")
    GOAL_TYPE = Field("goal_type", Kind.CODE, GoalType, required=True, nullable=False)
    TITLE = Field("title", required=True, nullable=False)
    MEASURE = Field("measure", required=True, nullable=False)
    UNIT = Field("unit", Kind.CODE, Unit, required=True, nullable=False)
    RULE = Field("rule", Kind.CODE, Rule, required=True, nullable=False)
    BASIS = Field("basis", Kind.CODE, Basis, default=Basis.ABSOLUTE)
    TARGET = Field("target", Kind.FIGURE, required=True)
    TARGET_MAX = Field("target_max", Kind.FIGURE)
    BASELINE_PERIOD = Field("baseline_period", Kind.PERIOD)
    BASELINE = Field("baseline", Kind.FIGURE)
    SHOW_AS = Field("show_as", Kind.CODE, ShowAs, default=ShowAs.LEVEL)
    SUMMARY = Field("summary", Kind.CODE, Summary, required=True, nullable=False)
    PROFILE = Field("profile", Kind.CODE, Profile, required=True, nullable=False)
    WEIGHT = Field("weight", Kind.SHARE, default=1.0)
    TOLERANCE = Field("tolerance", Kind.SHARE)
    SOURCE = Field("source")
    RESPONSIBLE = Field("responsible")
    VALID_FROM = Field("valid_from", Kind.DATE)
    REASON = Field("reason")


class Observations(Table, name="observations"):
    """What the LIS counted: one measure, one centre, one period; a value, or a numerator and a denominator."""

    CENTRE = Field("centre", required=True, nullable=False)
    MEASURE = Field("measure", required=True, nullable=False)
    PERIOD = Field("period", Kind.PERIOD, required=True, nullable=False)
    VALUE = Field("value", Kind.FIGURE, required=True)
    NUMERATOR = Field("numerator", Kind.FIGURE)
    DENOMINATOR = Field("denominator", Kind.FIGURE)
    SOURCE = Field("source")
    EXTRACTED = Field("extracted", Kind.DATE)


class BudgetLines(Table, name="budget_lines"):
    """Budget, actual and forecast in kroner of an account in a period."""

    CENTRE = Field("centre", required=True, nullable=False)
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, required=True, nullable=False)
    PERIOD = Field("period", Kind.PERIOD, required=True, nullable=False)
    BUDGET = Field("budget", Kind.FIGURE, required=True)
    ACTUAL = Field("actual", Kind.FIGURE, required=True)
    FORECAST = Field("forecast", Kind.FIGURE)


class Services(Table, name="services"):
    """The service catalogue: unit price x activity (steering model 2006). Prices and costs in kroner."""

    YEAR = Field("year", Kind.WHOLE, required=True, nullable=False)
    CENTRE = Field("centre", required=True, nullable=False)
    SERVICE = Field("service", required=True, nullable=False)
    ELEMENT = Field("element", Kind.CODE, Element, required=True, nullable=False)
    PURCHASER = Field("purchaser")
    PROVIDER = Field("provider")
    UNIT_PRICE = Field("unit_price", Kind.FIGURE)
    BUDGETED_ACTIVITY = Field("budgeted_activity", Kind.FIGURE)
    ACTUAL_ACTIVITY = Field("actual_activity", Kind.FIGURE)
    ACTUAL_COST = Field("actual_cost", Kind.FIGURE)


class Results(Table, name="results"):
    """One line a goal, computed. Figures in the goal's unit; ``attainment`` is a fraction (1 is met)."""

    NUMBER = Field("number", nullable=False)
    CENTRE = Field("centre", nullable=False)
    MEASURE = Field("measure", nullable=False)
    UNIT = Field("unit", Kind.CODE, Unit, nullable=False)
    RULE = Field("rule", Kind.CODE, Rule, nullable=False)
    TARGET = Field("target", Kind.FIGURE)
    TARGET_MAX = Field("target_max", Kind.FIGURE)
    TARGET_TO_DATE = Field("target_to_date", Kind.FIGURE)
    RESULT = Field("result", Kind.FIGURE)
    DIFFERENCE = Field("difference", Kind.FIGURE)
    ATTAINMENT = Field("attainment", Kind.SHARE)
    FORECAST = Field("forecast", Kind.FIGURE)
    FORECAST_ALTERNATIVE = Field("forecast_alternative", Kind.FIGURE)
    REQUIRED = Field("required", Kind.FIGURE)
    REQUIRED_MAX = Field("required_max", Kind.FIGURE)
    LIGHT = Field("light", Kind.CODE, Light, nullable=False)
    COMPUTED_LIGHT = Field("computed_light", Kind.CODE, Light, nullable=False)
    ASSESSMENT = Field("assessment", Kind.CODE, Light)
    REASON = Field("reason")
    AS_OF = Field("as_of", Kind.DATE, nullable=False)
    SHOWN_UNIT = Field("shown_unit", Kind.CODE, Unit)
    SHOWN_TARGET = Field("shown_target", Kind.FIGURE)
    SHOWN_RESULT = Field("shown_result", Kind.FIGURE)
    SHOWN_DIFFERENCE = Field("shown_difference", Kind.FIGURE)
    # Beyond the design's list: what sections 5 and 6 ask to be said beside the figures.
    TITLE = Field("title")
    TARGET_TO_DATE_MAX = Field("target_to_date_max", Kind.FIGURE)
    FAVOURABLE = Field("favourable", Kind.CODE, YesNo)
    SHARE_OF_YEAR = Field("share_of_year", Kind.SHARE)
    MONTHS = Field("months", Kind.WHOLE)
    NOTE = Field("note")
    ASSESSMENT_REASON = Field("assessment_reason")
    ASSESSED_BY = Field("assessed_by")
    ASSESSED_ON = Field("assessed_on", Kind.DATE)
    # What the figures were computed from, so that each can be computed again beside them.
    BASIS = Field("basis", Kind.CODE, Basis)
    SUMMARY = Field("summary", Kind.CODE, Summary)
    PROFILE = Field("profile", Kind.CODE, Profile)
    STATED = Field("stated", Kind.FIGURE)
    BASELINE = Field("baseline", Kind.FIGURE)
    BASELINE_TO_DATE = Field("baseline_to_date", Kind.FIGURE)
    LAST_YEAR_TO_DATE = Field("last_year_to_date", Kind.FIGURE)
    LAST_YEAR = Field("last_year", Kind.FIGURE)
    LAST_YEAR_REST = Field("last_year_rest", Kind.FIGURE)
    LOWEST = Field("lowest", Kind.FIGURE)
    HIGHEST = Field("highest", Kind.FIGURE)
    TOLERANCE = Field("tolerance", Kind.SHARE)
    IMPOSSIBLE = Field("impossible", Kind.CODE, YesNo)


class Issues(Table, name="issues"):
    """Findings of validation."""

    CODE = Field("code", nullable=False)
    SEVERITY = Field("severity", Kind.CODE, Severity, nullable=False)
    FILE = Field("file")
    SHEET = Field("sheet")
    ROW = Field("row", Kind.WHOLE)
    COLUMN = Field("column")
    CELL = Field("cell")
    VALUE = Field("value")
    MESSAGE = Field("message", nullable=False)
    SUGGESTION = Field("suggestion")


class IssueGroups(Table, name="issue_groups"):
    """Findings of one code in one sheet of one file, as one line."""

    CODE = Field("code", nullable=False)
    SEVERITY = Field("severity", Kind.CODE, Severity, nullable=False)
    COUNT = Field("count", Kind.WHOLE, nullable=False)
    TITLE = Field("title", nullable=False)
    SUGGESTION = Field("suggestion")
    FILE = Field("file")
    SHEET = Field("sheet")
    FIRST_PLACE = Field("first_place")


class ActionPlans(Table, name="action_plans"):
    """Actions with owner, deadline as written, due date and log (2011 contract, appendix 2)."""

    GOAL = Field("goal", required=True, nullable=False)
    THEME = Field("theme")
    FOCUS = Field("focus")
    ACTION = Field("action", required=True, nullable=False)
    RESPONSIBLE = Field("responsible")
    DEADLINE = Field("deadline")
    DUE = Field("due", Kind.DATE)
    STATUS = Field("status", Kind.CODE, PlanStatus)
    CENTRAL_CONTRIBUTION = Field("central_contribution")
    LOG = Field("log")


class Parameters(Table, name="parameters"):
    """Parameters the user may change; the shipped values only seed the sheet."""

    NAME = Field("name", required=True, nullable=False)
    VALUE = Field("value", Kind.SHARE, required=True, nullable=False)
    UNIT = Field("unit")
    VALID_FROM = Field("valid_from", Kind.DATE)
    SOURCE = Field("source")
    DESCRIPTION = Field("description")


class LogLines(Table, name="log"):
    """Who did what, when, with which files (SHA-256) and which version."""

    TIME = Field("time", nullable=False)
    PERSON = Field("person")
    STEP = Field("step", nullable=False)
    DETAIL = Field("detail")
    FILE = Field("file")
    SHA256 = Field("sha256")
    VERSION = Field("version")


class BudgetFollowUp(Table, name="budget_follow_up"):
    """Budget use of an account to date, checked against its floor and ceiling. Kroner and per cent."""

    CENTRE = Field("centre", nullable=False)
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, nullable=False)
    PERIOD = Field("period")
    BUDGET = Field("budget", Kind.FIGURE)
    ACTUAL = Field("actual", Kind.FIGURE)
    REMAINING = Field("remaining", Kind.FIGURE)
    USE = Field("use", Kind.FIGURE)
    FLOOR = Field("floor", Kind.FIGURE)
    CEILING = Field("ceiling", Kind.FIGURE)
    CHECK = Field("check")


class StrategyLines(Table, name="strategy"):
    """The strategy map as lines: perspective, focus, the goals it serves (2011 contract, appendix 1)."""

    PERSPECTIVE = Field("perspective")
    FOCUS = Field("focus")
    SUPPORTS = Field("supports")


REGISTER_TABLES: tuple[type[Table], ...] = (Goals, Centres, Parameters, BudgetLines)
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


class PrintedDifferences(Table, name="printed_differences"):
    """A report's printed figures, to be compared with what the figures give."""

    TABLE = Field("table", required=True, nullable=False)
    CENTRE = Field("centre", required=True, nullable=False)
    MEASURE = Field("measure", required=True, nullable=False)
    RULE = Field("rule", Kind.CODE, Rule)
    TARGET = Field("target", Kind.FIGURE)
    TARGET_MAX = Field("target_max", Kind.FIGURE)
    RESULT = Field("result", Kind.FIGURE)
    PRINTED_DIFFERENCE = Field("printed_difference", Kind.FIGURE, required=True)
    PERIOD = Field("period", Kind.PERIOD)
    SOURCE = Field("source")


class PrintedOverview(Table, name="printed_overview"):
    """A contract's printed count of its goals by parameter and goal type; the line without parameter is the sum."""

    PARAMETER = Field("parameter", required=True)
    EFFORT = Field("effort", Kind.WHOLE, required=True)
    RESULT = Field("result", Kind.WHOLE, required=True)
    TOTAL = Field("total", Kind.WHOLE)
