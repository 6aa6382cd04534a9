"""The blocks of a document as Word has them."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Cm, Emu
from lxml import etree

from schemas.words.vocabulary import Words
from workbook.documents.column_widths import text_points
from workbook.documents.labels import Labels
from workbook.documents.model import (
    Block,
    Bullets,
    DataTable,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
    TextKind,
    WritingLines,
)
from workbook.documents.plain_text import one_line, plain_text
from workbook.documents.word_lists import Lists
from workbook.documents.word_styles import Styles
from workbook.documents.word_tables import Makers, word_table
from workbook.documents.word_turning import Turning, section_room
from workbook.documents.word_xml import Layout, bookmarked, field, link, paragraph, run

_STYLE_OF: dict[TextKind, str] = {kind: "normal" if kind is TextKind.BODY else kind.value for kind in TextKind}
_LEVELS = 3
_LONGEST_NAME = 40
"""Letters of a bookmark's name."""
_NUMBERED = re.compile(r"(?P<word>[^\W\d_]+) (?P<number>\d+)")
_TWIPS = 20
_FACTS = (1700, 4200)
"""Where the values of facts may begin, in twips."""
_BELOW = 200
"""Twips between what stands below a table and what follows."""
_FACT_SIZE = 11.0
_FACTS_TOGETHER = 12
"""So many lines of facts, or fewer, are kept on one page."""
_SIGN_LINE, _SIGN_DAY = 0.58, 0.66
"""Shares of the page's width: where the line for a name ends, and where that for the day begins."""
_PICTURE_HEIGHT = 0.88
"""The share of a page's height that a picture may take."""


