"""What stands above a sheet's tables: the line that explains it, a word where it is empty, a title for each page."""

from typing import Any

from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import Formats
from workbook.builder.row_heights import LINE, lines
from workbook.layout import TABLES, Sheet, TableBlock, page_width
from workbook.opc.refs import letters_of

_TITLE_ROW, _HINT_ROW, _EMPTY_ROW = 0, 1, 2  # from 0
_WIDE_LETTER = 1.2
"""Characters of a column that a letter of a bold text takes at most."""
_TITLE_LETTER = 0.0875
"""The same of a title, a point of its size; its letters are mostly small ones."""
_TITLE_SIZES = range(15, 10, -1)  # points: of titles that are too long for the usual one


def page_columns(layout: Sheet) -> tuple[str, ...]:
    """The columns of a sheet's first table that go on paper and on the first screen."""
    block = layout.blocks[0]
    return block.columns[: layout.printed] if layout.printed else block.shown


def title(sheet: Any, layout: Sheet, text: str, formats: Formats) -> None:
    """The title; where pages lie beside each other it is as small as the columns need that stand on each of them.

    Args:
        sheet: The worksheet.
        layout: Its layout.
        text: The title.
        formats: The workbook's formats.
    """
    room, look = _room_of_frozen(layout), formats.title
    if layout.breaks and room:
        fits = (size for size in _TITLE_SIZES if _TITLE_LETTER * size * len(text) <= room)
        usual = _TITLE_LETTER * (_TITLE_SIZES.start + 1) * len(text) <= room
        look = look if usual else formats.small_title(next(fits, _TITLE_SIZES[-1]))
    sheet.write_string(_TITLE_ROW, 0, text, look)


def example_mark(sheet: Any, layout: Sheet, text: str, formats: Formats, first: int = 0) -> None:
    """The mark of made-up figures, whole on every page, also where pages lie beside each other.

    Args:
        sheet: The worksheet.
        layout: Its layout.
        text: The mark.
        formats: The workbook's formats.
        first: Its column, from 0.
    """
    further = [block.first_column for block in layout.blocks[1:]] if layout.own_pages else []
    for column in _page_starts(layout) if layout.breaks else [first, *further]:
        sheet.write_string(_EMPTY_ROW, column, text, formats.example)


def _page_starts(layout: Sheet) -> list[int]:
    """The first column of each page beside another that does not stand on all of them."""
    return [layout.frozen, *(layout.blocks[0].columns.index(name) for name in layout.breaks)]


def _room_of_frozen(layout: Sheet) -> float:
    """The width of the columns that stand on every page, in characters."""
    if not layout.breaks:
        return 0.0
    block = layout.blocks[0]
    return sum(block.width(name) for name in block.columns[: layout.frozen])


def hint(sheet: Any, layout: Sheet, text: str, formats: Formats, first: int = 0) -> None:
    """The line below the title; across the page and in several lines where it is longer than the page is wide.

    Args:
        sheet: The worksheet.
        layout: Its layout.
        text: The line.
        formats: The workbook's formats.
        first: Its column, from 0.
    """
    columns = page_columns(layout) if layout.blocks and not first else ()
    if layout.breaks and columns and len(text) > _room_of_frozen(layout):
        # Right of the columns that stand on every page, so that no further page has a part of it.
        first, end = _page_starts(layout)[:2]
        columns = layout.blocks[0].columns[first:end]
    wide = min(page_width(), sum(layout.blocks[0].width(name) for name in columns)) if columns else 0.0
    if len(columns) < 2 or len(text) <= wide:  # noqa: PLR2004  one cell is merged with no other
        sheet.write_string(_HINT_ROW, first, text, formats.hint)
        return
    sheet.merge_range(_HINT_ROW, first, _HINT_ROW, first + len(columns) - 1, text, formats.long_hint)
    sheet.set_row(_HINT_ROW, LINE * lines(text, wide) + 2)


def nothing_yet(sheet: Any, layout: Sheet, is_empty: bool, formats: Formats, words: Words, mark: str = "") -> None:
    """A word on a sheet without rows, which goes as soon as there is one: its page says that it is empty.

    Args:
        sheet: The worksheet.
        layout: Its layout.
        is_empty: Whether its first table has no rows now.
        formats: The workbook's formats.
        words: Its language.
        mark: What stands in the row already.
    """
    word = words.text("nothing_yet")
    formula = f'=IF(COUNTA({layout.blocks[0].table}[#Data])=0,"{word}","")'
    column = _beside(layout.blocks[0], _WIDE_LETTER * len(mark)) if mark and not layout.breaks else 0
    sheet.write_formula(_EMPTY_ROW, column, formula, formats.hint, word if is_empty else "")
    # A program that shows a file without computing it shows the word of the day it was made; rules it always applies.
    last = letters_of(len(layout.blocks[0].columns))
    # No row of the table is named: what names one must be moved with the table, which takes long.
    has_rows = f"=COUNTA($A:${last})>COUNTA($A$1:${last}${layout.header_row})"
    unseen = {"type": "formula", "criteria": has_rows, "format": formats.number_format(";;;")}
    sheet.conditional_format(_EMPTY_ROW, column, _EMPTY_ROW, column, unseen)


def _beside(block: TableBlock, taken: float) -> int:
    """The first column that begins beyond so many characters."""
    begun = 0.0
    for column, name in enumerate(block.columns):
        if begun >= taken:
            return column
        begun += block.width(name)
    return len(block.columns)


def table_titles(sheet: Any, layout: Sheet, formats: Formats, words: Words) -> None:
    """A title above each further table that has pages of its own, so that they say what they are."""
    for block in layout.blocks[1:] if layout.own_pages else ():
        sheet.write_string(0, block.first_column, words.table(TABLES[block.table]), formats.title)
