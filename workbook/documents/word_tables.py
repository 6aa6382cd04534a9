"""A table in Word: its head repeats on every page, no row is torn apart, lights have their fill."""

from collections.abc import Callable
from typing import NamedTuple

from workbook.builder.cell_formats import LIGHT_FILL
from workbook.documents.column_widths import widths_of
from workbook.documents.model import Align, Cell, DataTable, Picture
from workbook.documents.word_styles import TABLE, Styles
from workbook.documents.word_xml import Layout, attribute, paragraph, run

_TEXTS = ("table_text", "table_small", "table_smallest")
_TWIPS = 20
"""Twips in a point."""
_ON_ONE_PAGE = 8
"""A table of so many rows, or fewer, is kept on one page, with what stands below it."""
_ALIGN = {Align.LEFT: "", Align.RIGHT: "right", Align.CENTRE: "center"}


class Makers(NamedTuple):
    """What a table takes from the file it stands in.

    Args:
        linked: Runs, and an anchor they lead to -> the runs with their link.
        drawn: A picture -> the run that holds it.
    """

    linked: Callable[[str, str], str]
    drawn: Callable[[Picture], str]


def word_table(table: DataTable, room: int, styles: Styles, makers: Makers) -> str:
    """A table without its caption and what stands below it.

    Args:
        table: The table.
        room: The width of the page between its margins, in twips.
        styles: The file's styles.
        makers: Makes links and pictures.
    """
    sizes = [styles.sizes[key] for key in _TEXTS]
    points, size = widths_of(table, room / _TWIPS, sizes)
    style = styles[_TEXTS[sizes.index(size)]]
    widths = [int(each * _TWIPS) for each in points]
    aligns = [_ALIGN[column.align] for column in table.columns]
    together = len(table.rows) <= _ON_ONE_PAGE
    head = _row([Cell(column.title, bold=True) for column in table.columns], widths, aligns, style, makers, True, True)
    last = len(table.rows) - 1
    rows = (
        _row(row, widths, aligns, style, makers, together or place in (0, last)) for place, row in enumerate(table.rows)
    )
    return f"<w:tbl>{_properties(table, sum(widths), styles)}{_grid(widths)}{head}{''.join(rows)}</w:tbl>"


def _properties(table: DataTable, width: int, styles: Styles) -> str:
    first = int(table.row_headings > 0)
    look = "04A0" if first else "0420"
    caption = attribute(f"{table.label} {table.caption}".strip())
    return (
        f'<w:tblPr><w:tblStyle w:val="{styles[TABLE]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="1" w:lastRow="0" w:firstColumn="{first}" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val="{caption}"/></w:tblPr>'
    )


def _grid(widths: list[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _row(
    cells: list[Cell] | tuple[Cell, ...],
    widths: list[int],
    aligns: list[str],
    style: str,
    makers: Makers,
    keep: bool,
    is_head: bool = False,
) -> str:
    repeated = "<w:tblHeader/>" if is_head else ""
    shown = "".join(
        _cell(cell, width, style, Layout(keep_next=keep, align=align), makers, is_head)
        for cell, width, align in zip(cells, widths, aligns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{shown}</w:tr>"


def _cell(cell: Cell, width: int, style: str, layout: Layout, makers: Makers, is_head: bool) -> str:
    fill = LIGHT_FILL.get(cell.light) if cell.light else None
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>' if fill else ""
    where = '<w:vAlign w:val="bottom"/>' if is_head else ""
    text = run(cell.text, cell.bold)
    content = makers.linked(text, cell.link) if cell.link and text else text
    if cell.picture is not None:
        content += ("<w:r><w:br/></w:r>" if content else "") + makers.drawn(cell.picture)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}{where}</w:tcPr>'
        f"{paragraph(style, content, layout)}</w:tc>"
    )
