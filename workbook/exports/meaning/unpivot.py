"""A crosstab as long rows: one for each centre, measure and period, each cell with the address it stood at."""

from collections import Counter
from collections.abc import Sequence

from schemas.cells import BLANK, Cell, CellKind, Grid, RawTable
from schemas.lexicon.labels import Dimension, FigureRole, Labels
from schemas.tables import Observations
from workbook.exports.facts import address
from workbook.exports.meaning.crosstab import Crosstab
from workbook.exports.meaning.reading import Reading
from workbook.exports.work import Step, spend

LONG_FIELDS = (
    Observations.CENTRE,
    Observations.MEASURE,
    Observations.PERIOD,
    Observations.VALUE,
    Observations.NUMERATOR,
    Observations.DENOMINATOR,
)
_ABOUT = (Dimension.CENTRE, Dimension.MEASURE, Dimension.PERIOD)
_PARTS = (FigureRole.VALUE, FigureRole.NUMERATOR, FigureRole.DENOMINATOR)


def long_rows(grid: Grid, tabs: Sequence[Crosstab], labels: Labels) -> RawTable:
    """The figures of a sheet's crosstabs as one long table, totals and unknown labels left out.

    Args:
        grid: The sheet.
        tabs: Its crosstabs.
        labels: For the titles of the columns.

    Returns:
        Centre, measure, period, value, numerator, denominator; each cell with the address it was read from.
    """
    rows, places, factors, numbers = [], [], [], []
    keyed = _keyed(tabs)
    spend(Step.OBSERVATION, len(keyed))
    for about, parts in keyed.items():
        figures = [parts.get(part) for part in _PARTS]
        first = next(figure for figure in figures if figure is not None)
        names = [Cell(CellKind.TEXT, text) for text in about[:-1]]
        rows.append([*names, *(figure.cell if figure else BLANK for figure in figures)])
        home = address(first.row, first.column)
        spots = [first.known.places.get(dimension) for dimension in _ABOUT]
        labelled = [address(*spot.at) if spot and spot.row else home for spot in spots]
        places.append([*labelled, *(address(each.row, each.column) if each else home for each in figures)])
        factors.append([*(1.0 for _ in names), *(figure.known.factor if figure else 1.0 for figure in figures)])
        numbers.append(first.row)
    return RawTable(
        file=grid.file,
        sheet=grid.sheet,
        header=[labels.words.title(Observations, name) for name in LONG_FIELDS],
        rows=rows,
        row_numbers=numbers,
        text_only=grid.text_only,
        addresses=places,
        factors=factors,
    )


def _keyed(tabs: Sequence[Crosstab]) -> dict[tuple[str, str, str, int], dict[str, Reading]]:
    """The figures by centre, measure and period, and how often that stood there before; then by part."""
    keyed: dict[tuple[str, str, str, int], dict[str, Reading]] = {}
    times: Counter[tuple[str, str, str, str]] = Counter()
    for figure in (figure for tab in tabs for figure in tab.figures):
        known = figure.known
        if known.total is not None or known.unknown or not (known.centre and known.measure and known.period):
            continue
        about = (known.centre, known.measure, str(known.period))
        keyed.setdefault((*about, times[(*about, figure.part)]), {})[figure.part] = figure
        times[(*about, figure.part)] += 1
    return keyed
