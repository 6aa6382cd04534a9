"""A file in another's place, and a register with slips: one clear finding each, with its cell, its goal and a way out."""

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from macros.cli import main
from schemas.tables import Goals
from schemas.words.vocabulary import words
from tests.unit.macros.command_line import run
from workbook.closed.book import ClosedBook

CASES = Path(__file__).parents[2] / "cases" / "year"
REGISTERS = Path(__file__).parents[3] / "workbook" / "registers"
SKELBAEKGADE = "Jobcenter Skelbækgade"


# -- a file in another's place ---------------------------------------------------------------------------------------


@pytest.fixture
def files(filled, together, tmp_path):
    """One of each kind: a workbook, a consolidated one, empty files."""
    empty = [tmp_path / name for name in ("tom.xlsx", "tom.csv")]
    for path in empty:
        path.write_bytes(b"")
    return {"workbook": filled, "together": together, "tom.xlsx": empty[0], "tom.csv": empty[1]}


COMMANDS = {
    "recalculate": ["recalculate", "{file}"],
    "import into": ["import", "{file}", "{export}"],
    "import": ["import", "{workbook}", "{file}"],
    "validate": ["validate", "{file}"],
    "validate against": ["validate", "{export}", "--workbook", "{file}"],
    "new": ["new", "{file}", "--out", "{folder}"],
    "consolidate": ["consolidate", "{file}", "--out", "{folder}/igen.xlsx"],
    "upgrade": ["upgrade", "{file}"],
    "explain": ["explain", "{file}", "--goal", "1.3"],
    "doctor": ["doctor", "{file}"],
    "roll-over": ["roll-over", "{file}", "--out", "{folder}/2010"],
}


@pytest.fixture
def order(files, csv_file, tmp_path, capsys):
    """Run a command on one of those files; the exit code and what was said, with nothing written."""
    export = csv_file("Center;Indikator;Periode;Værdi", f"{SKELBAEKGADE};activation_degree;2009-07;51")
    folder = tmp_path / "ud"
    folder.mkdir()
    places = {"export": export, "folder": folder, "workbook": files["workbook"]}

    def done(command, file):
        before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
        answer = run(capsys, *(each.format(file=files[file], **places) for each in COMMANDS[command]))
        assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
        assert list(folder.iterdir()) == []
        return answer

    return done


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"explain"}))  # that one it is for
def test_a_consolidated_workbook_is_named_as_such(command, order):
    code, text = order(command, "together")
    assert code == (1 if command in {"import", "new"} else 3)
    assert "samlet.xlsx er lavet med »Saml centre«" in text
    assert "Brug centrenes egne projektmapper" in text
    assert text.count("Fejl (") == 1


