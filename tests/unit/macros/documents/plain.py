"""A document as plain text, block by block: what tests compare."""

from workbook.documents.model import Bullets, DataTable, Facts, Heading, PageBreak, Paragraph


def as_text(document):
    """Every word of a document, a line a block or a row."""
    lines = [f"= {document.title}", document.subtitle, *_facts(document.facts), f"draft: {document.is_draft}"]
    for block in document.blocks:
        lines += _block(block)
    return "\n".join(lines) + "\n"


def _facts(facts):
    return [f"{name}: {value}" for name, value in facts.lines]


def _block(block):
    if isinstance(block, Heading):
        return ["", f"{'#' * block.level} {block.text}"]
    if isinstance(block, Paragraph):
        return [f"[{block.kind}] {block.text}"]
    if isinstance(block, Bullets):
        return [f"- {item}" for item in block.items]
    if isinstance(block, Facts):
        return _facts(block)
    if isinstance(block, DataTable):
        rows = [" | ".join(f"*{cell.text}*" if cell.bold else cell.text for cell in row) for row in block.rows]
        titles = " | ".join(column.title for column in block.columns)
        return [f"[table] {block.caption}", titles, *rows, *(line for each in block.below for line in _block(each))]
    return ["---"] if isinstance(block, PageBreak) else [type(block).__name__]


def tables(document, caption=""):
    """The tables whose caption begins so."""
    return [block for block in document.blocks if isinstance(block, DataTable) and block.caption.startswith(caption)]


def column(table, title):
    """The texts of a column."""
    (at,) = [at for at, each in enumerate(table.columns) if each.title == title]
    return [row[at].text for row in table.rows]
