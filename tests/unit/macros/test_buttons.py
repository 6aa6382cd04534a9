"""The buttons on the desktop: one clear message each, Validering opened where something was refused, Excel as before."""

import re
import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlparse

import openpyxl
import pytest
import xlwings as xw

from macros import crash_log as trouble
from macros.buttons import attach as attaching
from macros.buttons import classic
from macros.buttons.actions import BUTTONS, press
from macros.buttons.desktop import DesktopDesk
from macros.buttons.names import BUTTON_NAMES
from macros.cli import main
from macros.commands.every import COMMANDS
from schemas.tables import Results
from schemas.words.vocabulary import words
from tests import ROOT
from tests.conftest import EXAMPLES
from tests.hosts.desktop import open_in_excel
from tests.hosts.grid import grid_of
from tests.unit.macros.test_upgrading import NEW_SHEETS

NOW = datetime(2009, 7, 20, 9, 30)
EXPORTS = [str(EXAMPLES / "example_2009.csv"), str(EXAMPLES / "example_2009_budget.csv")]
OLD = ROOT / "tests" / "old" / "2026-11-22.xlsx"  # it lacks a sheet and columns
CENTRE = "Jobcenter Skelbækgade 2009"


@pytest.fixture
def excel(workbook):
    """A workbook open in the stand-in for Excel: ``excel(files)`` gives (press, grid, app)."""

    def opened(*files, name=CENTRE):
        grid = grid_of(workbook(name))
        [book] = open_in_excel(grid)
        app = book.app.impl
        app.files = list(files)
        desk = DesktopDesk(book, words())
        return lambda button: press(button, desk, NOW), grid, app

    return opened


def column(grid, table, position):
    return [row[position] for row in grid.rows(table)]


def test_import_then_recalculate_say_what_changed(excel):
    push, grid, app = excel(*EXPORTS)
    assert push("import").text.startswith("Hentet fra 2 fil(er): 320 nye rækker, 0 ændrede, 0 uændrede.")
    assert len(grid.rows("observations")) == 272
    outcome = push("recalculate")
    assert outcome.text.startswith("Opgjort pr. 30-06-2009: ")
    assert not outcome.bad
    light = grid.header("results").index(words().title(Results, Results.LIGHT))
    assert set(column(grid, "results", light)) <= {"● Grøn", "▲ Gul", "◆ Rød", "○ Ingen data"}
    assert [mode for _, mode in app.said] == ["info", "info"]
    assert app.seen == ["Læser og kontrollerer …", "Skriver …", "Beregner …", "Skriver …"]


def test_a_refused_import_changes_only_validering_which_is_opened(excel, csv_file):
    push, grid, app = excel(
        str(
            csv_file(
                "Center;Indikator;Periode;Værdi", "Jobcenter Skelbækgade;contact_interviews_on_time;2009-06;ukendt"
            )
        )
    )
    before = {table: grid.rows(table) for table in ("observations", "results", "log", "about")}
    outcome = push("import")
    assert outcome.bad
    assert outcome.text.startswith("Afvist: 1 fejl og 0 advarsel(er). Intet er ændret; de står i arket Validering.")
    assert "ukendt" in outcome.text
    assert {table: grid.rows(table) for table in before} == before
    assert column(grid, "issues", 0) == ["Fejl"]
    assert (grid.active, app.said[-1][1]) == ("Validering", "critical")


def test_nothing_chosen_changes_nothing(excel):
    push, grid, _ = excel()
    before = grid.rows("log")
    for button in ("import", "consolidate", "report", "new", "roll_over", "upgrade"):
        assert push(button).text == "Intet er valgt; intet er ændret."
    assert grid.rows("log") == before


