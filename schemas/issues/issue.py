"""Findings: a code from the catalogue, where it was found, and what was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from schemas.codes import Severity
from schemas.masking import masked
from schemas.tables import Issues as IssueTable
from schemas.toml_data import gathered
from schemas.words.vocabulary import Words

SUBJECTS = (
    "reading",
    "figures",
    "budgets",
    "goals",
    "register",
    "approvals",
    "cases",
    "files",
    "undo",
    "sharing",
    "programs",
    "documents",
    "services",
    "reward",
    "warnings",
    "plans",
    "calendar",
    "contract_text",
    "roll_over",
    "translations",
    "all_centres",
    "contract_changes",
)
"""The files of the catalogue."""
OF_GOAL = "of_goal"
"""The detail that holds the number, the centre and the title of the goal that a finding of a register is about."""
_LONGEST_TITLE = 60
"""Letters of a goal's title by which a finding tells which goal it is about."""
_LONGEST = 300
"""Letters of a value that a finding repeats."""


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, Any]]:
    """The issue catalogue: code → severity and, in each language, title, message and suggestion."""
    return gathered("issues", SUBJECTS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, sheet, row, column title and cell address; what is not known is left out."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    cell: str = ""

    @property
    def text(self) -> str:
        """File, sheet and cell in a row."""
        return ", ".join(part for part in (self.file, self.sheet, self.cell) if part)


NOWHERE = Place()


class Bearing(StrEnum):
    """What a finding may mean for figures, what comes first standing first."""

    FIGURE = "figure"
    """A figure may be another than it looks."""
    OTHER = "other"
    LOSSLESS = "lossless"
    """A reading that loses nothing, or a note on which nothing is to be done."""


class Term(str):
    """A detail that is a key of the vocabulary, worded when the message is."""

    __slots__ = ()


class TableName(str):
    """A detail that names a table by its key, worded when the message is."""

    __slots__ = ()


def _worded(value: object, words: Words) -> object:
    """A detail as a sentence shows it."""
    if isinstance(value, Term):
        return words.text(value)
    if isinstance(value, TableName):
        return words.table_named(value)
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, float):
        return words.number(value)
    return words.day(value) if isinstance(value, date) else value


def _short(text: str) -> str:
    """A value on one line and no longer than a reader takes in: a cell may hold pages."""
    line = " ".join(text.split("\n"))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}\u2026"


def _about_goal(number: str, centre: str, title: str, told: str, words: Words) -> str:
    """A finding with the goal that it is about: its number, its centre and its title, as far as they stand."""
    short = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rstrip()}\u2026"
    shown = masked(" ".join(short.split()))
    if number:
        named = words.text("register_goal", number=masked(number))
    else:
        named = words.text("register_goal_unnumbered", title=shown) if title else words.text("register_goal_unnamed")
    named = words.text("register_goal_of", goal=named, centre=masked(centre)) if centre else named
    said = words.text("register_of_goal", goal=named, told=told)
    return words.text("register_goal_titled", told=said, title=shown) if number and title else said


@dataclass(frozen=True)
class Issue:
    """One finding. Personal numbers in it are never worded.

    Args:
        code: Its code in the catalogue.
        place: Where it was found.
        value: The value found, as the user would point at it.
        details: What the message's template needs besides ``value``.
    """

    code: str
    place: Place = NOWHERE
    value: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Error or warning, from the catalogue."""
        return Severity(catalogue()[self.code]["severity"])

    @property
    def bearing(self) -> Bearing:
        """What the finding may mean for figures, from the catalogue."""
        return Bearing(catalogue()[self.code].get("bearing", Bearing.OTHER))

    @property
    def is_across_sheets(self) -> bool:
        """Whether findings of it on all sheets of a file are taken in as one."""
        return self.bearing is Bearing.LOSSLESS or bool(catalogue()[self.code].get("across_sheets"))

    @property
    def kind(self) -> str:
        """What findings have in common that a reader takes in as one: their code, or the one the catalogue names."""
        return str(catalogue()[self.code].get("read_with", self.code))

    @property
    def is_error(self) -> bool:
        """Whether the finding stops the data."""
        return self.severity is Severity.ERROR

    def title(self, words: Words) -> str:
        """What kind of finding it is, in a few words of the user's language."""
        return self._fill(words, "title")

    def message(self, words: Words) -> str:
        """What is wrong, in the user's language; in a register, of which goal."""
        told = self._fill(words, "message")
        match self.details.get(OF_GOAL):
            case (str(number), str(centre), str(title)) if number or centre or title:
                return _about_goal(number, centre, title, told, words)
            case _:
                return told

    def suggestion(self, words: Words) -> str:
        """What to do about it, in the user's language."""
        return self._fill(words, "suggestion")

    def _fill(self, words: Words, part: str) -> str:
        template = str(catalogue()[self.code][words.language][part])
        place = {
            "column": masked(self.place.column),
            "file": self.place.file,
            "sheet": masked(self.place.sheet),
            "cell": self.place.cell,
        }
        details = {name: _worded(value, words) for name, value in self.details.items()}
        return template.format(value=self._shown(words), **{**place, **details})

    def _shown(self, words: Words) -> str:
        """The value as a message shows it."""
        return words.text(self.value) if isinstance(self.value, Term) else _short(masked(self.value))

    def record(self, words: Words) -> dict[str, object]:
        """The finding as a line of the issues table."""
        place = self.place
        return {
            IssueTable.CODE: self.code,
            IssueTable.SEVERITY: self.severity.value,
            IssueTable.FILE: place.file or None,
            IssueTable.SHEET: masked(place.sheet) or None,
            IssueTable.ROW: place.row,
            IssueTable.COLUMN: masked(place.column) or None,
            IssueTable.CELL: place.cell or None,
            IssueTable.VALUE: self._shown(words) or None,
            IssueTable.MESSAGE: self.message(words),
            IssueTable.SUGGESTION: self.suggestion(words),
        }


def without_false(issues: Sequence[Issue]) -> list[Issue]:
    """Findings without those that say how a file was taken, where an error refuses that file."""
    refused = {issue.place.file for issue in issues if issue.is_error}
    return [issue for issue in issues if issue.place.file not in refused or not catalogue()[issue.code].get("if_taken")]


def once(issues: Iterable[Issue]) -> list[Issue]:
    """Findings without those that are told already."""
    found: dict[tuple[str, Place, str], list[Issue]] = {}
    for issue in issues:
        alike = found.setdefault((issue.code, issue.place, issue.value), [])
        if issue not in alike:
            alike.append(issue)
    return [issue for alike in found.values() for issue in alike]


def errors(issues: Iterable[Issue]) -> list[Issue]:
    """The findings that stop the data."""
    return [issue for issue in issues if issue.is_error]
