"""Documents as Word files: what Word, a screen reader and an editor need is in them."""

import io
import re
import zipfile
from datetime import datetime

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from schemas.words.vocabulary import words
from tests.unit.workbook.documents.sample import HOSTILE, KEPT, document, table
from workbook.documents.model import Heading, PageBreak, Paragraph
from workbook.documents.word import word_file

NOW = datetime(2009, 7, 20, 9, 30)


def made(language="da", **more):
    return word_file(document(language, **more), words(language), NOW).content


@pytest.fixture(scope="module")
def content():
    return made(is_draft=True)


@pytest.fixture(scope="module")
def file(content):
    return docx.Document(io.BytesIO(content))


def lines(file):
    return [(line.style.name, line.text) for line in file.paragraphs]


def xml_of(file):
    return file.element.xml


def test_it_keeps_the_rules_of_open_xml(content, tmp_path):
    path = tmp_path / "rapport.docx"
    path.write_bytes(content)
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_a_page_may_stand_where_the_others_lie(tmp_path):
    blocks = (Heading("Før"), PageBreak(is_upright=True), Heading("Kort"), PageBreak(), Heading("Efter"))
    for is_landscape, sizes in [(True, [True, False, True]), (False, [False])]:
        content = made(blocks=blocks, is_landscape=is_landscape)
        sections = docx.Document(io.BytesIO(content)).sections
        assert [section.page_width > section.page_height for section in sections] == sizes
        # The title stands on the first page alone; the others bear it at their head.
        assert [section.different_first_page_header_footer for section in sections] == [True, False, False][
            : len(sizes)
        ]
        assert {section.header.paragraphs[-1].text for section in sections} == {"Halvårsrapport 2008"}
        path = tmp_path / "rapport.docx"
        path.write_bytes(content)
        assert OpenXmlValidator().validate(str(path)).errors == []


def test_each_block_has_words_own_style(file):
    found = lines(file)
    assert ("Title", "Halvårsrapport 2008") in found
    assert ("Subtitle", "1. halvår") in found
    assert ("Heading 1", "Indledning") in found
    assert ("Heading 2", "Mål om luft") in found
    assert ("List Bullet", "et") in found
    assert [text for style, text in found if style == "List Number"] == ["først", "så", "igen først", "igen så"]
    assert ("Caption", "Tabel 4. Samtaler til tiden") in found
    assert file.styles["Heading 1"].element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == "0"


def test_numbers_begin_anew_in_every_list(file):
    numbers = [line._p.pPr.numPr.numId.val for line in file.paragraphs if line.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_the_contents_are_a_field_that_word_updates_and_lists_the_headings_before(file):
    xml = xml_of(file)
    assert re.search(r'fldCharType="begin" w:dirty="true"', xml)
    assert 'TOC \\o "1-3" \\h \\z \\u' in xml
    assert list(contents_of(file)) == [("toc 1", "Indledning"), ("toc 2", "Mål om luft"), ("toc 1", "Aftale")]


def contents_of(file):
    """Of each line of the table of contents its style and what it names."""
    names = {style.style_id: style.name for style in file.styles}
    for room in file.element.body.iter(qn("w:sdtContent")):
        for line in list(room.iter(qn("w:p")))[1:]:
            yield names[line.pPr.pStyle.val], next(line.iter(qn("w:t"))).text


def test_no_contents_where_none_are_wanted():
    assert "TOC" not in xml_of(docx.Document(io.BytesIO(made(has_contents=False))))


def test_the_head_of_a_table_repeats_and_no_row_is_torn(file):
    [shown] = file.tables
    assert shown.style.name == "Resultatkontrakt tabel"
    assert shown.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in shown.rows)
    assert [cell.text for cell in shown.rows[0].cells] == ["Center", "Resultat", "Lys", "Kurve"]
    assert [cell.text for cell in shown.rows[1].cells][:3] == ["Jobcenter nr. 0", "81,4 %", "◆ Rød"]
    assert shown._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Tabel 4 Samtaler til tiden"


def test_a_light_is_a_word_and_a_fill(file):
    fills = [cell._tc.tcPr.find(qn("w:shd")) for cell in file.tables[0].columns[2].cells]
    assert fills[0] is None
    assert len({fill.get(qn("w:fill")) for fill in fills[1:]}) == len(fills) - 1


