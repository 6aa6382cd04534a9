"""What the sheets that show our functions share: how a file names a function, what it gives, what a cell keeps."""

from collections.abc import Callable
from datetime import date

from schemas.cells import SHARED_FORMULA, Cell, CellKind, CellValue
from schemas.frames import is_missing
from schemas.words.function_help import PREFIX
from schemas.words.vocabulary import Words
from udfs.cells.call import LANGUAGE, answered
from workbook.port import Formula

ADD_IN_PREFIX = f"_xldudf_{PREFIX}_"
"""What a file has before a function that comes from an add-in's server."""
MACRO_PREFIX = f"{PREFIX}_"
"""What stands before one that is the workbook's own macro."""


def answer(function: Callable[..., list[list[object]]], given: list[object], words: Words) -> CellValue:
    """What a function of one cell gives.

    Args:
        function: The function.
        given: Its arguments.
        words: The workbook's language.
    """
    token = LANGUAGE.set(words.language)
    try:
        [[found]] = answered(function, *given)
    finally:
        LANGUAGE.reset(token)
    return words.day(found) if isinstance(found, date) else found  # type: ignore[return-value]  # a cell's value


def text_of(value: object) -> CellValue:
    """A formula's cached value: a blank is the text that the formula gives for it."""
    return "" if value is None or is_missing(value) else value  # type: ignore[return-value]  # a cell's value


def standing(cell: Cell) -> object:
    """What stands in a cell, to be written again."""
    value = None if cell.kind in {CellKind.BLANK, CellKind.ERROR} else cell.value
    return Formula(cell.formula, value) if cell.formula not in {"", SHARED_FORMULA} else value


def plain_of(value: object) -> object:
    """A cell's value, whether it is a formula's or not."""
    return value.cached if isinstance(value, Formula) else value
