"""Where lists begin: rows that head one, or several that stand side by side with a blank column between."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.cells import Cell, CellKind, Grid
from schemas.codes import Unit
from schemas.fields import Table
from schemas.lexicon.budget_titles import field_titles, is_account_title
from schemas.lexicon.figure_cells import is_figure, is_period_number
from schemas.lexicon.labels import Dimension, Labels
from schemas.lexicon.match import rest_of, says
from schemas.lexicon.scale_texts import scale_of
from schemas.lexicon.time_headings import ends_of_spans, grain_of
from schemas.lexicon.titles import is_beside_results
from schemas.lexicon.unit_texts import unit_in
from schemas.profiles.export_profile import ExportProfile
from schemas.reading import fitting_table, score
from schemas.tables import EXPORT_TABLES, FIGURES, BudgetLines, Observations
from schemas.text.values import without_mark
from schemas.words.vocabulary import headers, text_key

_FIGURES = {field for fields in FIGURES.values() for field in fields}
_AMOUNTS = frozenset(FIGURES[BudgetLines])
_LABELS = {Dimension.CENTRE, Dimension.MEASURE, Dimension.PERIOD}

Row = Mapping[int, Cell]


@dataclass(frozen=True)
class Heading:
    """The header of a list.

    Args:
        row: Its row number.
        columns: Its columns, with those between them that it leaves blank.
    """

    row: int
    columns: range


def find_headings(
    grid: Grid, labels: Labels, profile: ExportProfile, tables: Sequence[type[Table]]
) -> dict[Heading, list[str]]:
    """The headers on a sheet, from the top down, with the titles that each is matched by.

    Args:
        grid: The sheet.
        labels: What is known, for telling a crosstab that stands beside a list.
        profile: Which header means which field, where the user has said it.
        tables: The tables that a list may be.
    """
    titles, amounts = _Titles(profile, tables, labels.columns), _Amounts(grid)
    found: dict[Heading, list[str]] = {}
    for number, row in grid.rows.items():
        for columns in _headed(amounts, number, titles, labels, bool(found)) if len(row) > 1 else ():
            found[Heading(number, columns)] = titles.matched(_texts(row, columns))
    return found


def ends(headings: Sequence[Heading]) -> dict[Heading, int]:
    """The first row below each list: that of the next header in any of its columns.

    Args:
        headings: The headers, from the top down.
    """
    found: dict[Heading, int] = {}
    below: dict[int, int] = {}  # column -> the row of the nearest header
    for heading in reversed(headings):
        found[heading] = min((below[column] for column in heading.columns if column in below), default=sys.maxsize)
        below |= dict.fromkeys(heading.columns, heading.row)
    return dict(reversed(found.items()))


def is_amount(cell: Cell) -> bool:
    """Whether a cell holds a number, or a text that is one, other than a year or month."""
    if cell.kind is CellKind.TEXT:
        digits = any(map(str.isdecimal, cell.text))
        return digits and is_figure(cell) and not is_period_number(cell)
    return cell.kind is CellKind.NUMBER and not is_period_number(cell)


def read_as(title: str, renamed: Mapping[str, str]) -> str:
    """The title that a header is matched by: the profile's field, or the header without its scale."""
    if text_key(title) in renamed:
        return renamed[text_key(title)]
    bare = without_mark(scale_of(without_mark(title))[0])
    if text_key(bare) in renamed:
        return renamed[text_key(bare)]
    # A title that is known as it stands (``Enhed (pct.)`` is none) keeps its brackets.
    return bare if text_key(title) not in headers(Observations) else title


def _field_of(title: str) -> str:
    """The field of an observation or budget line that a further name stands for; empty where it is none."""
    bare = text_key(title)
    if grain_of(bare) is not None:
        return str(Observations.PERIOD)
    if says(bare, "value_titles"):
        return str(Observations.VALUE)
    summed = rest_of(bare, "sum_titles") if says(bare, "sum_titles") else ""
    if says(summed, "value_titles"):
        return str(Observations.VALUE)
    fields = (headers(table).get(text_key(summed)) for table in EXPORT_TABLES)
    return next((str(field) for field in fields if field in _FIGURES), "")


def is_field_title(title: str) -> bool:
    """Whether a header says itself which field of an observation its column is."""
    bare = read_as(title, {})
    return text_key(bare) in headers(Observations) or bool(_field_of(bare))


def _further(titles: Sequence[str]) -> list[str]:
    """The field that each title stands for as a further name; of months and their quarters the months are the periods.

    A share beside a target or change may be one of that, and of a count and a share the measure's unit tells.
    """
    grains = [grain_of(title) for title in titles]
    finest = min((grain for grain in grains if grain is not None), default=None)
    unclear = any(map(is_beside_results, titles))
    units = {unit_in(title) for title in titles}
    pair = {Unit.COUNT, Unit.PCT} if units >= {Unit.COUNT, Unit.PCT} else {Unit.PCT} if unclear else set()
    fields = [
        "" if grain is not finest or unit_in(title) in pair else _field_of(title)
        for title, grain in zip(titles, (grain or finest for grain in grains), strict=True)
    ]
    ends = ends_of_spans(titles)
    if ends and str(Observations.PERIOD) not in fields:
        fields[ends[0]] = str(Observations.PERIOD)
    return fields


