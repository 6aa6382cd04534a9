"""The user's own Word file as a template: placeholders become texts, everything else stays as it was."""

import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from openxml_audit import OpenXmlValidator

from schemas.errors import CannotOpenError, RefusedError
from schemas.words.vocabulary import words
from tests.unit.workbook.documents.sample import HOSTILE, KEPT, document
from workbook.documents.model import Paragraph
from workbook.documents.word import word_file
from workbook.documents.word_template import PLACEHOLDERS, made_template

NOW = datetime(2009, 7, 20, 9, 30)


@pytest.fixture
def template(tmp_path):
    """Save a Word file of some lines: ``template("{{titel}}", …)``."""

    def make(*lines, change=lambda file: None):
        file = docx.Document()
        for line in lines:
            file.add_paragraph(line)
        change(file)
        path = tmp_path / "egen.docx"
        file.save(path)
        return path

    return make


def filled(path, **more):
    made = word_file(document(**more), words(), NOW, path)
    return docx.Document(io.BytesIO(made.content)), made.issues


def texts(file):
    return [line.text for line in file.paragraphs]


def test_placeholders_become_texts_and_the_document_stands_where_it_is_told_to(template):
    path = template("Foran", "Om {{ Titel }} ({{undertitel}}), {{dato}}", "{{indhold}}", "Bagved")
    file, issues = filled(path, has_contents=False)
    found = texts(file)
    assert issues == []
    assert found[:2] == ["Foran", "Om Halvårsrapport 2008 (1. halvår), 20-07-2009"]
    assert found[2:4] == ["Opgjort pr.\t30-06-2008", "Indledning"]
    assert found[-1] == "Bagved"
    assert found.count("Halvårsrapport 2008") == 0


def test_without_a_place_of_their_own_title_and_contents_stand_before_the_document(template):
    file, _ = filled(template("{{indhold}}"))
    assert texts(file)[:2] == ["Halvårsrapport 2008", "1. halvår"]
    assert "TOC" in file.element.xml


def test_english_placeholders_too(template):
    file, issues = filled(template("{{title}}", "{{table_of_contents}}", "{{content}}"))
    assert (texts(file)[0], issues) == ("Halvårsrapport 2008", [])


def test_a_placeholder_that_word_has_cut_into_runs(template):
    def change(file):
        line = file.add_paragraph("Om {{ti")
        line.add_run("te").bold = True
        line.add_run("l}} i år")
        file.add_paragraph("{{indhold}}")

    file, _ = filled(template(change=change))
    assert texts(file)[0] == "Om Halvårsrapport 2008 i år"


def test_placeholders_in_headers_footers_tables_and_boxes(template):
    def change(file):
        file.sections[0].header.paragraphs[0].text = "{{titel}}"
        file.sections[0].footer.paragraphs[0].text = "{{dato}} {{udkast}}"
        file.add_table(1, 1).cell(0, 0).text = "{{undertitel}}"
        file.add_paragraph("{{indhold}}")

    file, _ = filled(template(change=change), is_draft=True)
    assert file.sections[0].header.paragraphs[1].text == "Halvårsrapport 2008"
    assert file.sections[0].footer.paragraphs[0].text == "20-07-2009 UDKAST – tallene er ikke låst"
    assert file.tables[0].cell(0, 0).text == "1. halvår"


def test_a_draft_says_so_on_every_page_whatever_the_template_has(template):
    def change(file):
        file.add_paragraph("{{indhold}}")
        file.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = True

    for is_draft in (True, False):
        file, _ = filled(template(change=change), is_draft=is_draft)
        heads = [file.sections[0].header, file.sections[1].first_page_header]
        told = ["UDKAST" in "".join(line.text for line in head.paragraphs) for head in heads]
        assert told == [is_draft, is_draft]


def test_the_templates_own_styles_margins_and_pictures_stay(template):
    def change(file):
        file.styles["Heading 1"].font.size = Pt(31)
        file.sections[0].left_margin = Cm(5)
        file.add_paragraph("{{indhold}}")

    file, _ = filled(template(change=change))
    assert file.styles["Heading 1"].font.size == Pt(31)
    assert file.sections[0].left_margin.cm == pytest.approx(5, abs=0.01)
    [head] = [line for line in file.paragraphs if line.text == "Indledning" and line.style.name.startswith("Head")]
    assert head.style.name == "Heading 1"
    assert "Kilde" in {style.name for style in file.styles}


def test_the_document_takes_the_room_of_the_section_it_stands_in(template):
    def change(file):
        file.add_paragraph("{{indhold}}")
        file.sections[0].page_width = Cm(15)
        file.add_section(WD_SECTION.NEW_PAGE).page_width = Cm(40)

    file, _ = filled(template(change=change))
    section = file.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [column.width for column in file.tables[0].columns]
    assert 0.97 * room < sum(widths) <= room


