"""Lists that give each row's period by its first and its last day, or month, in two columns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schemas.cells import Cell, CellKind, RawTable
from schemas.fields import Table
from schemas.lexicon.time_headings import end_of_spans, ends_of_spans
from schemas.reading import fields_of, left_out_column
from schemas.tables import Observations
from schemas.text.periods import PeriodError, is_day_or_week, spanned
from workbook.exports.tidy.fill_down import is_empty


def with_spans(raw: RawTable, table: type[Table]) -> RawTable:
    """A list with the period that each row goes over in the column of its first day.

    Args:
        raw: The list.
        table: What it is a list of.

    Returns:
        The list. Days that are not the ends of a whole period stand beside each other, which is none either.
    """
    ends = _columns(raw, table)
    if ends is None:
        return raw
    first, last = ends
    rows = [[_span(cell, row[last]) if at == first else cell for at, cell in enumerate(row)] for row in raw.rows]
    return left_out_column(replace(raw, rows=rows), last)


def _columns(raw: RawTable, table: type[Table]) -> tuple[int, int] | None:
    """Where the first and the last days of a list's periods stand; None where it is no such list."""
    if table is not Observations or Observations.PERIOD not in (fields := fields_of(raw, table)):
        return None
    period = fields.index(Observations.PERIOD)
    ends = ends_of_spans(raw.header)
    if ends is not None:
        return ends if ends[0] == period else None
    last = end_of_spans(raw.header)
    return (period, last) if last is not None and _are_days(raw, (period, last)) else None


def _are_days(raw: RawTable, columns: Sequence[int]) -> bool:
    """Whether some columns hold days alone (``Period``, ``Until``)."""
    cells = [row[at] for row in raw.rows for at in columns if not is_empty([row[at]])]
    return bool(cells) and all(isinstance(cell.value, date) or is_day_or_week(cell.text) for cell in cells)


def _span(first: Cell, last: Cell) -> Cell:
    if is_empty([first, last]):
        return first
    start, end = map(written, (first, last))
    try:
        return Cell(CellKind.TEXT, str(spanned(start, end)))
    except PeriodError:
        return Cell(CellKind.TEXT, f"{start} - {end}")


def written(cell: Cell) -> str:
    """What stands in a cell, a day as people write it."""
    return f"{cell.value:%d-%m-%Y}" if isinstance(cell.value, date) else cell.text.strip()
