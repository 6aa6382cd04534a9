"""A long text as a page: whole, escaped, and asking for nothing outside itself."""

from schemas.words.vocabulary import words
from workbook.documents.text_page import text_page

LINES = ["Mål 1.3: <b>Samtaler</b>", "Opgjort", "", "Resultat: 87,6 %", "  2009-01 & 010190-1234\x07"]


def test_every_line_is_there_and_nothing_is_markup():
    page = text_page(LINES, words())
    assert "<h1>Mål 1.3: &lt;b&gt;Samtaler&lt;/b&gt;</h1>" in page
    assert '<p class="first">Resultat: 87,6 %</p>' in page
    assert "2009-01 &amp; " in page
    assert "010190-1234" not in page
    assert "\x07" not in page
    assert "http" not in page.replace("http-equiv", "")
