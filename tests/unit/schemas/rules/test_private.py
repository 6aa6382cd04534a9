"""Personal numbers in a sheet: which cells count, which are amounts, and that no finding repeats one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.cells import Cell, CellKind, Grid
from schemas.masking import MASK
from schemas.rules.private import without_cpr
from schemas.words.vocabulary import LANGUAGES, words
from tests.drawing import examples
from workbook.exports.sheet_reader import SheetReader


def column(*values, text_only=False):
    """A sheet of one column."""
    cells = [Cell(CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value) for value in values]
    return Grid("liste.xlsx", "Ark1", {row: {1: cell} for row, cell in enumerate(cells, start=1)}, (), text_only)


def found(grid):
    """The rows that were masked."""
    safe, issues = without_cpr(grid)
    rows = [row for row, cells in safe.rows.items() if any(cell.value == MASK for cell in cells.values())]
    assert sum(int(str(issue.details["count"])) for issue in issues) == len(rows)
    return rows


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        (["Sag", "010203-1234"], [2]),  # a hyphen leaves no doubt
        (["Sag", "010203 1234"], [2]),
        (["Bemærkning", "Ring til Jens, 0102031234, i dag"], [2]),
        (["010203-1234"], [1]),  # a list without a header
        (["Nr.", "0102031234", "0202031234", "0302031234"], [2, 3, 4]),  # digits alone, but most of the column
        (["Nr.", "0102031234", "x", "y"], [2]),  # a text of digits among typed cells was not meant to be added
        (["Nr.", 1102031234.0, 1202031234.0], [2, 3]),
        (["Nr.", 102031234.0, 202031234.0], [2, 3]),  # the spreadsheet dropped the leading zero
        (["Nr.", 1102031234.0], []),  # one alone may be an amount
        (["Nr.", 1102031234.0, 5.0, 7.0, 8.0], []),
        (["CPR", 1102031234.0], [2]),  # but the header says what it is
        (["Personnummer", 102031234.0], [2]),
        (["Forbrug", 1102031234.0, 1202031234.0], []),  # a column of amounts
        (["Sag", "310203-1234", "320103-1234", "290203-1234", "300203-1234"], [4]),  # only 29 February is a day
        (["Sag", "310403-1234", "011303-1234"], []),
        (["Kr.", "1.102.031.234", "0102031234,50"], []),
        (["Sag", "12345678901", "010203-12345"], []),
    ],
)
def test_which_cells_are_personal_numbers(values, rows):
    assert found(column(*values)) == rows


def test_in_a_csv_digits_alone_are_a_column_of_them_or_amounts():
    many = ["Nr.", "1102031234", "1202031234"]
    assert found(column(*many, text_only=True)) == [2, 3]
    assert found(column(*many[:2], text_only=True)) == []
    assert found(column("Forbrug", *many[1:], text_only=True)) == []


def test_a_column_is_one_finding_with_its_cells_and_how_many_pass_modulus_11():
    # 070761-4285 is the number that the authorities show the rule by; since 2007 others are given too.
    _, [issue] = without_cpr(column("Borger", "070761-4285", "010203-1234"))
    assert (issue.place.cell, issue.place.column) == ("A2", "Borger")
    assert issue.details == {"cells": "A2, A3", "count": 2, "passed": 1}


def test_ten_cells_are_named_and_the_rest_counted():
    _, [issue] = without_cpr(column(*["010203-1234"] * 12))
    assert issue.details["cells"] == ", ".join([*(f"A{row}" for row in range(1, 11)), "…"])
    assert issue.details["count"] == 12


def test_the_sheet_itself_is_not_changed():
    grid = column("Sag", "010203-1234")
    safe, _ = without_cpr(grid)
    assert grid.rows[2][1].value == "010203-1234"
    assert safe.rows[2][1].value == MASK


NUMBERS = st.builds(
    lambda day, month, year, rest, joint: (f"{day:02d}{month:02d}{year:02d}", f"{rest:04d}", joint),
    st.integers(1, 28), st.integers(1, 12), st.integers(0, 99), st.integers(0, 9999), st.sampled_from(["-", " ", ""]),
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(["Center", "Indikator", "Periode", "Værdi", "Nord", "Jobcenter Skelbækgade", "2009-01", "51", "i alt", "Kilde: x", "Aktiveringsgrad", "Tæller", "-", "<5"]),
    st.text(alphabet=st.characters(exclude_categories=["Nd", "Cs"]), max_size=8),
)  # fmt: skip
BESIDE = st.sampled_from(["", "Nord ", "Jens: ", "("])


@st.composite
def planted(draw):
    """A small sheet of texts with a personal number in one of them."""
    wide, high = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    texts = [[draw(TEXTS) for _ in range(wide)] for _ in range(high)]
    first, last, joint = draw(NUMBERS)
    row, at = draw(st.integers(0, high - 1)), draw(st.integers(0, wide - 1))
    texts[row][at] = f"{draw(BESIDE)}{first}{joint}{last}"
    if draw(st.booleans()):
        texts.insert(0, ["Center", "Indikator", "Periode", "Værdi"][:wide])
    rows = {
        number: {column: Cell(CellKind.TEXT, text) for column, text in enumerate(line, start=1) if text.strip()}
        for number, line in enumerate(texts, start=1)
    }
    return Grid("liste.xlsx", "Ark1", {number: row for number, row in rows.items() if row}), first, last


@settings(max_examples=examples(80))
@given(planted())
def test_no_finding_of_a_sheet_repeats_a_number(drawn):
    grid, first, last = drawn
    read = SheetReader(None, words()).read(grid)
    said = [(issue.value, issue.details, issue.place, issue.message(words(lang)), issue.suggestion(words(lang)), issue.record(words(lang)))
            for issue in read.issues for lang in LANGUAGES]  # fmt: skip
    assert not any(f"{first}{joint}{last}" in str(said) for joint in ("-", " ", ""))
    assert "cpr_number" in {issue.code for issue in read.issues}
