"""A crosstab as it is understood: each cell of figures with what its row, its column and the titles say of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from schemas.cells import BLANK, Cell, CellKind, Grid
from schemas.labels import Dimension, Labels, Part, is_figure, listed, plain
from schemas.periods import MONTHS_A_YEAR, Grain, Period
from schemas.title_texts import no_result_word
from schemas.values import says_percent
from workbook.exports.layouts.around import Surroundings
from workbook.exports.layouts.axes import Known, Spot, dimension_of, levels, total_part, understood
from workbook.exports.layouts.blocks import Block, filled_right, label_at
from workbook.exports.layouts.crossing import crossed
from workbook.exports.layouts.nested import nested
from workbook.exports.layouts.years import TitleYears


@dataclass(frozen=True)
class Figure:
    """A cell of figures with what its row and column say of it."""

    row: int
    column: int
    cell: Cell
    known: Known

    @property
    def part(self) -> str:
        """Value, numerator or denominator."""
        return self.known.part or Part.VALUE


@dataclass
class Crosstab:
    """A crosstab as it was understood.

    Args:
        figures: Its figures, totals among them.
        unknown: Labels that nothing is known of, with the dimension they should tell; each once.
        missing: What neither labels, titles, the sheet's name nor the profile tell.
        unlabelled: Rows of figures without any label.
        passed: Where columns of labels that tell nothing known begin (``Sex``): their figures may be of a part only.
        nested: Rows of totals with labels for the rows below → these rows.
        years: The years that stand around it.
        said: Labels that are no row's or column's: over all columns, or alone between rows.
        rivals: Titles that name another centre or measure than the one taken, by the text that was taken.
    """

    figures: list[Figure] = field(default_factory=list)
    unknown: dict[tuple[int, int], tuple[Dimension, Spot]] = field(default_factory=dict)
    missing: set[Dimension] = field(default_factory=set)
    unlabelled: list[int] = field(default_factory=list)
    passed: list[Spot] = field(default_factory=list)
    nested: Mapping[int, range] = field(default_factory=dict)
    years: TitleYears = field(default_factory=TitleYears)
    said: list[Spot] = field(default_factory=list)
    rivals: dict[str, Spot] = field(default_factory=dict)

    @property
    def sure(self) -> float:
        """How much of it is understood, from 0 to 1: the share of its labels that are known, all dimensions told."""
        known = {spot[:2] for figure in self.figures for spot in figure.known.spots.values()}
        labels = len(known) + len(self.unknown) + len(self.unlabelled)
        return len(known) / (labels + len(self.missing)) if labels else 0.0


class CrosstabReader:
    """Reads one block of a sheet as a crosstab.

    Args:
        grid: The sheet.
        block: Where it is.
        labels: The labels that are known.
        given: What the profile says of the whole sheet.
        alone: Whether no other block is on the sheet.
    """

    def __init__(self, grid: Grid, block: Block, labels: Labels, given: Known, alone: bool = True) -> None:
        self._grid = grid
        self._block = block
        self._labels = labels
        self._surroundings = Surroundings(grid, block, labels, given, alone)
        self._around = self._surroundings.known

    def read(self) -> Crosstab:
        """The figures with all that is known of each."""
        done = Crosstab(years=self._surroundings.years)
        columns = self._columns(done)
        for number, row_known in self._rows(done):
            row = self._grid.rows[number]
            for column, column_known in columns.items():
                cell = row.get(column, BLANK)
                if column_known.ignored or row_known.ignored or (cell.kind is CellKind.BLANK and not cell.formula):
                    continue
                known, conflicts = crossed(row_known, column_known, self._labels)
                done.rivals |= {other[2].text.strip(): spot for spot, other in conflicts}
                done.rivals |= self._surroundings.shorter_than(known) | self._surroundings.wider_than(known)
                done.rivals |= self._surroundings.rivals_of(known)
                done.unknown |= self._surroundings.strange_of(known)
                known = known.over(self._around)
                if row_known.total is not None or column_known.total is not None:
                    known = replace(known, total=row_known.total if row_known.total is not None else "")
                self._take(done, Figure(number, column, cell, known))
        return done

    def _take(self, done: Crosstab, figure: Figure) -> None:
        known = figure.known
        for dimension, spot in known.unknown:
            done.unknown[spot[:2]] = (dimension, spot)
        told = {Dimension.CENTRE: known.centre, Dimension.MEASURE: known.measure, Dimension.PERIOD: known.period}
        lacking = {dimension for dimension, value in told.items() if value is None}
        if known.total is not None:
            lacking -= {Dimension.CENTRE, Dimension.PERIOD, *({Dimension.MEASURE} if figure.row in done.nested else ())}
        lacking -= {dimension for dimension, _ in known.unknown}
        done.missing |= lacking
        done.figures.append(figure)

    def _columns(self, done: Crosstab) -> dict[int, Known]:
        """What each column of figures stands for."""
        block = self._block
        last = len(block.headers) - 1
        levelled = [
            filled_right(self._grid, number, block.columns, position == last)
            for position, number in enumerate(block.headers)
        ]
        dimensions = levels(levelled, self._labels, self._around.year)
        totals = [total_part((cell for _, _, cell in level.values()), self._labels) for level in levelled]
        found = {}
        for column in block.columns:
            known = Known(year=self._around.year)
            seen: set[tuple[int, int]] = set()
            for level, dimension, total_as in zip(levelled, dimensions, totals, strict=True):
                spot = level.get(column)
                if spot is None or spot[:2] in seen:
                    continue
                seen.add(spot[:2])
                over_all = len({each[:2] for each in level.values()}) == 1 and len(level) == len(block.columns)
                if dimension is None and over_all and len(levelled) > 1:
                    done.said.append(spot)
                    known = self._surroundings.said(known, spot)  # one label over all columns is a title
                    continue
                known = understood(known, spot, dimension, self._labels, total_as)
            found[column] = known
        contract_year = self._labels.year
        found = _shares_unclear(found)
        return {column: _year_so_far(known, found.values(), contract_year) for column, known in found.items()}

    # -- rows ----------------------------------------------------------------------------------------------------

    def _rows(self, done: Crosstab) -> Iterator[tuple[int, Known]]:
        """The rows of figures, with what their labels and the heading above them say."""
        dimensions = self._row_dimensions()
        nest = nested(self._grid, self._block, self._labels, self._around.year)
        done.nested = nest.rows
        if nest.inner is not None:
            dimensions = dict.fromkeys(dimensions, nest.inner)
        passed = [column for column in dimensions if self._is_passed(column, dimensions)]
        done.passed = [self._top(column) for column in passed]
        done.said += [spot for column in passed for spot in self._no_results(column)]
        heading = Known()
        above: dict[int, Spot] = {}
        for number in self._block.body:
            row = self._grid.rows[number]
            own = self._own(number)
            if not any(is_figure(cell) for column, cell in row.items() if column in self._block.columns):
                heading = self._heading(own, dimensions, heading)
                done.said += [spot for spot in own.values() if self._labels.part(spot[2].text) is None]
                above = {}
                continue
            if number in nest.rows:
                known = Known(year=self._around.year)
                heading = understood(known, next(iter(own.values())), nest.outer, self._labels)
                yield number, replace(heading, total="")
                continue
            if not own and not self._block.labels:
                yield number, heading
                continue
            own = self._repeated(own, above)
            if not own:
                done.unlabelled.append(number)
                continue
            above = own
            known = Known(year=heading.year or self._around.year, dated=heading.dated)
            for column, dimension in dimensions.items():
                if column in own and dimension is not None:
                    known = understood(known, own[column], dimension, self._labels)
            known = known.over(heading)
            yield number, replace(known, centre=heading.centre) if heading.centre in self._labels.beyond else known

    def _own(self, number: int) -> dict[int, Spot]:
        """The labels that stand in a row."""
        cells = {column: label_at(self._grid, self._block, number, column) for column in self._block.labels}
        return {column: (number, column, cell) for column, cell in cells.items() if cell is not None}

    def _is_passed(self, column: int, dimensions: dict[int, Dimension | None]) -> bool:
        """Whether a column's labels tell nothing that is known, totals apart."""
        if dimensions[column] is not None:
            return False
        cells = [row[column] for number in self._block.body if column in (row := self._grid.rows[number])]
        texts = [cell for cell in cells if cell.kind is CellKind.TEXT and not is_figure(cell)]
        return any(self._labels.total(cell.text) is None for cell in texts)

    def _no_results(self, column: int) -> list[Spot]:
        """The labels of a column that tell of other figures than results (``Forecast``)."""
        spots = [(row, column, cell) for row in self._block.body if (cell := self._grid.rows[row].get(column))]
        others = listed("no_results_sheets")
        return [spot for spot in spots if no_result_word(spot[2].text) or plain(spot[2].text) in others]

    def _top(self, column: int) -> Spot:
        """The header of a column of labels, or else its first label."""
        rows = [*reversed(self._block.headers), *self._block.body]
        number = next(number for number in rows if column in self._grid.rows[number])
        return number, column, self._grid.rows[number][column]

    def _repeated(self, own: dict[int, Spot], above: dict[int, Spot]) -> dict[int, Spot]:
        """The labels of a row, blanks for repeats filled in: only left of a label of the row's own."""
        if not own:
            return own
        total = any(self._labels.total(spot[2].text) is not None for spot in own.values())
        years = self._block.years
        repeated = {} if total else {each: spot for each, spot in above.items() if each < max(own) or each in years}
        return repeated | own

    def _heading(self, own: dict[int, Spot], dimensions: dict[int, Dimension | None], before: Known) -> Known:
        """What a row of labels alone says of the rows below it."""
        taken = set(dimensions.values())
        known = Known()
        for spot in own.values():
            for meaning in self._labels.meanings(spot[2], self._around.year):
                if meaning.value in self._labels.beyond:
                    return known.with_meaning(meaning, spot)  # what is below is no centre's
                if meaning.dimension not in taken and meaning.dimension is not Dimension.TOTAL:
                    known = known.with_meaning(meaning, spot)
                    break
                if isinstance(meaning.value, Period) and meaning.value.grain is Grain.YEAR:
                    known = replace(known, year=meaning.value.year, dated=True)  # months below name no year
                    break
        if known.spots or known.dated:
            return known.over(replace(before, unknown=()))
        return _unknown_heading(own, dimensions, before)

    def _row_dimensions(self) -> dict[int, Dimension | None]:
        """What each label column tells; the first that nothing is known of tells the centre, or else the measure."""
        found: dict[int, Dimension | None] = {}
        for column in self._block.labels:
            numbers = (number for number in self._block.body if self._figured(self._grid.rows[number]))
            cells = [cell for number in numbers if (cell := label_at(self._grid, self._block, number, column))]
            found[column] = dimension_of(cells, self._labels, self._around.year)
        told = {dimension for dimension in found.values() if dimension} | set(self._around.spots)
        for column, dimension in found.items():
            if dimension is None and self._labelled(column):
                free = [each for each in (Dimension.CENTRE, Dimension.MEASURE) if each not in told]
                found[column] = free[0] if free else None
                told |= set(free[:1])
        return found

    def _figured(self, row: object) -> bool:
        return isinstance(row, dict) and any(is_figure(row[column]) for column in self._block.columns if column in row)

    def _labelled(self, column: int) -> bool:
        rows = (self._grid.rows[number] for number in self._block.body)
        return any(column in row and row[column].kind is CellKind.TEXT and not is_figure(row[column]) for row in rows)


