"""Cells that hold figures, or stand where one should, and numbers that may be periods."""

import re
from functools import lru_cache

from schemas.cells import Cell, CellKind
from schemas.lexicon.match import TEXTS_KEPT
from schemas.lexicon.scale_texts import is_scale
from schemas.text.values import (
    NumberError,
    is_absent,
    is_error_text,
    is_suppressed,
    parse_number,
    without_hedge,
)

_PERIOD_NUMBER = re.compile(r"(?:199|20[0-9])[0-9]|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])")


def is_period_number(cell: Cell) -> bool:
    """Whether a number may be a period: a year (2008), or year and month (200806)."""
    return cell.kind in {CellKind.NUMBER, CellKind.TEXT} and bool(_PERIOD_NUMBER.fullmatch(cell.text.strip()))


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure, or stands where one should (an error, a suppressed one, a dash)."""
    kind = cell.kind
    if kind is CellKind.TEXT:
        return _is_figure_text(cell.text)
    return kind is CellKind.NUMBER or kind is CellKind.ERROR or (kind is CellKind.BLANK and bool(cell.formula))


@lru_cache(maxsize=TEXTS_KEPT)
def _is_figure_text(cell_text: str) -> bool:
    text = cell_text.strip()
    if is_scale(text):
        return False
    if is_suppressed(text) or is_error_text(text) or (text and is_absent(text)):
        return True
    if not any(map(str.isdigit, text)):
        return False  # most labels: no number is written without digits
    try:
        parse_number(without_hedge(text))
    except NumberError as error:
        return type(error) is not NumberError  # an ambiguous one is a figure too
    return True
