"""What an economist changes in a workbook by hand, in a program of their own (openpyxl, and not our writer)."""

import warnings
from contextlib import contextmanager
from datetime import date

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from tests.end_to_end.walked import contract
from tests.end_to_end.walked.figures import CLOSED_AFTER, YEAR


@contextmanager
def _table(path, sheet):
    """The rows of a sheet's one table, each title -> cell; what is changed is saved."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells that it leaves sparklines out
        book = openpyxl.load_workbook(path)
    page = book[sheet]
    [table] = page.tables.values()
    heads, *rows = page[table.ref]
    titles = [cell.value for cell in heads]
    yield page, table, [dict(zip(titles, row, strict=True)) for row in rows]
    book.save(path)


def type_figure(path, indicator, month, figure):
    """Type a figure over that of the LIS."""
    with _table(path, "LIS-data") as (_, _, rows):
        [row] = [row for row in rows if (row["Indikator"].value, str(row["Periode"].value)) == (indicator, month)]
        row["Værdi"].value = figure


def close_centre(path):
    """A centre closes on 30 June: its goals end, and those of a year's amount are agreed anew for the half-year."""
    with _table(path, "Kontrakt") as (_, _, rows):
        for row in rows:
            row["Gælder til"].value = date(YEAR, CLOSED_AFTER, 30)
            for head, cell in contract.UNTIL_JUNE.get(row["Mål nr."].value, {}).items():
                row[head].value = cell


def add_july_goal(path, centre):
    """A goal from 1 July, in a new row below the others."""
    [line] = contract.lines(centre, contract.JULY_GOAL)
    line |= {"År": YEAR, "Gælder fra": date(YEAR, 7, 1), "Begrundelse": "Aftalt på statusmødet i juni"}
    with _table(path, "Kontrakt") as (page, table, rows):
        left, top, right, bottom = range_boundaries(table.ref)
        for column, head in enumerate(rows[0], start=left):
            page.cell(bottom + 1, column).value = line.get(head)
        table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom + 1}"
        table.autoFilter.ref = table.ref
