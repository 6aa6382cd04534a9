"""Columns of budget lines that are no month's own amounts, and titles around them that say so."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from schemas.cells import CellKind, Grid, RawTable, column_letters
from schemas.fields import Field, Table
from schemas.issues.issue import Issue, Place
from schemas.lexicon.budget_titles import Reach, budget_title, tells_amounts, to_date_word
from schemas.profiles.export_profile import LEFT_OUT, ExportProfile
from schemas.reading import fields_of, header_cell
from schemas.tables import BudgetLines
from schemas.thresholds import MOST_TITLE_WORDS
from workbook.exports.facts import Label

_AMOUNTS = (BudgetLines.BUDGET, BudgetLines.ACTUAL)


def column_issues(raw: RawTable, table: type[Table], profile: ExportProfile) -> list[Issue]:
    """Findings about the columns of a list of budget lines.

    Args:
        raw: The list.
        table: What it is a list of.
        profile: What the user has said of it.

    Returns:
        Errors for columns of sums to date or of the year's budget, where the user has not said that they are; warnings
        for columns that another was taken instead of; an error where budget or actual are missing though a title that
        is not understood speaks of them.
    """
    if table is not BudgetLines:
        return []
    fields = fields_of(raw, table)
    found = []
    for at, field in enumerate(fields):
        told = budget_title(raw.header[at]) if field in _AMOUNTS else None
        if told is None or told.reach is Reach.MONTH:
            continue
        if told.reach is Reach.TO_DATE and profile.accumulated is None:
            found.append(Issue("budget_to_date", _header(raw, at), raw.header[at].strip()))
        if told.reach is Reach.YEAR and not (profile.budget_is or profile.accumulated):
            found.append(Issue("budget_of_year", _header(raw, at), raw.header[at].strip()))
    return [*found, *_instead(raw, fields), *_missing(raw, fields)]


def _instead(raw: RawTable, fields: list[Field | None]) -> Iterator[Issue]:
    """Columns that were passed over since another of the same field is the one in force."""
    taken = {field: at for at, field in enumerate(fields) if field is not None}
    for at, title in enumerate(raw.header):
        told = budget_title(title) if raw.read_as and raw.read_as[at] == LEFT_OUT else None
        if told is not None and told.field in taken and budget_title(raw.header[taken[told.field]]) is not None:
            yield Issue("budget_instead", _header(raw, at), title.strip(), {"taken": raw.header[taken[told.field]]})


def _missing(raw: RawTable, fields: list[Field | None]) -> Iterator[Issue]:
    lacking = [field for field in _AMOUNTS if field not in fields]
    for at, title in enumerate(raw.header):
        is_open = fields[at] is None and not (raw.read_as and raw.read_as[at] == LEFT_OUT)
        if is_open and title.strip() and tells_amounts(title) in lacking:
            yield Issue("budget_unclear", _header(raw, at), title.strip())


def _header(raw: RawTable, at: int) -> Place:
    return Place(raw.file, raw.sheet, raw.header_row, raw.header[at], header_cell(raw, at))


def to_date_issues(grid: Grid, above: Iterable[Label], below: Iterable[Label]) -> list[Issue]:
    """Titles and notes around budget lines, and a sheet's or file's name, that say amounts are sums to date.

    Args:
        grid: The sheet.
        above: The texts above its lists.
        below: The notes below them, which may speak of other figures.

    Returns:
        An error for each title and the sheet's name; a warning for each note and, where nothing else says it, for the
        file's name.
    """
    found = [Issue("title_no_results", place, text, {"word": word}) for place, text, word in _told(grid, above)]
    if word := to_date_word(grid.sheet.replace("_", " ")):
        found.append(Issue("title_no_results", Place(grid.file, grid.sheet), grid.sheet, {"word": word}))
    if not found and (word := to_date_word(Path(grid.file).stem.replace("_", " "))):
        found.append(Issue("note_no_results", Place(grid.file), grid.file, {"word": word}))
    return found + [Issue("note_no_results", place, text, {"word": word}) for place, text, word in _told(grid, below)]


def _told(grid: Grid, spots: Iterable[Label]) -> Iterator[tuple[Place, str, str]]:
    """Texts by which amounts are sums to date, each with its place and the word."""
    for row, column, cell, *_ in {spot.at: spot for spot in spots}.values():
        is_title = cell.kind is CellKind.TEXT and len(cell.text.split()) <= MOST_TITLE_WORDS
        if is_title and (word := to_date_word(cell.text)):
            yield Place(grid.file, grid.sheet, row, "", f"{column_letters(column)}{row}"), cell.text.strip(), word
