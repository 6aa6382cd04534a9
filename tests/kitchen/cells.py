"""User sheets about cells: values, formulas, styles, names, layout, printing, and protection."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

LISTS: Final = "Bruger lister"
DATA: Final = "Bruger data"
MONTHS: Final = ["jan", "feb", "mar", "apr", "maj", "jun"]
PLACES: Final = ["Ærø", "Ølgod", "Århus", "Næstved", "Sønderborg"]
SERIES: Final[list[list[float]]] = [
    [12, 15, 9, 22, 18, 30],
    [7, -3, 11, 8, -6, 14],
    [101.5, 99.25, 103, 104.75, 98.5, 107],
]


def add_cell_sheets(book: xlsxwriter.Workbook) -> None:
    """Adds every sheet of this module.

    Args:
        book: An open workbook.
    """
    _add_lists(book)
    _add_data(book)
    _add_formulas(book)
    _add_styles(book)
    _add_filter(book)
    _add_print(book)
    _add_protected(book)
    book.add_worksheet("Bruger skjult").hide()
    hidden = book.add_worksheet("Bruger meget skjult")
    hidden.write("A1", "Ingen ser mig")
    hidden.very_hidden()


def _add_lists(book: xlsxwriter.Workbook) -> None:
    """Adds the lists which validations on other sheets use, and the defined names."""
    sheet = book.add_worksheet(LISTS)
    sheet.write_column("A1", ["Sted", *PLACES])
    sheet.write_column("B1", ["Måned", *MONTHS])
    sheet.write("D1", 0.25)
    book.define_name("Bruger_sats", f"='{LISTS}'!$D$1")
    book.define_name("Bruger_steder", f"='{LISTS}'!$A$2:$A$6")
    book.define_name("Bruger_konstant", "=3.14")
    book.define_name(f"'{LISTS}'!Lokal_sats", f"='{LISTS}'!$D$1")
    sheet.set_tab_color("#7030A0")


def _add_data(book: xlsxwriter.Workbook) -> None:
    """Adds numbers for charts and sparklines, with outlines and frozen panes."""
    sheet = book.add_worksheet(DATA)
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    sheet.write_row("A1", ["Måned", "Besøg", "Ændring", "Indeks", "Høj", "Lav", "Luk"], bold)
    sheet.write_column("A2", MONTHS)
    for column, numbers in enumerate(SERIES, start=1):
        sheet.write_column(1, column, numbers)
    for row, number in enumerate(SERIES[2], start=1):
        sheet.write_row(row, 4, [number + 5, number - 5, number + 1])
        sheet.set_row(row, 18, None, {"level": 1 if row < 4 else 2, "hidden": row == 5})
    sheet.set_row(7, None, None, {"collapsed": True})
    sheet.write_row("A8", ["I alt", "", "", ""])
    sheet.write_formula("B8", "=SUBTOTAL(9,B2:B7)", bold, sum(SERIES[0]))
    book.define_name(f"'{DATA}'!Lokal_sats", f"='{LISTS}'!$D$1*2")
    sheet.set_column("A:A", 12)
    sheet.set_column("E:F", 9, None, {"level": 1})
    sheet.set_column("G:G", 9, None, {"level": 1, "hidden": True})
    sheet.set_column("H:H", 9, None, {"collapsed": True})
    sheet.outline_settings(True, False, False, True)
    sheet.freeze_panes(1, 1)
    sheet.set_zoom(110)


def _add_formulas(book: xlsxwriter.Workbook) -> None:
    """Adds formulas of every kind, values of every type, and hyperlinks."""
    sheet = book.add_worksheet("Bruger formler")
    sheet.write_formula("A1", "=Bruger_sats*100", None, 25)
    sheet.write_formula("A2", f"=SUM('{DATA}'!B2:B7)", None, sum(SERIES[0]))
    sheet.write_formula("A3", '=IF(A1>20,"høj","lav")', None, "høj")
    sheet.write_formula("A4", "=A1>20", None, True)
    sheet.write_formula("A5", "=_xlfn.LET(_xlpm.x,A1,_xlpm.x+1)", None, 26)
    for row, (formula, value) in enumerate(
        [
            ("=1/0", "#DIV/0!"),
            ("=NA()", "#N/A"),
            ('=VALUE("x")', "#VALUE!"),
            ("=ukendt_navn", "#NAME?"),
            ("=SQRT(-1)", "#NUM!"),
        ]
    ):
        sheet.write_formula(row, 1, formula, None, value)
    sheet.write_array_formula("C1:C3", f"{{='{DATA}'!B2:B4*2}}", None, 24)
    sheet.write_column("C2", [30, 18])
    sheet.write_array_formula("C5", f"{{=SUM('{DATA}'!B2:B4*'{DATA}'!C2:C4)}}", None, 138)
    sheet.write_dynamic_array_formula("D1:D5", f"=UNIQUE('{LISTS}'!A2:A6)", None, PLACES[0])
    sheet.write_column("D2", PLACES[1:])
    sheet.write_dynamic_array_formula("E1:F3", "=SEQUENCE(3,2)", None, 1)
    for row, column, number in [(0, 5, 2), (1, 4, 3), (1, 5, 4), (2, 4, 5), (2, 5, 6)]:
        sheet.write_number(row, column, number)
    sheet.write_formula("G1", "=SUM(ANCHORARRAY(E1))", None, 21)
    _write_values(book, sheet)
    _write_links(sheet)


def _write_values(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Writes booleans, dates, blanks, Unicode text and rich text."""
    sheet.write_boolean("A10", True)
    sheet.write_boolean("A11", False)
    sheet.write_datetime("A12", date(2026, 2, 28), book.add_format({"num_format": "dd-mm-yyyy"}))
    sheet.write_datetime(
        "A13", datetime(2026, 2, 28, 13, 45, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    )
    sheet.write_datetime("A14", time(7, 30), book.add_format({"num_format": "[h]:mm"}))
    sheet.write_blank("A15", None, book.add_format({"bg_color": "#FFFF00"}))
    sheet.write_number("A16", 0.1 + 0.2)
    sheet.write_string("A17", "00123")
    sheet.write_string("A18", "  mellemrum foran\nog linjeskift  ", book.add_format({"text_wrap": True}))
    sheet.write_string("A19", 'Blåbærgrød – «Ærø» 😀 & <tag> "citat" 日本 _x000D_')
    sheet.write_string("A20", "=ikke en formel")
    red, sup = book.add_format({"bold": True, "color": "red"}), book.add_format({"font_script": 1})
    sheet.write_rich_string("A21", "Rød ", red, "grød", " med fløde", sup, "2")
    sheet.ignore_errors({"number_stored_as_text": "A17:A18", "eval_error": "B1:B5", "formula_differs": "A1:A5"})


def _write_links(sheet: Worksheet) -> None:
    """Writes external, internal, mail and file hyperlinks."""
    sheet.write_url("I1", "https://example.dk/søg?q=æble&side=2#top", string="Websted", tip="Åbn webstedet")
    sheet.write_url("I2", f"internal:'{DATA}'!B2", string="Til data")
    sheet.write_url("I3", "mailto:nogen@example.dk?subject=Hej", string="Skriv")
    sheet.write_url("I4", "external:C:\\Mappe\\Anden bog.xlsx#Ark1!A1", string="Anden bog")


def _add_styles(book: xlsxwriter.Workbook) -> None:
    """Adds cell formats of many kinds, merged cells, and a second pane layout."""
    sheet = book.add_worksheet("Bruger stil")
    for row, style in enumerate(
        [
            {"font_name": "Georgia", "font_size": 16, "italic": True, "underline": 2, "font_strikeout": True},
            {"num_format": '#,##0.00 "kr."', "align": "right", "indent": 2},
            {"num_format": "0.0%", "font_color": "#C00000", "quote_prefix": True},
            {"pattern": 4, "fg_color": "#FFC000", "bg_color": "#00B050"},
            {"border": 5, "border_color": "#0070C0", "diag_type": 3, "diag_border": 1, "diag_color": "#FF0000"},
            {"rotation": 45, "valign": "vcenter"},
            {"shrink": True, "reading_order": 2, "hidden": True, "locked": False},
            {"align": "center_across"},
        ]
    ):
        sheet.write(row, 0, 1234.5, book.add_format(style))
    heading = book.add_format({"bold": True, "align": "center", "border": 1})
    sheet.merge_range("C1:E2", "Flettede celler", heading)
    sheet.merge_range("C4:C8", 42, heading)
    sheet.set_default_row(20)
    sheet.set_column("H:XFD", None, None, {"hidden": True})
    sheet.split_panes(60, 20)
    sheet.hide_gridlines(2)
    sheet.set_selection("C4:C8")


def _add_filter(book: xlsxwriter.Workbook) -> None:
    """Adds a worksheet autofilter with criteria and the rows it hides, and a hidden column."""
    sheet = book.add_worksheet("Bruger filter")
    sheet.write_row("A1", ["Sted", "Værdi", "Skjult"])
    for row, place in enumerate(PLACES * 2, start=1):
        sheet.write_row(row, 0, [place, row * 10, "x"])
        if row * 10 <= 30 or place == "Ærø":
            sheet.set_row(row, None, None, {"hidden": True})
    sheet.autofilter("A1:C11")
    sheet.filter_column("B", "x > 30")
    sheet.filter_column_list("A", PLACES[1:])
    sheet.set_column("C:C", None, None, {"hidden": True})


def _add_print(book: xlsxwriter.Workbook) -> None:
    """Adds a sheet with every print setting."""
    sheet = book.add_worksheet("Bruger print")
    for row in range(60):
        sheet.write_row(row, 0, [f"Række {row + 1}", row, row * 2, row * 3])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.5, 0.5, 1.0, 1.0)
    sheet.set_header('&L&"Arial,Bold"Ærø && Ø&C&A&R&D', {"scale_with_doc": False})
    sheet.set_footer("&CSide &P af &N", {"align_with_margins": False})
    sheet.print_area("A1:D50")
    sheet.repeat_rows(0, 1)
    sheet.repeat_columns("A:A")
    sheet.set_h_pagebreaks([20, 40])
    sheet.set_v_pagebreaks([2])
    sheet.center_horizontally()
    sheet.print_row_col_headers()
    sheet.hide_gridlines(0)
    sheet.set_print_scale(85)
    sheet.print_across()
    sheet.set_start_page(5)
    sheet.set_pagebreak_view()


def _add_protected(book: xlsxwriter.Workbook) -> None:
    """Adds a protected sheet with unprotected cells and ranges."""
    sheet = book.add_worksheet("Bruger beskyttet")
    sheet.write("A1", "Låst")
    sheet.write("A2", "Åben", book.add_format({"locked": False}))
    sheet.write_formula("A3", "=1+1", book.add_format({"hidden": True}), 2)
    sheet.protect("hemmelig", {"sort": True, "autofilter": True, "format_cells": True, "insert_rows": True})
    sheet.unprotect_range("B1:B5")
    sheet.unprotect_range("D1:D5 F1", "Frit_område", "kode")
