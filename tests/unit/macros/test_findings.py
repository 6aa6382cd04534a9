"""How findings are shown: on the sheet Validering, on a terminal, as JSON and as a page."""

import io
import json
from datetime import datetime

import pytest
import xlwings as xw

from macros.buttons.actions import press
from macros.buttons.desktop import DesktopDesk
from macros.cli import main
from macros.steps.contract import open_book
from macros.steps.findings_sheet import groups_frame, issue_counts_frame, issues_frame, write_findings
from macros.terminal.console import encodable
from macros.terminal.finding_lines import finding_lines, groups_and_issues
from schemas.issues.grouping import MOST_OF_A_CODE
from schemas.issues.issue import Issue, Place
from schemas.tables import IssueGroups, Issues
from schemas.words.vocabulary import words
from tests.hosts.books import ADAPTERS
from tests.hosts.desktop import open_in_excel
from tests.hosts.grid import grid_of
from tests.unit.macros.test_bad_input import rewritten
from workbook.closed.book import ClosedBook
from workbook.links import whole_paths

DA = words()
NOW = datetime(2009, 7, 20, 9, 30)
CENTRE = "Jobcenter Skelbækgade 2009"
HEADER = "Center;Indikator;Periode;Værdi"
BAD = "Jobcenter Skelbækgade;ukendt;2009-06;5"


def unreadable(row, file="a.xlsx", sheet="Ark1"):
    return Issue("not_a_number", Place(file, sheet, row, "Værdi", f"D{row}"), "abc")


def converted(row, file="a.xlsx"):
    return Issue("coerced_value", Place(file, "Ark1", row, "Værdi", f"D{row}"), "ca. 5", {"taken": 5})


def write(path, issues, paths=()):
    book, language = open_book(path)
    with book:
        write_findings(book, issues, language, whole_paths(paths))
        book.save()


def cells(path, table, title):
    with ClosedBook(path) as book:
        raw = book.read(table)
    return [row[raw.header.index(title)] for row in raw.rows]


def values(path, table, title):
    return [cell.value for cell in cells(path, table, title)]


# --- the sheet ---


def test_counts_groups_and_links_stand_on_the_sheet(workbook, tmp_path):
    path = workbook(CENTRE)
    own = Issue("rows_below_table", Place(path.name, "LIS-data", None, "", "A16"))
    write(path, [own, unreadable(2), unreadable(3), converted(4)], [tmp_path / "a.xlsx"])
    assert values(path, "issue_counts", "Alvor") == ["Fejl", "Advarsel"]
    assert values(path, "issue_counts", "Antal") == [2, 2]
    assert values(path, "issue_groups", "Antal")[:4] == [2, 1, 1]
    assert values(path, "issue_groups", "Første sted")[:4] == ["D2", "A16", "D4"]
    assert [cell.formula for cell in cells(path, "issues", "Celle")] == [
        f'HYPERLINK("[{tmp_path / "a.xlsx"}]\'Ark1\'!D2","D2")',
        f'HYPERLINK("[{tmp_path / "a.xlsx"}]\'Ark1\'!D3","D3")',
        'HYPERLINK("#\'LIS-data\'!A16","A16")',
        f'HYPERLINK("[{tmp_path / "a.xlsx"}]\'Ark1\'!D4","D4")',
    ]


def test_groups_have_no_blank_rows_and_move_no_other_table(workbook):
    path = workbook(CENTRE)
    tops = set()
    for count in (0, 3, 40):
        write(path, [unreadable(2, sheet=f"Ark{number}") for number in range(count)])
        with ClosedBook(path) as book:
            tops |= {book.read(name).header_row for name in ("issues", "issue_groups")}
            assert len(book.read("issue_groups").rows) == max(count, 1)
    assert len(tops) == 1
    assert values(path, "issue_groups", "Antal") == [1] * 40
    write(path, [])
    assert values(path, "issue_groups", "Fund") == [None]
    assert values(path, "issue_counts", "Antal") == [0, 0]


