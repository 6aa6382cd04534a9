"""Personal numbers have no place in a contract's figures: cells that hold one are found, and never repeated.

A CPR number is ten digits whose first six are a date, with or without a hyphen. Numbers given since 2007 need not pass
modulus 11, so it only adds to the suspicion. Ten digits alone may as well be an amount: they count where most of their
column looks like that, or where its header says what it is; with a hyphen, or among words, they always count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemas.cells import Cell, CellKind, Grid, column_letters
from schemas.fields import Kind
from schemas.issues.issue import Issue, Place
from schemas.lexicon.match import says
from schemas.masking import MASK, cpr_matches
from schemas.masking import masked as masked_text
from schemas.tables import BudgetLines, Observations
from schemas.text.first_names import first_names
from schemas.thresholds import FEWEST_TO_PROVE, HALF, MOST_LISTED
from schemas.words.vocabulary import headers, text_key

_DIGITS = 10  # a spreadsheet drops the leading zero of a number
_FEWEST_DIGITS = 9
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_MODULUS = 11


@dataclass
class _Found:
    """What a column holds: cells that are personal numbers, and cells that may be amounts."""

    title: str = ""
    titles: set[str] = field(default_factory=set)
    certain: dict[int, bool] = field(default_factory=dict)
    bare: dict[int, bool] = field(default_factory=dict)
    figures: int = 0

    def cells(self, rows: int) -> dict[int, bool]:
        """Row -> whether it passes modulus 11, of all that count."""
        told = any(says(title, "cpr_words") for title in self.titles)
        many = len(self.bare) + len(self.certain) >= max(FEWEST_TO_PROVE, max(self.figures, rows) * HALF)
        counts = told or (many and not self.titles & _amounts())
        return self.certain | (self.bare if counts else {})

    def called(self, text: str) -> None:
        """Note a text that may be the column's header."""
        self.title = self.title or text
        if len(self.titles) < MOST_LISTED:
            self.titles.add(text_key(text))


def _amounts() -> set[str]:
    """The headers of columns of figures, where ten digits are an amount."""
    tables = (Observations, BudgetLines)
    kinds = {Kind.FIGURE, Kind.AMOUNT}
    return {title for table in tables for title, column in headers(table).items() if column.kind in kinds}


def _passes(digits: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % _MODULUS == 0


def _columns(grid: Grid) -> dict[int, _Found]:
    found: dict[int, _Found] = {}
    for row, cells in grid.rows.items():
        for column, cell in cells.items():
            if cell.kind not in {CellKind.TEXT, CellKind.NUMBER}:
                continue
            _look(found.setdefault(column, _Found()), row, cell, not grid.text_only)
    return found


def _look(found: _Found, row: int, cell: Cell, typed: bool) -> None:
    text = cell.text.strip()
    if len(text) < _FEWEST_DIGITS and cell.kind is CellKind.TEXT and not text[:1].isdigit():
        found.called(text)
        return
    digits = text.isdigit()
    found.figures += digits or cell.kind is CellKind.NUMBER
    shown = text.zfill(_DIGITS) if digits and cell.kind is CellKind.NUMBER and len(text) >= _FEWEST_DIGITS else text
    match = next(cpr_matches(shown), None)
    if match is None:
        if not digits:
            found.called(text)
        return
    passed = _passes("".join(match.groups()))
    # Digits kept as a text among typed cells were not meant to be added up.
    is_figure = digits and (not typed or cell.kind is CellKind.NUMBER)
    (found.bare if is_figure else found.certain)[row] = passed


def without_cpr(grid: Grid, rows: int = 0) -> tuple[Grid, list[Issue]]:
    """A sheet with each CPR number replaced, so that no other finding repeats one.

    Args:
        grid: The sheet.
        rows: How many rows it has, where only those that are suspected are there.

    Returns:
        The sheet, and one finding for each column that held any, with its cells named.
    """
    found = {column: (each, cells) for column, each in _columns(grid).items() if (cells := each.cells(rows))}
    issues = [_issue(grid, column, each.title, cells) for column, (each, cells) in found.items()]
    return _masked(grid, {column: cells for column, (_, cells) in found.items()}), issues


def _issue(grid: Grid, column: int, title: str, cells: Mapping[int, bool]) -> Issue:
    letters = column_letters(column)
    addresses = [f"{letters}{row}" for row in cells]
    listed = first_names(addresses, MOST_LISTED)
    details = {"cells": listed, "count": len(cells), "passed": sum(cells.values())}
    place = Place(grid.file, grid.sheet, next(iter(cells)), masked_text(title) or letters, addresses[0])
    return Issue("cpr_number", place, details=details)


def _masked(grid: Grid, cells: Mapping[int, Mapping[int, bool]]) -> Grid:
    if not cells:
        return grid
    hidden = Cell(CellKind.TEXT, MASK)
    rows = {
        row: {column: hidden if row in cells.get(column, {}) else cell for column, cell in values.items()}
        for row, values in grid.rows.items()
    }
    return replace(grid, rows=rows)
