"""From counts of faults to findings: a second reading tells the rows, and only where there is something to tell."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from schemas.issues.issue import Issue
from workbook.exports.cases.opened import ROW, OpenCaseList

if TYPE_CHECKING:
    from workbook.exports.cases.checks import Check
    from workbook.exports.cases.keys import Keys

MOST_ROWS = 20
"""The rows that are named of each check."""


def rejected_issues(source: OpenCaseList) -> list[Issue]:
    """The lines that are no rows of the list, once it has been read."""
    lines = source.rejected()
    details = {"count": len(lines)}
    return [Issue("case_row_unreadable", replace(source.place, row=line), "", details) for line in lines[:MOST_ROWS]]


def case_issues(source: OpenCaseList, keys: "Keys", made: Sequence["Check"], counts: Sequence[int]) -> list[Issue]:
    """The findings about a list's rows.

    Args:
        source: The open list.
        keys: What its rows were grouped by.
        made: The checks of the groups.
        counts: The cases that each check is about.

    Returns:
        For each check, one finding for each of the first rows; one without a row where they have no numbers.
    """
    from workbook.exports.cases.checks import checks, failing

    failed = failing(counts)
    if source.numbered is None or not failed:
        return [_issue(source, made[position], counts[position], None, "") for position in failed]
    rows = _numbered(source, keys)
    by_row = checks(rows, keys)
    return [
        _issue(source, made[position], counts[position], row, value)
        for position in failed
        for row, value in _first(source, rows, by_row[position])
    ]


def _numbered(source: OpenCaseList, keys: "Keys") -> Any:
    """The rows with their numbers, their keys and the columns as they stand."""
    from workbook.exports.cases.rule_facts import read

    assert source.numbered is not None
    table = source.numbered()
    raw = {f"raw_{name}": table[name] for _, name in source.headers}
    return read(table.select(table[ROW], **raw, **keys.of(table)), keys, ROW, *raw)


def _first(source: OpenCaseList, rows: Any, check: "Check") -> list[tuple[int, str]]:
    """The first rows that fail a check, with what stands there; DuckDB keeps the rows' order, and stops early."""
    hits = rows.filter(check.flag).select(row=rows[ROW], value=rows[f"raw_{check.name}"].cast("string"))
    records = source.connection.to_pyarrow(hits.limit(MOST_ROWS)).to_pylist()
    lines = source.lines({record["row"] for record in records})
    shown = [(lines[record["row"]], str(record["value"] or "") if check.shown else "") for record in records]
    return sorted(shown)


def _issue(source: OpenCaseList, check: "Check", count: int, row: int | None, value: str) -> Issue:
    place = replace(source.place, row=row, column=check.column)
    return Issue(check.code, place, value, {"count": count, **check.details})
