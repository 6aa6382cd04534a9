"""What came of one workbook among many: rows, warnings, lights that changed; small enough for two hundred of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from schemas.codes import Light
from schemas.frames import is_missing, records
from schemas.issues.issue import Issue
from schemas.reading import read_table
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.port import Book

_LOOKED_AT = frozenset({"jump", "month_figure", "typed_figure", "figure_changed", "closed_figure_revised"})
"""Findings about single figures that somebody is to look at: those that leap, and those that were another before."""
Lights = Mapping[tuple[str, str], Light]
"""Centre and number of a goal -> its light in force."""


@dataclass(frozen=True)
class MovedLight:
    """A goal whose light is another than it was.

    Args:
        centre: Whose goal.
        number: Its number.
        title: Its title.
        before: The light that stood on the sheet of results.
        after: The one that stands there now.
    """

    centre: str
    number: str
    title: str
    before: Light
    after: Light

    def text(self, words: Words) -> str:
        """The goal and its lights by their words: ``3: Gul → Rød``."""
        return words.text(
            "all_light", number=self.number, before=words.light(self.before), after=words.light(self.after)
        )


@dataclass(frozen=True)
class Outcome:
    """What came of one workbook.

    Args:
        path: Where it lies.
        centre: Whose contract it holds.
        added: New rows.
        changed: Rows with other figures than before.
        unchanged: Rows that were there just so.
        issues: The findings of this workbook alone.
        repeated: Warnings about unchanged rows, which were given before.
        lights: The goals whose light changed.
        as_of: The reporting date; None where it was not recalculated.
        noted: How many names that were passed over are new on the sheet of names.
    """

    path: Path
    centre: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    issues: list[Issue] = field(default_factory=list)
    repeated: list[Issue] = field(default_factory=list)
    lights: list[MovedLight] = field(default_factory=list)
    as_of: date | None = None
    noted: int = 0

    @property
    def warnings(self) -> int:
        """How many warnings the workbook has of its own."""
        return sum(not issue.is_error for issue in self.issues)

    @property
    def figures_to_check(self) -> list[Issue]:
        """The figures that leap or replaced others: a slip of the LIS shows nowhere else."""
        return [issue for issue in self.issues if issue.code in _LOOKED_AT]

    @property
    def is_empty(self) -> bool:
        """Whether the exports held nothing for it."""
        return not (self.added or self.changed or self.unchanged)


def standing_lights(book: Book, words: Words) -> Lights:
    """The lights that stand on a workbook's sheet of results; none of one that was never recalculated."""
    return lights_of(read_table(Results, book.read(Results.name), words).frame)


def lights_of(results: pd.DataFrame) -> Lights:
    """The lights of results."""
    return {
        (str(row[Results.CENTRE]), str(row[Results.NUMBER])): Light(row[Results.LIGHT])
        for row in records(results)
        if not is_missing(row[Results.LIGHT])
    }


def moved_lights(before: Lights, results: pd.DataFrame) -> list[MovedLight]:
    """The goals whose light is another than it stood."""
    found: list[MovedLight] = []
    for row in records(results):
        key = (str(row[Results.CENTRE]), str(row[Results.NUMBER]))
        if key in before and not is_missing(row[Results.LIGHT]) and before[key] != row[Results.LIGHT]:
            title = str(row[Results.TITLE] or row[Results.MEASURE])
            found.append(MovedLight(*key, title, before[key], Light(row[Results.LIGHT])))
    return found


def said_once(outcomes: Sequence[Outcome], whole: Sequence[Issue]) -> tuple[list[Issue], list[Outcome]]:
    """What is said of the exports as a whole, or of several workbooks alike: once, and taken from each one's own.

    Args:
        outcomes: What came of the workbooks.
        whole: What was said of the exports already.

    Returns:
        What is said once, and the outcomes with what is left of their own.
    """
    often: dict[tuple[object, ...], list[Issue]] = {_key(issue): [issue] * 2 for issue in whole}
    for outcome in outcomes:
        for key, issue in {_key(issue): issue for issue in outcome.issues}.items():
            often.setdefault(key, []).append(issue)
    shared = {key: found[0] for key, found in often.items() if len(found) > 1}
    own = [
        replace(outcome, issues=[issue for issue in outcome.issues if _key(issue) not in shared])
        for outcome in outcomes
    ]
    return list(shared.values()), own


def _key(issue: Issue) -> tuple[object, ...]:
    details = tuple(sorted((name, str(value)) for name, value in issue.details.items()))
    return issue.code, issue.place, issue.value, details
