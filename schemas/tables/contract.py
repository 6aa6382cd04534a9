"""The contract register and what stands beside it: centres, goals, measures, parameters."""

from schemas.codes import (
    Basis,
    FigureKind,
    GoalType,
    PeriodKind,
    Rule,
    ShowAs,
    Summary,
    Unit,
    VersionKind,
    YearProfile,
    YesNo,
)
from schemas.fields import Field, Kind, Table


class Centres(Table, name="centres"):
    """Contract-holding units with their group, and whether they count in the total (BIF i alt)."""

    CENTRE = Field("centre", required=True, nullable=False)
    SHORT_NAME = Field("short_name")
    GROUP = Field("group")
    IN_TOTAL = Field("in_total", Kind.CODE, YesNo, default=YesNo.YES)
    VALID_FROM = Field("valid_from", Kind.DATE)
    VALID_TO = Field("valid_to", Kind.DATE)
    SUCCESSOR = Field("successor")
    """The centres that take over from one that closes, a semicolon between."""
    DECIDED_BY = Field("decided_by")
    REASON = Field("reason")


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
    PROFILE = Field("profile", Kind.CODE, YearProfile, required=True, nullable=False)
    WEIGHT = Field("weight", Kind.SHARE, default=1.0)
    TOLERANCE = Field("tolerance", Kind.SHARE)
    HARD_LIMIT = Field("hard_limit", Kind.CODE, YesNo)
    SAMPLE = Field("sample", Kind.CODE, YesNo)
    SOURCE = Field("source")
    RESPONSIBLE = Field("responsible")
    VALID_FROM = Field("valid_from", Kind.DATE)
    VALID_TO = Field("valid_to", Kind.DATE)
    VERSION_KIND = Field("version_kind", Kind.CODE, VersionKind)
    DECIDED_BY = Field("decided_by")
    REASON = Field("reason")
    NOTE = Field("note")
    TO_COMMITTEE = Field("to_committee", Kind.CODE, YesNo)
    """Whether it goes into the report to the committee; blank is yes, as long as no goal of the contract says yes."""
    PROMISE = Field("promise", Kind.CODE, YesNo)
    """Whether it is a promise to citizens, shown in their contract."""
    TARGET_IN_WORDS = Field("target_in_words")
    """The target as a phrase, and what a renegotiation changed of it: written by the program, ignored when read."""


class Measures(Table, name="measures"):
    """The catalogue of measures: what the figures of each are, and what they may be; one line a measure."""

    MEASURE = Field("measure", required=True, nullable=False)
    TITLE = Field("title", required=True)
    DEFINITION = Field("definition")
    UNIT = Field("unit", Kind.CODE, Unit)
    DECIMALS = Field("decimals", Kind.WHOLE)
    LOWER = Field("lower", Kind.FIGURE)
    UPPER = Field("upper", Kind.FIGURE)
    KIND = Field("kind", Kind.CODE, FigureKind)
    PERIOD_KIND = Field("period_kind", Kind.CODE, PeriodKind)
    SOURCE = Field("source")
    SPLIT = Field("split")
    LAG = Field("lag", Kind.WHOLE)
    RESPONSIBLE = Field("responsible")


class Parameters(Table, name="parameters"):
    """Parameters the user may change; the shipped values only seed the sheet."""

    NAME = Field("name", required=True, nullable=False)
    TITLE = Field("title")
    """What the parameter is called: written by the program, ignored when read."""
    VALUE = Field("value", Kind.SHARE, required=True, nullable=False)
    UNIT = Field("unit")
    VALID_FROM = Field("valid_from", Kind.DATE)
    SOURCE = Field("source")
    DESCRIPTION = Field("description")
