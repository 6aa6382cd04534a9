"""Where each figure came from: file, SHA-256, sheet and cell, kept by the import in a table of its own."""

from hashlib import sha256

from macros.steps.importing import import_exports
from schemas.frames import records
from schemas.reading import read_table
from schemas.tables import Origins
from schemas.words.vocabulary import words
from tests.conftest import NOW
from workbook.closed.book import ClosedBook

JKS = "Jobcenter Skelbækgade"
HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner"


def origins(path):
    with ClosedBook(path) as book:
        rows = records(read_table(Origins, book.read(Origins.name), words()).frame)
    return {
        (row[Origins.TABLE], row[Origins.MEASURE], str(row[Origins.PERIOD])): (
            row[Origins.FILE], row[Origins.SHA256], row[Origins.SHEET], row[Origins.CELL], row[Origins.IMPORT_NUMBER],
        )
        for row in rows
    }  # fmt: skip


def test_each_figure_is_told_by_its_file_sheet_and_cell(workbook, csv_file, sheets):
    path = workbook(f"{JKS} 2009")
    assert origins(path) == {}
    first = csv_file(HEADER, f"{JKS};activation_degree;2009-01;51,5", f"{JKS};offers_on_time;2009-01;;19;20")
    import_exports(path, [first], NOW)
    digest = sha256(first.read_bytes()).hexdigest()
    assert origins(path) == {
        ("observations", "activation_degree", "2009-01"): ("udtræk.csv", digest, None, "D2", 1),
        ("observations", "offers_on_time", "2009-01"): ("udtræk.csv", digest, None, "E3", 1),
    }
    table = [["company_placements"], ["Center", "Jan 2009", "Feb 2009"], [JKS, 15, 16]]
    second = sheets({"Tal": table}, name="kryds.xlsx")
    import_exports(path, [second], NOW)
    digest = sha256(second.read_bytes()).hexdigest()
    assert origins(path)["observations", "company_placements", "2009-02"] == (
        "kryds.xlsx",
        digest,
        "Tal",
        "C3",
        2,
    )
    assert len(origins(path)) == 4


def test_a_figure_that_stays_keeps_its_origin_and_a_changed_one_gets_the_new(workbook, csv_file):
    path = workbook(f"{JKS} 2009")
    rows = (f"{JKS};activation_degree;2009-01;51,5", f"{JKS};activation_degree;2009-02;52")
    import_exports(path, [csv_file(HEADER, *rows, name="a.csv")], NOW)
    import_exports(path, [csv_file(HEADER, *rows, name="b.csv")], NOW)
    assert {each[0] for each in origins(path).values()} == {"a.csv"}
    import_exports(path, [csv_file(HEADER, rows[0], rows[1].replace("52", "53"), name="c.csv")], NOW)
    found = {period: each[0] for (_, _, period), each in origins(path).items()}
    assert found == {"2009-01": "a.csv", "2009-02": "c.csv"}


def test_budget_lines_have_origins_too(filled):
    budgets = {key: each for key, each in origins(filled).items() if key[0] == "budget_lines"}
    assert budgets
    assert {each[0] for each in budgets.values()} == {"example_2009_budget.csv"}


def test_every_row_that_an_import_wrote_has_one(filled):
    with ClosedBook(filled) as book:
        rows = len(book.read("observations").rows) + len(book.read("budget_lines").rows)
    assert len(origins(filled)) == rows
