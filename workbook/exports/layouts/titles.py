"""What titles say that no cell does: that figures are no results of their months, or that they stand in thousands."""

import re
from collections.abc import Iterable, Sequence

from schemas.cells import Cell, CellKind, Grid, RawTable, column_letters
from schemas.issues import Issue, Place
from schemas.labels import Labels, scale_of
from schemas.vocabulary import LANGUAGES, normal, words
from workbook.exports.layouts.blocks import texts

_MOST_WORDS = 30
"""A longer text is a note."""
_SCALE_WORDS = r"1[. ,\u00a0]?000|tusinde|tusinder|mio\b|millioner|thousands?|millions?"
_IN_THOUSANDS = re.compile(rf"\b(?:i|in)\s+(?:hele\s+)?(?:{_SCALE_WORDS})")

Spot = tuple[int, int, Cell]


def title_issues(
    grid: Grid, spots: Iterable[Spot], labels: Labels, scaled: bool, notes: Iterable[Spot] = ()
) -> list[Issue]:
    """Findings about titles and notes, where no profile of the user's says how the sheet is to be read.

    Args:
        grid: The sheet.
        spots: The texts above its tables and in their corners.
        labels: The measures, whose own names may hold any word.
        scaled: Whether headers say the scale already.
        notes: The texts below its tables.

    Returns:
        Errors: accumulated figures, forecasts and targets are no results of a month, and a scale that no header says
        would be lost. A note may speak of other figures than the table's, so there the former are warnings.
    """
    name = (0, 0, Cell(CellKind.TEXT, grid.sheet))
    found = _said(grid, [*spots, name], labels, scaled)
    return found + _said(grid, notes, labels, scaled, notes=True)


def list_titles(grid: Grid, lists: Sequence[RawTable], labels: Labels) -> list[Issue]:
    """Findings about the titles above the first list of a sheet, and the notes below each."""
    first = lists[0].header_row
    of_lists = {number for each in lists for number in (each.header_row, *each.row_numbers)}
    above = texts(grid, (number for number in grid.rows if number < first))
    below = texts(grid, (number for number in grid.rows if number > first and number not in of_lists))
    scaled = any(labels.scaled(title)[1] != 1 for each in lists for title in each.header)
    return title_issues(grid, above, labels, scaled, below)


def _said(grid: Grid, spots: Iterable[Spot], labels: Labels, scaled: bool, notes: bool = False) -> list[Issue]:
    issues: list[Issue] = []
    for row, column, cell in spots:
        text = normal(cell.text) if cell.kind is CellKind.TEXT else ""
        if not text or len(text.split()) > _MOST_WORDS or labels.measure(cell.text) is not None:
            continue
        address = f"{column_letters(column)}{row}" if row else ""
        place = Place(grid.file, grid.sheet, row or None, "", address)
        if found := next((word for word in _no_results() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)), None):
            about = (place, cell.text.strip(), {"word": found})
            issues.append(Issue("note_no_results", *about) if notes else Issue("title_no_results", *about))
        if not scaled and (_IN_THOUSANDS.search(text) or scale_of(cell.text)[1] != 1):
            issues.append(Issue("title_scale", place, cell.text.strip()))
    return issues


def _no_results() -> list[str]:
    return [normal(word) for language in LANGUAGES for word in words(language).text("no_results_words").split(",")]
