"""Small pictures in cells, native to Excel: bars from the line of the target, and columns a month."""

from typing import Any

from workbook.builder.cell_formats import HEADING, OUTLINE

BARS = frozenset({"ahead", "forecast_ahead"})
"""Shares of the target, above nought better: their cells have a bar from the line in the middle."""
_FARTHEST = 0.25
"""The share of the target at which a bar is full; the figure in the cell tells how far beyond."""
_BETTER, _WORSE = "#9CC3E6", "#F1A59B"
SPARKLINE = {
    "type": "column",
    "series_color": HEADING,
    "negative_points": True,
    "negative_color": OUTLINE,
    "axis": True,
    "empty_cells": "gaps",
    "show_hidden": True,
}
"""Columns up from the axis where a month was better than asked, down where it was worse."""


def bar() -> dict[str, Any]:
    """The rule that draws a cell's bar: to the right better than the target, to the left worse."""
    return {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": _BETTER,
        "bar_border_color": HEADING,
        "bar_negative_color": _WORSE,
        "bar_negative_border_color": OUTLINE,
        "bar_axis_position": "middle",
        "bar_axis_color": "#000000",
        "min_type": "num",
        "max_type": "num",
        "min_value": -_FARTHEST,
        "max_value": _FARTHEST,
    }
