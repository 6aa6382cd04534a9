"""What stands around a table and holds for all of it: titles, the corner, the sheet's name, what a profile says."""

from dataclasses import replace
from datetime import date
from functools import cached_property

from schemas.cells import Cell, CellKind, Grid
from schemas.lexicon.labels import Dimension, Labels, is_note
from schemas.lexicon.lexicon import cue_words
from schemas.lexicon.match import label_key
from schemas.lexicon.title_names import names_in, without_measure
from schemas.lexicon.titles import names_part_of_year, period_in, years_in
from schemas.tables import Observations
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period, PeriodError, parse_period
from schemas.words.vocabulary import headers
from workbook.exports.facts import Label, Role
from workbook.exports.meaning.centres import narrower
from workbook.exports.meaning.claims import Claims
from workbook.exports.meaning.years import TitleYears, title_years
from workbook.exports.tidy.block import Block, sheet_name, texts
from workbook.exports.work import Step, spend

_NAMED = frozenset({Dimension.CENTRE, Dimension.MEASURE})
_DAY_SHOWN = "d"


class Surroundings:
    """What is said around a block of figures.

    Args:
        grid: The sheet.
        block: Where the figures are.
        labels: The labels that are known.
        given: What the profile says of the whole sheet.
        alone: Whether no other block is on the sheet.
    """

    def __init__(self, grid: Grid, block: Block, labels: Labels, given: Claims, alone: bool = True) -> None:
        self._grid = grid
        self._block = block
        self._labels = labels
        self._rivals: dict[Dimension, Label] = {}
        self.named: set[tuple[int, int]] = set()
        titles, corners = texts(grid, block.titles), self._corners()
        self.titles: list[Label] = titles
        self.corners: list[Label] = corners
        spend(Step.TITLE, len(titles) + len(corners))
        name = sheet_name(grid)
        others = [each.text for each in [*corners, name]]
        notes = [each.text for each in texts(grid, _below(grid, block) if alone else [])]
        named = title_years([_text(each.cell) for each in titles], others, grid.file, labels, notes)
        self.years: TitleYears = TitleYears() if given.year else named  # nothing speaks against a profile
        known = replace(given, year=given.year or self.years.year or labels.year)
        for spot in [*corners, *titles, name]:
            known = self.said(known, spot)
        self.known: Claims = known
        self._strange = None if given.measure else self._other_title(titles, alone)
        self._shorter = (
            [] if given.period or given.year else [spot for spot in [*titles, *corners, name] if self._is_shorter(spot)]
        )

    def _corners(self) -> list[Label]:
        """The headers over the columns of labels: a corner may name the measure."""
        rows = ((number, self._grid.rows[number]) for number in self._block.headers)
        return [
            Label(number, column, row[column], Role.CORNER)
            for number, row in rows
            for column in self._block.labels
            if column in row
        ]

    def said(self, known: Claims, spot: Label) -> Claims:
        """What a title adds to what is known (``Center: Ydelsesservice``, ``Jobsamtaler, juni 2008``)."""
        for text in names_in(spot.text, self._labels):
            cell = Cell(CellKind.TEXT, text.strip())
            for meaning in self._labels.meanings(cell, None):
                if meaning.dimension not in _NAMED:
                    continue
                self.named.add(spot.at)
                before, value = known.value_of(meaning.dimension), str(meaning.value)
                both = value if before is None else narrower(value, str(before), self._labels)
                if both == value != before:
                    factor = self._labels.scaled(text, str(meaning.value))[1]
                    known = replace(known.with_meaning(meaning, spot), factor=known.factor * factor)
                elif both is None:
                    self._rivals.setdefault(meaning.dimension, spot)
        period = self._period(spot, known.year)
        if period is None:
            return known
        if known.period is not None:
            if period != known.period:
                self._rivals.setdefault(Dimension.PERIOD, spot)
            return known
        return replace(known, period=period, places={**known.places, Dimension.PERIOD: spot})

    def _period(self, spot: Label, year: int | None) -> Period | None:
        row, column, cell, *_ = spot
        if cell.kind is CellKind.DATE:
            # A day says when something was printed, unless it is shown as a month or stands beside "Period".
            beside = self._grid.rows[row].get(column - 1) if row else None
            titled = beside is not None and headers(Observations).get(label_key(beside.text)) == Observations.PERIOD
            is_month = _DAY_SHOWN not in cell.number_format.casefold()
            return self._labels.period(cell) if titled or is_month else None
        if not row and cell.text.strip().isalpha():
            try:
                return parse_period(cell.text, year)  # a sheet for each month
            except PeriodError:
                return None
        return period_in(cell.text, self._labels)

    def conflicting_titles(self, known: Claims) -> dict[str, Label]:
        """Titles that contradict the one taken, by its text, where neither row nor column says what is meant.

        Args:
            known: What a figure's row and column say.
        """
        found = {}
        for dimension, spot in self._rivals.items():
            taken = self.known.places.get(dimension)  # none where a profile says it
            of_all = known.total is not None and dimension is not Dimension.MEASURE
            if taken and known.value_of(dimension) is None and not of_all:
                found[taken.shown] = spot
        return found

    def _other_title(self, titles: list[Label], alone: bool) -> Label | None:
        """A title that names nothing known where the measure is told by one that is not this table's own."""
        measure = self.known.places.get(Dimension.MEASURE)
        if measure is None:
            return None
        strange = [spot for spot in titles if spot.cell.kind is CellKind.TEXT and self._names_nothing(spot)]
        if measure.row:
            # Two tables side by side have titles far apart; a pair of cells is a name and what it is.
            beside = [spot for spot in strange if spot.row == measure.row and spot.column > measure.column + 1]
            return next((spot for spot in beside if self._heads_others(spot.column)), None)
        first = min([*self._block.headers, *self._block.body])
        return next((spot for spot in strange if not alone and spot.row == first - 1), None)

    def told(self, dimension: Dimension) -> tuple[Label | None, object]:
        """What the titles tell of every row of a list, and which does.

        Of the period only a title that is one and nothing else: a month amid other words may be what figures are held
        against (``Compared with March 2008``).
        """
        if dimension is not Dimension.PERIOD:
            return self.known.places.get(dimension), self.known.value_of(dimension)
        return self._whole_periods[-1] if self._whole_periods else (None, None)

    def is_contradicted(self, dimension: Dimension) -> bool:
        """Whether another text around the table says otherwise than the one that was taken."""
        is_other = dimension is Dimension.PERIOD and len({period for _, period in self._whole_periods}) > 1
        return is_other or dimension in self._rivals

    @cached_property
    def _whole_periods(self) -> list[tuple[Label, Period]]:
        """The texts around the table that are a period and nothing else, with these."""
        around = [*self.titles, sheet_name(self._grid)]
        return [(label, period) for label in around if (period := self._whole(label))]

    def _whole(self, label: Label) -> Period | None:
        """The period that a text is, alone or after a word for periods; None for a year, of which months may be."""
        name, _, value = label.text.partition(":")
        is_named = bool(value.strip()) and headers(Observations).get(label_key(name)) == Observations.PERIOD
        period = self._labels.period(Cell(CellKind.TEXT, value.strip()) if is_named else label.cell)
        beside = self._grid.rows[label.row].get(label.column - 1) if label.row else None
        is_other = beside is not None and headers(Observations).get(label_key(beside.text)) != Observations.PERIOD
        is_day = label.cell.kind is CellKind.DATE and _DAY_SHOWN in label.cell.number_format.casefold()
        return None if period is None or period.grain is Grain.YEAR or is_other or is_day else period

    def is_doubtful(self, label: Label) -> bool:
        """Whether a text nearer to the table than a title names nothing known: it may say otherwise."""
        nearer = (spot for spot in self.titles if spot.row > label.row and spot.cell.kind is CellKind.TEXT)
        return any(self._names_nothing(spot) and not is_note(spot.text) for spot in nearer)

    def _is_shorter(self, spot: Label) -> bool:
        """Whether a text around the table names a part of a year."""
        text = spot.text
        if spot.cell.kind is not CellKind.TEXT or is_note(text):
            return False
        period = period_in(text, self._labels)
        ends_within = period is not None and period.last_month % MONTHS_A_YEAR != MONTHS_A_YEAR - 1
        return ends_within or names_part_of_year(without_measure(text, self._labels))

    def shorter_than(self, known: Claims) -> dict[str, Label]:
        """The title that names a part of a year, where a figure's own label is a year: whose figure it is is unclear.

        Args:
            known: What a figure's row and column say.
        """
        spot = known.places.get(Dimension.PERIOD)
        is_year = known.period is not None and known.period.grain is Grain.YEAR and known.total is None
        return {spot.shown: self._shorter[0]} if is_year and spot and self._shorter else {}

    def wider_than(self, known: Claims) -> dict[str, Label]:
        """The title that names a wider area than the workbook's (the whole country), where a label names a centre.

        Args:
            known: What a figure's row and column say.
        """
        title, label = self.known.places.get(Dimension.CENTRE), known.places.get(Dimension.CENTRE)
        is_wider = self.known.centre in self._labels.beyond and known.centre not in {None, *self._labels.beyond}
        return {label.shown: title} if is_wider and title and label else {}

    def _heads_others(self, column: int) -> bool:
        """Whether figures stand at or right of a column, apart from those left of it."""
        left = [each for each in self._block.columns if each < column]
        right = [each for each in self._block.columns if each >= column]
        return bool(left and right) and min(right) - max(left) > 1

    def _names_nothing(self, spot: Label) -> bool:
        text = spot.text
        return spot.at not in self.named and not years_in(text) and self._period(spot, self.known.year) is None

    def unmatched_title(self, known: Claims) -> dict[tuple[int, int], tuple[Dimension, Label]]:
        """The title that may name another measure, where neither row nor column says which it is.

        Args:
            known: What a figure's row and column say.
        """
        if self._strange is None or known.measure is not None:
            return {}
        return {self._strange.at: (Dimension.MEASURE, self._strange)}


def _below(grid: Grid, block: Block) -> list[int]:
    """The rows below a table."""
    last = max([*block.headers, *block.body])
    return [number for number in grid.rows if number > last]


def _text(cell: Cell) -> str:
    """A title's text; a day alone says when the table was made."""
    return f"{cue_words('made_words')[0]}: {cell.value:%d-%m-%Y}" if isinstance(cell.value, date) else cell.text