def test_validate_lists_what_is_wrong_in_the_workbook_itself(excel):
    push, grid, _ = excel()
    assert push("validate").text.startswith("Kontrolleret: ingen fejl")
    sheet, table = grid.locate("goals")
    place = [sheet.at(table.top, column).value for column in range(table.left, table.right + 1)].index("Regel")
    sheet.cell(table.top + 1, table.left + place).value = "omtrent"
    outcome = push("validate")
    assert outcome.bad
    assert "omtrent" in outcome.text
    assert grid.active == "Validering"


def test_a_renamed_column_is_refused_by_name(excel):
    push, grid, _ = excel()
    sheet, table = grid.locate("goals")
    sheet.cell(table.top, table.left).value = "Nummer på målet"
    outcome = push("recalculate")
    assert outcome.bad
    assert "Mål nr." in outcome.text


def test_a_workbook_of_somebody_else_is_refused_without_touching_it(tmp_path):
    import xlsxwriter

    path = tmp_path / "fremmed.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Ark1").write("A1", "hej")
    [book] = open_in_excel(grid := grid_of(path))
    desk = DesktopDesk(book, words())
    for button in ("import", "validate", "recalculate"):
        outcome = press(button, desk, NOW)
        assert outcome.bad
        assert "fremmed.xlsx er ikke en projektmappe fra resultatkontrakt" in outcome.text
    assert {cell.value for cell in grid.sheets[0].cells.values()} == {"hej"}


def test_consolidate_takes_saved_workbooks_and_makes_one(excel, workbook, tmp_path, monkeypatch):
    paths = [str(workbook("Jobcenter København 2008"))]
    push, _, app = excel(*paths)
    out = tmp_path / "samlet.xlsx"
    monkeypatch.setattr(type(app), "GetSaveAsFilename", lambda *_: str(out))
    outcome = push("consolidate")
    assert not outcome.bad, outcome.text
    assert out.exists()
    assert "1 projektmapper" in outcome.text
    monkeypatch.setattr(type(app), "GetSaveAsFilename", lambda *_: False)
    assert push("consolidate").text == "Intet er valgt; intet er ændret."


def test_report_asks_which_document_and_where_to(excel, workbook, tmp_path, monkeypatch):
    push, _, app = excel(str(workbook("Jobcenter København 2008")))
    out = tmp_path / "rapport.html"
    monkeypatch.setattr(type(app), "GetSaveAsFilename", lambda *_: str(out))
    app.typed = True  # the suggestion: in July the half-year report
    outcome = push("report")
    assert (outcome.bad, outcome.text.splitlines()[0]) == (False, f"Lavet: {out}")
    asked = next(text for text, mode in app.said if mode == "ask")
    assert asked.splitlines()[1:3] == ["1  Halvårsrapport", "2  Årsrapport"]
    assert "Halvårsopfølgning" in out.read_text(encoding="utf-8")


def test_report_replaces_an_edited_file_only_when_told_to(excel, workbook, tmp_path, monkeypatch):
    push, _, app = excel(str(workbook("Jobcenter København 2008")))
    out = tmp_path / "rapport.html"
    out.write_text("mit eget", encoding="utf-8")
    monkeypatch.setattr(type(app), "GetSaveAsFilename", lambda *_: str(out))
    app.typed, app.answer = "2", "no"
    assert push("report").text == "Intet er valgt; intet er ændret."
    assert out.read_text(encoding="utf-8") == "mit eget"
    app.answer = "yes"
    assert push("report").text.startswith("Lavet: ")
    assert "Årsopfølgning" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "text", "bad"),
    [(False, "Intet er valgt", False), ("7", "»7« er ikke nummeret på et dokument.", True), ("", "»«", True)],
)
def test_report_without_a_document_makes_none(excel, workbook, typed, text, bad):
    push, _, app = excel(str(workbook("Jobcenter København 2008")))
    app.typed = typed
    outcome = push("report")
    assert (outcome.text.startswith(text), outcome.bad) == (True, bad)