@pytest.mark.parametrize(
    ("groups", "told"), [(12, "Ikke et tal"), (13, "… og 2 grupper mere; hvert fund står nedenfor")]
)
def test_groups_above_the_findings_of_an_earlier_layout_keep_their_rows(groups, told):
    frame = groups_frame([unreadable(2, sheet=f"Ark{number}") for number in range(groups)], DA, "k.xlsx", {}, most=12)
    assert frame[IssueGroups.TITLE].tolist() == ["Ikke et tal"] * 11 + [told]


def test_at_most_two_thousand_of_a_code_are_listed():
    issues = [converted(1), *(unreadable(row) for row in range(MOST_OF_A_CODE + 5))]
    frame = issues_frame(issues, DA)
    assert frame[Issues.CODE].value_counts().to_dict() == {
        "not_a_number": MOST_OF_A_CODE,
        "coerced_value": 1,
        "findings_left_out": 1,
    }
    assert issue_counts_frame(issues)["count"].tolist() == [MOST_OF_A_CODE + 5, 1]


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda each: each.__name__)
def test_an_earlier_link_does_not_stay_where_none_leads_there_now(adapter, workbook, tmp_path):
    made = adapter(workbook(CENTRE))
    for paths, formula in (([tmp_path / "a.xlsx"], "HYPERLINK("), ([], '"D2"'), ([tmp_path / "a.xlsx"], "HYPERLINK(")):
        book = made.open()
        write_findings(book, [unreadable(2)], DA, whole_paths(paths))
        book.save()
        made.close()
        book = made.open()
        raw = book.read("issues")
        cell = raw.rows[0][raw.header.index("Celle")]
        made.close()
        assert cell.value == "D2"
        assert cell.formula.startswith(formula)


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda each: each.__name__)
def test_a_workbook_without_the_table_of_groups_is_still_written(adapter, workbook, tmp_path):
    older = workbook(CENTRE)
    for table in ("issue_groups", "issue_counts"):
        with ClosedBook(older) as book:
            part = book._index.tables[table].part
        name = table.encode()
        older = rewritten(older, tmp_path / f"{table}.xlsx", b'"' + name + b'"', b'"mine_' + name[6:] + b'"', part)
    made = adapter(older)
    book = made.open()
    assert "issue_groups" not in book.tables()
    write_findings(book, [unreadable(2)], DA, whole_paths([tmp_path / "a.xlsx"]))
    book.save()
    made.close()
    book = made.open()
    raw = book.read("issues")
    cell = raw.rows[0][raw.header.index("Celle")]
    made.close()
    assert (cell.value, cell.formula) == ("D2", "")


def test_hostile_names_stay_text(workbook, tmp_path):
    path = workbook(CENTRE)
    name = '=HYPERLINK("http://x")'
    issue = Issue("not_a_number", Place("a.xlsx", f'"&{name}&"', 2, name, "D2"), name)
    write(path, [issue], [tmp_path / "a.xlsx"])
    assert values(path, "issues", "Fundet værdi") == [name]
    assert cells(path, "issues", "Fundet værdi")[0].formula == ""
    [cell] = cells(path, "issues", "Celle")
    assert cell.formula.count('""') == 4


def test_a_refused_import_in_excel_leads_to_the_export_and_opens_the_groups(workbook, csv_file):
    export = csv_file(HEADER, BAD)
    grid = grid_of(workbook(CENTRE))
    [book] = open_in_excel(grid)
    book.app.impl.files = [str(export)]
    assert press("import", DesktopDesk(book, DA), NOW).bad
    sheet, table = grid.locate("issues")
    assert sheet.cell(table.top + 1, table.left + 1).formula == f'=HYPERLINK("{export}","B2")'
    assert grid.rows("issue_groups")[0][:3] == ["Fejl", 1.0, "Ukendt indikator"]
    assert grid.rows("issue_counts") == [["Fejl", 1.0], ["Advarsel", 0.0]]


