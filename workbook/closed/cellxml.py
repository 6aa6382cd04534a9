"""One cell as XML."""

import math
import re
from datetime import date
from html import escape

from schemas.cells import LONGEST_TEXT, CellValue
from workbook.opc.refs import name_of
from workbook.opc.sheet_cells import serial
from workbook.opc.styles import Styles
from workbook.port import Formula

MAX_TEXT = LONGEST_TEXT
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class CellWriter:
    """Writes cells for one workbook.

    Args:
        styles: Its styles; a date in a cell without a date format gets one.
        date1904: Whether its dates count from 1904.
        prefix: The prefix of the sheet's elements (``x:`` or nothing).
    """

    def __init__(self, styles: Styles, date1904: bool, prefix: str) -> None:
        self._styles = styles
        self._date1904 = date1904
        self._prefix = prefix

    def cell(self, row: int, column: int, value: CellValue | Formula, style: int) -> bytes:
        """A cell; nothing at all for a blank one without style.

        Args:
            row: Its row.
            column: Its column.
            value: What to write; None and NaN are blank.
            style: Its style.

        Raises:
            ValueError: Infinity, which no cell can hold.
        """
        if isinstance(value, date):
            style = self._styles.dated(style)
        kind, inner = self._content(value)
        if not inner and not style:
            return b""
        p = self._prefix
        attributes = f'r="{name_of(row, column)}"' + (f' s="{style}"' if style else "") + kind
        return (f"<{p}c {attributes}>{inner}</{p}c>" if inner else f"<{p}c {attributes}/>").encode()

    def _content(self, value: CellValue | Formula) -> tuple[str, str]:
        p = self._prefix
        if isinstance(value, Formula):
            kind, inner = self._cached(value.cached)
            return kind, f"<{p}f>{escape(_CONTROL.sub('', value.text), quote=False)}</{p}f>{inner}"
        if isinstance(value, str):
            return (
                (' t="inlineStr"', f'<{p}is><{p}t xml:space="preserve">{_safe(value)}</{p}t></{p}is>')
                if value
                else ("", "")
            )
        return self._cached(value)

    def _cached(self, value: CellValue) -> tuple[str, str]:
        """A value as a formula's result, or a number, bool or date as itself."""
        p = self._prefix
        if value is None:
            return "", ""
        if isinstance(value, bool):
            return ' t="b"', f"<{p}v>{int(value)}</{p}v>"
        if isinstance(value, str):
            return ' t="str"', f"<{p}v>{_safe(value)}</{p}v>"
        number = serial(value, self._date1904) if isinstance(value, date) else float(value)
        if math.isnan(number):
            return "", ""
        if math.isinf(number):
            raise ValueError("inf")
        return "", f"<{p}v>{number:.0f}</{p}v>" if number.is_integer() else f"<{p}v>{number!r}</{p}v>"


def _within_limit(text: str) -> str:
    """As much of a text as a cell holds, counted as Excel counts: in UTF-16 units."""
    if 2 * len(text) <= MAX_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * MAX_TEXT].decode("utf-16-le", "ignore")


def _safe(text: str) -> str:
    """A text as XML can hold it: control characters, and text that looks like an escape, are escaped."""
    text = _within_limit(_SURROGATES.sub("\ufffd", text))
    text = _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return escape(text, quote=False).replace("\r", "&#13;")