def test_new_makes_a_workbook_for_each_centre_beside_the_open_one(excel, tmp_path, monkeypatch):
    from importlib.resources import files

    register = tmp_path / "register.csv"
    register.write_bytes(files("workbook").joinpath("registers", "2008.csv").read_bytes())
    push, grid, _ = excel(str(register))
    folder = tmp_path / "mappe"
    folder.mkdir()
    grid.name = str(folder / "åben.xlsx")
    outcome = push("new")
    assert not outcome.bad, outcome.text
    assert sum(1 for _ in folder.glob("*.xlsx")) == int(outcome.text.split()[0])


@pytest.fixture
def pages(monkeypatch):
    """The pages that were opened in the browser."""
    opened = []

    def open_(address):
        path = Path(unquote(urlparse(address).path))
        opened.append(path.read_text(encoding="utf-8"))
        path.unlink()
        return True

    monkeypatch.setattr("macros.buttons.desktop.webbrowser.open", open_)
    return opened


def select(app, sheet, cell):
    app.selection = xw.Book(impl=app.books.all[0]).sheets[sheet].range(cell).impl


@pytest.mark.parametrize(("sheet", "cell"), [("Opfølgning", "C7"), ("Kontrakt", "A7")])
def test_explain_tells_of_the_goal_whose_row_is_selected(excel, pages, sheet, cell):
    push, grid, app = excel(*EXPORTS)
    push("import")
    push("recalculate")
    before = {table: grid.rows(table) for table in ("observations", "results", "log")}
    select(app, sheet, cell)
    outcome = push("explain")
    assert outcome.text == (
        "Mål 1.3, Jobcenter Skelbækgade: Jobsamtaler holdt til tiden\nForklaringen er åbnet i browseren."
    )
    [page] = pages
    assert "<h1>Mål 1.3, Jobcenter Skelbækgade: Jobsamtaler holdt til tiden</h1>" in page
    assert "× 100 = 87,55345487" in page
    assert "hentet fra example_2009.csv, celle E32" in page
    assert {table: grid.rows(table) for table in before} == before


def test_explain_asks_for_the_number_where_no_goal_is_selected(excel, pages):
    push, _, app = excel()
    select(app, "Forside", "A1")
    assert push("explain").text.startswith("Stil dig i målets række på arket Opfølgning")
    assert app.said[-2][1] == "ask"
    app.typed = "1.4"
    assert push("explain").text.startswith("Mål 1.4, Jobcenter Skelbækgade")
    app.typed = "1.33"
    outcome = push("explain")
    assert outcome.bad
    assert "Her er intet mål nr. »1.33«" in outcome.text
    assert len(pages) == 1


def test_upgrade_asks_first_and_then_adds_what_is_lacking(excel, tmp_path):
    old = shutil.copy(OLD, tmp_path / "gammel.xlsx")
    push, _, app = excel(str(old), str(tmp_path / f"{CENTRE}.xlsx"))
    before = old.read_bytes()
    app.answer = "no"
    assert push("upgrade").text == "Intet er valgt; intet er ændret."
    question, _ = app.said[0]
    assert question.startswith("Skal dette føjes til?")
    assert "gammel.xlsx: Nye ark: " in question
    assert CENTRE not in question  # it lacks nothing
    assert old.read_bytes() == before
    app.answer = "yes"
    outcome = push("upgrade")
    assert not outcome.bad, outcome.text
    assert f"{CENTRE}.xlsx: Projektmappen har allerede alle ark og kolonner" in outcome.text
    assert f"gammel.xlsx: Nye ark: {', '.join(NEW_SHEETS)}. Nye kolonner: " in outcome.text
    assert old.read_bytes() != before


def test_upgrade_of_current_workbooks_asks_nothing(excel, tmp_path):
    push, _, app = excel(str(tmp_path / f"{CENTRE}.xlsx"))
    assert "allerede" in push("upgrade").text
    assert len(app.said) == 1


