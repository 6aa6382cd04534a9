"""What stands above tables is whole on every page, also on those that lie beside each other on a sheet."""

import re
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from schemas.reading import empty
from schemas.tables import Results
from schemas.words.vocabulary import words
from workbook.builder import heads
from workbook.builder.cell_formats import Formats
from workbook.builder.heat_map import heat_rows, heat_sheet
from workbook.builder.result_sheets import result_sheet
from workbook.heat import Heat

MARK = "Eksempeldata: tallene er opdigtede og må ikke bruges"


@pytest.fixture
def example(workbook):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl drops
        return openpyxl.load_workbook(workbook("Jobcenter Skelbækgade 2009 med tal"))


def test_the_hint_begins_where_no_further_page_has_a_part_of_it(example):
    sheet = example["Opfølgning"]
    assert sheet["A1"].value == "Opfølgning" and sheet["A2"].value is None
    assert "C2:M2" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["C2"].value.startswith("Beregnet.")


def test_the_map_and_the_rest_of_the_front_page_are_headed(example, workbook):
    assert "Strategikort" in {cell.value for cell in example["Strategikort"][1][7:]}
    names = zipfile.ZipFile(workbook("Jobcenter Skelbækgade 2009 med tal")).read("xl/workbook.xml").decode()
    row = int(re.search(r"Print_Titles\"[^>]*>Forside!\$(\d+):\$\1<", names).group(1))
    assert "Begrundelse" in {cell.value for cell in example["Forside"][row]}


def sheet_of(tmp_path: Path, layout, write):
    with xlsxwriter.Workbook(path := tmp_path / "side.xlsx") as book:
        write(book.add_worksheet("Side"), layout, Formats(book, words()))
    return openpyxl.load_workbook(path)["Side"]


@pytest.mark.parametrize("key", ["all_goals", "groups"])
def test_a_long_title_is_as_small_as_needed_and_the_mark_stands_on_each_page(tmp_path, key):
    layout = result_sheet(key, "#000000", empty(Results))
    text = "Samlet opfølgning 2009 – Grupper og total"

    def write(sheet, layout, formats):
        heads.title(sheet, layout, text, formats)
        heads.example_mark(sheet, layout, MARK, formats)

    sheet, block = sheet_of(tmp_path, layout, write), layout.blocks[0]
    assert sheet["A1"].value == text and sheet["A1"].font.sz < 16
    marked = [cell.column - 1 for cell in sheet[3] if cell.value == MARK]
    assert marked == [layout.frozen, block.columns.index("reason")]


def test_the_meaning_of_colours_is_not_parted_by_a_page(tmp_path):
    frame = pd.DataFrame({"title": ["A"], **{f"Center {each}": [None] for each in range(5)}})
    layout = heat_sheet(frame, "#000000")
    sheet = sheet_of(tmp_path, layout, lambda sheet, layout, formats: heat_rows(sheet, layout, frame, formats, words()))
    assert [cell.value for cell in sheet[sheet.max_row] if cell.value] == [
        words().text(f"heat_{step}", far="10") for step in Heat
    ]
