"""A book with what is to be written laid over it reads as it will read once it is saved."""

import shutil
from datetime import datetime

import pandas as pd
import pytest

from macros.steps.contract import language_of, open_book
from macros.steps.importing import import_into
from macros.steps.recalculating import recalculate_book
from schemas.cells import BLANK, Cell, CellKind, RawTable
from tests.conftest import write_csv
from workbook.closed.book import ClosedBook
from workbook.pending import PendingBook
from workbook.port import Formula

NOW = datetime(2008, 7, 20, 9, 30)
RAW = RawTable(
    "a.xlsx",
    "Ark",
    ["Navn", "Tal", "Egen"],
    [
        [Cell(CellKind.TEXT, "a"), Cell(CellKind.NUMBER, 0.5, "0%"), Cell(CellKind.TEXT, "x")],
        [Cell(CellKind.TEXT, "b"), Cell(CellKind.NUMBER, 0.7, "0%", "A1"), BLANK],
    ],
    range(5, 7),
    header_row=4,
    name="t",
)


class Standing:
    """A book of one table, which notes what is written to it."""

    def __init__(self):
        self.written = []

    def read(self, table):
        del table
        return RAW

    def write(self, table, frame, rows_from=None):
        del table
        self.written.append((frame.to_dict("list"), rows_from))


def test_what_is_written_is_read_and_what_is_not_stays():
    under = Standing()
    book = PendingBook(under)
    book.write("t", pd.DataFrame({"Tal": [0.7, 0.7, None], "Navn": ["b", "b", "c"]}, dtype=object), [1, 1, None])
    rows = book.read("t").rows
    assert [cell.text for cell in rows[0]] == ["b", "0.7", "x"]
    assert rows[1][1] == RAW.rows[1][1]  # it holds its value already, and stays a formula
    assert rows[2][1].kind is CellKind.BLANK
    assert rows[0][1].is_percent
    assert list(book.read("t").row_numbers) == [5, 6, 7]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (None, None, None),
        ([1, 0, None], None, [1, 0, None]),
        (None, [1, None, 0], [1, None, 0]),
        ([1, None, 0], [2, 0, None], [0, 1, None]),
    ],
)
def test_a_row_that_is_written_twice_comes_from_where_it_stood_first(first, second, together):
    under = Standing()
    book = PendingBook(under)
    book.write("t", pd.DataFrame({"Navn": ["a", "b", "c"]}), first)
    book.write("t", pd.DataFrame({"Tal": [1.0, 2.0, 3.0]}), second)
    assert under.written[-1] == ({"Navn": ["a", "b", "c"], "Tal": [1.0, 2.0, 3.0]}, together)


def test_a_formula_reads_as_what_it_shows():
    book = PendingBook(Standing())
    book.write("t", pd.DataFrame({"Navn": [Formula('HYPERLINK("x")', "A5")]}, dtype=object))
    cell = book.read("t").rows[0][0]
    assert (cell.text, cell.formula) == ("A5", 'HYPERLINK("x")')
    assert len(book.read("t").rows) == 1


def test_an_import_and_a_recalculation_in_one_go_give_what_they_give_one_after_the_other(workbook, tmp_path):
    export = write_csv(
        tmp_path / "u.csv",
        "Center;Indikator;Periode;Værdi",
        "Jobcenter Sygedagpenge;sickness_absence;2008-01;3,5",
        "Jobcenter Sygedagpenge;sickness_absence;2008-02;3,9",
    )
    one = workbook("Jobcenter Sygedagpenge 2008")
    (tmp_path / "to").mkdir()
    two = shutil.copy(one, tmp_path / "to") and tmp_path / "to" / one.name
    book, words = open_book(one)
    with book:
        pending = PendingBook(book)
        import_into(pending, words, [export], NOW)
        recalculate_book(pending, words, None, NOW)
        pending.save()
    for step in (lambda book: import_into(book, words, [export], NOW), lambda b: recalculate_book(b, words, None, NOW)):
        with ClosedBook(two) as book:
            assert language_of(book) is not None
            step(book)
            book.save()
    with ClosedBook(one) as first, ClosedBook(two) as second:
        for table in first.tables():
            rows = [[[cell[1::2] for cell in row] for row in each.read(table).rows] for each in (first, second)]
            assert rows[0] == rows[1], table
