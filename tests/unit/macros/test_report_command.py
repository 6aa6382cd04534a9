"""``report`` and ``template``: documents of workbooks on the command line, and what it says where there is none."""

import json

import docx
import openpyxl
import pytest

from tests.unit.macros.command_line import run


def report(capsys, workbook, out, *more):
    return run(capsys, "report", "--kind", "half-year", workbook, "--out", out, *more)


def test_a_template_of_ones_own_and_a_report_that_is_made_again(filled, tmp_path, capsys):
    template, out = tmp_path / "egen.docx", tmp_path / "rapport.docx"
    code, text = run(capsys, "template", template)
    assert (code, "{{indhold}} er dokumentet selv" in text) == (0, True)
    file = docx.Document(template)
    file.paragraphs[0].insert_paragraph_before("Kontoret for Ærlighed")
    file.save(template)
    code, text = report(capsys, filled, out, "--template", template, "--as-of", "2009-06", "--json")
    told = json.loads(text)
    assert (code, told["document"], told["as_of"]) == (0, str(out), "2009-06-30")
    made = docx.Document(out)
    assert made.paragraphs[0].text == "Kontoret for Ærlighed"
    assert made.tables
    assert report(capsys, filled, out, "--template", template)[0] == 0
    made.paragraphs[0].text = "Rettet i Word"
    made.save(out)
    code, text = report(capsys, filled, out)
    assert (code, "rapport.docx er rettet" in text, "--replace" in text) == (1, True, True)
    assert docx.Document(out).paragraphs[0].text == "Rettet i Word"
    assert report(capsys, filled, out, "--replace")[0] == 0
    assert docx.Document(out).paragraphs[0].text != "Rettet i Word"


def test_a_template_without_our_placeholders_is_refused_before_anything_is_written(filled, tmp_path, capsys):
    template, out = tmp_path / "egen.docx", tmp_path / "rapport.docx"
    docx.Document().save(template)
    code, text = report(capsys, filled, out, "--template", template)
    assert (code, "Skriv {{indhold}} på en linje for sig" in text) == (1, True)
    assert {path.name for path in tmp_path.iterdir()} == {template.name, filled.name}


def test_what_is_made_of_made_up_figures_says_so(tmp_path, capsys):
    workbook, page, folder = tmp_path / "eksempel.xlsx", tmp_path / "kontrakt.html", tmp_path / "ud"
    assert run(capsys, "new", "2009", "--centre", "Jobcenter Skelbækgade", "--example", "--out", workbook)[0] == 0
    assert run(capsys, "report", "--kind", "contract", workbook, "--out", page)[0] == 0
    assert "Eksempeldata: tallene er opdigtede og må ikke bruges" in page.read_text(encoding="utf-8")
    together = tmp_path / "samlet.xlsx"
    assert run(capsys, "consolidate", workbook, "--out", together)[0] == 0
    sheets = openpyxl.load_workbook(together).worksheets
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    assert all(any("opdigtede" in str(cell.value) for cell in sheet[3]) for sheet in shown)
    assert all("opdigtede" in str(sheet.oddFooter.left.text) for sheet in shown)
    assert run(capsys, "publish", workbook, "--out", folder)[0] == 0
    [statistics] = folder.glob("*.xlsx")
    cover = openpyxl.load_workbook(statistics).worksheets[0]
    assert any(row[0] and "tallene er opdigtede" in str(row[0]) for row in cover.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("lock", "code", "said"),
    [("~$apport.docx", 3, "rapport.docx er åben i et andet program (Jens)"), (".~lock.rapport.docx#", 3, "er åben")],
)
def test_a_report_open_in_word_stays(filled, tmp_path, capsys, lock, code, said):
    out = tmp_path / "rapport.docx"
    (tmp_path / lock).write_bytes(b"\x04Jens\x00")
    found, text = report(capsys, filled, out)
    assert (found, said in text) == (code, True)
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [("rapport.odt", "skal ende på .docx, .pdf eller .html"), ("mangler/rapport.docx", "findes ikke")],
)
def test_no_place_for_a_report(filled, tmp_path, capsys, name, said):
    code, text = report(capsys, filled, tmp_path / name, "--json")
    told = json.loads(text)
    assert (code, told["as_of"]) == (3, None)
    assert said in told["issues"][0]["message"]


def test_pdf_without_libreoffice_says_what_to_do(filled, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("RESULTATKONTRAKT_SOFFICE", str(tmp_path / "none"))
    code, text = report(capsys, filled, tmp_path / "rapport.pdf")
    assert (code, "Lad filen ende på .docx" in text) == (3, True)
    assert not (tmp_path / "rapport.pdf").exists()


def test_a_template_is_not_written_over_anything(tmp_path, capsys):
    path = tmp_path / "egen.docx"
    path.write_bytes(b"mine")
    code, _ = run(capsys, "template", path)
    assert (code, path.read_bytes()) == (3, b"mine")
