"""What a document is made of, whatever it is written as: blocks in order, each with what a reader needs to find it.

Steps build a ``Document`` out of tables and prose; the writers (Word, web page, PDF) know how each block looks.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from schemas.codes import Light

PictureFormat = Literal["svg", "png"]


class TextKind(StrEnum):
    """What a paragraph is; each has a style of its own in the Word template."""

    BODY = "body"
    LEAD = "lead"
    """The first words of a section, that say the most."""
    SOURCE = "source"
    NOTE = "note"
    PLACEHOLDER = "placeholder"
    """A marked place for what a person writes."""
    OWED = "owed"
    """Something that is missing and owed, said so that nobody overlooks it."""


class Align(StrEnum):
    """Where a column's cells stand."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Args:
        text: What it says, in the document's language and number formats.
        light: The light it shows: symbol and word stand in the text, the writer adds the fill.
        bold: Whether it stands out.
        link: The anchor of what it leads to in the document; blank for none.
        picture: A small picture that stands in it, below its text.
    """

    text: str
    light: Light | None = None
    bold: bool = False
    link: str = ""
    picture: "Picture | None" = None


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Args:
        title: Its heading.
        align: Where its cells stand; figures to the right.
        width: Its share of the table's width, in any unit.
    """

    title: str
    align: Align = Align.LEFT
    width: float = 1


@dataclass(frozen=True)
class Heading:
    """A heading.

    Args:
        text: What it says.
        level: 1 for a chapter, 2 and 3 below it.
        anchor: A name by which other places link to it; blank where none does.
    """

    text: str
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str
    kind: TextKind = TextKind.BODY


@dataclass(frozen=True)
class Bullets:
    """A list.

    Args:
        items: Its items.
        numbered: Whether they are numbered.
    """

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class DataTable:
    """A table with a caption; its header row repeats on every page.

    Args:
        caption: What it shows, without its number.
        columns: Its columns.
        rows: Its rows, each a cell a column.
        label: Its number as a reader cites it (``Tabel 4``); blank for one that is not numbered.
        row_headings: How many columns at the left head their rows.
        below: Source and notes, in order.
        anchor: A name by which other places link to it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    label: str = ""
    row_headings: int = 1
    below: tuple[Paragraph, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Facts:
    """Facts in two columns: what, and how it is."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """A picture with the figures behind it.

    Args:
        draw: Draws it in a format.
        alt: What it shows, for those who do not see it.
        caption: What it shows, below it.
        data: The figures behind it; on a web page they stand behind the picture.
        width: Its width on paper in centimetres.
    """

    draw: Callable[[PictureFormat], bytes]
    alt: str
    caption: str = ""
    data: DataTable | None = None
    width: float = 16


@dataclass(frozen=True)
class Signatures:
    """Lines for signatures: name, title, and the day of signing where it is known."""

    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class WritingLines:
    """Room for notes by hand.

    Args:
        count: How many lines.
    """

    count: int


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page.

    Args:
        is_upright: Whether that page, and those to the next break, stand where the document's pages lie.
    """

    is_upright: bool = False


Block = Heading | Paragraph | Bullets | DataTable | Facts | Picture | Signatures | WritingLines | PageBreak


@dataclass(frozen=True)
class Document:
    """A document.

    Args:
        title: Its title.
        blocks: What it is made of, in order.
        subtitle: What stands below the title.
        facts: What stands on its first page: the reporting date, who made it.
        language: ``da`` or ``en``.
        is_draft: Whether its figures are not locked: every page says so.
        has_contents: Whether a table of contents stands before the first chapter.
        is_landscape: Whether its pages lie.
        is_example: Whether its figures are made up: every page says so.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    facts: Facts = field(default_factory=lambda: Facts(()))
    language: str = "da"
    is_draft: bool = False
    has_contents: bool = True
    is_landscape: bool = False
    is_example: bool = False