def _shares_unclear(columns: dict[int, Known]) -> dict[int, Known]:
    """Columns of per cent beside one of targets or changes are of unknown meaning: they may be per cent of those."""
    ignored = [spot for known in columns.values() if known.ignored and (spot := known.spots.get(Dimension.PART))]
    if all(plain(spot[2].text) in listed("remark_words") for spot in ignored):
        return columns
    return {
        column: replace(known, unknown=(*known.unknown, (Dimension.PART, spot)))
        if not known.ignored and (spot := known.spots.get(Dimension.PART)) and says_percent(spot[2].text)
        else known
        for column, known in columns.items()
    }


def _year_so_far(known: Known, columns: Iterable[Known], contract_year: int | None) -> Known:
    """A year beside some of its months, but not all twelve, is their total and not yet the year's figure.

    Whether one before the contract year is, its figures tell.
    """
    year = known.period
    if year is None or year.grain is not Grain.YEAR or year.year < (contract_year or 0):
        return known
    periods = {each.period for each in columns if each.measure == known.measure and each.centre == known.centre}
    months = [each for each in periods if each and each.grain is Grain.MONTH and each.year == year.year]
    if not 0 < len(months) < MONTHS_A_YEAR:
        return known
    return replace(known, total="")


def _unknown_heading(own: dict[int, Spot], dimensions: dict[int, Dimension | None], before: Known) -> Known:
    """What the rows below a heading of unknown meaning are of: not of the group above it, so no guess is made."""
    spots = [spot for spot in own.values() if spot[2].kind is CellKind.TEXT]
    grouped = [each for each in (Dimension.CENTRE, Dimension.MEASURE) if each in before.spots]
    if len(spots) != 1 or not grouped or grouped[0] in dimensions.values():
        return before
    return replace(before, unknown=((grouped[0], spots[0]),))