@pytest.mark.parametrize("file", ["tom.xlsx", "tom.csv"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_of_no_bytes_is_named_as_such(command, file, order):
    code, text = order(command, file)
    assert (code, f"Filen {file} er tom: den fylder 0 byte" in text, text.count("Fejl (")) == (3, True, 1)


def test_a_workbook_is_no_register(order):
    code, text = order("new", "workbook")
    assert (code, text.count("Fejl (")) == (1, 1)
    assert f"er en projektmappe for {SKELBAEKGADE} 2009 (arket Kontrakt, T5)" in text
    assert "kopiér arket Kontrakt til en fil for sig" in text


def test_the_way_out_of_it_works(filled, tmp_path, capsys):
    """The sheet Kontrakt in a file of its own, with another year."""
    book = openpyxl.load_workbook(filled)
    for name in book.sheetnames:
        if name != "Kontrakt":
            del book[name]
    sheet = book["Kontrakt"]
    for row in sheet.iter_rows(min_row=5):
        for cell in row:
            cell.value = 2010 if cell.value == 2009 else cell.value
    for name in list(book.defined_names):
        del book.defined_names[name]
    path = tmp_path / "register 2010.xlsx"
    book.save(path)
    assert run(capsys, "new", path, "--out", tmp_path / "ny.xlsx")[0] == 0


# -- a changed basis -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["recalculate", "validate", "consolidate"])
def test_a_changed_basis_without_baseline_names_cell_goal_and_way_out(command, filled, tmp_path, capsys):
    title = words().title(Goals, Goals.BASIS)
    with ClosedBook(filled) as book:
        raw = book.read(Goals.name)
        texts = [row[raw.header.index(title)].text for row in raw.rows]
        book.write(Goals.name, pd.DataFrame({title: ["ændring i pct.", *texts[1:]]}))
        book.save()
    arguments = [command, filled, *(["--out", tmp_path / "samlet.xlsx"] if command == "consolidate" else [])]
    code, text = run(capsys, *arguments)
    assert (code, text.count("Fejl (")) == (1, 1)
    assert "Kontrakt, P5): Mål 1.1 (Jobcenter Skelbækgade): Målet er en ændring" in text
    assert "Udfyld »Basisværdi«" in text


# -- a crosstab without a workbook -----------------------------------------------------------------------------------

CROSSTAB = [["Rettidige samtaler", None], ["Center", "Jan 2009", "Feb 2009"], [SKELBAEKGADE, 81.0, 82.0]]


def test_a_crosstab_without_a_workbook_is_one_finding_with_the_way_out(sheets, workbook, capsys):
    wide = [[None, "Samtaler", "Aktivering", "Samtaler"], [SKELBAEKGADE, 81, 50, 82], ["Jobcenter X", 71, 40, 72]]
    for pages in ({"LIS": wide}, {"LIS": CROSSTAB}):
        export = sheets(pages)
        main(["validate", str(export), "--json"])
        found = json.loads(capsys.readouterr().out)["issues"]
        wrong = [each for each in found if each["severity"] == "error"]
        assert [each["code"] for each in wrong] == ["crosstab_without_workbook"], found
        assert wrong[0]["cell"]
        assert "--workbook" in wrong[0]["suggestion"]
        main(["validate", str(export), "--workbook", str(workbook(f"{SKELBAEKGADE} 2009")), "--json"])
        found = json.loads(capsys.readouterr().out)["issues"]
        assert "crosstab_without_workbook" not in {each["code"] for each in found}


def test_what_else_is_wrong_with_a_crosstab_is_told_as_before(sheets, capsys):
    page = [["Rettidige samtaler, akkumuleret", None], *CROSSTAB[1:]]
    main(["validate", str(sheets({"LIS": page})), "--json"])
    codes = {each["code"] for each in json.loads(capsys.readouterr().out)["issues"] if each["severity"] == "error"}
    assert {"title_no_results", "dimension_missing"} <= codes
    assert "crosstab_without_workbook" not in codes


# -- slips in a register ---------------------------------------------------------------------------------------------


def test_each_finding_of_a_register_names_its_cell_and_its_goal_and_both_years(tmp_path, capsys):
    code, text = run(capsys, "new", CASES / "register_slåfejl.csv", "--out", tmp_path)
    assert code == 1
    lines = [line for line in text.splitlines() if line.startswith(("Fejl (", "Advarsel ("))]
    told = {
        "G2": "Mål 1.1 (Jobcenter Nordhavn): »procent«",
        "H2": "Mål 1.1 (Jobcenter Nordhavn): »mindtst«",
        "C3": "Mål 1.1 (Jobcenter Nordhavn): Målnummeret 1.1",
        "C4": "Mål 1.3 (Jobcenter Norhavn): Målet er en ændring",
        "L5": "Mål 1.4 (Jobcenter Nordhavn): »jævnt«",
        "A5": "Mål 1.4 (Jobcenter Nordhavn): Registret blander årene 2025 og 2024.",
        "J5": "Mål 1.4 (Jobcenter Nordhavn): »95 %«",
    }
    assert len(lines) == len(told)
    for cell, message in told.items():
        assert any(f", {cell}): {message}" in line or f" {cell}): {message}" in line for line in lines), (cell, lines)


@pytest.fixture
def register(tmp_path):
    """The register of 2009 with another centre's name in some of its rows."""
    [header, *rows] = csv.reader((REGISTERS / "2009.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";")

    def write(*names):
        place = header.index("Center")
        changed = [[*row[:place], name, *row[place + 1 :]] for row, name in zip(rows, names, strict=False)]
        path = tmp_path / "register.csv"
        path.write_text("\n".join(";".join(row) for row in [header, *changed]), encoding="utf-8")
        return path

    return write


def similar(capsys, path, tmp_path):
    folder = tmp_path / "ud"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    code, text = run(capsys, "new", path, "--out", folder)
    assert code == 0, text
    return [line for line in text.splitlines() if "ligner" in line]


@pytest.mark.parametrize(
    ("names", "slip", "meant", "cell"),
    [
        (["Center Nordhavn", "Center Norhavn", "Center Nordhavn"], "Center Norhavn", "Center Nordhavn", "B3"),
        (["Center Norhavn", "Center Nordhavn", "Center Nordhavn"], "Center Norhavn", "Center Nordhavn", "B2"),
        (["Jobcenter Skelbækade"] * 3, "Jobcenter Skelbækade", SKELBAEKGADE, "B2"),
    ],
)
def test_a_centre_that_resembles_another_one(names, slip, meant, cell, register, tmp_path, capsys):
    if "Jobcenter" in meant:
        names = [*names, "Jobcenter København"]
    [line] = similar(capsys, register(*names), tmp_path)
    assert f"{cell}): »{slip}« ligner »{meant}«" in line


def test_centres_that_differ_on_purpose(register, tmp_path, capsys):
    assert similar(capsys, register("Center Nord", "Center Syd", "Center A", "Center B"), tmp_path) == []


def test_shipped_registers_hold_no_such_pair(tmp_path, capsys):
    for year in ("2007", "2008", "2009", "2011"):
        (tmp_path / year).mkdir()
        assert "ligner" not in run(capsys, "new", year, "--out", tmp_path / year)[1]


def test_a_name_on_another_sheet_of_the_register(tmp_path, capsys):
    """Budget lines of a misspelt centre would be nobody's."""
    book = openpyxl.Workbook()
    goals = csv.reader((REGISTERS / "2009.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    for row in goals:
        book.active.append(row)
    budget = book.create_sheet("Budget")
    budget.append(["Center", "Konto", "Periode", "Budget", "Forbrug"])
    budget.append(["Jobcenter Skelbækgde", "Driftsbudget", "2009-01", 1000, None])
    path = tmp_path / "register.xlsx"
    book.save(path)
    [line] = similar(capsys, path, tmp_path)
    assert "Budget, A2): »Jobcenter Skelbækgde« ligner »Jobcenter Skelbækgade«" in line
