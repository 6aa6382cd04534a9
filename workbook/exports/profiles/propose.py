"""A profile proposed for a sheet: what is known of its headers and labels, what only resembles something, how sure."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from schemas.cells import Cell, CellKind, Grid
from schemas.fields import Field, Table
from schemas.lexicon.figure_cells import is_figure
from schemas.lexicon.labels import Dimension, FigureRole, Labels, is_note
from schemas.lexicon.match import label_key
from schemas.lexicon.nearest import Nearest
from schemas.profiles.export_profile import NO_PROFILE, Cases, ExportProfile, Layout, Match
from schemas.reading import fitting_table
from schemas.tables import EXPORT_TABLES, Observations
from schemas.text.coercion import written_day
from schemas.thresholds import DEEPEST_ROW, FEWEST_TO_COMPARE, HALF, MOST_LOOKED_AT, MOSTLY, NAMES_ALIKE
from schemas.words.vocabulary import headers, text_key
from workbook.exports.meaning.crosstab import Crosstab
from workbook.exports.sheet_layout import SheetLayout, read_layout
from workbook.exports.tidy.list_headers import read_as

COLUMNS, CENTRES, MEASURES = "columns", "centres", "measures"
_REQUIRED = (Observations.CENTRE, Observations.MEASURE, Observations.PERIOD, Observations.VALUE)


@dataclass(frozen=True)
class Proposal:
    """A profile proposed for a sheet.

    Args:
        profile: What is known.
        sheet: The sheet's name.
        confidence: How much of the sheet is understood, from 0 to 1.
        unknown: Section of the profile -> labels that are not known, each with the name it resembles (or nothing).
    """

    profile: ExportProfile
    sheet: str = ""
    confidence: float = 0.0
    unknown: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


def propose(grid: Grid, labels: Labels, laid: SheetLayout | None = None) -> Proposal | None:
    """Propose a profile for a sheet.

    Args:
        grid: The sheet.
        labels: What is known; labels taken as they stand (without a workbook) count as known.
        laid: The sheet as it was laid out without a profile, where that was done already.

    Returns:
        The proposal; None where the sheet is no table that we know of.
    """
    laid = laid or read_layout(grid, labels, NO_PROFILE)
    match = Match(files=(grid.file,), sheets=(grid.sheet,) if grid.sheet else ())
    if laid.layout is Layout.LIST:
        return _known_list(grid, laid, match)
    by_content = _by_content(grid, labels, match)
    if laid.layout is Layout.CROSSTAB and (by_content is None or by_content.confidence < laid.confidence):
        return _crosstab(grid, laid, labels, match)
    return by_content


def _known_list(grid: Grid, laid: SheetLayout, match: Match) -> Proposal:
    """A list whose headers are known: the profile only spells out what is understood anyway."""
    raw = laid.tables[0]
    table = fitting_table(EXPORT_TABLES, raw.read_as or raw.header) or Observations
    columns: dict[str, str] = {}
    unknown: list[tuple[str, str]] = []
    for title, wanted in zip(raw.header, raw.read_as or raw.header, strict=True):
        if not title.strip():
            continue
        found = headers(table).get(text_key(wanted))
        if found is None:
            unknown.append((title, _near_field(title, table)))
        else:
            columns[title] = str(found)
    confidence = len(columns) / (len(columns) + len(unknown))
    return Proposal(
        ExportProfile(layout=Layout.LIST, match=match, columns=columns), grid.sheet, confidence, {COLUMNS: unknown}
    )


def _near_field(title: str, table: type[Table]) -> str:
    near = _nearest(tuple(headers(table))).of(text_key(title))
    return str(headers(table)[near]) if near is not None else ""


@cache
def _nearest(titles: tuple[str, ...]) -> Nearest:
    return Nearest(titles, NAMES_ALIKE)


def _crosstab(grid: Grid, laid: SheetLayout, labels: Labels, match: Match) -> Proposal:
    known: dict[str, dict[str, str]] = {CENTRES: {}, MEASURES: {}}
    unknown: dict[str, dict[str, str]] = {CENTRES: {}, MEASURES: {}}
    sections = {Dimension.CENTRE: CENTRES, Dimension.MEASURE: MEASURES}
    for tab in laid.tabs:
        _gather(tab, sections, known)
        for dimension, spot in tab.unknown.values():
            label = spot.shown
            section = sections.get(dimension)
            if section and label not in unknown[section]:
                unknown[section][label] = labels.near(label, dimension)
    profile = ExportProfile(layout=Layout.CROSSTAB, match=match, centres=known[CENTRES], measures=known[MEASURES])
    pairs = {section: list(found.items()) for section, found in unknown.items()}
    return Proposal(profile, grid.sheet, laid.confidence, pairs)


def _gather(tab: Crosstab, sections: Mapping[Dimension, str], known: dict[str, dict[str, str]]) -> None:
    """The labels of a crosstab that stand for a centre or a measure of another name."""
    for figure in tab.figures:
        for dimension, section in sections.items():
            spot = figure.known.places.get(dimension)
            name = figure.known.centre if dimension is Dimension.CENTRE else figure.known.measure
            if spot and name and spot.shown != name:
                known[section][spot.shown] = name


# ---- lists whose headers are not known -------------------------------------------------------------------------


def _by_content(grid: Grid, labels: Labels, match: Match) -> Proposal | None:
    """A list or a case list told by what stands in its columns."""
    top = _header(grid)
    if top is None:
        return None
    titles = {column: cell.text.strip() for column, cell in grid.rows[top].items()}
    below = [number for number in grid.rows if number > top][:MOST_LOOKED_AT]
    cells = {column: [grid.rows[row][column] for row in below if column in grid.rows[row]] for column in titles}
    kinds = {column: _field_of(titles[column], found, labels) for column, found in cells.items()}
    days = [column for column, kind in kinds.items() if kind == Observations.EXTRACTED]
    figures = any(kind in {Observations.VALUE, Observations.NUMERATOR} for kind in kinds.values())
    # Numbers beside several days and no period number the cases.
    if days and (not figures or (len(days) > 1 and Observations.PERIOD not in kinds.values())):
        return _cases(grid, titles, kinds, match)
    columns: dict[str, str] = {}
    taken: set[str] = set()
    unknown: list[tuple[str, str]] = []
    for column, title in titles.items():
        kind = kinds[column]
        if kind is None or str(kind) in taken:
            unknown.append((title, _near_field(title, Observations)))
        else:
            columns[title] = str(kind)
            taken.add(str(kind))
    found = sum(str(each) in columns.values() for each in _REQUIRED)
    ratio = {str(Observations.NUMERATOR), str(Observations.DENOMINATOR)} <= set(columns.values())
    found += ratio and str(Observations.VALUE) not in columns.values()
    if not found:
        return None
    confidence = found / len(_REQUIRED)
    return Proposal(
        ExportProfile(layout=Layout.LIST, match=match, columns=columns), grid.sheet, confidence, {COLUMNS: unknown}
    )


def _header(grid: Grid) -> int | None:
    """The first row of texts with rows as wide below it."""
    numbers = [number for number in grid.rows if number <= DEEPEST_ROW]
    for number, after in itertools.pairwise(numbers):
        row = {column: cell for column, cell in grid.rows[number].items() if cell.kind is not CellKind.BLANK}
        texts = all(cell.kind is CellKind.TEXT and not is_figure(cell) for cell in row.values())
        shared = len(set(row) & set(grid.rows[after]))
        if len(row) >= FEWEST_TO_COMPARE and texts and shared >= len(row) * MOSTLY:
            return number
    return None


def _field_of(title: str, cells: Sequence[Cell], labels: Labels) -> Field | None:
    """What a column probably is, by its header where that says so, otherwise by most of its cells."""
    if (known := headers(Observations).get(text_key(read_as(title, {})))) is not None:
        return known
    part = labels.part(title)
    if part in {FigureRole.NUMERATOR, FigureRole.DENOMINATOR, FigureRole.VALUE}:
        return {str(each): each for each in Observations.fields}[str(part)]
    cells = [cell for cell in cells if not (cell.kind is CellKind.TEXT and is_note(cell.text))]
    if not cells:
        return None
    tests = (
        (Observations.CENTRE, lambda cell: label_key(cell.text) in labels.centres),
        (Observations.MEASURE, lambda cell: labels.measure(cell.text) is not None),
        (Observations.EXTRACTED, _is_day),
        (Observations.PERIOD, lambda cell: labels.period(cell) is not None),
        (Observations.VALUE, is_figure),
    )
    for found, test in tests:
        if sum(map(test, cells)) >= len(cells) * MOSTLY:
            return found
    return None


def _is_day(cell: Cell) -> bool:
    """Whether a cell is a day other than the first of a month, which is how months are written."""
    if cell.kind is CellKind.DATE:
        return getattr(cell.value, "day", 1) > 1
    day = written_day(cell.text) if cell.kind is CellKind.TEXT else None
    return day is not None and day.day > 1


def _cases(grid: Grid, titles: Mapping[int, str], kinds: Mapping[int, Field | None], match: Match) -> Proposal:
    """A case list: dates and codes, no figures. Which measure follows from them only the user can say."""
    centre = next((titles[column] for column, kind in kinds.items() if kind == Observations.CENTRE), "")
    days = [titles[column] for column, kind in kinds.items() if kind == Observations.EXTRACTED]
    profile = ExportProfile(layout=Layout.CASES, match=match, cases=Cases(centre=centre))
    rest = [(title, "") for title in titles.values() if title != centre and title not in days]
    sure = HALF if centre else HALF / 2
    return Proposal(profile, grid.sheet, sure, {"days": [(day, "") for day in days], COLUMNS: rest})
