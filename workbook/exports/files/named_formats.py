"""Number formats by the names that Excel's HTML and XML give them, and figures under them."""

import re
from contextlib import suppress

from schemas.cells import Cell, CellKind
from workbook.opc.sheet_cells import figure_or_day, number_of

GENERAL = "General"
_MOST_KNOWN = 1 << 16
_NAMED = {
    "general": GENERAL,
    "general number": GENERAL,
    "general date": "dd-mm-yyyy hh:mm",
    "long date": "d. mmmm yyyy",
    "medium date": "dd-mmm-yy",
    "short date": "dd-mm-yyyy",
    "long time": "hh:mm:ss",
    "medium time": "hh:mm AM/PM",
    "short time": "hh:mm",
    "currency": "#,##0.00",
    "euro currency": "#,##0.00",
    "fixed": "0.00",
    "standard": "#,##0.00",
    "percent": "0.00%",
    "scientific": "0.00E+00",
    "yes/no": GENERAL,
    "true/false": GENERAL,
    "on/off": GENERAL,
}
_STYLE_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_FORMAT = re.compile(
    r"mso-number-format\s*:\s*(?:\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'|([^;\"']+))", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{4})|(.))")


def named_format(name: str) -> str:
    """The code of a format that may be given by its name (``Percent``)."""
    return _NAMED.get(name.strip().casefold(), name)


def format_of_style(style: str) -> str:
    """The number format in a style of Excel's HTML (``mso-number-format:Percent``); empty where it has none."""
    match = _FORMAT.search(style)
    if not match:
        return ""
    text = next(part for part in match.groups() if part is not None)
    plain = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else escape[2], text)
    return named_format(plain.strip())


def formats_of_classes(sheet: str) -> dict[str, str]:
    """The number format of each class of a style sheet."""
    found = {}
    for selectors, body in _STYLE_RULE.findall(sheet):
        if code := format_of_style(body):
            found.update(dict.fromkeys(_CLASS.findall(selectors), code))
    return found


def figure(text: str, code: str, date1904: bool = False) -> Cell | None:
    """The cell of a number as programs write it (``0.95``, ``3.9E4``); None where the text is none."""
    number = None
    with suppress(ValueError):
        number = number_of(text)
    if number is None or number - number != 0:
        return None
    kind, value = figure_or_day(number, code, date1904)
    return Cell(kind, value, code)


class Texts:
    """Makes cells of text; one for each text that comes again and again, which saves memory and time."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Cell] = {}

    def cell(self, text: str, code: str = "") -> Cell:
        """The cell that holds a text.

        Args:
            text: The text.
            code: The cell's number format.
        """
        known = self._known.get((text, code))
        if known is None:
            known = Cell(CellKind.TEXT, text, code)
            if len(self._known) < _MOST_KNOWN:
                self._known[text, code] = known
        return known
