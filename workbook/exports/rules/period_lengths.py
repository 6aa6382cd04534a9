"""Words around a table that say its periods are longer or shorter than they are read as (``Week`` above 2009-05)."""

from collections import defaultdict
from collections.abc import Collection

from schemas.cells import CellKind, Grid
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Dimension
from schemas.lexicon.match import label_key, says, values_of
from schemas.lexicon.time_headings import months_said
from schemas.text.periods import Grain, Period, is_week
from schemas.text.values import without_mark
from workbook.exports.facts import Label, place
from workbook.exports.meaning.crosstab import Crosstab

_NO_MONTHS = 0
"""Of weeks, days and sums to date: no number of months."""
_LONGER = frozenset({_NO_MONTHS, *(int(grain) for grain in (Grain.QUARTER, Grain.HALF_YEAR))})
"""A word for years may stand above months."""


def header_lengths(grid: Grid, tab: Crosstab) -> list[Issue]:
    """Words in a crosstab's corner or over all its columns that contradict the periods beside or below them.

    Args:
        grid: The sheet.
        tab: The crosstab.

    Returns:
        An error for each such word.
    """
    in_row: dict[int, set[Grain]] = defaultdict(set)
    in_column: dict[int, set[Grain]] = defaultdict(set)
    for (row, column, *_), period in _periods(tab):
        in_row[row].add(period.grain)
        in_column[column].add(period.grain)
    corners = [(corner, in_row[corner[0]] | in_column[corner[1]]) for corner in tab.corners]
    grains = set[Grain]().union(*in_row.values())
    found = []
    for spot, about in [*corners, *((each, grains) for each in tab.said)]:
        months = _length(spot.text) if spot.cell.kind is CellKind.TEXT else None
        if months is not None and any(_contradicts(months, grain) for grain in about):
            found.append(_issue(grid, spot))
    return found


def _periods(tab: Crosstab) -> list[tuple[Label, Period]]:
    """The labels of periods that are no totals', each once, with the periods."""
    found = {
        spot.at: (spot, figure.known.period)
        for figure in tab.figures
        if (spot := figure.known.places.get(Dimension.PERIOD)) and figure.known.period and figure.known.total is None
    }
    return list(found.values())


def week_labels(grid: Grid, tab: Crosstab) -> list[Issue]:
    """An error for each label of a week: its figures are no month's, unless a profile says that they are added."""
    return [
        Issue("week_for_month", place(grid, spot), spot.shown)
        for spot, _ in _periods(tab)
        if is_week(without_mark(spot.text))
    ]


def is_of_other_length(text: str, alone: str, grains: Collection[Grain]) -> bool:
    """Whether a title says that figures are of longer or shorter periods than they are read as.

    Args:
        text: The title, without the name of a measure.
        alone: The same where it stands alone in its row, and may be such a word itself (``Quarter``); or empty.
        grains: How long the periods are that the figures were read as.
    """
    months = [*values_of(text, "longer_words"), *([_length(alone)] if alone else [])]
    return any(each is not None and _contradicts(each, grain) for each in months for grain in grains)


def _issue(grid: Grid, spot: Label) -> Issue:
    return Issue("length_contradicts", place(grid, spot), spot.shown)


def _contradicts(months: int, grain: Grain) -> bool:
    return months == _NO_MONTHS or grain < months


def _length(text: str) -> int | None:
    """How many months a word says that periods have; None where it is no such word, or one for months or years."""
    label = label_key(without_mark(text))
    if says(label, "week_titles") or says(label, "till_titles"):
        return _NO_MONTHS
    months = months_said(label)
    return months if months in _LONGER else None
