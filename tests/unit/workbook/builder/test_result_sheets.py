"""Sheets of results on paper and on a screen: two pages of a size that is read, all figures kept behind them."""

import warnings

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from schemas.reading import empty
from schemas.tables import Results
from schemas.words.vocabulary import words
from workbook.builder.cell_formats import Formats
from workbook.builder.result_sheets import result_rows, result_sheet
from workbook.builder.row_heights import lines
from workbook.layout import Sheet, sheets, width

SCREEN = 190  # characters across 1366 pixels
PAGE = 104  # characters across A4 at full size
LEAST = 0.7  # 10 points are then 7
LONG = pd.DataFrame({"centre": ["Beskæftigelsescentrene"], "shown_assessment": ["Som beregnet: " + 6 * "ord og tal "]})
FOLLOW_UP = next(each for each in sheets() if each.key == "follow_up")


def widths(layout: Sheet, first: str, last: str) -> float:
    block = layout.blocks[0]
    between = block.columns[block.columns.index(first) : block.columns.index(last) + 1]
    return sum(block.widths.get(name, width(name)) for name in between)


@pytest.mark.parametrize(
    ("layout", "last", "end"),
    [
        (result_sheet("all_goals", "#000000", LONG), "chance", "note"),
        (result_sheet("groups", "#000000", LONG), "chance", "note"),
        (FOLLOW_UP, "chance", "shown_assessment"),
    ],
    ids=("all goals", "groups", "follow-up"),
)
def test_figures_are_a_page_and_reasons_the_next(layout, last, end):
    (block,), columns = layout.blocks, layout.blocks[0].columns
    assert layout.breaks == ("reason",)
    assert columns[layout.printed - 1] == end
    again = sum(block.widths.get(name, width(name)) for name in columns[: layout.frozen])
    pages = (widths(layout, columns[0], last), again + widths(layout, "reason", end))
    assert max(pages) <= PAGE / LEAST
    assert widths(layout, columns[0], "reason") <= SCREEN
    shown = {name for name in columns if name != "trend"}
    missing = {str(field) for field in Results.fields} - shown
    assert missing <= {"made_of", "verdict"}
    assert len(shown) == len(columns) - 1


def test_a_groups_line_says_what_it_is_made_of_and_no_code_on_paper():
    groups = result_sheet("groups", "#000000", LONG)
    printed = groups.blocks[0].columns[: groups.printed]
    assert "made_of" in printed
    assert "number" not in printed


@pytest.mark.parametrize("key", ["all_goals", "groups"])
def test_what_a_person_says_is_not_cut_and_no_centres_name_is_broken(tmp_path, key):
    frame = empty(Results).reindex([0])
    for name in LONG:
        frame[name] = LONG[name]
    layout = result_sheet(key, "#000000", frame)
    with xlsxwriter.Workbook(tmp_path / "side.xlsx") as book:
        result_rows(book.add_worksheet("Side"), layout, frame, Formats(book, words()), words())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl drops
        sheet = openpyxl.load_workbook(tmp_path / "side.xlsx")["Side"]
    block = layout.blocks[0]
    assert sheet.row_dimensions[5].height >= 13 * lines(LONG["shown_assessment"][0], block.width("shown_assessment"))
    assert block.width("centre") > len("Beskæftigelsescentrene")
