"""Exports as a LIS makes them, for the demo and for tests: csv as a Danish Excel writes it, and xlsx."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd

from schemas.frames import is_missing
from workbook.closed.atomic import replacing


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a titled frame as csv: ``;``, decimal comma, UTF-8 with BOM, dates as 30-06-2008.

    Raises:
        CannotOpenError: It cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([_csv(value) for value in row])
    with replacing(path) as file:
        file.write(text.getvalue().encode("utf-8-sig"))


def _csv(value: object) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def write_xlsx(frame: pd.DataFrame, path: Path, sheet: str) -> None:
    """Write a titled frame as a plain .xlsx sheet.

    Raises:
        CannotOpenError: It cannot be written.
    """
    import xlsxwriter

    with replacing(path) as file:
        book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        page = book.add_worksheet(sheet)
        dated = book.add_format({"num_format": "dd-mm-yyyy"})
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True})
        for column, title in enumerate(frame.columns):
            page.write_string(0, column, str(title), bold)
            for row, value in enumerate(frame[title].tolist(), start=1):
                if isinstance(value, str):
                    page.write_string(row, column, value, text)
                elif isinstance(value, date):
                    page.write_datetime(row, column, value, dated)
                elif not is_missing(value):
                    page.write_number(row, column, value)
        page.autofit()
        book.close()
