"""Renegotiated goals through the command line: what is written, what a later version must say, what is refused."""

import csv
import json
import warnings
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from macros.steps.compute import compute
from macros.steps.contract_year import Inputs
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, Goals, Observations, Results
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from tests.unit.macros.command_line import run
from workbook.closed.book import ClosedBook

TESTS = Path(__file__).parents[2]
JKM = "Jobcenter Musvågevej"


@pytest.fixture
def register(tmp_path):
    """The register of 2011 with further lines for goals: ``register(("7", {"Måltal": "6,0"}), ...)``."""

    def write(*changes, name="register.csv"):
        file = TESTS.parent / "workbook" / "registers" / "2011.csv"
        [header, *rows] = csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
        header += ["Ændringens art", "Besluttet af"]
        rows = [[*row, "", ""] for row in rows]
        for number, change in changes:
            first = next(row for row in rows if row[header.index("Mål nr.")] == number)
            rows.append([change.get(title, cell) for title, cell in zip(header, first, strict=True)])
        path = tmp_path / name
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, delimiter=";").writerows([header, *rows])
        return path

    return write


RAISED = {
    "Måltal": "6,0", "Gælder fra": "2011-07-01", "Begrundelse": "Markante konjunkturændringer.",
    "Ændringens art": "væsentlig ændring", "Besluttet af": "Direktionen",
}  # fmt: skip
FIGURES = "Center;Indikator;Periode;Værdi"


def test_the_stock_of_2011_through_the_command_line(register, csv_file, tmp_path, capsys):
    path = tmp_path / "musvågevej.xlsx"
    assert run(capsys, "new", register(("7", RAISED)), "--out", path)[0] == 0
    figures = [f"{JKM};stock_selected_areas;2011-{month:02d};{value}" for month, value in ((6, 1520), (9, 1530))]
    assert run(capsys, "import", path, csv_file(FIGURES, *figures))[0] == 0
    found = {}
    for day in ("30-06-2011", "30-09-2011"):
        code, text = run(capsys, "recalculate", path, "--as-of", day, "--json")
        assert code == 0
        [found[day]] = [each for each in json.loads(text)["results"] if each["number"] == "7"]
    june, september = found.values()
    assert june["target_to_date"] == pytest.approx(1491.136) and june["difference"] == pytest.approx(28.864)
    assert (june["version_from"], june["earlier_target"]) == (None, None)
    assert september["version_from"] == "2011-07-01"
    names = ("target_to_date", "difference", "earlier_target_to_date", "earlier_difference", "earlier_target")
    assert [september[name] for name in names] == pytest.approx([1538.24, -8.24, 1500.704, 29.296, 1510.272])
    with ClosedBook(path) as book:
        contract, shown = book.read(Goals.name), book.read(Results.name)
    lines = [row for row in contract.rows if row[contract.header.index("Mål nr.")].text == "7"]
    assert [row[contract.header.index("Måltal")].text for row in lines] == ["2.6", "6"]
    [line] = [row for row in shown.rows if row[shown.header.index("Mål nr.")].text == "7"]
    assert line[shown.header.index("Gammelt måltal til dato")].value == pytest.approx(1500.704)
    note = line[shown.header.index("Note")].text
    assert note.startswith("Genforhandlet pr. 01-07-2011 (Direktionen: Markante konjunkturændringer): efter det gamle")
    assert "1.500,7 ville forskellen være +29,3." in note
    rules = openpyxl.load_workbook(path)["Kontrakt"].data_validations.dataValidation
    lists = [str(each.formula1) for each in rules]
    assert any("væsentlig ændring" in each and "metodeændring" in each for each in lists)


SAID = [
    # Changed cells of the second line; exit code of validate; codes of the findings.
    ({}, 0, []),
    ({"Ændringens art": "substantial", "Besluttet af": "Adm. direktør"}, 0, []),
    ({"Ændringens art": "", "Besluttet af": "", "Begrundelse": ""}, 0, ["version_without_kind"]),
    ({"Begrundelse": ""}, 1, ["version_without_reason"]),
    ({"Besluttet af": ""}, 1, ["version_undecided"]),
    ({"Besluttet af": "", "Begrundelse": ""}, 1, ["version_undecided", "version_without_reason"]),
    ({"Besluttet af": "Centerchefen"}, 0, ["version_not_of_board"]),
    ({"Ændringens art": "metodeændring", "Besluttet af": "centret og RES"}, 1, ["method_moves_level"]),
    ({"Ændringens art": "metodeændring", "Besluttet af": "centret og RES", "Måltal": "2,6"}, 0, []),
    ({"Ændringens art": "noget andet"}, 1, ["unknown_code"]),
    ({"Gælder fra": "2012-01-01"}, 0, ["version_outside_year"]),
    ({"Gælder fra": "2010-07-01"}, 0, ["version_outside_year"]),
    ({"Gælder fra": "2011-01-01"}, 0, []),
    ({"Gælder fra": ""}, 1, ["duplicate_goal"]),
    ({"Mål nr.": "7b"}, 0, ["version_alone"]),
]


