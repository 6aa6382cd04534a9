"""Months of a list whose labels name no year, where something on the sheet speaks against the one they are read as."""

from collections.abc import Sequence

from schemas.cells import CellKind, RawTable
from schemas.issues import Issue
from schemas.periods import PeriodError, is_period, parse_period
from schemas.reading import fields_of, place_in
from schemas.tables import Observations


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
    if raw.addresses or Observations.PERIOD not in fields:
        return []
    at = fields.index(Observations.PERIOD)
    bare, other = _told([row[at].text for row in raw.rows if row[at].kind is CellKind.TEXT], year)
    against = other or ("" if is_given else raw.other_year)
    if not bare or not against:
        return []
    rows = {row[at].text: number for number, row in reversed(list(enumerate(raw.rows)))}
    return [Issue("year_unclear", place_in(raw, rows[text], at), text.strip(), {"other": against}) for text in bare]


def _told(texts: Sequence[str], year: int | None) -> tuple[list[str], str]:
    """The labels that name no year, and the first one that names another than theirs."""
    bare: list[str] = []
    other = ""
    for text in dict.fromkeys(texts):
        try:
            period = parse_period(text)
        except PeriodError:
            if is_period(text, year):
                bare.append(text)
            continue
        if period.year != year:
            other = other or text.strip()
    return bare, other
