"""Numbers as people write them: text to a float, or an error that says what is wrong.

Decimal comma and decimal point are told apart by the column they stand in, never guessed from one value: ``1.472``
alone may be a thousand or a decimal, and says so.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from schemas.lexicon.lexicon import cue_spellings, either


class NumberError(ValueError):
    """The text is not a number."""


class AmbiguousNumberError(NumberError):
    """The text is a number in two ways (``1.472``)."""


class Decimal(Enum):
    """Which sign separates the decimals in a column."""

    COMMA = auto()
    POINT = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Number:
    """A parsed number.

    Args:
        value: The value; ``95,4 %`` is 95.4.
        plain: The text is how the file's own convention writes it; otherwise the reading is listed as a coercion.
        digits: All digits of the value, with a decimal point; a float may hold them only nearly.
    """

    value: float
    plain: bool
    digits: str


_SUPPRESSED = re.compile(r"^(<\s*(\d+)|\.{1,2}|…)$")
_ABSENT = frozenset({"", "-", "–", "—", "i/t", "n/a", "na"})
_SPACES = str.maketrans("", "", " \u00a0\u2009\u202f'")
_SIGNS = str.maketrans({"\u2212": "-", "–": "-"})
_UNIT = re.compile(r"(?:%|pct\.?|procent)(?:-?points?)?$", re.IGNORECASE)
_PER_CENT = re.compile(r"%|pct|procent", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+[)\u207e]?|(?<!\*)\*+|(?<=\d)\s+\d{1,2}\))$")
"""A mark that refers to a note below the table: raised digits, stars, or ``1)`` after a space."""
_NEGATIVE = re.compile(r"^(?:\(([^()+-]+)\)|([^()+-]+)-)$")
"""As ledgers write what is below zero: ``(3,2)`` or ``3,2-``."""
_THOUSANDS = re.compile(r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$")
_PLAIN = {
    Decimal.COMMA: re.compile(r"^[+-]?\d+(?:,\d+)?$"),
    Decimal.POINT: re.compile(r"^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$", re.IGNORECASE),
}
_COMMA_NUMBER = re.compile(r"^[+-]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?$")
_POINT_NUMBER = re.compile(r"^[+-]?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?(?:e[+-]?\d+)?$", re.IGNORECASE)


def is_absent(text: str) -> bool:
    """Whether the text says that there is no figure (blank, a dash)."""
    return text.strip().casefold() in _ABSENT


def is_suppressed(text: str) -> bool:
    """Whether the text hides a figure that exists (``<5``, ``..``)."""
    return bool(_SUPPRESSED.match(text.strip()))


def hidden_below(text: str) -> int | None:
    """The number that a hidden count lies below (5 of ``<5``); None where the text does not say (``..``)."""
    found = _SUPPRESSED.match(text.strip())
    return int(found[2]) if found and found[2] else None


def says_percent(text: str) -> bool:
    """Whether a figure is written with a per cent sign or word (``95,4 %``, ``80 pct.``)."""
    return bool(_PER_CENT.search(text))


def says_currency(text: str) -> bool:
    """Whether a figure is written with a currency (``-950,00 kr.``, ``DKK (300,00)``, ``100,-``)."""
    bare = text.translate(_SPACES)
    return bool(bare) and _without_currency(bare) != bare


@cache
def _currency() -> re.Pattern[str]:
    words = either("currencies")
    return re.compile(rf"^([+-]?)(?:{words})(?=[-+(]?\d)|(?<=[\d)-])(?:{words})$|(?<=\d),-$", re.IGNORECASE)


def _without_currency(bare: str) -> str:
    """A figure without the currency before or behind it; of scales (``1 mio. kr.``) no figure is left."""
    return _currency().sub(lambda found: found[1] or "", bare)


@cache
def _error_texts() -> frozenset[str]:
    return frozenset(cue_spellings("formula_errors"))


@cache
def _hedge() -> re.Pattern[str]:
    return re.compile(rf"^(?:{either('hedges')})\s+(?=[\d(\u2212\u2013-])", re.IGNORECASE)


def is_error_text(text: str) -> bool:
    """Whether the text is an error of a formula, in Danish or English, as a csv has it."""
    return text.strip().upper() in _error_texts()


def without_hedge(text: str) -> str:
    """The figure of ``ca. 300`` or ``min. 80 pct.``; other texts as they are."""
    return _hedge().sub("", text.strip())


def without_mark(text: str) -> str:
    """A text without the mark that refers to a note below the table (``BIF i alt*``, ``1.250\u00b9``)."""
    return _FOOTNOTE.sub("", text.strip()).strip()


def _bare(text: str) -> str:
    """The digits with a leading minus, without spaces, unit, note marks and typographic signs."""
    bare = _UNIT.sub("", _FOOTNOTE.sub("", text.strip()).translate(_SIGNS).translate(_SPACES))
    if not bare[:1].isdecimal() or not bare[-1:].isdecimal():
        bare = _without_currency(bare)
    if negative := _NEGATIVE.match(bare):
        bare = _without_currency(f"-{negative[1] or negative[2]}")
    return _UNIT.sub("", bare)


def decimal_of(texts: list[str]) -> Decimal:
    """Find a column's decimal sign from the values that leave no doubt.

    Args:
        texts: The column's texts.

    Returns:
        The sign, or ``UNKNOWN`` where no value tells, or where they contradict each other.
    """
    found = set()
    for text in texts:
        bare = _bare(text)
        comma, point = _COMMA_NUMBER.match(bare), _POINT_NUMBER.match(bare)
        if comma and not point:
            found.add(Decimal.COMMA)
        elif point and not comma:
            found.add(Decimal.POINT)
    return found.pop() if len(found) == 1 else Decimal.UNKNOWN


def parse_number(text: str, decimal: Decimal = Decimal.UNKNOWN) -> Number:
    """Read a number.

    Args:
        text: The text of a cell, for example ``1.472,5``, ``95,4 %``, ``(3,2)``, ``3,2-`` or ``12,4¹⁾``.
        decimal: The decimal sign of its column.

    Returns:
        The number.

    Raises:
        AmbiguousNumberError: ``1.472`` or ``1,472`` in a column whose decimal sign is unknown.
        NumberError: Not a number.
    """
    bare = _bare(text)
    if decimal is Decimal.UNKNOWN:
        if _THOUSANDS.match(bare):
            raise AmbiguousNumberError(text)
        decimal = Decimal.COMMA if _COMMA_NUMBER.match(bare) else Decimal.POINT
    pattern, thousands, point = (_COMMA_NUMBER, ".", ",") if decimal is Decimal.COMMA else (_POINT_NUMBER, ",", ".")
    if not pattern.match(bare):
        raise NumberError(text)
    digits = bare.replace(thousands, "").replace(point, ".")
    return Number(float(digits), plain=bool(_PLAIN[decimal].match(text.strip())), digits=digits)
