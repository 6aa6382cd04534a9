"""The port's contract, the same for every adapter, and what only an open workbook meets: filters, locks, errors midway."""

from datetime import date, datetime

import pandas as pd
import pytest
import xlsxwriter

from macros.steps.importing import import_into
from macros.steps.recalculating import recalculate_book
from schemas.cells import CellKind
from schemas.errors import CannotOpenError, RefusedError
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES, NOW
from tests.hosts.books import ADAPTERS, Closed, Desktop, Remote
from tests.hosts.grid import Sheet as GridSheet
from tests.hosts.grid import Table
from workbook.port import Formula

OPEN = (Desktop, Remote)
HEADER = ["Tekst", "Tal", "Dato", "Eget"]
EXPORTS = [EXAMPLES / "example_2009.csv", EXAMPLES / "example_2009_budget.csv"]


@pytest.fixture
def small(tmp_path):
    """A workbook with one table of three rows, whose last column is the user's own formulas."""

    def make(rows=3, totals=False, below=None, merge=None, locked=False):
        path = tmp_path / "lille bog.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Ark Æ")
            formats = [book.add_format({"num_format": code}) for code in ("@", "0.0", "dd-mm-yyyy", "0.00")]
            for row in range(1, rows + 1):
                sheet.write_string(row, 1, f"række {row}", formats[0])
                sheet.write_number(row, 2, row * 1.5, formats[1])
                sheet.write_datetime(row, 3, date(2008, row, 1), formats[2])
                sheet.write_formula(row, 4, f"={row}*2", formats[3], row * 2)
            columns = [{"header": title} for title in HEADER]
            sheet.add_table(0, 1, rows + totals, 4, {"name": "t", "columns": columns, "total_row": totals})
            book.define_name("mærke", "=7")
            if below:
                sheet.write(below, "i vejen")
            if merge:
                sheet.merge_range(merge, "flettet")
            if locked:
                sheet.protect()
        return path

    return make


def frame(**columns):
    return pd.DataFrame({title: pd.Series(values, dtype=object) for title, values in columns.items()})


def written(host, data):
    book = host.open()
    book.write("t", data)
    book.save()
    host.close()
    return host.rows("t")


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_a_table_is_read_with_its_cells_addresses_and_kinds(adapter, small):
    host = adapter(small())
    raw = host.open().read("t")
    assert list(raw.header) == HEADER
    assert [cell.value for cell in raw.rows[0]] == ["række 1", 1.5, date(2008, 1, 1), 2.0]
    kinds = [CellKind.TEXT, CellKind.NUMBER, CellKind.DATE, CellKind.NUMBER]
    assert [cell.kind for cell in raw.rows[0]] == kinds
    assert [cell.formula for cell in raw.rows[0]] == ["", "", "", "1*2"]
    assert (raw.address(2, 3), raw.sheet, raw.file, raw.below) == ("E4", "Ark Æ", "lille bog.xlsx", "")


@pytest.mark.parametrize("adapter", ADAPTERS)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 40])
def test_it_grows_and_shrinks_and_the_users_column_stays(adapter, small, count):
    host = adapter(small())
    texts, figures = [f"ny {n}" for n in range(count)], [float(n) for n in range(count)]
    rows = written(host, frame(Tekst=texts, Tal=figures))
    assert [row[:2] for row in rows] == [[text, figure] for text, figure in zip(texts, figures, strict=True)]
    assert [row[3] for row in rows][:3] == [2.0, 4.0, 6.0][:count]


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_an_empty_frame_leaves_one_blank_row(adapter, small):
    rows = written(adapter(small()), frame(Tekst=[], Tal=[], Dato=[], Eget=[]))
    assert rows == [[None] * 4]


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_missing_values_are_blank_and_dates_and_bools_are_themselves(adapter, small):
    data = frame(Tekst=[None, float("nan"), pd.NaT], Tal=[True, pd.NA, 0.0], Dato=[date(2009, 6, 30), None, None])
    rows = written(adapter(small()), data)
    assert [row[:3] for row in rows] == [[None, True, date(2009, 6, 30)], [None, None, None], [None, 0.0, None]]


