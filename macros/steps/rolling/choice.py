"""Which goals are to come along into the next year, as somebody says on the command line or in a box."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from schemas.context import Context
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from schemas.tables import Centres
from schemas.words.vocabulary import Words, text_key

_OF_CENTRE = ":"


@dataclass(frozen=True)
class Named:
    """A goal as somebody names it.

    Args:
        text: As it is written: ``1.4`` for all centres, ``CKB:1.4`` for one.
        centre: The centre's name or short name, as it is compared; empty for all.
        number: The goal's number.
    """

    text: str
    centre: str
    number: str

    def is_of(self, names: Iterable[str]) -> bool:
        """Whether it is about a centre, told by all its names as they are compared."""
        return not self.centre or self.centre in names

    def means(self, number: str) -> bool:
        """Whether it names a goal; ``13`` names 13a and 13b too."""
        return re.fullmatch(f"{re.escape(self.number)}[a-z]?", text_key(number)) is not None


@dataclass(frozen=True)
class Choice:
    """What somebody chose.

    Args:
        drop: Goals that stay behind.
        keep: The only goals that come along; where none is named, all do but those dropped.
    """

    drop: tuple[Named, ...] = ()
    keep: tuple[Named, ...] = ()

    def is_dropped(self, names: Iterable[str], number: str) -> bool:
        """Whether a goal of a centre stays behind by choice."""
        known = set(names)
        kept = [each for each in self.keep if each.is_of(known)]
        left = any(each.is_of(known) and each.means(number) for each in self.drop)
        return left or (bool(kept) and not any(each.means(number) for each in kept))

    def is_kept(self, names: Iterable[str], number: str) -> bool:
        """Whether a goal of a centre is named among those that come along: then it does, though it is over."""
        known = set(names)
        return any(each.is_of(known) and each.means(number) for each in self.keep)


def choice(drop: Sequence[str] = (), keep: Sequence[str] = ()) -> Choice:
    """Read a choice.

    Args:
        drop: Goals that stay behind.
        keep: The only goals that come along.
    """
    return Choice(tuple(map(_named, drop)), tuple(map(_named, keep)))


def _named(text: str) -> Named:
    centre, _, number = text.rpartition(_OF_CENTRE)
    return Named(text, text_key(centre), text_key(number))


def names_of(holder: str, centres: pd.DataFrame) -> frozenset[str]:
    """What a centre is called, as names are compared: its name and its short name."""
    short = centres.loc[centres[Centres.CENTRE] == holder, Centres.SHORT_NAME]
    return frozenset(text_key(name) for name in (holder, *short) if isinstance(name, str))


def require_known(chosen: Choice, goals: Sequence[tuple[frozenset[str], str]], words: Words) -> None:
    """Refuse a choice of goals that no workbook has.

    Args:
        chosen: The choice.
        goals: What the goals are called: all names of the centre, as they are compared, and the number.
        words: The language of the hint at what was probably meant.

    Raises:
        RefusedError: With each of them, and the one that was probably meant.
    """
    issues = [
        Issue("roll_over_unknown_goal", Place(), each.text, {"near": _near(each, goals, words)})
        for each in (*chosen.drop, *chosen.keep)
        if not any(each.is_of(names) and each.means(number) for names, number in goals)
    ]
    if issues:
        raise RefusedError(issues)


def _near(named: Named, goals: Sequence[tuple[frozenset[str], str]], words: Words) -> str:
    """What was probably meant: another centre where none is called so, otherwise another number of it."""
    about = Context(words=words)
    if not any(named.is_of(names) for names, _ in goals):
        return about.near(named.centre, {name for names, _ in goals for name in names})
    return about.near(named.number, {number for names, number in goals if named.is_of(names)})
