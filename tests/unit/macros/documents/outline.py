"""A document as text: what a reader would read, block by block, for golden files."""

from workbook.documents.model import (
    Bullets,
    DataTable,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
    WritingLines,
)


def outline(document):
    """The text of a document, a block after the other."""
    head = [f"{document.title} ({document.language})", document.subtitle, *_lines(document.facts)]
    marks = [name for name in ("is_draft", "has_contents", "is_landscape") if getattr(document, name)]
    return "\n".join([*head, " ".join(marks), *(line for block in document.blocks for line in _lines(block))]) + "\n"


def _lines(block):
    match block:
        case Heading(text, level):
            return ["", f"{'#' * level} {text}"]
        case Paragraph(text, kind):
            return [f"[{kind.value}] {text}"]
        case Bullets(items, numbered):
            return [f"{f'{at}.' if numbered else '-'} {item}" for at, item in enumerate(items, start=1)]
        case Facts(lines):
            return [f"{what}: {how}" for what, how in lines]
        case DataTable():
            return _table(block)
        case Picture():
            return [f"[picture] {block.alt}"]
        case Signatures(lines):
            return [" / ".join(line) for line in lines]
        case WritingLines(count):
            return ["____"] * count
        case PageBreak():
            return ["====="]
    raise AssertionError(block)


def _table(table):
    rows = [" | ".join(column.title for column in table.columns)]
    rows += [" | ".join(_cell(cell) for cell in row) for row in table.rows]
    return [f"{table.label} {table.caption}".strip(), *rows, *(line for each in table.below for line in _lines(each))]


def _cell(cell):
    drawn = f"[{cell.picture.alt}]" if cell.picture is not None else ""
    return f"{'*' if cell.bold else ''}{cell.text}{drawn}"
