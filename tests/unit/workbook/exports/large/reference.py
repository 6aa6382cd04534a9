"""What condensing must give, row by row over the ordinary reader's table, with nothing clever."""

import math
import re
from collections import defaultdict

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.masking import holds_cpr
from schemas.text.values import Decimal, NumberError, decimal_of, parse_number, without_hedge
from workbook.exports.large.condensed import MOST_IRREGULAR, Condensed, Plan

TITLES = ("Center", "Nøgletal", "Periode", "Værdi", "Tæller", "Nævner", "Trukket", "Kilde")
PLAN = Plan("", 1, 1, TITLES, (0, 1, 2, 6), (3, 4, 5))
_NOT_PLAIN = re.compile(r"[^0-9.,+\- \u00a0\u2009\u202f']")


def signs_of(table: RawTable, plan: Plan) -> list[Decimal]:
    columns = [[row[at].text for row in table.rows if row[at].kind is CellKind.TEXT] for at in plan.figures]
    whole = decimal_of([text for column in columns for text in column])
    own = [decimal_of([without_hedge(text) for text in column]) for column in columns]
    return [sign if sign is not Decimal.UNKNOWN else whole for sign in own]


def percents_of(table: RawTable, plan: Plan) -> list[bool]:
    numbers = [[row[at] for row in table.rows if row[at].kind is CellKind.NUMBER] for at in plan.figures]
    return [bool(column) and all(cell.is_percent for cell in column) for column in numbers]


def typed(cell: Cell, percent: bool) -> float | str | None:
    """A figure of a file whose cells have types."""
    if cell.kind is CellKind.BLANK and not cell.formula:
        return None
    return float(cell.value) if cell.kind is CellKind.NUMBER and cell.is_percent == percent else "irregular"


def written(cell: Cell, sign: Decimal) -> float | str | None:
    """A figure of a csv."""
    if cell.kind is CellKind.BLANK:
        return None
    text = cell.text
    if holds_cpr(text) and not text.isdigit():
        return "irregular"
    try:
        number = parse_number(text, sign)
    except NumberError:
        return "irregular"
    return number.value if number.plain or not _NOT_PLAIN.search(text) else "irregular"


def agrees(value, numerator, denominator) -> bool:
    given = [each for each in (value, numerator, denominator) if each is not None]
    if not given or min(given) < 0 or math.inf in given or (numerator is None) != (denominator is None):
        return False
    if numerator is None:
        return True
    if numerator > denominator or denominator == 0:
        return False
    if value is None:
        return True
    ratio = numerator / denominator
    return abs(value - ratio) <= 0.06 or abs(value - 100 * ratio) <= 0.06


def private(row, plan: Plan) -> bool:
    for at, cell in enumerate(row):
        if at in plan.figures or cell.kind not in {CellKind.TEXT, CellKind.NUMBER}:
            continue
        if holds_cpr(cell.text.zfill(10) if cell.kind is CellKind.NUMBER else cell.text):
            return True
    return False


def figures_of(table: RawTable, row, plan: Plan, conventions):
    read = written if table.text_only else typed
    return [read(row[at], each) if at >= 0 else None for at, each in zip(plan.figures, conventions, strict=True)]


def scaled(figures, table: RawTable, conventions):
    """As they are checked: in per cent where the whole column is."""
    if table.text_only:
        return figures
    return [
        figure * 100 if percent and isinstance(figure, float) else figure
        for figure, percent in zip(figures, conventions, strict=True)
    ]


def expected(table: RawTable, plan: Plan, conventions):
    """Groups (key cells and which figures are there → sums, count, first row), irregular rows, rows in all."""
    groups = defaultdict(lambda: [[0.0, 0.0, 0.0], 0, 0])
    irregular = []
    for row, number in zip(table.rows, table.row_numbers, strict=True):
        figures = figures_of(table, row, plan, conventions)
        keys = tuple(row[at]._replace(formula="") for at in plan.keys)
        blank = any(row[at].kind is CellKind.BLANK for at in plan.keys if at not in plan.optional)
        wrong = any(
            cell.kind in {CellKind.ERROR, CellKind.BOOL} or (cell.formula and cell.kind is CellKind.BLANK)
            for cell in keys
        )
        if (
            "irregular" in figures
            or blank
            or wrong
            or private(row, plan)
            or not agrees(*scaled(figures, table, conventions))
        ):
            irregular.append((number, list(row)))
            continue
        group = groups[keys, tuple(each is not None for each in figures)]
        group[0] = [old + (each or 0.0) for old, each in zip(group[0], figures, strict=True)]
        group[1] += 1
        group[2] = group[2] or number
    return groups, irregular, len(table.rows)


def _filled(cell: Cell) -> Cell:
    return cell if cell.kind is not CellKind.BLANK or cell.formula else BLANK


def check(got: Condensed, table: RawTable, plan: Plan, conventions) -> None:
    """The condensed table against the reference."""
    groups, irregular, rows = expected(table, plan, conventions)
    assert (got.rows, got.irregular) == (rows, len(irregular))
    listed = len(got.table.rows) - min(len(irregular), MOST_IRREGULAR)
    assert listed == len(groups)
    for row, count, first in zip(got.table.rows[:listed], got.counts, got.table.row_numbers, strict=False):
        cells = [row[at] if at >= 0 else BLANK for at in plan.figures]
        sums, times, number = groups[
            tuple(row[at] for at in plan.keys), tuple(cell.kind is CellKind.NUMBER for cell in cells)
        ]
        assert (count, first) == (times, number)
        for cell, total in zip(cells, sums, strict=True):
            assert cell.kind is CellKind.BLANK or math.isclose(cell.value, total, rel_tol=1e-9)
        assert all(cell is BLANK for at, cell in enumerate(row) if at not in {*plan.keys, *plan.figures})
    rows_as_grids_have_them = [[_filled(cell) for cell in row] for row in got.table.rows[listed:]]
    found = list(zip(got.table.row_numbers[listed:], rows_as_grids_have_them, strict=True))
    assert found == irregular[:MOST_IRREGULAR]
    assert list(got.counts[listed:]) == [1] * (len(got.counts) - listed)
