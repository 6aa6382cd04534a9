"""Charts of economy beside performance: each centre a point with its name, spend across and what came of it upwards."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from schemas.codes import Unit
from schemas.fields import Field
from schemas.frames import Record, is_missing, records
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import CentreEconomy
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import HEADING, LINE, MUTED
from workbook.layout import font, header_row
from workbook.present import amount

_SIZE = {"width": 760, "height": 400}  # pixels
_BESIDE = 780  # pixels
_GAP = 2  # rows between the table and its charts
_MARKER = {"type": "diamond", "size": 9, "fill": {"color": HEADING}, "border": {"color": "#FFFFFF"}}
_FEWEST = 1  # points that make a chart


@dataclass(frozen=True)
class _Chart:
    """A chart: what is upwards, and how it is worded and counted."""

    up: Field
    title: str
    axis: str
    number_format: str
    factor: float


_CHARTS = (
    _Chart(CentreEconomy.ATTAINMENT, "chart_attainment", "chart_axis_attainment", "0 %", HUNDRED_PER_CENT),
    _Chart(CentreEconomy.ACTIVATION, "chart_activation", "chart_axis_activation", "0", 1.0),
)


def economy_charts(
    sheet: Any, book: Any, columns: tuple[str, ...], frame: pd.DataFrame, bottom: int, words: Words
) -> None:
    """Put the charts below the table; one that no centre has both figures for is left out.

    Args:
        sheet: The worksheet with the table.
        book: The workbook.
        columns: The table's columns.
        frame: Its lines.
        bottom: Its last row, from 0.
        words: The language.
    """
    lines = records(frame)
    at = 0
    for chart in _CHARTS:
        points = [
            (row, line)
            for row, line in enumerate(lines, start=header_row())
            if not is_missing(line[CentreEconomy.PURCHASE_USE]) and not is_missing(line[chart.up])
        ]
        if len(points) < _FEWEST:
            continue
        drawn = _drawn(sheet, book, columns, [row for row, _ in points], chart, words)
        place = {
            "x_offset": at * _BESIDE,
            "object_position": 3,
            "description": _described(chart, [line for _, line in points], words),
        }
        sheet.insert_chart(bottom + _GAP, 0, drawn, place)
        at += 1


def _drawn(sheet: Any, book: Any, columns: tuple[str, ...], rows: list[int], chart: _Chart, words: Words) -> Any:
    drawn = book.add_chart({"type": "scatter"})
    name = sheet.get_name()
    centre, across, up = (
        columns.index(field) for field in (CentreEconomy.CENTRE, CentreEconomy.PURCHASE_USE, chart.up)
    )
    title = {"name_font": {"name": font(), "size": 11, "color": HEADING}}
    for row in rows:
        # A series a centre: a point without a figure is then no point, and its label is the cell with its name.
        drawn.add_series(
            {
                "name": [name, row, centre],
                "categories": [name, row, across, row, across],
                "values": [name, row, up, row, up],
                "marker": _MARKER,
                "data_labels": {"series_name": True, "value": False, "position": "above", "font": {"name": font()}},
            }
        )
    drawn.set_title({"name": words.text(chart.title), **title})
    grid = {"major_gridlines": {"visible": True, "line": {"color": LINE}}, "num_font": {"name": font(), "color": MUTED}}
    axis = {"name_font": {"name": font(), "bold": False, "color": MUTED}, **grid}
    drawn.set_x_axis({"name": words.text("chart_axis_use"), "num_format": "0", **axis})
    drawn.set_y_axis({"name": words.text(chart.axis), "num_format": chart.number_format, **axis})
    drawn.set_legend({"none": True})
    drawn.set_size(_SIZE)
    return drawn


def _described(chart: _Chart, lines: list[Record], words: Words) -> str:
    """The chart in words, for those who do not see it."""
    points = "; ".join(
        f"{line[CentreEconomy.CENTRE]} {amount(line[CentreEconomy.PURCHASE_USE], Unit.PCT, words)}"
        f" – {amount(line[chart.up] * chart.factor, Unit.PCT, words)}"
        for line in lines
    )
    return words.text("chart_described", title=words.text(chart.title), points=points)
