"""The statistical workbook: a cover, contents, notes, one table a sheet, and no cell that says nothing."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from schemas.words.vocabulary import words
from workbook.publishing.model import Mark, Publication, PublishedColumn, PublishedTable, Shape
from workbook.publishing.statistical_workbook import statistical_workbook
from workbook.publishing.tidy_csv import tidy_csv

NOW = datetime(2009, 7, 20, 9, 30)
COLUMNS = (
    PublishedColumn("centre", "Center"),
    PublishedColumn("as_of", "Opgjort pr.", Shape.DATE),
    PublishedColumn("result", "Resultat", Shape.FIGURE),
    PublishedColumn("light", "Lys"),
    PublishedColumn("actual", "Forbrug, kr.", Shape.KRONER),
    PublishedColumn("chance", "Chance", Shape.CHANCE),
)
ROWS = (
    ("Jobcenter A", date(2008, 6, 30), 81.25, "◆ Rød", 1234567.5, 0.34),
    ("=1+1\x00 010190-1234", date(2008, 6, 30), Mark.HIDDEN, "▲ Gul", Mark.MISSING, Mark.NOT_RELEVANT),
    ('Center, med "komma"\nog linje', date(2008, 6, 30), 1.0, "● Grøn", 0.1 + 0.2, 1.0),
)
CODES = tuple((*row[:3], light, *row[4:]) for row, light in zip(ROWS, ("red", "yellow", "green"), strict=True))
TABLE = PublishedTable(
    "results", "Resultater", "Tabel 1. Resultater", ("Om tabellen.",), COLUMNS, ROWS, CODES, "resultater.csv", "result",
    (2, 1, 1), (False, False, True),
)  # fmt: skip
PUBLICATION = Publication(
    "Resultatkontrakter 2008", "r.xlsx", ("Hvad det er.", "Opgjort."), ("Om [f].", "Om [x]."), (TABLE,)
)


@pytest.fixture(scope="module")
def content():
    return statistical_workbook(PUBLICATION, words(), NOW)


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_it_keeps_the_rules_of_open_xml(content, tmp_path):
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_cover_contents_and_notes_stand_first(book):
    assert book.sheetnames == ["Forside", "Indhold", "Noter", "Resultater"]
    assert [cell.value for cell in book["Forside"]["A"]] == ["Resultatkontrakter 2008", "Hvad det er.", "Opgjort."]
    assert [cell.value for cell in book["Noter"]["B"]][-2:] == ["Om [f].", "Om [x]."]


def test_the_contents_lead_to_each_sheet_and_name_its_csv(book):
    sheet = book["Indhold"]
    links = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"'Noter'!A1", "'Resultater'!A1"}
    assert [cell.value for cell in sheet[5]] == ["Resultater", "Tabel 1. Resultater", "resultater.csv", 3]
    assert book["Resultater"]["A4"].hyperlink.location == "'Indhold'!A1"


def test_each_sheet_has_one_named_table_no_merged_hidden_or_empty_cells(book):
    for sheet in book.worksheets[1:]:
        [table] = sheet.tables.values()
        assert not sheet.merged_cells.ranges
        assert table.headerRowCount != 0
        cells = [cell for row in sheet[table.ref] for cell in row]
        assert all(cell.value not in (None, "") for cell in cells)
        assert len({each.name for each in table.tableColumns}) == len(table.tableColumns)
        assert sheet["A1"].value
        assert all(sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1))
        assert not [each for each in sheet.row_dimensions.values() if each.hidden]
        assert not [each for each in sheet.column_dimensions.values() if each.hidden]
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert names == ["contents_table", "notes_table", "results_table"]


def test_marks_numbers_and_texts(book):
    rows = [[cell.value for cell in row] for row in book["Resultater"]["A6:F8"]]
    assert rows[0][2:] == [81.25, "◆ Rød", 1234567.5, 0.34]
    assert rows[1][0] == "=1+1 XXXXXX-XXXX"
    assert rows[1][2:] == ["[f]", "▲ Gul", "[x]", "[z]"]
    formats = [book["Resultater"].cell(row, 3).number_format for row in (6, 7, 8)]
    assert formats == ["#,##0.00", "#,##0.0", '"Ja"_ _%;;"Nej"_ _%']
    assert book["Resultater"]["A7"].data_type == "s"


def test_the_csv_has_codes_plain_numbers_and_the_marks_in_a_column_of_their_own():
    text = tidy_csv(TABLE).decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == ["centre", "as_of", "result", "light", "actual", "chance", "status"]
    assert rows[0] == {
        "centre": "Jobcenter A", "as_of": "2008-06-30", "result": "81.25", "light": "red", "actual": "1234567.5",
        "chance": "0.34", "status": "",
    }  # fmt: skip
    assert (rows[1]["result"], rows[1]["status"], rows[1]["chance"]) == ("", "hidden", "")
    assert "010190" not in text
    assert rows[2]["centre"] == 'Center, med "komma" og linje'
    assert rows[2]["actual"] == "0.3"


def test_english_has_its_own_marks():
    book = openpyxl.load_workbook(io.BytesIO(statistical_workbook(PUBLICATION, words("en"), NOW)))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert book["Resultater"]["C7"].value == "[c]"


def test_a_table_without_rows_is_a_table_all_the_same():
    empty = PublishedTable("lights", "Lys", "Lys", (), COLUMNS, (), (), "lys.csv")
    book = openpyxl.load_workbook(io.BytesIO(statistical_workbook(
        Publication("t", "t.xlsx", (), (), (empty,)), words(), NOW
    )))  # fmt: skip
    assert list(book["Lys"].tables) == ["lights_table"]
