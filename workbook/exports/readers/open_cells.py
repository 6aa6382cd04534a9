"""The cells of an OpenDocument spreadsheet: values by their types, texts by their paragraphs."""

import math
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from lxml import etree

from schemas.cells import Cell, CellKind, is_percent_format
from workbook.closed.package import local
from workbook.closed.reader import day_of
from workbook.exports.readers.typed import number_cell, text_cell

_PREFIX = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_PREFIX}office:1.0}}"
TABLE = f"{{{_PREFIX}table:1.0}}"
_TEXT = f"{{{_PREFIX}text:1.0}}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_HIDDEN = frozenset({f"{_TEXT}{name}" for name in ("ruby-text", "note")})
_BREAK = re.compile(r"\s*[\r\n]\s*")
"""A line broken in the file for its looks; a break in the text is an element."""
_MOST_SPACES = 32_767
_ERROR = re.compile(r"#\S+[!?]|#N/A|#I/T|(?:Err|Fejl):\d{3}")
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_TRUTHS = {"TRUE()": True, "FALSE()": False}
"""What LibreOffice makes of the truth values of an .xlsx file; as numbers, they would be counted."""
_PERCENT = "0%"
_TIME = "hh:mm:ss"
_REFERENCE = re.compile(r"\[\$?('(?:[^']|'')*'|[^'.\[\]]*)\.([^\[\]]*)\]")
_DIALECT = re.compile(r"^\w+:(?==)")


def cell_of(element: etree._Element, code: str) -> Cell:
    """A cell.

    Args:
        element: Its element.
        code: Its number format.

    Returns:
        The cell; a value that its type does not allow is the text that it shows.
    """
    kind = element.get(f"{OFFICE}value-type", "")
    formula = _formula(element.get(f"{TABLE}formula", ""))
    if not kind and not formula and not len(element):
        return Cell(CellKind.BLANK, None, code)
    if _is_error(element, formula):
        return Cell(CellKind.ERROR, _shown(element), code, formula)
    try:
        typed = _typed(element, kind, code, formula)
    except (ValueError, OverflowError):
        typed = None
    return typed or text_cell(element.get(f"{OFFICE}string-value") or _shown(element), code, formula)


def _is_error(element: etree._Element, formula: str) -> bool:
    """An error has the type of a text, or in older files of a number; only a formula makes one."""
    if element.get(f"{_CALC}value-type") == "error":
        return True
    return bool(formula) and _ERROR.fullmatch(_shown(element)) is not None


def _typed(element: etree._Element, kind: str, code: str, formula: str) -> Cell | None:
    """A cell that is no text, or None.

    Raises:
        ValueError, OverflowError: Its value is not of its type.
    """
    match kind:
        case "float" if formula in _TRUTHS:
            return Cell(CellKind.BOOL, _TRUTHS[formula], code, formula)
        case "float" | "currency":
            return _number(float(element.get(f"{OFFICE}value", "")), code, formula)
        case "percentage":
            shown = code if is_percent_format(code) else _PERCENT
            return _number(float(element.get(f"{OFFICE}value", "")), shown, formula)
        case "date":
            moment = datetime.fromisoformat(element.get(f"{OFFICE}date-value", ""))
            return Cell(CellKind.DATE, day_of(moment.replace(tzinfo=None)), code, formula)
        case "time":
            days = _duration(element.get(f"{OFFICE}time-value", "")) / timedelta(days=1)
            return number_cell(days, _TIME, formula=formula)._replace(number_format=code)
        case "boolean":
            return Cell(CellKind.BOOL, element.get(f"{OFFICE}boolean-value") == "true", code, formula)
    return None


def _number(value: float, code: str, formula: str) -> Cell:
    """A number; here its type tells whether it is a date, not its format."""
    kind = CellKind.NUMBER if math.isfinite(value) else CellKind.ERROR
    return Cell(kind, value if math.isfinite(value) else str(value), code, formula)


def _duration(text: str) -> timedelta:
    """A time of the day, or a longer one.

    Raises:
        ValueError: Not a duration.
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def _shown(element: etree._Element) -> str:
    """The text of a cell, its paragraphs one below the other; notes on it, and drawings in it, are left out."""
    return "\n".join("".join(_pieces(each)) for each in element.iterchildren() if each.tag in _PARAGRAPHS)


def _pieces(element: etree._Element) -> Iterator[str]:
    yield _BREAK.sub(" ", element.text or "")
    for child in element.iterchildren():
        if str(child.tag).startswith(_TEXT) and child.tag not in _HIDDEN:
            yield from _piece(child)
        yield _BREAK.sub(" ", child.tail or "")


def _piece(child: etree._Element) -> Iterator[str]:
    match local(child):
        case "s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * min(int(count) if count.isascii() and count.isdigit() else 1, _MOST_SPACES)
        case "tab":
            yield "\t"
        case "line-break":
            yield "\n"
        case _:
            yield from _pieces(child)


def _formula(text: str) -> str:
    """A formula as Excel writes it: without the name of its dialect, and with plain references."""
    if not text:
        return ""
    outside = _DIALECT.sub("", text).removeprefix("=").split('"')
    for at in range(0, len(outside), 2):
        outside[at] = _REFERENCE.sub(_reference, outside[at]).replace(";", ",")
    return '"'.join(outside)


def _reference(match: re.Match[str]) -> str:
    sheet, cells = match.groups()
    return (f"{sheet}!" if sheet else "") + cells.replace(":.", ":")
