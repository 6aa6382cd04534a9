"""The demo, as the README's first command runs it, against golden files."""

import json
import re
import shutil
import subprocess

import openpyxl
import pytest

from macros.cli import main
from macros.steps.documents.committee_report import annual_report, half_year_report
from macros.steps.documents.material import read_material
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from schemas.frames import records
from schemas.reading import read_table
from schemas.tables import AssessedGoals, PrintedAssessments, Results
from schemas.words.vocabulary import words
from tests import document_lines
from tests.conftest import EXAMPLES, NOW
from tests.end_to_end.report_figures import strangers, wrong_rows
from workbook.closed.book import ClosedBook
from workbook.documents.model import Document, Paragraph
from workbook.exports.files.plain_tables import read_file

EXAMPLE = "Eksempeldata Jobcenter Skelbækgade 2009.xlsx"
EXAMPLES_TOGETHER = "Eksempeldata samlet opfølgning 2009.xlsx"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "øvelse æ"
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["demo", "--out", str(folder)]) == 0
    return folder, out.getvalue()


def test_what_it_prints(demo, golden):
    folder, text = demo
    golden("demo.txt", text.replace(str(folder), "DEMO"))


def test_it_finds_the_printed_differences_by_comparing(demo):
    _, text = demo
    found = re.findall(r"Tabel (\d+), ([^:]+): trykt forskel (\S+?)[,%]? ?%?(?:-point)?,? men .* giver (\S+)", text)
    assert [(table, centre) for table, centre, *_ in found] == [
        ("6", "Jobcenter Sygedagpenge"),
        ("13", "Ydelsesservice"),
        ("16", "Jobcenter Sygedagpenge"),
    ]
    assert "har 1 indsatsmål og 4 resultatmål; listen over mål giver 2 og 3" in text


def test_every_file_it_names_exists_and_no_other(demo):
    folder, text = demo
    named = {line for line in text.splitlines() if line.startswith(str(folder))}
    assert named == {str(path) for path in folder.iterdir()}
    assert (
        len([path for path in folder.iterdir() if path.name.endswith(" 2008.xlsx") and "register" not in path.name])
        == 10
    )


TOLD = (
    "number", "title", "shown_unit", "shown_result", "shown_target", "shown_target_max", "shown_year_target",
    "shown_forecast", "shown_between", "chance", "shown_required", "reached", "light", "to_next_light", "reason",
)  # fmt: skip


def test_the_results_of_2008(demo, golden):
    folder, _ = demo
    lines = []
    for path in sorted(folder.glob("* 2008.xlsx")):
        with ClosedBook(path) as book:
            if "results" not in book.tables():
                continue
            raw = book.read("results")
            titles = [words().title("results", name) for name in TOLD]
            at = [raw.header.index(title) for title in titles]
            lines += [[row[place].value for place in at] for row in raw.rows]
    golden("results_2008.json", "\n".join(json.dumps(line, ensure_ascii=False, default=str) for line in lines) + "\n")
    assert len(lines) == 47


def test_the_lights_that_the_reports_prose_states_are_in_force(demo):
    folder, text = demo
    shipped = read_table(PrintedAssessments, read_file(EXAMPLES / "assessments_2008.csv")[0], words()).frame
    wanted = {(row["centre"], row["measure"]): row for row in records(shipped)}
    found = {}
    for path in sorted(folder.glob("* 2008.xlsx")):
        with ClosedBook(path) as book:
            if "results" in book.tables():
                lines = records(read_table(Results, book.read("results"), words()).frame)
                found |= {(row["centre"], row["measure"]): row for row in lines if row["assessment"]}
    assert found.keys() == wanted.keys()
    for key, row in found.items():
        assert row["light"] == row["assessment"] == wanted[key]["assessment"]
        assert (row["assessment_reason"], row["assessed_by"]) == (wanted[key]["reason_da"], "Forvaltningen")
    otherwise = {key for key, row in found.items() if row["light"] != row["computed_light"]}
    with ClosedBook(next(folder.glob("Samlet*.xlsx"))) as book:
        together = read_table(AssessedGoals, book.read("assessed_goals"), words()).frame
    listed = {(row["centre"], row["number"]) for row in records(together)}
    assert listed == {(centre, found[centre, measure]["number"]) for centre, measure in otherwise}
    assert f"Vurderet anderledes end beregnet ({len(otherwise)})" in text
    assert all(
        f", vurderet af Forvaltningen 14-08-2008: {found[key]['assessment_reason']}" in text for key in otherwise
    )


