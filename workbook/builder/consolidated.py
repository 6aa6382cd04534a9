"""The consolidated workbook: all goals, those assessed otherwise, groups and total, the matrix of lights, counts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from schemas.fields import Kind, Table
from schemas.tables import (
    STATUS_MONTHS,
    AssessedGoals,
    BalancedAttainments,
    BudgetFollowUp,
    CentreData,
    CentreEconomy,
    LearnedKernels,
    MemberFigures,
    MemberGoals,
    Received,
    Requests,
    Rewards,
    ServiceVariances,
    Trade,
    WarningsDue,
)
from schemas.words.vocabulary import Words
from workbook.builder import heads
from workbook.builder.cell_formats import Formats
from workbook.builder.contract_workbook import PROTECTED, footer_text, page
from workbook.builder.economy_charts import economy_charts
from workbook.builder.goal_page import goal_list, goal_page, goal_sheet, paper
from workbook.builder.heat_map import KEY as HEAT_MAP
from workbook.builder.heat_map import heat_rows, heat_sheet
from workbook.builder.light_pages import MATRIX, counts_page, matrix_page
from workbook.builder.opening import new_book
from workbook.builder.reallocation_page import reallocation_page
from workbook.builder.result_sheets import result_rows, result_sheet
from workbook.builder.row_heights import with_whole_words
from workbook.builder.sheet_tables import TableBuilder
from workbook.goal_page import GoalLines
from workbook.layout import Sheet, TableBlock, columns_of, header_row, sheets
from workbook.opc.refs import letters_of
from workbook.reallocation import ReallocationOutcome


def _centre_first(table: type[Table]) -> tuple[str, ...]:
    columns = columns_of(table.name)
    return tuple(sorted(columns, key=lambda name: name != "centre"))


_NARROW = dict.fromkeys((*(str(field) for field in CentreData.fields if field.kind is Kind.WHOLE), *STATUS_MONTHS), 8)
_OWN: dict[str, dict[str, Any]] = {
    CentreEconomy.name: {"widths": {"note": 60}},
    Received.name: {"widths": {"goals": 7, "with_figures": 8, "next_due": 26, "lacks": 34}},
    CentreData.name: {"widths": {"centre": 37, "lacked": 39, "last_in": 9, **_NARROW}},
    BalancedAttainments.name: {"widths": {"centre": 34, "parameter": 34}},
}
"""Widths of tables whose texts are longer than those of the fields usually are."""


def _in_layout(table: type[Table]) -> tuple[TableBlock, int]:
    """A table with its widths as in a centre's workbook, centre first; and how much of it is printed."""
    columns = _centre_first(table)
    for sheet in sheets():
        for block in sheet.blocks:
            if block.table == table.name:
                first = bool(block.columns.index("centre") >= sheet.printed) if "centre" in block.columns else False
                own = {"widths": block.widths, **_OWN.get(table.name, {})}
                shown = TableBlock(table.name, columns, frozenset(), fit=True, **own)
                return shown, sheet.printed + first if sheet.printed and block is sheet.blocks[0] else 0
    return TableBlock(table.name, columns, frozenset(), fit=True, **_OWN.get(table.name, {})), 0


_ECONOMY = (
    BalancedAttainments, BudgetFollowUp, WarningsDue, CentreEconomy, ServiceVariances, Trade, Rewards,
)  # fmt: skip
"""Tables of economy, in the order of their sheets; those that centres have stand in the same columns, centre first."""
_PLAIN_TABLES = {
    "assessed": _in_layout(AssessedGoals)[0],
    "learned": TableBlock(LearnedKernels.name, tuple(str(field) for field in LearnedKernels.fields), frozenset()),
    Received.name: TableBlock(
        Received.name, tuple(str(field) for field in Received.fields), frozenset(), fit=True, **_OWN[Received.name]
    ),
}
_PLAIN_TABLES[CentreData.name] = TableBlock(
    CentreData.name, tuple(str(field) for field in CentreData.fields), frozenset(), fit=True, **_OWN[CentreData.name]
)
_PLAIN_TABLES |= {table.name: _in_layout(table)[0] for table in (*_ECONOMY, Requests)}
_PRINTED_OF = {"assessed": _in_layout(AssessedGoals)[1]}
_PRINTED_OF |= {table.name: _in_layout(table)[1] for table in _ECONOMY}
_PRINTED_OF[CentreData.name] = len(CentreData.fields) - 1
_PRINTED_OF[Received.name] = len(Received.fields) - 1  # the file is for those who look it up
_MEMBERS = {
    "member_goals": tuple(str(field) for field in MemberGoals.fields),
    "member_figures": tuple(str(field) for field in MemberFigures.fields),
}
"""What totals are made of, on hidden sheets: it is looked up and not read."""
_RESULT_SHEETS = frozenset({"all_goals", "groups"})
_REALLOCATION = "reallocation"
_ONE_GOAL = "one_goal"
_SHEETS = (
    "matrix", HEAT_MAP, _ONE_GOAL, "all_goals", "assessed", "groups", "counts", Received.name, CentreData.name,
    *(table.name for table in _ECONOMY), _REALLOCATION, Requests.name, "learned", GoalLines.name,
)  # fmt: skip
_ONLY_FILLED = frozenset({Requests.name})
"""Sheets that are left out where there is nothing to show on them."""
_GREEN_TAB = "#548235"


