"""Periods that are a month or a year over New Year: ``2009/10`` is October 2009, or the school year 2009 to 2010."""

import re
from collections.abc import Callable, Iterable

from schemas.cells import CellKind
from schemas.issues.issue import Issue, Place
from schemas.text.periods import Grain, is_period, parse_period
from workbook.exports.facts import Label

_TWO_NUMBERS = re.compile(r"\s*(?P<year>\d{4})\s*(?P<joint>[-/\u2013.]?)\s*(?P<next>\d{2})\s*")
_OF_YEARS = "/"
"""Between a year and a month stands a hyphen; between two years a stroke."""
_CENTURY = 100


def double_years(labels: Iterable[Label], place: Callable[[Label], Place]) -> list[Issue]:
    """The question about the periods of a table.

    Args:
        labels: The labels of its periods.
        place: Where a label stands.

    Returns:
        An error at the first of the periods where all that may be months may be years as well.
    """
    written = (label for label in labels if label.cell.kind in {CellKind.TEXT, CellKind.NUMBER})
    texts: dict[str, Label] = {}
    for label in written:
        texts.setdefault(label.shown, label)
    months = [text for text in texts if is_period(text) and parse_period(text).grain is Grain.MONTH]
    found = [match for text in months if (match := _TWO_NUMBERS.fullmatch(text)) and _follows(match)]
    if not found or len(found) < len(months):
        return []
    if len(found) == 1 and found[0]["joint"] != _OF_YEARS:
        return []  # one month alone, as months are written
    shown = found[0][0].strip()
    about = {"month": str(parse_period(shown)), "years": f"{found[0]['year']}-{int(found[0]['year']) + 1}"}
    return [Issue("period_or_years", place(texts[shown]), shown, about)]


def _follows(match: re.Match[str]) -> bool:
    """Whether the second number is that of the year after the first."""
    return int(match["next"]) == (int(match["year"]) + 1) % _CENTURY
