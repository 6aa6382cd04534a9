"""A Word file of the user's own as a template: placeholders become texts, and the document stands where it is told to.

Placeholders are words in double braces, in Danish or English: ``{{titel}}``, ``{{undertitel}}``, ``{{dato}}``,
``{{udkast}}``, ``{{indholdsfortegnelse}}`` and, for the document itself, ``{{indhold}}``, on a line of its own.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from schemas.errors import CannotOpenError, RefusedError, not_read
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words
from workbook.documents.marks import mark_of
from workbook.documents.model import Document, Facts, Paragraph
from workbook.documents.plain_text import one_line
from workbook.documents.word import Placed, made_parts, new_file, saved
from workbook.documents.word_frame import add_frame, draft_line
from workbook.documents.word_styles import joined_styles
from workbook.documents.word_xml import paragraph, run, wrapped

TITLE, SUBTITLE, DAY, DRAFT, LIST, BODY = "titel", "undertitel", "dato", "udkast", "indholdsfortegnelse", "indhold"
PLACEHOLDERS = {
    **{name: name for name in (TITLE, SUBTITLE, DAY, DRAFT, LIST, BODY)},
    "title": TITLE,
    "subtitle": SUBTITLE,
    "date": DAY,
    "draft": DRAFT,
    "table_of_contents": LIST,
    "content": BODY,
}
"""What may stand between double braces -> what it stands for."""
_MARK = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES = "[Content_Types].xml"
_TEMPLATE, _DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
_MOST_BYTES = 200 << 20
"""Bytes that a template may unpack to."""


def filled_template(document: Document, words: Words, template: Path, now: datetime) -> tuple[WordFile, list[Issue]]:
    """A document in the user's own file.

    Args:
        document: The document.
        words: Its language.
        template: The file; it is not changed.
        now: The time, for ``{{dato}}``.

    Returns:
        The file, and warnings of placeholders that nothing is known of.

    Raises:
        CannotOpenError: The file is missing, encrypted, broken, or no Word file.
        RefusedError: It does not say where the document goes.
    """
    file = _opened(template)
    found = _placeholders(file)
    if BODY not in {PLACEHOLDERS.get(name) for name in _names_in(file.element.body)}:
        raise RefusedError([Issue("template_without_place", Place(template.name))])
    place, listed = _paragraph_of(file, BODY), _paragraph_of(file, LIST)
    apart = listed is not None and listed is not place
    styles = joined_styles(file, words.language)
    section = _section_of(file, place)
    _replace_all(file, document, words, now)
    parts = made_parts(file, document, words, styles, section, Placed(TITLE in found, SUBTITLE in found, apart))
    if apart:
        _put(listed, parts.contents)
    _put(place, [*parts.front, *([] if apart else parts.contents), *parts.body])
    if mark := mark_of(document, words):
        _say_draft(file, draft_line(styles, mark), mark)
    unknown = sorted(name for name in found if name not in PLACEHOLDERS.values())
    shown = ", ".join(f"{{{{{name}}}}}" for name in unknown)
    return file, [Issue("template_unknown_place", Place(template.name), shown)] if unknown else []


def _replace_all(file: WordFile, document: Document, words: Words, now: datetime) -> None:
    """Put the texts where the template has their placeholders, before anything of the document stands in it."""
    texts = {
        TITLE: one_line(document.title),
        SUBTITLE: one_line(document.subtitle),
        DAY: words.day(now.date()),
        DRAFT: mark_of(document, words),
        LIST: "",
        BODY: "",
    }
    for part in _parts(file):
        for each in part.iter(qn("w:p")):
            _replace(each, texts)


def made_template(words: Words, now: datetime) -> bytes:
    """A template to begin with: our styles, page and frame, and every placeholder.

    Args:
        words: The language of its placeholders.
        now: The time, for the file's own facts.
    """
    mark = {
        name: f"{{{{{told}}}}}" for told, name in PLACEHOLDERS.items() if (told == name) == (words.language == "da")
    }
    blocks = (Paragraph(mark[LIST]), Paragraph(mark[BODY]))
    facts = Facts(((words.text("document_day"), mark[DAY]),))
    shown = Document(mark[TITLE], blocks, mark[SUBTITLE], facts, words.language, has_contents=False)
    file = new_file(shown)
    styles = joined_styles(file, words.language)
    add_frame(file.sections[0], shown, styles, words)
    line = paragraph(styles["draft"], run(mark[DRAFT]))
    for header in (file.sections[0].header, file.sections[0].first_page_header):
        header._element.insert(0, parse_xml(wrapped(line))[0])
    parts = made_parts(file, shown, words, styles, file.sections[0], Placed())
    for place, element in enumerate([*parts.front, *parts.body]):
        file.element.body.insert(place, element)
    return saved(file, shown, words, now)


def _opened(template: Path) -> WordFile:
    """Open a template, or say why not."""
    name = Place(template.name)
    try:
        with template.open("rb") as file:
            if file.read(len(_OLE)) == _OLE:
                raise CannotOpenError([Issue("template_encrypted", name)])
        with zipfile.ZipFile(template) as package:
            if sum(info.file_size for info in package.infolist()) > _MOST_BYTES:
                raise CannotOpenError([Issue("template_not_word", name)])
            return docx.Document(_as_document(package))
    except OSError as error:
        raise not_read(template, error) from error
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        KeyError,
        ValueError,
        etree.XMLSyntaxError,
        AttributeError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        IndexError,
    ) as error:
        raise CannotOpenError([Issue("template_not_word", name)]) from error


def _as_document(package: zipfile.ZipFile) -> BytesIO:
    """A package as a document's: Word's own templates (.dotx) differ in what they say of themselves only."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as same:
        for info in package.infolist():
            content = package.read(info)
            same.writestr(info, content.replace(_TEMPLATE, _DOCUMENT) if info.filename == _TYPES else content)
    out.seek(0)
    return out


