"""A document as a Word file."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.shared import Cm

from schemas.words.vocabulary import Words
from workbook.documents.model import (
    Bullets,
    DataTable,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
    WritingLines,
)


def write_word(document: Document, out: Path, words: Words, now: datetime) -> None:  # noqa: PLR0912  being replaced
    """Write a document as a Word file."""
    file = docx.Document()
    file.add_heading(document.title, 0)
    for block in document.blocks:
        match block:
            case Heading():
                file.add_heading(block.text, block.level)
            case Paragraph():
                file.add_paragraph(block.text)
            case Bullets():
                for item in block.items:
                    file.add_paragraph(item, "List Number" if block.numbered else "List Bullet")
            case Facts():
                for what, how in block.lines:
                    file.add_paragraph(f"{what}: {how}")
            case DataTable():
                file.add_paragraph(f"{block.label} {block.caption}".strip(), "Caption")
                table = file.add_table(1, len(block.columns), "Table Grid")
                for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
                    cell.text = column.title
                for row in block.rows:
                    for cell, each in zip(table.add_row().cells, row, strict=True):
                        cell.text = each.text
                for below in block.below:
                    file.add_paragraph(below.text)
            case Picture():
                file.add_picture(BytesIO(block.draw("png")), Cm(block.width))
                file.add_paragraph(block.caption, "Caption")
            case Signatures():
                for name, title, day in block.lines:
                    file.add_paragraph(f"{name}, {title} {day}")
            case WritingLines():
                for _ in range(block.count):
                    file.add_paragraph("_" * 60)
            case PageBreak():
                file.add_page_break()  # type: ignore[no-untyped-call]
    file.save(str(out))
