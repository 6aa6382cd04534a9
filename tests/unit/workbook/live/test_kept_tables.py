"""Tables of an open workbook are kept before they are written, and put back with their values and formulas."""

import dataclasses
import json
from datetime import date, datetime

import pandas as pd
import pytest
import xlsxwriter

from tests.hosts.books import Desktop, Remote
from workbook.live.kept_tables import changed, collecting, kept_from, put_back
from workbook.port import Formula

OPEN = (Desktop, Remote)
HEADER = ["Tekst", "Tal", "Dato", "Eget"]


@pytest.fixture
def small(tmp_path):
    """A workbook with one table of three rows: texts that look like other things, numbers, dates, the user's formulas."""

    def make(totals=False):
        path = tmp_path / "lille bog.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Ark Æ")
            day = book.add_format({"num_format": "dd-mm-yyyy"})
            for row, text in enumerate(("=ikke en formel", "007", "Sand"), start=1):
                sheet.write_string(row, 1, text)
                sheet.write_number(row, 2, row * 1.5)
                sheet.write_datetime(row, 3, datetime(2008, row, 1), day)
                sheet.write_formula(row, 4, f"=C{row + 1}*2", None, row * 3)
            columns = [{"header": title} for title in HEADER]
            sheet.add_table(0, 1, 3 + totals, 4, {"name": "t", "columns": columns, "total_row": totals})
        return path

    return make


def frame(**columns):
    return pd.DataFrame({title: pd.Series(values, dtype=object) for title, values in columns.items()})


def stands(host):
    """All cells of the sheet but the totals, which Excel fills itself: value and formula."""
    [sheet] = host.grid.sheets
    table = host.grid.locate("t")[1]
    return {
        at: (cell.value if not cell.formula else None, cell.formula)
        for at, cell in sheet.cells.items()
        if (cell.value is not None or cell.formula) and not (table.totals and at[0] == table.bottom)
    }, table.address


def press(host, *frames, rows_from=None):
    """What a button writes; what is kept of it, as it comes back from where it was kept."""
    with collecting() as kept:
        book = host.open()
        for data in frames:
            book.write("t", data, rows_from)
            book.save()
        host.close()
    return kept_from(json.loads(json.dumps([dataclasses.asdict(each) for each in kept])))


def go_back(host, kept):
    book = host.open()
    found = changed(book, kept)
    put_back(book, kept)
    book.save()
    host.close()
    return found


WRITTEN = [
    frame(Tal=[1.5, 9.0, 4.5]),
    frame(Tekst=["a", None, "c"], Dato=[date(2009, 1, 1), date(2009, 2, 1), None]),
    frame(Tekst=["a"], Tal=[None]),
    frame(Tekst=[*"abcdef"], Tal=[*map(float, range(6))], Eget=[Formula("1+1", 2.0)] * 6),
    frame(Eget=[3.0, 5.0, None]),
]


@pytest.mark.parametrize("totals", [False, True])
@pytest.mark.parametrize("data", WRITTEN, ids=["one", "several", "fewer", "more", "over formulas"])
@pytest.mark.parametrize("adapter", OPEN)
def test_what_was_written_is_put_back_with_its_formulas(adapter, small, data, totals):
    host = adapter(small(totals))
    before = stands(host)
    kept = press(host, data)
    assert stands(host) != before
    assert go_back(host, kept) == []
    assert stands(host) == before


@pytest.mark.parametrize("adapter", OPEN)
def test_only_the_columns_that_were_written_are_put_back(adapter, small):
    host = adapter(small())
    kept = press(host, frame(Tal=[7.0, 8.0, 9.0]))
    sheet, table = host.grid.locate("t")
    sheet.cell(table.top + 1, table.left).value = "mit eget"
    assert go_back(host, kept) == []
    assert [row[:2] for row in host.rows("t")] == [["mit eget", 1.5], ["007", 3.0], ["Sand", 4.5]]


@pytest.mark.parametrize("adapter", OPEN)
def test_a_change_in_what_was_written_is_seen(adapter, small):
    host = adapter(small())
    kept = press(host, frame(Tal=[7.0, 8.0, 9.0]))
    sheet, table = host.grid.locate("t")
    sheet.cell(table.top + 2, table.left + 1).value = 8.5
    assert [each.sheet for each in go_back(host, kept)] == ["Ark Æ"]


@pytest.mark.parametrize("adapter", OPEN)
def test_a_table_that_is_left_as_it_is_is_not_kept(adapter, small):
    host = adapter(small())
    assert press(host, frame(Tal=[1.5, 3.0, 4.5])) == []


def test_a_table_that_a_button_writes_twice_is_put_back_to_before_the_first_time(small):
    host = Desktop(small())
    before = stands(host)
    with collecting() as kept:
        for data in (frame(Tal=[7.0, 8.0, 9.0]), frame(Tekst=[*"abcd"], Tal=[1.0, 2.0, 3.0, 4.0])):
            book = host.open()
            book.write("t", data)
            book.save()
    [one] = kept
    assert set(one.titles) == set(HEADER)
    assert go_back(host, kept) == []
    assert stands(host) == before


def test_comments_follow_their_rows_back(small):
    host = Desktop(small())
    [sheet] = host.grid.sheets
    table = host.grid.locate("t")[1]
    cell = (table.top + 1, table.left)
    sheet.comments[cell] = "min note"
    kept = press(host, frame(Tekst=["Sand", "=ikke en formel", "007"]), rows_from=[2, 0, 1])
    assert sheet.comments == {(cell[0] + 1, cell[1]): "min note"}
    go_back(host, kept)
    assert sheet.comments == {cell: "min note"}


def test_nothing_is_kept_of_a_write_that_fails_or_when_nobody_asks(small, monkeypatch):
    host = Desktop(small())
    with collecting() as kept:
        book = host.open()
        book.write("t", frame(Tal=[7.0, 8.0, 9.0]))
        with monkeypatch.context() as patch:
            patch.setattr("workbook.live.book.LiveBook._apply", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                book.save()
    assert kept == []
    book = host.open()
    book.write("t", frame(Tal=[7.0, 8.0, 9.0]))
    book.save()
    assert kept == []


@pytest.mark.parametrize(
    "told",
    [
        [{}],
        [{"table": "t"}],
        [{"table": 1, "sheet": "", "titles": ["a"], "rows": [[1]], "came_from": None, "after": ""}],
        [{"table": "t", "sheet": "", "titles": ["a"], "rows": [[1, 2]], "came_from": None, "after": ""}],
        [{"table": "t", "sheet": "", "titles": ["a"], "rows": [[[]]], "came_from": None, "after": ""}],
        [{"table": "t", "sheet": "", "titles": ["a"], "rows": [[{"day": "i går"}]], "came_from": None, "after": ""}],
        [{"table": "t", "sheet": "", "titles": ["a"], "rows": [[1]], "came_from": [-1], "after": ""}],
        [{"table": "t", "sheet": "", "titles": ["a"], "rows": 5, "came_from": None, "after": ""}],
        [{"table": "t", "sheet": "", "titles": ["a", "a"], "rows": [[1, 1]], "came_from": None, "after": ""}],
        {"a": 1},
        7,
    ],
)
def test_what_is_none_of_ours_is_refused(told):
    with pytest.raises(ValueError):
        kept_from(told)
