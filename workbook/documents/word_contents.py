"""The table of contents of a Word file: a field that lists the headings before it is updated."""

from collections.abc import Sequence

from workbook.documents.word_styles import Styles
from workbook.documents.word_xml import Layout, field, field_begin, field_end, link, paragraph, run

_FEW = 70
"""So many headings are listed to the third level; more only to the second."""
_LEVELS = 3


def contents(headings: Sequence[tuple[int, str, str]], title: str, styles: Styles, room: int) -> str:
    """The table of contents.

    Args:
        headings: Of each heading its level, text and bookmark.
        title: What heads the table.
        styles: The file's styles.
        room: The width of the page between its margins, in twips.
    """
    deepest = _LEVELS if len(headings) <= _FEW else _LEVELS - 1
    listed = [each for each in headings if each[0] <= deepest]
    if not listed:
        return ""
    begin = field_begin(f'TOC \\o "1-{deepest}" \\h \\z \\u', ' w:dirty="true"')
    stop = Layout(tabs=((room, "right", "dot"),))
    lines = []
    for place, (level, text, name) in enumerate(listed):
        page = field(f"PAGEREF {name} \\h", "")
        entry = link(name, run(text) + run("\t") + page)
        last = field_end() if place == len(listed) - 1 else ""
        lines.append(paragraph(styles[f"toc{level}"], (begin if place == 0 else "") + entry + last, stop))
    head = paragraph(styles["contents_heading"], run(title))
    gallery = '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    return (
        f"<w:sdt><w:sdtPr><w:docPartObj>{gallery}</w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{head}{''.join(lines)}</w:sdtContent></w:sdt>"
    )
