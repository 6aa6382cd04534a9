"""Totals of groups and of all in the report: only those that every centre of theirs is in."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from macros.steps.documents.material import Material
from schemas.codes import YesNo
from schemas.frames import Record, is_missing, records
from schemas.tables import Centres, Goals, Results

if TYPE_CHECKING:
    from macros.steps.documents.report_lines import Line


def total_lines(material: Material, lines: "Sequence[Line]") -> "Iterator[tuple[Record, Record, Line]]":
    """The lines of groups and the total, worked out of the centres' figures.

    Args:
        material: The workbooks.
        lines: The centres' own goals in the report.

    Yields:
        A goal for the line, its result, and the first of its members. A total that lacks a centre is no total, and is
        left out.
    """
    have: dict[str, set[str]] = {}
    first: dict[str, Line] = {}
    for line in lines:
        measure = str(line.row[Results.MEASURE])
        have.setdefault(measure, set()).add(line.centre)
        first.setdefault(measure, line)
    total = material.words.text("total_name")
    for row in records(material.together.groups):
        measure, group = str(row[Results.MEASURE]), str(row[Results.CENTRE])
        inside = material.together.inside.get((group, str(row[Results.NUMBER])), frozenset())
        if measure in have and _is_whole(material, group, group == total, have[measure] & inside):
            like = first[measure]
            yield {**like.goal, Goals.CENTRE: group, Goals.NOTE: row[Results.MADE_OF]}, row, like


def _is_whole(material: Material, group: str, is_total: bool, holders: set[str]) -> bool:
    """Whether every centre of a group is in the line, itself or by its own group."""
    inside = [
        row
        for row in records(material.centres)
        if (row[Centres.IN_TOTAL] == YesNo.YES if is_total else row[Centres.GROUP] == group)
    ]
    return bool(inside) and all(
        any(str(name) in holders for name in (row[Centres.CENTRE], row[Centres.GROUP]) if not is_missing(name))
        for row in inside
    )
