"""Through the command line: what refers to a table follows it, filters are cleared and said, renamed columns refuse."""

import re
import shutil
import zipfile

import openpyxl
import pytest

from macros.cli import main
from tests import ROOT
from workbook.closed.book import ClosedBook

CASES = ROOT / "tests" / "cases" / "writing"


@pytest.fixture
def case(tmp_path):
    return lambda name: shutil.copy(CASES / name, tmp_path / "bog.xlsx")


def texts(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name).decode("utf-8", "replace") for name in book.namelist()}


def column(path, table, title):
    with ClosedBook(path) as book:
        raw = book.read(table)
    return [row[raw.header.index(title)].text for row in raw.rows]


# ---- columns ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "steps", "said"),
    [
        ("B_renamed_Værdi.xlsx", ["import lis2.csv"], "Kolonnen »Værdi« mangler på arket LIS-data; i D4 står »Tal«"),
        ("lisdata_vaerdi_omdoebt.xlsx", ["recalculate"], "Kolonnen »Værdi« mangler"),
        ("B2_renamed_Lys.xlsx", ["recalculate"], "Kolonnen »Lys« mangler på arket Opfølgning; i D4 står »Status«"),
        ("B2_renamed_Lys.xlsx", ["upgrade"], "»Status«"),
    ],
)  # fmt: skip
def test_a_renamed_column_refuses_the_step(case, capsys, name, steps, said):
    path = case(name)
    before = path.read_bytes()
    for step in steps:
        command, *files = step.split()
        assert main([command, str(path), *(str(CASES / file) for file in files)]) == 1
    assert said in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_column_renamed_for_a_step_does_not_stop_another(case):
    path = case("B2_renamed_Lys.xlsx")
    assert main(["import", str(path), str(CASES / "A_fall.csv")]) == 0


@pytest.mark.parametrize("title", ["Mål nr.", "Årsprognose", "Umuligt", "2008-03"])
def test_any_column_that_is_written(case, capsys, title):
    path = _renamed(case("A_filter_red_before.xlsx"), "results", title)
    before = path.read_bytes()
    assert main(["recalculate", str(path)]) == 1
    told = capsys.readouterr().err
    assert f"Kolonnen »{title}« mangler" in told
    assert "»Mit navn«" in told
    assert path.read_bytes() == before


@pytest.mark.parametrize(("table", "title"), [("log", "Detaljer"), ("issues", "Besked"), ("attention", "Lys")])
def test_tables_that_are_only_written(case, capsys, table, title):
    path = case("A_filter_red_before.xlsx")
    with ClosedBook(path) as book:
        header = list(book.read(table).header)
    title = title if title in header else header[2]
    assert main(["recalculate", str(_renamed(path, table, title))]) == 1
    assert f"Kolonnen »{title}« mangler" in capsys.readouterr().err


def test_a_header_changed_in_its_cell_alone_is_a_renamed_column(case, capsys):
    path = case("A_filter_red_before.xlsx")
    book = openpyxl.load_workbook(path)
    book["LIS-data"]["D4"] = "Tal"
    book.save(path)
    assert main(["recalculate", str(path)]) == 1
    assert "»Værdi« mangler" in capsys.readouterr().err


def test_a_column_twice_is_refused(case, capsys):
    path = _renamed(case("A_filter_red_before.xlsx"), "results", "Note", "Light")
    assert main(["recalculate", str(path)]) == 1
    assert "står der to gange" in capsys.readouterr().err


def _renamed(path, table, title, new="Mit navn"):
    book = openpyxl.load_workbook(path)
    sheet = next(each for each in book if table in each.tables)
    found = sheet.tables[table]
    at = next(place for place, each in enumerate(found.tableColumns) if each.name == title)
    left, top, _, _ = openpyxl.utils.range_boundaries(found.ref)
    found.tableColumns[at].name = new
    sheet.cell(top, left + at).value = new
    book.save(path)
    return path


# ---- filters ---------------------------------------------------------------------------------------------------


def test_a_filter_that_would_hide_new_reds_is_cleared_and_said(case, capsys):
    path = case("A_filter_red_before.xlsx")
    assert main(["import", str(path), str(CASES / "A_fall.csv")]) == 0
    assert main(["recalculate", str(path)]) == 0
    assert "Filteret i arket Opfølgning er ryddet" in capsys.readouterr().out
    lights = dict(zip(column(path, "results", "Mål nr."), column(path, "results", "Lys"), strict=True))
    assert (lights["18"], lights["19"]) == ("◆ Rød", "◆ Rød")
    with ClosedBook(path) as book:
        table = book._index.tables["results"]
    parts = texts(path)
    assert "filterColumn" not in parts[table.part]
    assert f'<autoFilter ref="A4:BG{table.area.bottom}"' in parts[table.part]
    assert not re.search(r"<row [^>]*hidden", parts[table.sheet.part])
    assert any("Filteret" in text for text in column(path, "issues", "Besked"))
    assert any("Filteret" in text for text in column(path, "log", "Detalje"))


def test_a_filter_of_a_table_that_stays_as_it_is_stays(case):
    path = case("A_filter_red_before.xlsx")
    assert main(["import", str(path), str(CASES / "A_fall.csv")]) == 0
    with ClosedBook(path) as book:
        assert "filterColumn" in texts(path)[book._index.tables["results"].part]


# ---- references ------------------------------------------------------------------------------------------------


def test_chart_name_formula_and_list_end_where_the_table_ends(case):
    path = case("C_chart_name_formula.xlsx")
    assert main(["import", str(path), str(CASES / "lis2.csv")]) == 0
    with ClosedBook(path) as book:
        bottom = book._index.tables["observations"].data.bottom
    assert bottom == 5 + 12 + 84 - 1
    parts = texts(path)
    assert f"<c:f>'LIS-data'!$D$5:$D${bottom}</c:f>" in parts["xl/charts/chart300.xml"]
    assert f"'LIS-data'!$D$5:$D${bottom}</definedName>" in parts["xl/workbook.xml"]
    mine = parts["xl/worksheets/sheet100.xml"]
    assert f"<f>SUM('LIS-data'!$D$5:$D${bottom})</f>" in mine
    assert f"<formula1>'LIS-data'!$B$5:$B${bottom}</formula1>" in mine
    assert "<f>SUM(observations[Værdi])</f>" in mine


# ---- comments --------------------------------------------------------------------------------------------------


def test_a_comment_stands_beside_its_goal_and_those_of_goals_that_are_gone_are_named(case, capsys):
    path = case("D_comments_goals_deleted.xlsx")
    assert main(["recalculate", str(path)]) == 0
    comments = dict(
        re.findall(r'<comment ref="F(\d+)".*?<t>kommentar til mål (\d+)</t>', texts(path)["xl/comments9.xml"])
    )
    numbers = column(path, "results", "Mål nr.")
    assert {numbers[int(row) - 5]: goal for row, goal in comments.items() if int(row) - 5 < len(numbers)} == {
        "16": "16",
        "20": "20",
    }
    [kept] = [row for row, goal in comments.items() if goal == "4"]
    assert int(kept) > 5 + len(numbers)
    told = capsys.readouterr().out
    assert "Kommentaren »kommentar til mål 4«" in told
    assert f"F{kept}" in told
    assert any("kommentar til mål 4" in text for text in column(path, "log", "Detalje"))
