"""What was computed when, and from what: snapshots, history, what moved since, approved results and later revisions."""

from schemas.codes import ChangedFigure, Light, SnapshotKind, Unit
from schemas.fields import Field, Kind, Table


class SnapshotInputs(Table, name="snapshot_inputs"):
    """What the last recalculation was computed from, and what came out: one line a goal, series, parameter or result.

    ``content`` is JSON: a goal or measure by its fields, a series as period → figures, a parameter's value. A content
    too long for a cell goes on in lines of the same name, numbered by ``part``.
    """

    AS_OF = Field("as_of", Kind.DATE, nullable=False)
    KIND = Field("kind", Kind.CODE, SnapshotKind, nullable=False)
    CENTRE = Field("centre")
    NAME = Field("name", nullable=False)
    PART = Field("part", Kind.WHOLE, nullable=False)
    CONTENT = Field("content", nullable=False)


class ClosedInputs(Table, name="closed_inputs"):
    """What the results of each closed reporting date were computed from, in the form of ``SnapshotInputs``."""

    AS_OF = Field("as_of", Kind.DATE, nullable=False)
    KIND = Field("kind", Kind.CODE, SnapshotKind, nullable=False)
    CENTRE = Field("centre")
    NAME = Field("name", nullable=False)
    PART = Field("part", Kind.WHOLE, nullable=False)
    CONTENT = Field("content", nullable=False)


class History(Table, name="history"):
    """One line a goal and reporting date: what was computed last of that date.

    A closed date has its approved line, with the day of approval; where it was computed again and came out otherwise,
    a further line without one stands beside it.
    """

    CENTRE = Field("centre", nullable=False)
    GOAL = Field("goal", nullable=False)
    AS_OF = Field("as_of", Kind.DATE, nullable=False)
    RESULT = Field("result", Kind.FIGURE)
    TARGET_TO_DATE = Field("target_to_date", Kind.FIGURE)
    CHANCE = Field("chance", Kind.SHARE)
    LIGHT = Field("light", Kind.CODE, Light)
    ASSESSMENT = Field("assessment", Kind.CODE, Light)
    APPROVED = Field("approved", Kind.DATE)
    TITLE = Field("title")
    UNIT = Field("unit", Kind.CODE, Unit)
    TARGET_TO_DATE_MAX = Field("target_to_date_max", Kind.FIGURE)
    SHOWN_RESULT = Field("shown_result", Kind.FIGURE)
    COMPUTED_LIGHT = Field("computed_light", Kind.CODE, Light)
    ASSESSMENT_REASON = Field("assessment_reason")
    ASSESSED_BY = Field("assessed_by")
    ASSESSED_ON = Field("assessed_on", Kind.DATE)


class Changes(Table, name="changes"):
    """Why a goal's figure is another than at the recalculation before: one line a figure, whose parts add up.

    The parts in order: new months (and the reporting date), revised history, the goal's version, parameters, and what
    remains, the program's version. A light has words for figures, and stands where it turned.
    """

    NUMBER = Field("number", nullable=False)
    TITLE = Field("title")
    FIGURE = Field("figure", Kind.CODE, ChangedFigure, nullable=False)
    UNIT = Field("unit", Kind.CODE, Unit)
    BEFORE = Field("before", Kind.FIGURE)
    AFTER = Field("after", Kind.FIGURE)
    CHANGE = Field("change", Kind.FIGURE)
    MONTHS = Field("months", Kind.FIGURE)
    REVISED = Field("revised", Kind.FIGURE)
    VERSION = Field("version", Kind.FIGURE)
    PARAMETER = Field("parameter", Kind.FIGURE)
    PROGRAM = Field("program", Kind.FIGURE)
    BEFORE_AS_OF = Field("before_as_of", Kind.DATE)
    AS_OF = Field("as_of", Kind.DATE)
    CENTRE = Field("centre")


class ClosedResults(Table, name="closed_results"):
    """The results of each closed reporting date as they were approved, and what today's figures would give instead."""

    AS_OF = Field("as_of", Kind.DATE, nullable=False)
    APPROVED = Field("approved", Kind.DATE, nullable=False)
    NUMBER = Field("number", nullable=False)
    TITLE = Field("title")
    UNIT = Field("unit", Kind.CODE, Unit)
    TARGET_TO_DATE = Field("target_to_date", Kind.FIGURE)
    RESULT = Field("result", Kind.FIGURE)
    DIFFERENCE = Field("difference", Kind.FIGURE)
    FORECAST = Field("forecast", Kind.FIGURE)
    CHANCE = Field("chance", Kind.SHARE)
    LIGHT = Field("light", Kind.CODE, Light)
    COMPUTED_LIGHT = Field("computed_light", Kind.CODE, Light)
    REASON = Field("reason")
    RESULT_NOW = Field("result_now", Kind.FIGURE)
    LIGHT_NOW = Field("light_now", Kind.CODE, Light)
    WHY_NOW = Field("why_now")
    NOTE = Field("note")
    CLOSED_ON = Field("closed_on", Kind.DATE)
    CLOSED_BY = Field("closed_by")
    REOPENED_ON = Field("reopened_on", Kind.DATE)
    REOPENED_REASON = Field("reopened_reason")
    CENTRE = Field("centre")


class Revisions(Table, name="revisions"):
    """Figures of closed periods that later imports revised: the old one, the new one, and where it came from."""

    FOUND = Field("found", nullable=False)
    AS_OF = Field("as_of")
    CENTRE = Field("centre", nullable=False)
    MEASURE = Field("measure", nullable=False)
    PERIOD = Field("period", Kind.PERIOD, nullable=False)
    OLD = Field("old")
    NEW = Field("new")
    FILE = Field("file")
    SHEET = Field("sheet")
    CELL = Field("cell")
