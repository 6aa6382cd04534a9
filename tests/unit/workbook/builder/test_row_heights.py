"""Rows of our sheets have room for what stands in them, also where two tables stand side by side."""

import warnings

import openpyxl

from schemas.words.vocabulary import words
from workbook.layout import header_row, height


def test_rows_that_two_tables_share_have_room_for_the_longer_texts(workbook):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl drops
        sheet = openpyxl.load_workbook(workbook("Jobcenter Skelbækgade 2009"))[words().sheet("parameters")]
    described = [
        row for row in range(header_row() + 1, sheet.max_row + 1) if len(str(sheet.cell(row, 6).value or "")) > 1
    ]
    assert described
    assert {sheet.row_dimensions[row].height for row in described} == {height("tall_row")}
