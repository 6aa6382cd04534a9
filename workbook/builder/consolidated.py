"""The consolidated workbook: all goals, those assessed otherwise, groups and total, the matrix of lights, counts."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from schemas.fields import Table
from schemas.tables import (
    AssessedGoals,
    BalancedAttainments,
    BudgetFollowUp,
    CentreEconomy,
    LearnedKernels,
    MemberFigures,
    MemberGoals,
    Results,
    Rewards,
    ServiceVariances,
    Trade,
    WarningsDue,
)
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import Formats
from workbook.builder.contract_workbook import PROTECTED, page
from workbook.builder.economy_charts import economy_charts
from workbook.builder.light_pages import MATRIX, counts_page, matrix_page
from workbook.builder.opening import new_book
from workbook.builder.reallocation_page import reallocation_page
from workbook.builder.sheet_tables import TableBuilder
from workbook.layout import Sheet, TableBlock, columns_of, header_row, sheets, width
from workbook.opc.refs import letters_of
from workbook.reallocation import ReallocationOutcome

_RESULT_COLUMNS = (
    "centre", "number", "title", "shown_unit", "shown_result", "shown_target", "shown_year_target", "shown_forecast",
    "shown_between", "chance", "shown_required", "light", "to_next_light", "reason", "shown_assessment", "note",
    "reached", "based_on", "assessment", "assessment_reason", "assessed_by", "assessed_on", "verdict",
    "shown_difference", "attainment", "shown_backtest", "shown_target_max", "shown_year_target_max",
    "shown_run_rate", "shown_seasonal", "computed_light", "version_from", "shown_earlier_target",
    "shown_earlier_target_max", "shown_earlier_difference", "target", "target_to_date", "result", "difference",
    "forecast", "forecast_low", "forecast_high", "required", "months", "months_counted", "months_of_goal",
    "decimals", "unit", "rule", "measure", "as_of",
)  # fmt: skip


def _centre_first(table: type[Table]) -> tuple[str, ...]:
    columns = columns_of(table.name)
    return tuple(sorted(columns, key=lambda name: name != "centre"))


_OWN: dict[str, dict[str, Any]] = {
    Rewards.name: {"widths": {"note": 70, "status": 34}, "tall": 30},
    CentreEconomy.name: {"widths": {"note": 60}, "tall": 30},
    BalancedAttainments.name: {"widths": {"centre": 34, "parameter": 34}},
}
"""Widths and heights of tables whose texts are longer than those of the fields usually are."""


def _in_layout(table: type[Table]) -> tuple[TableBlock, int]:
    """A table with its widths and heights as in a centre's workbook, centre first; and how much of it is printed."""
    columns = _centre_first(table)
    for sheet in sheets():
        for block in sheet.blocks:
            if block.table == table.name:
                first = bool(block.columns.index("centre") >= sheet.printed) if "centre" in block.columns else False
                own = {"widths": block.widths, "tall": block.tall, **_OWN.get(table.name, {})}
                shown = TableBlock(table.name, columns, frozenset(), **own)
                return shown, sheet.printed + first if sheet.printed and block is sheet.blocks[0] else 0
    return TableBlock(table.name, columns, frozenset(), **_OWN.get(table.name, {})), 0


