"""A document as one web page: self-contained, without scripts, usable by keyboard, read aloud or printed."""

from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from string import Template
from typing import Any

from schemas.words.vocabulary import Words
from workbook.documents.labels import Labels
from workbook.documents.marks import mark_of
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
from workbook.documents.plain_text import one_line
from workbook.documents.web_pictures import inline_svg
from workbook.documents.web_tables import Around, web_table
from workbook.documents.web_text import element_id, text

_LEVELS = 3


def web_page(document: Document, words: Words) -> str:
    """The page as HTML.

    Args:
        document: The document.
        words: Its language.

    Returns:
        A whole page, to be written as UTF-8. It asks for nothing outside itself.
    """
    page = _Page(document, words)
    body = page.body(document.blocks)
    front = f'<p class="subtitle">{text(document.subtitle)}</p>\n' if document.subtitle else ""
    front += "".join(page.facts(document.facts))
    template = Template(files("workbook").joinpath("documents", "web_page.html").read_text(encoding="utf-8"))
    mark = mark_of(document, words)
    draft = f'<p class="draft">{text(mark)}</p>\n' if mark else ""
    return template.substitute(
        language=words.language,
        title=text(one_line(document.title)),
        paper="A4 landscape" if document.is_landscape else "A4",
        skip=text(words.text("document_skip")),
        draft=draft,
        front=front,
        contents=page.contents() if document.has_contents else "",
        body=body,
        foot=text(words.text("document_foot")),
    )


class _Page:
    """Makes a page's elements of a document's blocks."""

    def __init__(self, document: Document, words: Words) -> None:
        self._words = words
        self._labels = Labels(document.blocks)
        self._headings: list[tuple[int, str, str]] = []
        self._used: set[str] = set()
        self._count = 0
        self._figures = 0
        self._break = False
        self._is_upright = False
        self._level = 1

    def body(self, blocks: Sequence[Block]) -> str:
        """All blocks, one after the other."""
        return "".join(part for block in blocks for part in self._made(block))

    def _made(self, block: Block) -> Iterator[str]:
        makers: dict[type, Callable[[Any], Iterator[str]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            DataTable: self._table,
            Facts: self.facts,
            Picture: self._picture,
            Signatures: self._signatures,
            WritingLines: self._lines,
        }
        if isinstance(block, PageBreak):
            self._break, self._is_upright = True, block.is_upright
            return
        if self._break and not isinstance(block, Heading):
            yield '<div class="break"></div>\n'
            self._break = False
        yield from makers[type(block)](block)

    def _name(self, kind: str) -> str:
        self._count += 1
        return f"{kind}-{self._count}"

    def _targets(self, anchors: Sequence[str]) -> str:
        """Empty places that links lead to; an anchor counts once."""
        found = []
        for anchor in anchors:
            place = element_id(anchor)
            if place not in self._used:
                self._used.add(place)
                found.append(f'<span id="{place}"></span>')
        return "".join(found)

    def _heading(self, block: Heading) -> Iterator[str]:
        """One level below the page's title; no level is passed over on the way down."""
        level = min(max(block.level, 1), _LEVELS, self._level)
        self._level = level + 1
        place, title = self._name("section"), text(one_line(block.text))
        self._headings.append((level, title, place))
        broken = ' class="break"' if self._break else ""
        self._break = False
        target = self._targets([block.anchor] if block.anchor else [])
        yield f'<h{level + 1} id="{place}"{broken}>{target}{title}</h{level + 1}>\n'

    def _paragraph(self, block: Paragraph) -> Iterator[str]:
        kind = "" if block.kind is TextKind.BODY else f' class="{block.kind.value}"'
        yield f"<p{kind}>{self._text(block.text)}</p>\n"

    def _text(self, value: str) -> str:
        """A text, in which a table that it names is a link to it."""
        parts = self._labels.parts(value)
        return "".join(
            f'<a href="#{element_id(anchor)}">{text(part)}</a>' if anchor else text(part) for part, anchor in parts
        )

    def _bullets(self, block: Bullets) -> Iterator[str]:
        kind = "ol" if block.numbered else "ul"
        items = "".join(f"<li>{self._text(item)}</li>" for item in block.items)
        yield f"<{kind}>{items}</{kind}>\n"

    def _table(self, block: DataTable) -> Iterator[str]:
        yield web_table(block, self._around(block))
        for below in block.below:
            yield from self._paragraph(below)

    def _around(self, table: DataTable) -> Around:
        heading = self._headings[-1][1] if self._headings else ""
        return Around(self._name("table"), heading, self._targets(self._labels.anchors(table)), self._small)

    def facts(self, block: Facts) -> Iterator[str]:
        """What and how, side by side."""
        if block.lines:
            lines = "".join(f"<dt>{text(what)}</dt><dd>{self._text(how)}</dd>" for what, how in block.lines)
            yield f"<dl>{lines}</dl>\n"

    def _small(self, picture: Picture) -> str:
        return inline_svg(picture, self._name("picture"))

    def _picture(self, block: Picture) -> Iterator[str]:
        place = self._name("picture")
        caption = ""
        if block.caption:
            self._figures += 1
            number = f"{self._words.text('document_figure')} {self._figures}. "
            caption = f"<figcaption>{text(number + block.caption)}</figcaption>"
        upright = ' class="upright"' if self._is_upright else ""
        yield f"<figure{upright}>{inline_svg(block, place)}{caption}</figure>\n"
        if block.data is not None:
            summary = text(self._words.text("document_figures_behind"))
            below = "".join(part for each in block.data.below for part in self._paragraph(each))
            table = web_table(block.data, self._around(block.data))
            yield f"<details><summary>{summary}</summary>{table}{below}</details>\n"

    def _signatures(self, block: Signatures) -> Iterator[str]:
        day = text(self._words.text("document_day"))
        items = []
        for name, title, signed in block.lines:
            office = f"<br>{text(title)}" if title else ""
            items.append(f"<li><strong>{text(name)}</strong>{office}<br>{day}: {text(signed)}</li>")
        yield f'<ul class="signatures">{"".join(items)}</ul>\n'

    def _lines(self, block: WritingLines) -> Iterator[str]:
        yield '<div class="writing"></div>' * block.count + "\n"

    def contents(self) -> str:
        """Links to the headings, each below the one it belongs to."""
        if not self._headings:
            return ""
        parts, depth = [], 0
        for level, title, place in self._headings:
            if level > depth:
                parts.append("<ul>" * (level - depth))
            else:
                parts.append("</li>" + "</ul></li>" * (depth - level))
            parts.append(f'<li><a href="#{place}">{title}</a>')
            depth = level
        parts.append("</li>" + "</ul></li>" * (depth - 1) + "</ul>")
        heading = text(self._words.text("document_contents"))
        return (
            f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">{heading}</h2>{"".join(parts)}</nav>\n'
        )
