"""Lists that tell a row's period twice, in columns beside each other: the quarter beside the month."""

from collections.abc import Iterator, Sequence
from datetime import date

from macros.steps.scales import unknown_columns
from macros.steps.spans import written
from schemas.cells import Cell, RawTable
from schemas.fields import Table
from schemas.issues import Issue
from schemas.periods import ANY_YEAR, Period, PeriodError, parse_period, period_of_date, spanned
from schemas.reading import fields_of, place_in
from schemas.tables import Observations
from schemas.time_titles import ends_of_spans, grain_of, months_said, worded

_Told = tuple[str, str, bool]
"""The title of a column, what it says of a row's period, and whether that fits."""


def time_issues(raw: RawTable, table: type[Table]) -> list[Issue]:
    """Periods that do not lie in what another column says of their row.

    Args:
        raw: The list, its periods with their years.
        table: What it is a list of.

    Returns:
        An error for each such period.
    """
    if raw.addresses or table is not Observations or Observations.PERIOD not in fields_of(raw, table):
        return []
    at = fields_of(raw, table).index(Observations.PERIOD)
    unknown, ends = unknown_columns(raw, table), ends_of_spans(raw.header)
    issues = []
    for number, row in enumerate(raw.rows) if unknown else ():
        period = _period(row[at], ANY_YEAR)
        told = [*_parts(raw, row, unknown, period), *_spans(raw, row, ends, period)] if period else []
        for column, text, fits in told:
            if not fits:
                about = {"column": column, "other": text}
                issues.append(Issue("period_contradicts", place_in(raw, number, at), row[at].text.strip(), about))
    return issues


def _parts(raw: RawTable, row: Sequence[Cell], unknown: Sequence[int], period: Period) -> Iterator[_Told]:
    """What the columns of months, quarters and half-years say of a row, and those of how long its period is."""
    for at in unknown:
        text, grain = row[at].text.strip(), grain_of(raw.header[at])
        if grain is not None:
            if other := _period(worded(row[at], grain), period.year):
                yield raw.header[at], text, period.lies_in(other)
        elif months := months_said(text):
            yield raw.header[at], text, months == period.grain


def _spans(raw: RawTable, row: Sequence[Cell], ends: tuple[int, int] | None, period: Period) -> Iterator[_Told]:
    """What the columns of first and last days say of a row."""
    if ends is None:
        return
    start, end = (written(row[at]) for at in ends)
    try:
        other = spanned(start, end, period.year)
    except PeriodError:
        return
    yield raw.header[ends[0]], f"{start} - {end}", period.lies_in(other)


def _period(cell: Cell, year: int) -> Period | None:
    if isinstance(cell.value, date):
        return period_of_date(cell.value, cell.number_format)
    try:
        return parse_period(cell.text, year)
    except PeriodError:
        return None
