"""Documents as web pages in a real browser: nothing in the way of a screen reader, a keyboard, a phone or paper."""

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from schemas.words.vocabulary import words
from tests.unit.workbook.documents.sample import TREND, document, table
from workbook.documents.drawing import trend_picture
from workbook.documents.model import Cell, Column, DataTable, Heading, PageBreak, Paragraph
from workbook.documents.writing import write_document

NOW = datetime(2009, 7, 20, 9, 30)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1366, "height": 768}
LONG = "Sygedagpengeopfølgningssamtalernes gennemførelsesprocenter " * 4


@pytest.fixture
def shown(browser, tmp_path):
    """Open a document as a page: ``shown(document, PHONE)``; whatever it asks for elsewhere fails the test."""
    contexts, strays = [], []

    def show(shown_document, viewport):
        path = tmp_path / "rapport.html"
        write_document(shown_document, path, words(shown_document.language), NOW)
        context = browser.new_context(viewport=viewport)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: strays.append(request.url) if request.url != path.as_uri() else None)
        page.goto(path.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()
    assert strays == []


def demanding(language="da"):
    blocks = (
        *document(language).blocks,
        PageBreak(),
        Heading(LONG, 2),
        Paragraph(LONG),
        table("Tabel 5", rows=30),
        *(DataTable("", (Column("Hjælp"), Column("")), ((Cell("a"), Cell("b")),)) for _ in range(2)),
        trend_picture(TREND, words(language), LONG),
    )
    return document(language, blocks=blocks, is_draft=True, title=LONG)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(shown, language, viewport):
    page = shown(demanding(language), viewport)
    for details in page.locator("summary").all():
        details.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_phone_scrolls_down_only_and_wide_tables_in_their_own_frame(shown):
    page = shown(demanding(), PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wide = page.locator(".wide").evaluate_all("all => all.map(each => each.scrollWidth > each.clientWidth)")
    assert any(wide)
    assert page.locator("figure svg").first.evaluate("each => each.getBoundingClientRect().width") <= PHONE["width"]


def test_the_keyboard_reaches_the_content_the_tables_and_the_figures_behind_pictures(shown):
    page = shown(demanding(), DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    reached = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName"))
    assert {"DIV", "SUMMARY"} <= reached
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] table").count() == 1


def test_on_paper_the_figures_behind_pictures_stand_open_and_controls_are_gone(shown):
    page = shown(demanding(), DESK)
    page.emulate_media(media="print")
    assert not page.locator(".skip").is_visible()
    assert not page.locator("summary").first.is_visible()
    assert page.locator("details table").first.is_visible()
    assert page.locator("thead").first.evaluate("each => getComputedStyle(each).display") == "table-header-group"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
