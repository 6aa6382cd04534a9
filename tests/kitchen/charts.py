"""User sheets about drawings: charts, a chartsheet, pictures, and shapes."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from tests.kitchen.cells import DATA

CATEGORIES: Final = f"='{DATA}'!$A$2:$A$7"
HEIGHT: Final = 16
WIDTH: Final = 8


def add_chart_sheets(book: xlsxwriter.Workbook) -> None:
    """Adds every sheet of this module.

    Args:
        book: An open workbook which already has the sheet with the numbers.
    """
    _add_charts(book)
    _add_pictures(book)
    _add_chartsheet(book)


def png(red: int, green: int, blue: int, size: int = 8) -> BytesIO:
    """Makes a small one-coloured PNG picture.

    Args:
        red: From 0 to 255.
        green: From 0 to 255.
        blue: From 0 to 255.
        size: The width and the height in pixels.

    Returns:
        The file.
    """
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes([red, green, blue]) * size) * size)
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def _chart(book: xlsxwriter.Workbook, kind: str, columns: str, subtype: str = "", **series: Any) -> Any:
    """Returns a chart of some columns of the data sheet, each given by its letter."""
    chart = book.add_chart({"type": kind, "subtype": subtype} if subtype else {"type": kind})
    for column in columns:
        values = f"='{DATA}'!${column}$2:${column}$7"
        chart.add_series({"name": f"='{DATA}'!${column}$1", "categories": CATEGORIES, "values": values, **series})
    chart.set_title({"name": f"Diagram: {kind} æøå"})
    return chart


def _add_charts(book: xlsxwriter.Workbook) -> None:
    """Adds charts of every kind."""
    sheet = book.add_worksheet("Bruger diagrammer")
    charts = [
        _decorated_column(book),
        _chart(book, "line", "BCD", marker={"type": "diamond"}, smooth=True, trendline={"type": "linear"}),
        _chart(book, "bar", "BC", "stacked", data_labels={"value": True}),
        _chart(book, "pie", "B", points=[{"fill": {"color": "#FF0000"}}, None], data_labels={"percentage": True}),
        _chart(book, "doughnut", "B"),
        _scatter(book),
        _combined(book),
        _stock(book),
        _chart(book, "radar", "BC", "filled"),
        _chart(book, "area", "BD", "percent_stacked"),
    ]
    for index, chart in enumerate(charts):
        row, column = index // 2 * HEIGHT, index % 2 * WIDTH
        options = {"object_position": 1 + index % 3, "description": f"Diagram nr. {index + 1}", "x_offset": 5}
        if sheet.insert_chart(row, column, chart, options) != 0:
            raise ValueError(f"XlsxWriter refused chart {index}")


def _decorated_column(book: xlsxwriter.Workbook) -> Any:
    """Returns a column chart with many settings."""
    chart = _chart(book, "column", "BC", gap=80, overlap=10, y_error_bars={"type": "percentage", "value": 5})
    chart.set_x_axis({"name": "Måned", "num_font": {"rotation": -45, "italic": True}})
    chart.set_y_axis(
        {"name": "Antal", "min": -10, "max": 40, "major_gridlines": {"visible": True, "line": {"dash_type": "dash"}}}
    )
    chart.set_legend({"position": "bottom", "delete_series": [1]})
    chart.set_table({"show_keys": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#F2F2F2"}})
    chart.set_plotarea({"gradient": {"colors": ["#FFEFD1", "#F0EBD5", "#B69F66"]}})
    chart.set_size({"width": 480, "height": 300})
    return chart


def _scatter(book: xlsxwriter.Workbook) -> Any:
    """Returns a scatter chart of two numeric columns."""
    chart = book.add_chart({"type": "scatter", "subtype": "smooth_with_markers"})
    chart.add_series({"categories": f"='{DATA}'!$B$2:$B$7", "values": f"='{DATA}'!$D$2:$D$7", "name": "Punkter"})
    chart.set_x_axis({"log_base": 10, "crossing": "min"})
    return chart


def _combined(book: xlsxwriter.Workbook) -> Any:
    """Returns a column chart combined with a line on a second axis."""
    chart = _chart(book, "column", "B")
    chart.combine(_chart(book, "line", "D", y2_axis=True))
    return chart


def _stock(book: xlsxwriter.Workbook) -> Any:
    """Returns a stock chart: high, low, and close."""
    chart = _chart(book, "stock", "EFG")
    chart.set_high_low_lines({"line": {"color": "#0070C0"}})
    chart.show_hidden_data()
    return chart


def _add_pictures(book: xlsxwriter.Workbook) -> None:
    """Adds pictures in every place, and text boxes."""
    sheet = book.add_worksheet("Bruger billeder")
    red = {
        "image_data": png(200, 30, 30),
        "x_scale": 4,
        "y_scale": 4,
        "object_position": 2,
        "description": "Rød firkant",
    }
    sheet.insert_image("A1", "rød.png", {**red, "url": "https://example.dk/", "tip": "Klik"})
    sheet.insert_image("D1", "blå.png", {"image_data": png(30, 30, 200), "object_position": 3, "decorative": True})
    sheet.embed_image("F1", "celle.png", {"image_data": png(30, 200, 30), "description": "I en celle"})
    sheet.set_background(png(240, 240, 255))
    sheet.set_header("&L&G&CMed logo", {"image_left": "logo.png", "image_data_left": png(250, 200, 0)})
    sheet.set_footer("&R&G", {"image_right": "fod.png", "image_data_right": png(0, 200, 250)})
    style = {"fill": {"color": "#FFF2CC"}, "line": {"color": "#C00000", "width": 2}, "font": {"bold": True}}
    sheet.insert_textbox(
        "A8", "Tekstboks: blåbærgrød\nlinje 2", {**style, "width": 200, "height": 80, "align": {"vertical": "middle"}}
    )
    sheet.insert_textbox("E8", "", {"textlink": f"='{DATA}'!$A$1", "gradient": {"colors": ["#DDEBF7", "#9BC2E6"]}})
    sheet.insert_chart("A14", _chart(book, "column", "B"))


def _add_chartsheet(book: xlsxwriter.Workbook) -> None:
    """Adds a sheet which is nothing but a chart."""
    sheet = book.add_chartsheet("Bruger diagramark")
    sheet.set_chart(_chart(book, "line", "BD"))
    sheet.set_landscape()
    sheet.set_tab_color("green")