@pytest.mark.parametrize("adapter", ADAPTERS)
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "'citat", "2008-06", "1.1", "TRUE", "#N/A nej", "a\nb"])
def test_text_stays_text(adapter, small, text):
    host = adapter(small())
    rows = written(host, frame(Tekst=[text] * 4))
    assert [row[0] for row in rows] == [text] * 4
    assert all(not cell.formula and cell.kind is CellKind.TEXT for cell in (r[0] for r in host.open().read("t").rows))


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_a_formula_whose_value_is_the_new_one_stays_and_our_own_formulas_are_written(adapter, small):
    host = adapter(small())
    rows = written(host, frame(Eget=[2.0, 99.0, Formula("3*3", 9.0)]))
    assert [row[3] for row in rows] == [2.0, 99.0, 9.0]
    assert [row[3].formula for row in host.open().read("t").rows] == ["1*2", "", "3*3"]


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_what_stands_below_blocks_growth_and_nothing_is_written(adapter, small):
    host = adapter(small(below="C6"))
    assert host.open().read("t").below == ""
    host.close()
    before = host.rows("t")
    assert len(written(host, frame(Tekst=["a"] * 4))) == 4
    book = host.open()
    assert book.read("t").below == "C6"
    book.write("t", frame(Tekst=["b"] * 6))
    with pytest.raises(RefusedError) as refused:
        book.save()
    assert [(issue.code, issue.place.cell) for issue in refused.value.issues] == [("table_blocked", "C6")]
    assert host.rows("t")[0][0] == "a"
    assert before[0][0] == "række 1"


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_a_merged_area_below_blocks_growth(adapter, small):
    book = adapter(small(merge="B6:C6")).open()
    book.write("t", frame(Tekst=["a"] * 6))
    with pytest.raises(RefusedError) as refused:
        book.save()
    assert {issue.code for issue in refused.value.issues} == {"table_blocked"}


@pytest.mark.parametrize("adapter", OPEN)
def test_a_merged_cell_in_the_table_is_refused_with_its_place(adapter, small):
    host = adapter(small())
    host.grid.sheet("Ark Æ").merged.append((3, 2, 3, 3))
    book = host.open()
    book.write("t", frame(Tekst=["a", "b", "c"]))
    with pytest.raises(RefusedError) as refused:
        book.save()
    assert refused.value.issues[0].code == "cell_blocked"
    assert host.rows("t")[0][0] == "række 1"


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_a_totals_row_stays_below(adapter, small):
    host = adapter(small(totals=True))
    assert len(written(host, frame(Tekst=list("abcde")))) == 5
    assert len(written(host, frame(Tekst=list("ab")))) == 2


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_names_and_missing_tables(adapter, small):
    book = adapter(small()).open()
    assert (book.tables(), book.defined_name("mærke"), book.defined_name("andet")) == (["t"], "7", None)
    with pytest.raises(CannotOpenError):
        book.read("findes ikke")


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_reads_never_see_earlier_writes(adapter, small):
    book = adapter(small()).open()
    book.write("t", frame(Tekst=["ny"]))
    assert book.read("t").rows[0][0].value == "række 1"


@pytest.mark.parametrize("adapter", OPEN)
def test_the_same_steps_give_the_same_tables_as_on_a_closed_file(adapter, workbook, tmp_path):
    path = workbook("Jobcenter Skelbækgade 2009")
    hosts = [adapter(path), Closed(path)]
    for host in hosts:
        book = host.open()
        import_into(book, words(), EXPORTS, NOW)
        book.save()
        host.close()
        book = host.open()
        recalculate_book(book, words(), None, NOW)
        book.save()
        host.close()
    # The stand-in calculates no formulas; Prøv selv and Funktioner have tests of their own.
    for table in set(hosts[1].open().tables()) - {"try_out", "what_if", "light_levels"}:
        assert hosts[0].rows(table) == hosts[1].rows(table), table


@pytest.mark.parametrize("adapter", OPEN)
def test_new_rows_look_like_the_last_one(adapter, small):
    host = adapter(small())
    written(host, frame(Tekst=["a"] * 6))
    sheet = host.grid.sheet("Ark Æ")
    assert [sheet.at(7, column).number_format for column in range(2, 6)] == ["@", "0.0", "dd-mm-yyyy", "0.00"]


