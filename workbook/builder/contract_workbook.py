"""A centre's workbook: all sheets of the design's section 6."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from schemas.reading import empty
from schemas.tables import Measures, Observations
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import Formats
from workbook.builder.guide_page import guide_page
from workbook.builder.heads import example_mark, hint, nothing_yet, table_titles, title
from workbook.builder.listed_figures import listed_figures
from workbook.builder.measure_names import measure_names
from workbook.builder.opening import new_book
from workbook.builder.row_heights import column_width
from workbook.builder.sheet_tables import TableBuilder
from workbook.builder.special import front, try_out
from workbook.builder.strategy_page import hold_place, with_map
from workbook.builder.what_if_page import what_if_page
from workbook.builder.with_macros import add_macros, finished
from workbook.layout import (
    COLUMNS_NAME,
    EXAMPLE_NAME,
    LANGUAGE_NAME,
    MARK_NAME,
    TABLES,
    Sheet,
    columns_version,
    header_row,
    month_titles,
    sheets,
    version,
)

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.6}
PROTECTED = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What is allowed on a sheet that is locked, without a password."""
_NEVER_EMPTY = frozenset({"front", "what_if", "try_out"})
_ALL_ROWS = 1_048_575
_PAGE = 104  # characters of the usual size across a page
_WHOLE, _LEAST_SCALE = 100, 40  # per cent


@dataclass(frozen=True)
class Content:
    """What a workbook is made of.

    Args:
        holder: The centre or group whose contract it is.
        year: The contract year.
        words: The workbook's language.
        frames: Typed rows of the tables, by table name; what is left out is an empty table.
        example: The figures are made up, and every sheet that shows them says so.
        macros: The workbook has buttons that call macros, and a ribbon tab.
        created: When it says that it was made; by default now.
    """

    holder: str
    year: int
    words: Words
    frames: Mapping[str, pd.DataFrame]
    example: bool = False
    macros: bool = False
    created: datetime | None = None

    def frame(self, table: str) -> pd.DataFrame:
        """A table's rows."""
        return self.frames[table] if table in self.frames else empty(TABLES[table])


def build(content: Content, path: Path, decorate: Callable[[Any], None] | None = None) -> None:
    """Make the workbook.

    Args:
        content: What it is made of.
        path: Where; the file must not exist yet.
        decorate: Called with the XlsxWriter workbook before it is closed, for those who add sheets of their own.

    Raises:
        CannotOpenError: The file exists, or cannot be written.
    """

    def finish(package: bytes) -> bytes:
        package = with_map(package, content.words)
        return finished(package, content.words) if content.macros else package

    with new_book(path, finish) as book:
        fill(book, content)
        if content.macros:
            add_macros(book, content.words)
        if decorate is not None:
            decorate(book)


def fill(book: Any, content: Content) -> None:
    """Put all sheets into an XlsxWriter workbook."""
    words = content.words
    formats = Formats(book, words)
    made = {"created": content.created} if content.created else {}
    book.set_properties({"title": words.text("heading", centre=content.holder, year=content.year), **made})
    book.define_name(MARK_NAME, f"={version()}")
    book.define_name(COLUMNS_NAME, f"={columns_version()}")
    book.define_name(LANGUAGE_NAME, f'="{words.language}"')
    if content.example:
        book.define_name(EXAMPLE_NAME, "=TRUE")
    for layout in sheets():
        sheet = book.add_worksheet(words.sheet(layout.key))
        _head(sheet, layout, formats, content)
        _body(sheet, book, layout, formats, content)
        page(sheet, layout, footer_text(content.holder, content.example, words), words)
        if layout.protect:
            sheet.protect("", PROTECTED)
        if layout.hidden:
            sheet.hide()


def footer_text(title: str, is_example: bool, words: Words) -> str:
    """What stands at the foot of every printed page: whose it is, and that the figures are made up."""
    return f"{title} ({words.text('example_footer')})" if is_example else title


