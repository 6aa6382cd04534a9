"""Input tables filled from csv files, and the demo's example files: each is read without a finding."""

import codecs
from collections import Counter
from pathlib import Path

import pytest

from macros.steps.contract import open_book, read_contract
from macros.steps.demo_examples import EXAMPLES as CENTRES
from macros.steps.filling import FILLED, fill_tables
from macros.steps.importing import read_for
from macros.steps.new import new
from macros.steps.register import read_register
from schemas.errors import RefusedError
from schemas.frames import records
from schemas.reading import read_table
from schemas.tables import BudgetLines, Reallocations, Services
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES
from workbook.exports.files.plain_tables import read_file

OWN = {"CKB", "Center for Job og Formidling"}
TAXAMETERS = "Center;Ydelse;Aktivitetsenhed;Grundbevilling;Pris pr. enhed;Budgetteret aktivitet;Talt til og med"


def frame(path, table):
    book, language = open_book(path)
    with book:
        return read_contract(book, language).frame(table)


def test_tables_are_filled_and_what_stood_there_is_replaced(workbook, csv_file):
    path = workbook("Jobcenter Skelbækgade 2009")
    title = "Dato;Art;Fra center;Til center;Konto;Beløb"
    first = csv_file(
        title,
        "01-05-2009;omdisponering;Jobcenter Skelbækgade;CKB;Købsbudget;1.500.000,50",
        "15-06-2009;tillægsbevilling;;Jobcenter Skelbækgade;Driftsbudget;400000",
        name="reallocations.csv",
    )
    assert [issue.code for issue in fill_tables(path, [first])] == ["coerced_value"]
    rows = records(frame(path, Reallocations))
    assert [(row["kind"], row["from"], row["to"], row["account"], row["amount"]) for row in rows] == [
        ("transfer", "Jobcenter Skelbækgade", "CKB", "purchase", 150_000_050),
        ("supplementary", None, "Jobcenter Skelbækgade", "operating", 40_000_000),
    ]
    taxameters = csv_file(TAXAMETERS, "Ydelsesservice;Ansøgninger;sager;12000000;450;40000;", name="taxameters.csv")
    second = csv_file(title, "01-06-2009;omdisponering;CKB;CAB;Driftsbudget;200000", name="reallocations.csv")
    assert fill_tables(path, [second, taxameters]) == []
    assert records(frame(path, Reallocations))[0]["from"] == "CKB"
    assert len(frame(path, Reallocations)) == 1


def test_what_cannot_be_read_refuses_all_and_leaves_the_workbook(workbook, csv_file):
    path = workbook("Jobcenter Skelbækgade 2009")
    before = path.read_bytes()
    right = csv_file(TAXAMETERS, "Ydelsesservice;Ansøgninger;sager;12000000;450;40000;", name="taxameters.csv")
    wrong = csv_file(
        "Dato;Art;Fra center;Til center;Konto;Beløb",
        "snart;omdisponering;Jobcenter Skelbækgade;CKB;Købsbudget;mange penge",
        name="reallocations.csv",
    )
    with pytest.raises(RefusedError) as refused:
        fill_tables(path, [right, wrong])
    assert {(issue.place.file, issue.place.cell) for issue in refused.value.issues} == {
        ("reallocations.csv", "A2"),
        ("reallocations.csv", "F2"),
    }
    unknown = csv_file("Center;Beløb", "CKB;5", name="bonus.csv")
    with pytest.raises(RefusedError) as refused:
        fill_tables(path, [right, unknown])
    assert [(issue.code, issue.place.file) for issue in refused.value.issues] == [("no_table", "bonus.csv")]
    assert path.read_bytes() == before


def files_of(example):
    return {path.stem: path for path in (EXAMPLES / example.folder).iterdir()}


@pytest.mark.parametrize("example", CENTRES, ids=lambda example: example.folder)
def test_every_example_file_is_used_and_read_without_a_finding(example, tmp_path):
    own, exports = files_of(example), [EXAMPLES / name for name in example.exports]
    register = read_register(own.get(Path(example.register).stem, example.register), words())
    tables = [own[table.name] for table in FILLED if table.name in own]
    assert {*own.values()} <= {*tables, *exports, *(path for path in own.values() if path.name == example.register)}
    for path in own.values():
        assert path.read_bytes().startswith(codecs.BOM_UTF8), path.name
    made = new(register, None, tmp_path / "eksempel.xlsx", words(), example=True)
    assert [*register.issues, *made.issues] == []
    assert fill_tables(made.paths[0], tables) == []
    book, language = open_book(made.paths[0])
    with book:
        contract = read_contract(book, language)
        assert contract.issues == []
        found = read_for(contract, exports, language)
    # The series of the first example shift from one year to the next, which is said of them.
    names = {path.name for path in own.values()}
    assert [issue for issue in found.issues if issue.code != "jump" or issue.place.file in names] == []


def test_the_job_centres_catalogue_has_the_ten_pairs_of_2006_and_comes_to_the_use_of_its_purchase_budget():
    job_centre = CENTRES[0]
    services = records(read_table(Services, read_file(files_of(job_centre)["services"])[0], words()).frame)
    pairs = {(row["element"], row["provider"]) for row in services}
    assert Counter(element for element, _ in pairs) == Counter(
        {"contact": 1, "placement": 3, "benefit_administration": 1, "offer": 5}
    )
    bought = sum(
        round(row["unit_price"] * row["actual_activity"]) if row["provider"] in OWN else row["actual_cost"]
        for row in services
        if row["element"] in {"placement", "offer"}
    )
    lines = read_table(BudgetLines, read_file(EXAMPLES / job_centre.exports[1])[0], words()).frame
    of_year = lines[(lines["account"] == "purchase") & lines["period"].map(lambda period: period.year == 2009)]
    assert bought == of_year["actual"].sum()
