"""The cells of an OpenDocument spreadsheet: values by their types, texts by their paragraphs."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from lxml import etree

from schemas.cells import BLANK, Cell, CellKind, is_percent_format
from workbook.exports.files.typed import number_cell, text_cell
from workbook.opc.package import local
from workbook.opc.sheet_cells import day_of, number_of

_PREFIX = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_PREFIX}office:1.0}}"
TABLE = f"{{{_PREFIX}table:1.0}}"
_TEXT = f"{{{_PREFIX}text:1.0}}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TYPE, _FORMULA, _STRING = f"{OFFICE}value-type", f"{TABLE}formula", f"{OFFICE}string-value"
_VALUE, _DATE, _DURATION = f"{OFFICE}value", f"{OFFICE}date-value", f"{OFFICE}time-value"
_TRUTH, _CALC_TYPE, _SPACES = f"{OFFICE}boolean-value", f"{_CALC}value-type", f"{_TEXT}c"
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_HIDDEN = frozenset({f"{_TEXT}{name}" for name in ("ruby-text", "note")})
_MOST_SPACES = 32_767
_ERROR = re.compile(r"#\S+[!?]|#[A-Z]/[A-Z]|[^\W\d]+:5\d\d")
"""Errors in any language, as a formula shows them; LibreOffice numbers its own from 501 (``Err:502``)."""
_SPELLED = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_TEXTS = frozenset({"string", ""})
_TRUTHS = {"TRUE()": True, "FALSE()": False}
"""What LibreOffice makes of the truth values of an .xlsx file; as numbers, they would be counted."""
_PERCENT = "0%"
_TIME = "hh:mm:ss"
_REFERENCE = re.compile(r"\[\$?('(?:[^']|'')*'|[^'.\[\]]*)\.([^\[\]]*)\]")
_DIALECT = re.compile(r"^\w+:(?==)")


def cell_of(element: etree._Element, said: Mapping[str, str], code: str) -> Cell:
    """A cell.

    Args:
        element: Its element.
        said: The element's attributes.
        code: Its number format.

    Returns:
        The cell; a value that its type does not allow is the text that it shows.
    """
    kind = said.get(_TYPE, "")
    formula = _formula(said[_FORMULA]) if _FORMULA in said else ""
    if not kind and not formula and not len(element):
        return BLANK
    if said.get(_CALC_TYPE) == "error" or (formula and _ERROR.fullmatch(_shown(element))):
        return Cell(CellKind.ERROR, _shown(element), code, formula)
    try:
        typed = None if kind in _TEXTS else _typed(said, kind, code, formula)
    except (ValueError, OverflowError):
        typed = None
    return typed or text_cell(said.get(_STRING) or _shown(element), code, formula)


def _typed(said: Mapping[str, str], kind: str, code: str, formula: str) -> Cell | None:
    """A cell that is no text, or None.

    Raises:
        ValueError, OverflowError: Its value is not of its type.
    """
    match kind:
        case "float" if formula in _TRUTHS:
            return Cell(CellKind.BOOL, _TRUTHS[formula], code, formula)
        case "float" | "currency":
            return _number(number_of(said.get(_VALUE, "")), code, formula)
        case "percentage":
            shown = code if is_percent_format(code) else _PERCENT
            return _number(number_of(said.get(_VALUE, "")), shown, formula)
        case "date":
            moment = datetime.fromisoformat(said.get(_DATE, ""))
            return Cell(CellKind.DATE, day_of(moment.replace(tzinfo=None)), code, formula)
        case "time":
            days = _duration(said.get(_DURATION, "")) / timedelta(days=1)
            return number_cell(days, _TIME, formula=formula)._replace(number_format=code)
        case "boolean":
            return Cell(CellKind.BOOL, said.get(_TRUTH) == "true", code, formula)
    return None


def _number(value: float, code: str, formula: str) -> Cell:
    """A number; here its type tells whether it is a date, not its format."""
    if math.isfinite(value):
        return Cell(CellKind.NUMBER, value, code, formula)
    return Cell(CellKind.ERROR, str(value), code, formula)


def _duration(text: str) -> timedelta:
    """A time of the day, or a longer one.

    Raises:
        ValueError: Not a duration.
    """
    match = _SPELLED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def _shown(element: etree._Element) -> str:
    """The text of a cell, its paragraphs one below the other; notes on it, and drawings in it, are left out."""
    return "\n".join([_inside(each) for each in element if each.tag in _PARAGRAPHS])


def _inside(element: etree._Element) -> str:
    if not len(element):
        return _plain(element.text)
    return "".join(_pieces(element))


def _plain(text: str | None) -> str:
    """A text without the line breaks of its file, which are there for its looks; those of the text are elements."""
    if not text or ("\n" not in text and "\r" not in text):
        return text or ""
    first, *between, last = text.replace("\r", "\n").split("\n")
    return " ".join([first.rstrip(), *filter(None, (line.strip() for line in between)), last.lstrip()])


def _pieces(element: etree._Element) -> Iterator[str]:
    yield _plain(element.text)
    for child in element.iterchildren():
        if str(child.tag).startswith(_TEXT) and child.tag not in _HIDDEN:
            yield _piece(child)
        yield _plain(child.tail)


def _piece(child: etree._Element) -> str:
    match local(child):
        case "s":
            count = child.get(_SPACES, "1")
            return " " * min(int(count) if count.isascii() and count.isdigit() else 1, _MOST_SPACES)
        case "tab":
            return "\t"
        case "line-break":
            return "\n"
    return _inside(child)


def _formula(text: str) -> str:
    """A formula as Excel writes it: without the name of its dialect, and with plain references."""
    outside = _DIALECT.sub("", text).removeprefix("=").split('"')
    for at in range(0, len(outside), 2):
        outside[at] = _REFERENCE.sub(_reference, outside[at]).replace(";", ",")
    return '"'.join(outside)


def _reference(match: re.Match[str]) -> str:
    sheet, cells = match.groups()
    return (f"{sheet}!" if sheet else "") + cells.replace(":.", ":")
