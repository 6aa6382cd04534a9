"""Lists that tell a row's period twice, in columns beside each other: the quarter beside the month."""

from collections.abc import Iterator, Sequence
from datetime import date

from macros.steps.picking import further_columns, name_of, of_other_centres
from macros.steps.spans import written
from schemas.cells import Cell, RawTable
from schemas.fields import Table
from schemas.issues import Issue
from schemas.labels import Labels, listed, plain
from schemas.periods import (
    ANY_YEAR,
    Grain,
    Period,
    PeriodError,
    is_day_or_week,
    is_period,
    is_span,
    month_of,
    needs_year,
    parse_period,
    period_of_date,
    spanned,
)
from schemas.reading import fields_of, place_in
from schemas.tables import Observations
from schemas.time_titles import end_of_spans, grain_of, is_year, is_year_title, months_said, named_ends, worded

_Told = tuple[int, str, bool]
"""A column, what it says of a row's period, and whether that fits."""


def time_issues(raw: RawTable, table: type[Table], labels: Labels) -> list[Issue]:
    """Periods that are not what another column says of their row.

    Args:
        raw: The list, its periods with their years.
        table: What it is a list of.
        labels: For telling rows of other centres, which are left out.

    Returns:
        An error for each such period.
    """
    further = further_columns(raw, table)
    if not further or Observations.PERIOD not in fields_of(raw, table):
        return []
    at = fields_of(raw, table).index(Observations.PERIOD)
    others = of_other_centres(raw, table, labels)
    issues = []
    for number, row in enumerate(raw.rows):
        period = _period(row[at], ANY_YEAR)
        told = _all_told(raw, row, further, period, row[at]) if period and number not in others else ()
        for column, text, fits in told:
            if not fits:
                about = {"column": name_of(raw, column), "other": text}
                issues.append(Issue("period_contradicts", place_in(raw, number, at), row[at].text.strip(), about))
    return issues


def _all_told(
    raw: RawTable, row: Sequence[Cell], further: Sequence[int], period: Period, cell: Cell
) -> Iterator[_Told]:
    for at in further:
        title, text = raw.header[at], row[at].text.strip()
        fits = _fits(title, row[at], period, cell) if text else None
        if fits is not None:
            yield at, text, fits
    yield from _ends(raw, row, period, cell)


def _fits(title: str, other: Cell, period: Period, cell: Cell) -> bool | None:
    """Whether what a further column says of a row fits its period; None where it says nothing of time."""
    text, grain = other.text.strip(), grain_of(title)
    if grain is not None:
        return _lies_in(grain, other, period, cell)
    if is_year_title(title) and is_year(other):
        return None if needs_year(cell.text) else int(text) == period.year
    if (months := months_said(text)) is not None:
        return months == period.grain
    if plain(title) in listed("remark_words") or not any(map(str.isalpha, text)) or is_day_or_week(text):
        return None
    return parse_period(text) == period if is_period(text) else None if not is_span(text) else False


def _lies_in(grain: Grain, other: Cell, period: Period, cell: Cell) -> bool | None:
    """Whether a period lies in the quarter beside it. The first day of the quarter may stand for all of it."""
    is_made = isinstance(other.value, date) or is_day_or_week(other.text)
    found = None if is_made else _period(worded(other, grain), period.year)
    if found is None:
        return None
    is_day = isinstance(cell.value, date) or is_day_or_week(cell.text)
    is_start = found.grain > period.grain and period.first_month == found.first_month
    return period.lies_in(found) and not (is_day and is_start)


def _ends(raw: RawTable, row: Sequence[Cell], period: Period, cell: Cell) -> Iterator[_Told]:
    """What the columns of first and last days say of a row, that of the last alone too."""
    ends, last = named_ends(raw.header), end_of_spans(raw.header)
    if ends is not None:
        start, end = (written(row[at]) for at in ends)
        if start and end and row[ends[0]] is not cell:
            yield ends[0], f"{start} - {end}", _is_span(start, end, period)
    elif last is not None and is_period(end := written(row[last]), period.year):
        first = period.first_day if is_day_or_week(end) else month_of(period.first_day)
        yield last, end, _is_span(str(first), end, period)


def _is_span(start: str, end: str, period: Period) -> bool:
    try:
        return spanned(start, end, period.year) == period
    except PeriodError:
        return False


def _period(cell: Cell, year: int) -> Period | None:
    if isinstance(cell.value, date):
        return period_of_date(cell.value, cell.number_format)
    try:
        return parse_period(cell.text, year)
    except PeriodError:
        return None
