"""What a text says: the words of ``lexicon.toml`` that it holds, each class compared as its own lines there tell."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from schemas.lexicon.lexicon import cue_class, cue_values, cue_words
from schemas.text.values import without_mark
from schemas.words.vocabulary import text_key

TEXTS_KEPT = 1 << 16
"""Texts whose meaning is kept: a sheet is looked at several times, and its labels repeat."""
_NUMBERED_NOTE = re.compile(r"(?:\[\d{1,2}\]|\(\d{1,2}\)|(?<=\s)\d{1,2}\))$")
_MARK = 6


class Match(StrEnum):
    """How a text holds a word; what each means stands at the head of ``lexicon.toml``."""

    EQUAL = "equal"
    STARTS = "starts"
    FIRST_WORDS = "first words"
    LEADS = "leads"
    ENDS = "ends"
    WORD_STEM = "word stem"
    WHOLE_WORD = "whole word"
    WITHIN = "within"
    PATTERN = "pattern"


_AROUND: Mapping[Match, tuple[str, str]] = {
    Match.STARTS: ("^", ""),
    Match.FIRST_WORDS: ("^", r"(?!\w)"),
    Match.LEADS: ("^", r"[ :]+(?=\S)"),
    Match.ENDS: (r"\s+", "$"),
    Match.WORD_STEM: (r"(?<!\w)", ""),
    Match.WHOLE_WORD: (r"(?<!\w)", r"(?!\w)"),
    Match.WITHIN: ("", ""),
}
"""What stands before and behind a word; ``equal`` needs no pattern, and ``pattern`` has one of its own in code."""
_AT_ONE_END = frozenset({Match.STARTS, Match.FIRST_WORDS, Match.LEADS, Match.ENDS})
"""There the longest word counts; anywhere else it is the first of its class."""


@lru_cache(maxsize=TEXTS_KEPT)
def label_key(text: str) -> str:
    """A label as it is compared: without marks of notes, a closing colon, letter case and further spaces."""
    bare = without_mark(text)
    if bare.endswith((")", "]")):
        bare = bare[:-_MARK] + _NUMBERED_NOTE.sub("", bare[-_MARK:])
    return text_key(bare.rstrip(" :"))


_FORMS: Mapping[str, Callable[[str], str]] = {"text": text_key, "label": label_key}


class _Rule(NamedTuple):
    """How texts are compared with a class.

    Args:
        form: What is compared of a text.
        how: How it holds a word.
        words: The class's words, in the order in which they count.
        may: Whether a text can hold one at all: quick, for most hold none.
    """

    form: Callable[[str], str]
    how: Match
    words: Sequence[str]
    may: Callable[[str], bool]


@cache
def _rule(key: str, how: Match | None) -> _Rule:
    own = Match(cue_class(key).get("match", Match.EQUAL))
    form = _FORMS[cue_class(key).get("form", "label" if own is Match.EQUAL else "text")]
    how, words = how or own, cue_words(key)
    if how is Match.EQUAL:
        return _Rule(form, how, words, frozenset(words).__contains__)
    if how not in _AT_ONE_END:
        return _Rule(form, how, words, bool)
    longest = tuple(sorted(words, key=len, reverse=True))
    stands = str.endswith if how is Match.ENDS else str.startswith
    return _Rule(form, how, longest, lambda bare: stands(bare, longest))


@cache
def _pattern(word: str, key: str, how: Match) -> re.Pattern[str]:
    before, behind = _AROUND[how]
    denials = cue_words(cue_class(key)["not_after"]) if "not_after" in cue_class(key) else ()
    denied = "".join(rf"(?<!\b{re.escape(denial)} )" for denial in denials)
    return re.compile(f"{before}{denied}{re.escape(word)}{behind}")


@lru_cache(maxsize=TEXTS_KEPT)
def _held(bare: str, key: str, how: Match) -> Sequence[str]:
    here = [word for word in _rule(key, how).words if word in bare]
    return tuple(word for word in here if _pattern(word, key, how).search(bare)) if here else ()


def words_of(text: str, key: str, how: Match | None = None) -> Sequence[str]:
    """All words of a class that a text says, as texts are compared; none where it says none.

    Args:
        text: A label, a title or a line, as it stands.
        key: The class.
        how: How the text holds them, where that is not how the class says.
    """
    rule = _rule(key, how)
    bare = rule.form(text)
    if not rule.may(bare):
        return ()
    return (bare,) if rule.how is Match.EQUAL else _held(bare, key, rule.how)


def word_of(text: str, key: str, how: Match | None = None) -> str:
    """The word of a class that a text says, the first where it says several; empty where it says none."""
    found = words_of(text, key, how)
    return found[0] if found else ""


def says(text: str, key: str, how: Match | None = None) -> bool:
    """Whether a text says a word of a class."""
    return bool(words_of(text, key, how))


def values_of(text: str, key: str, how: Match | None = None) -> list[Any]:
    """What the words mean that a text says (factors, units, numbers of months)."""
    return [cue_values(key)[word] for word in words_of(text, key, how)]


def value_of(text: str, key: str, how: Match | None = None) -> Any:
    """What the word means that a text says, the first where it says several; None where it says none."""
    word = word_of(text, key, how)
    return cue_values(key)[word] if word else None


def rest_of(text: str, key: str, how: Match | None = None) -> str:
    """What is left of a text, as it is compared, without the word that it begins or ends with (``Unit: DKK``)."""
    rule, word = _rule(key, how), word_of(text, key, how)
    bare = rule.form(text)
    return _pattern(word, key, rule.how).sub("", bare, count=1) if word else bare
