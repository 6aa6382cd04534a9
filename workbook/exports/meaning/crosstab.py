"""A crosstab as it is understood: each cell of figures with what its row, its column and the titles say of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace

from schemas.cells import BLANK, CellKind, Grid
from schemas.lexicon.labels import Dimension, Labels
from schemas.lexicon.match import says
from schemas.lexicon.titles import is_non_result
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from workbook.exports.facts import Fact, Label, Role
from workbook.exports.meaning.claims import Claims, levels, with_label
from workbook.exports.meaning.crossing import crossed
from workbook.exports.meaning.ratio_parts import mark_ambiguous_share_columns, parts_beside, resolve_count_or_share
from workbook.exports.meaning.reading import Reading
from workbook.exports.meaning.stub_claims import RowLabels
from workbook.exports.meaning.surroundings import Surroundings
from workbook.exports.meaning.years import TitleYears
from workbook.exports.tidy.block import Block
from workbook.exports.tidy.header_band import filled_right
from workbook.exports.tidy.numbered_headers import named
from workbook.exports.work import Step, spend


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
        corners: The headers over the columns of labels.
        rivals: Titles that name another centre or measure than the one taken, by the text that was taken.
        left_out: Labels whose figures are no results (targets, changes), by their text.
    """

    figures: list[Reading] = field(default_factory=list)
    unknown: dict[tuple[int, int], tuple[Dimension, Label]] = field(default_factory=dict)
    missing: set[Dimension] = field(default_factory=set)
    unlabelled: list[int] = field(default_factory=list)
    passed: list[Label] = field(default_factory=list)
    nested: Mapping[int, range] = field(default_factory=dict)
    years: TitleYears = field(default_factory=TitleYears)
    said: list[Label] = field(default_factory=list)
    corners: list[Label] = field(default_factory=list)
    rivals: dict[str, Label] = field(default_factory=dict)
    left_out: dict[str, Label] = field(default_factory=dict)

    @property
    def confidence(self) -> float:
        """How much of it is understood, from 0 to 1: the share of its labels that are known, all dimensions told."""
        known = {spot.at for figure in self.figures for spot in figure.known.places.values()}
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

    def __init__(self, grid: Grid, block: Block, labels: Labels, given: Claims, alone: bool = True) -> None:
        self._grid = grid
        self._block = block
        self._labels = labels
        self._surroundings = Surroundings(grid, block, labels, given, alone)
        self._around = self._surroundings.known

    def read(self) -> Crosstab:
        """The figures with all that is known of each."""
        spend(Step.TABLE)
        spend(Step.LABELS, len(self._block.body) + len(self._block.columns) * len(self._block.headers))
        done = Crosstab(years=self._surroundings.years, corners=self._surroundings.corners)
        columns = self._columns(done)
        rows = RowLabels(self._grid, self._block, self._labels, self._around)
        for number, row_labels, row_known in rows.read():
            row = self._grid.rows[number]
            spend(Step.FIGURE, len(columns))
            for column, (column_labels, column_known) in columns.items():
                cell = row.get(column, BLANK)
                if cell.kind is CellKind.BLANK and not cell.formula:
                    continue
                if column_known.ignored or row_known.ignored:
                    _leave_out(done, column_known if column_known.ignored else row_known)
                    if cell.kind is CellKind.TEXT and is_non_result(cell.text):
                        done.said.append(Label(number, column, cell, Role.ROW))  # "forecast" in a column of remarks
                    continue
                known = self._known(row_known, column_known, done)
                if known.ignored:
                    _leave_out(done, known)
                    continue
                fact = Fact(cell, number, column, (*row_labels, *column_labels))
                self._take(done, Reading(fact, known), rows.nested)
        return replace(
            done,
            said=[*rows.said, *done.said],
            passed=rows.passed,
            unlabelled=rows.unlabelled,
            nested=rows.nested,
        )

    def _known(self, row: Claims, column: Claims, done: Crosstab) -> Claims:
        """What a figure's row, its column and the titles say of it; what contradicts it is noted."""
        known, conflicts = crossed(row, column, self._labels)
        done.rivals |= {other.shown: label for label, other in conflicts}
        done.rivals |= self._surroundings.shorter_than(known) | self._surroundings.wider_than(known)
        done.rivals |= self._surroundings.conflicting_titles(known)
        done.unknown |= self._surroundings.unmatched_title(known)
        known = resolve_count_or_share(known.over(self._around), known, self._labels)
        if row.total is None and column.total is None:
            return known
        return replace(known, total=row.total if row.total is not None else "")

    def _take(self, done: Crosstab, figure: Reading, nested: Mapping[int, range]) -> None:
        known = figure.known
        for dimension, spot in known.unknown:
            done.unknown[spot.at] = (dimension, spot)
        done.missing |= figure.lacking(nested)
        done.figures.append(figure)

    def _columns(self, done: Crosstab) -> dict[int, tuple[tuple[Label, ...], Claims]]:
        """The labels of each column of figures, and what they say."""
        block = self._block
        last = len(block.headers) - 1
        levelled = [
            named(filled_right(self._grid, number, block.columns, position == last), block.counted.get(number))
            for position, number in enumerate(block.headers)
        ]
        dimensions = levels(levelled, self._labels, self._around.year)
        besides = [parts_beside([each.cell for each in level.values()], self._labels) for level in levelled]
        over_all = [_is_one_over_all(level, len(block.columns)) for level in levelled]
        found: dict[int, Claims] = {}
        over: dict[int, tuple[Label, ...]] = {}
        for column in block.columns:
            known = Claims(year=self._around.year)
            over[column] = tuple({level[column].at: level[column] for level in levelled if column in level}.values())
            seen: set[tuple[int, int]] = set()
            for level, dimension, beside, is_title in zip(levelled, dimensions, besides, over_all, strict=True):
                spot = level.get(column)
                if spot is None or spot.at in seen:
                    continue
                seen.add(spot.at)
                if dimension is None and is_title and len(levelled) > 1:
                    done.said.append(spot)
                    known = self._surroundings.said(known, spot)  # one label over all columns is a title
                    continue
                known = with_label(known, spot, dimension, self._labels, beside)
            found[column] = known
        contract_year = self._labels.year
        found = mark_ambiguous_share_columns(found)
        months = _months_of_years(found.values())
        return {column: (over[column], _year_so_far(known, months, contract_year)) for column, known in found.items()}


