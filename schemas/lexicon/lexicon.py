"""What texts of exports may say, by ``lexicon.toml``: words that are recognised, and that no user reads."""

from functools import cache
from typing import Any

from schemas.toml_data import data
from schemas.words.vocabulary import LANGUAGES, text_key

LEXICON = "lexicon/lexicon.toml"


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return data(LEXICON)


@cache
def cue_spellings(key: str) -> tuple[str, ...]:
    """The words under a key as they are written, of every language."""
    return tuple(dict.fromkeys(word for language in LANGUAGES for word in _entries()[key][language]))


@cache
def cue_words(key: str) -> tuple[str, ...]:
    """The words under a key as texts are compared, of every language."""
    return tuple(dict.fromkeys(map(text_key, cue_spellings(key))))


@cache
def cue_values(key: str) -> dict[str, Any]:
    """What each word under a key says (a factor, a unit, a number of months), the words as texts are compared."""
    return {text_key(word): said for language in LANGUAGES for word, said in _entries()[key][language].items()}


def is_total_word(text: str) -> bool:
    """Whether a text is a word for a total and nothing else: ``I alt``, ``Total:``; ``Drift i alt`` is a name."""
    return " ".join(text.split()).casefold().rstrip(" :") in set(cue_words("total_words"))
