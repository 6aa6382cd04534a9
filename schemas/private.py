"""Personal numbers have no place in a contract's figures: cells that hold one are found, and never repeated."""

from schemas.cells import CellKind, RawTable
from schemas.issues import Issue, Place
from schemas.masking import holds_cpr


def cpr_issues(raw: RawTable, counted: frozenset[int]) -> list[Issue]:
    """Find CPR numbers (ten digits, with or without hyphen, whose first six are a date).

    Args:
        raw: The cells.
        counted: Positions of columns of figures, where ten digits are an amount.

    Returns:
        One finding a column, at its first such cell; the number itself is not repeated.
    """
    found: dict[int, Issue] = {}
    for row, cells in enumerate(raw.rows):
        for column, cell in enumerate(cells):
            if column in counted or column in found or cell.kind not in {CellKind.TEXT, CellKind.NUMBER}:
                continue
            if holds_cpr(cell.text, number=cell.kind is CellKind.NUMBER):
                address = raw.address(row, column)
                place = Place(raw.file, raw.sheet, raw.row_numbers[row], raw.header[column], address)
                found[column] = Issue("cpr_number", place)
    return list(found.values())