def _parts(file: WordFile) -> Iterator[Any]:
    """The roots of all parts with text: the document, headers, footers, notes."""
    for part in file.part.package.iter_parts():
        if isinstance(part, XmlPart) and "wordprocessingml" in part.content_type:
            yield part.element


def _texts(line: Any) -> list[Any]:
    """The texts of a paragraph, without those of a text box in it."""
    nearest = ((text, next(text.iterancestors(qn("w:p")), None)) for text in line.iter(qn("w:t")))
    return [text for text, owner in nearest if owner is line]


def _whole(line: Any) -> str:
    return "".join(text.text or "" for text in _texts(line))


def _names_in(root: Any) -> set[str]:
    return {found[1].casefold() for line in root.iter(qn("w:p")) for found in _MARK.finditer(_whole(line))}


def _placeholders(file: WordFile) -> set[str]:
    """What the placeholders of a file stand for; unknown ones by their own name."""
    return {PLACEHOLDERS.get(name, name) for root in _parts(file) for name in _names_in(root)}


def _paragraph_of(file: WordFile, wanted: str) -> Any:
    """The first paragraph of the body with a placeholder."""
    for line in file.element.body.iter(qn("w:p")):
        if any(PLACEHOLDERS.get(found[1].casefold()) == wanted for found in _MARK.finditer(_whole(line))):
            return line
    return None


def _section_of(file: WordFile, line: Any) -> Any:
    """The section that a paragraph stands in: that of the next mark of a section's end, else the last."""
    body = file.element.body
    block = line
    while block.getparent() is not body:
        block = block.getparent()
    at = body.index(block)
    ends = [place for place, each in enumerate(body) if each.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
    return file.sections[sum(end < at for end in ends)]


def _put(place: Any, elements: list[Any]) -> None:
    """Put elements where a placeholder stands; its paragraph goes where it holds nothing else."""
    if place is None:
        return
    parent = place.getparent()
    at = parent.index(place)
    keeps = place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    alone = not _whole(place).strip() and place.find(f".//{qn('w:drawing')}") is None
    for offset, element in enumerate(elements):
        parent.insert(at + offset + (0 if alone or keeps else 1), element)
    is_cell = parent.tag == qn("w:tc")
    if alone and not keeps and not is_cell:
        parent.remove(place)


def _replace(line: Any, texts: dict[str, str]) -> None:
    """Replace placeholders in a paragraph, wherever its runs are split: the text goes to the run where each begins."""
    done = 0
    while True:
        runs = _texts(line)
        whole = "".join(each.text or "" for each in runs)
        marks = _MARK.finditer(whole, done)
        found = next((each for each in marks if each[1].casefold() in PLACEHOLDERS), None)
        if found is None:
            return
        new = texts[PLACEHOLDERS[found[1].casefold()]]
        _replace_one(runs, found, new)
        done = found.start() + len(new)  # a text that holds a placeholder itself stays as it is


def _replace_one(runs: list[Any], found: re.Match[str], new: str) -> None:
    end = 0
    for each in runs:
        text = each.text or ""
        start, end = end, end + len(text)
        if start < found.end() and end > found.start():
            left = text[: max(found.start() - start, 0)]
            right = text[max(found.end() - start, 0) :]
            each.text = left + (new if start <= found.start() else "") + right
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _say_draft(file: WordFile, line: str, told: str) -> None:
    """Let every page say that it is a draft, in the template's headers, and in new ones where it has none.

    A header that a section takes over from the one before is that one's, and says it once.
    """
    for section in file.sections:
        headers = [(section.header, True), (section.first_page_header, section.different_first_page_header_footer)]
        headers.append((section.even_page_header, file.settings.odd_and_even_pages_header_footer))
        for header, used in headers:
            if used and told not in "".join(each.text for each in header.paragraphs):
                header._element.insert(0, parse_xml(wrapped(line))[0])
