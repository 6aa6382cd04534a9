"""From counts of faults to findings: a second reading tells the rows, and only where there is something to tell."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from schemas.issues import Issue
from workbook.exports.cases.checks import Check, checks, failing
from workbook.exports.cases.doubles import doubled_issues
from workbook.exports.cases.keys import Keys, read
from workbook.exports.cases.source import ROW, Source

MOST_ROWS = 20
"""The rows that are named of each check."""


def rejected_issues(source: Source) -> list[Issue]:
    """The lines that are no rows of the list, once it has been read."""
    lines = source.rejected()
    details = {"count": len(lines)}
    return [
        Issue("case_row_unreadable", replace(source.place, row=line), "", details) for line in lines[:MOST_ROWS]
    ]


def case_issues(source: Source, keys: Keys, kept: Any, counts: Sequence[int], unnumbered: bool) -> list[Issue]:
    """The findings about a list's rows.

    Args:
        source: The open list.
        keys: What its rows were grouped by.
        kept: The groups.
        counts: The cases that each check is about.
        unnumbered: Whether rows cannot be told by their number, as lines were left out.

    Returns:
        For each check, one finding for each of the first rows; one without a row where they have no numbers.
    """
    found: list[Issue] = []
    failed = failing(counts)
    rows = None if unnumbered or source.numbered is None or not failed else _numbered(source, keys)
    for position in failed:
        if rows is None:
            check = checks(read(kept, keys), keys)[position]
            found.append(_issue(source, check, counts[position], None, ""))
            continue
        check = checks(rows, keys)[position]
        for row, value in _first(source, rows, check):
            found.append(_issue(source, check, counts[position], row, value))
    numbered = source if not unnumbered else replace(source, numbered=None)
    return [*found, *doubled_issues(numbered, keys, kept, MOST_ROWS)]


def _numbered(source: Source, keys: Keys) -> Any:
    """The rows with their numbers, their keys and the columns as they stand."""
    assert source.numbered is not None
    table = source.numbered()
    raw = {f"raw_{name}": table[name] for _, name in source.headers}
    return read(table.select(table[ROW], **raw, **keys.of(table)), keys)


def _first(source: Source, rows: Any, check: Check) -> list[tuple[int, str]]:
    """The first rows that fail a check, with what stands there; DuckDB keeps the rows' order, and stops early."""
    hits = rows.filter(check.flag).select(row=rows[ROW], value=rows[f"raw_{check.name}"].cast("string"))
    records = source.connection.to_pyarrow(hits.limit(MOST_ROWS)).to_pylist()
    lines = source.lines({record["row"] for record in records})
    shown = [(lines[record["row"]], str(record["value"] or "") if check.shown else "") for record in records]
    return sorted(shown)


def _issue(source: Source, check: Check, count: int, row: int | None, value: str) -> Issue:
    place = replace(source.place, row=row, column=check.column)
    return Issue(check.code, place, value, {"count": count, **check.details})
