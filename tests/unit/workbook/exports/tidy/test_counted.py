"""Rows of numbers that head columns."""

import pytest

from schemas.cells import Cell, CellKind
from schemas.text.periods import Grain
from workbook.exports.tidy.numbered_headers import numbered_period_header


def row(*values):
    cells = [
        Cell(CellKind.TEXT, value) if isinstance(value, str) else Cell(CellKind.NUMBER, value and float(value))
        for value in values
    ]
    return {column: cell for column, cell in enumerate(cells, start=1) if cell.value is not None}


@pytest.mark.parametrize(
    ("above", "numbers", "grain"),
    [
        ([], ["Måned", 1, 2, 3], Grain.MONTH),
        ([], ["Måned", "1", "2", "I alt"], Grain.MONTH),
        ([], ["Center", "Måned", 4, 5, 6], Grain.MONTH),
        ([], ["Kvartal", 1, 2, 3, 4], Grain.QUARTER),
        ([], ["Måned", *range(1, 13), *range(1, 13)], Grain.MONTH),
        ([None, "Måned"], ["Center", 1, 2], Grain.MONTH),
        # figures, or numbers of something else
        ([], ["Center", 1, 2, 3], None),
        ([], ["Måned", 1, 3, 2], None),
        ([], ["Måned", 1, 2, 2], None),
        ([], ["Måned", 1, 2, 13], None),
        ([], ["Måned", 7], None),
        ([], ["Kvartal", 3, 4, 5], None),
        ([], ["Måned", "Center", 1, 2, 3], None),
        (["Måned", "Center", "A", "B"], ["jan", "Nord", 1, 2], None),
        (["Måned", "Center"], ["jan", "Nord", 1, 2], None),
        ([None, "Måned", "A"], ["Nord", 1, 2], None),
        ([], ["Måned", "jan", "feb"], None),
    ],
)
def test_a_row_counts_months_where_a_word_says_so(above, numbers, grain):
    assert numbered_period_header(row(*numbers), row(*above)) is grain
