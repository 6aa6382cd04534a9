"""A case list that is open, wherever its rows are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.issues.issue import Issue, Place

ROW = "resultatkontrakt_row"
"""The column of a row's number in its source."""


@dataclass(frozen=True)
class OpenCaseList:
    """A case list that is open.

    Args:
        connection: The engine.
        table: The rows, as an Ibis table.
        headers: Each header and the name of its column.
        place: The file and sheet.
        embedded: The engine is our own.
        numbered: Makes the same table with the column ``ROW``; None where rows have no number.
        lines: The line or row number of each ``ROW``.
        issues: What is wrong with single cells of a sheet.
        rejected: The lines that are no rows of the list (too few or too many fields), asked after the table was read.
    """

    connection: Any
    table: Any
    headers: Sequence[tuple[str, str]]
    place: Place
    embedded: bool = True
    numbered: Callable[[], Any] | None = None
    lines: Callable[[set[int]], dict[int, int]] = field(default=lambda rows: {row: row for row in rows})
    rejected: Callable[[], list[int]] = field(default=list)
    issues: Sequence[Issue] = ()
