"""Lists of goals as people write them: ``1-7``, ``1, 2, 6``, ``8–12 og 13``, ``Mål 1.1; 1.2``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_APART = re.compile(r"[,;/&]|\bog\b|\band\b|\s+")
_RANGE = re.compile(r"(?P<first>\d+(?:\.\d+)*[a-z]?)\s*(?:-|–|—|\btil\b|\bto\b)\s*(?P<last>\d+(?:\.\d+)*[a-z]?)")
_WORDS = re.compile(
    r"\b(?:resultat|indsats|udviklings|kontrakt)?mål(?:\s*nr\.?)?\b|\bgoals?\b(?:\s*no\.?)?", re.IGNORECASE
)


@dataclass(frozen=True)
class GoalList:
    """A list of goals, understood.

    Args:
        goals: The contract's own numbers, each once, in the order of the contract.
        unknown: What names no goal of the contract, as it is written.
    """

    goals: tuple[str, ...]
    unknown: tuple[str, ...]


def goal_list(text: object, known: Sequence[str]) -> GoalList:
    """Read a list of goals.

    Args:
        text: As it is written; a blank one names none.
        known: The numbers of the contract's goals, in its order. A range runs from one to another in that order. A
            number that stands for several lines (``13`` for 13a and 13b) names all of them.
    """
    written = "" if text is None or text != text else str(text)  # noqa: PLR0124  a blank cell of a frame is nan
    rest = _WORDS.sub(" ", written)
    found: set[str] = set()
    unknown: list[str] = []
    for span in _RANGE.finditer(rest):
        first, last = _lines(span["first"], known), _lines(span["last"], known)
        if first and last:
            found.update(known[known.index(first[0]) : known.index(last[-1]) + 1])
        else:
            unknown.append(span[0])
    for part in filter(None, _APART.split(_RANGE.sub(" ", rest))):
        lines = _lines(part.rstrip("."), known)
        found.update(lines)
        unknown += [] if lines else [part]
    return GoalList(tuple(number for number in known if number in found), tuple(unknown))


def _lines(number: str, known: Sequence[str]) -> list[str]:
    """The goals that a number names: itself, or the lines it was split into."""
    if number in known:
        return [number]
    return [each for each in known if re.fullmatch(re.escape(number) + "[a-z]", each)]