@pytest.mark.parametrize(("changed", "code", "codes"), SAID, ids=lambda value: str(value) if value else "-")
def test_what_a_later_version_must_say(changed, code, codes, register, capsys):
    path = register(("7", RAISED | changed))
    found, text = run(capsys, "validate", path, "--json")
    assert (found, sorted(each["code"] for each in json.loads(text)["issues"])) == (code, codes)


def test_a_blank_cell_is_told_by_its_title_however_the_file_heads_it(register, capsys):
    path = register(("7", RAISED | {"Besluttet af": ""}))
    path.write_text(path.read_text(encoding="utf-8-sig").replace("Besluttet af", "decided_by"), encoding="utf-8-sig")
    code, text = run(capsys, "validate", path)
    assert (code, "Målet er ændret fra 01-07-2011, men »Besluttet af« er tom." in text) == (1, True)
    assert "»decided_by«" not in text


def test_the_same_day_twice_is_refused_and_nothing_else_is_said_of_it(register, capsys):
    path = register(("7", RAISED), ("7", {**RAISED, "Ændringens art": "", "Besluttet af": ""}))
    code, text = run(capsys, "validate", path, "--json")
    assert (code, [each["code"] for each in json.loads(text)["issues"]]) == (1, ["duplicate_goal"])


def add_version(path, number, **changed):
    """Copy a goal's row of Kontrakt below the others, as a user does, with other cells."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells that it leaves sparklines out
        book = openpyxl.load_workbook(path)
    page = book["Kontrakt"]
    table = page.tables["goals"]
    left, top, right, bottom = range_boundaries(table.ref)
    titles = [cell.value for cell in page[top]][left - 1 : right]
    at = titles.index("Mål nr.") + left
    source = next(row for row in range(top + 1, bottom + 1) if str(page.cell(row, at).value) == number)
    for column, title in enumerate(titles, start=left):
        page.cell(bottom + 1, column).value = changed.get(title, page.cell(source, column).value)
    table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom + 1}"
    table.autoFilter.ref = table.ref
    book.save(path)


def test_a_workbook_from_before_goes_on_and_is_asked_for_the_kind(tmp_path, capsys):
    path = tmp_path / "gammel.xlsx"
    path.write_bytes((TESTS / "old" / "2026-11-25.xlsx").read_bytes())
    add_version(path, "1.1", **{"Måltal": 90, "Gælder fra": date(2009, 4, 1), "Begrundelse": "aftalt"})
    code, text = run(capsys, "recalculate", path, "--json")
    assert code == 0
    said = json.loads(text)
    [issue] = [each for each in said["issues"] if each["code"] == "version_without_kind"]
    assert "på linjen mangler ændringens art, besluttet af. Det nye måltal bruges." in issue["message"]
    [row] = [each for each in said["results"] if each["number"] == "1.1"]
    assert (row["target"], row["earlier_target"], row["version_from"]) == (90, 36, "2009-04-01")
    with ClosedBook(path) as book:
        raw = book.read(Results.name)
    [line] = [each for each in raw.rows if each[raw.header.index("Mål nr.")].text == "1.1"]
    assert "Genforhandlet pr. 01-04-2009 (aftalt): efter det gamle" in line[raw.header.index("Note")].text


@pytest.mark.parametrize("command", [["recalculate"], ["validate"], ["upgrade"]])
def test_every_step_refuses_a_method_that_moves_the_level(command, workbook, capsys):
    path = workbook("Jobcenter Skelbækgade 2009")
    method = {"Ændringens art": "metodeændring", "Besluttet af": "centret og ØK", "Begrundelse": "ny optælling"}
    add_version(path, "1.1", **{"Måltal": 50, "Gælder fra": date(2009, 4, 1)}, **method)
    before = path.read_bytes()
    code, text = run(capsys, *command, path)
    assert code == 1 and path.read_bytes() == before
    assert "Mål 1.1 (Jobcenter Skelbækgade)" in text and "Metodeændringen fra 01-04-2009 flytter årets måltal" in text


def test_new_refuses_it_too(register, tmp_path, capsys):
    method = {"Ændringens art": "metodeændring", "Besluttet af": "centret og RES"}
    code, text = run(capsys, "new", register(("7", RAISED | method)), "--out", tmp_path / "ny.xlsx")
    assert (code, (tmp_path / "ny.xlsx").exists()) == (1, False)
    assert "fra 1.510,3 til 1.560,3; et andet niveau kan kun direktionen beslutte" in text


def test_totals_hold_the_targets_in_force(register, csv_file, tmp_path, capsys):
    """Two centres, one renegotiated: the total's target is the sum of those in force, with all the goals' months."""
    first = register(("7", RAISED))
    text = first.read_text(encoding="utf-8-sig")
    other = "\n".join(line.replace(JKM, "Jobcenter Nyropsgade") for line in text.splitlines()[:-1])
    second = csv_file(*other.splitlines(), name="andet.csv")
    paths = []
    for name, file in (("a", first), ("b", second)):
        paths.append(tmp_path / f"{name}.xlsx")
        assert run(capsys, "new", file, "--out", paths[-1])[0] == 0
        centre = JKM if name == "a" else "Jobcenter Nyropsgade"
        rows = [f"{centre};stock_selected_areas;2011-{month:02d};1500" for month in range(1, 10)]
        assert run(capsys, "import", paths[-1], csv_file(FIGURES, *rows, name=f"{name}.csv"))[0] == 0
    out = tmp_path / "samlet.xlsx"
    code, said = run(capsys, "consolidate", *paths, "--as-of", "30-09-2011", "--out", out, "--json")
    assert code == 0
    lines = {each["centre"]: each for each in json.loads(said)["results"] if each["measure"] == "stock_selected_areas"}
    assert lines[JKM]["earlier_difference"] == pytest.approx(1500 - 1500.704)
    assert lines["Jobcenter Nyropsgade"]["earlier_difference"] is None
    assert lines["BIF i alt"]["target"] == pytest.approx(2 * 1472 * 1.043)
    page = openpyxl.load_workbook(out)["Alle mål"]
    titles = [cell.value for cell in page[4]]
    column = titles.index("Forskel til det gamle")
    assert [row[column] for row in page.iter_rows(min_row=5, values_only=True) if row[column] is not None] == [
        pytest.approx(-0.704)
    ]


def test_a_measure_that_was_replaced_is_not_missed_from_then_on(workbook, csv_file, capsys):
    path, centre = workbook("Jobcenter Skelbækgade 2009"), "Jobcenter Skelbækgade"
    method = {"Ændringens art": "metodeændring", "Besluttet af": "centret og ØK", "Begrundelse": "ny optælling"}
    add_version(path, "4.3", **{"Indikator": "activation_degree_new", "Gælder fra": date(2009, 4, 1)}, **method)
    rows = [f"{centre};activation_degree;2009-{month:02d};51" for month in (1, 2)]
    rows += [f"{centre};activation_degree_new;2009-{month:02d};52" for month in (1, 2, 3, 6)]
    code, text = run(capsys, "import", path, csv_file(FIGURES, *rows), "--json")
    assert code == 0
    issues = json.loads(text)["issues"]
    missed = {each["message"] for each in issues if each["code"] == "months_missing"}
    told = "Mål 4.3: {} for Jobcenter Skelbækgade mangler {}."
    lacks = (("activation_degree", "2009-03"), ("activation_degree_new", "2009-04, 2009-05"))
    assert missed == {told.format(*each) for each in lacks}


PLACED = {"year": 2011.0, "centre": JKM, "number": "1", "measure": "m", "title": "T", "goal_type": "result", "unit": "count", "rule": "at_least", "basis": "absolute", "summary": "sum", "profile": "linear", "target": 420.0}  # fmt: skip
CLOSED = {
    "target": 210.0,
    "valid_from": date(2011, 6, 30),
    "valid_to": date(2011, 6, 30),
    "version_kind": "substantial",
}


@pytest.mark.parametrize("as_of", [date(2011, 6, 30), date(2011, 9, 30)])
def test_a_closed_goal_is_held_against_its_earlier_line_in_its_own_months_only(as_of):
    months = [parse_period(f"2011-{month:02}") for month in range(1, 10)]
    figures = [{"centre": JKM, "measure": "m", "period": each, "value": 42.5} for each in months]
    goals, seen = frame_of(Goals, [PLACED, {**PLACED, **CLOSED}]), frame_of(Observations, figures)
    row = compute(Inputs(goals, seen, empty(BudgetLines), 0.1, 2011), as_of, words()).results.iloc[0]
    assert (row[Results.RESULT], row[Results.TARGET_TO_DATE]) == (255.0, 210.0)
    assert (row[Results.EARLIER_TARGET_TO_DATE], row[Results.EARLIER_DIFFERENCE]) == (210.0, 45.0)
