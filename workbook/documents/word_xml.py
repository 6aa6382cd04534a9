"""WordprocessingML as text: a run, a paragraph, a field, a link. Text is escaped here and nowhere else."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from workbook.documents.plain_text import plain_text

TWIPS_PER_CM = 567
"""Twentieths of a point in a centimetre, in which Word measures."""
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())


class Layout(NamedTuple):
    """What a paragraph has beside its style.

    Args:
        keep_next: Whether it stands on the page of what follows.
        new_page: Whether it begins a page.
        numbering: The list it is an item of; 0 for none.
        tabs: Its tab stops: place in twips, kind, leader.
        after: The distance to what follows, in twips; 0 as the style has it.
        left: How far all but its first line are moved in, in twips.
        align: ``right`` or ``center``; blank as the style has it.
    """

    keep_next: bool = False
    new_page: bool = False
    numbering: int = 0
    tabs: tuple[tuple[int, str, str], ...] = ()
    after: int = 0
    left: int = 0
    align: str = ""


def wrapped(content: str) -> str:
    """Elements side by side as one that can be parsed."""
    return f"<w:body {_DECLARED}>{content}</w:body>"


def run(text: str, bold: bool = False, style: str = "") -> str:
    """A text; its line breaks and tabs are Word's own.

    Args:
        text: The text.
        bold: Whether it stands out.
        style: The id of a character style.
    """
    kept = plain_text(text)
    if not kept:
        return ""
    marks = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/><w:bCs/>" if bold else "")
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    lines = ("<w:tab/>".join(_text(part) for part in line.split("\t")) for line in kept.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def _text(part: str) -> str:
    return f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>' if part else ""


def attribute(text: str) -> str:
    """A text as an attribute holds it."""
    return escape(plain_text(text).replace("\n", " "))


def paragraph(style: str, content: str, layout: Layout | None = None) -> str:
    """A paragraph.

    Args:
        style: The id of its style.
        content: Its runs.
        layout: What it has beside the style.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_layout(layout or Layout())}</w:pPr>{content}</w:p>'


def _layout(layout: Layout) -> str:
    """In the order in which the schema has them."""
    parts = []
    if layout.keep_next:
        parts.append("<w:keepNext/>")
    if layout.new_page:
        parts.append("<w:pageBreakBefore/>")
    if layout.numbering:
        parts.append(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{layout.numbering}"/></w:numPr>')
    if layout.tabs:
        stops = (f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{place}"/>' for place, kind, leader in layout.tabs)
        parts.append(f"<w:tabs>{''.join(stops)}</w:tabs>")
    if layout.after:
        parts.append(f'<w:spacing w:after="{layout.after}"/>')
    if layout.left:
        parts.append(f'<w:ind w:left="{layout.left}" w:hanging="{layout.left}"/>')
    if layout.align:
        parts.append(f'<w:jc w:val="{layout.align}"/>')
    return "".join(parts)


def field(instruction: str, shown: str, stale: bool = False) -> str:
    """A field with what it showed last.

    Args:
        instruction: What Word works out.
        shown: The runs that stand there until it does.
        stale: Whether Word is asked to work it out when the file is opened.
    """
    mark = ' w:dirty="true"' if stale else ""
    return f"{field_begin(instruction, mark)}{shown}{field_end()}"


def field_begin(instruction: str, mark: str = "") -> str:
    """The first half of a field whose result takes several paragraphs."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{mark}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction, quote=False)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    """Its second half."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmarked(content: str, names: Iterable[tuple[int, str]]) -> str:
    """Content that links lead to.

    Args:
        content: Runs.
        names: Bookmarks, each with its number in the document.
    """
    for number, name in names:
        content = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
    return content


def link(anchor: str, content: str) -> str:
    """Runs that lead to a bookmark of the document."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>'
