"""The strategy map on a new workbook's sheet: a place held for it, and the shapes that XlsxWriter cannot write."""

from typing import Any

from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import Formats
from workbook.builder.finishing import rewritten
from workbook.layout import header_row
from workbook.strategy.anchors import MAP_GAP, redrawn
from workbook.strategy.figures import GROUP_NAME
from workbook.strategy.model import blank_map
from workbook.strategy.shapes import MapShapes

_TITLE_ROW, _MARK_ROW = 0, 2  # from 0
_DRAWINGS = "xl/drawings/drawing"


def hold_place(sheet: Any, columns: int, formats: Formats, words: Words, example: bool) -> None:
    """Hold the place of the map, beside a table's rows, and have it begin a page on paper, with a title of its own.

    Args:
        sheet: The worksheet.
        columns: How many columns the table has.
        formats: The workbook's formats.
        words: Its language.
        example: The figures are made up, and the page says so.
    """
    sheet.write_string(_TITLE_ROW, columns + MAP_GAP, words.text("strategy_map_title"), formats.title)
    if example:
        sheet.write_string(_MARK_ROW, columns + MAP_GAP, words.text("example_mark"), formats.example)
    sheet.insert_textbox(header_row(), columns + MAP_GAP, "", {"description": GROUP_NAME})
    sheet.set_v_pagebreaks([columns])


def with_map(package: bytes, words: Words) -> bytes:
    """A finished package with the map at the place that is held for it: four perspectives, nothing in them yet."""
    plan, culture = blank_map(words), words.text("culture")

    def drawn(name: str, content: bytes) -> bytes:
        if not name.startswith(_DRAWINGS):
            return content
        return redrawn(content, lambda first: MapShapes(plan, {}, culture, first)) or content

    return rewritten(package, drawn)
