"""What an economist changes in a workbook by hand, in a program of their own (openpyxl, and not our writer)."""

import re
import warnings
from contextlib import contextmanager
from datetime import date

import openpyxl
from openpyxl.utils import range_boundaries


@contextmanager
def _table(path, sheet):
    """The rows of a sheet's first table, each title -> cell; what is changed is saved."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells that it leaves sparklines out
        book = openpyxl.load_workbook(path)
    page = book[sheet]
    table = min(page.tables.values(), key=lambda each: range_boundaries(each.ref))
    heads, *rows = page[table.ref]
    titles = [cell.value for cell in heads]
    yield page, table, [dict(zip(titles, row, strict=True)) for row in rows]
    book.save(path)


def type_figure(path, indicator, month, figure):
    """Type a figure over that of the LIS."""
    with _table(path, "LIS-data") as (_, _, rows):
        [row] = [row for row in rows if (row["Indikator"].value, str(row["Periode"].value)) == (indicator, month)]
        row["Værdi"].value = figure


def type_cell(path, sheet, row, column, value):
    """Type a value into the row that begins with a text, or bears it as its number; a day is typed as one."""
    day = re.fullmatch(r"(\d{2})-(\d{2})-(\d{4})", value)
    with _table(path, sheet) as (_, _, rows):
        [found] = [each for each in rows if str(next(iter(each.values())).value) == row]
        found[column].value = date(*(int(part) for part in reversed(day.groups()))) if day else value
