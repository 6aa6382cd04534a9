"""The links from findings to their places, in a spreadsheet program."""

import openpyxl
import pytest

from macros.steps.contract import open_book
from macros.steps.findings_sheet import write_findings
from schemas.issues.issue import Issue, Place
from workbook.links import whole_paths


def rows(path, table, values):
    sheet = openpyxl.load_workbook(path, data_only=values)["Validering"]
    header, *found = sheet[sheet.tables[table].ref]
    titles = [cell.value for cell in header]
    return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in found]


@pytest.mark.office
def test_links_survive_libreoffice_and_show_their_address(workbook, office, tmp_path):
    filled = workbook("Jobcenter Skelbækgade 2009")  # nothing was found in it yet
    exports = [tmp_path / "Udtræk & co.xlsx", tmp_path / "udtræk.csv"]
    found = [
        Issue("not_a_number", Place(exports[0].name, "Karen's ark", 3, "Værdi", "D3"), "abc"),
        Issue("not_a_number", Place(exports[1].name, "", 4, "Værdi", "D4"), "abc"),
        Issue("rows_below_table", Place(filled.name, "LIS-data", None, "", "A16")),
        Issue("not_a_number", Place("ukendt sted.csv", "", 5, "Værdi", "D5"), "abc"),
    ]
    book, words = open_book(filled)
    with book:
        write_findings(book, found, words, whole_paths(exports))
        book.save()
    opened = office(filled, "xlsx", tmp_path / "ud")
    formulas = [row["Celle"] for row in rows(opened, "issues", values=False)]
    assert formulas == [
        f"=HYPERLINK(\"[{exports[0]}]'Karen''s ark'!D3\",\"D3\")",
        f'=HYPERLINK("{exports[1]}","D4")',
        "D5",
        '=HYPERLINK("#\'LIS-data\'!A16","A16")',
    ]
    assert [row["Celle"] for row in rows(opened, "issues", values=True)] == ["D3", "D4", "D5", "A16"]
    groups = rows(opened, "issue_groups", values=True)
    assert [(row["Antal"], row["Første sted"]) for row in groups[:4]] == [(1, "D3"), (1, "D4"), (1, "D5"), (1, "A16")]
    assert [row["Antal"] for row in rows(opened, "issue_counts", values=True)] == [3, 1]
    # What the program saved is a workbook of ours again, and takes the next run's findings.
    book, words = open_book(opened)
    with book:
        write_findings(book, found[:1], words)
        book.save()
    assert [row["Celle"] for row in rows(opened, "issues", values=True)] == ["D3"]
    assert rows(opened, "issues", values=False)[0]["Celle"] == '="D3"'
