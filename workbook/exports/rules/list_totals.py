"""Rows of totals in a list against the rows that they cover, by the law of totals."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from schemas.cells import BLANK, CellKind, RawTable
from schemas.context import Context
from schemas.frames import Record, is_missing, numbered
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import FigureRole, Labels
from schemas.lexicon.match import label_key
from schemas.reading import Understood
from schemas.rules.totals import Total, total_issue
from schemas.tables import FIGURES, Observations
from workbook.exports.facts import Fact
from workbook.exports.meaning.claims import Claims
from workbook.exports.meaning.reading import Reading
from workbook.exports.rules.totals import totals_of

_ABOUT = (Observations.CENTRE, Observations.MEASURE, Observations.PERIOD)
_PARTS = dict(zip(FIGURES[Observations], (FigureRole.VALUE, FigureRole.NUMERATOR, FigureRole.DENOMINATOR), strict=True))


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
    found = _checked(read(totals), rows, labels, context) if context is not None else []
    first = totals.row_numbers[there[0]]
    place = Place(totals.file, totals.sheet, first, "", totals.address(there[0], 0))
    return [*found, Issue("totals_left_out", place, details={"count": len(there), "first": first})]


def _checked(of_all: Understood, rows: Understood, labels: Labels, context: Context) -> list[Issue]:
    """Errors for totals that their parts do not give, or that have none."""
    plain = _readings(rows, lambda _, record: _plain(record))
    whole = _readings(of_all, lambda row, record: _total(of_all, row, record, labels))
    found = sorted([*plain, *whole], key=lambda each: each[0].row)
    numbers = {id(reading): value for reading, value, _ in found if value is not None}
    places = {id(reading): place for reading, _, place in found}
    readings = [reading for reading, *_ in found]
    totals = totals_of(readings, numbers, labels, lambda reading: places[id(reading)], untold=True)
    return [issue for total in totals if (issue := _issue(total, context)) is not None]


def _issue(total: Total, context: Context) -> Issue | None:
    if not len(total.parts):
        return Issue("total_without_parts", total.place, total.shown)
    return total_issue(total, context)


def _readings(
    understood: Understood, claims: Callable[[int, Record], Claims | None]
) -> Iterator[tuple[Reading, float | None, Place]]:
    """The figures of rows, with their numbers and places."""
    raw = understood.raw
    for row, record in numbered(understood.frame):
        known = claims(row, record)
        for field, part in _PARTS.items() if known is not None else ():
            at = understood.positions.get(field)
            if at is None or (is_missing(record[field]) and raw.rows[row][at].kind is CellKind.BLANK):
                continue
            fact = Fact(raw.rows[row][at], raw.row_numbers[row], at)
            value = None if is_missing(record[field]) else float(record[field])
            yield Reading(fact, replace(known or Claims(), part=part)), value, understood.place(row, field)


def _plain(record: Record) -> Claims:
    centre, measure, period = (None if is_missing(record[key]) else record[key] for key in _ABOUT)
    return Claims(centre=centre, measure=measure, period=period)


def _total(of_all: Understood, row: int, record: Record, labels: Labels) -> Claims | None:
    """What a total is of; None where it does not tell which rows it covers."""
    plain = _plain(record)
    centre, period = of_all.value(row, Observations.CENTRE), of_all.value(row, Observations.PERIOD)
    whole, over_time = labels.total(centre), labels.total(period) is not None
    if plain.measure is None or (over_time and whole is not None):
        return None
    if over_time:
        return replace(plain, total=labels.centres.get(label_key(centre), centre.strip()), period=None)
    return replace(plain, total=whole or "", centre=None)
