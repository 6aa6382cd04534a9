"""The sheet on which a reallocation is tried out: a form, both centres before and after, and what lights go by."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pandas as pd

from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import KRONER, LINE, MUTED, Formats
from workbook.builder.sheet_tables import TableBuilder
from workbook.layout import TableBlock, header_row
from workbook.opc.refs import letters_of
from workbook.reallocation import (
    Chosen,
    LightBasis,
    ReallocationAccounts,
    ReallocationCentres,
    ReallocationForm,
    ReallocationOutcome,
    ReallocationRules,
)

_GAP = 2
_WIDTHS = {
    "line": 30, "choice": 26, "hint": 16, "centre": 30, "when": 26, "amount": 16, "corrected": 16, "forecast": 16,
    "value": 26, "spread": 15,
}  # fmt: skip
"""The tables stand below each other and share columns."""
_LIST_COLUMN = len(ReallocationOutcome.fields) + 1
_LISTS = {Chosen.FROM: ReallocationCentres, Chosen.TO: ReallocationCentres, Chosen.ACCOUNT: ReallocationAccounts}
_SHARE, _PLAIN = "0 %", "0.0###"
_NUMBERS = {
    LightBasis.RED: _SHARE,
    LightBasis.FAR: _SHARE,
    LightBasis.YELLOW: _SHARE,
    LightBasis.DEVIATIONS: _PLAIN,
    LightBasis.NOISE: "0E+00",
}


def reallocation_page(
    sheet: Any, book: Any, formats: Formats, words: Words, frames: Mapping[str, pd.DataFrame]
) -> None:
    """Write the sheet.

    Args:
        sheet: The worksheet.
        book: The workbook, in which the choices get their names.
        formats: Its formats.
        words: Its language.
        frames: The tables of the page.
    """
    sheet.hide_gridlines(2)
    tables = TableBuilder(sheet, formats, words)
    top = header_row() - 1
    lists = {}
    for at, table in enumerate((ReallocationCentres, ReallocationAccounts)):
        block = _block(table.name, tuple(map(str, table.fields)), _LIST_COLUMN + at * _GAP)
        end = tables.add(block, frames[table.name], top)
        lists[table] = (top + 1, block.first_column, end)
    form = _block(ReallocationForm.name, tuple(map(str, ReallocationForm.fields)))
    bottom = tables.add(form, frames[ReallocationForm.name], top)
    _named(sheet, book, Chosen, top + 1, form)
    _hints(sheet, formats, form, frames[form.table], top + 1)
    _choices(sheet, book, formats, frames[ReallocationForm.name], lists, top + 1)
    outcome = _block(ReallocationOutcome.name, tuple(map(str, ReallocationOutcome.fields)))
    start = bottom + _GAP
    bottom = tables.add(outcome, frames[ReallocationOutcome.name], start)
    _sides(sheet, formats, frames[ReallocationOutcome.name], start + 1)
    rules = _block(ReallocationRules.name, tuple(map(str, ReallocationRules.fields)))
    start = bottom + _GAP
    tables.add(rules, frames[ReallocationRules.name], start)
    _named(sheet, book, LightBasis, start + 1, rules)
    _hints(sheet, formats, rules, frames[rules.table], start + 1)
    _numbers(sheet, formats, frames[ReallocationRules.name], start + 1)
    for column, name in enumerate(outcome.columns):
        sheet.set_column(column, column, max(_WIDTHS.get(name, 0), 12))


def _block(table: str, columns: tuple[str, ...], first: int = 0) -> TableBlock:
    return TableBlock(table, columns, frozenset(), first, widths=_WIDTHS)


def _named(sheet: Any, book: Any, lines: type[StrEnum], first: int, block: TableBlock) -> None:
    """Each line's value gets the name by which formulas call it."""
    column = letters_of(block.first_column + 2)
    for at, line in enumerate(lines):
        book.define_name(line.value, f"='{sheet.get_name()}'!${column}${first + at + 1}")


def _hints(sheet: Any, formats: Formats, block: TableBlock, frame: pd.DataFrame, first: int) -> None:
    """What a line is, in one line: there is room to the right."""
    column = block.first_column + len(block.columns) - 1
    for at, text in enumerate(frame[block.columns[-1]]):
        sheet.write_string(first + at, column, text, formats.make(font_color=MUTED, align="left", indent=1))


def _choices(
    sheet: Any,
    book: Any,
    formats: Formats,
    frame: pd.DataFrame,
    lists: Mapping[Any, tuple[int, int, int]],
    first: int,
) -> None:
    """What is chosen: cells that look like input, with lists; the note is one line across the form."""
    choose = formats.input_cell()
    for at, line in enumerate(Chosen):
        value = frame[ReallocationForm.CHOICE].iloc[at]
        if line is Chosen.SAID:
            sheet.write_formula(
                first + at, 1, f"={value.text}", formats.make(bold=True, align="left", indent=1), value.cached
            )
        elif line is Chosen.AMOUNT:
            sheet.write_number(first + at, 1, value, formats.input_cell(KRONER))
            rule = {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"}
            sheet.data_validation(first + at, 1, first + at, 1, rule)
        else:
            (sheet.write_blank if value is None else sheet.write_string)(first + at, 1, value, choose)
            top, column, bottom = lists[_LISTS[line]]
            letter, name = letters_of(column + 1), f"{_LISTS[line].name}_list"
            book.define_name(name, f"='{sheet.get_name()}'!${letter}${top + 1}:${letter}${bottom + 1}")
            sheet.data_validation(first + at, 1, first + at, 1, {"validate": "list", "source": f"={name}"})


def _sides(sheet: Any, formats: Formats, frame: pd.DataFrame, first: int) -> None:
    """What it is after the reallocation is bold, and a line parts the two centres."""
    column = ReallocationOutcome.fields.index(ReallocationOutcome.WHEN)
    for at, text in enumerate(frame[ReallocationOutcome.WHEN]):
        is_after = bool(at % 2)
        cell = formats.make(bottom=2 if is_after else 1, bottom_color=LINE, bold=is_after, align="left", indent=1)
        sheet.write_string(first + at, column, text, cell)


def _numbers(sheet: Any, formats: Formats, frame: pd.DataFrame, first: int) -> None:
    """The figures that lights go by: pale, for they are chosen elsewhere."""
    for at, line in enumerate(LightBasis):
        value = frame["value"].iloc[at]
        cell = formats.make(font_color=MUTED, align="right", num_format=_NUMBERS.get(line, "@"))
        (sheet.write_string if isinstance(value, str) else sheet.write_number)(first + at, 1, value, cell)
