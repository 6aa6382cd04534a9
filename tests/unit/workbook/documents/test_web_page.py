"""Documents as web pages: whole, escaped, self-contained, usable without a mouse and without seeing."""

import re

import pytest
from lxml import html

from schemas.words.vocabulary import words
from tests.unit.workbook.documents.sample import HOSTILE, KEPT, document, table
from workbook.documents.model import Column, DataTable, Heading, PageBreak, Paragraph, Picture
from workbook.documents.web_page import web_page


def text_of(language="da", **more):
    return web_page(document(language, **more), words(language))


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(text_of(is_draft=True))


@pytest.mark.parametrize(("language", "skip"), [("da", "Gå til indholdet"), ("en", "Skip to the content")])
def test_language_title_and_the_way_past_the_contents(language, skip):
    page = html.document_fromstring(text_of(language))
    assert page.get("lang") == language
    assert page.findtext(".//title") == page.findtext(".//h1") == "Halvårsrapport 2008"
    [link] = page.find_class("skip")
    assert (link.text, link.get("href")) == (skip, "#content")


def test_headings_go_down_step_by_step_and_the_contents_lead_to_them(page):
    heads = [(each.tag, each.text_content()) for each in page.iter("h1", "h2", "h3", "h4")]
    assert heads == [
        ("h1", "Halvårsrapport 2008"),
        ("h2", "Indhold"),
        ("h2", "Indledning"),
        ("h3", "Mål om luft"),
        ("h2", "Aftale"),
    ]
    [contents] = page.find_class("contents")
    listed = [(link.text, page.get_element_by_id(link.get("href")[1:]).text_content()) for link in contents.iter("a")]
    assert listed == [(text, text) for text in ("Indledning", "Mål om luft", "Aftale")]


def test_a_level_that_a_document_passes_over_is_not_passed_over():
    blocks = (Heading("et", 1), Heading("tre", 3), Heading("to", 2), Heading("tre igen", 3))
    page = html.document_fromstring(text_of(blocks=blocks))
    assert [each.tag for each in page.find(".//main").iter("h2", "h3", "h4")] == ["h2", "h3", "h3", "h4"]


def test_every_link_leads_somewhere_and_no_id_stands_twice(page):
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert {link.get("href")[1:] for link in page.iter("a")} <= set(ids)
    named = " ".join(filter(None, (each.get("aria-labelledby") for each in page.iter()))).split()
    assert set(named) <= set(ids)


def test_a_table_has_its_caption_heads_of_columns_and_rows(page):
    shown = page.find(".//main//table")
    assert shown.findtext("caption") == "Tabel 4. Samtaler til tiden"
    assert [(head.get("scope"), head.text) for head in shown.iterfind("thead/tr/th")] == [
        ("col", name) for name in ("Center", "Resultat", "Lys", "Kurve")
    ]
    assert [head.get("scope") for head in shown.iterfind("tbody/tr/th")] == ["row"] * 3
    frame = shown.getparent()
    assert (frame.get("role"), frame.get("tabindex")) == ("group", "0")
    below = [line.text for line in frame.itersiblings() if line.tag == "p"][:2]
    assert below == ["Kilde: LIS, uge 30.", "Note: simpelt gennemsnit."]


def test_a_light_is_a_word_wherever_it_is_a_colour(page):
    assert [each.text_content() for each in page.find_class("light")] == ["◆ Rød", "▲ Gul", "● Grøn"]


def test_a_picture_is_drawn_in_the_page_with_name_description_and_the_figures_behind_it(page):
    figure = page.find(".//figure")
    [drawing] = figure.iter("svg")
    assert drawing.get("role") == "img"
    assert [drawing.findtext(tag) for tag in ("title", "desc")] == ["Samtaler pr. måned", "Fra 80 til 81,4."]
    assert figure.findtext("figcaption") == "Figur 1. Samtaler pr. måned"
    details = figure.getnext()
    assert details.findtext("summary") == "Vis tallene bag figuren"
    rows = [[cell.text_content() for cell in row] for row in details.iterfind(".//tbody/tr")]
    assert rows[0] == ["jan", "80,0 %", "95,0 %"]
    assert rows[2] == ["mar", "–", "95,0 %"]
    assert rows[-1] == ["Prognose", "83,2 % (80,1–86,0 %)", "–"]


def test_nothing_is_markup_and_no_personal_number_is_in_it():
    blocks = (Heading(HOSTILE), Paragraph(HOSTILE), table(HOSTILE, anchor=HOSTILE))
    text = text_of(title=HOSTILE, subtitle=HOSTILE, blocks=blocks)
    page = html.document_fromstring(text)
    assert "010190" not in text
    assert not list(page.iter("b"))
    assert [page.find(at).text_content() for at in (".//h1", ".//main/h2", ".//main/p")] == [KEPT] * 3


def test_it_asks_for_nothing_outside_itself():
    text = text_of()
    page = html.document_fromstring(text)
    assert not [each for tag in ("script", "link", "img", "iframe", "form", "object") for each in page.iter(tag)]
    assert not re.search(r"@import|https?:(?!//www\.w3\.org)|\son\w+=", text)
    assert all(link.get("href").startswith("#") for link in page.iter("a"))


def test_a_drawing_brings_no_scripts_no_addresses_and_no_ids_of_others():
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
        b'<style>path { fill: red }</style><script>alert(1)</script><defs><g id="a"/></defs>'
        b'<use xlink:href="#a" onclick="x()"/><image xlink:href="https://elsewhere/x.png"/><g clip-path="url(#a)"/>'
        b"</svg>"
    )
    picture = Picture(lambda _: drawing, HOSTILE, width=10)
    text = text_of(blocks=(picture, picture))
    page = html.document_fromstring(text)
    ids = [each.get("id") for each in page.find(".//main").iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert "alert" not in text
    assert "elsewhere" not in text
    assert "onclick" not in text
    assert len(re.findall(r"url\(#picture-\d+-a\)", text)) == 2
    assert "#picture-1 path{" in text.replace(" {", "{")


def test_a_page_says_that_its_figures_are_a_draft(page):
    assert page.find_class("draft")[0].text == "UDKAST – tallene er ikke låst"
    assert not html.document_fromstring(text_of()).find_class("draft")


def test_a_picture_of_a_page_that_stands_stands_on_paper():
    picture = Picture(lambda kind: b'<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt"/>', "kort")
    blocks = (picture, PageBreak(is_upright=True), picture, PageBreak(), picture)
    figures = html.document_fromstring(text_of(is_landscape=True, blocks=blocks)).iter("figure")
    assert [figure.get("class") for figure in figures] == [None, "upright", None]


def test_a_break_and_a_lying_page_hold_on_paper():
    text = text_of(is_landscape=True, blocks=(Paragraph("før"), PageBreak(), Heading("efter")))
    assert "size: A4 landscape" in text
    assert html.document_fromstring(text).find_class("break")[0].tag == "h2"


def test_a_table_without_caption_or_columns_heads_is_named_all_the_same():
    bare = DataTable("", (Column("Nr."), Column("")), ())
    page = html.document_fromstring(text_of(blocks=(bare, Heading("Hjælp & råd"), bare)))
    assert [frame.get("aria-label") for frame in page.find_class("wide")] == ["Nr.", "Hjælp & råd: Nr."]
