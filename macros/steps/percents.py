"""Figures in per cent of measures that are not counted in it."""

from collections.abc import Collection, Iterator, Sequence

from schemas.cells import Cell, CellKind, Grid
from schemas.codes import Unit
from schemas.context import Context
from schemas.frames import is_missing, numbered
from schemas.issues import Issue, Place
from schemas.labels import Dimension, Part, listed, plain, scale_of
from schemas.measures import HUNDRED_PER_CENT
from schemas.reading import Understood, header_cell
from schemas.tables import FIGURES, Observations
from schemas.values import says_percent
from schemas.vocabulary import normal
from workbook.exports.layouts.axes import Spot
from workbook.exports.layouts.crosstab import Crosstab
from workbook.exports.layouts.long import place

_IN_PER_CENT = frozenset({Unit.PCT, Unit.PCT_POINT})
_DIGITS = 10


def percent_issues(understood: Understood, context: Context) -> list[Issue]:
    """Figures with a per cent sign or format whose measure has another unit: 60 % is no count of 60.

    Args:
        understood: The rows, centres and measures by their names.
        context: The measures' units; a measure of an unknown unit may have any sign.

    Returns:
        An error for each such cell.
    """
    if understood.table is not Observations:
        return []
    frame = understood.frame
    units = frame[Observations.MEASURE].map(context.measures)
    other = frame[units.notna() & ~units.isin(list(_IN_PER_CENT))]
    issues = _of_list(understood, list(other[Observations.MEASURE]), context)
    columns = {field: at for field in FIGURES[Observations] if (at := understood.positions.get(field)) is not None}
    for row, record in numbered(other):
        for field, position in columns.items():
            cell = understood.raw.rows[row][position]
            if not is_missing(record[field]) and _is_percent(cell):
                where = understood.place(row, field)
                issues.append(_issue(where, _seen(cell, context), record[Observations.MEASURE], context))
    return issues


def _issue(where: Place, shown: str, measure: str, context: Context) -> Issue:
    details = {"measure": measure, "unit": context.words.word(Unit(context.measures[measure]))}
    return Issue("percent_for_other_unit", where, shown, details)


def _of_list(understood: Understood, measures: Sequence[str], context: Context) -> list[Issue]:
    """Headers and titles of a list that say per cent above figures of another unit."""
    raw = understood.raw
    if raw.addresses or not measures:
        return []
    at = understood.positions.get(Observations.VALUE)
    told = raw.told.get(Observations.MEASURE)
    said = []
    if at is not None and at < len(raw.header):
        title = raw.header[at]
        said.append((title, Place(raw.file, raw.sheet, raw.header_row, title, header_cell(raw, at))))
    said += [(told.text, Place(raw.file, raw.sheet, None, "", told.cell))] if told else []
    return [_issue(where, text.strip(), measures[0], context) for text, where in said if _unit_is_percent(text)]


def percent_label_issues(grid: Grid, tabs: Sequence[Crosstab], context: Context) -> list[Issue]:
    """Labels of crosstabs that say per cent of figures whose measure has another unit.

    Args:
        grid: The sheet.
        tabs: Its crosstabs.
        context: The measures' units.

    Returns:
        An error for each such label.
    """
    found = {}
    for measure, spot in (each for tab in tabs for each in _percents(tab)):
        unit = context.measures.get(measure)
        if unit is not None and unit not in _IN_PER_CENT:
            found[spot[:2]] = _issue(place(grid, spot), spot[2].text.strip(), measure, context)
    return list(found.values())


def percent_title_issues(
    grid: Grid, titles: Sequence[Spot], measures: Collection[str], context: Context
) -> list[Issue]:
    """Titles that say nothing but per cent, above figures of a measure that has another unit.

    Args:
        grid: The sheet.
        titles: The texts above its tables.
        measures: The measures of its figures.
        context: Their units.

    Returns:
        An error for each such title.
    """
    units = {measure: context.measures.get(measure) for measure in measures}
    other = next((each for each, unit in units.items() if unit is not None and unit not in _IN_PER_CENT), None)
    said = [spot for spot in titles if normal(spot[2].text).strip(" ()") in listed("percent_titles")]
    return [_issue(place(grid, spot), spot[2].text.strip(), other, context) for spot in said] if other else []


def _percents(tab: Crosstab) -> Iterator[tuple[str, Spot]]:
    """The labels that say per cent, each with the measure whose figures they stand above or beside."""
    for known in (figure.known for figure in tab.figures if figure.part == Part.VALUE):
        measure, part = known.spots.get(Dimension.MEASURE), known.spots.get(Dimension.PART)
        if known.measure and measure and _unit_is_percent(measure[2].text):
            yield known.measure, measure
        if known.measure and part and (says_percent(part[2].text) or plain(part[2].text) in listed("share_words")):
            yield known.measure, part


def _unit_is_percent(text: str) -> bool:
    """Whether a label ends with per cent as its unit; a goal's own title may speak of it elsewhere."""
    return says_percent(text.removeprefix(scale_of(text)[0]))


def _is_percent(cell: Cell) -> bool:
    return cell.is_percent if cell.kind is CellKind.NUMBER else says_percent(cell.text)


def _seen(cell: Cell, context: Context) -> str:
    """The figure as the user's spreadsheet shows it."""
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float):
        return f"{context.words.number(round(cell.value * HUNDRED_PER_CENT, _DIGITS))} %"
    return cell.text.strip()
