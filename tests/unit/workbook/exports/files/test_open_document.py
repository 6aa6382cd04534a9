"""OpenDocument spreadsheets: where cells stand and what repeats; broken ones are refused in one way."""

import tracemalloc
from datetime import date, datetime
from time import process_time

import openpyxl
import pytest
from hypothesis import given
from python_calamine import CalamineWorkbook

from schemas.cells import CellKind
from tests.kitchen.ods import LOCKED, MANIFEST, SPACES, SPREADSHEET, STYLES, cell, content, packed, row, sheet, stored
from tests.unit.workbook.exports.files.broken import answers_or_refuses, broken, changes, refusal
from workbook.exports.files.open_document import read


@pytest.fixture
def write_ods(tmp_path):
    """Write a document: ``write_ods(sheets)``; parts may be replaced."""
    return lambda sheets="", name="udtræk.ods", **parts: stored(tmp_path / name, sheets, **parts)


# --- where things stand ---


def test_what_repeats_is_put_where_it_stands(write_ods):
    x, y = cell("string", "", "x"), cell("float", "2", "2", 'table:number-columns-repeated="2"')
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    rows = (
        f"<table:table-header-rows>{row(gap, x)}</table:table-header-rows>"
        + row("<table:table-cell/>", repeated=3)
        + f"<table:table-row-group><table:table-row-group>{row(y, gap, x, repeated=2)}</table:table-row-group></table:table-row-group>"
        + row(x)
    )
    (grid,) = read(write_ods(sheet(rows)))
    found = {number: {column: each.value for column, each in cells.items()} for number, cells in grid.rows.items()}
    assert found == {1: {3: "x"}, 5: {1: 2.0, 2: 2.0, 5: "x"}, 6: {1: 2.0, 2: 2.0, 5: "x"}, 7: {1: "x"}}


def test_merged_cells(write_ods):
    wide = cell("string", "", "1. halvår", 'table:number-columns-spanned="3" table:number-rows-spanned="2"')
    covered = (
        '<table:covered-table-cell table:number-columns-repeated="2"><text:p>skjult</text:p></table:covered-table-cell>'
    )
    (grid,) = read(write_ods(sheet(row(wide, covered, cell("string", "", "x")))))
    assert grid.merged == ((1, 1, 2, 3),)
    assert list(grid.rows[1]) == [1, 4]


def test_sheets_hidden_empty_and_of_other_files(write_ods):
    one = row(cell("float", "1", "1"))
    other = (
        '<table:dde-links><table:dde-link><table:table table:name="dde">'
        + one
        + "</table:table></table:dde-link></table:dde-links>"
    )
    drawn = f'<table:shapes><draw:frame><table:table table:name="i tegning">{row(cell("float", "9", "9"))}</table:table></draw:frame></table:shapes>'
    path = write_ods(
        sheet(one, "vist")
        + '<table:table table:name="skjult" table:style-name="ta2">' + drawn + one + "</table:table>"
        + sheet(row("<table:table-cell/>"), "tomt")
        + sheet(one, "&apos;file:///c:/andet.ods&apos;#$Ark1")
        + other
    )  # fmt: skip
    assert [(grid.sheet, grid.rows[1][1].value, list(grid.rows)) for grid in read(path)] == [
        ("vist", 1.0, [1]),
        ("skjult", 1.0, [1]),
    ]


def test_an_empty_tail_costs_nothing(write_ods):
    filled = row(cell("float", "1", "1"), '<table:table-cell table:number-columns-repeated="16383"/>')
    tail = row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1_048_575)
    path = write_ods(sheet(filled + tail) + sheet(filled + row("<table:table-cell/>", repeated=10**18), "T"))
    started = process_time()
    tracemalloc.start()
    grids = read(path)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert process_time() - started < 2
    assert [list(grid.rows) for grid in grids] == [[1], [1]]


