"""Which number formats show a date, and which codes the built-in ones have: as openpyxl has it."""

from datetime import date, datetime

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from workbook.opc.format_codes import built_in, is_date
from workbook.opc.sheet_cells import date_of, is_serial

CODES = [
    *BUILTIN_FORMATS.values(),
    "dd-mm-yyyy",
    "yyyy-mm-dd",
    "[$-406]d. mmmm yyyy;@",
    "[h]:mm",
    "mmm-åå;@",
    "0.0%",
    "0.0 %;[Red]-0.0 %",
    '#,##0 "dage"',
    "#,##0\\ \\d",
    '0;"d"',
    "[Red]0",
    "[$kr-406] #,##0",
    "_d0",
    "@",
    "",
]


@pytest.mark.parametrize("code", CODES)
def test_dates_are_told_as_openpyxl_tells_them(code):
    assert is_date(code) == is_date_format(code)


@pytest.mark.parametrize("code", ["General", "Standard", "standard", "Standard;[Red]-Standard"])
def test_the_general_format_is_no_date_in_any_language(code):
    assert not is_date(code)


def test_built_in_codes():
    ours = {number: built_in(number) for number in range(60)}
    theirs = {number: BUILTIN_FORMATS.get(number, "General") for number in range(60)}
    assert {number: code for number, code in ours.items() if code != theirs[number]} == {14: "dd-mm-yyyy"}


@pytest.mark.parametrize(
    ("serial", "date1904", "expected"),
    [
        (39_629, False, date(2008, 6, 30)),
        (38_167, True, date(2008, 6, 30)),
        (39_629 + 8 / 24, False, datetime(2008, 6, 30, 8)),
        (39_629 - 1e-10, False, date(2008, 6, 30)),
        (1, False, date(1900, 1, 1)),
        (61, False, date(1900, 3, 1)),
        (2_958_465, False, date(9999, 12, 31)),
        (2_957_003, True, date(9999, 12, 31)),
    ],
)
def test_dates_of_numbers(serial, date1904, expected):
    assert is_serial(serial, date1904)
    assert date_of(serial, date1904) == expected


@pytest.mark.parametrize(
    ("number", "date1904"),
    [(-1, False), (2_958_466, False), (2_958_465.9999999999, False), (2_957_004, True), (1e300, False)],
)
def test_numbers_beyond_the_calendar_are_none(number, date1904):
    assert not is_serial(number, date1904)