def _head(sheet: Any, layout: Sheet, formats: Formats, content: Content) -> None:
    words = content.words
    first = 1 if layout.key == "front" else 0
    sheet.set_row(0, 26)
    if layout.key == "front":
        heading = words.text("heading", centre=content.holder, year=content.year)
        sheet.write_string(0, first, heading, formats.title)
    else:
        title(sheet, layout, words.sheet(layout.key), formats)
    hint(sheet, layout, words.text(f"hint_{layout.key}"), formats, first)
    mark = words.text("example_mark") if content.example else ""
    if mark:
        example_mark(sheet, layout, mark, formats, first)
    if layout.blocks and layout.key not in _NEVER_EMPTY:
        nothing_yet(sheet, layout, content.frame(layout.blocks[0].table).empty, formats, words, mark)
    table_titles(sheet, layout, formats, words)
    sheet.set_tab_color(layout.tab)


def _body(sheet: Any, book: Any, layout: Sheet, formats: Formats, content: Content) -> None:
    words = content.words
    if layout.key == "front":
        front(
            sheet, book, formats, words, {name: content.frame(name) for name in ("about", "light_counts", "attention")}
        )
    elif layout.key == "try_out":
        try_out(sheet, formats, words, layout.blocks[0], content.frame("try_out"))
    elif layout.key == "what_if":
        what_if_page(sheet, formats, words, layout.blocks, [content.frame(block.table) for block in layout.blocks])
    elif layout.key == "guide":
        guide_page(sheet, formats, words)
    else:
        months = month_titles(content.year) if layout.months else None
        tables = TableBuilder(sheet, formats, words)
        top = header_row() - 1
        for block in layout.above:
            top = tables.add(block, content.frame(block.table), top) + 2
        listed_figures(sheet, layout, len(content.frame(Observations.name)), content.frame(Measures.name), formats)
        bottoms = {
            block.table: tables.add(block, content.frame(block.table), layout.header_row - 1, months)
            for block in layout.blocks
        }
        measure_names(sheet, layout, content.frame(Measures.name), bottoms, formats)
        if layout.key == "strategy":
            hold_place(sheet, len(layout.blocks[0].columns), formats, words, content.example)


def page(sheet: Any, layout: Sheet, holder: str, words: Words) -> None:
    """Frozen headers and the set-up for paper: A4 landscape, header repeated, page numbers."""
    header = header_row()
    if layout.above:
        # The tables above scroll away; on paper the last one's header comes again on every further page.
        sheet.freeze_panes(header - 1, layout.frozen)
        sheet.repeat_rows(layout.header_row - 1)
    elif layout.blocks and layout.key != "front":
        sheet.freeze_panes(header, layout.frozen)
        sheet.repeat_rows(0, header - 1)
    if layout.portrait:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**_MARGINS)
    if layout.own_pages:
        _own_pages(sheet, layout, words)
    elif layout.breaks:
        broken_pages(sheet, layout, words)
    else:
        sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{_footer(holder)}&C&A&R{words.text('page')}")
    if layout.printed:
        sheet.print_area(0, 0, _ALL_ROWS, layout.printed - 1)


def _own_pages(sheet: Any, layout: Sheet, words: Words) -> None:
    """Each table begins a page, as small as the widest of them needs."""
    widest = max(sum(column_width(block, name, words) for name in block.shown) for block in layout.blocks)
    sheet.set_print_scale(max(_LEAST_SCALE, min(_WHOLE, int(_WHOLE * _PAGE / widest))))
    if breaks := [block.first_column for block in layout.blocks[1:]]:
        sheet.set_v_pagebreaks(breaks)


def broken_pages(sheet: Any, layout: Sheet, words: Words) -> None:
    """The first table goes on beside itself: further columns begin a page, with the frozen ones before them."""
    block = layout.blocks[0]
    wide = [column_width(block, name, words) for name in block.columns[: layout.printed or None]]
    starts = [0, *(block.columns.index(name) for name in layout.breaks)]
    ends = [*starts[1:], len(wide)]
    again = sum(wide[: layout.frozen])
    widest = max(sum(wide[start:end]) + (again if start else 0) for start, end in zip(starts, ends, strict=True))
    sheet.set_print_scale(max(_LEAST_SCALE, min(_WHOLE, int(_WHOLE * _PAGE / widest))))
    sheet.set_v_pagebreaks(starts[1:])
    if layout.frozen:
        sheet.repeat_columns(0, layout.frozen - 1)


def _footer(text: str) -> str:
    """A text in a footer, where an ampersand starts a code."""
    return text.replace("&", "&&")
