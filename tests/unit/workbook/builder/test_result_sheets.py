"""Sheets of results on paper and on a screen: two pages of a size that is read, all figures kept behind them."""

import pytest

from schemas.tables import Results
from workbook.builder.result_sheets import result_sheet
from workbook.layout import Sheet, sheets, width

SCREEN = 190  # characters across 1366 pixels
PAGE = 104  # characters across A4 at full size
LEAST = 0.7  # 10 points are then 7
FOLLOW_UP = next(each for each in sheets() if each.key == "follow_up")


def widths(layout: Sheet, first: str, last: str) -> float:
    block = layout.blocks[0]
    between = block.columns[block.columns.index(first) : block.columns.index(last) + 1]
    return sum(block.widths.get(name, width(name)) for name in between)


@pytest.mark.parametrize(
    ("layout", "last", "end"),
    [
        (result_sheet("all_goals", "#000000"), "chance", "note"),
        (result_sheet("groups", "#000000"), "chance", "note"),
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
    groups = result_sheet("groups", "#000000")
    printed = groups.blocks[0].columns[: groups.printed]
    assert "made_of" in printed
    assert "number" not in printed
