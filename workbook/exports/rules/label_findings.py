"""What is wrong with the labels of a crosstab, and which were read as something else."""

from collections.abc import Set

from schemas.cells import Grid
from schemas.issues.issue import Issue, Place
from schemas.lexicon.figure_cells import is_figure
from schemas.lexicon.labels import Dimension, Labels
from schemas.tables import Observations
from schemas.text.periods import Grain
from workbook.exports.facts import Label, address, place
from workbook.exports.meaning.claims import Claims
from workbook.exports.meaning.crosstab import Crosstab
from workbook.exports.rules.double_years import double_years
from workbook.exports.rules.unknown_names import DIMENSION
from workbook.exports.rules.yearless import closing_years, lines_of, unclear_years, yearless


def label_issues(grid: Grid, tab: Crosstab, labels: Labels, choices: str) -> list[Issue]:
    """Findings about a crosstab's labels.

    Args:
        grid: The sheet.
        tab: The crosstab.
        labels: What is known.
        choices: The names of the centres, for the message.

    Returns:
        Unknown labels, rows without one and titles that contradict each other (errors), labels read as something else
        (warnings, each once).
    """
    issues = []
    for dimension, spot in tab.unknown.values():
        near = labels.near(spot.text, dimension)
        hint = labels.words.text("did_you_mean", name=near) if near else ""
        details = {"choices": choices, "near": hint, DIMENSION: dimension}
        about = (place(grid, spot), spot.shown, details)
        is_centre = dimension is Dimension.CENTRE
        issues.append(Issue("unknown_centre", *about) if is_centre else Issue("unknown_label", *about))
    for taken, spot in tab.rivals.items():
        issues.append(Issue("titles_disagree", place(grid, spot), spot.shown, {"other": taken}))
    missing = yearless(tab.figures) if labels.year is None else {}
    column = labels.words.title(Observations, Observations.PERIOD)
    for spot in missing.values():
        issues.append(Issue("year_missing", place(grid, spot), spot.shown, {"column": column}))
    for spot, against in unclear_years(lines_of(tab.figures), tab.years, closing_years(tab.figures)):
        issues.append(Issue("year_unclear", place(grid, spot), spot.shown, {"other": against}))
    issues += [Issue("year_so_far", place(grid, spot), spot.shown) for spot in _years_so_far(tab)]
    for spot in tab.passed:
        issues.append(Issue("unknown_column", place(grid, spot), spot.shown))
    columns = {figure.column for figure in tab.figures}
    issues += [Issue("row_without_label", _first_figure(grid, columns, row)) for row in tab.unlabelled]
    if tab.left_out:
        first = next(iter(tab.left_out.values()))
        issues.append(Issue("figures_left_out", place(grid, first), ", ".join(tab.left_out)))
    for dimension in sorted(tab.missing):
        details = {"what": labels.words.title(Observations, dimension), DIMENSION: dimension}
        issues.append(Issue("dimension_missing", Place(grid.file, grid.sheet), details=details))
    periods = (figure.known.places.get(Dimension.PERIOD) for figure in tab.figures)
    issues += double_years((label for label in periods if label), lambda label: place(grid, label))
    return issues + _labels_taken(grid, tab, labels, {spot.shown for spot in missing.values()})


def _labels_taken(grid: Grid, tab: Crosstab, labels: Labels, named: Set[str]) -> list[Issue]:
    """Warnings about labels that were read as something else, each text once; those named already are left out."""
    issues, said = [], {*named}
    for figure in tab.figures:
        for dimension, spot in figure.known.places.items():
            taken = _taken(dimension, figure.known)
            text = spot.shown
            if spot.row and taken and taken not in {text, *labels.beyond} and text not in said:
                said.add(text)
                issues.append(Issue("label_taken", place(grid, spot), text, {"taken": taken}))
    return issues


def _first_figure(grid: Grid, columns: Set[int], row: int) -> Place:
    """Where the first figure of a row stands, among the columns of the crosstab's other figures."""
    found = [column for column, cell in grid.rows[row].items() if column in columns and is_figure(cell)]
    return Place(grid.file, grid.sheet, row, "", address(row, min(found)) if found else "")


def _taken(dimension: Dimension, known: Claims) -> str:
    match dimension:
        case Dimension.CENTRE:
            return known.centre or ""
        case Dimension.MEASURE:
            return known.measure or ""
        case Dimension.PERIOD:
            return str(known.period or "")
    return ""


def _years_so_far(tab: Crosstab) -> list[Label]:
    """The headers of years read as totals of the months beside them, in rows that are no totals themselves.

    Where a label says *total* below the year, nothing was read into the year: that total is checked as others are.
    """
    plain = {figure.row for figure in tab.figures if figure.known.total is None}
    found: dict[tuple[int, int], Label] = {}
    for known in (figure.known for figure in tab.figures if figure.row in plain and figure.known.total is not None):
        spot = known.places.get(Dimension.PERIOD)
        is_told = Dimension.TOTAL in known.places
        if spot and not is_told and known.period and known.period.grain is Grain.YEAR:
            found[spot.at] = spot
    return list(found.values())
