"""How large a table from outside may be: a small file can ask for more cells than a machine holds."""

from schemas.errors import CannotOpenError
from schemas.issues import Issue, Place

MOST_CELLS = 25_000_000
"""A million rows of 25 columns; every cell of the table counts, filled or not."""


def check_size(file: str, rows: int, columns: int) -> None:
    """Refuse a table before its blanks are filled in.

    Raises:
        CannotOpenError: It is larger than any export is.
    """
    if rows * columns > MOST_CELLS:
        details = {"rows": rows, "columns": columns}
        raise CannotOpenError([Issue("table_too_large", Place(file), details=details)])
