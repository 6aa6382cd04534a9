"""The codes of the tables: every enumeration a column can hold.

The codes are the contract between files and code; what a user reads for each stands in ``words/codes.toml``.
Sources: the contracts of 2007, 2009 and 2011 (goal types, rules), the half-year report of 2008 (lights).
"""

from enum import StrEnum


class GoalType(StrEnum):
    """What a goal steers by: an effect, an effort, or a development (2007 proposal, table 1)."""

    RESULT = "result"
    EFFORT = "effort"
    DEVELOPMENT = "development"


class Unit(StrEnum):
    """The unit of a goal's figures. ``pct`` figures are written 95.4 for 95.4 per cent."""

    PCT = "pct"
    PCT_POINT = "pct_point"
    COUNT = "count"
    FULL_TIME = "full_time"
    POINTS = "points"
    DAYS = "days"
    MONTHS = "months"
    KR = "kr"
    KWH = "kwh"
    YES_NO = "yes_no"


class Rule(StrEnum):
    """Which side of the target is good."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BAND = "band"
    MILESTONE = "milestone"


class Basis(StrEnum):
    """How the target is stated: as a level, or as a change on the baseline."""

    ABSOLUTE = "absolute"
    CHANGE_PCT = "change_pct"
    CHANGE_POINTS = "change_points"
    MAINTAIN = "maintain"


class FigureKind(StrEnum):
    """The natural range of a measure's figures (the sheet *Indikatorkatalog*)."""

    SHARE = "share"
    """A part of a whole: 0 to 100 per cent, its numerator among its denominator."""
    USE = "use"
    """A use of something, a budget or a place: not below 0, may exceed 100 per cent."""
    CHANGE = "change"
    """A change on an earlier period: any sign, at most 100 per cent."""
    AMOUNT = "amount"
    """A count, an amount, a duration, a score; not below 0 unless the catalogue says otherwise."""
    FREE = "free"
    """Any figure: a surplus, a net exit, a difference."""


class PeriodKind(StrEnum):
    """What a figure of a measure covers (the sheet *Indikatorkatalog*)."""

    PERIOD = "period"
    """Its own period, however long: a share of the quarter's interviews, the half-year's placements."""
    MONTH = "month"
    """A month; the figure of a longer period is another measure (a monthly rate)."""
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    MOVING_12 = "moving_12"
    """The twelve months that end with its period."""
    POINT = "point"
    """The last day of its period: a stock, a survey."""


class VersionKind(StrEnum):
    """What a later version of a goal is (the contracts of 2009, section 4, and of 2011, section 3)."""

    SUBSTANTIAL = "substantial"
    """The ground of the contract has changed: a new target, decided by the executive board."""
    METHOD = "method"
    """Another way to measure or to word the same target, agreed between centre and administration."""


class ShowAs(StrEnum):
    """How the sheets print the figures: as levels, or as the change on the baseline in per cent."""

    LEVEL = "level"
    CHANGE = "change"


class Summary(StrEnum):
    """How the figures of several periods become one."""

    MEAN = "mean"
    RATIO = "ratio"
    SUM = "sum"
    LAST = "last"


class YearProfile(StrEnum):
    """Which part of the year's target is due at a reporting date."""

    FLAT = "flat"
    LINEAR = "linear"
    SEASONAL = "seasonal"
    PATH = "path"


class Light(StrEnum):
    """The traffic light (half-year report 2008); ``none`` is no valid data and never green."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


class Verdict(StrEnum):
    """Whether a goal's year is met: known after its last month, or once arithmetic has decided."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"


class WhatIf(StrEnum):
    """The lines of the page on which a goal is tried out, in order: what may be changed, what comes of it, the rest."""

    GOAL = "goal"
    RESULT = "result"
    TARGET = "target"
    TARGET_MAX = "target_max"
    REST = "rest"
    FORECAST = "forecast"
    LOW = "low"
    HIGH = "high"
    CHANCE = "chance"
    REQUIRED = "required"
    REQUIRED_MAX = "required_max"
    LIGHT = "light"
    UNIT = "unit"
    RULE = "rule"
    SUMMARY = "summary"
    PROFILE = "profile"
    BASIS = "basis"
    BASELINE = "baseline"
    DUE = "due"
    DUE_MAX = "due_max"
    MONTHS = "months"
    COUNTED = "counted"
    SPAN = "span"
    LOWEST = "lowest"
    HIGHEST = "highest"
    TOLERANCE = "tolerance"
    RED = "red"
    FAR = "far"
    YELLOW = "yellow"
    VERDICT = "verdict"
    DECIMALS = "decimals"


class LevelPart(StrEnum):
    """What is told of a level for the rest of the year."""

    REST = "rest"
    FORECAST = "forecast"
    CHANCE = "chance"
    LIGHT = "light"
    BORDER = "border"


class Severity(StrEnum):
    """Whether a finding stops the data (error) or is only listed (warning)."""

    ERROR = "error"
    WARNING = "warning"


class Account(StrEnum):
    """The budgets of the 2008 contracts and the income of the 2006 model; a user may have accounts of their own."""

    OPERATING = "operating"
    PURCHASE = "purchase"
    GRANT = "grant"
    SURPLUS = "surplus"
    REFUND = "refund"
    INTEGRATION_INCOME = "integration_income"


class Element(StrEnum):
    """The price elements of the service catalogue (steering model 2006)."""

    CONTACT = "contact"
    PLACEMENT = "placement"
    BENEFIT_ADMINISTRATION = "benefit_administration"
    OFFER = "offer"


class PlanStatus(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class YesNo(StrEnum):
    """A yes or a no in a cell."""

    YES = "yes"
    NO = "no"


class OriginTable(StrEnum):
    """A table whose rows an import writes; the values are the tables' names."""

    OBSERVATIONS = "observations"
    BUDGET_LINES = "budget_lines"


class SnapshotKind(StrEnum):
    """What a line of a snapshot holds: something that results were computed from, or what came out."""

    GOAL = "goal"
    OBSERVATION = "observation"
    BUDGET_LINE = "budget_line"
    MEASURE = "measure"
    PARAMETER = "parameter"
    PROGRAM = "program"
    RESULT = "result"


class ChangedFigure(StrEnum):
    """A figure of a goal that is compared from one recalculation to the next; the values are those of the results."""

    RESULT = "result"
    DIFFERENCE = "difference"
    FORECAST = "forecast"
    CHANCE = "chance"
    LIGHT = "light"
