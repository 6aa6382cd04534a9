"""A document as plain lines: what tests compare and read, whatever file it is written as."""

from workbook.documents.model import Bullets, DataTable, Facts, Heading, Paragraph, TextKind


def lines(document):
    """Every line of a document, each kind of block with a mark of its own."""
    return [document.title, *_facts(document.facts), *(line for block in document.blocks for line in _lines(block))]


def _lines(block):
    match block:
        case Heading():
            return ["", f"{'#' * block.level} {block.text}"]
        case Paragraph(kind=TextKind.BODY):
            return [block.text]
        case Paragraph():
            return [f"[{block.kind.value}] {block.text}"]
        case Bullets():
            return [f"- {item}" for item in block.items]
        case Facts():
            return _facts(block)
        case DataTable():
            return _table(block)
        case _:
            return [f"<{type(block).__name__}>"]


def _facts(facts):
    return [f"{name}: {value}" for name, value in facts.lines]


def _table(table):
    head = ". ".join(part for part in (table.label, table.caption) if part)
    rows = [" | ".join(cell.text for cell in row) for row in table.rows]
    below = [line for each in table.below for line in _lines(each)]
    return ["", head, " | ".join(column.title for column in table.columns), *rows, *below, ""]


def tables(document):
    """The numbered tables by their labels."""
    return {block.label: block for block in document.blocks if isinstance(block, DataTable) and block.label}


def rows(table):
    """The texts of a table's rows."""
    return [[cell.text for cell in row] for row in table.rows]


def text(document):
    """All of it in one piece."""
    return "\n".join(lines(document))


def under(document, heading):
    """The blocks below a heading, up to the next one of its level or above."""
    blocks = list(document.blocks)
    at = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    found = []
    for block in blocks[at + 1 :]:
        if isinstance(block, Heading) and block.level <= blocks[at].level:
            break
        found.append(block)
    return found
