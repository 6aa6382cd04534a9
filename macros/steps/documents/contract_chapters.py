"""The chapters of a contract that are text: parties, purpose, frames, vision, focus areas, follow-up, signatures.

What the text lacks stands as a marked place. Shapes: the contracts of 2009 and 2011.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.steps.documents.contract_source import ContractSource
from macros.steps.documents.written import written
from schemas.document_codes import ContractPart
from schemas.frames import Record, is_missing, records
from schemas.tables import ContractTexts
from schemas.words.vocabulary import Words, text_key
from workbook.documents.model import Block, Bullets, Cell, Column, DataTable, Heading, Paragraph, Signatures, TextKind


@dataclass(frozen=True)
class Texts:
    """A contract's own text by its parts.

    Args:
        lines: The lines of each part, in the order they were written.
        words: The document's language.
    """

    lines: dict[str, list[Record]]
    words: Words

    def of(self, part: ContractPart) -> list[Record]:
        """The lines of a part."""
        return self.lines.get(part, [])

    def texts(self, part: ContractPart) -> list[str]:
        """The texts of a part's lines; a line that holds none is left out."""
        return [text for line in self.of(part) if (text := written(line[ContractTexts.TEXT]))]

    def under(self, part: ContractPart, name: str) -> list[str]:
        """The texts of a part that stand under a name, however it is spelt."""
        key = text_key(name)
        return [
            text
            for line in self.of(part)
            if text_key(written(line[ContractTexts.UNDER])) == key and (text := written(line[ContractTexts.TEXT]))
        ]

    def owed(self, part: ContractPart) -> Paragraph:
        """The marked place of a part that is not written."""
        return Paragraph(self.words.text(f"contract_write_{part}"), TextKind.PLACEHOLDER)


def texts_of(source: ContractSource) -> Texts:
    """A contract's own text by its parts."""
    lines: dict[str, list[Record]] = {}
    for line in records(source.paper(ContractTexts)):
        lines.setdefault(str(line[ContractTexts.PART]), []).append(line)
    return Texts(lines, source.words)


def parties_and_purpose(source: ContractSource, texts: Texts) -> tuple[Block, ...]:
    """Who makes the contract, what for, and within what."""
    words = source.words
    parties = texts.texts(ContractPart.PARTY)
    intro = words.text("contract_parties", centre=source.holder, year=source.year)
    blocks: list[Block] = [
        Heading(words.text("contract_chapter_parties")),
        Heading(words.text("contract_section_parties"), 2),
        Paragraph(intro, TextKind.LEAD),
        Bullets(tuple(parties)) if parties else texts.owed(ContractPart.PARTY),
        Heading(words.text("contract_section_purpose"), 2),
        *_listed(texts, ContractPart.PURPOSE, "contract_purpose"),
    ]
    if texts.of(ContractPart.FRAME) or not texts.lines:
        blocks += [
            Heading(words.text("contract_section_frames"), 2),
            *_listed(texts, ContractPart.FRAME, "contract_frames"),
        ]
    return tuple(blocks)


def _listed(texts: Texts, part: ContractPart, intro: str) -> tuple[Block, ...]:
    """The lines of a part as a list below what introduces it; a line that stands under a name begins with it."""
    items = [item for line in texts.of(part) if (item := _named(line))]
    return (Paragraph(texts.words.text(intro)), Bullets(tuple(items))) if items else (texts.owed(part),)


def _named(line: Record) -> str:
    name, text = written(line[ContractTexts.UNDER]), written(line[ContractTexts.TEXT])
    return f"{name}: {text}" if name and text else name or text


