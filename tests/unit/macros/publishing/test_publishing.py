"""``publish``: every figure is one of the results, what is small is hidden, and files come all or none."""

import csv
import json
import math
import shutil
from datetime import datetime

import openpyxl
import pytest

from macros.steps.documents.material import read_material
from macros.steps.publishing.months import month_values
from macros.steps.publishing.publication import publication_of
from schemas.codes import Summary, Unit
from schemas.frames import records
from schemas.tables import Results
from schemas.words.vocabulary import words
from tests.unit.macros.command_line import run
from workbook.publishing.model import Mark

NOW = datetime(2009, 7, 20, 9, 30)
NAMES = (
    "Resultatkontrakter 2009.xlsx", "resultater-2009.csv", "prognoser-2009.csv", "maaneder-2009.csv", "lys-2009.csv",
    "budget-2009.csv", "maal-2009.csv",
)  # fmt: skip


@pytest.fixture
def published(recalculated, once, tmp_path, capsys):
    """Skelbækgade 2009 with its figures, published once a run."""

    def make(folder):
        code, _ = run(capsys, "publish", recalculated, "--out", folder / "ud", "--as-of", "2009-06")
        assert code == 0

    return shutil.copytree(once("published", make) / "ud", tmp_path / "ud")


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_workbook_and_a_csv_for_each_of_its_tables(published):
    assert {path.name for path in published.iterdir()} == set(NAMES)
    sheet = openpyxl.load_workbook(published / NAMES[0])["Indhold"]
    listed = [cell.value for cell in sheet["C"] if str(cell.value).endswith(".csv")]
    assert listed == list(NAMES[1:])


def test_every_figure_is_one_of_the_results(published, recalculated):
    material = read_material([recalculated], None, NOW.date(), words())
    results = {(row[Results.CENTRE], row[Results.NUMBER]): row for row in records(material.together.results)}
    names = {"target": Results.SHOWN_TARGET, "result": Results.SHOWN_RESULT, "difference": Results.SHOWN_DIFFERENCE}
    found = rows_of(published / "resultater-2009.csv")
    assert len(found) == len(results)
    for row in found:
        own = results[row["centre"], row["number"]]
        assert row["light"] == own[Results.LIGHT]
        for name, field in names.items():
            if row[name]:
                assert float(row[name]) == pytest.approx(own[field], rel=1e-9)
            else:
                assert math.isnan(own[field])
    assert {row["status"] for row in found} <= {"", "missing"}


def test_the_sheet_shows_what_the_csv_has(published):
    sheet = openpyxl.load_workbook(published / NAMES[0])["Resultater"]
    [table] = sheet.tables.values()
    cells = [[cell.value for cell in row] for row in sheet[table.ref]]
    at = cells[0].index("Resultat")
    shown = [row[at] for row in cells[1:]]
    for value, row in zip(shown, rows_of(published / "resultater-2009.csv"), strict=True):
        assert value == (pytest.approx(float(row["result"])) if row["result"] else "[x]")


def test_every_sheet_says_that_its_figures_are_a_draft(published):
    book = openpyxl.load_workbook(published / NAMES[0])
    for sheet in (book["Forside"], *book.worksheets[3:]):
        assert "UDKAST – tallene er ikke låst" in [cell.value for cell in sheet["A"]]


def test_months_end_at_the_reporting_date(published):
    months = {row["month"] for row in rows_of(published / "maaneder-2009.csv")}
    assert max(months) == "2009-06"


def test_files_are_all_new_or_none_is_written(published, recalculated, capsys):
    before = {path.name: path.read_bytes() for path in published.iterdir()}
    (published / NAMES[0]).unlink()
    code, text = run(capsys, "publish", recalculated, "--out", published)
    assert (code, "Intet er skrevet" in text, "resultater-2009.csv" in text) == (3, True, True)
    assert not (published / NAMES[0]).exists()
    code, text = run(capsys, "publish", recalculated, "--out", published, "--as-of", "2009-06", "--replace", "--json")
    told = json.loads(text)
    assert (code, told["as_of"], [table["file"] for table in told["tables"]]) == (0, "2009-06-30", list(NAMES[1:]))
    assert {path.name for path in published.iterdir()} == set(before)
    assert (published / "resultater-2009.csv").read_bytes() == before["resultater-2009.csv"]


