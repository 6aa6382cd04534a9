"""Columns beside the figures that nothing is known of: what their texts say of the rows, in lists and in crosstabs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.cells import Grid, RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import says
from schemas.lexicon.titles import negated_constant
from schemas.profiles.export_profile import NO_PROFILE
from schemas.reading import fields_of
from schemas.tables import FIGURES, Observations
from workbook.exports.facts import Label, Role, place
from workbook.exports.meaning.crosstab import Crosstab
from workbook.exports.rules.kinds import is_other_kind, kind_key
from workbook.exports.rules.selector_columns import further_columns, name_of, unknown_columns
from workbook.exports.rules.text_rules import asked
from workbook.exports.rules.text_tests import Around


class ColumnBeside(NamedTuple):
    """A column beside the figures.

    Args:
        name: What a finding calls it.
        texts: The first label of each of its texts, from the top down.
    """

    name: str
    texts: Sequence[Label]


def beside_issues(columns: Sequence[ColumnBeside], around: Around) -> list[Issue]:
    """Findings about the columns beside the figures of a table.

    Args:
        columns: The columns.
        around: What is known of the table.

    Returns:
        Errors for texts that say that their rows are no results, or scaled; of a column of kinds also for those that
        may be of results or not (``Preliminary``), of one that says the same of all rows that it is what they are not.
    """
    found = asked([label for each in columns for label in each.texts], around, NO_PROFILE)
    for each in columns if around.table is Observations else ():
        found += [*_unclear(each, around.grid), *_denied(each, around.grid)]
    return found


def list_beside_issues(raw: RawTable, table: type[Table], labels: Labels) -> list[Issue]:
    """Findings about the columns of a list that are no field of its table, and about its sources."""
    fields = fields_of(raw, table)
    figures = [at for at, field in enumerate(fields) if field in FIGURES.get(table, ())]
    numbered = zip(raw.row_numbers, raw.factors, strict=True) if raw.factors else ()
    scaled = frozenset(number for number, factors in numbered if any(factors[at] != 1 for at in figures))
    around = Around(Grid(raw.file, raw.sheet, {}), labels, table, scaled_rows=scaled)
    further = further_columns(raw, table) or unknown_columns(raw, table)
    columns = [ColumnBeside(name_of(raw, at), _texts(raw, at, scaled)) for at in further]
    sources = [label for at, field in enumerate(fields) if field == Observations.SOURCE for label in _texts(raw, at)]
    return [*beside_issues(columns, around), *asked(sources, around, NO_PROFILE)]


def _texts(raw: RawTable, at: int, scaled: frozenset[int] = frozenset()) -> list[Label]:
    """The first label of each text of a column; of one beside figures that are scaled and others, among the others."""
    found: dict[str, Label] = {}
    for number, row in zip(raw.row_numbers, raw.rows, strict=True):
        text = row[at].text.strip()
        if text and (text not in found or (found[text].row in scaled and number not in scaled)):
            found[text] = Label(number, raw.first_column + at, row[at], Role.BESIDE, raw.header[at])
    return list(found.values())


def crosstab_beside_issues(grid: Grid, tab: Crosstab, labels: Labels) -> list[Issue]:
    """Findings about the columns of a crosstab's stub that tell nothing known."""
    rows = sorted({figure.row for figure in tab.figures}, reverse=True)
    columns = []
    for title in tab.passed:
        heading = title.text if title.role is Role.CORNER else ""
        cells = [(row, grid.rows[row][title.column]) for row in rows if title.column in grid.rows[row]]
        found = [Label(row, title.column, cell, Role.BESIDE, heading) for row, cell in cells if cell.text.strip()]
        columns.append(ColumnBeside(title.shown, list({label.shown: label for label in found}.values())[::-1]))
    return beside_issues(columns, Around(grid, labels))


def _unclear(column: ColumnBeside, grid: Grid) -> Iterator[Issue]:
    """Texts in a column of kinds that may be of results or not (``Result``, ``Preliminary``)."""
    results = [label.shown for label in column.texts if says(kind_key(label.text), "result_kinds")]
    if not results or not says(column.texts[0].heading, "kind_titles"):
        return
    about = {"column": column.name, "other": results[0]}
    for label in column.texts:
        if label.shown not in results and not is_other_kind(label.shown):
            yield Issue("kind_unclear", place(grid, label), label.shown, about)


def _denied(column: ColumnBeside, grid: Grid) -> Iterator[Issue]:
    """A column that says the same of every row, and that is what they are not (``Not on time``)."""
    if text := negated_constant({label.shown: label.row for label in column.texts}):
        yield Issue("filter_column", place(grid, column.texts[0]), text, {"column": column.name})
