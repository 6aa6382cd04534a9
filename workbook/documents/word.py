"""A document as a Word file: real styles, headings, captions, a table of contents, and pages that say what they are."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm

from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.documents.fingerprints import PROPERTIES_PART, PROPERTY, digest_of_parts
from workbook.documents.model import Document
from workbook.documents.plain_text import one_line
from workbook.documents.word_body import Body
from workbook.documents.word_contents import contents
from workbook.documents.word_frame import add_frame
from workbook.documents.word_styles import LANGUAGES, Styles, joined_styles, only_ours
from workbook.documents.word_turning import A4, section_room
from workbook.documents.word_xml import paragraph, run, wrapped

_MARGINS = {"left_margin": 2.3, "right_margin": 2.3, "top_margin": 2.4, "bottom_margin": 2.2}
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_SAMPLES = ("/stylesWithEffects", "/thumbnail", "/customXml")
"""Links of the library's own template that lead to nothing of ours."""
_LONGEST_FACT = 255
"""Letters that a file's own title may have."""
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


@dataclass(frozen=True)
class Placed:
    """Which parts of a document a template has put at places of its own.

    Args:
        title: Its title.
        subtitle: What stands below it.
        contents: The table of contents.
    """

    title: bool = False
    subtitle: bool = False
    contents: bool = False


@dataclass(frozen=True)
class WordMade:
    """A Word file.

    Args:
        content: Its bytes.
        issues: Warnings.
    """

    content: bytes
    issues: list[Issue] = field(default_factory=list)


def word_file(document: Document, words: Words, now: datetime, template: Path | None = None) -> WordMade:
    """A document as a Word file.

    Args:
        document: The document.
        words: Its language.
        now: The time, for the file's own facts.
        template: A Word file of the user's own, with our placeholders.

    Raises:
        StepError: The template cannot be read, or does not say where the document goes.
    """
    if template is None:
        file = new_file(document)
        styles = joined_styles(file, words.language)
        add_frame(file.sections[0], document, styles, words)
        parts = made_parts(file, document, words, styles, file.sections[0], Placed())
        body = file.element.body
        for place, element in enumerate([*parts.front, *parts.contents, *parts.body]):
            body.insert(place, element)
        return WordMade(saved(file, document, words, now))
    from workbook.documents.word_template import filled_template

    file, issues = filled_template(document, words, template, now)
    return WordMade(saved(file, document, words, now), issues)


@dataclass(frozen=True)
class Parts:
    """A document's elements: title and facts, table of contents, body."""

    front: list[Any]
    contents: list[Any]
    body: list[Any]


def made_parts(file: WordFile, document: Document, words: Words, styles: Styles, section: Any, placed: Placed) -> Parts:
    """The elements of a document, made for a file.

    Args:
        file: The file.
        document: The document.
        words: Its language.
        styles: The file's styles.
        section: The section that they stand in.
        placed: What the file has already.
    """
    room = section_room(section)
    body = Body(file, document, styles, words, section)
    front = "" if placed.title else paragraph(styles["title"], run(one_line(document.title)))
    if document.subtitle and not placed.subtitle:
        front += paragraph(styles["subtitle"], run(one_line(document.subtitle)))
    front += "".join(body.facts(document.facts))
    text = body.elements(document.blocks)
    listed = ""
    if document.has_contents or placed.contents:
        listed = contents(body.headings, words.text("document_contents"), styles, room[0])
    return Parts(*(_parsed(each) for each in (front, listed, text)))


def _parsed(text: str) -> list[Any]:
    return list(parse_xml(wrapped(text)))


def new_file(document: Document) -> WordFile:
    """A file of pages as the document's, without the samples of the library's own template.

    Args:
        document: The document.
    """
    file = docx.Document()
    only_ours(file)
    section = file.sections[0]
    width, height = reversed(A4) if document.is_landscape else A4
    section.orientation = WD_ORIENT.LANDSCAPE if document.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(width), Cm(height)
    for margin, size in _MARGINS.items():
        setattr(section, margin, Cm(size))
    numbering = file.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    _drop(file.part.rels, _SAMPLES)
    _drop(file.part.package.rels, _SAMPLES)
    return file


def _drop(links: Any, endings: Sequence[str]) -> None:
    """Take out the parts that links of some kinds lead to."""
    for key, each in list(links.items()):
        if each.reltype.endswith(tuple(endings)):
            del links[key]


def saved(file: WordFile, document: Document, words: Words, now: datetime) -> bytes:
    """The file's bytes, with its own facts and the mark by which an edited file is known.

    Args:
        file: The file.
        document: Whose title and subtitle it bears.
        words: Its language.
        now: The time.
    """
    facts = file.core_properties
    facts.title = one_line(document.title)[:_LONGEST_FACT]
    facts.subject = one_line(document.subtitle)[:_LONGEST_FACT]
    facts.author = facts.last_modified_by = words.text("product")
    facts.comments = facts.keywords = ""
    facts.created = facts.modified = now.replace(microsecond=0, tzinfo=None)
    facts.language = LANGUAGES[words.language]
    facts.revision = 1
    _mark(file)
    out = BytesIO()
    file.save(out)
    return _without_dates(out)


def _without_dates(package: BytesIO) -> bytes:
    """A package whose parts bear the first date that a zip file can have: one document gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(package) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as same:
        for info in made.infolist():
            same.writestr(zipfile.ZipInfo(info.filename), made.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _mark(file: WordFile) -> None:
    """Add the file's fingerprint as a property of its own; a template's earlier properties go."""
    package = file.part.package
    _drop(package.rels, [_PROPERTIES_LINK])
    digest = digest_of_parts(_contents(package))
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{_FORMAT}" pid="2" name="{escape(PROPERTY)}"><vt:lpwstr>{digest}</vt:lpwstr></property>'
        "</Properties>"
    )
    part = Part(PackURI(f"/{PROPERTIES_PART}"), _PROPERTIES_TYPE, content.encode("utf-8"), package)
    package.relate_to(part, _PROPERTIES_LINK)


def _contents(package: Any) -> Iterator[tuple[str, bytes]]:
    for part in package.iter_parts():
        yield str(part.partname).lstrip("/"), part.blob
