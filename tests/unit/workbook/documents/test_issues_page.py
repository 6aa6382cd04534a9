"""The page of findings: whole, escaped, self-contained, and without personal numbers."""

import re
from datetime import datetime

import pytest
from lxml import html

from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import words
from workbook.documents.issues_page import MOST_OF_A_GROUP, Page, issues_page

NOW = datetime(2009, 7, 20, 9, 30)
HOSTILE = "<script>alert(1)</script>\"'&${heading}$$"


def unreadable(row, value="abc", file="a.xlsx", sheet="Ark1"):
    return Issue("not_a_number", Place(file, sheet, row, "Værdi", f"D{row}"), value)


def converted(row):
    return Issue("coerced_value", Place("a.xlsx", "Ark1", row, "Værdi", f"D{row}"), "ca. 5", {"taken": 5})


def text_of(*issues, language="da", files=("a.xlsx",), refused=True):
    return issues_page(Page(issues, files, NOW, refused), words(language))


def tree_of(*issues, **more):
    return html.document_fromstring(text_of(*issues, **more))


def cells(table):
    return [[cell.text_content() for cell in row.iter("td")] for row in table.iterfind("tbody/tr")]


def test_heading_files_time_and_counts():
    page = tree_of(unreadable(2), unreadable(3), converted(4), files=["a.xlsx", "b & c.csv"])
    assert page.get("lang") == "da"
    assert page.findtext(".//h1") == "Fund i de kontrollerede filer"
    assert page.findtext(".//p[@class='verdict']") == "Afvist: fejlene skal rettes, før tallene kan hentes."
    assert [each.text for each in page.iterfind(".//dd/ul/li")] == ["a.xlsx", "b & c.csv"]
    assert "20-07-2009 09:30" in page.find(".//dl").text_content()
    assert [each.text_content() for each in page.find_class("counts")[0]] == ["2 fejl", "1 advarsel"]


def test_groups_on_top_lead_to_their_findings():
    page = tree_of(converted(9), unreadable(2), unreadable(3, "1.x"))
    [overview] = page.find_class("overview")
    assert [row[:5] for row in cells(overview)] == [
        ["Fejl", "2", "Ikke et tal", "a.xlsx", "Ark1"],
        ["Advarsel", "1", "Værdi omsat", "a.xlsx", "Ark1"],
    ]
    targets = [link.get("href")[1:] for link in overview.iter("a")]
    assert targets == [section.get("id") for section in page.iter("section")]
    findings = [cells(table) for table in page.find_class("findings")]
    assert [len(rows) for rows in findings] == [2, 1]
    assert findings[0][1] == [
        "a.xlsx", "Ark1", "D3", "1.x", "»1.x« i »Værdi« er ikke et tal.",
        "Skriv tallet uden tekst, fx 95,4. Findes tallet ikke, så lad cellen stå tom.",
    ]  # fmt: skip


def test_severity_is_a_word_wherever_it_is_a_colour():
    for coloured in tree_of(unreadable(2), converted(3)).find_class("badge"):
        assert coloured.text_content() in {"Fejl", "Advarsel"}


def test_nothing_from_a_file_is_markup():
    issue = Issue("not_a_number", Place(HOSTILE, HOSTILE, 2, HOSTILE, HOSTILE), HOSTILE)
    page = tree_of(issue, files=[HOSTILE])
    assert not list(page.iter("script"))
    assert page.find_class("findings")[0].findall(".//td")[3].text_content() == HOSTILE
    assert [each.text for each in page.iterfind(".//dd/ul/li")] == [HOSTILE]


def test_what_no_page_can_hold_is_replaced():
    text = text_of(unreadable(2, "a\x00\x1b[31m\ud800b\x85"))
    assert "a\ufffd\ufffd[31m\ufffdb\ufffd" in text
    text.encode("utf-8")


def test_it_asks_for_nothing_outside_itself():
    page = tree_of(unreadable(2), converted(3))
    assert not [each for tag in ("script", "link", "img", "iframe", "form", "object") for each in page.iter(tag)]
    assert all(link.get("href").startswith("#g") for link in page.iter("a"))
    assert not re.search(r"url\(|@import|https?:|\son\w+=", text_of(unreadable(2)))


def test_personal_numbers_are_never_in_it():
    cpr = "010203-1234"
    issue = Issue("not_a_number", Place(f"{cpr}.xlsx", cpr, 2, cpr, "D2"), cpr)
    text = text_of(issue, files=[f"{cpr}.xlsx"])
    assert cpr not in text
    assert "XXXXXX-XXXX.xlsx" in text


def test_a_group_is_cut_with_a_word():
    page = tree_of(*(unreadable(row) for row in range(MOST_OF_A_GROUP + 3)))
    assert len(cells(page.find_class("findings")[0])) == MOST_OF_A_GROUP
    assert page.find_class("more")[0].text == "… og 3 mere af samme slags på samme ark."
    assert cells(page.find_class("overview")[0])[0][1] == str(MOST_OF_A_GROUP + 3)


@pytest.mark.parametrize(("language", "nothing"), [("da", "Der er ingen fund."), ("en", "There are no findings.")])
def test_no_findings(language, nothing):
    page = tree_of(language=language, refused=False)
    assert nothing in page.text_content()
    assert "$" not in page.text_content()
    assert page.get("lang") == language
