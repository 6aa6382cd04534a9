"""Names that differ by a slip of the hand: one letter more, fewer or other, two swapped, a space or a capital."""

import itertools
import re
from collections.abc import Iterable

from schemas.thresholds import LONG_WORD_LETTERS
from schemas.words.vocabulary import text_key

_BETWEEN = re.compile(r"[\s\-\u2010-\u2015./]+")


def resembling(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of different names of which one looks like a misspelling of the other.

    Args:
        names: The names.

    Returns:
        Each pair once, the one that comes first in front.
    """
    order = {name: at for at, name in enumerate(dict.fromkeys(names))}
    near: dict[str, list[str]] = {}
    for name in order:
        joined = "".join(_parts(name))
        for variant in {joined, *(joined[:at] + joined[at + 1 :] for at in range(len(joined)))}:
            near.setdefault(variant, []).append(name)
    # Two names that are a letter apart share what is left when each loses one.
    pairs = {(one, other) for group in near.values() for one, other in _neighbours(group) if _is_slip(one, other)}
    return sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _neighbours(group: list[str]) -> Iterable[tuple[str, str]]:
    """Each name with the first of its group and with the one before it: no more pairs than twice the names."""
    return {*((group[0], other) for other in group[1:]), *itertools.pairwise(group)}


def _parts(name: str) -> list[str]:
    return [part for part in _BETWEEN.split(text_key(name)) if part]


def _is_slip(one: str, other: str) -> bool:
    ours, theirs = _parts(one), _parts(other)
    if "".join(ours) == "".join(theirs):
        return True
    if len(ours) != len(theirs):
        return False
    different = [(mine, yours) for mine, yours in zip(ours, theirs, strict=True) if mine != yours]
    return len(different) == 1 and _is_slip_in_word(*different[0])


def _is_slip_in_word(one: str, other: str) -> bool:
    """Whether two long words are a letter apart; numbers are different on purpose."""
    if min(len(one), len(other)) < LONG_WORD_LETTERS or any(sign.isdigit() for sign in one + other):
        return False
    start = next((at for at, (mine, yours) in enumerate(zip(one, other, strict=False)) if mine != yours), None)
    if start is None:
        return abs(len(one) - len(other)) == 1
    mine, yours = one[start:], other[start:]
    swapped = mine[:2] == yours[:2][::-1] and mine[2:] == yours[2:]
    return swapped or mine[1:] == yours[1:] or mine[1:] == yours or mine == yours[1:]
