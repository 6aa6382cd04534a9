"""Titles of columns of budget lines in exports: which field they head, and of how many months their amounts are."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from schemas.fields import Field
from schemas.lexicon.lexicon import cue_words
from schemas.lexicon.match import Match, says, word_of
from schemas.lexicon.scale_texts import scale_of
from schemas.profiles.export_profile import LEFT_OUT
from schemas.tables import BudgetLines
from schemas.text.periods import ANY_YEAR, is_period, is_span
from schemas.text.values import without_mark
from schemas.thresholds import MOST_PERIOD_WORDS
from schemas.words.vocabulary import headers, text_key

_FIELDS = {
    BudgetLines.BUDGET: "budget_titles",
    BudgetLines.ACTUAL: "actual_titles",
    BudgetLines.FORECAST: "year_forecast_titles",
}
_YEAR = re.compile(r"(?:19|20)\d{2}")
_EDGES = " ,:;-\u2013()[]"


class Reach(StrEnum):
    """Of which months the amounts of a column are; the values are what a profile says of its budgets."""

    MONTH = "month"
    """The row's own."""
    TO_DATE = "to_date"
    """All since the year began."""
    YEAR = "year"
    """The whole year's, in each row."""


@dataclass(frozen=True)
class BudgetTitle:
    """What a title of a column of amounts says.

    Args:
        field: The field it heads.
        reach: Of which months its amounts are, as far as it says.
        rank: How soon it is taken where several head the field: the least first.
    """

    field: Field
    reach: Reach
    rank: int


@lru_cache(maxsize=1 << 12)
def budget_title(title: str) -> BudgetTitle | None:
    """What a title says of a column of amounts; None where it heads none (``Rest``)."""
    bare = text_key(without_mark(scale_of(without_mark(title))[0]))
    if not bare or len(bare.split()) > MOST_PERIOD_WORDS:
        return None
    if found := _field(bare):
        return BudgetTitle(found[0], Reach.MONTH, found[1])
    for reach, key in ((Reach.TO_DATE, "to_date_words"), (Reach.YEAR, "whole_year_words")):
        for rest in _without(bare, cue_words(key), glued=reach is Reach.YEAR):
            found = _field(_without_period(rest))
            if found and (reach is Reach.TO_DATE or found[0] == BudgetLines.BUDGET):
                return BudgetTitle(found[0], reach, found[1])
    for rest in _without(bare, cue_words("own_period_words"), glued=False):
        if found := _field(rest):
            return BudgetTitle(found[0], Reach.MONTH, found[1])
    return _with_span(bare)


def _field(bare: str) -> tuple[Field, int] | None:
    for field, key in _FIELDS.items():
        if word := word_of(bare, key):
            return field, cue_words(key).index(word)
    return None


def _without(bare: str, words: Sequence[str], glued: bool) -> list[str]:
    """A title without one of some words before or behind it; empty where it has none."""
    found = []
    for word in sorted((word for word in words if word in bare), key=len, reverse=True):
        if bare.startswith(word) and (glued or not bare[len(word) : len(word) + 1].isalpha()):
            found.append(bare[len(word) :].strip(_EDGES))
        if bare.rstrip(_EDGES).endswith(word) and not bare.rstrip(_EDGES)[: -len(word)][-1:].isalpha():
            found.append(bare.rstrip(_EDGES)[: -len(word)].strip(_EDGES))
        found += [f"{start.strip(_EDGES)} {end.strip(_EDGES)}" for start, end in _split(bare, word, glued)]
    return found


def _split(bare: str, word: str, glued: bool) -> list[tuple[str, str]]:
    """What stands before and behind a word in the middle (``korrigeret årsbudget``)."""
    start, _, end = bare.partition(word)
    stands = start.endswith(" ") and (glued or end.startswith(" "))
    return [(start, end)] if stands and end.strip(_EDGES) else []


def _without_period(text: str) -> str:
    """A title without the month or year behind it (``forbrug sep. 2025``)."""
    words = text.split()
    for stop in range(1, len(words)):
        rest = " ".join(words[stop:]).strip(_EDGES)
        if _YEAR.fullmatch(rest) or is_period(rest, ANY_YEAR) or is_span(rest):
            return " ".join(words[:stop]).strip(_EDGES)
    return text


def _with_span(bare: str) -> BudgetTitle | None:
    """A title with the months that its amounts are of (``forbrug jan-sep 2025``): sums to date; or with its year."""
    words = bare.split()
    for stop in range(len(words) - 1, 0, -1):
        found = _field(" ".join(words[:stop]).strip(_EDGES))
        rest = " ".join(words[stop:]).strip(_EDGES)
        if found and is_span(rest):
            return BudgetTitle(found[0], Reach.TO_DATE, found[1])
        if found and _YEAR.fullmatch(rest) and found[0] == BudgetLines.BUDGET:
            return BudgetTitle(found[0], Reach.YEAR, found[1])
    return None


def chosen_titles(titles: Sequence[str]) -> dict[int, BudgetTitle]:
    """The columns of amounts of a list of budget lines: for each field the one in force, and of its own months first.

    Args:
        titles: The list's titles, as they stand.

    Returns:
        The position of each chosen column, with what its title says; none where no column is of accounts.
    """
    if not any(is_account_title(title) for title in titles):
        return {}
    told = {at: said for at, title in enumerate(titles) if (said := budget_title(title)) is not None}
    order = sorted(told, key=lambda at: (told[at].reach is not Reach.MONTH, told[at].rank, at))
    found: dict[Field, int] = {}
    for at in order:
        found.setdefault(told[at].field, at)
    return {at: told[at] for at in sorted(found.values())}


def field_titles(titles: Sequence[str], plain: Sequence[str], given: Collection[str] = ()) -> list[str]:
    """The titles that a list is matched by, those of budget lines' amounts under their fields.

    Args:
        titles: A list's titles, as they stand.
        plain: What each is matched by otherwise.
        given: The titles that the user has said the field of, as they are compared.

    Returns:
        Where several head one field (``Budget`` beside ``Korrigeret budget``), the one in force under it and the others
        left out; titles of other lists as they are.
    """
    said = {at for at, title in enumerate(titles) if text_key(title) in given}
    fields = {plain[at] for at in said}
    chosen = {
        at: told for at, told in chosen_titles(titles).items() if at not in said and str(told.field) not in fields
    }
    if not chosen:
        return list(plain)
    known = headers(BudgetLines)
    named = {at: str(told.field) for at, told in chosen.items() if known.get(text_key(plain[at])) != told.field}
    taken = {*(str(told.field) for told in chosen.values()), *fields}
    for at, title in enumerate(titles):
        if at in said or at in chosen:
            continue
        told = budget_title(title)
        if told is not None and str(told.field) in taken:
            named[at] = LEFT_OUT
        elif is_account_title(title) and known.get(text_key(plain[at])) != BudgetLines.ACCOUNT:
            named[at] = str(BudgetLines.ACCOUNT)
    return [named.get(at, title) for at, title in enumerate(plain)]


def is_account_title(title: str) -> bool:
    """Whether a title heads the accounts of a list of budget lines."""
    is_header = headers(BudgetLines).get(text_key(without_mark(title))) == BudgetLines.ACCOUNT
    return is_header or says(title, "account_titles")


def tells_amounts(title: str) -> Field | None:
    """The budget or actual that a title speaks of in words of its own (``Forbrug dd.``); None where it does not."""
    fields = (BudgetLines.ACTUAL, BudgetLines.BUDGET)
    return next((field for field in fields if says(title, _FIELDS[field], Match.WHOLE_WORD)), None)