class Body:
    """Makes Word's elements of a document's blocks.

    Args:
        file: The file they are made for.
        document: The document.
        styles: The file's styles.
        words: The document's language.
        section: The section that they stand in.
    """

    def __init__(self, file: WordFile, document: Document, styles: Styles, words: Words, section: Any) -> None:
        self._file, self._styles, self._words = file, styles, words
        self._rooms = section_room(section), section_room(section, is_turned=True)
        self._room, self._height = self._rooms[0]
        self._turning = Turning(section)
        self._lists = Lists(file)
        self._labels = Labels(document.blocks)
        taken = (int(each.get(qn("w:id"), "0")) for each in file.element.iter(qn("w:bookmarkStart")))
        self._bookmark = 1 + max(taken, default=0)
        ids = (each.get("id", "") for each in file.element.iter(f"{{{_DRAWING}}}docPr"))
        self._picture = 1 + max((int(each) for each in ids if each.isdigit()), default=0)
        self._figures = 0
        self._named: set[str] = set()
        self.headings: list[tuple[int, str, str]] = []

    def elements(self, blocks: Sequence[Block]) -> str:
        """All blocks, one after the other; a page break is where the next block begins."""
        parts: list[str] = []
        breaks = False
        for block in blocks:
            if isinstance(block, PageBreak):
                breaks = bool(parts)
                if self._turning.turns(block.is_upright):
                    parts.append(self._turning.turned())
                    self._room, self._height = self._rooms[self._turning.is_upright]
                    breaks = False
                continue
            made = "".join(self._made(block))
            parts.append(_on_new_page(made, self._styles["normal"]) if breaks else made)
            breaks = False
        return "".join(parts)

    def _made(self, block: Block) -> Iterator[str]:
        makers: dict[type, Callable[[Any], Iterator[str]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            DataTable: self._table,
            Facts: self.facts,
            Picture: self._drawn,
            Signatures: self._signatures,
            WritingLines: self._lines,
        }
        return makers[type(block)](block)

    def _numbers(self, *names: str) -> list[tuple[int, str]]:
        """Bookmarks, each with its number; a name that the document has used before is left out."""
        found = []
        for name in names:
            if name not in self._named:
                self._named.add(name)
                found.append((self._bookmark, name))
                self._bookmark += 1
        return found

    def _heading(self, block: Heading) -> Iterator[str]:
        level = min(max(block.level, 1), _LEVELS)
        name = f"_Toc{len(self.headings) + 1:09d}"
        title = one_line(block.text)
        self.headings.append((level, title, name))
        names = self._numbers(name, *([bookmark(block.anchor)] if block.anchor else []))
        yield paragraph(self._styles[f"heading{level}"], bookmarked(run(title), names))

    def _paragraph(self, block: Paragraph) -> Iterator[str]:
        # A line that ends with a colon leads to what follows, and does not stay behind at the foot of a page.
        leads = block.text.rstrip().endswith(":")
        yield paragraph(self._styles[_STYLE_OF[block.kind]], self._text(block.text), Layout(keep_next=leads))

    def _text(self, text: str) -> str:
        """A text, in which a table that it names is a link to it."""
        return "".join(
            link(bookmark(anchor), run(part)) if anchor else run(part) for part, anchor in self._labels.parts(text)
        )

    def _bullets(self, block: Bullets) -> Iterator[str]:
        number = self._lists.number(block.numbered)
        style = self._styles["number" if block.numbered else "bullet"]
        for item in block.items:
            yield paragraph(style, self._text(item), Layout(numbering=number))

    def _table(self, block: DataTable) -> Iterator[str]:
        anchors = self._labels.anchors(block)
        caption = self._caption(block.label, block.caption)
        if caption:
            names = self._numbers(*map(bookmark, anchors))
            yield paragraph(self._styles["caption"], bookmarked(caption, names))
        yield word_table(block, self._room, self._styles, Makers(_linked, self._inline))
        if block.below:
            for below in block.below[:-1]:
                yield from self._paragraph(below)
            last = block.below[-1]
            yield paragraph(self._styles[_STYLE_OF[last.kind]], self._text(last.text), Layout(after=_BELOW))
        else:
            yield paragraph(self._styles["table_smallest"], "")  # tables side by side would become one

    def _caption(self, label: str, text: str) -> str:
        """A caption whose number is a field that shows the number as it was given, whatever stands before it."""
        stop = ". " if label and text else ""
        found = _NUMBERED.fullmatch(label)
        if found is None:
            return run(f"{one_line(label)}{stop}{one_line(text)}")
        number = found["number"]
        instruction = f"SEQ {found['word']} \\* ARABIC \\r {number}"
        return run(f"{found['word']} ") + field(instruction, run(number)) + run(f"{stop}{one_line(text)}")

    def facts(self, block: Facts) -> Iterator[str]:
        """What and how, in two columns by a tab."""
        widest = max((text_points(what, _FACT_SIZE) for what, _ in block.lines), default=0.0)
        left = int(min(max(widest * _TWIPS, _FACTS[0]), _FACTS[1]))
        for place, (what, how) in enumerate(block.lines, start=1):
            is_last = place == len(block.lines)
            keep = not is_last and len(block.lines) <= _FACTS_TOGETHER
            stop = ((left, "left", "none"),)
            layout = Layout(keep_next=keep, left=left, tabs=stop, after=_BELOW if is_last else 0)
            shown = run(one_line(what), bold=True) + run("\t") + self._text(how)
            yield paragraph(self._styles["facts"], shown, layout)

    def _inline(self, block: Picture) -> str:
        """A picture as a run."""
        width = min(Cm(block.width), Emu(self._room * 635))
        inline = self._file.part.new_pic_inline(BytesIO(block.draw("png")), width, None)
        tallest = int(self._height * 635 * _PICTURE_HEIGHT)
        if inline.extent.cy > tallest:
            inline.extent.cx = Emu(int(inline.extent.cx * tallest / inline.extent.cy))
            inline.extent.cy = Emu(tallest)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # without it some readers keep a distance to the text
        properties = inline.docPr
        properties.set("id", str(self._picture))
        properties.set("name", f"{self._words.text('document_figure')} {self._picture}")
        properties.set("descr", one_line(block.alt))
        properties.set("title", one_line(block.caption or block.alt))
        self._picture += 1
        drawing = etree.tostring(inline, encoding="unicode")
        return f"<w:r><w:drawing>{drawing}</w:drawing></w:r>"

    def _drawn(self, block: Picture) -> Iterator[str]:
        yield paragraph(self._styles["picture"], self._inline(block), Layout(keep_next=bool(block.caption)))
        if block.caption:
            word = self._words.text("document_figure")
            self._figures += 1
            number = field(f"SEQ {word} \\* ARABIC", run(str(self._figures)))
            yield paragraph(
                self._styles["figure_caption"], run(f"{word} ") + number + run(f". {one_line(block.caption)}")
            )

    def _signatures(self, block: Signatures) -> Iterator[str]:
        line, day = int(self._room * _SIGN_LINE), int(self._room * _SIGN_DAY)
        stops = ((line, "left", "underscore"), (day, "left", "none"), (self._room, "right", "underscore"))
        for name, title, signed in block.lines:
            word = self._words.text("document_day")
            dated = run(f"\t{word}: {one_line(signed)}") if signed else run(f"\t{word}: \t")
            yield paragraph(self._styles["signature"], run("\t") + dated, Layout(tabs=stops))
            yield paragraph(self._styles["signatory"], run(one_line(name), bold=True), Layout(keep_next=bool(title)))
            if title:
                yield paragraph(self._styles["signatory"], run(one_line(title)))

    def _lines(self, block: WritingLines) -> Iterator[str]:
        stop = ((self._room, "right", "underscore"),)
        for _ in range(block.count):
            yield paragraph(self._styles["writing_line"], run("\t"), Layout(tabs=stop))


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def _linked(content: str, anchor: str) -> str:
    return link(bookmark(anchor), content)


def bookmark(anchor: str) -> str:
    """An anchor as Word lets a bookmark be named: letters, digits, at most 40, and no two alike."""
    plain = "rk_" + re.sub(r"[^A-Za-z0-9]", "_", plain_text(anchor))
    if plain == f"rk_{anchor}" and len(plain) <= _LONGEST_NAME:
        return plain
    digest = hashlib.sha256(anchor.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain[: _LONGEST_NAME - len(digest) - 1]}_{digest}"


_FIRST = re.compile(r"^(<w:p><w:pPr><w:pStyle [^>]*/>(?:<w:keepNext/>)?)")


def _on_new_page(made: str, style: str) -> str:
    """Let the first paragraph begin a page; a table gets one before it."""
    changed, count = _FIRST.subn(r"\1<w:pageBreakBefore/>", made, count=1)
    return changed if count else paragraph(style, "", Layout(new_page=True)) + made
