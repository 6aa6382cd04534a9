"""A contract register as an .xlsx: a sheet a table, headed by the titles that a register is read by."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from schemas.fields import Table
from schemas.frames import is_missing
from schemas.words.vocabulary import Words
from workbook.builder.opening import new_book
from workbook.layout import TABLES, columns_of, sheets, width
from workbook.present import titled

_HEADER_HEIGHT = 32


def write_register(frames: Mapping[type[Table], pd.DataFrame], path: Path, words: Words) -> None:
    """Write a register.

    Args:
        frames: Typed rows by table; a table without rows has no sheet.
        path: Where; the file must not exist yet.
        words: The language of the sheets and titles.

    Raises:
        CannotOpenError: The file exists, or cannot be written.
    """
    with new_book(path) as book:
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "date": book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"}),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "number": book.add_format({"valign": "top"}),
        }
        for table, frame in frames.items():
            if len(frame):
                _sheet(book.add_worksheet(_name(table, words)), table, frame, words, formats)


def _name(table: type[Table], words: Words) -> str:
    """The sheet that the table stands on in a workbook, for a register may bear the same names."""
    found = next((sheet.key for sheet in sheets() if sheet.blocks and sheet.blocks[0].table == table.name), None)
    return words.table(table).capitalize() if found is None else words.sheet(found)


def _sheet(page: Any, table: type[Table], frame: pd.DataFrame, words: Words, formats: Mapping[str, Any]) -> None:
    required = {str(name) for name in table.fields if name.required}
    columns = [name for name in _columns(table) if name in required or frame[name].notna().any()]
    shown = titled(table, columns, frame, words)
    page.set_row(0, _HEADER_HEIGHT)
    page.freeze_panes(1, 0)
    for at, (name, title) in enumerate(zip(columns, shown.columns, strict=True)):
        page.set_column(at, at, width(name))
        page.write_string(0, at, str(title), formats["head"])
        for row, value in enumerate(shown[title].tolist(), start=1):
            _write(page, row, at, value, formats)


def _columns(table: type[Table]) -> list[str]:
    """The columns of its sheet first, then those that only registers have."""
    known = [name for name in columns_of(table.name) if name in TABLES[table.name].fields]
    return [*known, *(str(name) for name in table.fields if name not in known)]


def _write(page: Any, row: int, column: int, value: object, formats: Mapping[str, Any]) -> None:
    if is_missing(value):
        return
    if isinstance(value, date):
        page.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, str):
        page.write_string(row, column, value, formats["text"])
    elif isinstance(value, bool | int | float):
        page.write_number(row, column, value, formats["number"])
    else:  # an amount is a decimal number
        page.write_number(row, column, float(str(value)), formats["number"])