def test_behind_a_server_nothing_leads_to_the_servers_folders(workbook, csv_file, tmp_path):
    from macros.serving.desk import RemoteDesk
    from tests.hosts.office_js import payload_of

    export = csv_file(HEADER, BAD)
    book = xw.Book(json=payload_of(grid_of(workbook(CENTRE)), xw.__version__))
    try:
        assert RemoteDesk(book, [], tmp_path, DA, "run").paths_by_name([export]) == {}
    finally:
        book.close()


# --- a terminal ---


def test_groups_come_first_and_then_each_finding():
    lines = finding_lines([converted(4), unreadable(2), unreadable(3)], DA, width=80)
    assert lines[:5] == [
        "Alvor     Fund         Hvor          Antal",
        "--------  -----------  ------------  -----",
        "Fejl      Ikke et tal  a.xlsx, Ark1      2",
        "Advarsel  Værdi omsat  a.xlsx, Ark1      1",
        "",
    ]
    assert lines[5] == "Fejl (a.xlsx, Ark1, D2): »abc« i »Værdi« er ikke et tal."
    assert lines[8:] == ["Advarsel (a.xlsx, Ark1, D4): »ca. 5« i »Værdi« er læst som 5."]


def test_readings_that_lose_nothing_are_one_line_with_an_example():
    lines = finding_lines([converted(row) for row in range(4, 40)], DA)
    assert lines == ["Advarsel (a.xlsx, Ark1): 36 af slagsen, fx D4: »ca. 5« i »Værdi« er læst som 5."]
    sheets = [Issue("sheet_left_out", Place("a.xlsx", f"Ark{at}"), f"Ark{at}") for at in range(300)]
    [line] = finding_lines(sheets, DA)
    assert line.startswith("Advarsel (a.xlsx): 300 af slagsen, fx Ark0: Arket »Ark0« er ingen tabel")


def test_what_to_do_is_said_once_for_findings_in_a_row():
    lines = finding_lines([unreadable(2), unreadable(3)], DA)
    assert sum(line.startswith("    →") for line in lines) == 1
    assert lines[-1].startswith("    →")


def test_a_few_warnings_need_no_table():
    jump = Issue("jump", Place("a.xlsx", "Ark1", 9, "Værdi", "D9"), "412", dict.fromkeys(
        ("centre", "measure", "period", "before", "period_before", "usual"), "x"))  # fmt: skip
    lines = finding_lines([converted(4), converted(5), jump], DA)
    assert [line.partition(" (")[0].strip() for line in lines if "→" not in line] == ["Advarsel", "Advarsel"]
    assert "412" in lines[0]


def test_one_finding_needs_no_table():
    assert finding_lines([unreadable(2)], DA)[0].startswith("Fejl (a.xlsx, Ark1, D2)")
    assert finding_lines([], DA) == []


def test_a_large_group_is_cut_with_a_word():
    lines = finding_lines([unreadable(row) for row in range(50)], DA, width=80)
    assert sum(line.startswith("Fejl (") for line in lines) == 20
    assert lines[-1] == "… og 30 mere af slagsen »Ikke et tal« (a.xlsx, Ark1) (alle: --json)"


def test_of_warnings_that_change_no_figure_only_as_many_as_are_read_are_shown():
    about = {"measure": "x", "centre": "y", "months": "2009-01"}
    found = [Issue("months_missing", Place("a.xlsx", "Kontrakt"), str(row), about) for row in range(12)]
    lines = finding_lines(found, DA, width=80)
    assert sum(line.startswith("Advarsel (") for line in lines) == 8
    assert lines[-1].startswith("… og 4 mere af slagsen")


@pytest.mark.parametrize("width", [20, 60, 80, 200])
@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "utf-8", "ascii"])
def test_the_table_keeps_its_width_in_every_code_page(width, encoding):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    issues = [
        unreadable(2, file=f"{'udtræk → fra ”LIS” ' * 9}.xlsx", sheet="Ark Ω … "),
        unreadable(2, file="b.xlsx"),
        converted(3),
    ]
    lines = finding_lines(issues, DA, width=width)[:5]
    shown = [encodable(line, stream) for line in lines]
    assert [len(line) for line in shown] == [len(line) for line in lines]
    assert max(len(line) for line in shown) < min(max(width, 60), 120)
    assert {line.rstrip()[-1] for line in shown[2:]} == {"1"}
    assert len({len(line) for line in shown}) == 1