def test_a_workbook_that_is_read_is_never_replaced(recalculated, tmp_path, capsys):
    own = shutil.move(recalculated, tmp_path / NAMES[0])
    before = own.read_bytes()
    code, text = run(capsys, "publish", own, "--out", tmp_path, "--replace")
    assert (code, NAMES[0] in text, own.read_bytes() == before) == (3, True, True)


def test_a_file_open_in_excel_stops_all(published, recalculated, capsys):
    (published / "~$lys-2009.csv").touch()
    before = {path.name: path.read_bytes() for path in published.iterdir()}
    code, text = run(capsys, "publish", recalculated, "--out", published, "--replace")
    assert (code, "lys-2009.csv er åben" in text) == (3, True)
    assert {path.name: path.read_bytes() for path in published.iterdir()} == before


@pytest.mark.parametrize(("place", "words_of_it"), [("fil.txt", "ikke en mappe"), ("mangler/ud", "findes ikke")])
def test_places_that_are_no_folders(recalculated, tmp_path, capsys, place, words_of_it):
    (tmp_path / "fil.txt").write_text("x")
    code, text = run(capsys, "publish", recalculated, "--out", tmp_path / place)
    assert code == 3
    assert words_of_it in text


def small(results, at, value):
    """The results with one goal a count of persons."""
    changed = results.copy()
    changed.loc[at, [Results.UNIT, Results.SHOWN_UNIT]] = Unit.COUNT
    changed.loc[at, [Results.RESULT, Results.SHOWN_RESULT]] = value
    return changed


def test_counts_under_five_and_all_that_would_tell_them_are_hidden(recalculated):
    material = read_material([recalculated], None, NOW.date(), words())
    at = material.together.results.index[3]
    material.together.results = small(material.together.results, at, 4.0)
    tables = {table.key: table for table in publication_of(material).tables}
    for key, secret in (("results", {"result", "difference", "note"}), ("outlooks", {"forecast", "chance"})):
        keys = [column.key for column in tables[key].columns]
        row = dict(zip(keys, tables[key].codes[3], strict=True))
        assert {name for name in secret if row[name] is Mark.HIDDEN} == secret
    number = tables["results"].codes[3][1]
    months = [row[-2] for row in tables["months"].codes if row[1] == number]
    assert set(months) == {Mark.HIDDEN}
    material.together.results = small(material.together.results, at, 5.0)
    [results] = [table for table in publication_of(material).tables if table.key == "results"]
    assert Mark.HIDDEN not in results.codes[3]


COUNT = {Results.UNIT: Unit.COUNT, Results.SUMMARY: Summary.SUM}
H, NAN = Mark.HIDDEN, math.nan


@pytest.mark.parametrize(
    ("row", "values", "marked", "is_hidden", "shown"),
    [
        (COUNT, (7, 8, NAN), set(), False, {1: 7, 2: 8}),
        (COUNT, (7, 3, 9), set(), False, {1: H, 2: H, 3: 9}),
        (COUNT, (7, 3, 4), set(), False, {1: 7, 2: H, 3: H}),
        (COUNT, (7, NAN, 9), {2}, False, {1: H, 2: H, 3: 9}),
        (COUNT, (3,), set(), False, {1: H}),
        (COUNT, (7, 8), set(), True, {1: H, 2: H}),
        ({**COUNT, Results.SUMMARY: Summary.LAST}, (7, 3, 9), set(), False, {1: 7, 2: H, 3: 9}),
        # The mean of all months and all but one of them tell that one, as a sum does.
        ({**COUNT, Results.SUMMARY: Summary.MEAN}, (7, 3, 9), set(), False, {1: H, 2: H, 3: 9}),
        ({**COUNT, Results.UNIT: Unit.PCT}, (7, 3, 9), set(), False, {1: 7, 2: 3, 3: 9}),
        ({**COUNT, Results.UNIT: Unit.POINTS}, (0, 1), set(), False, {1: 0, 2: 1}),
    ],
)
def test_which_months_are_shown(row, values, marked, is_hidden, shown):
    assert month_values(row, values, marked, is_hidden) == shown


def test_what_an_earlier_publication_left_is_named(filled, tmp_path, capsys):
    folder = tmp_path / "ud"
    folder.mkdir()
    (folder / "gamle-2009.csv").write_text("x", encoding="utf-8")
    code, text = run(capsys, "publish", filled, "--out", folder)
    assert (code, "filer fra før" in text, "gamle-2009.csv" in text) == (0, True, True)
    assert (folder / "gamle-2009.csv").exists()
