"""A contract register as an xlsx: its tables, examples, the allowed words, a guide; empty, or filled with rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from schemas.fields import Table
from schemas.reading import empty
from schemas.register_pages import PAGES
from schemas.tables import REGISTER_PAPERS, REGISTER_TABLES, BudgetLines, Centres, Goals, Measures
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import Formats
from workbook.builder.opening import new_book
from workbook.builder.register_pages import OpenCell, examples_page, guide_page, open_page, words_page
from workbook.builder.register_table import (
    LAST_ROW,
    LISTED,
    OPEN_FILL,
    PARAMETER_LIST,
    RegisterTable,
    goal_pages,
    is_required,
    register_columns,
    register_widths,
)
from workbook.layout import TableBlock, header_row, height
from workbook.opc.refs import letters_of

REGISTER_SHEETS: tuple[type[Table], ...] = (
    Goals,
    Centres,
    Measures,
    *(table for table in REGISTER_TABLES if table not in (Goals, Centres, Measures)),
    *REGISTER_PAPERS,
)
"""The tables of a register, goals first."""
_BLANK_ROWS: dict[type[Table], int] = {Goals: 30, BudgetLines: 24}
_FEW_ROWS = 12
_SPARE_ROWS = 5  # below the rows of a table that is filled
_FROZEN: dict[type[Table], int] = {Goals: 3}  # year, centre, number
_A4 = 9
_TABS: dict[type[Table], str] = {Goals: "#2F5597", Centres: "#2F5597", Measures: "#2F5597"}
_OTHER_TAB, _PAGE_TAB, _OPEN_TAB = "#8FAADC", "#7F7F7F", "#BF9000"
_NOTE_SIZE = {"x_scale": 2.2, "y_scale": 1.2}


@dataclass(frozen=True)
class RegisterContent:
    """What a register is made of.

    Args:
        year: The contract year.
        words: The language of the sheets.
        frames: Typed rows of the tables, by table name; what is left out is an empty table.
        opened: Cells that somebody must decide: they are coloured, have a note, and are listed on a sheet.
        created: When the file says that it was made; by default now.
    """

    year: int
    words: Words
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    opened: Sequence[OpenCell] = ()
    created: datetime | None = None


def build_register(content: RegisterContent, path: Path) -> None:
    """Make the file.

    Args:
        content: What it is made of.
        path: Where; the file must not exist yet.

    Raises:
        CannotOpenError: The file exists, or cannot be written.
    """
    with new_book(path) as book:
        words = content.words
        made = {"created": content.created} if content.created else {}
        book.set_properties({"title": words.text("register_title", year=content.year), **made})
        formats = Formats(book, words)
        pages = [*(["open"] if content.opened else []), "examples", "words", "guide"]
        # All sheets first: the lists of one stand on another.
        sheets = {table.name: book.add_worksheet(words.table(table)) for table in REGISTER_SHEETS}
        sheets |= {page: book.add_worksheet(words.sheet(PAGES[page])) for page in pages}
        lists = words_page(sheets["words"], formats, words, content.year, REGISTER_SHEETS)
        _name_lists(book, words, lists)
        for table in REGISTER_SHEETS:
            _table(sheets[table.name], table, content, formats, lists)
        examples_page(sheets["examples"], formats, words, content.year)
        guide_page(sheets["guide"], formats, words)
        if content.opened:
            _colour(sheets[Goals.name], content, formats)
            open_page(sheets["open"], formats, words, content.opened, _address)
        for page in pages:
            sheets[page].set_tab_color(_OPEN_TAB if page == "open" else _PAGE_TAB)
        _paper(sheets, words)
        sheets[Goals.name].activate()


def _table(
    sheet: Any, table: type[Table], content: RegisterContent, formats: Formats, lists: Mapping[tuple[str, str], str]
) -> None:
    words = content.words
    frame = content.frames.get(table.name, empty(table))
    columns = register_columns(table)
    rows = len(frame) + _SPARE_ROWS if len(frame) else _BLANK_ROWS.get(table, _FEW_ROWS)
    widths = register_widths(table)
    block = TableBlock(
        table.name, columns, frozenset(columns), rows=rows, widths=widths, tall=height("row"), fit=bool(len(frame))
    )
    top = header_row() - 1
    title = words.table(table)
    sheet.write_string(0, 0, f"{title} {content.year}" if table is Goals else title, formats.title)
    sheet.set_row(0, 26)
    shown = {name: words.sheet(key) for name, key in PAGES.items()}
    hint = words.text(f"register_hint_{table.name}", goals=words.table(Goals), **shown)
    sheet.write_string(1, 0, hint, formats.hint)
    required = [str(each) for each in table.fields if is_required(table.name, each)]
    mark = formats.make(font_size=8, italic=True, text_wrap=True, align="center", valign="bottom")
    for column, name in enumerate(columns):
        if name in required:
            sheet.write_string(top - 1, column, words.text("register_required"), mark)
    if required:
        sheet.set_row(top - 1, height("row") + 6)
    RegisterTable(sheet, formats, words, lists).add(block, frame, top)
    sheet.freeze_panes(top + 1, _FROZEN.get(table, 1))
    if table is Goals:
        goal_pages(sheet, block, words, _FROZEN[table])
    sheet.set_tab_color(_TABS.get(table, _OTHER_TAB))


def _name_lists(book: Any, words: Words, lists: Mapping[tuple[str, str], str]) -> None:
    """Name the lists of other sheets; those that people fill in are as long as they are filled."""
    first = header_row() + 1
    for name, (table, column) in LISTED.items():
        sheet = f"'{words.table(table)}'"
        letter = letters_of(register_columns(table).index(column) + 1)
        cells = f"{sheet}!${letter}${first}:${letter}${first + LAST_ROW}"
        book.define_name(name, f"=OFFSET({sheet}!${letter}${first},0,0,MAX(1,COUNTA({cells})),1)")
    book.define_name(PARAMETER_LIST, lists["parameters", "name"])


def _address(cell: OpenCell) -> str:
    """The address of a cell of the sheet of goals."""
    return f"{letters_of(register_columns(Goals).index(cell.field) + 1)}{header_row() + 1 + cell.row}"


def _colour(sheet: Any, content: RegisterContent, formats: Formats) -> None:
    """Mark the cells to be decided, in colour and by a note."""
    fields = {str(each): each for each in Goals.fields}
    columns = register_columns(Goals)
    frame = content.frames[Goals.name]
    for cell in content.opened:
        row, column = header_row() + cell.row, columns.index(cell.field)
        if pd.isna(frame[cell.field].iloc[cell.row]):
            sheet.write_blank(row, column, None, formats.marked(fields[cell.field], Goals.name, OPEN_FILL))
        sheet.write_comment(row, column, cell.told, {"author": content.words.text("product"), **_NOTE_SIZE})


def _paper(sheets: Mapping[str, Any], words: Words) -> None:
    for name, sheet in sheets.items():
        sheet.set_landscape()
        sheet.set_paper(_A4)
        if name not in {Goals.name, "examples"}:
            sheet.fit_to_pages(1, 0)
        if name != "guide":
            sheet.repeat_rows(0, header_row() - 1)
        sheet.set_footer(f"&C&A&R{words.text('page')}")
