"""Whether a name resembles one of ours: a misspelt name must not be passed over as somebody else's.

Generous on purpose: a name that is taken for a misspelling is asked about; one that is taken for another's is left out.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from schemas.lexicon.match import says
from schemas.thresholds import HALF, LONG_WORD_LETTERS, MOST_LOOKED_AT, MOST_NAME_LETTERS, NAMES_ALIKE, WORDS_ALIKE

_WORDS = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FOLDED = {0xE6: "ae", 0xF8: "oe", 0xE5: "aa", 0xE4: "ae", 0xF6: "oe", ord("_"): " "}
"""Letters as codes spell them: a measure's code is its name without Danish letters."""


class Resemblance:
    """What resembles one of some names.

    Args:
        names: The names that are known, as labels are compared.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {folded: _words(folded) for name in names if (folded := _folded(name))}
        self._every = frozenset(word for words in self._names.values() for word in words)
        self._told: dict[str, bool] = {}

    def of(self, text: str) -> bool:
        """Whether a text resembles one of the names."""
        name = _folded(text)
        if name not in self._told:
            self._told[name] = self._resembles(name)
        return self._told[name]

    def _resembles(self, name: str) -> bool:
        if not name or name in self._names:
            return bool(name)
        words = _words(name)
        if len(name) > MOST_NAME_LETTERS:
            return False
        is_looked_at = len(self._told) < MOST_LOOKED_AT
        found = {word: self._alike(word) if is_looked_at else {word} & self._every for word in words}
        for known, of_known in self._names.items():
            if is_looked_at and _are_alike(name, known):
                return True
            shared = sum(not found[word].isdisjoint(of_known) for word in words)
            if shared and shared >= HALF * min(len(words), len(of_known)):
                return True
        return False

    def _alike(self, word: str) -> set[str]:
        """The words of our names that a word may be."""
        if word in self._every:
            return {word}
        return {each for each in self._every if _is_part_of(word, each) or _ratio(word, each, WORDS_ALIKE)}


def _are_alike(one: str, other: str) -> bool:
    """Whether two names are the same but for some letters; of numbers, but for zeros before them."""
    if one.isdecimal() and other.isdecimal():
        return one.lstrip("0") == other.lstrip("0") or _ratio(one, other, NAMES_ALIKE)
    if one.isdecimal() or other.isdecimal():
        return False
    return _ratio(one, other, NAMES_ALIKE) and _ratio(_bare(one), _bare(other), NAMES_ALIKE)


def _ratio(one: str, other: str, least: float) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


def _is_part_of(one: str, other: str) -> bool:
    """Whether one word is the beginning of the other (``klage``, ``klager``), or its end (``virksomhedspraktik``)."""
    short, long = sorted((one, other), key=len)
    return len(short) >= LONG_WORD_LETTERS and (long.startswith(short) or long.endswith(short))


def _folded(text: str) -> str:
    bare = _BRACKETS.sub(" ", text) if _BRACKETS.sub(" ", text).strip() else text
    return " ".join(bare.casefold().translate(_FOLDED).split())


def _bare(name: str) -> str:
    """A name without the words that many names share; the whole where it has no others."""
    return " ".join(word for word in _WORDS.findall(name) if not says(word, "idle_words")) or name


def _words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(_WORDS.findall(_bare(name)))