@pytest.mark.parametrize("adapter", OPEN)
def test_a_percent_format_is_seen_also_in_a_column_of_mixed_formats(adapter, small):
    host = adapter(small())
    host.grid.sheet("Ark Æ").cell(3, 3).number_format = "0 %"
    host.grid.sheet("Ark Æ").cell(2, 3).number_format = '0" %"'
    rows = host.open().read("t").rows
    assert [row[1].is_percent for row in rows] == [False, True, False]


@pytest.mark.parametrize("adapter", OPEN)
def test_error_cells_are_errors(adapter, small):
    host = adapter(small())
    host.grid.sheet("Ark Æ").cell(2, 3).value = "#N/A"
    cell = host.open().read("t").rows[0][1]
    assert (cell.kind, cell.value) == (CellKind.ERROR, "#N/A")


@pytest.mark.parametrize("adapter", OPEN)
def test_a_filtered_table_is_read_whole_and_its_filter_cleared_and_said(adapter, small):
    host = adapter(small())
    host.grid.sheet("Ark Æ").tables[0].hidden = {2, 3}
    book = host.open()
    assert len(book.read("t").rows) == 3
    book.write("t", frame(Tekst=["x", "y", "z", "æ"]))
    book.save()
    host.close()
    assert [row[0] for row in host.rows("t")] == ["x", "y", "z", "æ"]
    assert [issue.code for issue in book.notices] == ["filter_cleared"]


@pytest.mark.parametrize("adapter", OPEN)
def test_a_locked_sheet_is_opened_and_locked_again(adapter, small):
    host = adapter(small(locked=True))
    assert len(written(host, frame(Tekst=["a"] * 5))) == 5
    assert host.grid.sheet("Ark Æ").protected


def test_a_sheet_locked_with_a_password_is_refused_and_excel_is_as_before(small):
    host = Desktop(small(locked=True))
    host.grid.sheet("Ark Æ").password = "hemmeligt"
    app = host.xw.app.impl
    app.calculation = "semiautomatic"
    book = host.open()
    book.write("t", frame(Tekst=["a"]))
    with pytest.raises(RefusedError) as refused:
        book.save()
    assert refused.value.issues[0].code == "sheet_locked"
    assert (app.screen_updating, app.enable_events, app.calculation) == (True, True, "semiautomatic")
    assert host.rows("t")[0][0] == "række 1"


def test_an_error_midway_puts_everything_back(small, monkeypatch):
    host = Desktop(small(locked=True))
    before = [dict(vars(cell)) for cell in host.grid.sheet("Ark Æ").cells.values()]
    sheet = host.grid.sheet("Ark Æ")
    put, calls = sheet.put, []

    def fail_once(top, left, matrix):
        calls.append(left)
        put(top, left, matrix[:1] if len(calls) == 2 else matrix)
        if len(calls) == 2:
            raise OSError("Excel is busy")

    monkeypatch.setattr(sheet, "put", fail_once)
    book = host.open()
    book.write("t", frame(Tekst=list("abcde"), Dato=[date(2010, 1, 1)] * 5))
    with pytest.raises(OSError, match="busy"):
        book.save()
    after = [vars(sheet.cells[place]) for place in list(sheet.cells)[: len(before)]]
    assert after == before
    assert (len(host.rows("t")), sheet.protected, host.xw.app.impl.screen_updating) == (3, True, True)


