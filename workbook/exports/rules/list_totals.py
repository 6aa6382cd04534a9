"""Rows of totals in a list against the rows that they cover."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from schemas.cells import BLANK, RawTable
from schemas.context import Context
from schemas.frames import is_missing, numbered, records
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels, label_key
from schemas.reading import Understood
from schemas.rules.totals import Total, total_issue
from schemas.tables import FIGURES, Observations

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
        for row, record in numbered(of_all.frame):
            covered = _covered(of_all, row, record, parts, labels)
            if covered == []:
                place = of_all.place(row, Observations.VALUE)
                found.append(Issue("total_without_parts", place, of_all.value(row, Observations.VALUE)))
            elif covered and (total := _total(of_all, row, record, covered)):
                found += [issue] if (issue := total_issue(total, context)) else []
    first = totals.row_numbers[there[0]]
    place = Place(totals.file, totals.sheet, first, "", totals.address(there[0], 0))
    return [*found, Issue("totals_left_out", place, details={"count": len(there), "first": first})]


def _covered(
    of_all: Understood, row: int, record: Record, parts: Sequence[Record], labels: Labels
) -> list[Record] | None:
    """The rows that a total covers; None where it does not tell which."""
    centre, period = of_all.value(row, Observations.CENTRE), of_all.value(row, Observations.PERIOD)
    over_time, whole = labels.total(period) is not None, labels.total(centre)
    if (over_time and whole is not None) or is_missing(record[Observations.MEASURE]):
        return None
    found = [part for part in parts if part[Observations.MEASURE] == record[Observations.MEASURE]]
    if over_time:
        name = labels.centres.get(label_key(centre), centre.strip())
        return [part for part in found if part[Observations.CENTRE] == name]
    if not is_missing(record[Observations.PERIOD]):
        found = [part for part in found if part[Observations.PERIOD] == record[Observations.PERIOD]]
    if not whole:
        return [part for part in found if part[Observations.CENTRE] not in labels.groups]
    members = labels.groups.get(whole, frozenset({whole}))
    if not members:
        return None  # of a wider area, whose parts are not all here
    found = [part for part in found if part[Observations.CENTRE] in members]
    return found if {part[Observations.CENTRE] for part in found} == members or not found else None


def _total(of_all: Understood, row: int, record: Record, covered: Sequence[Record]) -> Total | None:
    """A total with the values it covers; None where it, or one of them, has none: a suppressed part says nothing."""
    values = [part[Observations.VALUE] for part in covered]
    if any(is_missing(each) for each in [record[Observations.VALUE], *values]):
        return None
    return Total(
        place=of_all.place(row, Observations.VALUE),
        shown=of_all.value(row, Observations.VALUE),
        measure=str(record[Observations.MEASURE]),
        value=float(record[Observations.VALUE]),
        parts=values,
        ratio=_ratio(record),
        over_time=len({part[Observations.PERIOD] for part in covered}) > 1,
    )


def _ratio(record: Record) -> tuple[float, float] | None:
    _, above, below = (record[figure] for figure in FIGURES[Observations])
    return None if is_missing(above) or is_missing(below) else (float(above), float(below))
