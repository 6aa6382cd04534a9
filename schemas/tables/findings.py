"""Findings of validation, one by one and in groups."""

from schemas.codes import Severity
from schemas.fields import Field, Kind, Table


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
