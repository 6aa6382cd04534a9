"""The lines around the lists of a sheet: which are titles, which are notes, and what is said for a column."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import count

from schemas.cells import Cell, Grid, RawTable
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels, is_note
from schemas.profiles.export_profile import ExportProfile
from schemas.reading import fitting_table
from schemas.tables import EXPORT_TABLES, Observations
from schemas.thresholds import MOST_TITLE_CELLS
from workbook.exports.facts import Label, Role
from workbook.exports.meaning.titled_lists import TitledList
from workbook.exports.rules.text_rules import text_issues
from workbook.exports.rules.text_tests import Around
from workbook.exports.tidy.block import texts


def list_titles(
    grid: Grid,
    found: Sequence[TitledList],
    above: Sequence[Label],
    labels: Labels,
    profile: ExportProfile,
    out: Sequence[Label] = (),
) -> list[Issue]:
    """Findings about the titles above the lists of a sheet, and the notes below each.

    Args:
        grid: The sheet.
        found: Its lists.
        above: The titles, as ``titles_of`` gives them.
        labels: The measures, whose own names may hold any word.
        profile: What the user has said of it.
        out: The titles of lists that are left out.
    """
    lists = [each.raw for each in found]
    below = notes_of(grid, lists, [*above, *out])
    scaled = any(labels.scaled(title)[1] != 1 for each in lists for title in each.header)
    table = fitting_table(EXPORT_TABLES, lists[0].read_as or lists[0].header) or Observations
    issues = text_issues([*above, *below], Around(grid, labels, table, scaled), profile)
    told = [issue for each in found for issue in _told(each, labels)] if table is Observations else []
    return [*issues, *told]


def titles_of(grid: Grid, lists: Sequence[RawTable]) -> list[list[Label]]:
    """The texts above the first list of a sheet, and those between each other and the list before it."""
    found = [texts(grid, (number for number in grid.rows if number < lists[0].header_row))]
    taken = sorted({number for each in lists for number in (each.header_row, *each.row_numbers)})
    for each in lists[1:]:
        at = bisect_left(taken, each.header_row)
        found.append(texts(grid, _between(grid, taken[at - 1] if at else 0, each.header_row)))
    return found


def notes_of(grid: Grid, lists: Sequence[RawTable], titles: Sequence[Label] = ()) -> list[Label]:
    """The texts below the first header of a sheet that are no row of a list, and stand in no row of these titles."""
    taken = {number for each in lists for number in (each.header_row, *each.row_numbers)}
    taken |= {each.row for each in titles}
    first = lists[0].header_row
    return texts(grid, (number for number in grid.rows if number > first and number not in taken), Role.NOTE)


def _between(grid: Grid, above: int, header: int) -> list[int]:
    """The rows of titles between the last row of a list and the header of the next.

    What stands right below the list is its notes, unless it stands right above the header too.
    """
    gap = next(number for number in count(above + 1) if number not in grid.rows)
    start = above if gap > header else gap
    return [number for number in grid.rows if start < number < header and _may_be_title(grid.rows[number])]


def _may_be_title(row: Mapping[int, Cell]) -> bool:
    """Whether a row between two lists is no total, nor a note of the list above."""
    return len(row) <= MOST_TITLE_CELLS and not is_note(next(iter(row.values())).text)


def _told(found: TitledList, labels: Labels) -> list[Issue]:
    """Warnings about titles that were taken for a column that the list lacks."""
    return [
        Issue(
            "told_by_title",
            Place(found.raw.file, found.raw.sheet, None, "", told.cell),
            told.text,
            {"column": labels.words.title(Observations, field), "taken": told.value},
        )
        for field, told in found.told.items()
        if told.text
    ]
