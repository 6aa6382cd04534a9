"""User sheets about tools: conditional formats, validations, tables, sparklines, notes, and controls."""

from __future__ import annotations

from datetime import date, time
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from tests.kitchen.cells import DATA, LISTS, PLACES, SERIES

TABLE: Final = "bruger_tabel"


def add_tool_sheets(book: xlsxwriter.Workbook) -> None:
    """Adds every sheet of this module.

    Args:
        book: An open workbook.
    """
    _add_formats(book)
    _add_validations(book)
    _add_table(book)
    _add_sparklines(book)
    _add_notes(book)


def _add_formats(book: xlsxwriter.Workbook) -> None:
    """Adds one conditional format of every kind, each over its own column."""
    sheet = book.add_worksheet("Bruger betinget")
    style = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True})
    green = book.add_format({"bg_color": "#C6EFCE", "border": 1, "num_format": "0.00"})
    rules: list[dict[str, Any]] = [
        {"type": "cell", "criteria": "between", "minimum": 5, "maximum": 15, "format": style},
        {"type": "cell", "criteria": ">=", "value": "=$A$1", "format": green, "stop_if_true": True},
        {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#00B050"},
        {"type": "3_color_scale", "mid_type": "percentile", "mid_value": 40, "min_color": "#F8696B"},
        {"type": "data_bar", "bar_color": "#63C384"},
        {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_negative_color": "#FF9900"},
        {"type": "data_bar", "bar_only": True, "bar_direction": "right", "bar_axis_position": "middle"},
        {"type": "icon_set", "icon_style": "3_traffic_lights", "reverse_icons": True},
        {"type": "icon_set", "icon_style": "5_arrows", "icons": [{"criteria": ">", "type": "number", "value": 20}]},
        {"type": "formula", "criteria": "=MOD(ROW(),2)=0", "format": green},
        {"type": "formula", "criteria": f"=K1>AVERAGE('{DATA}'!$B$2:$B$7)", "format": style},
        {"type": "top", "value": 20, "criteria": "%", "format": style},
        {"type": "bottom", "value": 2, "format": green},
        {"type": "duplicate", "format": style},
        {"type": "unique", "format": green},
        {"type": "average", "criteria": "1 std dev above", "format": style},
        {"type": "text", "criteria": "containing", "value": "ø", "format": style},
        {"type": "date", "criteria": "less than", "value": date(2026, 1, 1), "format": style},
        {"type": "time_period", "criteria": "last 7 days", "format": green},
        {"type": "blanks", "format": style},
        {"type": "no_errors", "format": green},
    ]
    for column, rule in enumerate(rules):
        sheet.write_column(0, column, SERIES[0] + SERIES[1])
        if sheet.conditional_format(0, column, 11, column, rule) != 0:
            raise ValueError(f"XlsxWriter refused the conditional format {rule}")
    sheet.conditional_format("A14:A16", {"type": "no_blanks", "format": style, "multi_range": "A14:A16 C14:C16"})


def _add_validations(book: xlsxwriter.Workbook) -> None:
    """Adds one data validation of every kind."""
    sheet = book.add_worksheet("Bruger validering")
    rules: list[dict[str, Any]] = [
        {"validate": "any", "input_title": "Hjælp", "input_message": "Skriv hvad som helst – æøå"},
        {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 10, "error_type": "warning"},
        {"validate": "decimal", "criteria": ">", "value": "=Bruger_sats"},
        {"validate": "list", "source": PLACES},
        {"validate": "list", "source": f"='{LISTS}'!$A$2:$A$6", "ignore_blank": False},
        {"validate": "list", "source": "=Bruger_steder", "dropdown": False},
        {"validate": "date", "criteria": "between", "minimum": date(2026, 1, 1), "maximum": date(2026, 12, 31)},
        {"validate": "time", "criteria": "<", "value": time(16, 30), "error_type": "information"},
        {
            "validate": "length",
            "criteria": "<=",
            "value": 20,
            "error_title": "For lang",
            "error_message": "Højst 20",
        },
        {"validate": "custom", "value": "=ISNUMBER(B10)", "show_error": False},
    ]
    for row, rule in enumerate(rules):
        sheet.write(row, 0, str(rule["validate"]))
        if sheet.data_validation(row, 1, row, 2, rule) != 0:
            raise ValueError(f"XlsxWriter refused the validation {rule}")
    sheet.data_validation("E1:E3", {"validate": "list", "source": ["a", "b"], "other_cells": [[6, 4, 8, 5]]})


def _add_table(book: xlsxwriter.Workbook) -> None:
    """Adds a table with a totals row, a calculated column and a filter, and a table without a header."""
    sheet = book.add_worksheet("Bruger tabel")
    money = book.add_format({"num_format": "#,##0.00"})
    formula = f"={TABLE}[[#This Row],[Antal]]*{TABLE}[[#This Row],[Pris å stk.]]"
    columns = [
        {"header": "Sted", "total_string": "I alt"},
        {"header": "Antal", "total_function": "sum", "total_value": 150},
        {"header": "Pris å stk.", "total_function": "average", "total_value": 3.5, "format": money},
        {
            "header": "Beløb",
            "formula": formula,
            "total_function": "sum",
            "total_value": 625,
            "format": money,
        },
    ]
    rows = [
        [place, number * 10, number + 0.5, number * 10 * (number + 0.5)] for number, place in enumerate(PLACES, start=1)
    ]
    options = {"name": TABLE, "data": rows, "columns": columns, "total_row": True, "style": "Table Style Medium 4"}
    sheet.add_table("B3:E9", {**options, "first_column": True, "banded_columns": True})
    for row, values in enumerate(rows, start=3):
        sheet.write_formula(row, 4, formula, money, values[3])
    sheet.add_table("H3:I6", {"header_row": False, "name": "bruger_uden_hoved", "data": [[1, 2], [3, 4]]})
    sheet.write_formula("B12", f"=SUM({TABLE}[Antal])", None, 150)
    sheet.set_column("B:E", 14)


def _add_sparklines(book: xlsxwriter.Workbook) -> None:
    """Adds sparklines of the three kinds, one of them a group."""
    sheet = book.add_worksheet("Bruger minigrafer")
    for row, numbers in enumerate(SERIES):
        sheet.write_row(row, 0, numbers)
    sheet.add_sparkline("H1", {"range": "A1:F1", "markers": True, "high_point": True, "series_color": "#C00000"})
    sheet.add_sparkline("H2", {"range": "A2:F2", "type": "win_loss", "negative_points": True, "axis": True})
    sheet.add_sparkline("H3", {"range": f"'{DATA}'!B2:B7", "type": "column", "style": 12, "show_hidden": True})
    ranges = ["A1:F1", "A2:F2", "A3:F3"]
    sheet.add_sparkline("I1", {"location": ["I1", "I2", "I3"], "range": ranges, "max": "group", "empty_cells": "zero"})


def _add_notes(book: xlsxwriter.Workbook) -> None:
    """Adds notes, a form-control button and checkboxes."""
    sheet = book.add_worksheet("Bruger noter")
    sheet.set_comments_author("Søren Ærø")
    sheet.write("A1", "Se noten")
    sheet.write_comment("A1", "En note\nmed to linjer: æøå & <tag>")
    sheet.write_comment(
        "C5", "Synlig", {"visible": True, "author": "Åse", "color": "#CCFFCC", "x_scale": 2, "y_scale": 0.8}
    )
    sheet.insert_button("E2", {"macro": "Min_makro", "caption": "Tryk her", "width": 120, "height": 30})
    sheet.insert_checkbox("A8", True)
    sheet.insert_checkbox("A9", False, book.add_format({"bg_color": "#FFF2CC"}))