def test_a_sheets_name_moves_no_cursor():
    text = "\n".join(finding_lines([unreadable(2, sheet="a\x1b[2J\nb"), unreadable(3)], DA))
    assert "\x1b" not in text
    assert "a [2J b" in text


def test_json_holds_groups_beside_every_finding():
    found = groups_and_issues([unreadable(row) for row in range(30)], DA)
    assert len(found["issues"]) == 30
    assert [group["count"] for group in found["groups"]] == [30]


# --- the command line ---


def run(*arguments):
    return main([str(each) for each in arguments])


def test_groups_and_page_of_a_refused_import(workbook, csv_file, tmp_path, capsys):
    path, page = workbook(CENTRE), tmp_path / "fund.html"
    before = path.read_bytes()
    assert run("import", path, csv_file(HEADER, BAD, BAD), "--html", page, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert next((group["code"], group["count"]) for group in found["groups"]) == ("unknown_measure", 2)
    assert path.read_bytes() == before
    text = page.read_text(encoding="utf-8")
    assert "Ukendt indikator" in text and "Afvist" in text and "udtræk.csv" in text


def test_the_page_of_an_accepted_import_and_of_a_check(filled, csv_file, tmp_path, capsys):
    page = tmp_path / "fund.html"
    assert run("validate", filled, "--html", page) == 0
    assert f"Siden med fund: {page}" in capsys.readouterr().out
    assert "Godkendt" in page.read_text(encoding="utf-8")
    assert run("--language", "en", "validate", csv_file(HEADER, BAD), filled, "--html", page) == 1
    assert "Refused" in page.read_text(encoding="utf-8")


def test_the_page_of_a_file_that_cannot_be_read(workbook, tmp_path, capsys):
    page, broken = tmp_path / "fund.html", tmp_path / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    assert run("import", workbook(CENTRE), broken, "--html", page) == 3
    assert "a.xlsx" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["fund.xlsx", "fund", "udtræk.html"])
def test_a_page_takes_no_other_files_place(name, workbook, csv_file, tmp_path, capsys):
    export, path = csv_file(HEADER, BAD, name="udtræk.html"), workbook(CENTRE)
    before = export.read_bytes()
    assert run("import", path, export, "--html", tmp_path / name) == 3
    assert "skal ende på .html" in capsys.readouterr().err
    assert export.read_bytes() == before
    assert not (tmp_path / "fund.xlsx").exists()


def test_a_page_that_cannot_be_written_stops_an_import_before_it_begins(workbook, csv_file, tmp_path, capsys):
    path = workbook(CENTRE)
    before = path.read_bytes()
    good = csv_file(HEADER, "Jobcenter Skelbækgade;inflow_over_12_months_reduction;2009-06;5")
    assert run("import", path, good, "--html", tmp_path / "ingen" / "fund.html") == 3
    assert path.read_bytes() == before
    assert capsys.readouterr().err.count("ingen") >= 1


def test_a_page_that_fails_late_is_said_and_the_refusal_too(workbook, csv_file, tmp_path, capsys, monkeypatch):
    from macros.terminal import findings_page as page
    from schemas.errors import CannotOpenError

    def full(*_):
        raise CannotOpenError([Issue("cannot_write", Place("fund.html"), "disk full.")])

    monkeypatch.setattr(page, "replacing", full)
    assert run("import", workbook(CENTRE), csv_file(HEADER, BAD), "--html", tmp_path / "fund.html") == 3
    said = capsys.readouterr().err
    assert "disk full" in said and "ukendt" in said
    assert run("validate", csv_file(HEADER, "JKM;x;2009-06;5"), "--html", tmp_path / "fund.html") == 3
    out = capsys.readouterr()
    assert "disk full" in out.err and out.out
