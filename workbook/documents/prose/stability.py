"""The words about a measure's natural limits: *stabil*, *ændring*, *når ikke målet uden en ændring*."""

from dataclasses import dataclass

from schemas.codes import Rule
from schemas.text.periods import MONTHS_A_YEAR
from schemas.words.vocabulary import Words

_RULES = list(Rule)
_BETTER_UP = {Rule.AT_LEAST: 1, Rule.AT_MOST: -1}


@dataclass(frozen=True)
class Stability:
    """What is known of a measure that has natural limits.

    Args:
        rule: The place of its goal's rule among ``Rule``.
        since: The first month (running number) of a change that stands; -1 for none.
        side: 1 for a change upwards, -1 for one downwards.
        outside: Figures of the year outside the limits.
        never: Whether the goal is not met by the figures as they are now.
        always: Whether it is always met by them.
    """

    rule: int
    since: int
    side: int
    outside: int
    never: bool
    always: bool


def stability(about: Stability, words: Words) -> str:
    """What the figures do, and whether they can meet the goal as they are: ``Stabil; når ikke målet uden en ændring``.

    Args:
        about: What is known.
        words: The language.
    """
    text = _movement(about, words)
    if about.never:
        return words.text("stability_never" if about.since < 0 else "stability_never_yet", text=text)
    return words.text("stability_always", text=text) if about.always else text


def _movement(about: Stability, words: Words) -> str:
    if about.since < 0:
        if about.outside:
            return words.text("stability_swings", count=about.outside)
        return words.text("stability_stable")
    year, month = divmod(about.since, MONTHS_A_YEAR)
    since = f"{words.text(f'month_name_{month + 1}')} {year}"
    better = _BETTER_UP.get(_RULES[about.rule])
    if better is None:
        return words.text("stability_up" if about.side > 0 else "stability_down", since=since)
    return words.text("stability_better" if about.side == better else "stability_worse", since=since)
