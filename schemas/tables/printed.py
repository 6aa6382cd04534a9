"""What a report or a contract printed, to be compared with what its figures give."""

from schemas.codes import Rule
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