def vision_and_focus(source: ContractSource, texts: Texts, parameters: Iterable[str]) -> tuple[Block, ...]:
    """Mission, vision, focus areas, the centre's aims and what it contributes, as far as the contract has them.

    Args:
        source: The contract.
        texts: Its text.
        parameters: What its goals are grouped by: what is said of those stands with the goals.
    """
    words = source.words
    blocks: list[Block] = []
    if texts.of(ContractPart.MISSION):
        blocks += [Heading(words.text("contract_section_mission"), 2)]
        blocks += [Paragraph(text) for text in texts.texts(ContractPart.MISSION)] or [texts.owed(ContractPart.MISSION)]
    if texts.of(ContractPart.VISION) or not texts.lines:
        blocks += [
            Heading(words.text("contract_section_vision"), 2),
            *_listed(texts, ContractPart.VISION, "contract_vision"),
        ]
    blocks += _focus_areas(texts, {text_key(name) for name in parameters})
    if texts.of(ContractPart.AIM):
        blocks += [Heading(words.text("contract_section_aims"), 2), *_listed(texts, ContractPart.AIM, "contract_aims")]
    blocks += _contributions(source, texts)
    has_focus = any(texts.of(part) for part in (ContractPart.FOCUS, ContractPart.CONTRIBUTION))
    title = "contract_chapter_vision" if has_focus else "contract_chapter_strategy"
    return (Heading(words.text(title)), *blocks) if blocks else ()


def _focus_areas(texts: Texts, parameters: set[str]) -> list[Block]:
    """The focus areas under their headings, each with what is said of it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for line in texts.of(ContractPart.FOCUS):
        name = written(line[ContractTexts.UNDER])
        if name and text_key(name) not in parameters:
            heading = written(line[ContractTexts.HEADING]) or texts.words.text("contract_section_focus")
            groups.setdefault(heading, []).append((name, written(line[ContractTexts.TEXT])))
    columns = (
        Column(texts.words.text("contract_focus_area"), width=2),
        Column(texts.words.text("contract_focus_about"), width=5),
    )
    return [
        block
        for heading, lines in groups.items()
        for block in (Heading(heading, 2), DataTable("", columns, tuple(tuple(map(Cell, line)) for line in lines)))
    ]


def _contributions(source: ContractSource, texts: Texts) -> list[Block]:
    words = source.words
    groups: dict[str, list[str]] = {}
    for line in texts.of(ContractPart.CONTRIBUTION):
        if text := written(line[ContractTexts.TEXT]):
            groups.setdefault(written(line[ContractTexts.UNDER]), []).append(text)
    if not groups:
        return []
    blocks: list[Block] = [Heading(words.text("contract_section_contribution", centre=source.holder), 2)]
    for name, items in groups.items():
        blocks += [*([Heading(name, 3)] if name else []), Bullets(tuple(items))]
    return blocks


def follow_up(texts: Texts, calendar: Sequence[Block]) -> tuple[Block, ...]:
    """How the contract is followed up, and the year's calendar.

    Args:
        texts: The contract's text.
        calendar: The table of the year's dates; none where no calendar is filled in.
    """
    return (
        Heading(texts.words.text("contract_chapter_follow_up")),
        *_listed(texts, ContractPart.FOLLOW_UP, "contract_follow_up"),
        *calendar,
    )


def changes(texts: Texts) -> tuple[Block, ...]:
    """How the contract may be changed."""
    items = texts.texts(ContractPart.CHANGE)
    body: tuple[Block, ...] = (Bullets(tuple(items)),) if items else (texts.owed(ContractPart.CHANGE),)
    return Heading(texts.words.text("contract_chapter_change")), *body


def signatures(texts: Texts) -> tuple[Block, ...]:
    """What those who sign commit themselves to, and a line for each of them."""
    words = texts.words
    signed = tuple(_signature(line, words) for line in texts.of(ContractPart.SIGNATURE))
    body = [Paragraph(text) for text in texts.texts(ContractPart.COMMITMENT)]
    last: Block = Signatures(signed) if signed else texts.owed(ContractPart.SIGNATURE)
    return Heading(words.text("contract_chapter_signatures")), *body, last


def _signature(line: Record, words: Words) -> tuple[str, str, str]:
    day = line[ContractTexts.DATE]
    return (
        written(line[ContractTexts.NAME]),
        written(line[ContractTexts.TEXT]),
        "" if is_missing(day) else words.day(day),
    )


def editions(texts: Texts) -> list[tuple[str, str]]:
    """Which edition of the contract it is, as facts of its first page."""
    found = []
    for line in texts.of(ContractPart.EDITION):
        day = line[ContractTexts.DATE]
        what = written(line[ContractTexts.TEXT]) or texts.words.text("contract_edition")
        found.append((what, written(line[ContractTexts.NAME]) if is_missing(day) else texts.words.day(day)))
    return found
