"""Months of a list whose labels name no year, where something on the sheet speaks against the one they are read as."""

import itertools
from collections.abc import Sequence

from schemas.cells import CellKind, RawTable
from schemas.issues.issue import Issue
from schemas.lexicon.titles import holds_day, years_in
from schemas.reading import fields_of, place_in
from schemas.tables import Observations
from schemas.text.periods import Period, is_period, parse_period
from workbook.exports.rules.selector_columns import first_rows, further_columns
from workbook.exports.rules.yearless_crosstab import over_new_year, turns_once


def bare_month_issues(raw: RawTable, year: int | None, is_given: bool) -> list[Issue]:
    """Findings about months that name no year.

    Args:
        raw: The list.
        year: The year they are read as.
        is_given: Whether the user's profile says the year: then no title speaks against it.

    Returns:
        An error for each such label beside one of another year, or under a title that speaks of another year.
    """
    fields = fields_of(raw, Observations)
    if Observations.PERIOD not in fields:
        return []
    at = fields.index(Observations.PERIOD)
    bare, other = _told([row[at].text for row in raw.rows if row[at].kind is CellKind.TEXT], year)
    if not bare:
        return []
    turned = [] if is_given else _over_new_year(raw, at, year)
    if turned:
        return turned
    against = other or ("" if is_given else raw.other_year or _year_beside(raw, at, year))
    if not against and raw.made and not is_given:
        month, against = raw.made
        bare = [text for text in bare if (period := _bare(text, year)) is not None and period.first_month > month]
    if not against:
        return []
    rows = {row[at].text: number for number, row in reversed(list(enumerate(raw.rows)))}
    return [Issue("year_unclear", place_in(raw, rows[text], at), text.strip(), {"other": against}) for text in bare]


def _year_beside(raw: RawTable, at: int, year: int | None) -> str:
    """What a further column says that names a year in each of its cells, and another one beside such a month.

    A day tells when something was made: not before the year that it is of.
    """
    for column in further_columns(raw, Observations):
        texts = first_rows(raw, column)
        if not texts or not all(years_in(text) for text in texts):
            continue
        for row in raw.rows:
            text = row[column].text.strip()
            if text and _bare(row[at].text, year) is not None and _is_of_another(text, year):
                return text
    return ""


def _is_of_another(text: str, year: int | None) -> bool:
    years = years_in(text)
    return year is not None and (max(years) < year if holds_day(text) else year not in years)


def _over_new_year(raw: RawTable, at: int, year: int | None) -> list[Issue]:
    """Rows after one of December that are of January, or the other way: of two years, and none is named."""
    found = []
    for line in _lines(raw, at, year).values():
        once = turns_once([period for _, period in line])
        for (above, before), (number, period) in itertools.pairwise(line):
            if over_new_year(before, period) or (once and before > period):
                value, other = (raw.rows[each][at].text.strip() for each in (number, above))
                found.append(Issue("year_unclear", place_in(raw, number, at), value, {"other": other}))
    return found


def _lines(raw: RawTable, at: int, year: int | None) -> dict[tuple[object, ...], list[tuple[int, Period]]]:
    """The rows whose periods name no year, with these: by centre, measure and length, in the order of the file."""
    known = fields_of(raw, Observations)
    keys = [known.index(key) for key in (Observations.CENTRE, Observations.MEASURE) if key in known]
    lines: dict[tuple[object, ...], list[tuple[int, Period]]] = {}
    about: tuple[str, ...] = ("",) * len(keys)
    for number in sorted(range(len(raw.rows)), key=raw.row_numbers.__getitem__):  # a large list's odd rows stand last
        row = raw.rows[number]
        about = tuple(row[key].text.strip() or before for key, before in zip(keys, about, strict=True))
        if row[at].kind is CellKind.TEXT and (period := _bare(row[at].text, year)) is not None:
            lines.setdefault((*about, period.grain), []).append((number, period))
    return lines


def _bare(text: str, year: int | None) -> Period | None:
    """The period that a text is which names no year; None for others."""
    return None if is_period(text) or not is_period(text, year) else parse_period(text, year)


def _told(texts: Sequence[str], year: int | None) -> tuple[list[str], str]:
    """The labels that name no year, and the first one that names another than theirs."""
    bare: list[str] = []
    other = ""
    for text in dict.fromkeys(texts):
        if _bare(text, year) is not None:
            bare.append(text)
        elif not other and is_period(text) and parse_period(text).year != year:
            other = text.strip()
    return bare, other
