"""Warnings that were given before: those about rows of an export that the workbook holds just so already."""

from collections.abc import Sequence

from macros.steps.merging import Changes
from schemas.frames import is_missing, records
from schemas.issues.issue import Issue
from schemas.tables import KEYS
from workbook.exports.rows.table_rows import TableRows

_Cell = tuple[str, str, str]
"""File, sheet and address."""


def without_repeated(
    issues: Sequence[Issue], parts: Sequence[TableRows], changes: Changes
) -> tuple[list[Issue], list[Issue]]:
    """Findings about an import, and those of them that its reader has read before.

    Args:
        issues: The findings about the exports.
        parts: The rows that the exports hold, with where they stand.
        changes: Which of them the workbook did not hold as they are.

    Returns:
        What is to be read: errors, what stands in no row, and warnings at cells of rows that are new or changed (one
        over new and old rows is of the new ones too). And the warnings at cells of unchanged rows alone.
    """
    moved, unmoved = set[_Cell](), set[_Cell]()
    for part in parts:
        keys = KEYS[part.table]
        for row, record in zip(part.frame.index, records(part.frame), strict=True):
            key = [record[column] for column in keys]
            is_moved = any(map(is_missing, key)) or (part.table.name, *key) in changes.keys
            (moved if is_moved else unmoved).update(_cells(part, int(row)))
    repeated = unmoved - moved
    known = [not issue.is_error and _cell(issue) in repeated for issue in issues]
    return (
        [issue for issue, is_known in zip(issues, known, strict=True) if not is_known],
        [issue for issue, is_known in zip(issues, known, strict=True) if is_known],
    )


def _cells(part: TableRows, row: int) -> set[_Cell]:
    """The cells of a row, and of the labels that a crosstab's row was made of."""
    places = (part.understood.place(row, field) for field in part.understood.positions)
    return {(place.file, place.sheet, place.cell) for place in places if place.cell}


def _cell(issue: Issue) -> _Cell:
    return issue.place.file, issue.place.sheet, issue.place.cell
