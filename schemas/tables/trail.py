"""Who did what, when, with which files; and where each figure came from."""

from schemas.codes import OriginTable, Summary
from schemas.fields import Field, Kind, Table
from schemas.tables.contract import Goals
from schemas.tables.observations import MARK


class LogLines(Table, name="log"):
    """Who did what, when, with which files (SHA-256) and which version."""

    TIME = Field("time", nullable=False)
    PERSON = Field("person")
    STEP = Field("step", nullable=False)
    DETAIL = Field("detail")
    FILE = Field("file")
    SHA256 = Field("sha256")
    VERSION = Field("version")
    GOALS = Field("goals")
    """The numbers of the goals that the line concerns; blank where it concerns the whole workbook."""
    CHAIN = Field("chain")
    """The line's number and the hash over it and all lines before: ``workbook.trail.log_chain``."""


class Origins(Table, name="origins"):
    """Where each observation and budget line came from: one line a row of those tables that an import wrote.

    A row that was typed in has none; one that was typed over holds other figures than were written. Of a row that was
    added up from several the first one's cell is told.
    """

    TABLE = Field("table", Kind.CODE, OriginTable, required=True, nullable=False)
    CENTRE = Field("centre", required=True, nullable=False)
    MEASURE = Field("measure", required=True, nullable=False)
    PERIOD = Field("period", Kind.PERIOD, required=True, nullable=False)
    FILE = Field("file", required=True, nullable=False)
    SHA256 = Field("sha256", required=True, nullable=False)
    SHEET = Field("sheet")
    CELL = Field("cell")
    IMPORT_NUMBER = Field("import_number", Kind.WHOLE, required=True, nullable=False)
    WRITTEN = Field("written")
    REPLACED = Field("replaced")
    """What stood there before the import that wrote it; blank where nothing did."""


class LearnedKernels(Table, name="learned_kernels"):
    """How figures move, learned from the goals of all centres: how likely each of the forecast's kernels is.

    Made by consolidating, and handed back to the centres' workbooks; the kernels are numbered as ``udfs`` has them.
    """

    SUMMARY = Field("summary", Kind.CODE, Summary, required=True, nullable=False)
    KERNEL = Field("kernel", Kind.WHOLE, required=True, nullable=False)
    LIKELY = Field("likely", Kind.SHARE, required=True, nullable=False)
    SERIES = Field("series", Kind.WHOLE, required=True, nullable=False)


class MemberGoals(Table, name="member_goals"):
    """The goals of the workbooks that were consolidated, each with its file and cells.

    A line without a group tells where a goal's own line comes from; one with a group, that the goal is a member of the
    group's line of its measure.
    """

    GROUP = Field("group")
    CENTRE = Goals.CENTRE
    NUMBER = Goals.NUMBER
    YEAR = Goals.YEAR
    MEASURE = Goals.MEASURE
    UNIT = Goals.UNIT
    RULE = Goals.RULE
    BASIS = Goals.BASIS
    TARGET = Goals.TARGET
    TARGET_MAX = Goals.TARGET_MAX
    BASELINE_PERIOD = Goals.BASELINE_PERIOD
    BASELINE = Goals.BASELINE
    SUMMARY = Goals.SUMMARY
    PROFILE = Goals.PROFILE
    VALID_FROM = Goals.VALID_FROM
    VALID_TO = Goals.VALID_TO
    FILE = Field("file", required=True, nullable=False)
    SHA256 = Field("sha256", required=True, nullable=False)
    SHEET = Field("sheet")
    TARGET_CELL = Field("target_cell")
    TARGET_MAX_CELL = Field("target_max_cell")
    BASELINE_CELL = Field("baseline_cell")


class MemberFigures(Table, name="member_figures"):
    """The observations that totals are made of, each with the workbook and the cell it stands in."""

    CENTRE = Field("centre", required=True, nullable=False)
    MEASURE = Field("measure", required=True, nullable=False)
    PERIOD = Field("period", Kind.PERIOD, required=True, nullable=False)
    VALUE = Field("value", Kind.FIGURE)
    NUMERATOR = Field("numerator", Kind.FIGURE)
    DENOMINATOR = Field("denominator", Kind.FIGURE)
    MARK = Field(MARK)
    FILE = Field("file", required=True, nullable=False)
    SHA256 = Field("sha256", required=True, nullable=False)
    SHEET = Field("sheet")
    CELL = Field("cell")
