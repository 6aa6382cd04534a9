"""Texts that say that figures stand in thousands, millions or the like, wherever in them they say it."""

import re
from functools import lru_cache

from schemas.lexicon.match import TEXTS_KEPT, Match, value_of, word_of
from schemas.words.vocabulary import text_key

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*$")
_BEFORE_SCALE = re.compile(r"(?:,|\si)$")
"""``Forbrug, mio. kr.``, ``Forbrug i mio. kr.``"""
_THOUSAND = r"1[. ,\u00a0]?000(?:[. ,\u00a0]?000)?(?![\d.,])"
_WORDS = (
    r"hundreder?|tusinde?r?|tus|tusen|tsd|thous|t\.?kr|tkr|kkr|[tkm]dkk|dkk[tkm]|[tkm]eur|[tkm]\u20ac|"
    r"t\.?kwh|mwh|gwh|mio|mill|mia|mld|mrd|mn|bn|million(?:er)?|milliard(?:er)?|hundreds?|thousands?|millions?|billions?"
)
_MARK = r"['\u2018\u2019\u00b4`]?"
_ZEROS = rf"(?<![\w.,]){_MARK}000{_MARK}s?(?![\w.,])|[x\u00d7*]\s*10(?:\^[36]|\u00b3|\u2076)"
"""``(000'S)``, ``in '000``, ``x 10^3``"""
_UNIT = r"(?=\s*(?:kr|dkk|kwh|timer|hours|pers|stk|enheder|units|\)|$))"
_SCALED = re.compile(
    rf"(?<![\w.,])(?:{_WORDS})(?!\w)|(?:^|[(:])\s*{_THOUSAND}{_UNIT}|\b(?:i|in|hele|med|by)\s+{_THOUSAND}"
    rf"|^[*x\u00d7]\s*{_THOUSAND}|{_ZEROS}"
)
"""``Tal i tusinde``, ``Enhed: 1.000 kWh``, ``(1.000 kr.)``, ``divideret med 1.000``; not ``de 1.000 ledige``."""


@lru_cache(maxsize=TEXTS_KEPT)
def scale_of(text: str) -> tuple[str, float]:
    """The label without its scale, and the factor: ``Forbrug (mio. kr.)`` is ``Forbrug`` and 1,000,000.

    A unit that scales nothing (``pct.``, ``kr.``) goes too, with the factor 1.
    """
    found = _IN_BRACKETS.search(text)
    unit = text_key(found[1]).removeprefix("i ").removeprefix("in ") if found else ""
    if found and (factor := value_of(unit, "scales")) is not None:
        return text[: found.start()].strip(), factor
    factor = value_of(text, "scales", Match.ENDS)
    if factor in {None, 1}:
        return text, 1.0
    end = len(f" {word_of(text, 'scales', Match.ENDS)}")
    return _BEFORE_SCALE.sub("", text[: len(text.rstrip()) - end].rstrip()).strip(), factor


def is_scale(text: str) -> bool:
    """Whether a text is a scale and nothing else (``DKK 1,000``)."""
    return value_of(text, "scales") not in {None, 1}


def holds_scale(text: str) -> bool:
    """Whether a text says a scale, with whatever words around it."""
    return _SCALED.search(text_key(text)) is not None


def says_scale(text: str) -> bool:
    """Whether a text says that figures stand in thousands or the like, or ends as a label with its scale does."""
    return holds_scale(text) or scale_of(text)[1] != 1
