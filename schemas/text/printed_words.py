"""A contract's sentence as tokens: figures with their units, periods, and the words that say what they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from schemas.codes import Unit
from schemas.text.period_patterns import MONTH_NAMES
from schemas.text.periods import Period, PeriodError, parse_period
from schemas.text.values import Decimal, NumberError, decimal_of, parse_number
from schemas.toml_data import data

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_NUMBER = r"[-+\u2212\u2013]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_BAND = re.compile(rf"(?<![\w.,/])({_NUMBER})\s?[-\u2013\u2212]\s?({_NUMBER})(?![\w.,]*\d)")
_FIGURE = re.compile(rf"(?<![\w.,/])({_NUMBER})(?!\w|[.,/]\d)")
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*\.?")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_STOP = re.compile(r"[.;:]\s")
_TIMES = frozenset({Unit.DAYS, Unit.MONTHS})
_LONGEST = 2_000
"""Letters of a goal's text that are read; a longer one is a page, and no sentence."""
OTHER = "other"
"""A unit that no goal has: weeks, years, millions."""


@dataclass(frozen=True)
class Token:
    """A piece of a sentence.

    Args:
        kind: ``figure``, ``band``, ``described`` (a figure that is no target: an age, a duration), ``period``,
            ``word``, ``stop``, or the key of a word that says something (``MIN``, ``DOWN``).
        text: As it stands.
        value: The figure; None where it can be read in two ways.
        upper: The upper bound of a band.
        unit: The figure's unit; empty where none stands beside it.
        period: The period.
    """

    kind: str
    text: str
    value: float | None = None
    upper: float | None = None
    unit: str = ""
    period: Period | None = None


@cache
def lexicon(key: str) -> dict[str, tuple[str, ...]]:
    """The words under a key of the contract's lexicon."""
    return {name: tuple(words) for name, words in data("lexicon/contract.toml")[key].items()}


def plain_text(text: str) -> str:
    """A text on one line, without the markup that a page or an export left in it."""
    return " ".join(_MARKUP.sub(" ", text).replace("\u00a0", " ").split())


def decimal_in(texts: Iterable[str]) -> Decimal:
    """The decimal sign of a document, by the figures that leave no doubt."""
    return decimal_of([found[1] for text in texts for found in _FIGURE.finditer(text)])


def tokens(text: str, decimal: Decimal) -> list[Token]:
    """A sentence in pieces.

    Args:
        text: The sentence.
        decimal: The decimal sign of the document.
    """
    told = list(_pieces(plain_text(text)[:_LONGEST], decimal))
    return [_described(told, at) if each.kind == "figure" else each for at, each in enumerate(told)]


def _pieces(text: str, decimal: Decimal) -> Iterator[Token]:
    at = 0
    while at < len(text):
        token, end = _piece(text, at, decimal)
        if token is not None:
            yield token
        at = end


def _piece(text: str, at: int, decimal: Decimal) -> tuple[Token | None, int]:
    """The piece that begins at a place (None for a sign between words), and where the next one may begin."""
    if found := _phrases().match(text, at):
        return Token(_kind_of(found[0]), found[0]), found.end()
    if found := _periods().match(text, at):
        period = _period(found[0])
        if period is not None:
            return Token("period", found[0], period=period), found.end()
    if found := _BAND.match(text, at):
        low, high = (_value(part, decimal) for part in found.groups())
        unit, end = _unit(text, found.end())
        return Token("band", text[at:end], low, high, unit), end
    if found := _FIGURE.match(text, at):
        # A unit may stand before a figure as well; then nothing tells what the figure is of.
        unit, end = _unit(text, found.end())
        return Token("figure", text[at:end], _value(found[1], decimal), unit=unit), end
    if found := _WORD.match(text, at):
        return Token("word", found[0]), found.end()
    if found := _STOP.match(text, at):
        return Token("stop", found[0]), found.end()
    return None, at + 1


def _value(written: str, decimal: Decimal) -> float | None:
    try:
        return parse_number(written, decimal).value
    except NumberError:
        return None


