"""What the LIS counted."""

from schemas.fields import Field, Kind, Table

MARK = "mark"
"""A column beside ``Observations``: the text of a suppressed value (``<5``), which is neither missing nor zero."""
UNKNOWN_MARK = ".."
"""The mark of a suppressed value of which nothing is known."""


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