def test_a_caption_has_its_number_as_a_field(file):
    assert "SEQ Tabel \\* ARABIC \\r 4" in xml_of(file)
    assert "SEQ Figur \\* ARABIC" in xml_of(file)


def test_where_a_text_names_a_table_it_leads_there(file):
    anchors = {link.get(qn("w:anchor")) for link in file.element.body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in file.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors <= marks
    [lead] = [line for line in file.paragraphs if line.style.name == "Indledning"]
    assert lead.text == "Lederen siger: se tabel 4."
    assert len(lead.hyperlinks) == 1


def test_every_picture_has_a_text_for_those_who_do_not_see_it(file):
    told = [each.get("descr") for each in file.element.body.iter(f"{{{DRAWING}}}docPr")]
    assert told[1] == "Fra 80 til 81,4."
    assert told[0].startswith("Fra 80,0 % i jan til 81,4 % i jun.")


def test_a_picture_keeps_no_distance_so_that_it_fits_its_cell(file):
    for inline in file.element.body.iter(f"{{{DRAWING}}}inline"):
        assert {inline.get(side) for side in ("distT", "distB", "distL", "distR")} == {"0"}


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@pytest.mark.parametrize(("language", "tag"), [("da", "da-DK"), ("en", "en-GB")])
def test_the_language_is_the_documents(language, tag):
    shown = docx.Document(io.BytesIO(made(language)))
    langs = {each.get(qn("w:val")) for each in shown.styles.element.iter(qn("w:lang"))}
    assert langs == {tag}
    assert shown.core_properties.language == tag
    assert shown.core_properties.title == "Halvårsrapport 2008"


@pytest.mark.parametrize(("language", "mark"), [("da", "UDKAST"), ("en", "DRAFT")])
def test_every_page_says_that_it_is_a_draft_and_none_where_figures_are_locked(language, mark):
    for is_draft in (True, False):
        section = docx.Document(io.BytesIO(made(language, is_draft=is_draft))).sections[0]
        headers = [section.header, section.first_page_header]
        assert section.different_first_page_header_footer
        assert [mark in "".join(line.text for line in head.paragraphs) for head in headers] == [is_draft, is_draft]


def test_pages_are_numbered(file):
    footer = file.sections[0].footer
    assert "PAGE" in footer._element.xml
    assert "NUMPAGES" in footer._element.xml


def test_no_text_is_markup_or_breaks_the_file(file):
    assert KEPT in [line.text for line in file.paragraphs]
    assert "010190" not in xml_of(file)


def test_hostile_texts_everywhere():
    blocks = (Heading(HOSTILE), Paragraph(HOSTILE), table(HOSTILE, anchor=HOSTILE))
    file = docx.Document(io.BytesIO(made(title=HOSTILE, subtitle=HOSTILE, blocks=blocks, is_draft=True)))
    assert [text for style, text in lines(file) if style in {"Title", "Subtitle", "Heading 1"}] == [KEPT] * 3


def test_a_very_long_title_stays_whole_on_the_front_and_is_cut_at_the_head_of_pages():
    long = "Opfølgning på kontrakterne " * 40
    file = docx.Document(io.BytesIO(made(title=long)))
    assert [text for style, text in lines(file) if style == "Title"] == [long.strip()]
    [head] = [line.text for line in file.sections[0].header.paragraphs]
    assert len(head) < 100
    assert head.endswith(" …")


def test_what_follows_a_break_begins_a_page():
    blocks = (Paragraph("før"), PageBreak(), Heading("efter"), PageBreak(), table(), PageBreak())
    file = docx.Document(io.BytesIO(made(blocks=blocks, has_contents=False)))
    begun = [line.text for line in file.paragraphs if line.paragraph_format.page_break_before]
    assert begun[0] == "efter"
    assert len(begun) == 2


def test_a_lying_page():
    section = docx.Document(io.BytesIO(made(is_landscape=True))).sections[0]
    assert section.page_width > section.page_height


def test_a_table_fills_the_page_and_is_no_wider(file):
    section = file.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [int(each.get(qn("w:w"))) * 635 for each in file.tables[0]._tbl.tblGrid.iterchildren()]
    assert 0.98 * room < sum(widths) <= room


def test_the_same_document_gives_the_same_bytes():
    assert made() == made()


def test_nothing_of_the_librarys_own_template_is_left(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        styles = package.read("word/styles.xml").decode()
    assert not [name for name in names if "customXml" in name or "thumbnail" in name]
    assert "Colorful" not in styles
