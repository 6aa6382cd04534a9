"""Which figures of a crosstab each of its totals covers."""

from collections.abc import Iterator, Sequence

from schemas.cells import CellKind
from schemas.issues.issue import Place
from schemas.lexicon.labels import FigureRole, Labels
from schemas.rules.totals import Total
from schemas.tables import Observations
from schemas.text.coercion import ColumnToRead, coerce_column
from schemas.text.periods import Period
from schemas.text.values import Decimal, decimal_of
from workbook.exports.tidy.crosstab import Crosstab, Figure
from workbook.exports.tidy.unpivot import address


def totals_of(file: str, sheet: str, tab: Crosstab, labels: Labels) -> list[Total]:
    """The totals of a crosstab with the figures that they cover.

    Args:
        file: The file's name.
        sheet: The sheet's name.
        tab: The crosstab.
        labels: The groups, for totals of a group.

    Returns:
        Totals whose figures and parts are all numbers; a suppressed part says nothing of the sum, and ends the check.
    """
    figures = _numbers(tab.figures)
    return [
        Total(
            place=Place(file, sheet, figure.row, "", address(figure.row, figure.column)),
            shown=figure.cell.text,
            measure=figure.known.measure or "",
            value=figures[id(figure)],
            parts=[figures[id(part)] for part in parts],
            ratio=_ratio(figure, tab.figures, figures),
            # A compact pivot table adds different measures too, which says nothing, but tells that it is one.
            added=figure.part != FigureRole.VALUE or (figure.row in tab.nested and not figure.known.measure),
            over_time=over_time,
            section=[figures[id(part)] for part in _section(figure, parts, tab.figures)],
        )
        for figure, parts, over_time in parts_of_totals(tab, labels)
        if id(figure) in figures and all(id(part) in figures for part in parts)
    ]


def _numbers(figures: Sequence[Figure]) -> dict[int, float]:
    """The figures that are numbers, by identity; scaled alike, so factors do not matter for sums of one column."""
    cells = [figure.cell for figure in figures]
    decimal = decimal_of([cell.text for cell in cells if cell.kind is CellKind.TEXT])
    column = ColumnToRead(
        Observations.VALUE, True, decimal if decimal is not Decimal.UNKNOWN else Decimal.COMMA, None, Labels().words
    )
    values = coerce_column(column, cells).values
    return {id(figure): value for figure, value in zip(figures, values, strict=True) if isinstance(value, float)}


def parts_of_totals(tab: Crosstab, labels: Labels) -> Iterator[tuple[Figure, list[Figure], bool]]:
    """Each total with its parts, and whether it goes over periods."""
    plain = [figure for figure in tab.figures if figure.known.total is None]
    groups = set(labels.groups)
    for figure in tab.figures:
        known = figure.known
        if figure.row in tab.nested:
            rows = tab.nested[figure.row]
            parts = [each for each in plain if each.column == figure.column and each.row in rows]
            yield figure, parts, len({each.known.period for each in parts}) > 1
            continue
        group = known.total if known.total is not None else (known.centre if known.centre in groups else None)
        if group is None:
            continue
        same = [each for each in plain if each.known.measure == known.measure and each.part == figure.part]
        in_row = [each for each in same if each.row == figure.row and _within(each.known.period, known.period)]
        if in_row and known.total is not None:
            yield figure, in_row, any(each.known.period != known.period for each in in_row)
            continue
        column = [each for each in same if each.column == figure.column and each.known.period == known.period]
        if group and group not in groups:  # of one centre, over its periods
            parts = [each for each in same if each.column == figure.column and each.known.centre == group]
            yield figure, parts, True
            continue
        if group:
            members = labels.groups.get(group, frozenset())
            parts = [each for each in column if each.known.centre in members]
            if members and {each.known.centre for each in parts} == members:
                yield figure, parts, False
            continue
        parts = [each for each in column if each.known.centre not in groups]
        yield figure, parts, False


def _section(total: Figure, parts: Sequence[Figure], figures: Sequence[Figure]) -> list[Figure]:
    """The parts since the total before, in a column or a row: a total of unknown name may be of these alone."""
    before = [each for each in figures if each.known.total is not None and each is not total]
    rows = [each.row for each in before if each.column == total.column and each.row < total.row]
    columns = [each.column for each in before if each.row == total.row and each.column < total.column]
    if all(part.row == total.row for part in parts):
        return [part for part in parts if max(columns, default=0) < part.column < total.column]
    return [part for part in parts if max(rows, default=0) < part.row < total.row]


def _within(part: Period | None, whole: Period | None) -> bool:
    """Whether a part's period lies in that of the total, which may be told for all periods."""
    if whole is None or part is None:
        return whole is None
    return part.lies_in(whole)


def _ratio(figure: Figure, figures: Sequence[Figure], numbers: dict[int, float]) -> tuple[float, float] | None:
    """The total's own numerator and denominator, which stand in the same row."""
    found = {}
    for each in figures:
        if (
            each.row == figure.row
            and each.known.measure == figure.known.measure
            and each.known.period == figure.known.period
        ):
            found[each.part] = numbers.get(id(each))
    numerator, denominator = found.get(FigureRole.NUMERATOR), found.get(FigureRole.DENOMINATOR)
    return (numerator, denominator) if numerator is not None and denominator is not None else None
