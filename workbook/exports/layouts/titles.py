"""What titles say that no cell does: that figures are no results of their months, or that they stand in thousands."""

import re
from collections.abc import Iterable

from schemas.cells import Cell, CellKind, Grid, column_letters
from schemas.issues import Issue, Place
from schemas.labels import Labels, scale_of
from schemas.vocabulary import LANGUAGES, normal, words

_MOST_WORDS = 30
"""A longer text is a note."""
_SCALE_WORDS = r"1[. ,\u00a0]?000|tusinde|tusinder|mio\b|millioner|thousands?|millions?"
_IN_THOUSANDS = re.compile(rf"\b(?:i|in)\s+(?:hele\s+)?(?:{_SCALE_WORDS})")

Spot = tuple[int, int, Cell]


def title_issues(grid: Grid, spots: Iterable[Spot], labels: Labels, scaled: bool) -> list[Issue]:
    """Findings about titles, where no profile says how the sheet is to be read.

    Args:
        grid: The sheet.
        spots: The texts above its tables and in their corners.
        labels: The measures, whose own names may hold any word.
        scaled: Whether headers say the scale already.

    Returns:
        Errors: accumulated figures, forecasts and targets are no results of a month, and a scale that no header says
        would be lost.
    """
    name = (0, 0, Cell(CellKind.TEXT, grid.sheet))
    issues: list[Issue] = []
    for row, column, cell in [*spots, name]:
        text = normal(cell.text) if cell.kind is CellKind.TEXT else ""
        if not text or len(text.split()) > _MOST_WORDS or labels.measure(cell.text) is not None:
            continue
        address = f"{column_letters(column)}{row}" if row else ""
        place = Place(grid.file, grid.sheet, row or None, "", address)
        if found := next((word for word in _no_results() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)), None):
            issues.append(Issue("title_no_results", place, cell.text.strip(), {"word": found}))
        if not scaled and (_IN_THOUSANDS.search(text) or scale_of(cell.text)[1] != 1):
            issues.append(Issue("title_scale", place, cell.text.strip()))
    return issues


def _no_results() -> list[str]:
    return [normal(word) for language in LANGUAGES for word in words(language).text("no_results_words").split(",")]
