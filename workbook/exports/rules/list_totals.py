"""Rows of totals in a list against the rows that they cover."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.cells import BLANK, RawTable
from schemas.context import Context
from schemas.frames import is_missing, numbered, records
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels, label_key
from schemas.reading import Understood
from schemas.rules.totals import Covered, Total, total_issue
from schemas.tables import FIGURES, Observations

Record = Mapping[str, Any]

_ABOUT = (Observations.MEASURE, Observations.CENTRE, Observations.PERIOD)
_CENTRE, _PERIOD = "centre", "period"


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
        of_all = read(totals)
        parts_of = _PartsOfTotals(of_all, records(rows.frame), labels)
        for row, record in numbered(of_all.frame):
            parts = parts_of(row, record)
            if parts is not None and not parts.count:
                place = of_all.place(row, Observations.VALUE)
                found.append(Issue("total_without_parts", place, of_all.value(row, Observations.VALUE)))
            elif parts is not None and (total := _total(of_all, row, record, parts)):
                found += [issue] if (issue := total_issue(total, context)) else []
    first = totals.row_numbers[there[0]]
    place = Place(totals.file, totals.sheet, first, "", totals.address(there[0], 0))
    return [*found, Issue("totals_left_out", place, details={"count": len(there), "first": first})]


class _PartsOfTotals:
    """Finds what rows of totals cover; each set of rows is gathered once, however many totals cover it.

    Args:
        of_all: The rows of totals.
        rows: What the list's other rows are.
        labels: Centres and groups.
    """

    def __init__(self, of_all: Understood, rows: Sequence[Record], labels: Labels) -> None:
        self._of_all = of_all
        self._labels = labels
        self._made: dict[tuple[object, ...], _Parts | None] = {}
        self._by: dict[tuple[object, ...], list[Record]] = defaultdict(list)
        for record in rows:
            measure, centre, period = (record[each] for each in _ABOUT)
            for key in ((measure,), (measure, _CENTRE, centre), (measure, _PERIOD, period)):
                self._by[key].append(record)

    def __call__(self, row: int, record: Record) -> "_Parts | None":
        """The rows that a total covers; None where it does not tell which."""
        measure = record[Observations.MEASURE]
        centre, period = self._of_all.value(row, Observations.CENTRE), self._of_all.value(row, Observations.PERIOD)
        over_time, whole = self._labels.total(period) is not None, self._labels.total(centre)
        if (over_time and whole is not None) or is_missing(measure):
            return None
        if over_time:
            name = self._labels.centres.get(label_key(centre), centre.strip())
            return self._once((measure, _CENTRE, name), "", lambda rows: rows)
        untold = is_missing(record[Observations.PERIOD])
        there = (measure,) if untold else (measure, _PERIOD, record[Observations.PERIOD])
        return self._once(there, whole or "", lambda rows: self._of_group(rows, whole or ""))

    def _once(
        self, there: tuple[object, ...], group: str, keep: Callable[[list[Record]], list[Record] | None]
    ) -> "_Parts | None":
        if (there, group) not in self._made:
            kept = keep(self._by.get(there, []))
            self._made[there, group] = None if kept is None else _parts(kept)
        return self._made[there, group]

    def _of_group(self, found: list[Record], whole: str) -> list[Record] | None:
        """The rows of a group's centres, or of all; None where not all of a group's are there."""
        if not whole:
            return [part for part in found if part[Observations.CENTRE] not in self._labels.groups]
        members = self._labels.groups.get(whole, frozenset({whole}))
        if not members:
            return None  # of a wider area, whose parts are not all here
        found = [part for part in found if part[Observations.CENTRE] in members]
        return found if {part[Observations.CENTRE] for part in found} == members or not found else None


@dataclass(frozen=True)
class _Parts:
    """Rows that totals cover.

    Args:
        count: How many.
        covered: Their values; None where one has none.
        over_time: Whether they are of several periods.
    """

    count: int
    covered: Covered | None
    over_time: bool


def _parts(rows: Sequence[Record]) -> _Parts:
    values = [part[Observations.VALUE] for part in rows]
    covered = None if any(map(is_missing, values)) else Covered(values)
    return _Parts(len(rows), covered, len({part[Observations.PERIOD] for part in rows}) > 1)


def _total(of_all: Understood, row: int, record: Record, parts: _Parts) -> Total | None:
    """A total with the values it covers; None where it, or one of them, has none: a suppressed part says nothing."""
    if parts.covered is None or is_missing(record[Observations.VALUE]):
        return None
    return Total(
        place=of_all.place(row, Observations.VALUE),
        shown=of_all.value(row, Observations.VALUE),
        measure=str(record[Observations.MEASURE]),
        value=float(record[Observations.VALUE]),
        parts=parts.covered,
        ratio=_ratio(record),
        over_time=parts.over_time,
    )


def _ratio(record: Record) -> tuple[float, float] | None:
    _, above, below = (record[figure] for figure in FIGURES[Observations])
    return None if is_missing(above) or is_missing(below) else (float(above), float(below))
