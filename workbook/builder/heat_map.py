"""The heat map's sheet: each cell says its light and how far ahead it is; the colour says the same once more."""

from typing import Any

import pandas as pd

from schemas.codes import Light, Unit
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import LINE, MUTED, Formats
from workbook.heat import FAR, Heat, HeatCell
from workbook.layout import Sheet, TableBlock, header_row, height
from workbook.present import amount

KEY = "heat_map"
_TITLE_WIDTH, _CENTRE_WIDTH = 38, 13
_BOLD = 1.2  # the width of a bold letter, in characters
_ON_A_PAGE = 9  # centres
_GAP = 2
_THREE_LINES = 44  # points
_FILL = {
    Heat.FAR_BEHIND: "#E8A58C",
    Heat.BEHIND: "#F8DDD2",
    Heat.EVEN: "#FFFFFF",
    Heat.AHEAD: "#DCEAF7",
    Heat.FAR_AHEAD: "#9CC3E6",
}
"""From orange to blue, which those who are colour-blind tell apart."""


def heat_sheet(frame: pd.DataFrame, tab: str) -> Sheet:
    """The layout of the sheet: so many centres on a page, with the goals before them.

    Args:
        frame: From ``macros.steps.heat_map``.
        tab: The tab's colour.
    """
    columns = tuple(map(str, frame.columns))
    widths = {name: _wide(name) if at else _TITLE_WIDTH for at, name in enumerate(columns)}
    block = TableBlock(KEY, columns, frozenset(), widths=widths)
    return Sheet(KEY, tab, False, (block,), 1, len(columns), False, breaks=columns[1 + _ON_A_PAGE :: _ON_A_PAGE])


def _wide(name: str) -> float:
    """No name is broken within a word."""
    return max(_CENTRE_WIDTH, max(map(len, name.split()), default=0) * _BOLD)


def heat_rows(sheet: Any, layout: Sheet, frame: pd.DataFrame, formats: Formats, words: Words) -> None:
    """Write the map, and below it what its colours mean.

    Args:
        sheet: The worksheet.
        layout: From ``heat_sheet``.
        frame: Goals down, centres across.
        formats: The workbook's formats.
        words: Its language.
    """
    (block,), top = layout.blocks, header_row() - 1
    headers = []
    has_strips = any(isinstance(cell, HeatCell) and cell.strip for name in block.columns for cell in frame[name])
    sheet.set_row(top, height("tall_header"))
    for column, name in enumerate(block.columns):
        title = words.title(Results, Results.TITLE) if column == 0 else name
        headers.append({"header": title, "header_format": formats.header(numeric=False)})
        sheet.set_column(column, column, block.widths[name])
        for row, value in enumerate(frame[name].tolist(), start=top + 1):
            sheet.set_row(row, _THREE_LINES if has_strips else height("tall_row"))
            if isinstance(value, HeatCell):
                sheet.write_string(row, column, shown(value, words), _cell(formats, value))
            elif value is None:
                sheet.write_blank(row, column, None, _cell(formats, None))
            else:
                sheet.write_string(row, column, value, _cell(formats, None))
    bottom = top + max(len(frame), 1)
    options = {"name": KEY, "columns": headers, "style": None, "autofilter": False}
    sheet.add_table(top, 0, bottom, len(block.columns) - 1, options)
    # Beside each other in a row, as far as there are columns: five rows may be parted by the end of a page.
    for at, step in enumerate(Heat):
        below, column = divmod(at, len(block.columns))
        far = amount(FAR * HUNDRED_PER_CENT, Unit.COUNT, words)
        look = formats.make(bg_color=_FILL[step], indent=1, text_wrap=True)
        sheet.set_row(bottom + _GAP + below, _THREE_LINES)
        sheet.write_string(bottom + _GAP + below, column, words.text(f"heat_{step}", far=far), look)


def shown(cell: HeatCell, words: Words) -> str:
    """A cell in words: its light, how far ahead of its target in per cent of it, and the lights of the year."""
    lines = [words.light(cell.light)]
    if cell.ahead is not None:
        lines.append(f"{amount(cell.ahead * HUNDRED_PER_CENT, Unit.POINTS, words, sign=True)} %")
    return "\n".join([*lines, *([cell.strip] if cell.strip else [])])


def _cell(formats: Formats, cell: HeatCell | None) -> Any:
    properties: dict[str, object] = {"bottom": 1, "bottom_color": LINE, "text_wrap": True, "align": "left", "indent": 1}
    if cell is not None and cell.heat is not None:
        properties["bg_color"] = _FILL[cell.heat]
    if cell is not None and cell.light is Light.NONE:
        properties["font_color"] = MUTED
    return formats.make(**properties)
