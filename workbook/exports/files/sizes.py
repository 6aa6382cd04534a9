"""How large a table from outside may be: a small file can ask for more cells than a machine holds."""

from collections.abc import Collection

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place

MOST_CELLS = 25_000_000
"""A million rows of 25 columns."""


MOST_CONTRACT = 32 << 20
"""Bytes of a contract's text; a contract is some pages, and a longer text is something else."""


def check_contract(file: str, size: int) -> None:
    """Refuse a text before it is read that is far longer than any contract.

    Raises:
        CannotOpenError: It is.
    """
    if size > MOST_CONTRACT:
        details = {"size": size >> 20, "most": MOST_CONTRACT >> 20}
        raise CannotOpenError([Issue("contract_too_long", Place(file), details=details)])


def check_size(file: str, rows: int, columns: int) -> None:
    """Refuse a table before its blanks are filled in; every cell counts, filled or not.

    Raises:
        CannotOpenError: It is larger than any export is.
    """
    if rows * columns > MOST_CELLS:
        raise too_large(file, rows, columns)


def too_large(file: str, rows: int, columns: int) -> CannotOpenError:
    """The error for a table larger than any export is."""
    return CannotOpenError([Issue("table_too_large", Place(file), details={"rows": rows, "columns": columns})])


class Filled:
    """Counts the filled cells of a file while it is being read.

    Args:
        file: The file's name.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._cells = 0

    def add(self, row: int, columns: Collection[int]) -> None:
        """Count a row's cells.

        Args:
            row: The row's number.
            columns: The numbers of its filled columns.

        Raises:
            CannotOpenError: The file holds more than any export does.
        """
        self._cells += len(columns)
        if self._cells > MOST_CELLS:
            raise too_large(self._file, row, max(columns))
