"""The consolidated workbook: all goals, those assessed otherwise, groups and total, the matrix of lights, counts."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from schemas.codes import GoalType, Light
from schemas.fields import Field, Kind, Table
from schemas.frames import is_missing
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
from workbook.builder.opening import new_book
from workbook.builder.reallocation_page import reallocation_page
from workbook.builder.sheet_tables import TableBuilder
from workbook.layout import Sheet, TableBlock, columns_of, header_row, height, sheets, width
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
_COUNT_COLUMNS = (
    "parameter",
    *(kind.value for kind in GoalType),
    "goals",
    *(light.value for light in Light),
    "assessed_otherwise",
)
_GROUP_COLUMNS = tuple(
    each for name in _RESULT_COLUMNS if name != "verdict" for each in (("made_of", name) if name == "note" else (name,))
)
"""A total says on paper what it is made of."""
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
_MATRIX_WIDTH = 18
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
            _dated(sheet, as_of, example, formats, words)
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
                _plain(sheet, key, frames[key], formats, words)
            printed = _PRINTED + (key == "groups") if key in _RESULT_SHEETS else _PRINTED_OF.get(key, 0)
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
    first = _GROUP_COLUMNS if key == "groups" else _RESULT_COLUMNS
    # What is computed besides stands behind: figures are explained by it.
    columns = (*first, *(str(field) for field in Results.fields if field not in first and field not in _PERSONS_OWN))
    block = TableBlock("results", columns, frozenset())
    TableBuilder(sheet, formats, words).add(block, frame, header_row() - 1, name=key)
    if key == "groups":
        # A group's line is numbered by its measure: its members may number the goal differently.
        sheet.set_column(1, 1, width("measure"))


def _plain(sheet: Any, key: str, frame: pd.DataFrame, formats: Formats, words: Words) -> None:
    """The matrix and the counts: headers are words or centres, cells are lights or whole numbers."""
    top = header_row() - 1
    names = _COUNT_COLUMNS if key == "counts" else tuple(str(name) for name in frame.columns)
    modelled = {str(field) for field in Results.fields} | {"title", "measure"}
    headers = []
    sheet.set_row(top, height("header") + height("row"))
    for column, name in enumerate(names):
        numeric = key == "counts" and column > 0
        known = key == "counts" or name in modelled
        cell = formats.cell(Field(name, Kind.WHOLE if numeric else Kind.TEXT), key, is_input=False)
        title = words.title("goal_counts", name) if known else name
        headers.append({"header": title, "header_format": formats.header(numeric)})
        sheet.set_column(column, column, width(name) if known else _MATRIX_WIDTH)
        for row, value in enumerate(frame[name].tolist(), start=top + 1):
            if is_missing(value):
                sheet.write_blank(row, column, None, cell)
            elif numeric:
                sheet.write_number(row, column, value, cell)
            else:
                sheet.write_string(row, column, str(value), cell)
                if "\n" in str(value):  # two lights, each on a line
                    sheet.set_row(row, height("tall_row"))
    bottom = top + max(len(frame), 1)
    sheet.add_table(top, 0, bottom, len(names) - 1, {"name": key, "columns": headers, "style": None})
    if key == "matrix":
        # A cell may name two lights: the one in force comes first.
        TableBuilder(sheet, formats, words).lights(top + 1, 2, bottom, len(names) - 1, first=True)


def _dated(sheet: Any, as_of: date, example: bool, formats: Formats, words: Words) -> None:
    """The reporting date, and that the figures are made up."""
    text = f"{words.text('about_as_of')} {words.day(as_of)}"
    if example:
        sheet.write_string(2, 0, f"{text}. {words.text('example_mark')}", formats.example)
    else:
        sheet.write_string(2, 0, text, formats.hint)
