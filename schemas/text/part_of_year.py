"""Whether a goal's own words say that its target is of a part of the year, or that nobody can tell of which.

Source: the notes below tables 2, 11, 13, 16 and 17 of the half-year report of 2008.
"""

import re

_PART = r"(?:kvartal|halvår|half[ -]?year|quarter)"
_NTH = r"(?:[1-4]\.|første|andet|anden|tredje|fjerde|1st|2nd|3rd|4th|first|second|third|fourth)"
_NAMED = re.compile(rf"\b{_NTH}\s*{_PART}|\b[qh][1-4]\b", re.IGNORECASE)
_TARGET = re.compile(
    rf"\b(?:måltallet|target)\s+(?:er|is)\s+(?:[^\W\d]+\s+){{0,3}}?(?:{_NTH}\s*)?{_PART}(?!\w*\s+\d{{4}})",
    re.IGNORECASE,
)
"""The target itself, not the baseline that it is worked out of: ``25 pct. fald i forhold til 4. kvartal 2007``."""
_UNKNOWN = re.compile(
    r"\b(?:måltal|target)[^.!?]*\b(?:kan\s+ikke\s+ses|vides\s+ikke|er\s+uvist|er\s+uklart|fremgår\s+ikke|"
    r"cannot\s+be\s+seen|is\s+not\s+known|is\s+unknown|is\s+unclear)\b",
    re.IGNORECASE,
)


def is_of_part(title: str, note: str) -> bool:
    """Whether a target is of a quarter or a half-year, as the goal's title or its note says.

    Args:
        title: The goal's title: ``Nye virksomhedspraktikker, første halvår``.
        note: Its note: ``Måltallet er 2. kvartals.``
    """
    return _NAMED.search(title) is not None or _TARGET.search(note) is not None


def is_of_unknown_part(note: str) -> bool:
    """Whether a note says that it is not known of which part of the year the target is.

    Args:
        note: ``Om måltallet er kvartalets eller årets, kan ikke ses.``
    """
    return _UNKNOWN.search(note) is not None
