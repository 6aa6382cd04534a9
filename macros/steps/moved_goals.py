"""The goals whose light is another than at the date before: the last approved one, where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from schemas.codes import Light
from schemas.frames import Record, is_missing, records
from schemas.tables import History, Results
from schemas.words.vocabulary import Words

_ORDER = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2}


@dataclass(frozen=True)
class Moved:
    """What has moved.

    Args:
        since: The reporting date that is compared with; None where there is none before.
        is_approved: Whether its results were approved.
        before: Centre and number → the light in force then, of the goals whose light is another one now.
        better: How many of them moved for the better.
        worse: How many for the worse.
    """

    since: date | None = None
    is_approved: bool = False
    before: Mapping[tuple[str, str], Light] = field(default_factory=dict)
    better: int = 0
    worse: int = 0

    def text(self, row: Record, words: Words) -> str | None:
        """From which light to which a goal moved: ``▲ Gul → ◆ Rød``; None where it did not."""
        light = self.before.get(_key(row))
        if light is None:
            return None
        return f"{words.light(light)} → {words.light(Light(row[Results.LIGHT]))}"

    def sentence(self, words: Words) -> str:
        """How many moved, and since when."""
        if self.since is None:
            return words.text("moved_no_date")
        day = words.day(self.since)
        since = words.text("moved_approved", day=day) if self.is_approved else day
        if not self.before:
            return words.text("moved_none", since=since)
        others = len(self.before) - self.better - self.worse
        key = "moved_goals_others" if others else "moved_goals"
        return words.text(key, since=since, better=self.better, worse=self.worse, others=others)


@dataclass(frozen=True)
class DateBefore:
    """The reporting date that results are compared with.

    Args:
        day: The date.
        is_approved: Whether its results were approved.
        lines: Centre and number -> the goal's line of the history.
    """

    day: date
    is_approved: bool
    lines: Mapping[tuple[str, str], Record]


def date_before(history: pd.DataFrame, as_of: date) -> DateBefore | None:
    """The last approved reporting date before, or else the last one computed; None where there is none.

    Args:
        history: The results of earlier reporting dates.
        as_of: The reporting date.
    """
    earlier = [line for line in records(history) if line[History.AS_OF] < as_of]
    approved = [line for line in earlier if not is_missing(line[History.APPROVED])]
    known = approved or earlier
    if not known:
        return None
    since = max(line[History.AS_OF] for line in known)
    lines = {
        (str(line[History.CENTRE]), str(line[History.GOAL])): line for line in known if line[History.AS_OF] == since
    }
    return DateBefore(since, bool(approved), lines)


def moved_goals(history: pd.DataFrame, results: pd.DataFrame, as_of: date) -> Moved:
    """Compare lights in force with those of the last approved date before, or else of the last one computed.

    Args:
        history: The results of earlier reporting dates.
        results: Today's.
        as_of: Their reporting date.
    """
    before_it = date_before(history, as_of)
    if before_it is None:
        return Moved()
    since, approved = before_it.day, before_it.is_approved
    then = {
        key: Light(line[History.LIGHT]) for key, line in before_it.lines.items() if not is_missing(line[History.LIGHT])
    }
    now = {_key(row): Light(row[Results.LIGHT]) for row in records(results)}
    before = {key: then[key] for key, light in now.items() if key in then and then[key] != light}
    steps = [_ORDER[now[key]] - _ORDER[light] for key, light in before.items() if {now[key], light} <= set(_ORDER)]
    return Moved(since, approved, before, sum(step > 0 for step in steps), sum(step < 0 for step in steps))


def _key(row: Record) -> tuple[str, str]:
    return str(row[Results.CENTRE]), str(row[Results.NUMBER])