def test_one_workbook_that_cannot_be_upgraded_does_not_keep_the_others(excel, tmp_path):
    paths = [shutil.copy(OLD, tmp_path / name) for name in ("a.xlsx", "b.xlsx")]
    book = openpyxl.load_workbook(paths[0])
    sheet = book["Opfølgning"]
    area = next(table.ref for table in sheet.tables.values() if table.name == "results")
    _, top, right, _ = openpyxl.utils.range_boundaries(area)
    sheet.cell(row=top, column=right + 1).value = "min egen"
    book.save(paths[0])
    push, _, _ = excel(*map(str, paths))
    outcome = push("upgrade")
    assert outcome.bad
    assert "a.xlsx: Tabellen" in outcome.text
    assert f"b.xlsx: Nye ark: {', '.join(NEW_SHEETS)}." in outcome.text


def test_an_unexpected_error_is_a_code_and_a_place_and_excel_is_as_before(excel, monkeypatch, tmp_path):
    monkeypatch.setattr(trouble, "log_folder", lambda: tmp_path)
    push, grid, app = excel(*EXPORTS)
    before = grid.rows("observations")
    monkeypatch.setattr("macros.buttons.actions.import_into", lambda *_: 1 / 0)
    outcome = push("import")
    assert outcome.bad
    assert str(tmp_path) in outcome.text
    assert re.search(r"\([0-9A-F]{6}\)", outcome.text)
    assert "Traceback" not in outcome.text
    assert grid.rows("observations") == before
    assert (app.screen_updating, app.enable_events, app.calculation) == (True, True, "automatic")


def test_what_runpython_calls_finds_the_calling_workbook_and_frees_the_status_bar(excel):
    _, grid, app = excel()
    xw.Book.set_mock_caller(xw.Book(impl=app.books.all[0]))
    try:
        classic.press("recalculate")
    finally:
        del xw.Book._mock_caller
    assert app.status_bar is False
    assert app.said[0][0].startswith("Opgjort pr.")
    assert column(grid, "log", 2)[-1] == "Genberegn"


def test_every_button_of_the_command_line_is_there():
    assert tuple(BUTTONS) == BUTTON_NAMES
    of_commands = {name.replace("_", "-") for name in BUTTON_NAMES}
    assert of_commands - {*COMMANDS} == {"import-all", "preview"}  # import of a folder, and import --preview


# ---- attach: the same from a console ---------------------------------------------------------------------------


@pytest.fixture
def two_open(workbook):
    """Two of our workbooks and one of somebody else's, open at once."""
    ours = [grid_of(workbook(name)) for name in (CENTRE, "Jobcenter København 2008")]
    open_in_excel(*ours)
    return ours


def test_attach_runs_one_button_on_the_only_workbook(workbook, capsys, monkeypatch):
    grid = grid_of(workbook(CENTRE))
    [book] = open_in_excel(grid)
    monkeypatch.setattr(attaching.xw, "apps", [book.app])
    assert main(["attach", "--do", "recalculate"]) == 0
    out = capsys.readouterr().out
    assert "Arbejder på Jobcenter Skelbækgade 2009.xlsx i Excel." in out
    assert "Opgjort pr." in out
    assert column(grid, "log", 2)[-1] == "Genberegn"


def test_attach_with_two_open_takes_the_named_one_or_the_one_in_front(two_open, capsys, monkeypatch):
    books = [xw.Book(impl=book) for book in xw.engines.active.impl.apps.all[0].books.all]
    monkeypatch.setattr(attaching.xw, "apps", [books[0].app])
    assert main(["attach", "--workbook", "jobcenter skelbækgade 2009.xlsx", "--do", "validate"]) == 0
    assert "Arbejder på Jobcenter Skelbækgade 2009.xlsx" in capsys.readouterr().out
    assert main(["attach", "--do", "validate"]) == 0
    assert "Arbejder på Jobcenter København 2008.xlsx" in capsys.readouterr().out
    assert main(["attach", "--workbook", "Budget.xlsx", "--do", "validate"]) == 3
    assert "»Budget.xlsx« er ikke åben i Excel" in capsys.readouterr().err


