"""Raw values of an open workbook as cells, and cells' values as Excel takes them. The same on every host.

Desktop Excel hands over an error as a whole number and a date as a date; behind a server an error is its text and a
date is ISO text in UTC, as a browser writes it. Both are read here, without going through cell-by-cell conversion.
"""

import contextlib
import re
from datetime import date, datetime, time
from decimal import Decimal

from schemas.cells import BLANK, ERROR_NUMBERS, Cell, CellKind, error_text
from schemas.text.amounts import Kroner
from workbook.plain import Plain
from workbook.port import Formula

PERCENT_FORMAT = "0%"
_ERROR_TEXTS = frozenset(ERROR_NUMBERS.values())
_BROWSER_DATE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
_STARTS = ("=", "+", "-", "@", "'")
"""What Excel would make a formula of, or swallow, at the start of a text."""
_LONGEST_FIGURE = 40  # no number, date or time is longer
_WORDS = frozenset({"true", "false", "sand", "falsk"})


def rows_of(raw: object) -> list[list[object]]:
    """A range's raw value as rows: a single cell comes as a scalar, a single row or column may come flat."""
    if not isinstance(raw, list | tuple):
        return [[raw]]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in raw]


def cell_of(raw: object, formula: str = "", percent: bool = False) -> Cell:
    """A cell.

    Args:
        raw: What the host hands over.
        formula: The formula that stands there, with its ``=``; empty where there is none.
        percent: Whether its number format multiplies by a hundred.
    """
    kind, value = _read(raw)
    if kind is CellKind.BLANK and not formula:
        return BLANK
    return Cell(kind, value, PERCENT_FORMAT if percent else "", formula.removeprefix("="))


def _read(raw: object) -> tuple[CellKind, str | float | bool | datetime | date | None]:
    if raw is None or raw == "":
        return CellKind.BLANK, None
    if isinstance(raw, bool):
        return CellKind.BOOL, raw
    if isinstance(raw, int) and (error := error_text(raw)):
        return CellKind.ERROR, error
    if isinstance(raw, float | int | Decimal):
        return CellKind.NUMBER, float(raw)
    if isinstance(raw, datetime):
        return CellKind.DATE, _day(raw)
    text = str(raw)
    if text in _ERROR_TEXTS:
        return CellKind.ERROR, text
    if _BROWSER_DATE.match(text):
        with contextlib.suppress(ValueError):  # a day that no month has is a text
            return CellKind.DATE, _day(datetime.fromisoformat(text[:-1]))
    return CellKind.TEXT, text


def _day(moment: datetime) -> datetime | date:
    """A date where the time is midnight; without the time zone that the desktop attaches to what has none."""
    plain = datetime(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return plain.date() if plain.time() == time() else plain


def written(value: Plain) -> object:
    """A value as Excel takes it: a text stays text, also where it looks like a formula."""
    if isinstance(value, Formula):
        return f"={value.text}"
    if isinstance(value, str):
        return f"'{value}" if _would_be_read(value) else value
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return float(value) if isinstance(value, Kroner) else value  # not every host takes a type of ours


def _would_be_read(text: str) -> bool:
    """Whether Excel might make something else of a text: a formula, number, date, truth value or error."""
    if text.startswith(_STARTS) or text.startswith("#") or text.strip().casefold() in _WORDS:
        return True
    return len(text) <= _LONGEST_FIGURE and any(letter.isdigit() for letter in text)


def kept(cell: Cell, formula: str) -> object:
    """A cell's own content, to be written back beside others: its formula where it has one."""
    if formula:
        return formula
    return None if cell.kind is CellKind.BLANK else written(cell.value)