def _is_one_over_all(level: Mapping[int, Label], columns: int) -> bool:
    """Whether one label alone stands over all columns."""
    return len(level) == columns and len({spot.at for spot in level.values()}) == 1


def _leave_out(done: Crosstab, known: Claims) -> None:
    """Note what is left out; remarks and ranks are no figures that anyone misses."""
    spot = known.places.get(Dimension.PART)
    if spot and not says(spot.text, "remark_words"):
        done.left_out.setdefault(spot.shown, spot)


def _months_of_years(columns: Iterable[Claims]) -> dict[tuple[object, ...], set[Period]]:
    """Measure, centre and year -> the months that stand in columns."""
    found: dict[tuple[object, ...], set[Period]] = defaultdict(set)
    for each in columns:
        if each.period is not None and each.period.grain is Grain.MONTH:
            found[each.measure, each.centre, each.period.year].add(each.period)
    return found


def _year_so_far(known: Claims, months: Mapping[tuple[object, ...], Set[Period]], contract_year: int | None) -> Claims:
    """A year beside some of its months, but not all twelve, is their total and not yet the year's figure.

    Whether one before the contract year is, its figures tell.
    """
    year = known.period
    if year is None or year.grain is not Grain.YEAR or year.year < (contract_year or 0):
        return known
    if not 0 < len(months.get((known.measure, known.centre, year.year), ())) < MONTHS_A_YEAR:
        return known
    return replace(known, total="")
