"""Which figures of a table each of its totals covers."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from schemas.cells import CellKind, Grid
from schemas.issues.issue import Place
from schemas.lexicon.labels import FigureRole, Labels
from schemas.rules.totals import Covered, Total
from schemas.tables import Observations
from schemas.text.coercion import ColumnToRead, coerce_column
from schemas.text.periods import Period
from schemas.text.values import Decimal, decimal_of
from workbook.exports.facts import address
from workbook.exports.meaning.crosstab import Crosstab
from workbook.exports.meaning.reading import Reading

_Key = tuple[object, ...]
NOT_NESTED: Mapping[int, range] = MappingProxyType({})


def totals_of(
    readings: Sequence[Reading],
    numbers: Mapping[int, float],
    labels: Labels,
    place: Callable[[Reading], Place],
    nested: Mapping[int, range] = NOT_NESTED,
    untold: bool = False,
) -> list[Total]:
    """The totals of a table with the figures that they cover.

    Args:
        readings: Its figures.
        numbers: Those that are numbers, by identity.
        labels: The groups, for totals of a group.
        place: Where a figure stands.
        nested: Rows of totals with labels for the rows below → these rows.
        untold: Whether a total that tells no period is of all of them, as a list's is.

    Returns:
        Totals whose figures and parts are all numbers; a suppressed part says nothing of the sum, and ends the check.
    """
    parts_of, ratios = _PartsOfTotals(readings, nested, labels, numbers, untold), _ratio_parts(readings, numbers)
    above: dict[int, int] = {}  # column -> the row of the total before
    left: dict[int, int] = {}  # row -> the column of the total before
    found = []
    for figure in readings:
        parts = parts_of(figure)
        if parts is not None and parts.covered is not None and id(figure) in numbers:
            before = left.get(figure.row, 0) if parts.in_row else above.get(figure.column, 0)
            total = Total(
                place=place(figure),
                shown=figure.cell.text,
                measure=figure.known.measure or "",
                value=numbers[id(figure)],
                parts=parts.covered,
                ratio=_ratio(ratios[_about(figure)]),
                # A compact pivot table adds different measures too, which says nothing, but tells that it is one.
                added=figure.part != FigureRole.VALUE or (figure.row in nested and not figure.known.measure),
                over_time=parts.over_time,
                section=parts.between(before, figure.column if parts.in_row else figure.row),
            )
            found.append(total)
        if figure.known.total is not None:
            above[figure.column], left[figure.row] = figure.row, figure.column
    return found


def totals_of_crosstab(grid: Grid, tab: Crosstab, labels: Labels) -> list[Total]:
    """The totals of a crosstab with the figures that they cover."""

    def place(figure: Reading) -> Place:
        return Place(grid.file, grid.sheet, figure.row, "", address(figure.row, figure.column))

    return totals_of(tab.figures, _numbers(tab.figures), labels, place, tab.nested)


def _numbers(figures: Sequence[Reading]) -> dict[int, float]:
    """The figures that are numbers, by identity; scaled alike, so factors do not matter for sums of one column."""
    cells = [figure.cell for figure in figures]
    decimal = decimal_of([cell.text for cell in cells if cell.kind is CellKind.TEXT])
    column = ColumnToRead(
        Observations.VALUE, True, decimal if decimal is not Decimal.UNKNOWN else Decimal.COMMA, None, Labels().words
    )
    values = coerce_column(column, cells).values
    return {id(figure): value for figure, value in zip(figures, values, strict=True) if isinstance(value, float)}


@dataclass(frozen=True)
class _Parts:
    """The figures that a total covers; one object for all totals that cover the very same.

    Args:
        places: Their rows from the top down, or their columns from the left.
        covered: Their numbers; None where one is none.
        over_time: Whether the total goes over periods.
        in_row: Whether they stand in the total's own row.
    """

    places: Sequence[int]
    covered: Covered | None
    over_time: bool
    in_row: bool = False

    def between(self, before: int, total: int) -> Covered:
        """Those between the total before and a total: one of unknown name may be of these alone."""
        assert self.covered is not None
        return Covered(self.covered.values[bisect_right(self.places, before) : bisect_left(self.places, total)])


class _PartsOfTotals:
    """Finds what the totals of a table cover; each set of figures is gathered once.

    Args:
        readings: Its figures.
        nested: Rows of totals with labels for the rows below → these rows.
        labels: The groups.
        numbers: The figures that are numbers, by identity.
        untold: Whether a total that tells no period is of all of them.
    """

    def __init__(
        self,
        readings: Sequence[Reading],
        nested: Mapping[int, range],
        labels: Labels,
        numbers: Mapping[int, float],
        untold: bool,
    ) -> None:
        self._nested = nested
        self._untold = untold
        self._groups = labels.groups
        self._numbers = numbers
        self._plain: dict[_Key, list[Reading]] = defaultdict(list)
        self._made: dict[_Key, _Parts | None] = {}
        for figure in readings:
            if figure.known.total is None:
                for key in _places(figure):
                    self._plain[key].append(figure)

    def __call__(self, figure: Reading) -> _Parts | None:
        """The parts of a figure; None where it is no total, or one of a group whose centres are not all there."""
        known = figure.known
        if figure.row in self._nested:
            return self._below(figure, self._nested[figure.row])
        group = known.total if known.total is not None else (known.centre if known.centre in self._groups else None)
        if group is None:
            return None
        if known.total is not None and (parts := self._in_row(figure)).places:
            return parts
        if group and group not in self._groups:  # of one centre, over its periods
            there = ("centre", *_column(figure), group)
            return self._once((there, known.period), lambda: self._of_centre(self._plain.get(there, ()), known.period))
        there = ("period", *_column(figure), known.period)
        if self._untold and known.period is None:
            there = ("measure", *_column(figure))
        return self._once((there, group), lambda: self._of_group(self._plain.get(there, ()), group))

    def _once(self, key: _Key, make: Callable[[], _Parts | None]) -> _Parts | None:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _of_centre(self, figures: Sequence[Reading], whole: Period | None) -> _Parts:
        """The figures of one centre, of a period or over all of them."""
        parts = [each for each in figures if _within(each.known.period, whole)]
        return _gathered(parts, self._numbers, len({each.known.period for each in parts}) > 1)

    def _of_group(self, column: Sequence[Reading], group: str) -> _Parts | None:
        """The centres of a group in a column, or all centres; None where some of a group's are not there."""
        members = self._groups.get(group, frozenset())
        wanted = [each for each in column if (each.known.centre in members if group else not self._is_group(each))]
        if group and (not members or {each.known.centre for each in wanted} != members):
            return None
        return _gathered(wanted, self._numbers, len({each.known.period for each in wanted}) > 1)

    def _is_group(self, figure: Reading) -> bool:
        return figure.known.centre in self._groups

    def _below(self, figure: Reading, rows: range) -> _Parts:
        """The figures of a column in rows that a label above holds for."""
        column = self._plain.get(("column", figure.column), [])
        start = bisect_left(column, rows.start, key=lambda each: each.row)
        parts = column[start : bisect_left(column, rows.stop, key=lambda each: each.row)]
        return _gathered(parts, self._numbers, len({each.known.period for each in parts}) > 1)

    def _in_row(self, figure: Reading) -> _Parts:
        """The figures of a row whose periods lie in that of the total, which may be told for all periods."""
        whole = figure.known.period
        there = ("row", *_row(figure), *(() if whole is None else (whole.year,)))

        def make() -> _Parts:
            parts = [each for each in self._plain.get(there, ()) if _within(each.known.period, whole)]
            over_time = any(each.known.period != whole for each in parts)
            return _gathered(parts, self._numbers, over_time, in_row=True)

        found = self._once((there, whole), make)
        assert found is not None
        return found


