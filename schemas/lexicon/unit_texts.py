"""Texts that are a unit and nothing else."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from schemas.codes import Unit
from schemas.lexicon.labels import label_key
from schemas.lexicon.lexicon import cue_values, cue_words
from schemas.tables import Goals
from schemas.words.vocabulary import LANGUAGES, text_key, words

COUNTED = frozenset({Unit.COUNT, Unit.FULL_TIME})
"""The units of measures that are counted."""
_BEFORE_UNITS = (",", "(", " - ", " \u2013 ")


@cache
def _units() -> Mapping[str, str]:
    """Word -> unit: one of the measures' units, or another."""
    return cue_values("unit_words")


@cache
def _lead() -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(cue_words("unit_leads"), key=len, reverse=True))
    return re.compile(rf"^(?:{either})\s*:?\s+")


@cache
def _total() -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(cue_words("total_words"), key=len, reverse=True))
    return re.compile(rf"\s+(?:{either})$")


def unit_in(text: str) -> str | None:
    """The unit that a text is, and nothing else (``Unit: DKK``, ``(per cent)``); None where it is something else."""
    bare = text_key(text).strip(" ,;:()[]")
    while (shorter := _lead().sub("", bare).strip(" ()")) != bare:
        bare = shorter
    return _units().get(label_key(bare)) or _units().get(label_key(_total().sub("", bare)))


def without_unit(text: str) -> tuple[str, str]:
    """A text without the unit at its end, and that unit (``Long-term unemployed, number``); or the text, and empty.

    Args:
        text: For example a title. Only what a comma, a dash or a bracket sets apart is a unit of it.
    """
    for mark in _BEFORE_UNITS:
        rest, found, last = text.rstrip(" )").rpartition(mark)
        if found and rest.strip() and unit_in(last) is not None:
            return rest.rstrip(), last.strip()
    return text, ""


def count_and_share(texts: Sequence[str]) -> tuple[int, int] | None:
    """Where the one text for counts and the one for shares stand; None where there are not these two."""
    units = [unit_in(text) for text in texts]
    if units.count(Unit.COUNT) != 1 or units.count(Unit.PCT) != 1:
        return None
    return units.index(Unit.COUNT), units.index(Unit.PCT)


def is_unit_title(title: str) -> bool:
    """Whether a column is headed as one of units."""
    return text_key(title) in {text_key(words(each).title(Goals, Goals.UNIT)) for each in LANGUAGES}
