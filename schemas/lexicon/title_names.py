"""The names in the lines around a table: what is left of them without what they say of time and of the table's make."""

import re
from collections.abc import Iterator
from functools import cache

from schemas.cells import Cell, CellKind
from schemas.lexicon.labels import FigureRole, Labels
from schemas.lexicon.lexicon import either
from schemas.lexicon.match import label_key, rest_of, says
from schemas.lexicon.unit_texts import unit_in, without_unit
from schemas.tables import Observations
from schemas.text.periods import ANY_YEAR, is_period
from schemas.thresholds import MOST_PERIOD_WORDS, MOST_TITLE_LETTERS, MOST_TITLE_WORDS
from schemas.words.vocabulary import headers

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,3}[.):])\s+"
"""``1. ``, ``2) ``, ``1.3 ``"""
_EDGES = " ,;:-\u2013("


def names_in(title: str, labels: Labels) -> list[str]:
    """The texts of a title that may be a name: whole, beside a colon, and without its number and its end.

    Args:
        title: The title (``Table 2. Interviews by centre, January-June 2008``).
        labels: What is known. What stands on the other side of a colon must be known too, or else it may say that the
            figures are of something narrower (``Women: interviews``).
    """
    if len(title) > MOST_TITLE_LETTERS or len(title.split()) > MOST_TITLE_WORDS:
        return [title.strip()]
    bare = _without_number(title.strip())
    found = [*dict.fromkeys([title, bare]), *_beside_colon(bare, labels)]
    for text in tuple(found):
        found += _without_ends(text)
    return [text for text in dict.fromkeys(each.strip() for each in found) if text]


def _beside_colon(title: str, labels: Labels) -> Iterator[str]:
    first, colon, rest = title.partition(":")
    if colon and _adds_nothing(first, labels):
        yield rest
    before, colon, last = title.rpartition(":")
    if colon and _adds_nothing(last, labels):
        yield before


def _adds_nothing(text: str, labels: Labels) -> bool:
    """Whether a part of a title is understood, and is not that its figures are no results (``Change: interviews``)."""
    ends = [text, *_without_ends(text)]
    is_header = label_key(text) in headers(Observations)  # ``Goal: interviews``
    return is_understood(text, labels) and (is_header or all(labels.part(each) != FigureRole.IGNORE for each in ends))


def is_understood(text: str, labels: Labels) -> bool:
    """Whether a part of a title says nothing that narrows its figures: a header, a name, a period, ``Report``."""
    label = label_key(text)
    return (
        not label
        or says(text, "neutral_titles")
        or label in headers(Observations)
        or _is_numbered(label)
        or is_when(label)
        or unit_in(label) is not None
        or bool(labels.meanings(Cell(CellKind.TEXT, text.strip())))
    )


def _is_numbered(label: str) -> bool:
    """Whether a label is a word for tables or goals with a number (``table 3``, ``goal 4b``)."""
    return re.fullmatch(rf"(?:{either('numbered_words')}) [\d.]{{1,6}}[a-z]?", label) is not None


def _without_number(title: str) -> str:
    """A title without the number before it (``Table 2. Interviews``)."""
    return re.sub(rf"^(?:(?:{either('numbered_words')})\s+)?{_NUMBER}", "", title, count=1, flags=re.IGNORECASE)


def _without_ends(text: str) -> Iterator[str]:
    """A text without periods and words of the table's make at its end, one after the other."""
    for _ in range(MOST_PERIOD_WORDS):
        shorter = _without_end(text)
        if shorter == text or not shorter:
            return
        yield shorter
        text = shorter


def _without_end(text: str) -> str:
    if tail := _tails().search(text):
        return text[: tail.start()].rstrip(_EDGES)
    rest, unit = without_unit(text)
    if unit:
        return rest.rstrip(_EDGES)
    tokens = text.split()
    for start in range(max(1, len(tokens) - MOST_PERIOD_WORDS), len(tokens)):
        if is_when(" ".join(tokens[start:])):
            return " ".join(tokens[:start]).rstrip(_EDGES)
    return text


@cache
def _tails() -> re.Pattern[str]:
    """What ends of titles say of a table's make (``by centre``, ``per month``, ``per cent``)."""
    return re.compile(rf"[\s,;(\u2013-]+(?:{either('title_tails')})\)?$", re.IGNORECASE)


def is_when(text: str) -> bool:
    """Whether a text is a period, or goes from one to another (``January-March 2009``)."""
    bare = text.strip(" ()")
    if is_period(bare):
        return True  # before its first word is taken off: ``I kvartal`` is one
    if says(bare, "when_words"):
        return is_when(rest_of(bare, "when_words"))
    ends = [each for each in _joint().split(bare) if each]
    return len(ends) == 2 and is_period(ends[0], ANY_YEAR) and is_period(ends[1])  # noqa: PLR2004


@cache
def _joint() -> re.Pattern[str]:
    """What stands between the ends of a span of time (``January to March``)."""
    return re.compile(rf"\s*(?:-|\u2013|\s(?:{either('span_joints')})\s)\s*")


def without_measure(text: str, labels: Labels) -> str:
    """A title without the name of a measure in it."""
    named = [name for name in names_in(text, labels) if labels.measure(name) is not None]
    return text.replace(max(named, key=len), "") if named else text
