"""Whether all figures are in: goal by goal and month by month, in a few sentences, and for all centres together."""

from schemas.data_codes import DataState
from schemas.fields import Field, Kind, Table
from schemas.tables.papers import Readiness


class DataStatus(Table, name="data_status"):
    """One line a goal: how it stands with the figure of each month of the contract year.

    A quarter's figure stands at the quarter's last month, and the months before are blank; a half-year's and a year's
    likewise.
    """

    TITLE = Field("title")
    NUMBER = Field("number", nullable=False)
    MONTH_1 = Field("month_1", Kind.CODE, DataState)
    MONTH_2 = Field("month_2", Kind.CODE, DataState)
    MONTH_3 = Field("month_3", Kind.CODE, DataState)
    MONTH_4 = Field("month_4", Kind.CODE, DataState)
    MONTH_5 = Field("month_5", Kind.CODE, DataState)
    MONTH_6 = Field("month_6", Kind.CODE, DataState)
    MONTH_7 = Field("month_7", Kind.CODE, DataState)
    MONTH_8 = Field("month_8", Kind.CODE, DataState)
    MONTH_9 = Field("month_9", Kind.CODE, DataState)
    MONTH_10 = Field("month_10", Kind.CODE, DataState)
    MONTH_11 = Field("month_11", Kind.CODE, DataState)
    MONTH_12 = Field("month_12", Kind.CODE, DataState)
    FIGURES_IN = Field("figures_in")
    """How many are in of those that are due: ``5/6``."""
    LAST_IN = Field("last_in", Kind.PERIOD)
    FROM_FILE = Field("from_file")
    IMPORTED_ON = Field("imported_on", Kind.DATE)
    MEASURE = Field("measure")
    CENTRE = Field("centre", nullable=False)


class DataFacts(Table, name="data_facts"):
    """The same in a few sentences: how many figures are in, which are missing, what the next meeting lacks."""

    LABEL = Field("label")
    FACT = Field("fact_line")


class DataLacks(Table, name="data_lacks"):
    """What the next dates of the calendar still lack, as ``Readiness`` has it."""

    DATE = Readiness.DATE
    MEETING_KIND = Readiness.MEETING_KIND
    THROUGH = Readiness.THROUGH
    NEED = Readiness.NEED
    MISSING = Readiness.MISSING
    IS_LATE = Readiness.IS_LATE
    MESSAGE = Readiness.MESSAGE


class CentreData(Table, name="centre_data"):
    """One line a centre: how many figures are due, in and missing, and by month how many of those that are due are in.

    A month's cell says ``18/20`` with a mark; the last line adds up all centres.
    """

    CENTRE = Field("centre", nullable=False)
    EXPECTED = Field("expected", Kind.WHOLE)
    COUNTED_IN = Field("counted_in", Kind.WHOLE)
    MISSING = Field("missing", Kind.WHOLE)
    WAITING = Field("waiting", Kind.WHOLE)
    HIDDEN = Field("hidden", Kind.WHOLE)
    PARTLY = Field("partly", Kind.WHOLE)
    TYPED = Field("typed", Kind.WHOLE)
    REVISED = Field("revised_figures", Kind.WHOLE)
    LACKED = Field("lacked")
    """Which goals lack which months."""
    LAST_IN = Field("last_in", Kind.PERIOD)
    MONTH_1 = Field("month_1")
    MONTH_2 = Field("month_2")
    MONTH_3 = Field("month_3")
    MONTH_4 = Field("month_4")
    MONTH_5 = Field("month_5")
    MONTH_6 = Field("month_6")
    MONTH_7 = Field("month_7")
    MONTH_8 = Field("month_8")
    MONTH_9 = Field("month_9")
    MONTH_10 = Field("month_10")
    MONTH_11 = Field("month_11")
    MONTH_12 = Field("month_12")
    FILE = Field("file")


STATUS_MONTHS = tuple(field for field in DataStatus.fields if field.startswith("month_"))
"""January to December of the contract year."""
