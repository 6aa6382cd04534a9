"""The strategy map on a new workbook's sheet: a place held for it, and the shapes that XlsxWriter cannot write."""

from typing import Any

from schemas.perspectives import perspective_names
from schemas.words.vocabulary import Words
from workbook.builder.finishing import rewritten
from workbook.layout import header_row
from workbook.strategy.anchors import redrawn
from workbook.strategy.model import MapBand, StrategyMap
from workbook.strategy.shapes import GROUP_NAME, MapShapes

MAP_GAP = 1
"""Columns between the table and the map."""
_DRAWINGS = "xl/drawings/drawing"


def hold_place(sheet: Any, columns: int) -> None:
    """Hold the place of the map, beside a table.

    Args:
        sheet: The worksheet.
        columns: How many columns the table has.
    """
    sheet.insert_textbox(header_row() - 1, columns + MAP_GAP, "", {"description": GROUP_NAME})


def with_map(package: bytes, words: Words) -> bytes:
    """A finished package with the map at the place that is held for it: four perspectives, nothing in them yet."""
    plan = StrategyMap(words.sheet("strategy"), words.sheet("strategy"), tuple(map(MapBand, perspective_names(words))))

    def drawn(name: str, content: bytes) -> bytes:
        if not name.startswith(_DRAWINGS):
            return content
        return redrawn(content, lambda first: MapShapes(plan, {}, words.text("culture"), first)) or content

    return rewritten(package, drawn)
