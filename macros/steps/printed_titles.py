"""What a contract's table is headed by: which column holds the numbers, the texts, the targets; and goals' labels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from schemas.cells import Cell
from schemas.fields import Field
from schemas.issues.issue import Place
from schemas.tables import Goals
from schemas.text.periods import Period, PeriodError, parse_period
from schemas.text.printed_words import lexicon, plain_text
from schemas.words.vocabulary import headers, text_key

_NUMBER = r"\d{1,3}(?:\.\d{1,3})*\.?[a-z]?"
ONLY_NUMBER = re.compile(rf"^({_NUMBER})[.)]?$", re.IGNORECASE)
"""A goal's number, and nothing else."""
_PERIOD_IN_TITLE = re.compile(r"^(.*?)\s*((?:(?:primo|medio|ultimo)\s+)?(?:19|20)\d\d)$", re.IGNORECASE)
_FEWEST = 2
"""Titles by which a row is a header."""


@dataclass(frozen=True)
class Text:
    """What stands in a cell, and where."""

    text: str
    place: Place = field(default_factory=Place)
    is_number: bool = False
    """It was a number to the spreadsheet, and is written here with a decimal comma."""


@dataclass(frozen=True)
class Head:
    """The titles of a table.

    Args:
        fields: Column -> what it holds.
        baseline_period: The period that the title of the baselines names.
        target_period: The same of the targets.
        left: Titles that nothing is known of.
    """

    fields: Mapping[int, Field]
    baseline_period: Period | None
    target_period: Period | None
    left: tuple[Text, ...] = ()


def head_of(row: Mapping[int, Text], below: Mapping[int, Cell]) -> Head | None:
    """A row of titles, with the row below it; None for any other."""
    told = {at: _title(cell.text) for at, cell in row.items()}
    fields = {at: pair[0] for at, pair in told.items() if pair is not None}
    if len(set(fields.values())) < _FEWEST or len(fields) * 2 < len(row):
        return None
    if not {Goals.NUMBER, Goals.TITLE} & set(fields.values()):
        return None
    fields = _sorted_titles(fields, row, below)
    first: dict[int, Field] = {}
    for at, name in fields.items():
        if name not in first.values():
            first[at] = name
    periods = {pair[0]: pair[1] for pair in told.values() if pair is not None and pair[1] is not None}
    earlier = periods.get(Goals.BASELINE) or periods.get(Goals.BASIS)
    return Head(first, earlier, periods.get(Goals.TARGET), tuple(row[at] for at in row if at not in first))


def _sorted_titles(fields: Mapping[int, Field], row: Mapping[int, Text], below: Mapping[int, Cell]) -> dict[int, Field]:
    """The columns by what they hold: *Goal* may head the numbers, the texts or the targets."""
    found = dict(fields)
    titled = [at for at, name in found.items() if name == Goals.TITLE]
    if len(titled) < _FEWEST:
        return found
    numbered = [at for at in titled if at in below and _is_number(plain_text(below[at].text))]
    if Goals.NUMBER not in found.values() and numbered:
        found[numbered[0]] = Goals.NUMBER
        titled.remove(numbered[0])
    # Of two that are left the plainer word heads what is to be reached.
    plain = [at for at in titled if text_key(row[at].text) in lexicon("contract")["goal"]]
    if len(titled) > 1 and plain and Goals.TARGET not in found.values():
        found[plain[-1]] = Goals.TARGET
    return found


def _is_number(text: str) -> bool:
    """Whether a text is a goal's number, with or without what it is called, and nothing else."""
    label = labels().match(text)
    return bool(ONLY_NUMBER.match(text)) or (label is not None and not label[3])


@cache
def _titles() -> dict[str, Field]:
    by_name = {str(each): each for each in Goals.fields}
    other = {text_key(word): by_name[name] for name, words in lexicon("titles").items() for word in words}
    return {**other, **headers(Goals)}


def _title(text: str) -> tuple[Field, Period | None] | None:
    """The column that a title heads, and the period that it names beside its word (*Level 2008*)."""
    known = _titles()
    if found := known.get(text_key(text.rstrip(":"))):
        return found, None
    parts = _PERIOD_IN_TITLE.match(text)
    if parts is None:
        return None
    try:
        period = parse_period(parts[2])
    except PeriodError:
        return None
    if not parts[1] or text_key(parts[1].rstrip(":,")) in lexicon("dated")["baseline"]:
        return Goals.BASELINE, period
    found = known.get(text_key(parts[1].rstrip(":,")))
    return (found, period) if found is not None else None


@cache
def labels() -> re.Pattern[str]:
    """How a goal begins in a text: what it is called, its number, and the rest (``Result goal 1.1 …``)."""
    words = sorted({word for each in lexicon("labels").values() for word in each}, key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    return re.compile(rf"^({either})\s*(?:nr\.?\s*)?({_NUMBER})(?!\s?[-\u2013]\s?\d)(?=[\s:.)]|$)[:.)]?\s*(.*)$", re.I)