def test_a_column_filled_to_the_end_is_read(write_ods):
    (grid,) = read(write_ods(sheet(row(cell("float", "1", "1"), repeated=1_048_576))))
    assert len(grid.rows) == 1_048_576


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("float", "1", "1"), repeated=10**9),
        row(cell("float", "1", "1", 'table:number-columns-repeated="1000000000"')),
        row(cell("float", "1", "1", 'table:number-columns-repeated="16384"'), repeated=1_048_576),
        row(cell("float", "1", "1", 'table:number-columns-repeated="26"'), repeated=1_048_576),
        row(cell("float", "1", "1", 'table:number-columns-repeated="16384"'), repeated=1_000) * 2,
        row("<table:table-cell/>", repeated=10**30) + row(cell("float", "1", "1")),
    ],
)
def test_more_than_any_export_is_refused_at_once(write_ods, rows):
    path = write_ods(sheet(rows))
    started = process_time()
    assert refusal(read, path) == [("table_too_large", "udtræk.ods")]
    assert process_time() - started < 3


# --- second readers ---


@pytest.fixture
def from_office(office, tmp_path):
    """A document that LibreOffice wrote, from an .xlsx file of openpyxl."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Ærø"
    first["B2"], first["C2"], first["D2"] = "Mål  opfyldelse\nto linjer", 0.95, 1234.5
    first["C2"].number_format, first["D2"].number_format = "0.0%", '#,##0.00 "kr."'
    first["B3"], first["C3"], first["D3"] = date(2008, 6, 30), datetime(2008, 6, 30, 8, 0), True
    first["B3"].number_format, first["C3"].number_format = "dd-mm-yyyy", "dd-mm-yyyy hh:mm"
    first["B4"], first["C4"], first["D4"] = "=1/0", "=NA()", "=SUM(C2:D2)"
    first["B5"] = "1. halvår"
    first.merge_cells("B5:D6")
    hidden = book.create_sheet("skjult")
    hidden["A1"], hidden.sheet_state = 7, "hidden"
    book.create_sheet("tom")
    path = tmp_path / "fra.xlsx"
    book.save(path)
    return office(path, "ods", tmp_path / "ud")


@pytest.mark.office
def test_what_libreoffice_writes_and_calamine_reads(from_office):
    first, hidden = read(from_office)
    found = {number: {column: each.value for column, each in cells.items()} for number, cells in first.rows.items()}
    assert found == {
        2: {2: "Mål  opfyldelse\nto linjer", 3: 0.95, 4: 1234.5},
        3: {2: date(2008, 6, 30), 3: datetime(2008, 6, 30, 8, 0), 4: True},
        4: {2: "#DIV/0!", 3: "#N/A", 4: 1235.45},
        5: {2: "1. halvår"},
    }
    assert first.rows[2][3].number_format == "0.0%" and not first.rows[2][4].is_percent
    assert first.rows[3][2].number_format == "dd-mm-yyyy"
    assert [first.rows[4][column].kind for column in (2, 3, 4)] == [CellKind.ERROR, CellKind.ERROR, CellKind.NUMBER]
    assert first.rows[4][4].formula == "SUM(C2:D2)"
    assert first.merged == ((5, 2, 6, 4),)
    assert (hidden.sheet, hidden.rows[1][1].value) == ("skjult", 7.0)
    assert (first.hidden, hidden.hidden) == (False, True)
    theirs = CalamineWorkbook.from_path(from_office).get_sheet_by_name("Ærø").to_python(skip_empty_area=False)
    for number in (2, 3, 5):  # calamine leaves errors out
        ours = {column: each.value for column, each in first.rows[number].items()}
        assert ours == {at: value for at, value in enumerate(theirs[number - 1], start=1) if value != ""}


def test_calamine_finds_the_same_in_what_is_written_by_hand(write_ods):
    rows = row(
        cell("string", "", "Center"),
        cell("percentage", "0.95", "95 %"),
        cell("float", "12.5", "x", 'table:number-columns-repeated="3"'),
        cell("boolean", "true", "SAND"),
        cell("date", "2008-06-30", "30-06-2008"),
    )
    path = write_ods(sheet(rows + row(cell("float", "7", "7"), repeated=3)))
    (grid,) = read(path)
    theirs = CalamineWorkbook.from_path(path).get_sheet_by_name("S").to_python(skip_empty_area=False)
    ours = [[each.value for each in cells.values()] for cells in grid.rows.values()]
    assert ours == [[value for value in values if value != ""] for values in theirs]


# --- what is no such file ---


def test_a_document_behind_a_password_is_named_as_such(write_ods):
    path = write_ods(**{"META-INF/manifest.xml": MANIFEST.format(LOCKED), "content.xml": b"\x91\x02\xff"})
    assert refusal(read, path) == [("file_encrypted", "udtræk.ods")]


@pytest.mark.parametrize(
    "parts",
    [
        {"content.xml": b""},
        {"content.xml": "<office"},
        {"content.xml": content(sheet(row(cell("float", "1", "1"))))[:-60]},
        {"content.xml": content("")},
        {
            "content.xml": f"<office:document-content {SPACES}><office:body><office:text/></office:body></office:document-content>"
        },
        {"content.xml": content(sheet(row(cell("float", "1", "1", 'table:number-columns-repeated="to"'))))},
        {"content.xml": content(sheet(row(cell("float", "1", "1", 'table:number-columns-spanned="to"'))))},
        {"META-INF/manifest.xml": "<m"},
        {"styles.xml": b"\x00"},
    ],
)
def test_broken_documents_are_refused(write_ods, parts):
    assert refusal(read, write_ods(name="ødelagt.ods", **parts)) == [("file_unreadable", "ødelagt.ods")]


def test_a_package_without_content_is_refused(tmp_path):
    path = tmp_path / "tom.ods"
    path.write_bytes(packed({"mimetype": SPREADSHEET}))
    assert refusal(read, path) == [("file_unreadable", "tom.ods")]


def test_entities_are_not_resolved(write_ods, tmp_path):
    (tmp_path / "hemmelig.txt").write_text("hemmelig", encoding="utf-8")
    where = (tmp_path / "hemmelig.txt").as_uri()
    head = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{where}"><!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    rows = row(cell("string", inside="<text:p>x&a;&c;y</text:p>"))
    path = write_ods(**{"content.xml": content(sheet(rows), head=head)})
    assert [code for code, _ in refusal(read, path)] == ["part_doctype"]


PARTS = {
    "content.xml": content(
        sheet(
            row(cell("percentage", "0.95", "95 %", 'table:style-name="c1"'), cell("string", "", "Målopfyldelse"))
            + row(cell("date", "2008-06-30", "30-06-2008", 'table:number-columns-repeated="3"'), repeated=2)
            + row(cell("time", "PT12H30M00S", "x"), cell("string", "", "x", 'table:number-columns-spanned="3"'))
            + row(cell("float", "1", "#DIV/0!", 'table:formula="of:=[.A1]/0"'), cell("boolean", "true", "SAND"))
        )
    ),
    "styles.xml": f"<office:document-styles {SPACES}><office:styles>{STYLES}</office:styles></office:document-styles>",
    "META-INF/manifest.xml": MANIFEST.format(""),
}


@given(change=changes())
def test_packages_broken_at_random_are_read_or_refused(tmp_path_factory, change):
    path = tmp_path_factory.getbasetemp() / "tilfældig.ods"
    path.write_bytes(broken(packed(PARTS), change))
    answers_or_refuses(read, path)


@given(change=changes())
@pytest.mark.parametrize("part", PARTS)
def test_parts_broken_at_random_are_read_or_refused(tmp_path_factory, part, change):
    path = tmp_path_factory.getbasetemp() / "tilfældig.ods"
    path.write_bytes(packed(PARTS | {part: broken(PARTS[part].encode(), change)}))
    answers_or_refuses(read, path)
