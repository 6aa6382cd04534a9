"""What a report or a contract printed, to be compared with what its figures give."""

from schemas.codes import Light, Rule
from schemas.fields import Field, Kind, Table


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


class PrintedAssessments(Table, name="printed_assessments"):
    """The lights that a report's prose states in words, each with its reason in both languages."""

    TABLE = Field("table", required=True, nullable=False)
    CENTRE = Field("centre", required=True, nullable=False)
    MEASURE = Field("measure", required=True, nullable=False)
    ASSESSMENT = Field("assessment", Kind.CODE, Light, required=True, nullable=False)
    REASON_DA = Field("reason_da", required=True, nullable=False)
    REASON_EN = Field("reason_en", required=True, nullable=False)
    ASSESSED_BY = Field("assessed_by", required=True, nullable=False)
    ASSESSED_ON = Field("assessed_on", Kind.DATE, required=True, nullable=False)