def build_consolidated(
    frames: Mapping[str, pd.DataFrame],
    year: int,
    as_of: date,
    words: Words,
    path: Path,
    now: datetime,
    example: bool = False,
) -> None:
    """Make the consolidated workbook.

    Args:
        frames: ``matrix``, ``all_goals``, ``assessed``, ``groups``, ``counts``,
            ``learned``, ``member_goals``, ``member_figures``, ``requests``, ``received``, the tables of economy
            and those of the try-out.
        year: The contract year.
        as_of: The reporting date.
        words: Its language.
        path: Where; the file must not exist yet.
        now: When it is made.
        example: The figures are made up, and every sheet says so.

    Raises:
        CannotOpenError: The file exists, or cannot be written.
    """
    title = words.text("consolidated_title", year=year)
    with new_book(path) as book:
        formats = Formats(book, words)
        book.set_properties({"title": title, "created": now})
        for key in _SHEETS:
            if key in _ONLY_FILLED and not len(frames[key]):
                continue
            sheet = book.add_worksheet(words.sheet(key))
            sheet.set_row(0, 26)
            sheet.set_tab_color(_GREEN_TAB)
            layout = _filled(sheet, book, key, frames, formats, words)
            heads.title(sheet, layout, f"{title} – {words.sheet(key)}", formats)
            heads.hint(
                sheet,
                replace(layout, blocks=layout.blocks if layout.breaks else ()),
                words.text(f"hint_{key}"),
                formats,
            )
            _dated(sheet, as_of, example, formats, words, is_empty=key in frames and frames[key].empty, layout=layout)
            (paper if key == _ONE_GOAL else page)(sheet, layout, footer_text(title, example, words), words)
            if key == "learned":
                sheet.hide()
        for key, columns in _MEMBERS.items():
            sheet = book.add_worksheet(words.sheet(key))
            sheet.write_string(0, 0, f"{title} – {words.sheet(key)}", formats.title)
            sheet.write_string(1, 0, words.text(f"hint_{key}"), formats.hint)
            _dated(sheet, as_of, example, formats, words)
            TableBuilder(sheet, formats, words).add(
                TableBlock(key, columns, frozenset()), frames[key], header_row() - 1
            )
            sheet.hide()


def _filled(
    sheet: Any, book: Any, key: str, frames: Mapping[str, pd.DataFrame], formats: Formats, words: Words
) -> Sheet:
    """Write what a sheet is about; its layout."""
    if key in _RESULT_SHEETS:
        layout = result_sheet(key, _GREEN_TAB, frames[key])
        result_rows(sheet, layout, frames[key], formats, words)
        return layout
    if key == HEAT_MAP:
        layout = heat_sheet(frames[key], _GREEN_TAB)
        heat_rows(sheet, layout, frames[key], formats, words)
        return layout
    if key == _ONE_GOAL:
        goal_page(sheet, book, formats, words, frames)
        return goal_sheet(key, _GREEN_TAB)
    if key == GoalLines.name:
        goal_list(sheet, words.sheet(_ONE_GOAL), formats, frames, words)
    elif key == _REALLOCATION:
        reallocation_page(sheet, book, formats, words, frames)
        sheet.protect("", PROTECTED)
    elif key in _PLAIN_TABLES:
        block = with_whole_words(_PLAIN_TABLES[key], frames[key])
        bottom = TableBuilder(sheet, formats, words).add(block, frames[key], header_row() - 1)
        _beside(sheet, book, key, frames[key], bottom, formats, words)
    else:
        (matrix_page if key == MATRIX else counts_page)(sheet, frames[key], formats, words)
    if key == CentreData.name:  # how many, and on a page of its own month by month
        return Sheet(key, _GREEN_TAB, False, (block,), 1, _PRINTED_OF[key], False, breaks=(STATUS_MONTHS[0],))
    printed = len(ReallocationOutcome.fields) if key == _REALLOCATION else _PRINTED_OF.get(key, 0)
    frozen = 0 if key == "counts" else 1
    return Sheet(key, _GREEN_TAB, False, (TableBlock(key, (), frozenset()),), frozen, printed, False)


def _beside(sheet: Any, book: Any, key: str, frame: pd.DataFrame, bottom: int, formats: Formats, words: Words) -> None:
    """What a table of economy has besides its cells: charts, and lines that stand out."""
    if key == CentreEconomy.name:
        economy_charts(sheet, book, _PLAIN_TABLES[key].columns, frame, bottom, words)
    elif key == BalancedAttainments.name:
        columns = _PLAIN_TABLES[key].columns
        column = letters_of(columns.index(BalancedAttainments.PARAMETER) + 1)
        is_whole = f'=${column}{header_row() + 1}="{words.text("balanced_whole")}"'
        bold = {"type": "formula", "criteria": is_whole, "format": formats.bold()}
        sheet.conditional_format(header_row(), 0, bottom, len(columns) - 1, bold)


def _dated(
    sheet: Any,
    as_of: date,
    example: bool,
    formats: Formats,
    words: Words,
    is_empty: bool = False,
    layout: Sheet | None = None,
) -> None:
    """The reporting date, that the figures are made up, and that there are none."""
    text = f"{words.text('about_as_of')} {words.day(as_of)}"
    text += f". {words.text('nothing_yet')}" if is_empty else ""
    if example and layout is not None and layout.breaks and layout.frozen:
        sheet.write_string(2, 0, text, formats.example)
        heads.example_mark(sheet, layout, words.text("example_mark"), formats)
    elif example:
        sheet.write_string(2, 0, f"{text}. {words.text('example_mark')}", formats.example)
    else:
        sheet.write_string(2, 0, text, formats.hint)
