"""What titles say that no cell does: that figures are no results of their months, or that they stand in thousands."""

import re
from collections.abc import Iterable, Sequence

from schemas.cells import Cell, CellKind, Grid, RawTable, column_letters
from schemas.issues import Issue, Place
from schemas.labels import Labels, listed, plain, scale_of
from schemas.reading import fitting_table
from schemas.tables import EXPORT_TABLES, Observations
from schemas.vocabulary import normal
from workbook.exports.layouts.blocks import texts

_MOST_WORDS = 30
"""A longer text is a note."""
_THOUSAND = r"1[. ,\u00a0]?000(?:[. ,\u00a0]?000)?(?![\d.,])"
_WORDS = r"hundreder?|tusinde?r?|t\.?kr|tkr|t\.?kwh|mwh|gwh|mio|mia|million(?:er)?|hundreds?|thousands?|millions?"
_UNIT = r"(?=\s*(?:kr|dkk|kwh|timer|hours|pers|stk|enheder|units|\)|$))"
SCALED = re.compile(
    rf"(?<![\w.,])(?:{_WORDS})(?!\w)|(?:^|[(:])\s*{_THOUSAND}{_UNIT}|\b(?:i|in|hele|med|by)\s+{_THOUSAND}"
)
"""``Tal i tusinde``, ``Enhed: 1.000 kWh``, ``(1.000 kr.)``, ``divideret med 1.000``; not ``de 1.000 ledige``."""

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
    titles = list(spots)
    found = _said(grid, [*titles, name], labels, scaled) + _filters(grid, titles)
    if word := next((each for each in listed("no_results_sheets") if _is_sheet_of(grid.sheet, each)), ""):
        found.append(Issue("title_no_results", Place(grid.file, grid.sheet), grid.sheet, {"word": word}))
    return found + _said(grid, notes, labels, scaled, notes=True)


def list_titles(grid: Grid, lists: Sequence[RawTable], labels: Labels) -> list[Issue]:
    """Findings about the titles above the first list of a sheet, and the notes below each."""
    first = lists[0].header_row
    of_lists = {number for each in lists for number in (each.header_row, *each.row_numbers)}
    above = texts_above(grid, lists)
    below = texts(grid, (number for number in grid.rows if number > first and number not in of_lists))
    scaled = any(labels.scaled(title)[1] != 1 for each in lists for title in each.header)
    found = title_issues(grid, above, labels, scaled, below)
    if fitting_table(EXPORT_TABLES, lists[0].read_as or lists[0].header) is Observations:
        return found + [issue for each in lists for issue in _told(each, labels)]
    return [issue for issue in found if issue.code == "title_scale"]  # budget lines are no results


def texts_above(grid: Grid, lists: Sequence[RawTable]) -> list[Spot]:
    """The texts above the first list of a sheet."""
    return texts(grid, (number for number in grid.rows if number < lists[0].header_row))


def _told(raw: RawTable, labels: Labels) -> list[Issue]:
    """Warnings about titles that were taken for a column that the list lacks."""
    return [
        Issue(
            "told_by_title",
            Place(raw.file, raw.sheet, None, "", told.cell),
            told.text,
            {"column": labels.words.title(Observations, field), "taken": told.value},
        )
        for field, told in raw.told.items()
    ]


def _said(grid: Grid, spots: Iterable[Spot], labels: Labels, scaled: bool, notes: bool = False) -> list[Issue]:
    issues: list[Issue] = []
    for row, column, cell in spots:
        text = normal(cell.text) if cell.kind is CellKind.TEXT else ""
        if not text or len(text.split()) > _MOST_WORDS or labels.measure(cell.text) is not None:
            continue
        address = f"{column_letters(column)}{row}" if row else ""
        place = Place(grid.file, grid.sheet, row or None, "", address)
        if word := _no_result(text):
            about = (place, cell.text.strip(), {"word": word})
            issues.append(Issue("note_no_results", *about) if notes else Issue("title_no_results", *about))
        if not scaled and (SCALED.search(text) or scale_of(cell.text)[1] != 1):
            issues.append(Issue("title_scale", place, cell.text.strip()))
    return issues


def _no_result(text: str) -> str:
    """The word that tells of other figures than a month's results; empty where none does."""
    words = listed("no_results_words")
    denied = "".join(rf"(?<!\b{re.escape(word)} )" for word in listed("denying_words"))
    return next((word for word in words if re.search(rf"(?<!\w){denied}{re.escape(word)}(?!\w)", text)), "")


def _filters(grid: Grid, spots: Sequence[Spot]) -> list[Issue]:
    """Warnings about filters above a table (``Sex: women``): its figures may be of a part only."""
    issues = []
    for row, column, cell in spots:
        name, _, value = cell.text.partition(":")
        beside = grid.rows[row].get(column + 1)
        value = value.strip() or (beside.text.strip() if beside else "")
        place = Place(grid.file, grid.sheet, row, "", f"{column_letters(column)}{row}")
        if value and plain(name) in listed("filter_names") and plain(value).strip("()") not in listed("filter_all"):
            issues.append(Issue("filter_above", place, f"{name.strip()}: {value}"))
        elif plain(cell.text) in listed("filter_texts") or _starts_narrower(normal(cell.text)):
            issues.append(Issue("filter_above", place, cell.text.strip()))
    return issues


def _starts_narrower(text: str) -> bool:
    """Whether a title begins with a word that narrows what follows (``Only women``)."""
    return any(text.startswith(f"{word} ") for word in listed("filter_starts"))


def _is_sheet_of(sheet: str, word: str) -> bool:
    """Whether a sheet is named by a word, alone or with a year."""
    return re.fullmatch(rf"{re.escape(word)}(?:\s+\d{{4}})?", normal(sheet)) is not None