class _Titles:
    """What titles of a list may be.

    Args:
        profile: Which header means which field, where the user has said it.
        tables: The tables that a list may be.
        said: Which header means which field by the workbook's sheet of names, which a profile of the user's overrules.
    """

    def __init__(self, profile: ExportProfile, tables: Sequence[type[Table]], said: Mapping[str, str]) -> None:
        claims = {text_key(title): field for title, field in profile.columns.items()}
        self._renamed = {**claims, **said}
        self._given = list(profile.given)
        self._tables = tables
        self._known = [headers(table) for table in tables]
        self._told: dict[str, bool] = {}

    def matched(self, titles: Sequence[str]) -> list[str]:
        """The titles that a header is matched by: as they stand, or by a further name where only that makes a list."""
        plain = [read_as(title, self._renamed) for title in titles]
        if BudgetLines in self._tables:
            plain = field_titles(titles, plain, self._renamed)
        standing = {str(known[text_key(each)]) for known in self._known for each in plain if text_key(each) in known}
        fields = _further(plain)
        if any(map(is_account_title, titles)):  # its amounts have their names already
            own = headers(BudgetLines)
            fields = [
                "" if own.get(text_key(each)) in _AMOUNTS else field for each, field in zip(plain, fields, strict=True)
            ]
        named = [field for field in fields if field and field not in {*standing, *self._given}]
        further = [
            field if field and named.count(field) == 1 else each for each, field in zip(plain, fields, strict=True)
        ]
        whole = any(score(table, [*further, *self._given])[0] == 1 for table in self._tables) if named else False
        return further if whole else plain

    def any_known(self, cells: Sequence[Cell]) -> bool:
        """Whether any cell holds a title that is known."""
        return any(map(self._is_known, {cell.text for cell in cells}))

    def _is_known(self, text: str) -> bool:
        """Whether a text is a title that is known; the texts of a list repeat, row by row."""
        if text not in self._told:
            title = text_key(read_as(text, self._renamed))
            self._told[text] = any(title in known for known in self._known)
        return self._told[text]

    def head(self, cells: Sequence[Cell], alone: bool = False) -> bool:
        """Whether cells head a list.

        Args:
            cells: The cells.
            alone: They say all of it. Otherwise the profile may give the rest, where a figure's title stands there.
        """
        if any(cell.kind is CellKind.NUMBER for cell in cells):
            return False
        titles = self.matched([cell.text for cell in cells])
        known = headers(Observations)
        figures = not alone and any(known.get(text_key(title)) in FIGURES[Observations] for title in titles)
        return fitting_table(self._tables, [*titles, *self._given] if figures else titles) is not None


def _texts(row: Row, columns: range) -> list[str]:
    return [row[column].text.strip() if column in row else "" for column in columns]


class _Amounts:
    """The last amount in each column of a sheet; looked for once, and only where it is asked for.

    Args:
        grid: The sheet.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    @cached_property
    def _last(self) -> dict[int, int]:
        rows = self.grid.rows.items()
        return {column: number for number, row in rows for column, cell in row.items() if is_amount(cell)}

    def stand_below(self, number: int, columns: range) -> bool:
        """Whether an amount stands below a row in any of some columns."""
        return any(self._last.get(column, 0) > number for column in columns)


def _headed(amounts: _Amounts, number: int, titles: _Titles, labels: Labels, below: bool) -> list[range]:
    """The columns of each list that a row heads.

    Several where parts of it, with a blank column between, head one each; a list's own row beside the header of
    another one is no part of it, nor is the header of a crosstab beside it.
    """
    row = {column: cell for column, cell in amounts.grid.rows[number].items() if cell.kind is not CellKind.BLANK}
    parts = _parts(row)
    numbers = any(cell.kind is CellKind.NUMBER for cell in row.values())
    if (numbers and len(parts) == 1) or not titles.any_known(list(row.values())):
        return []
    heads = [part for part in parts if len(part) > 1 and titles.head([row[column] for column in part], alone=True)]
    if len(heads) > 1:
        return heads
    kept = [part for part in parts if not heads or part in heads or not _is_other(amounts, number, part, labels)]
    cells = [row[column] for part in kept for column in part]
    if not titles.head(cells) or (below and any(map(is_amount, cells))):
        return []
    return [range(kept[0].start, kept[-1].stop)]


def _parts(row: Row) -> list[range]:
    """The columns that stand side by side without a blank between."""
    found: list[range] = []
    for column in row:
        if found and found[-1].stop == column:
            found[-1] = range(found[-1].start, column + 1)
        else:
            found.append(range(column, column + 1))
    return found


def _is_other(amounts: _Amounts, number: int, part: range, labels: Labels) -> bool:
    """Whether cells beside a header are of another table: figures of a row, or labels that stand over figures."""
    row = amounts.grid.rows[number]
    if any(is_amount(row[column]) for column in part):
        return True
    meant = {meaning.dimension for column in part for meaning in labels.meanings(row[column])}
    return bool(meant & _LABELS) and amounts.stand_below(number, part)
