"""The rows of a crosstab: what the labels of each, the headings above it and the labels it repeats say of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from schemas.cells import CellKind, Grid
from schemas.labels import Dimension, Labels, Part, is_figure, listed, plain
from schemas.periods import Grain, Period
from schemas.title_texts import no_result_word
from workbook.exports.layouts.axes import NOTHING, Known, Spot, dimension_of, understood
from workbook.exports.layouts.blocks import Block, label_at
from workbook.exports.layouts.nested import nested, outlined, years_above_months
from workbook.exports.layouts.parts import units_of_rows


class RowLabels:
    """Reads the labels of a block's rows.

    Args:
        grid: The sheet.
        block: Where the rows are.
        labels: The labels that are known.
        around: What is known of all of them.

    Attributes:
        nested: Rows of totals with labels for the rows below → these rows.
        passed: Where columns of labels that tell nothing known begin.
        said: Labels that are no row's, alone between rows; complete when all rows are read, as ``unlabelled`` is.
        unlabelled: Rows of figures without any label.
    """

    def __init__(self, grid: Grid, block: Block, labels: Labels, around: Known) -> None:
        self._grid = grid
        self._block = block
        self._labels = labels
        self._around = around
        self._units: dict[int, Mapping[str, Part]] = {}
        self._dimensions = self._row_dimensions()
        self._nest = nested(grid, block, labels, around.year)
        self._years = years_above_months(grid, block)
        self.nested: Mapping[int, range] = {**self._nest.rows, **self._years, **outlined(grid, block)}
        if self._nest.inner is not None:
            self._dimensions = dict.fromkeys(self._dimensions, self._nest.inner)
        passed = [column for column in self._dimensions if self._is_passed(column)]
        self.passed = [self._top(column) for column in passed]
        self.said = [spot for column in passed for spot in self._no_results(column)]
        self.unlabelled: list[int] = []

    def read(self) -> Iterator[tuple[int, Known]]:
        """The rows of figures, with what their labels and the heading above them say."""
        dimensions, nest = self._dimensions, self._nest
        heading = Known()
        above: dict[int, Spot] = {}
        for number in self._block.body:
            row = self._grid.rows[number]
            own = self._own(number)
            if not any(is_figure(cell) for column, cell in row.items() if column in self._block.columns):
                heading = self._heading(own, dimensions, heading)
                self.said += [spot for spot in own.values() if self._labels.part(spot[2].text) is None]
                above = {}
                continue
            if number in nest.rows:
                known = Known(year=self._around.year)
                heading = understood(known, next(iter(own.values())), nest.outer, self._labels)
                yield number, replace(heading, total="")
                continue
            if number in self._years:
                known = understood(Known(), next(iter(own.values())), Dimension.PERIOD, self._labels)
                heading = replace(heading, year=known.year, dated=True)
                yield number, replace(known.over(heading), total="")
                continue
            if not own and not self._block.labels:
                yield number, heading
                continue
            own = self._repeated(own, above)
            if not own:
                self.unlabelled.append(number)
                continue
            above = own
            known = Known(year=heading.year or self._around.year, dated=heading.dated)
            for column, dimension in dimensions.items():
                if column in own and (dimension is not None or self._labels.total(own[column][2].text) is not None):
                    known = understood(known, own[column], dimension, self._labels, self._units.get(column, NOTHING))
            if number in self.nested:
                known = replace(known, total="")
            elif known.total is not None and nest.rows:
                yield number, known  # of all groups, not of the last
                continue
            if known.total is not None and known.measure is None and Dimension.MEASURE in dimensions.values():
                continue  # a total of different measures says nothing
            known = known.over(heading)
            yield number, replace(known, centre=heading.centre) if heading.centre in self._labels.beyond else known

    def _own(self, number: int) -> dict[int, Spot]:
        """The labels that stand in a row."""
        cells = {column: label_at(self._grid, self._block, number, column) for column in self._block.labels}
        return {column: (number, column, cell) for column, cell in cells.items() if cell is not None}

    def _is_passed(self, column: int) -> bool:
        """Whether a column's labels tell nothing that is known, totals apart."""
        return self._dimensions[column] is None and self._is_told(column)

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
            if units := units_of_rows(cells, self._top(column)[2].text):
                found[column], self._units[column] = Dimension.PART, units
        told = {dimension for dimension in found.values() if dimension} | set(self._around.spots)
        for column, dimension in found.items():
            if dimension is None and self._is_told(column):
                free = [each for each in (Dimension.CENTRE, Dimension.MEASURE) if each not in told]
                found[column] = free[0] if free else None
                told |= set(free[:1])
        return found

    def _figured(self, row: object) -> bool:
        return isinstance(row, dict) and any(is_figure(row[column]) for column in self._block.columns if column in row)

    def _is_told(self, column: int) -> bool:
        """Whether a column has texts, totals apart, in rows of figures; others are headings of the rows below them."""
        rows = [self._grid.rows[number] for number in self._block.body]
        cells = [row[column] for row in rows if column in row and self._figured(row)]
        texts = [cell.text for cell in cells if cell.kind is CellKind.TEXT and not is_figure(cell)]
        return any(self._labels.total(text) is None for text in texts)


def _unknown_heading(own: dict[int, Spot], dimensions: dict[int, Dimension | None], before: Known) -> Known:
    """What the rows below a heading of unknown meaning are of: not of the group above it, so no guess is made."""
    spots = [spot for spot in own.values() if spot[2].kind is CellKind.TEXT]
    grouped = [each for each in (Dimension.CENTRE, Dimension.MEASURE) if each in before.spots]
    if len(spots) != 1 or not grouped or grouped[0] in dimensions.values():
        return before
    return replace(before, unknown=((grouped[0], spots[0]),))
