"""Texts that are a unit and nothing else."""

from collections.abc import Sequence
from functools import lru_cache

from schemas.codes import Unit
from schemas.lexicon.labels import FigureRole
from schemas.lexicon.match import TEXTS_KEPT, Match, rest_of, value_of
from schemas.tables import Goals
from schemas.words.vocabulary import LANGUAGES, text_key, words

_COUNTED = frozenset({Unit.COUNT, Unit.FULL_TIME})
"""The units of measures that are counted."""
_BEFORE_UNITS = (",", "(", " - ", " \u2013 ")


@lru_cache(maxsize=TEXTS_KEPT)
def unit_in(text: str) -> str | None:
    """The unit that a text is, and nothing else (``Unit: DKK``, ``(per cent)``); None where it is something else."""
    bare = text_key(text).strip(" ,;:()[]")
    while (shorter := rest_of(bare, "unit_leads").strip(" ()")) != bare:
        bare = shorter
    unit: str | None = value_of(bare, "unit_words")
    return unit or value_of(rest_of(bare, "total_words", Match.ENDS), "unit_words")


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


def figure_of(unit: str | None) -> FigureRole | None:
    """Which of a count and a share is the figure of a measure, by its unit; None where that tells nothing."""
    if unit == Unit.PCT:
        return FigureRole.SHARE
    return FigureRole.COUNT if unit in _COUNTED else None


def is_unit_title(title: str) -> bool:
    """Whether a column is headed as one of units."""
    return text_key(title) in {text_key(words(each).title(Goals, Goals.UNIT)) for each in LANGUAGES}
