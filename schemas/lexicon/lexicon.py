"""What texts of exports may say, by ``lexicon.toml``: words that are recognised, and that no user reads."""

import re
from functools import cache
from typing import Any

from schemas.toml_data import data
from schemas.words.vocabulary import LANGUAGES, text_key

LEXICON = "lexicon/lexicon.toml"


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return data(LEXICON)


def cue_class(key: str) -> dict[str, Any]:
    """All that stands under a key: its words by language, and how texts are compared with them."""
    return _entries()[key]


@cache
def cue_spellings(key: str) -> tuple[str, ...]:
    """The words under a key as they are written, of every language."""
    return tuple(dict.fromkeys(word for language in LANGUAGES for word in cue_class(key)[language]))


@cache
def cue_words(key: str) -> tuple[str, ...]:
    """The words under a key as texts are compared, of every language."""
    return tuple(dict.fromkeys(map(text_key, cue_spellings(key))))


@cache
def cue_values(key: str) -> dict[str, Any]:
    """What each word under a key says (a factor, a unit, a number of months), the words as texts are compared."""
    return {text_key(word): said for language in LANGUAGES for word, said in cue_class(key)[language].items()}


@cache
def either(key: str) -> str:
    """The words under a key as a piece of a pattern, the longest first: for what stands among figures and dates."""
    return "|".join(re.escape(word) for word in sorted(cue_words(key), key=len, reverse=True))