def test_a_template_that_does_not_say_where_the_document_goes(template):
    with pytest.raises(RefusedError) as caught:
        filled(template("{{titel}}", "Ingen plads"))
    [issue] = caught.value.issues
    assert (issue.code, issue.place.file) == ("template_without_place", "egen.docx")
    assert "{{indhold}}" in issue.suggestion(words())


def test_a_place_in_the_header_alone_is_none(template):
    def change(file):
        file.sections[0].header.paragraphs[0].text = "{{indhold}}"

    with pytest.raises(RefusedError):
        filled(template("tekst", change=change))


def test_placeholders_that_nothing_is_known_of_stay_and_are_said(template):
    file, issues = filled(template("{{kontor}} {{titl}}", "{{indhold}}", "{{et mål}}"))
    assert texts(file)[0] == "{{kontor}} {{titl}}"
    assert [(issue.code, issue.value) for issue in issues] == [("template_unknown_place", "{{kontor}}, {{titl}}")]


def test_texts_of_the_document_that_look_like_placeholders_are_texts(template):
    blocks = (Paragraph("{{dato}} og {{indhold}}"),)
    file, issues = filled(template("{{titel}}", "{{indhold}}"), title=HOSTILE, blocks=blocks, has_contents=False)
    assert texts(file)[0] == KEPT
    assert "{{dato}} og {{indhold}}" in texts(file)
    assert issues == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "template_not_word"),
        (b"not a zip", "template_not_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "template_encrypted"),
    ],
)
def test_files_that_are_no_word_files(tmp_path, content, code):
    path = tmp_path / "egen.docx"
    path.write_bytes(content)
    with pytest.raises(CannotOpenError) as caught:
        filled(path)
    assert [issue.code for issue in caught.value.issues] == [code]


def test_packages_of_another_kind_and_broken_ones(tmp_path, template):
    other, broken = tmp_path / "bog.docx", tmp_path / "brudt.docx"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with zipfile.ZipFile(template("{{indhold}}")) as whole, zipfile.ZipFile(broken, "w") as package:
        for name in whole.namelist():
            package.writestr(name, b"<w:document" if name == "word/document.xml" else whole.read(name))
    for path in (other, broken):
        with pytest.raises(CannotOpenError) as caught:
            filled(path)
        assert [issue.code for issue in caught.value.issues] == ["template_not_word"]


def test_words_own_kind_of_template(tmp_path, template):
    path = tmp_path / "egen.dotx"
    with zipfile.ZipFile(template("{{titel}}", "{{indhold}}")) as whole, zipfile.ZipFile(path, "w") as package:
        for name in whole.namelist():
            content = whole.read(name)
            package.writestr(name, content.replace(b"document.main+xml", b"template.main+xml"))
    file, issues = filled(path)
    assert (texts(file)[0], issues) == ("Halvårsrapport 2008", [])


def test_a_missing_template(tmp_path):
    with pytest.raises(CannotOpenError) as caught:
        filled(tmp_path / "mangler.docx")
    assert [issue.code for issue in caught.value.issues] == ["file_missing"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_template_to_begin_with_has_every_placeholder_and_works(tmp_path, language):
    path = tmp_path / "egen.docx"
    path.write_bytes(made_template(words(language), NOW))
    xml = zipfile.ZipFile(path)
    whole = "".join(xml.read(name).decode() for name in xml.namelist() if name.endswith(".xml"))
    own = {told for told, name in PLACEHOLDERS.items() if (told == name) == (language == "da")}
    assert {told for told in own if f"{{{{{told}}}}}" in whole} == own
    made = word_file(document(language, is_draft=True), words(language), NOW, path)
    assert made.issues == []
    target = tmp_path / "rapport.docx"
    target.write_bytes(made.content)
    assert OpenXmlValidator().validate(str(target)).errors == []
    file = docx.Document(target)
    assert "Halvårsrapport 2008" in texts(file)
    assert "{{" not in "".join(line.text for line in file.sections[0].header.paragraphs)


def test_a_place_in_a_cell_and_one_that_ends_a_section(template):
    def in_cell(file):
        file.add_table(1, 1).cell(0, 0).text = "{{indhold}}"

    def ends_section(file):
        file.add_paragraph("{{indhold}}")
        file.paragraphs[-1]._p.get_or_add_pPr().append(OxmlElement("w:sectPr"))
        file.add_paragraph("Bagved")

    file, _ = filled(template(change=in_cell), has_contents=False)
    assert "Indledning" in file.tables[0].cell(0, 0).text
    file, _ = filled(template(change=ends_section), has_contents=False)
    assert texts(file)[-1] == "Bagved"
    assert len(file.sections) == 2