def test_attach_shows_a_menu_until_the_user_ends_it(two_open, capsys, monkeypatch):
    books = [xw.Book(impl=book) for book in xw.engines.active.impl.apps.all[0].books.all]
    monkeypatch.setattr(attaching.xw, "apps", [books[0].app])
    answers = iter(["8", "1", "x", "3", "4", ""])
    assert attaching.attach(None, None, words(), lambda _: next(answers)) == 0
    out = capsys.readouterr().out
    assert "1  Jobcenter Skelbækgade 2009.xlsx" in out
    assert "4  Genberegn" in out
    assert "Kontrolleret" in out
    assert "Opgjort pr." in out


def test_attach_without_excel_says_so(capsys):
    xw.engines.active = None
    assert main(["attach"]) == 3
    assert "Der er ingen Excel at arbejde på" in capsys.readouterr().err


def test_attach_without_a_workbook_of_ours_names_those_that_are_open(tmp_path, capsys, monkeypatch):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "fremmed.xlsx") as file:
        file.add_worksheet()
    [book] = open_in_excel(grid_of(tmp_path / "fremmed.xlsx"))
    monkeypatch.setattr(attaching.xw, "apps", [book.app])
    assert main(["attach"]) == 3
    assert "fremmed.xlsx" in capsys.readouterr().err


def test_an_unforeseen_error_is_told_in_the_workbooks_language(tmp_path, monkeypatch):
    path = tmp_path / "english.xlsx"
    assert main(["--language", "en", "new", "2009", "--out", str(path), "--centre", "Jobcenter Skelbækgade"]) == 0
    [book] = open_in_excel(grid_of(path))
    monkeypatch.setitem(BUTTONS, "recalculate", lambda *_: 1 / 0)
    assert press("recalculate", DesktopDesk(book, words()), NOW).text.startswith("An unexpected error")


def test_next_year_asks_the_year_and_what_stays_behind_and_makes_a_folder(excel, tmp_path):
    old = tmp_path / f"{CENTRE}.xlsx"
    push, grid, app = excel(str(old))
    grid.name = str(old)
    before = old.read_bytes()
    assert push("roll_over").text == "Intet er valgt; intet er ændret."  # no year
    app.typed = "2011"
    assert push("roll_over").bad
    app.typed = True  # what is suggested
    outcome = push("roll_over")
    assert not outcome.bad, outcome.text
    assert "Hvilket år skal de nye projektmapper gælde for?" in [question for question, _ in app.said]
    assert outcome.text.startswith(f"1 projektmapper for 2010 er lavet i {tmp_path / '2010'}. 18 mål er ført videre")
    made = sorted(path.name for path in (tmp_path / "2010").iterdir())
    assert made == ["Jobcenter Skelbækgade 2010.xlsx", "Kontraktregister 2010.xlsx"]
    assert old.read_bytes() == before
    again = push("roll_over")
    assert again.bad and "Jobcenter Skelbækgade 2010.xlsx, Kontraktregister 2010.xlsx" in again.text


def test_a_new_register_is_made_where_the_user_says_for_the_year_that_is_asked(excel, tmp_path):
    push, _, app = excel()
    assert push("register").text == "Intet er valgt; intet er ændret."  # no year
    app.typed = "næste"
    assert push("register").bad
    app.typed = "2010"
    assert push("register").text == "Intet er valgt; intet er ændret."  # no place
    app.files = [str(tmp_path / "mit.xlsx")]
    outcome = push("register")
    assert not outcome.bad and outcome.text.startswith(f"Lavet: {tmp_path / 'mit.xlsx'}.")
    assert openpyxl.load_workbook(tmp_path / "mit.xlsx").sheetnames[0] == "Mål"
    assert push("register").bad  # the file stays as it is
