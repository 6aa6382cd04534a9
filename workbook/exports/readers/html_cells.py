"""A cell of an HTML table: its text, and what Excel's own attributes tell of its value."""

import re

from lxml import etree

from schemas.cells import Cell, CellKind, is_percent_format
from workbook.exports.readers.formats import GENERAL, figure, format_of_style, text_cell

_SPACES = re.compile(r"[ \t\r\n\f]+")
_NBSP = "\u00a0"
_WHOLE = re.compile(r"-?\d+")
_RAISED = str.maketrans("0123456789()", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207d\u207e")


def raised(text: str) -> str:
    """A text in raised digits, so that ``12,4`` with a raised ``1`` behind is not taken for 12,41."""
    return text.translate(_RAISED)


def shown(parts: list[str]) -> str:
    """The text of a cell as a page shows it: runs of spaces as one."""
    return _SPACES.sub(" ", "".join(parts)).replace(_NBSP, " ").strip()


def cell_of(element: etree._Element, text: str, formats: dict[str, str]) -> Cell:
    """The cell of an element.

    Args:
        element: The ``td`` or ``th``.
        text: What it shows.
        formats: The number format of each class of the page's style sheet.

    Returns:
        A number, a day, an error or a truth value where Excel's attributes say so; otherwise text.
    """
    code = _format(element, formats)
    formula = _get(element, "x:fmla").removeprefix("=")
    cell = _typed(element, text, code) or (text_cell(text, code) if text else Cell(CellKind.BLANK, None, code))
    return cell._replace(formula=formula)


def is_bare_share(cell: Cell) -> bool:
    """Whether a cell's text is to be shown times a hundred: a percent format, and no unit in the text."""
    return cell.kind is CellKind.TEXT and is_percent_format(cell.number_format) and "%" not in cell.text


def _typed(element: etree._Element, text: str, code: str) -> Cell | None:
    """The cell that Excel's attributes tell of; None where they tell of none."""
    number = element.get("x:num")
    if number is not None:
        # Without a value of its own the attribute says that the text is the number, in the writer's own decimals.
        written = str(number).strip() or (text if _WHOLE.fullmatch(text) else "")
        return figure(written, code or GENERAL)
    if element.get("x:err") is not None:
        return Cell(CellKind.ERROR, _get(element, "x:err") or text, code)
    if element.get("x:bool") is not None:
        return Cell(CellKind.BOOL, (_get(element, "x:bool") or text).casefold() in {"true", "1"}, code)
    return None


def _format(element: etree._Element, formats: dict[str, str]) -> str:
    own = format_of_style(_get(element, "style"))
    return own or next((formats[name] for name in _get(element, "class").split() if name in formats), "")


def _get(element: etree._Element, name: str) -> str:
    return str(element.get(name) or "")
