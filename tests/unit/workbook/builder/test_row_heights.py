"""Rows of our sheets have room for what stands in them, also where two tables stand side by side."""

import warnings

import openpyxl
import pytest

from schemas.words.vocabulary import words
from workbook.builder.row_heights import lines
from workbook.layout import header_row


def test_rows_that_two_tables_share_have_room_for_the_longer_texts(workbook):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl drops
        sheet = openpyxl.load_workbook(workbook("Jobcenter Skelbækgade 2009"))[words().sheet("parameters")]
    texts = {
        row: [str(sheet.cell(row, column).value or "") for column in (4, 6)]  # what it is, and where it is from
        for row in range(header_row() + 1, sheet.max_row + 1)
    }
    described = {row: lines for row, lines in texts.items() if any(lines)}
    assert described
    for row, said in described.items():
        most = max(lines(text, 42) for text in said)
        assert sheet.row_dimensions[row].height >= 13 * most, said  # a line of the usual size has 13 points


def test_the_next_date_has_room_for_what_is_overdue(workbook):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        front = openpyxl.load_workbook(workbook("Jobcenter Skelbækgade 2009")).worksheets[0]
    heights = {
        front.cell(row, 2).value: front.row_dimensions[row].height for row in range(header_row(), front.max_row + 1)
    }
    assert heights[words().text("about_next")] >= 2 * 13
    assert heights[words().text("about_lacks")] < 2 * 13  # the first screen has all


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [
        ("", 10, 1),
        ("kort", 10, 1),
        ("to ord her", 8, 2),
        ("a\nb\nc", 10, 3),
        ("enmegetlangsammensatning", 10, 3),
        ("kort enmegetlangsammensatning", 10, 4),
    ],
)
def test_lines_break_between_words(text, width, count):
    assert lines(text, width) == count