@pytest.mark.office
def test_the_printed_follow_up_bears_both_lights_and_both_reasons(demo, office, tmp_path):
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed: install poppler-utils to read what LibreOffice prints")
    folder, _ = demo
    pdf = office(folder / "Jobcenter København 2008.xlsx", "pdf", tmp_path)
    pages = subprocess.run([program, pdf, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    text = " ".join(word for page in pages if "Stabil eller ændret" in page for word in page.split())
    assert "Beregnet ◆ Rød, vurderet ● Grøn: Tilgangen er på vej ned" in text
    assert "Prognosen er 4,5 % mod årets måltal 10,0 %" in text
    assert "(Forvaltningen, 14-08-2008)" in text


@pytest.mark.parametrize(
    ("centre", "goals", "seasonal", "lights", "own_sheets"),
    [
        ("Jobcenter Skelbækgade", 18, 14, 3, ("Omdisponeringer", "Ydelseskatalog", "Tilgang og budget", "Belønning")),
        ("Ydelsesservice", 6, 5, 2, ("Taxameter", "Ydelseskatalog")),
        ("CKB", 7, 5, 3, ("Omdisponeringer", "Ydelseskatalog")),
    ],
)
def test_the_examples_are_marked_on_every_sheet_that_shows_them(demo, centre, goals, seasonal, lights, own_sheets):
    folder, _ = demo
    path = folder / f"Eksempeldata {centre} 2009.xlsx"
    book = openpyxl.load_workbook(path)
    for name in ("Forside", "LIS-data", "Budget", "Konti", "Opfølgning", "Budgetopfølgning", *own_sheets):
        texts = [str(cell.value) for row in book[name].iter_rows(max_row=3) for cell in row if cell.value]
        assert any("Eksempeldata" in text for text in texts), name
    done = recalculate(path, None, NOW)
    assert len(done.results) == goals
    assert len(set(done.results["light"]) & {"green", "yellow", "red"}) == lights
    assert done.results["forecast_seasonal"].notna().sum() >= seasonal
    periods = {row[2].value for row in ClosedBook(path).read("observations").rows}
    assert len({period for period in periods if len(period) == 7}) == 18
    assert done.issues == []


def test_the_examples_together_are_marked_too(demo):
    folder, _ = demo
    book = openpyxl.load_workbook(folder / EXAMPLES_TOGETHER)
    for sheet in book:
        texts = [str(cell.value) for row in sheet.iter_rows(max_row=3) for cell in row if cell.value]
        assert any("Eksempeldata" in text for text in texts), sheet.title
    real = openpyxl.load_workbook(folder / "Samlet opfølgning 2008.xlsx")
    assert not any("Eksempeldata" in str(sheet["A3"].value) for sheet in real)


@pytest.mark.office
def test_libreoffice_shows_every_sheet(demo, office, tmp_path):
    folder, _ = demo
    paths = [folder / EXAMPLE, folder / "Samlet opfølgning 2008.xlsx", folder / EXAMPLES_TOGETHER]
    assert all(pdf.stat().st_size > 20_000 for pdf in office(paths, "pdf", tmp_path))
    for path in office(paths, "xlsx", tmp_path / "igen"):
        book = openpyxl.load_workbook(path, data_only=True)
        errors = [
            (sheet.title, cell.coordinate)
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "e"
            and (sheet.title, cell.value) != ("Diagramgrundlag", "#N/A")  # charts leave them out
        ]
        assert errors == []


@pytest.mark.office
def test_the_try_out_reads_well_where_nobody_knows_its_functions(demo, office, tmp_path):
    folder, _ = demo
    path = folder / EXAMPLE
    bare = tmp_path / "uden værdier.xlsx"
    openpyxl.load_workbook(path).save(bare)  # without cached values every formula must be calculated
    calculated = openpyxl.load_workbook(office(bare, "xlsx", tmp_path / "ud"), data_only=True)
    for table, key in (("try_out", "try_out"), ("what_if", "what_if"), ("light_levels", "what_if")):
        compared(ClosedBook(path).read(table), calculated[words().sheet(key)])


@pytest.mark.office
def test_a_goal_is_tried_out_as_far_as_an_office_without_the_functions_can(demo, office, tmp_path):
    folder, _ = demo
    path, number = folder / EXAMPLE, "1.9"
    book = openpyxl.load_workbook(path)
    sheet = book[words().sheet("what_if")]
    sheet["C5"] = number  # another goal, nothing changed: today's figures, for those it can look up
    asked = [tmp_path / "andet mål.xlsx", tmp_path / "andet niveau.xlsx"]
    book.save(asked[0])
    sheet["C9"] = 97
    book.save(asked[1])
    calculated = office(asked, "xlsx", tmp_path / "ud")

    def answers(path):
        found = openpyxl.load_workbook(path, data_only=True)
        return {row[0]: row for row in found[sheet.title].iter_rows(5, 16, 1, 4, values_only=True)}

    chosen = answers(calculated[0])
    assert chosen["Årsprognose"][3] == chosen["Årsprognose"][1] is not None
    assert chosen["Lys"][3] == chosen["Lys"][1]
    changed = answers(calculated[1])
    assert {changed[line][3] for line in ("Årsprognose", "Lys")} == {words().text("what_if_stale")}


def compared(raw, sheet):
    """Require that an office has calculated what stands in a table."""
    left, count = next(
        (cell.column, len(raw.rows)) for row in sheet.iter_rows(4, 4) for cell in row if cell.value == raw.header[0]
    )
    after = sheet.iter_rows(5, 4 + count, left, left + len(raw.header) - 1, values_only=True)
    for ours, theirs in zip(raw.rows, after, strict=True):
        for cell, calculated in zip(ours, theirs, strict=True):
            blank, mine = calculated in {None, ""}, cell.value
            assert (mine is None) if blank else calculated == (pytest.approx(mine) if isinstance(mine, float) else mine)


@pytest.fixture(scope="module")
def reports(demo):
    """What the half-year report of 2008 and that of the made-up figures of 2009 are made of."""
    folder, _ = demo
    year = [folder / f"{holder} 2008.xlsx" for holder in read_register("2008", words()).holders]
    examples = [path for path in sorted(folder.glob("Eksempeldata * 2009.xlsx")) if path.name != EXAMPLES_TOGETHER]
    return {
        name: read_material(paths, None, NOW.date(), words()) for name, paths in (("2008", year), ("2009", examples))
    }


def test_the_half_year_report_of_2008(reports, golden):
    golden("half_year_2008.txt", document_lines.text(half_year_report(reports["2008"])) + "\n")


def test_it_has_the_tables_of_the_source_under_their_numbers(reports):
    found = document_lines.tables(half_year_report(reports["2008"]))
    assert list(found) == [f"Tabel {number}" for number in [*range(1, 15), *range(16, 22)]]
    assert sum(len(table.rows) for table in found.values()) == 47


@pytest.mark.parametrize(
    ("number", "centre", "figures"),
    [
        (1, "Jobcenter København", ["10,0 %", "4,5 %", "−5,5 %-point"]),
        (11, "Jobcenter København og CJF", ["282", "281 (131 virksomhedspraktikker + 150 løntilskud)", "−1 (0 %)"]),
        (13, "Center for Job og Formidling", ["0,0", "0,0", "0,0"]),
        (16, "Jobcenter Sygedagpenge", ["4,6", "4,8", "+0,2"]),
        (16, "BIF i alt*", ["4,3", "5,5", "+1,2"]),
        (18, "BIF i alt*", ["64,0", "63,0", "−1,0"]),
        (20, "Jobcenter København", ["85–100 %", "70 %", "−15/−30 %-point"]),
    ],
)
def test_right_answers_worked_out_by_hand(reports, number, centre, figures):
    table = document_lines.tables(half_year_report(reports["2008"]))[f"Tabel {number}"]
    (row,) = [row for row in document_lines.rows(table) if row[1] == centre]
    assert row[2:5] == figures


def test_goals_by_parameter_and_type(reports):
    counted = next(
        block for block in half_year_report(reports["2008"]).blocks if getattr(block, "anchor", "") == "optaelling"
    )
    assert [row[:3] for row in document_lines.rows(counted)] == [
        ["Beskæftigelsesindsatsen", "12", "4"],
        ["Kvalitet i servicen", "5", "1"],
        ["Personale og organisation", "0", "21"],
        ["Økonomi", "4", "0"],
        ["I alt", "21", "26"],
    ]


@pytest.mark.parametrize("year", ["2008", "2009"])
@pytest.mark.parametrize("build", [half_year_report, annual_report])
def test_every_figure_of_a_report_stands_in_its_results(reports, year, build):
    material = reports[year]
    document = build(material)
    strange, seen = strangers(document, material)
    assert strange == [] and seen > 200
    wrong, right = wrong_rows(document, material)
    assert wrong == [] and right > 90


def test_a_figure_that_no_result_gives_is_found(reports):
    material = reports["2008"]
    blocks = half_year_report(material).blocks
    at = next(at for at, block in enumerate(blocks) if getattr(block, "label", "") == "Tabel 4")
    false = Document("", (*blocks[: at + 1], Paragraph("Andelen var 83,7 %."), *blocks[at + 1 :]))
    assert strangers(false, material)[0] == [((83.7, 1), "Andelen var 83,7 %.")]


def test_the_word_file_holds_every_cell_of_its_tables(demo, reports):
    from docx import Document as WordDocument

    written = WordDocument(str(demo[0] / "Halvårsrapport 2008.docx"))
    found = {" ".join(cell.text.split()) for table in written.tables for cell in table._cells}
    for label, table in document_lines.tables(half_year_report(reports["2008"])).items():
        for row in document_lines.rows(table):
            missing = [text for text in row if " ".join(text.split()) not in found]
            assert missing == [], label
