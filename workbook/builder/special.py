"""The sheets that are more than one plain table: front page, try-out."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from schemas.codes import Light
from schemas.fields import Field
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import HEADING, LIGHT_COLOUR, OUTLINE, Formats
from workbook.builder.sheet_tables import TableBuilder
from workbook.layout import TableBlock, TryOut, header_row, height
from workbook.opc.refs import in_brackets

_ABOUT = TableBlock("about", ("label", "fact"), frozenset(), 1)
_COUNTS = TableBlock("light_counts", ("light", "count"), frozenset(), 4)
_ATTENTION = TableBlock(
    "attention",
    ("number", "title", "light", "light_moved", "shown_target", "shown_result", "reason"),
    frozenset(),
    1,
    tall=height("tall_row"),  # a reason may have two lines
)
_FRONT_WIDTHS = (1, 20, 48, 11, 17, 12, 11, 64)  # together no wider than a screen of 1366 pixels
_ATTENTION_GAP = 2
_CHART_COLUMN = 6
_CHART_SIZE = {"width": 430, "height": 196}  # pixels: as tall as the facts beside it
_CHART_PLACE = {"x_offset": 20, "object_position": 3}


def front(sheet: Any, book: Any, formats: Formats, words: Words, frames: Mapping[str, pd.DataFrame]) -> None:
    """The front page: facts, counts of lights with a chart, and the goals that need attention.

    Args:
        sheet: The worksheet.
        book: The workbook.
        formats: Its formats.
        words: Its language.
        frames: The tables' rows.
    """
    sheet.hide_gridlines(2)
    tables = TableBuilder(sheet, formats, words)
    top = header_row() - 1
    bottom = tables.add(_ABOUT, frames["about"], top)
    counts_end = tables.add(_COUNTS, frames["light_counts"], top)
    tables.add(_ATTENTION, frames["attention"], bottom + _ATTENTION_GAP)
    for row, label in enumerate(frames["about"]["label"], start=top + 1):
        if label == words.text("about_next"):
            sheet.set_row(row, height("tall_row"))  # the next date, and what is overdue
    sheet.repeat_rows(bottom + _ATTENTION_GAP)  # a further page has lines of this table only
    # The blocks share columns: the widths of the page win over those of the fields.
    for column, characters in enumerate(_FRONT_WIDTHS):
        sheet.set_column(column, column, characters)
    sheet.insert_chart(top, _CHART_COLUMN, _chart(book, sheet.get_name(), words, top + 1, counts_end), _CHART_PLACE)


def _chart(book: Any, name: str, words: Words, first: int, last: int) -> Any:
    chart = book.add_chart({"type": "bar"})
    light_column, count_column = _COUNTS.first_column, _COUNTS.first_column + 1
    points = [{"fill": {"color": LIGHT_COLOUR[light]}, "border": {"color": OUTLINE}} for light in Light]
    chart.add_series(
        {
            "name": words.text("lights_chart"),
            "categories": [name, first, light_column, last, light_column],
            "values": [name, first, count_column, last, count_column],
            "points": points,
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": words.text("lights_chart"), "name_font": {"size": 11, "color": HEADING}})
    chart.set_size(_CHART_SIZE)
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_chartarea({"border": {"none": True}})
    return chart


def try_out(sheet: Any, formats: Formats, words: Words, block: TableBlock, frame: pd.DataFrame) -> None:
    """The functions on the workbook's own figures; in the first row the goal that they are shown on is chosen.

    Args:
        sheet: The worksheet.
        formats: The workbook's formats.
        words: Its language.
        block: The table's place.
        frame: Its lines.
    """
    top = header_row() - 1
    TableBuilder(sheet, formats, words).add(block, frame, top)
    column = block.first_column + block.columns.index(TryOut.INPUT_A)
    chosen = frame[TryOut.INPUT_A].iloc[0]
    choice(sheet, formats, words, block.table, (top + 1, column), chosen)


def choice(sheet: Any, formats: Formats, words: Words, table: str, cell: tuple[int, int], chosen: object) -> None:
    """A cell in which a goal is chosen by its number.

    Args:
        sheet: The worksheet.
        formats: The workbook's formats.
        words: Its language.
        table: The table of the cell.
        cell: Its row and column, from 0.
        chosen: The number that is chosen to begin with.
    """
    # A goal's number is text: 1.1 must not become a date.
    text = formats.cell(Field("number"), table, is_input=True)
    sheet.write_string(*cell, str(chosen or ""), text)
    numbers = f"{Results.name}[[{in_brackets(words.title(Results, Results.NUMBER))}]]"
    options = {"validate": "list", "source": f'=INDIRECT("{numbers}")', "error_type": "warning"}
    sheet.data_validation(*cell, *cell, options)
