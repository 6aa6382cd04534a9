"""What stands on every page of a Word file: title, number of the page, and whether it is a draft."""

from typing import Any

from docx.oxml import parse_xml

from schemas.words.vocabulary import Words
from workbook.documents.marks import mark_of
from workbook.documents.model import Document
from workbook.documents.plain_text import one_line
from workbook.documents.word_styles import Styles
from workbook.documents.word_xml import Layout, field, paragraph, run, wrapped

_LONGEST_TITLE = 90
"""Letters of a title at the head of a page."""
_PAGE, _PAGES = "\ue000", "\ue001"
"""Where the sentence about the page has its numbers."""


def add_frame(section: Any, document: Document, styles: Styles, words: Words) -> None:
    """Give a section its header and footer; its first page, which has the title itself, does not repeat it.

    Args:
        section: The section.
        document: The document.
        styles: The file's styles.
        words: Its language.
    """
    section.different_first_page_header_footer = True
    mark = mark_of(document, words)
    draft = draft_line(styles, mark) if mark else ""
    title = paragraph(styles["header"], run(short_title(document.title)))
    foot = paragraph(styles["footer"], page_number(words), Layout(align="right"))
    _fill(section.first_page_header, draft or paragraph(styles["header"], ""))
    _fill(section.header, draft + title)
    _fill(section.first_page_footer, foot)
    _fill(section.footer, foot)


def short_title(title: str) -> str:
    """A title as it stands at the head of a page, on one line."""
    whole = one_line(title)
    if len(whole) <= _LONGEST_TITLE:
        return whole
    return f"{whole[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def draft_line(styles: Styles, mark: str) -> str:
    """The line that says what every page must say of the figures."""
    return paragraph(styles["draft"], run(mark))


def page_number(words: Words) -> str:
    """The number of the page, and how many there are, as fields."""
    before, rest = words.text("document_page", page=_PAGE, pages=_PAGES).split(_PAGE)
    between, after = rest.split(_PAGES)
    number, count = field("PAGE", run("1")), field("NUMPAGES", run("1"))
    return run(before) + number + run(between) + count + run(after)


def _fill(place: Any, content: str) -> None:
    """Put paragraphs into a header or footer, in place of the empty one that it comes with."""
    place.is_linked_to_previous = False
    root = place._element
    for old in list(root):
        root.remove(old)
    for element in parse_xml(wrapped(content)):
        root.append(element)
