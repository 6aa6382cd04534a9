"""The styles of an OpenDocument spreadsheet: the number format code, as Excel writes it, of each cell style."""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from workbook.opc.format_codes import GENERAL
from workbook.opc.package import local

_PREFIX = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE = f"{{{_PREFIX}style:1.0}}"
_NUMBER = f"{{{_PREFIX}datastyle:1.0}}"
_CELL, _SHEET = "table-cell", "table"
_SHOWN = f"{{{_PREFIX}table:1.0}}display"
_MOST_PARENTS = 20
_MOST_DIGITS = 30
_MOST_LITERAL = 100
_MOST_PIECES = 50
_MOST_CONDITIONS = 3  # a code has four sections
_GROUP = 3
_BARE = frozenset(" -/:.")
"""Signs that a date shows as they are; within a number they would mean something else."""
_PARTS = {
    "day": ("d", "dd"),
    "month": ("m", "mm"),
    "year": ("yy", "yyyy"),
    "day-of-week": ("ddd", "dddd"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "am-pm": ("AM/PM", "AM/PM"),
    "text-content": ("@", "@"),
    "fraction": ("# ?/?", "# ?/?"),
}
"""An element of a format → its code, in the short and in the long form."""


class StyleFormats:
    """The cell styles of a document, and the data styles that they show values by."""

    def __init__(self) -> None:
        self._parents: dict[str, tuple[str, str]] = {}
        self._own: dict[str, str] = {}
        self._maps: dict[str, list[str]] = {}
        self._known: dict[str, str] = {}
        self._hiding: set[str] = set()

    def add(self, styles: etree._Element) -> None:
        """Take the styles that stand in an element; those taken later count before those taken earlier."""
        self._known.clear()
        for element in styles.iterchildren("*"):
            name = element.get(f"{_STYLE}name", "")
            if element.tag == f"{_STYLE}style" and element.get(f"{_STYLE}family") == _CELL:
                parent, data = (
                    element.get(f"{_STYLE}parent-style-name", ""),
                    element.get(f"{_STYLE}data-style-name", ""),
                )
                self._parents[name] = (parent, data)
            elif element.tag == f"{_STYLE}style" and element.get(f"{_STYLE}family") == _SHEET:
                if any(each.get(_SHOWN) == "false" for each in element.iterchildren(f"{_STYLE}table-properties")):
                    self._hiding.add(name)
            elif str(element.tag).startswith(_NUMBER):
                self._own[name] = _code(element)
                others = islice(element.iterchildren(f"{_STYLE}map"), _MOST_CONDITIONS)
                self._maps[name] = [each.get(f"{_STYLE}apply-style-name", "") for each in others]

    def hides(self, style: str) -> bool:
        """Whether a style of sheets hides them."""
        return style in self._hiding

    def code(self, style: str) -> str:
        """The number format code of a cell style; ``General`` where it sets none."""
        if style not in self._known:
            data = next((data for data in self._chain(style) if data in self._own), "")
            sections = [self._own[each] for each in [*self._maps.get(data, []), data] if each in self._own]
            self._known[style] = ";".join(sections) or GENERAL
        return self._known[style]

    def _chain(self, style: str) -> Iterator[str]:
        """The data styles that a style and its parents name, the nearest first."""
        for _ in range(_MOST_PARENTS):
            if style not in self._parents:
                return
            style, data = self._parents[style]
            yield data


def _code(style: etree._Element) -> str:
    """The code of a data style without its conditions."""
    kind = local(style)
    if kind == "text-style":
        return "@"
    code = "".join(_piece(element, kind) for element in islice(style.iterchildren("*"), _MOST_PIECES))
    if kind == "time-style" and style.get(f"{_NUMBER}truncate-on-overflow") == "false":
        code = code.replace("hh", "[h]", 1) if "hh" in code else code.replace("h", "[h]", 1)
    if kind == "percentage-style" and "%" not in code:
        code += "%"
    return code or GENERAL


def _piece(element: etree._Element, kind: str) -> str:
    if not str(element.tag).startswith(_NUMBER):
        return ""
    name = local(element)
    long = element.get(f"{_NUMBER}style") == "long"
    match name:
        case "number":
            return _digits(element)
        case "scientific-number":
            return _digits(element) + "E+00"
        case "text":
            return _literal(element.text or "", kind)
        case "currency-symbol":
            return f'"{_unquoted(element.text or "")}"'
        case "month" if element.get(f"{_NUMBER}textual") == "true":
            return "mmmm" if long else "mmm"
        case "seconds":
            decimals = _count(element, "decimal-places")
            return ("ss" if long else "s") + ("." + "0" * decimals if decimals else "")
    return _PARTS.get(name, ("", ""))[long]


def _digits(element: etree._Element) -> str:
    """The digits of a number: grouped or not, and so many at least before and behind the sign."""
    if element.get(f"{_NUMBER}decimal-places") is None and element.get(f"{_NUMBER}min-integer-digits") is None:
        return GENERAL
    whole = "0" * _count(element, "min-integer-digits") or "#"
    if element.get(f"{_NUMBER}grouping") == "true":
        whole = "#," + whole.rjust(_GROUP, "#")
    decimals = _count(element, "decimal-places")
    least = min(_count(element, "min-decimal-places", decimals), decimals)
    fraction = "0" * least + "#" * (decimals - least)
    zeros = min(element.get(f"{_NUMBER}display-factor", "").count("0"), _MOST_DIGITS)
    return whole + ("." + fraction if fraction else "") + "," * (zeros // _GROUP)


def _count(element: etree._Element, name: str, missing: int = 0) -> int:
    """A count of digits, within reason."""
    text = element.get(f"{_NUMBER}{name}", "")
    return min(int(text), _MOST_DIGITS) if text.isascii() and text.isdigit() else missing


def _literal(text: str, kind: str) -> str:
    """A text as a code shows it; in a percentage, the sign for per cent is the one that multiplies."""
    if kind == "percentage-style":
        return "%".join(_quoted(part) for part in text.split("%"))
    return text if kind in {"date-style", "time-style"} and _BARE.issuperset(text) else _quoted(text)


def _quoted(text: str) -> str:
    return text if not text.strip(" -") else f'"{_unquoted(text)}"'


def _unquoted(text: str) -> str:
    return text.replace('"', "")[:_MOST_LITERAL]
