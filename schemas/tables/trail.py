"""Who did what, when, with which files."""

from schemas.fields import Field, Table


class LogLines(Table, name="log"):
    """Who did what, when, with which files (SHA-256) and which version."""

    TIME = Field("time", nullable=False)
    PERSON = Field("person")
    STEP = Field("step", nullable=False)
    DETAIL = Field("detail")
    FILE = Field("file")
    SHA256 = Field("sha256")
    VERSION = Field("version")
