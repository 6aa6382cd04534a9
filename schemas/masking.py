"""Personal numbers (CPR) in a text: found, and taken out of what is shown."""

import re
from collections.abc import Iterator
from datetime import date

JOINT = "(?:[ \u00a0]?[-\u2010-\u2015\u2212][ \u00a0]?|[ \u00a0\u202f])?"
"""What stands between a birthday and its number: a hyphen of any kind, or a space."""
_CPR = re.compile(rf"(?<!\d)(?<!\d[.,])(\d{{2}})(\d{{2}})(\d{{2}}){JOINT}(\d{{4}})(?!\d)(?![.,](?!0(?!\d))\d)")
_WITHOUT_ZERO = re.compile(r"\s*\d{9}\s*")
_DIGITS = 10  # a spreadsheet drops the leading zero of a number
_LEAP_YEAR = 2000  # a two-digit year tells no century; 29 February is taken for a date
MASK = "XXXXXX-XXXX"


class Amount(str):
    """A detail of a finding that is known to be a figure, in which ten digits are an amount."""

    __slots__ = ()


def cpr_matches(text: str) -> Iterator[re.Match[str]]:
    """Each place of a text with ten digits, with or without hyphen, whose first six are a date, in groups of digits."""
    return (match for match in _CPR.finditer(text) if _is_date(match))


def holds_cpr(text: str, number: bool = False) -> bool:
    """Whether a text holds ten digits, with or without hyphen, whose first six are a date.

    Args:
        text: The text.
        number: It comes from a cell with a number, whose leading zero is not there.
    """
    return next(cpr_matches(text.zfill(_DIGITS) if number else text), None) is not None


def masked(text: str) -> str:
    """A text with each personal number replaced by a sign for one; figures that look like one go too."""
    if isinstance(text, Amount):
        return text
    if _WITHOUT_ZERO.fullmatch(text) and holds_cpr(text.strip(), number=True):
        return MASK
    return _CPR.sub(lambda match: MASK if _is_date(match) else match[0], text)


def _is_date(match: re.Match[str]) -> bool:
    day, month = int(match[1]), int(match[2])
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
