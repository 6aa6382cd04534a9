"""The rows of a list that are read, where further columns say which: labels printed once filled in, others left out."""

from schemas.cells import RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Labels
from workbook.exports.rules.breakdowns import is_breakdown, without_parts
from workbook.exports.rules.figure_kinds import results_alone, tells_kinds
from workbook.exports.rules.selector_columns import further_columns
from workbook.exports.tidy.fill_down import filled_down, texts_filled


def picked(
    raw: RawTable, totals: RawTable, table: type[Table], labels: Labels, adds: bool
) -> tuple[RawTable, RawTable, list[Issue]]:
    """A list with the rows that are read alone, and every label in each of them.

    Args:
        raw: The list, without its rows of totals.
        totals: Its rows that are totals of centres or periods; all others blank.
        table: What it is a list of.
        labels: Centres and measures.
        adds: Whether rows about the same are to be added.

    Returns:
        Both, rows that are left out blank, and the findings. Labels are filled in first: a row that is left out may
        hold those of the rows below it.
    """
    picking = picking_columns(raw, table)
    raw, issues = filled_down(raw, table, picking)
    for at in picking:
        raw, again = texts_filled(raw, at) if tells_kinds(raw, at) else (raw, [])
        issues += again
    raw, totals, others = results_alone(raw, totals, table, labels)
    raw, totals, parts = without_parts(raw, totals, table, labels, adds)
    return raw, totals, [*issues, *others, *parts]


def picking_columns(raw: RawTable, table: type[Table]) -> list[int]:
    """The positions of the further columns that say which rows of a list are read."""
    return [at for at in further_columns(raw, table) if is_breakdown(raw, at) or tells_kinds(raw, at)]
