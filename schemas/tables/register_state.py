"""What a workbook was last made of: the register's own lines, so that it can be told who has changed what since."""

from schemas.fields import Field, Kind, Table


class RegisterState(Table, name="register_state"):
    """What the register said when the workbook was made of it or last updated: one line a row of one of its tables.

    ``content`` is JSON: the row by its fields, or (in the line of the table ``register``) which file it was, who
    brought it in, and when. A content too long for a cell goes on in lines of the same name, numbered by ``part``.
    """

    TABLE = Field("table", nullable=False)
    NAME = Field("name", nullable=False)
    PART = Field("part", Kind.WHOLE, nullable=False)
    CONTENT = Field("content", nullable=False)
