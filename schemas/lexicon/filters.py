"""Lines around a table that say what it was filtered by, and what they make of its figures (``Applied filters:``)."""

import re
from functools import cache

from schemas.lexicon.lexicon import either
from schemas.lexicon.match import says
from schemas.lexicon.time_headings import is_year_title
from schemas.lexicon.titles import is_non_result
from schemas.thresholds import DEEPEST_ROW

_YEAR = re.compile(r"(?:19|20)\d{2}")


def filters_in(text: str) -> list[tuple[str, str]]:
    """The names and values of the filters that a cell tells, a line each (``Type is Target``, ``Age = 16-29``).

    Args:
        text: The cell's text.

    Returns:
        A pair for each line that has both; words before them (``Filter:``) are passed over.
    """
    found = []
    for line in text.splitlines()[:DEEPEST_ROW]:
        name, _, value = line.partition(":")
        if says(name, "filter_leads") or not value.strip():
            first, *rest = _joint().split(value if value.strip() else name, maxsplit=1)
            name, value = (first, rest[0]) if rest else (name, value)
        if name.strip() and value.strip():
            found.append((name.strip(), value.strip()))
    return found


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{either('filter_joints')})\s+", re.IGNORECASE)


def is_filter_name(text: str) -> bool:
    """Whether a title or a filter's name alone says that it divides the figures (``Sex``, ``Team``)."""
    return says(text, "filter_names") or says(text, "breakdown_titles")


def year_filtered(text: str) -> int | None:
    """The one year that a line says the figures are of (``Year is 2008``); None where it says none."""
    values = [value for name, value in filters_in(text) if is_year_title(name) or says(name, "time_filters")]
    years = [int(value) for value in values if _YEAR.fullmatch(value)]
    return years[0] if len(years) == 1 else None


def kind_filtered(text: str) -> str:
    """The filter that makes a table one of other figures than results (``Type: Target``); empty where none does."""
    return next(
        (
            value
            for name, value in filters_in(text)
            if says(name, "kind_titles") and (says(value, "other_kinds") or is_non_result(value))
        ),
        "",
    )
