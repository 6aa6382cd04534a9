"""Rows of totals in a list against the rows that they cover."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from schemas.cells import BLANK, RawTable
from schemas.context import Context
from schemas.frames import is_missing, numbered, records
from schemas.issues import Issue, Place
from schemas.labels import Labels, plain
from schemas.reading import Understood
from schemas.tables import FIGURES, Observations
from schemas.totals import Total, total_issue

Record = Mapping[str, Any]


def list_total_issues(
    totals: RawTable, rows: Understood, read: Callable[[RawTable], Understood], labels: Labels, context: Context | None
) -> list[Issue]:
    """Findings about the totals of a list.

    Args:
        totals: The rows of totals; all others blank.
        rows: What the list's other rows are, of every centre.
        read: Reads a list.
        labels: Centres, groups and measures.
        context: The measures' units; None where totals are left out unchecked.

    Returns:
        Errors for totals that the rows they cover do not give, and a warning that says how many were left out.
    """
    there = [number for number, row in enumerate(totals.rows) if any(cell is not BLANK for cell in row)]
    if not there:
        return []
    found: list[Issue] = []
    if context is not None:
        of_all, parts = read(totals), records(rows.frame)
        checked = [_total(of_all, row, record, parts, labels) for row, record in numbered(of_all.frame)]
        found = [issue for total in checked if total and (issue := total_issue(total, context))]
    first = totals.row_numbers[there[0]]
    place = Place(totals.file, totals.sheet, first, "", totals.address(there[0], 0))
    return [*found, Issue("totals_left_out", place, details={"count": len(there), "first": first})]


def _total(of_all: Understood, row: int, record: Record, parts: Sequence[Record], labels: Labels) -> Total | None:
    """A total with the values it covers; None where it has no value, or what it covers is not told."""
    value = record[Observations.VALUE]
    if is_missing(value):
        return None
    centre, period = of_all.value(row, Observations.CENTRE), of_all.value(row, Observations.PERIOD)
    over_time = labels.total(period) is not None
    if over_time and labels.total(centre) is not None:
        return None
    measure = record[Observations.MEASURE]
    covered = [part for part in parts if part[Observations.MEASURE] == measure]
    if over_time:
        name = labels.centres.get(plain(centre), centre.strip())
        covered = [part for part in covered if part[Observations.CENTRE] == name]
    else:
        members = labels.groups.get(labels.total(centre) or "", frozenset())
        covered = [part for part in covered if part[Observations.PERIOD] == record[Observations.PERIOD]]
        covered = [part for part in covered if part[Observations.CENTRE] not in labels.groups]
        if labels.total(centre):
            covered = [part for part in covered if part[Observations.CENTRE] in members]
            if {part[Observations.CENTRE] for part in covered} != members:
                return None
    values = [part[Observations.VALUE] for part in covered]
    if any(is_missing(each) for each in values):
        return None  # a suppressed part says nothing of the sum
    return Total(
        place=of_all.place(row, Observations.VALUE),
        shown=of_all.value(row, Observations.VALUE),
        measure=str(measure),
        value=float(value),
        parts=values,
        ratio=_ratio(record),
        over_time=over_time,
    )


def _ratio(record: Record) -> tuple[float, float] | None:
    _, above, below = (record[figure] for figure in FIGURES[Observations])
    return None if is_missing(above) or is_missing(below) else (float(above), float(below))
