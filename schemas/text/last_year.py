"""The note of a goal that came along from the year before: its target is that year's until somebody decides it."""

import re
from functools import lru_cache

from schemas.words.vocabulary import LANGUAGES, Words, words

_YEAR = r"\d{4}"
_ANY = "YEAR"
"""Stands for a year in the text that the pattern is made of."""


def last_years_target(year: int, language: Words) -> str:
    """That a target is the year before's.

    Args:
        year: The contract year.
        language: The language.
    """
    return language.text("target_of_last_year", last=year - 1, year=year)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    texts = (words(language).text("target_of_last_year", last=_ANY, year=_ANY) for language in LANGUAGES)
    return re.compile("|".join(re.escape(text).replace(_ANY, _YEAR) for text in texts), re.IGNORECASE)


def is_last_years(note: str) -> bool:
    """Whether a note says that its goal's target is the year before's."""
    return _pattern().search(note) is not None


def without_last_year(note: str) -> str:
    """A note without that."""
    return " ".join(_pattern().sub(" ", note).split())