def test_an_error_midway_sends_nothing_to_the_browser(small, monkeypatch):
    host = Remote(small())
    book = host.open()
    book.write("t", frame(Tekst=["a"], Dato=[datetime(2010, 1, 1)]))
    monkeypatch.setattr("workbook.live.book._resize", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        book.save()
    assert host.xw.json()["actions"] == []


def test_one_read_and_one_write_whatever_the_size(small, monkeypatch):
    host = Desktop(small())
    ranges = type(host.xw.sheets[0].range("A1").impl)
    reads, writes = [], []
    raw = ranges.raw_value
    monkeypatch.setattr(
        ranges,
        "raw_value",
        property(
            lambda area: (reads.append(area.area), raw.fget(area))[1],
            lambda area, value: (writes.append(area.area), raw.fset(area, value))[1],
        ),
    )
    book = host.open()
    book.read("t")
    assert reads == [(1, 2, 5, 5)]
    book.write("t", frame(Tekst=["a"] * 500, Tal=[1.0] * 500, Dato=[date(2010, 1, 1)] * 500))
    book.save()
    assert reads[1:] == [(5, 2, 501, 5)]  # what the table will take
    assert writes == [(2, 2, 501, 4)]


@pytest.mark.parametrize("mode", ["manual", "automatic"])
def test_the_mode_of_calculation_stays_and_in_manual_mode_our_sheets_are_calculated(small, mode):
    host = Desktop(small())
    host.xw.app.impl.calculation = mode
    written(host, frame(Tekst=["a"]))
    assert host.xw.app.impl.calculation == mode
    assert getattr(host.grid.sheet("Ark Æ"), "calculated", False) == (mode == "manual")


def test_nothing_is_touched_where_nothing_changes(small):
    host = Remote(small())
    book = host.open()
    book.write("t", frame(Tekst=["række 1", "række 2", "række 3"]))
    book.save()
    assert not [action for action in host.xw.json()["actions"] if action["func"] == "setValues"]


def test_a_client_without_our_part_is_read_with_values_as_they_stand(small):
    import xlwings as xw

    from tests.hosts.office_js import payload_of
    from workbook.live.book import LiveBook
    from workbook.live.remote import RemoteExcel

    host = Remote(small())
    book = xw.Book(json=payload_of(host.grid, xw.__version__, with_part=False))
    raw = LiveBook(book, RemoteExcel(book)).read("t")
    book.close()
    assert [cell.value for cell in raw.rows[0]] == ["række 1", 1.5, date(2008, 1, 1), 2.0]
    assert not any(cell.formula for row in raw.rows for cell in row)


@pytest.mark.parametrize("text", ["01.10", "2008-06-30", "007", "5 %", "SAND", "1/2", "#N/A?"])
@pytest.mark.parametrize("adapter", OPEN)
def test_a_text_that_looks_like_a_figure_stays_text_in_an_unformatted_cell(adapter, small, text):
    host = adapter(small())
    host.grid.sheet("Ark Æ").cell(2, 2).number_format = "General"
    written(host, frame(Tekst=[text, "b", "c"]))
    assert host.open().read("t").rows[0][0][:2] == (CellKind.TEXT, text)


@pytest.mark.parametrize("adapter", OPEN)
def test_a_formula_below_that_shows_nothing_blocks_growth_too(adapter, small):
    host = adapter(small())
    cell = host.grid.sheet("Ark Æ").cell(6, 3)
    cell.value, cell.formula = "", '=IF(A1>0,"x","")'
    with pytest.raises(RefusedError) as refused:
        written(host, frame(Tekst=["x"] * 6))
    assert refused.value.issues[0].details["cell"] == "C6"


def test_filters_beside_the_table_and_on_plain_cells_are_cleared_and_said(small):
    for spoil in (
        lambda sheet: sheet.tables.append(Table("min", 1, 8, 4, 9, hidden={2, 3})),
        lambda sheet: sheet.hidden.update({2, 3}),
    ):
        host = Desktop(small())
        spoil(host.grid.sheet("Ark Æ"))
        book = host.open()
        book.write("t", frame(Tekst=["x", "y", "z"]))
        book.save()
        assert [row[0] for row in host.rows("t")] == ["x", "y", "z"]
        assert [issue.code for issue in book.notices] == ["filter_cleared"]


def _break_puts(monkeypatch, first, many):
    """Let the writes of cells fail from one on, so many times."""
    put, calls = GridSheet.put, []

    def failing(self, *arguments):
        calls.append(arguments)
        if first <= len(calls) < first + many:
            raise OSError("Excel is busy")
        put(self, *arguments)

    monkeypatch.setattr(GridSheet, "put", failing)


@pytest.mark.parametrize(("count", "fails"), [(1, 1), (1, 2), (3, 1), (6, 1), (6, 2)])
def test_an_error_midway_puts_the_totals_row_back(small, monkeypatch, count, fails):
    host = Desktop(small(totals=True))
    host.grid.sheet("Ark Æ").cell(2, 2).value = "2008-06-30"
    host.grid.sheet("Ark Æ").cell(2, 2).number_format = "General"
    _, table = host.grid.locate("t")
    before, bottom = host.rows("t"), table.bottom
    book = host.open()
    book.write("t", frame(Tekst=["x"] * count))
    with monkeypatch.context() as broken, pytest.raises(OSError, match="busy"):
        _break_puts(broken, fails, 1)
        book.save()
    assert host.rows("t") == before
    assert (table.bottom, table.totals) == (bottom, True)


def test_where_even_the_undoing_fails_that_is_said(small, monkeypatch):
    host = Desktop(small())
    book = host.open()
    book.write("t", frame(Tekst=["x", "y", "z"]))
    _break_puts(monkeypatch, 1, 2)
    with pytest.raises(CannotOpenError) as refused:
        book.save()
    assert [issue.code for issue in refused.value.issues] == ["undo_failed"]
    assert "Ark Æ" in refused.value.issues[0].message(words())


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_accounts_that_look_like_figures_come_in_once(adapter, workbook, csv_file):
    host = adapter(workbook("Jobcenter Skelbækgade 2009"))
    lines = [f"Jobcenter Skelbækgade;{account};2009-01;100;50" for account in ("01.10", "2009-02", "Driftsbudget")]
    path = csv_file("Center;Konto;Periode;Budget;Forbrug", *lines)
    for expected in ((3, 0, 0), (0, 0, 3)):
        book = host.open()
        changes = import_into(book, words(), [path], NOW).changes
        book.save()
        host.close()
        assert (changes.added, changes.changed, changes.unchanged) == expected


# ---- comments --------------------------------------------------------------------------------------------------


def with_comments(host, *places):
    host.grid.sheet("Ark Æ").comments.update({place: f"om {place}" for place in places})
    return host


def moved(host):
    """The second row goes, the third takes its place; what is said of it."""
    book = host.open()
    book.write("t", frame(Tekst=["række 1", "række 3"]), [0, 2])
    foreseen = [issue.code for issue in book.foreseen()]
    book.save()
    host.close()
    return foreseen, book.notices, host.grid.sheet("Ark Æ").comments


def test_comments_go_with_their_rows_in_excel_and_those_of_rows_that_are_gone_are_named(small):
    host = with_comments(Desktop(small(locked=True)), (2, 2), (3, 3), (4, 3), (1, 2))
    foreseen, [issue], comments = moved(host)
    assert comments == {(2, 2): "om (2, 2)", (3, 3): "om (4, 3)", (5, 3): "om (3, 3)", (1, 2): "om (1, 2)"}
    assert (issue.code, issue.place.cell, issue.value) == ("comment_kept", "C5", "om (3, 3)")
    assert issue.details == {"before": "C3", "row": "række 2 3.0"}
    assert foreseen == ["comment_kept"]


def test_comments_that_excel_does_not_move_are_named_and_the_figures_written(small, monkeypatch):
    host = with_comments(Desktop(small()), (4, 3))
    monkeypatch.setattr("tests.hosts.desktop.Range.PasteSpecial", lambda *_: 1 / 0)
    _, [issue], comments = moved(host)
    assert (issue.code, issue.value) == ("comments_stay", "C4")
    assert comments == {(4, 3): "om (4, 3)"}
    assert [row[0] for row in host.rows("t")] == ["række 1", "række 3"]


def test_in_a_browser_comments_stay_and_are_named(small):
    host = with_comments(Remote(small()), (2, 2), (4, 3))
    _, [issue], comments = moved(host)
    assert (issue.code, issue.value) == ("comments_stay", "C4")
    assert set(comments) == {(2, 2), (4, 3)}


def test_comments_of_a_table_whose_rows_stay_are_not_touched(small):
    host = with_comments(Desktop(small()), (2, 2), (4, 3))
    book = host.open()
    book.write("t", frame(Tekst=["a", "b", "c"]), [0, 1, 2])
    book.save()
    assert book.notices == []
    assert set(host.grid.sheet("Ark Æ").comments) == {(2, 2), (4, 3)}


def test_a_renamed_column_refuses_a_button_as_it_refuses_a_command(filled):
    host = Desktop(filled)
    sheet = host.grid.sheet("Opfølgning")
    at = next(place for place, cell in sheet.cells.items() if cell.value == "Lys")
    sheet.cell(*at).value = "Status"
    before = host.rows("results")
    with pytest.raises(RefusedError) as caught:
        recalculate_book(host.open(), words(), None, NOW)
    [issue] = caught.value.issues
    assert (issue.code, issue.place.column, issue.value) == ("own_column_renamed", "Lys", "Status")
    assert host.rows("results") == before
