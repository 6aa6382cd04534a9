"""Tables below the results on a sheet whose own titles say that they are something else: targets, forecasts."""

from collections.abc import Sequence

from schemas.cells import CellKind, Grid
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Labels
from workbook.exports.facts import Label, place
from workbook.exports.rules.text_tests import word_of_others


def count_result_tables(grid: Grid, titles: Sequence[Sequence[Label]], labels: Labels) -> tuple[int, list[Issue]]:
    """How many tables of a sheet come before those that are no results.

    Args:
        grid: The sheet.
        titles: The titles of each table, from the top down. What stands above the first may be of all of them.
        labels: The measures, whose own names may hold any word.

    Returns:
        The number, and a warning for each table after them. All tables where one of results follows one of others: it
        may stand under the other's title.
    """
    others = [_other(each, labels) if at else None for at, each in enumerate(titles)]
    first = next((at for at, spot in enumerate(others) if spot), len(others))
    out = [spot for spot in others[first:] if spot]
    if len(out) < len(others) - first:
        return len(others), []
    return first, [_left_out(grid, spot) for spot in out]


def _other(spots: Sequence[Label], labels: Labels) -> Label | None:
    """The title that says that a table is no results."""
    written = (spot for spot in spots if spot.cell.kind is CellKind.TEXT)
    return next((spot for spot in written if word_of_others(spot.text, labels)), None)


def _left_out(grid: Grid, spot: Label) -> Issue:
    return Issue("table_left_out", place(grid, spot), spot.shown)
