"""Numbers as people write them: text to a float, or an error that says what is wrong.

Decimal comma and decimal point are told apart by the column they stand in, never guessed from one value: ``1.472``
alone may be a thousand or a decimal, and says so.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto


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
    """

    value: float
    plain: bool


_SUPPRESSED = re.compile(r"^(<\s*\d+|\.{1,2}|…)$")
_ABSENT = frozenset({"", "-", "–", "—", "i/t", "n/a", "na"})
_SPACES = str.maketrans("", "", " \u00a0\u2009\u202f'")
_SIGNS = str.maketrans({"\u2212": "-", "–": "-"})
_PERCENT = re.compile(r"(%|pct\.?|procent)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"^-?[1-9]\d{0,2}[.,]\d{3}$")
_PLAIN = {
    Decimal.COMMA: re.compile(r"^-?\d+(?:,\d+)?$"),
    Decimal.POINT: re.compile(r"^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$", re.IGNORECASE),
}
_COMMA_NUMBER = re.compile(r"^-?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?$")
_POINT_NUMBER = re.compile(r"^-?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?(?:e[+-]?\d+)?$", re.IGNORECASE)


def is_absent(text: str) -> bool:
    """Whether the text says that there is no figure (blank, a dash)."""
    return text.strip().casefold() in _ABSENT


def is_suppressed(text: str) -> bool:
    """Whether the text hides a figure that exists (``<5``, ``..``)."""
    return bool(_SUPPRESSED.match(text.strip()))


def _bare(text: str) -> str:
    """The digits and signs, without spaces, percent sign and typographic minus."""
    return _PERCENT.sub("", text.strip().translate(_SIGNS).translate(_SPACES))


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
        text: The text of a cell, for example ``1.472,5`` or ``95,4 %``.
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
    value = float(bare.replace(thousands, "").replace(point, "."))
    return Number(value, plain=bool(_PLAIN[decimal].match(text.strip())))
