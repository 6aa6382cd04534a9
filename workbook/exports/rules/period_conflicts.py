"""Lists that tell a row's period twice, in columns beside each other: the quarter beside the month."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from schemas.cells import Cell, RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import says
from schemas.lexicon.time_headings import (
    end_of_spans,
    grain_of,
    is_year,
    is_year_title,
    months_said,
    named_ends,
    worded,
)
from schemas.reading import fields_of, place_in
from schemas.tables import Observations
from schemas.text.periods import (
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
from schemas.thresholds import MOST_LABEL_WORDS
from workbook.exports.rules.selector_columns import further_columns, name_of, of_other_centres
from workbook.exports.tidy.period_spans import written

_Said = tuple[int, str, bool]
"""A column, what it says of a row's period, and whether that fits."""


class _Ends(NamedTuple):
    """The columns of first and last days of periods, and that of last days, which may stand alone."""

    both: tuple[int, int] | None
    last: int | None


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
    ends = _Ends(named_ends(raw.header), end_of_spans(raw.header))
    issues = []
    for number, row in enumerate(raw.rows):
        period = _period(row[at], ANY_YEAR)
        if period is None or number in others:
            continue
        for column, text, fits in (*_told(raw, row, further, period, row[at]), *_at_ends(row, ends, period, row[at])):
            if not fits:
                about = {"column": name_of(raw, column), "other": text}
                issues.append(Issue("period_contradicts", place_in(raw, number, at), row[at].text.strip(), about))
    return issues


def _told(raw: RawTable, row: Sequence[Cell], further: Sequence[int], period: Period, cell: Cell) -> Iterator[_Said]:
    for at in further:
        text = row[at].text.strip()
        fits = _fits(raw.header[at], row[at], period, cell) if text else None
        if fits is not None:
            yield at, text, fits


def _fits(title: str, other: Cell, period: Period, cell: Cell) -> bool | None:
    """Whether what a further column says of a row fits its period; None where it says nothing of time."""
    text, grain = other.text.strip(), grain_of(title)
    if grain is not None:
        return _lies_in(grain, other, period, cell)
    if is_year_title(title) and is_year(other):
        return None if needs_year(cell.text) else int(text) == period.year
    if says(title, "remark_words") or len(text.split()) > MOST_LABEL_WORDS:
        return None
    if (months := months_said(text)) is not None:
        return months == period.grain
    said = _period_said(text)
    return None if said is None else said == str(period)


@lru_cache(maxsize=4096)
def _period_said(text: str) -> str | None:
    """The period that a text is, empty where it spans another length of time; None where it is neither, or a day."""
    has_both = any(map(str.isalpha, text)) and any(map(str.isdigit, text))
    if not has_both and not is_span(text):
        return None  # most texts: nothing to match
    if is_day_or_week(text):
        return None
    return str(parse_period(text)) if is_period(text) else "" if is_span(text) else None


def _lies_in(grain: Grain, other: Cell, period: Period, cell: Cell) -> bool | None:
    """Whether a period lies in the quarter beside it. The first day of the quarter may stand for all of it."""
    is_made = isinstance(other.value, date) or is_day_or_week(other.text)
    found = None if is_made else _period(worded(other, grain), period.year)
    if found is None:
        return None
    is_day = isinstance(cell.value, date) or is_day_or_week(cell.text)
    is_start = found.grain > period.grain and period.first_month == found.first_month
    return period.lies_in(found) and not (is_day and is_start)


def _at_ends(row: Sequence[Cell], ends: _Ends, period: Period, cell: Cell) -> Iterator[_Said]:
    """What the columns of first and last days say of a row."""
    if ends.both is not None:
        start, end = (written(row[at]) for at in ends.both)
        if start and end and row[ends.both[0]] is not cell:
            yield ends.both[0], f"{start} - {end}", _is_span(start, end, period)
    elif ends.last is not None and is_period(end := written(row[ends.last]), period.year):
        first = period.first_day if is_day_or_week(end) else month_of(period.first_day)
        yield ends.last, end, _is_span(str(first), end, period)


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
