"""Pages read at arm's length: no wider than a page, headings repeated, a total, names that are not broken in a word."""

import re
import warnings
import zipfile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from schemas.codes import GoalType, Light
from schemas.words.vocabulary import words
from workbook.builder.cell_formats import Formats
from workbook.builder.light_pages import counts_page, matrix_page
from workbook.builder.row_heights import column_width
from workbook.layout import page_width, sheets

MINE = [
    "contract", "measures", "data", "budget", "accounts", "reallocations", "forecasts_made", "services",
    "assessed", "budget_follow_up", "warnings_due", "service_variances", "reward", "changes", "history", "taxameters", "inflows", "closed",
    "revisions",
    "validation", "parameters", "log", "comments", "calendar", "theories", "contract_texts", "citizen",
]  # fmt: skip
_SPARE = 1.1  # by as much may headers widen a page


def test_history_prints_the_result_as_it_is_shown():
    [layout] = [sheet for sheet in sheets() if sheet.key == "history"]
    assert {"shown_result", "target_to_date_max"} <= set(layout.blocks[0].columns[: layout.printed])


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("layout", [each for each in sheets() if each.key in MINE], ids=lambda each: each.key)
def test_what_is_printed_is_no_wider_than_a_page(layout, language):
    blocks = layout.blocks if layout.own_pages else layout.blocks[:1]
    for block in blocks:
        columns = block.columns[: layout.printed] if layout.printed else block.shown
        wide = sum(column_width(block, name, words(language)) for name in columns)
        assert wide <= _SPARE * page_width(), (block.table, wide)


LONGEST_ACCOUNT, LONGEST_OF_ITS_WORDS = "Pulje: Ny Chance til Alle", "Integrationsindtægter"
LINE = 18  # points: a row of one line is no taller


@pytest.mark.parametrize(
    ("table", "block"),
    [(block.table, block) for layout in sheets() for block in layout.blocks if not layout.hidden],
)
def test_accounts_and_measures_are_whole(table, block):
    for name in {"account", "to_account"} & set(block.shown):
        text = LONGEST_ACCOUNT if 0 < block.tall <= LINE else LONGEST_OF_ITS_WORDS
        assert block.width(name) > len(text), (table, name)
    if table in {"observations", "inflows", "taxameters", "revisions"} and "measure" in block.shown:
        assert block.width("measure") > len(
            "Tilgang til over 12 måneders kontanthjælp"
        )  # shown as a number: in one line


def test_pages_of_a_new_workbook(workbook):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl drops
        book = openpyxl.load_workbook(path := workbook("Jobcenter Skelbækgade 2009"))
    names = zipfile.ZipFile(path).read("xl/workbook.xml").decode()
    contract, data, found = (book[name] for name in ("Kontrakt", "LIS-data", "Validering"))
    assert re.search(r'Print_Area"[^>]*>Kontrakt!\$A:\$I<', names)
    assert re.search(r'Print_Titles"[^>]*>Kontrakt!\$1:\$4<', names)
    assert contract.page_setup.orientation == "landscape" and contract.sheet_properties.pageSetUpPr.fitToPage
    assert [cell.value for cell in contract[4]][:5] == [
        "Mål nr.",
        "Styringsparameter",
        "Måltype",
        "Mål",
        "Måltal i ord",
    ]
    assert not contract.column_dimensions["I"].hidden and contract.column_dimensions["V"].hidden
    assert data.page_setup.orientation == "portrait"
    # Each finding has pages of its own beside its groups, and says so.
    assert found["I1"].value == "Fund" and [each.id for each in found.col_breaks.brk] == [8]
    assert next(cell.value for cell in book["Parametre"][5]) == "Lys: tolerance"


def made(tmp_path, page, frame):
    path = tmp_path / "side.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page(book.add_worksheet("Side"), frame, Formats(book, words()), words())
    return openpyxl.load_workbook(path)["Side"]


def test_counts_have_a_total_in_a_form_that_all_programs_understand(tmp_path):
    kinds = [*(kind.value for kind in GoalType), "goals", *(light.value for light in Light), "assessed_otherwise"]
    frame = pd.DataFrame({"parameter": ["Indsats", "Personale"], **{name: [1, 2] for name in kinds}})
    last = [cell.value for cell in made(tmp_path, counts_page, frame)[7]]
    assert last[0] == "I alt"
    assert last[1] == "=SUBTOTAL(109,counts[Resultatmål])" and len(last) == len(kinds) + 1


@pytest.mark.parametrize(
    ("centres", "rotation"),
    [
        (["Jobcenter København", "Center for Job på Særlige Vilkår"], 0),
        ([f"Jobcenter {each}" for each in range(20)], 90),
    ],
)
def test_names_of_centres_are_whole(tmp_path, centres, rotation):
    lights = {name: ["● Grøn", "◆ Rød"] for name in centres}
    sheet = made(tmp_path, matrix_page, pd.DataFrame({"title": ["A", "B"], **lights, "measure": ["a_b", "c_d"]}))
    heads = sheet[4]
    assert [cell.value for cell in heads] == ["Mål", *centres, "Indikator"]
    assert {cell.alignment.textRotation for cell in heads[1:-1]} == {rotation}
    for cell in heads[1:-1]:
        longest = len(cell.value) if rotation else max(map(len, cell.value.split()))
        room = sheet.row_dimensions[4].height / 6 if rotation else sheet.column_dimensions[cell.column_letter].width
        assert room > longest
    assert sheet.column_dimensions[heads[-1].column_letter].hidden  # a code, for looking things up


def test_measures_are_shown_by_their_names_and_held_by_their_codes(workbook):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(workbook("Jobcenter Skelbækgade 2009 med tal"))["LIS-data"]
    names = {
        rule.formula[0]: rule.dxf.numFmt.formatCode
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == "cellIs" and str(area.sqref) == f"B5:B{sheet.max_row}"  # as far as the figures have come to go
    }
    assert sheet["B5"].value == "job_or_education_3_of_7_months"
    assert names['"offers_on_time"'] == 'General;General;General;"Tilbud givet til tiden"'


def test_figures_of_a_measure_have_the_same_decimals(workbook):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(workbook("Jobcenter Skelbækgade 2009 med tal"))["LIS-data"]
    rules = [
        (rule.priority, rule.dxf.numFmt.formatCode, rule.formula[0])
        for area in sheet.conditional_formatting
        for rule in area.rules
        if str(area.sqref) == f"D5:D{sheet.max_row}"
    ]
    (_, code, named), *others = sorted(rules)
    assert code == "#,##0.00?" and '$B5="short_sickness_absence"' in named  # 1.14, 1.10 and 1.00
    assert "company_placements" not in named and len(others) == 1  # a count is 40, never 40.00
