"""The rows of a crosstab: what the labels of each, the headings above it and the labels it repeats say of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from schemas.cells import CellKind, Grid
from schemas.lexicon.figure_cells import is_figure
from schemas.lexicon.labels import Dimension, FigureRole, Labels
from schemas.lexicon.match import label_key
from schemas.lexicon.unit_texts import is_unit_title
from schemas.text.periods import Grain, Period
from workbook.exports.facts import Label, Role
from workbook.exports.meaning.claims import NOTHING, Claims, dimension_of, with_label
from workbook.exports.meaning.ratio_parts import ambiguous_share_labels, units_of_rows
from workbook.exports.tidy.block import Block, is_figured, label_at, labels_in
from workbook.exports.tidy.stub import heading_of
from workbook.exports.tidy.stub_nesting import nested, outlined, years_above_months

_NAMED = frozenset({Dimension.CENTRE, Dimension.MEASURE})


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

    def __init__(self, grid: Grid, block: Block, labels: Labels, around: Claims) -> None:
        self._grid = grid
        self._block = block
        self._labels = labels
        self._around = around
        self._units: dict[int, Mapping[str, FigureRole]] = {}
        self._unclear: set[tuple[int, str]] = set()
        self._headings = {column: heading_of(grid, block, column) for column in block.labels}
        self._cells = {column: labels_in(grid, block, column) for column in block.labels}
        self._dimensions = self._row_dimensions()
        self._nest = nested(grid, block, labels, around.year, around.period is not None)
        self._years = years_above_months(grid, block)
        told = {column for column, dimension in self._dimensions.items() if dimension is not None}
        self.nested: Mapping[int, range] = {**self._nest.rows, **self._years, **outlined(grid, block, told)}
        if self._nest.inner is not None:
            self._dimensions = dict.fromkeys(self._dimensions, self._nest.inner)
        passed = [column for column in self._dimensions if self._is_passed(column)]
        self.passed = [self._top(column) for column in passed]
        self.said: list[Label] = []
        self.unlabelled: list[int] = []

    def read(self) -> Iterator[tuple[int, tuple[Label, ...], Claims]]:
        """The rows of figures, with their labels and what these and the headings above them say."""
        heading = group = Claims()  # what a text alone in its row says, and what a total's label above its parts says
        section: tuple[Label, ...] = ()
        above: dict[int, Label] = {}
        for number in self._block.body:
            own = self._own(number)
            if not is_figured(self._grid, self._block, number):
                heading, group, above = self._heading(own, heading), Claims(), {}
                self._say(number, own)
                section = tuple(label._replace(role=Role.SECTION) for label in own.values())
                continue
            if number in self._nest.rows or number in self._years:
                group = self._group(number, own, group, heading)
                yield number, (*own.values(), *section), replace(group.over(heading), total="")
                continue
            if not own and not self._block.labels:
                yield number, section, heading
                continue
            own = self._repeated(own, above)
            if not own:
                self.unlabelled.append(number)
                continue
            above = {column: spot for column, spot in above.items() if column < min(own)} | own
            known = self._known(number, own, group, heading)
            if known is not None:
                yield number, (*own.values(), *section), known

    def _known(self, number: int, own: dict[int, Label], group: Claims, heading: Claims) -> Claims | None:
        """What a row of figures is of; None for a total of different measures, which says nothing."""
        year = group.year or heading.year or self._around.year
        known = Claims(year=year, dated=group.dated or heading.dated)
        for column, dimension in self._dimensions.items():
            if column in own and (dimension is not None or self._labels.total(own[column].text) is not None):
                spot, beside = own[column], self._units.get(column, NOTHING)
                known = self._in_time(known, with_label(known, spot, dimension, self._labels, beside), spot)
        if number not in self.nested and known.total is None and not self._block.years <= own.keys():
            known = replace(known, unknown=(*known.unknown, (Dimension.PERIOD, list(own.values())[-1])))
        if number in self.nested:
            known = replace(known, total="")
        elif known.total is not None and self._nest.rows:
            return known.over(heading)  # of all groups, not of the last
        if known.total is not None and known.measure is None and Dimension.MEASURE in self._dimensions.values():
            return None
        known = known.over(group).over(heading)
        return replace(known, centre=heading.centre) if heading.centre in self._labels.beyond else known

    def _in_time(self, before: Claims, known: Claims, spot: Label) -> Claims:
        """What is known after one more label, which may tell another time than those before it, or than its header."""
        _, column, cell, *_ = spot
        if known.total is not None:
            return known
        grain = Grain.YEAR if column in self._block.years else self._block.grains.get(column, Grain.MONTH)
        period = None if grain is Grain.MONTH else self._labels.period(cell, before.year)
        is_other = grain is not Grain.MONTH and (period is None or period.grain is not grain)
        if (column, label_key(cell.text)) in self._unclear:
            return replace(known, unknown=(*known.unknown, (Dimension.PART, spot)))
        return replace(known, unknown=(*known.unknown, (Dimension.PERIOD, spot))) if is_other else known

    def _group(self, number: int, own: dict[int, Label], group: Claims, heading: Claims) -> Claims:
        """What the label of a total says of the rows below it, whose total stands beside it."""
        spot = next(iter(own.values()))
        if number in self._years:
            year = with_label(Claims(), spot, Dimension.PERIOD, self._labels).year
            return replace(group, year=year, dated=True)
        known = Claims(year=heading.year or self._around.year, dated=heading.dated)
        return with_label(known, spot, self._nest.outer, self._labels)

    def _say(self, number: int, own: dict[int, Label]) -> None:
        """Note the texts of a row without figures: they may say what the figures below them are."""
        self.said += [spot for spot in own.values() if self._labels.part(spot.text) is None]
        row = self._grid.rows[number]
        texts = [Label(number, column, row[column], Role.SECTION) for column in self._block.columns if column in row]
        self.said += [spot for spot in texts if spot.cell.kind is CellKind.TEXT]

    def _own(self, number: int) -> dict[int, Label]:
        """The labels that stand in a row."""
        cells = {column: label_at(self._grid, self._block, number, column) for column in self._block.labels}
        return {
            column: Label(number, column, cell, Role.ROW, self._headings[column])
            for column, cell in cells.items()
            if cell is not None
        }

    def _is_passed(self, column: int) -> bool:
        """Whether a column's labels tell nothing that is known, totals apart."""
        return self._dimensions[column] is None and self._is_told(column)

    def _top(self, column: int) -> Label:
        """The header of a column of labels, or else its first label."""
        for number in reversed(self._block.headers):
            if column in self._grid.rows[number]:
                return Label(number, column, self._grid.rows[number][column], Role.CORNER)
        labels = ((number, label_at(self._grid, self._block, number, column)) for number in self._block.body)
        number, cell = next((number, cell) for number, cell in labels if cell is not None)
        return Label(number, column, cell, Role.ROW)

    def _repeated(self, own: dict[int, Label], above: dict[int, Label]) -> dict[int, Label]:
        """The labels of a row, blanks for repeats filled in: only left of a label of the row's own."""
        if not own:
            return own
        total = any(self._labels.total(spot.text) is not None for spot in own.values())
        parts = {each for each, dimension in self._dimensions.items() if dimension is Dimension.PART} - {*self._units}
        once = self._block.years | parts  # printed once, be it right of the labels that change
        repeated = {each: spot for each, spot in above.items() if not total and (each < max(own) or each in once)}
        named = [each for each in own if self._dimensions[each] in _NAMED and each in above]
        if any(label_key(above[each].text) != label_key(own[each].text) for each in named):
            repeated = {each: spot for each, spot in repeated.items() if each not in self._block.years}
        return repeated | own

    def _heading(self, own: dict[int, Label], before: Claims) -> Claims:
        """What a row of labels alone says of the rows below it."""
        taken = set(self._dimensions.values())
        known = Claims()
        for spot in own.values():
            for meaning in self._labels.meanings(spot.cell, self._around.year):
                if meaning.value in self._labels.beyond:
                    return known.with_meaning(meaning, spot)  # what is below is no centre's
                if meaning.dimension not in taken and meaning.dimension is not Dimension.TOTAL:
                    known = known.with_meaning(meaning, spot)
                    break
                if isinstance(meaning.value, Period) and meaning.value.grain is Grain.YEAR:
                    known = replace(known, year=meaning.value.year, dated=True)  # months below name no year
                    break
        if known.places or known.dated:
            return known.over(replace(before, unknown=()))
        return _unknown_heading(own, self._dimensions, before)

    def _row_dimensions(self) -> dict[int, Dimension | None]:
        """What each label column tells; the first that nothing is known of tells the centre, or else the measure."""
        found: dict[int, Dimension | None] = {}
        for column in self._block.labels:
            cells = self._cells[column]
            found[column] = dimension_of(cells, self._labels, self._around.year)
            title = self._top(column).text
            units = units_of_rows(cells, title)
            if units or is_unit_title(title):
                found[column], self._units[column] = Dimension.PART, units
            self._unclear |= {(column, label) for label in ambiguous_share_labels(cells, self._labels)}
            if column in self._block.years or column in self._block.grains:
                found[column] = Dimension.PERIOD
        told = {dimension for dimension in found.values() if dimension} | set(self._around.places)
        for column, dimension in found.items():
            if dimension is None and self._is_told(column):
                free = [each for each in (Dimension.CENTRE, Dimension.MEASURE) if each not in told]
                found[column] = free[0] if free else None
                told |= set(free[:1])
        return found

    def _is_told(self, column: int) -> bool:
        """Whether a column has texts, totals apart, in rows of figures."""
        texts = [cell.text for cell in self._cells[column] if cell.kind is CellKind.TEXT and not is_figure(cell)]
        return any(self._labels.total(text) is None for text in texts)


def _unknown_heading(own: dict[int, Label], dimensions: dict[int, Dimension | None], before: Claims) -> Claims:
    """What the rows below a heading of unknown meaning are of: not of the group above it, so no guess is made."""
    spots = [spot for spot in own.values() if spot.cell.kind is CellKind.TEXT]
    grouped = [each for each in (Dimension.CENTRE, Dimension.MEASURE) if each in before.places]
    if len(spots) != 1 or not grouped or grouped[0] in dimensions.values():
        return before
    return replace(before, unknown=((grouped[0], spots[0]),))
