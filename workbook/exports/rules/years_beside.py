"""Periods that stand in two columns: the months in one, their years in another beside it (``2008`` and ``jan``)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schemas.cells import Cell, CellKind, RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.lexicon.time_headings import counts_up, grain_of, is_year, is_year_title, number_in, worded
from schemas.lexicon.titles import year_in
from schemas.reading import fields_of, left_out_column, place_in
from schemas.tables import Goals, Observations
from schemas.text.periods import ANY_YEAR, Grain, PeriodError, is_period, needs_year, parse_period
from workbook.exports.rules.yearless import over_new_year
from workbook.exports.tidy.fill_down import is_empty, printed_once


def year_column(raw: RawTable, table: type[Table]) -> int | None:
    """The position of a column of years that stands beside the periods of a list; None where there is none."""
    if table is not Observations or Observations.PERIOD not in fields_of(raw, table):
        return None
    return _year_at(_months_beside(raw, table))


def _year_at(raw: RawTable) -> int | None:
    return next((at for at, title in enumerate(raw.read_as or raw.header) if is_year_title(title)), None)


def _months_beside(raw: RawTable, table: type[Table]) -> RawTable:
    """A list whose periods are years, beside a column that says which month of them: that one is of the periods."""
    fields = fields_of(raw, table)
    period = fields.index(Observations.PERIOD)
    beside = {grain: at for at, title in enumerate(raw.header) if fields[at] is None and (grain := grain_of(title))}
    cells = [row[period] for row in raw.rows if not is_empty([row[period]])]
    if not beside or not cells or not all(map(is_year, cells)):
        return raw
    finest = min(beside)
    numbers = {number for row in raw.rows if (number := number_in(row[beside[finest]], finest)) is not None}
    titles = list(raw.read_as or raw.header)
    if numbers and not counts_up(numbers):
        titles[period] = str(Goals.YEAR)  # whether these are months is not known, and so neither is the period
    else:
        titles[beside[finest]], titles[period] = titles[period], str(Goals.YEAR)
    return replace(raw, read_as=titles)


def with_years(raw: RawTable, table: type[Table]) -> tuple[RawTable, list[Issue]]:
    """A list whose periods name no year, with the year of the column beside them (``2008`` and ``jan``).

    Args:
        raw: The list.
        table: What it is a list of.

    Returns:
        The list, its months and quarters by their names where it has their numbers; and a finding for each year that
        is printed once for several rows, is not that of its period, or is missing, and each period that is not one of
        those that its column is titled as.
    """
    if table is not Observations or Observations.PERIOD not in fields_of(raw, table):
        return raw, []
    raw = _months_beside(raw, table)
    at = _year_at(raw)
    if Observations.PERIOD not in fields_of(raw, table):
        return raw, []
    raw, finer = _by_name(raw, table)
    if at is None:
        return raw, finer
    period = fields_of(raw, table).index(Observations.PERIOD)
    years = printed_once(raw, at)
    rows = [
        [_with_year(cell, year) if n == period else cell for n, cell in enumerate(row)]
        for row, year in zip(raw.rows, years, strict=True)
    ]
    return left_out_column(replace(raw, rows=rows), at), [*finer, *_about_years(raw, at, period, years)]


def _about_years(raw: RawTable, at: int, period: int, years: Sequence[Cell]) -> list[Issue]:
    """Findings about the column of years, which stand in the cell of their row or are printed once above it."""
    issues: list[Issue] = []
    for number, (row, year) in enumerate(zip(raw.rows, years, strict=True)):
        text, told = row[period].text.strip(), year.text.strip()
        needed = row[period].kind is CellKind.TEXT and needs_year(text)
        if is_empty(row):
            continue
        if row[at] is not year:
            issues.append(Issue("label_repeated", place_in(raw, number, at), "", {"taken": told}))
        if needed and is_empty([year]):
            issues.append(Issue("missing_value", place_in(raw, number, at), ""))
        elif needed and (year_in(told) is None or (row[at] is not year and _turns(raw, number, period))):
            issues.append(Issue("year_unclear", place_in(raw, number, period), text, {"other": told}))
        if _is_of_another_year(row[period], year):
            issues.append(Issue("year_contradicts", place_in(raw, number, period), text, {"year": told}))
    return issues


def _turns(raw: RawTable, number: int, period: int) -> bool:
    """Whether a row's month is January and that of the row above is December, or the other way."""
    texts = (raw.rows[each][period].text for each in (number - 1, number))
    one, other = (parse_period(text, ANY_YEAR) if is_period(text, ANY_YEAR) else None for text in texts)
    return one is not None and other is not None and over_new_year(one, other)


def _by_name(raw: RawTable, table: type[Table]) -> tuple[RawTable, list[Issue]]:
    """A list with its months or quarters by their names, where their title says that the numbers are such."""
    period = fields_of(raw, table).index(Observations.PERIOD)
    grain = grain_of(raw.header[period])
    if grain is None:
        return raw, []
    rows = [[worded(cell, grain) if n == period else cell for n, cell in enumerate(row)] for row in raw.rows]
    finer = [
        Issue("not_a_period", place_in(raw, number, period), cell.text.strip())
        for number, cell in enumerate(row[period] for row in rows)
        if grain is not Grain.MONTH and _is_month(cell)
    ]
    return replace(raw, rows=rows), finer


def _is_month(cell: Cell) -> bool:
    """Whether a cell is a month or a day, which is no quarter."""
    text = cell.text.strip()
    if cell.kind is CellKind.DATE or not is_period(text, ANY_YEAR):
        return cell.kind is CellKind.DATE
    return parse_period(text, ANY_YEAR).grain is Grain.MONTH


def _is_of_another_year(period: Cell, year: Cell) -> bool:
    """Whether a period names a year of its own, and it is not the one beside it."""
    told = year_in(year.text)
    text = period.text if not isinstance(period.value, date) else f"{period.value:%Y-%m}"
    try:
        return told is not None and parse_period(text).year != told
    except PeriodError:
        return False


def _with_year(period: Cell, year: Cell) -> Cell:
    """A period that names no year with the year; others as they are."""
    if period.kind is not CellKind.TEXT or year_in(year.text) is None:
        return period
    try:
        parse_period(period.text)
    except PeriodError:
        return period._replace(value=f"{period.text.strip()} {year.text.strip()}")
    return period