_PERSONS_OWN = frozenset({"made_of"})
_GROUP_COLUMNS = (
    "centre", "title", "shown_unit", "shown_result", "shown_target", "shown_year_target", "shown_forecast", "light",
    "reason", "made_of", "number",
)  # fmt: skip
"""What a page has of a group; a total says what it is made of."""
_GROUP_WIDTHS = {
    "centre": 20, "title": 28, "shown_unit": 9, "shown_result": 9, "shown_target": 9, "shown_year_target": 9,
    "shown_forecast": 10, "light": 10, "reason": 36, "made_of": 28,
}  # fmt: skip
_GROUPS_PRINTED = len(_GROUP_WIDTHS)
_PRINTED = 16
_ASSESSED_COLUMNS = (
    "centre", "number", "title", "computed_light", "reason", "assessment", "assessment_reason", "assessed_by",
    "assessed_on",
)  # fmt: skip
_ECONOMY = (
    BalancedAttainments, BudgetFollowUp, WarningsDue, CentreEconomy, ServiceVariances, Trade, Rewards,
)  # fmt: skip
"""Tables of economy, in the order of their sheets; those that centres have stand in the same columns, centre first."""
_PLAIN_TABLES = {
    "assessed": TableBlock(AssessedGoals.name, _ASSESSED_COLUMNS, frozenset()),
    "learned": TableBlock(LearnedKernels.name, tuple(str(field) for field in LearnedKernels.fields), frozenset()),
}
_PLAIN_TABLES |= {table.name: _in_layout(table)[0] for table in _ECONOMY}
_PRINTED_OF = {table.name: _in_layout(table)[1] for table in _ECONOMY}
_MEMBERS = {
    "member_goals": tuple(str(field) for field in MemberGoals.fields),
    "member_figures": tuple(str(field) for field in MemberFigures.fields),
}
"""What totals are made of, on hidden sheets: it is looked up and not read."""
_RESULT_SHEETS = frozenset({"all_goals", "groups"})
_REALLOCATION = "reallocation"
_SHEETS = (
    "matrix", "all_goals", "assessed", "groups", "counts", *(table.name for table in _ECONOMY), _REALLOCATION,
    "learned",
)  # fmt: skip
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
            ``learned``, ``member_goals``, ``member_figures``, the tables of economy and those of the try-out.
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
            sheet = book.add_worksheet(words.sheet(key))
            sheet.set_row(0, 26)
            sheet.write_string(0, 0, f"{title} – {words.sheet(key)}", formats.title)
            sheet.write_string(1, 0, words.text(f"hint_{key}"), formats.hint)
            _dated(sheet, as_of, example, formats, words, is_empty=key in frames and frames[key].empty)
            sheet.set_tab_color(_GREEN_TAB)
            if key in _RESULT_SHEETS:
                _results(sheet, key, frames[key], formats, words)
            elif key == _REALLOCATION:
                reallocation_page(sheet, book, formats, words, frames)
                sheet.protect("", PROTECTED)
            elif key in _PLAIN_TABLES:
                bottom = TableBuilder(sheet, formats, words).add(_PLAIN_TABLES[key], frames[key], header_row() - 1)
                _beside(sheet, book, key, frames[key], bottom, formats, words)
            else:
                (matrix_page if key == MATRIX else counts_page)(sheet, frames[key], formats, words)
            printed = {"all_goals": _PRINTED, "groups": _GROUPS_PRINTED, **_PRINTED_OF}.get(key, 0)
            if key == _REALLOCATION:
                printed = len(ReallocationOutcome.fields)
            frozen = 0 if key == "counts" else 1
            layout = Sheet(key, _GREEN_TAB, False, (TableBlock(key, (), frozenset()),), frozen, printed, False)
            page(sheet, layout, title, words)
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


def _results(sheet: Any, key: str, frame: pd.DataFrame, formats: Formats, words: Words) -> None:
    is_groups = key == "groups"
    first = (
        (*_GROUP_COLUMNS, *(each for each in _RESULT_COLUMNS if each not in _GROUP_COLUMNS))
        if is_groups
        else _RESULT_COLUMNS
    )
    # What is computed besides stands behind: figures are explained by it.
    columns = (*first, *(str(field) for field in Results.fields if field not in first and field not in _PERSONS_OWN))
    # A group's line is numbered by its measure: its members may number the goal differently.
    own: dict[str, Any] = {"widths": {**_GROUP_WIDTHS, "number": width("measure")}, "fit": True} if is_groups else {}
    block = TableBlock("results", columns, frozenset(), **own)
    TableBuilder(sheet, formats, words).add(block, frame, header_row() - 1, name=key)


def _dated(sheet: Any, as_of: date, example: bool, formats: Formats, words: Words, is_empty: bool = False) -> None:
    """The reporting date, that the figures are made up, and that there are none."""
    text = f"{words.text('about_as_of')} {words.day(as_of)}"
    text += f". {words.text('nothing_yet')}" if is_empty else ""
    if example:
        sheet.write_string(2, 0, f"{text}. {words.text('example_mark')}", formats.example)
    else:
        sheet.write_string(2, 0, text, formats.hint)
