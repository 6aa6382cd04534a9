"""What tests ask of a document: its headings, tables and texts, in order."""

from workbook.documents.model import Bullets, DataTable, Heading


def headings(document):
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def after(document, heading):
    """The blocks under a heading, up to the next heading of its level or above."""
    found, level = [], 0
    for block in document.blocks:
        if isinstance(block, Heading) and level and block.level <= level:
            break
        if level:
            found.append(block)
        if isinstance(block, Heading) and block.text == heading:
            level = block.level
    return found


def tables(blocks):
    return [block for block in blocks if isinstance(block, DataTable)]


def lists(blocks):
    return [block for block in blocks if isinstance(block, Bullets)]


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def every_text(document):
    """All that a document says, piece by piece."""
    for block in document.blocks:
        if isinstance(block, DataTable):
            yield from (column.title for column in block.columns)
            yield from (cell.text for row in block.rows for cell in row)
            yield from (line.text for line in block.below)
        elif isinstance(block, Bullets):
            yield from block.items
        elif hasattr(block, "text"):
            yield block.text
