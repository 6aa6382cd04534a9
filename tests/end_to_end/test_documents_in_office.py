"""Documents through LibreOffice: a tagged PDF whose table of contents has its pages."""

import re
import subprocess
from datetime import datetime

from schemas.words.vocabulary import words
from tests.unit.workbook.documents.sample import document
from workbook.documents.writing import write_document

NOW = datetime(2009, 7, 20, 9, 30)


def test_a_pdf_is_tagged_in_its_language_with_contents_and_bookmarks(office, tmp_path):
    del office  # skips where there is none
    path = tmp_path / "rapport.pdf"
    write_document(document(is_draft=True), path, words(), NOW)
    facts = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Tagged: +yes", facts)
    assert re.search(r"Title: +Halvårsrapport 2008", facts)
    assert b"/Lang(da-DK)" in path.read_bytes()
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    pages = {name: int(page) for name, page in re.findall(r"(Indledning|Mål om luft|Aftale)\.{9,} ?(\d)", text)}
    assert pages == {"Indledning": 1, "Mål om luft": pages["Mål om luft"], "Aftale": 3}
    assert "UDKAST – tallene er ikke låst" in text
    assert "Side 3 af 3" in text
    assert b"/Outlines" in path.read_bytes()
    write_document(document(is_draft=True), path, words(), NOW)  # as we wrote it, so it may be replaced
