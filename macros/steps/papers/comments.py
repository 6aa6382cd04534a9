"""What people said of goals, and of which goals something must be said."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from schemas.codes import Light
from schemas.frames import Record, is_missing, records
from schemas.tables import Comments, History, Results
from schemas.text.goal_lists import goal_list
from schemas.text.periods import running_month

Key = tuple[str, str]
"""Centre and number of a goal."""
OFF = frozenset({Light.RED, Light.YELLOW})
"""A goal whose light in force is one of these needs a comment at the reporting date."""


def lights_at(results: pd.DataFrame, history: pd.DataFrame, as_of: date, day: date) -> dict[Key, str]:
    """The light in force of each goal at a reporting date.

    Args:
        results: Today's results.
        history: The results of earlier reporting dates.
        as_of: The reporting date of today's results.
        day: The reporting date that is asked about. Of one that was never computed today's lights tell what is coming.
    """
    named = (results[name] for name in (Results.CENTRE, Results.NUMBER, Results.LIGHT))
    now = {(str(centre), str(number)): str(light) for centre, number, light in zip(*named, strict=True)}
    if _month(as_of) == _month(day):
        return now
    then = {
        (str(line[History.CENTRE]), str(line[History.GOAL])): str(line[History.LIGHT])
        for line in records(history)
        if isinstance(line[History.AS_OF], date) and _month(line[History.AS_OF]) == _month(day)
    }
    return then or now


def comments_of(comments: pd.DataFrame, day: date) -> list[Record]:
    """The comments of a reporting date: those that name a day of its month, in the order they stand."""
    return [line for line in records(comments) if is_of(line, day) and not is_missing(line[Comments.TEXT])]


def is_of(line: Record, day: date) -> bool:
    """Whether a line of the comments is of a reporting date: it names a day of its month."""
    named = line[Comments.AS_OF]
    return isinstance(named, date) and _month(named) == _month(day)


def goals_of(line: Record, numbers: Sequence[str]) -> tuple[str, ...]:
    """The goals that a comment is about: ``13`` is about 13a and 13b."""
    return goal_list(line[Comments.GOAL], numbers).goals


def goals_off(lights: dict[Key, str]) -> list[Key]:
    """The goals that need a comment."""
    return [key for key, light in lights.items() if light in OFF]


def without_comment(keys: Iterable[Key], comments: Iterable[Record], numbers: Sequence[str]) -> list[Key]:
    """The goals of these that nobody has commented on.

    Args:
        keys: The goals.
        comments: The comments of a reporting date; one without a centre is about its workbook's own goals.
        numbers: The numbers of the contract's goals.
    """
    said = {(line[Comments.CENTRE], number) for line in comments for number in goals_of(line, numbers)}
    anywhere = {number for centre, number in said if is_missing(centre)}
    return [key for key in keys if key[1] not in anywhere and key not in said]


def _month(day: date) -> int:
    return running_month(day)
