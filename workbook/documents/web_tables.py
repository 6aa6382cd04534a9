"""A table of a web page: a caption, heads of columns and rows, and a frame that scrolls on a small screen."""

from collections.abc import Callable
from dataclasses import dataclass

from workbook.documents.model import Align, Cell, DataTable, Picture
from workbook.documents.web_text import element_id, text

_CLASS = {Align.LEFT: "", Align.RIGHT: "right", Align.CENTRE: "centre"}
_FIGURE = 24
"""Letters of a figure with its unit; a longer text may wrap."""


@dataclass(frozen=True)
class Around:
    """What a table takes from the page it stands in.

    Args:
        place: An id of its own, for its caption.
        heading: The heading it stands under, by which it is named where it has no caption.
        ids: Further ids that links lead to, as elements.
        drawn: Makes an element of a picture that stands in a cell.
    """

    place: str
    heading: str = ""
    ids: str = ""
    drawn: Callable[[Picture], str] = lambda _: ""


def web_table(table: DataTable, around: Around) -> str:
    """A table.

    Args:
        table: The table, without what stands below it.
        around: What it takes from the page.
    """
    stop = ". " if table.label and table.caption else ""
    caption = f"{text(table.label)}{stop}{text(table.caption)}"
    titled = f'<caption id="{around.place}">{caption}</caption>' if caption else ""
    told = ": ".join(filter(None, (around.heading, text(table.columns[0].title))))
    named = f'aria-labelledby="{around.place}"' if caption else f'aria-label="{told}"'
    heads = "".join(_head(column.title, column.align) for column in table.columns)
    rows = "\n".join(_row(row, table, around.drawn) for row in table.rows)
    return (
        f'{around.ids}<div class="wide" role="group" tabindex="0" {named}>'
        f"<table>{titled}<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table></div>\n"
    )


def _head(title: str, align: Align) -> str:
    if not title.strip():
        return "<td></td>"
    return f'<th scope="col"{_classes(_CLASS[align])}>{text(title)}</th>'


def _row(row: tuple[Cell, ...], table: DataTable, drawn: Callable[[Picture], str]) -> str:
    cells = (
        _cell(cell, table.columns[place].align, place < table.row_headings, drawn) for place, cell in enumerate(row)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell, align: Align, is_head: bool, drawn: Callable[[Picture], str]) -> str:
    figure = "figure" if align is Align.RIGHT and len(cell.text) <= _FIGURE else ""
    light = f"light light-{cell.light.value}" if cell.light else ""
    classes = _classes(_CLASS[align], figure, light, "bold" if cell.bold else "")
    shown = text(cell.text)
    if cell.link and shown:
        shown = f'<a href="#{element_id(cell.link)}">{shown}</a>'
    if cell.picture is not None:
        shown += drawn(cell.picture)
    if is_head and shown:
        return f'<th scope="row"{classes}>{shown}</th>'
    return f"<td{classes}>{shown}</td>"


def _classes(*names: str) -> str:
    kept = " ".join(filter(None, names))
    return f' class="{kept}"' if kept else ""
