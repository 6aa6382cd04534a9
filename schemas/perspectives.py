"""The four perspectives of the strategy map, by the words for them.

Source: contract 2011, appendix 1.
"""

from functools import lru_cache

from schemas.frames import is_missing
from schemas.words.vocabulary import LANGUAGES, Words, text_key, words

PERSPECTIVES = 4


def perspective_names(language: Words) -> tuple[str, ...]:
    """The perspectives' names in a language, from the top of the map."""
    return tuple(language.text(f"perspective_{number + 1}") for number in range(PERSPECTIVES))


def perspective_of(text: object) -> int | None:
    """Which perspective a text names, from 0 at the top, in whichever language; None for none of the four."""
    return None if is_missing(text) else _known().get(_key(str(text)))


@lru_cache(maxsize=1)
def _known() -> dict[str, int]:
    return {_key(name): at for each in LANGUAGES for at, name in enumerate(perspective_names(words(each)))}


def _key(text: str) -> str:
    return text_key(text).replace(" ", "")