def _described(told: list[Token], at: int) -> Token:
    """A figure, or that it only describes something: a question's number, an age, how long people have been out."""
    token = told[at]
    before = [each.text.casefold() for each in told[max(0, at - 2) : at]]
    hedged = before[:-1] if before and told[at - 1].kind in {"MIN", "MAX"} else before
    after = told[at + 1].text.casefold() if at + 1 < len(told) else ""
    known = lexicon("described")
    lead, last = hedged[-1] if hedged else "", before[-1] if before else ""
    time_words = {word for unit in _TIMES for word in lexicon("units")[unit]}
    is_named = last in known["named"]
    is_time = token.unit in _TIMES and (lead in known["before"] or after in known["after"])
    if is_time and any(each.kind in {"DOWN", "UP"} for each in told[max(0, at - 3) : at]):
        return token  # down by two days
    is_of_time = not token.unit and (last in time_words or after in known["after"])
    if token.unit == OTHER or is_named or is_time or is_of_time:
        return Token("described", token.text, token.value, unit=token.unit)
    return token


def _alternatives(words: Iterable[str]) -> str:
    """Words as a pattern, the longest first; a star stands for the rest of a word, or for its beginning."""
    made = []
    for word in sorted(words, key=len, reverse=True):
        bare = re.escape(word.strip("*"))
        begin = r"\w*" if word.startswith("*") else r"(?<!\w)" if word[:1].isalnum() else ""
        end = r"\w*" if word.endswith("*") else r"(?!\w)" if word[-1:].isalnum() else ""
        made.append(f"{begin}{bare}{end}")
    return "|".join(made)


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(_alternatives(word for words in lexicon("tokens").values() for word in words), re.IGNORECASE)


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    by_word = [(word, kind) for kind, words in lexicon("tokens").items() for word in words]
    ordered = sorted(by_word, key=lambda pair: len(pair[0]), reverse=True)
    return tuple((kind, re.compile(_alternatives([word]), re.IGNORECASE)) for word, kind in ordered)


def _kind_of(phrase: str) -> str:
    return next(kind for kind, pattern in _kinds() if pattern.fullmatch(phrase))


@cache
def _units() -> tuple[tuple[str, re.Pattern[str]], ...]:
    by_word = [(word, unit) for unit, words in lexicon("units").items() for word in words]
    ordered = sorted(by_word, key=lambda pair: len(pair[0]), reverse=True)
    return tuple((unit, re.compile(rf"\s?(?:{_unit_pattern(word)})", re.IGNORECASE)) for word, unit in ordered)


def _unit_pattern(word: str) -> str:
    begin = r"\w+" if word.startswith("*") else ""
    end = r"\w*" if word.endswith("*") else "" if word[-1:] in "%." else r"(?!\w)"
    return begin + re.escape(word.strip("*")) + end


def _unit(text: str, at: int) -> tuple[str, int]:
    """The unit that stands at a place, and where it ends; nothing and the place itself where none does."""
    for unit, pattern in _units():
        if found := pattern.match(text, at):
            return unit, found.end()
    return "", at


@cache
def _periods() -> re.Pattern[str]:
    known = lexicon("periods")
    edge, ends, parts = (_alternatives(known[key]) for key in ("edges", "ends", "parts"))
    months = _alternatives(MONTH_NAMES)
    year = r"(?:19|20)\d\d(?![\d.,]*\d)"
    return re.compile(
        rf"(?<![\w.,])(?:(?:{edge}|{ends})\s*)?(?:(?:{months}|[1-4]\.\s?(?:{parts}))\s+)?{year}", re.IGNORECASE
    )


def _period(text: str) -> Period | None:
    ends = re.compile(rf"^(?:{_alternatives(lexicon('periods')['ends'])})\s*", re.IGNORECASE)
    at_end = ends.sub(f"{lexicon('periods')['edges'][-1]} ", text)
    try:
        return parse_period(at_end)
    except PeriodError:
        return None


def is_contract_year(text: str) -> bool:
    """Whether a text is a year that a contract may be of, with a year before it to compare with."""
    bare = text.strip()
    try:
        return bool(_YEAR.match(bare)) and parse_period(str(int(bare) - 1)).year < parse_period(bare).year
    except PeriodError:
        return False


def said_yes(text: str) -> bool:
    """Whether a target is that something is done."""
    return plain_text(text).casefold().rstrip(".") in lexicon("yes")["words"]


def names_share(text: str) -> bool:
    """Whether a title is about a part of a whole, so that a percentage beside it is no change."""
    return bool(_shares().search(plain_text(text)))


@cache
def _shares() -> re.Pattern[str]:
    return re.compile("|".join(_unit_pattern(word) for word in lexicon("shares")["words"]), re.IGNORECASE)


def is_kind(token: Token | None, *kinds: str) -> bool:
    """Whether there is a token, and it is of one of these kinds."""
    return token is not None and token.kind in kinds


def token_at(told: list[Token], at: int) -> Any:
    """The token at a place, or None beyond the ends."""
    return told[at] if 0 <= at < len(told) else None
