"""Personal numbers have no place in a contract's figures: cells that hold one are found, and never repeated."""

import re
from datetime import date

from schemas.cells import CellKind, RawTable
from schemas.issues import Issue, Place

_CPR = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})[- ]?\d{4}(?!\d)")
_DIGITS = 10  # a spreadsheet drops the leading zero of a number
_LEAP_YEAR = 2000  # a two-digit year tells no century; 29 February is taken for a date


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
            text = cell.text.zfill(_DIGITS) if cell.kind is CellKind.NUMBER else cell.text
            if holds_cpr(text):
                address = raw.address(row, column)
                place = Place(raw.file, raw.sheet, raw.row_numbers[row], raw.header[column], address)
                found[column] = Issue("cpr_number", place)
    return list(found.values())


def holds_cpr(text: str) -> bool:
    """Whether a text holds ten digits, with or without hyphen or space after six, whose first six are a date."""
    return any(_is_date(match) for match in _CPR.finditer(text))


def _is_date(match: re.Match[str]) -> bool:
    day, month, _ = (int(part) for part in match.groups())
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