def _gathered(parts: Sequence[Reading], numbers: Mapping[int, float], over_time: bool, in_row: bool = False) -> _Parts:
    values = [numbers[id(each)] for each in parts if id(each) in numbers]
    covered = Covered(values) if len(values) == len(parts) else None
    return _Parts([each.column if in_row else each.row for each in parts], covered, over_time, in_row)


def _row(figure: Reading) -> _Key:
    return figure.known.measure, figure.part, figure.row


def _column(figure: Reading) -> _Key:
    return figure.known.measure, figure.part, figure.column


def _places(figure: Reading) -> list[_Key]:
    """What a figure may be found by, where a total covers it."""
    known = figure.known
    return [
        ("row", *_row(figure)),
        *([("row", *_row(figure), known.period.year)] if known.period is not None else []),
        ("column", figure.column),
        ("measure", *_column(figure)),
        ("centre", *_column(figure), known.centre),
        ("period", *_column(figure), known.period),
    ]


def _within(part: Period | None, whole: Period | None) -> bool:
    """Whether a part's period lies in that of the total, which may be told for all periods."""
    if whole is None or part is None:
        return whole is None
    return part.lies_in(whole)


def _about(figure: Reading) -> _Key:
    return figure.row, figure.known.measure, figure.known.period


def _ratio_parts(figures: Sequence[Reading], numbers: Mapping[int, float]) -> dict[_Key, dict[str, float | None]]:
    """Row, measure and period -> the numbers of each part."""
    found: dict[_Key, dict[str, float | None]] = defaultdict(dict)
    for each in figures:
        found[_about(each)][each.part] = numbers.get(id(each))
    return found


def _ratio(parts: Mapping[str, float | None]) -> tuple[float, float] | None:
    """The total's own numerator and denominator, which stand in the same row."""
    numerator, denominator = parts.get(FigureRole.NUMERATOR), parts.get(FigureRole.DENOMINATOR)
    return (numerator, denominator) if numerator is not None and denominator is not None else None
