"""A cell of an HTML table: its text, and what attributes of Excel and LibreOffice tell of its value."""

import re
from collections.abc import Mapping

from schemas.cells import Cell, CellKind, is_percent_format
from workbook.exports.files.named_formats import GENERAL, Texts, figure, format_of_style

_SPACES = re.compile(r"[ \t\r\n\f]+")
_NBSP = "\u00a0"
_WHOLE = re.compile(r"-?\d+")


def shown(parts: list[str]) -> str:
    """The text of a cell as a page shows it: runs of spaces as one."""
    return _SPACES.sub(" ", "".join(parts)).replace(_NBSP, " ").strip()


def cell_of(attributes: Mapping[str, str], text: str, formats: Mapping[str, str], texts: Texts) -> Cell:
    """The cell of an element.

    Args:
        attributes: Those of the ``td`` or ``th``.
        text: What it shows.
        formats: The number format of each class of the page's style sheet.
        texts: Makes the cells of text.

    Returns:
        A number, a day, an error or a truth value where the attributes say so; otherwise text.
    """
    code = _format(attributes, formats)
    cell = _typed(attributes, text, code) or (texts.cell(text, code) if text else Cell(CellKind.BLANK, None, code))
    formula = attributes.get("x:fmla", "").removeprefix("=")
    return cell._replace(formula=formula) if formula else cell


def is_bare_share(cell: Cell) -> bool:
    """Whether a cell's text is to be shown times a hundred: a percent format, and no unit in the text."""
    if not cell.number_format or cell.kind is not CellKind.TEXT:
        return False
    return is_percent_format(cell.number_format) and "%" not in cell.text


def _typed(attributes: Mapping[str, str], text: str, code: str) -> Cell | None:
    """The cell that the attributes tell of; None where they tell of none."""
    number = attributes.get("x:num", attributes.get("sdval"))
    if number is not None:
        # Without a value of its own the attribute says that the text is the number, in the writer's own decimals.
        written = number.strip() or (text if _WHOLE.fullmatch(text) else "")
        return figure(written, code or GENERAL)
    if "x:err" in attributes:
        return Cell(CellKind.ERROR, attributes["x:err"] or text, code)
    if "x:bool" in attributes:
        return Cell(CellKind.BOOL, (attributes["x:bool"] or text).casefold() in {"true", "1"}, code)
    return None


def _format(attributes: Mapping[str, str], formats: Mapping[str, str]) -> str:
    if "sdnum" in attributes:
        return attributes["sdnum"].split(";", 2)[-1] or GENERAL  # LibreOffice: language, language again, format
    own = format_of_style(attributes["style"]) if "style" in attributes else ""
    return own or next((formats[name] for name in attributes.get("class", "").split() if name in formats), "")
