"""What a new workbook looks like to a spreadsheet program and to an independent reader."""

import re
import shutil
import subprocess

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from macros.cli import main
from schemas.codes import Light, Rule, Unit
from schemas.words.vocabulary import words
from workbook.builder.cell_formats import LIGHT_FILL
from workbook.layout import sheets

EXPECTED_SHEETS = [
    "Forside", "Kontrakt", "Indikatorkatalog", "LIS-data", "Budget", "Oversættelse", "Konti", "Omdisponeringer",
    "Afgivne prognoser", "Ydelseskatalog", "Taxameter", "Tilgang og budget", "Opfølgning", "Vurderinger",
    "Budgetopfølgning", "Varslingspligt", "Ydelsesopfølgning", "Belønning", "Datastatus", "Historik", "Ændringer",
    "Godkendte", "Rettelser bagud", "Kommentarer", "Kalender", "Handlingsplan", "Temaer", "Forandringsteorier",
    "Strategikort", "Kontrakttekst", "Borgerkontrakt", "Prøv selv", "Funktioner", "Validering", "Parametre", "Log",
    "Oprindelse", "Beregningsgrundlag", "Godkendt grundlag", "Registrets grundlag", "Prognosegrundlag", "Vejledning",
]  # fmt: skip


@pytest.fixture
def book(filled):
    return openpyxl.load_workbook(filled)


def column(sheet, table, title):
    reference = sheet.tables[table].ref
    return next(cells for cells in sheet[reference][0] if cells.value == title).column


def test_all_sheets_and_tables(book):
    assert book.sheetnames == EXPECTED_SHEETS
    tables = {name for sheet in book for name in sheet.tables}
    assert {block.table for layout in sheets() for block in (*layout.above, *layout.blocks)} <= tables
    assert {"about", "light_counts", "attention"} <= tables


def test_print_set_up_and_frozen_headers(book):
    for sheet in book:
        lies = "portrait" if sheet.title in {"LIS-data", "Budget"} else "landscape"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (lies, 9)
        layout = next(each for each in sheets() if words().sheet(each.key) == sheet.title)
        if layout.own_pages or layout.breaks:
            beside = [block.first_column for block in layout.blocks[1:]]
            if sheet.title == "Strategikort":
                beside = [len(layout.blocks[0].columns)]  # the map has a page of its own
            again = [layout.blocks[0].columns.index(name) for name in layout.breaks]
            assert [each.id for each in sheet.col_breaks.brk] == (again or beside)
            assert sheet.print_title_cols == (f"$A:${get_column_letter(layout.frozen)}" if again else None)
        else:
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToHeight == 0
        assert "&P" in sheet.oddFooter.right.text
        if sheet.title not in {"Forside", "Vejledning"}:
            assert sheet.freeze_panes is not None
            below = {"Validering": "$8:$8", "Datastatus": "$13:$13"}  # where tables of a fixed size stand above
            assert sheet.print_title_rows == below.get(sheet.title, "$1:$4")


def test_input_lists_come_from_the_enumerations(book):
    sheet = book["Kontrakt"]
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    for title, codes in (("Regel", Rule), ("Enhed", Unit)):
        letter = openpyxl.utils.get_column_letter(column(sheet, "goals", title))
        assert lists[f"{letter}5:{letter}22"] == '"' + ",".join(words().choices(codes)) + '"'


def test_computed_cells_are_locked_without_a_password_and_inputs_are_open(book):
    sheet = book["Opfølgning"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet.cell(5, column(sheet, "results", "Resultat")).protection.locked
    assert not sheet.cell(5, column(sheet, "results", "Vurdering")).protection.locked
    for name in ("Kontrakt", "LIS-data", "Budget", "Parametre"):
        assert not book[name].protection.sheet, "a table on a protected sheet cannot grow by typing"


def test_lights_recolour_by_their_word(book):
    sheet = book["Opfølgning"]
    letter = openpyxl.utils.get_column_letter(column(sheet, "results", "Lys"))
    rules = [
        rule
        for area, found in sheet.conditional_formatting._cf_rules.items()
        if re.match(rf"{letter}\d", str(area.sqref))
        for rule in found
    ]
    fills = {rule.text: rule.dxf.fill.bgColor.rgb for rule in rules if rule.type == "containsText" and rule.dxf.fill}
    assert fills == {words().word(light): f"FF{fill[1:]}" for light, fill in LIGHT_FILL.items()}
    assert {rule.text for rule in rules} == {words().word(light) for light in Light}


def test_goal_numbers_are_text_that_no_spreadsheet_makes_a_date_of(book):
    sheet = book["Kontrakt"]
    cell = sheet.cell(5, column(sheet, "goals", "Mål nr."))
    assert (cell.value, cell.number_format, cell.data_type) == ("1.1", "@", "s")


def test_a_chart_and_a_sparkline_for_each_goal(filled, book):
    import zipfile

    assert len(book["Forside"]._charts) == 1
    with zipfile.ZipFile(filled) as package:
        sheet = package.read(f"xl/worksheets/sheet{EXPECTED_SHEETS.index('Opfølgning') + 1}.xml").decode()
    assert sheet.count("<x14:sparkline>") == 18


@pytest.mark.office
def test_unit_formats_show_in_libreoffice(filled, office, tmp_path):
    """Per cent where the unit is per cent, and only there; kroner without decimals."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed: install poppler-utils to read what LibreOffice prints")
    assert main(["recalculate", str(filled)]) == 0
    pdf = office(filled, "pdf", tmp_path / "pdf")
    text = subprocess.run([program, "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    follow_up = text[text.index("Måneder mod") :]
    line = {
        number: next(row for row in follow_up.splitlines() if re.match(rf" *{number} ", row))
        for number in ("1\\.1", "1\\.2")
    }
    # The unit stands in a column of its own, once a row.
    assert re.search(r"pct\. +36[.,]7 +36[.,]0 +\+2[.,]0 %.* 36[.,]0 +37[.,]4 ", line["1\\.1"])
    assert re.search(r"antal +332 +325 +\+2[.,]2 %.* 650 +673 ", line["1\\.2"])
    assert re.search(r"4[.,]150[.,]000 ", text)
