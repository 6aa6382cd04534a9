"""Texts in lines that fit a width, without a font at hand: measured by a wide typeface, so that others fit too."""

import re

_WORDS = re.compile(r"(\s*)([^\s/]*/|[^\s/]+)")
"""Words with the gap before them; a line may break after a slash too."""
_WIDE = 0.99
_EMS = {"ijlIJ.,':;!|/ ": 0.34, "ft()[]-r": 0.41, "cszkvxyLF\u2013\u2022": 0.58, "wmMW%@●○": _WIDE}
"""Widths as parts of the letters' size, after DejaVu Sans, which is wider than most."""
_CAPITAL, _USUAL = 0.78, 0.635
_BOLD = 1.125
_AE = (0xE6, 0xC6)  # one sign as wide as two
_EM = {sign: width for signs, width in _EMS.items() for sign in signs} | {chr(sign): _WIDE for sign in _AE}


def _width(sign: str) -> float:
    return _EM.get(sign, _CAPITAL if sign.isupper() else _USUAL)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """About how wide a text is, in points; rather too wide than too narrow.

    Args:
        text: The text, of one line.
        size: The size of its letters in points.
        bold: Whether they are bold.
    """
    return sum(map(_width, text)) * size * (_BOLD if bold else 1)


def wrapped(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """A text in lines; a word that is wider than a line is broken, so that nothing is cut.

    Args:
        text: The text; its own line breaks stay.
        width: The width of a line in points.
        size: The size of its letters in points.
        bold: Whether they are bold.
    """
    return tuple(line for part in text.splitlines() for line in _lines(part, width, size, bold))


def _lines(text: str, width: float, size: float, bold: bool) -> list[str]:
    lines = [""]
    for gap, word in _WORDS.findall(text):
        longer = lines[-1] + (" " if gap and lines[-1] else "") + word
        if text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, width, size, bold)
    return [line for line in lines if line]


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and text_width(pieces[-1] + sign, size, bold) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces
