"""A register opened to be changed: what it says, where that stands, and which bytes were read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from macros.steps.group_totals import members
from macros.steps.new import holder_named, no_such_centre
from macros.steps.register import Register, read_register
from schemas.context import Context
from schemas.errors import CannotOpenError, RefusedError
from schemas.frames import Record, records
from schemas.issues.issue import Issue, Place
from schemas.tables import Centres, Goals
from schemas.versions import starts
from schemas.words.vocabulary import Words, text_key
from workbook.closed.atomic import check_writable
from workbook.digests import sha256
from workbook.shipped import register_years

ENDINGS = frozenset({".csv", ".txt", ".xlsx", ".xlsm"})
"""Registers that can be changed; others are only read."""
WORKBOOKS = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True)
class OpenRegister:
    """A register that is to be changed.

    Args:
        path: Its file.
        digest: The SHA-256 of what was read.
        register: What it says.
        words: The user's language.
    """

    path: Path
    digest: str
    register: Register
    words: Words

    @property
    def is_workbook(self) -> bool:
        """Whether it is a workbook; otherwise a csv."""
        return self.path.suffix.casefold() in WORKBOOKS

    @property
    def goals(self) -> pd.DataFrame:
        """Its goals, each under the position of its row."""
        return self.register.goals

    @property
    def year(self) -> int:
        """Its contract year."""
        return self.register.year

    def centre(self, name: str) -> str:
        """The centre with goals that a name or a short name stands for.

        Raises:
            RefusedError: There is none.
        """
        found = holder_named(name, self.register.holders, self.register.centres)
        if found is None:
            raise no_such_centre(name, self.register.holders, self.words)
        return found

    def listed(self, name: str) -> str:
        """The centre that a name or a short name stands for, also one of the list of centres without goals yet.

        Raises:
            RefusedError: There is none.
        """
        known = list(dict.fromkeys([*self.register.holders, *map(str, self.register.centres[Centres.CENTRE])]))
        found = holder_named(name, known, self.register.centres)
        if found is None:
            choices = f"{', '.join(known)}. {Context(words=self.words).near(name, known)}".strip()
            raise RefusedError([Issue("centre_not_listed", Place(self.path.name), name, {"choices": choices})])
        return found

    def versions(self, centre: str, number: str) -> "list[tuple[int, Record]]":
        """The lines of a goal with their row numbers, the earliest first.

        Raises:
            RefusedError: The centre has no such goal.
        """
        own = self.goals[(self.goals[Goals.CENTRE] == centre)]
        lines = own[own[Goals.NUMBER].map(lambda each: text_key(str(each))) == text_key(number)]
        if not len(lines):
            choices = ", ".join(dict.fromkeys(map(str, own[Goals.NUMBER])))
            details = {"centre": centre, "choices": choices}
            raise RefusedError([Issue("register_no_such_goal", Place(self.path.name), number, details)])
        order = starts(lines).sort_values(kind="stable").index
        return list(zip(map(int, order), records(lines.loc[order]), strict=True))

    def whose(self, number: str, names: Sequence[str]) -> list[str]:
        """The centres whose goal of a number is meant.

        Args:
            number: The goal's number.
            names: The centres that were named.

        Returns:
            Those named, or the only one that has such a goal.

        Raises:
            RefusedError: Several have it and none was named, or there is no such centre or goal.
        """
        if names:
            return [self.centre(name) for name in names]
        same = self.goals[Goals.NUMBER].map(lambda each: text_key(str(each))) == text_key(number)
        having = list(dict.fromkeys(self.goals.loc[same, Goals.CENTRE]))
        if len(having) > 1:
            details = {"choices": ", ".join(map(str, having))}
            raise RefusedError([Issue("goal_of_several_centres", Place(self.path.name), number, details)])
        if not having:
            choices = ", ".join(dict.fromkeys(map(str, self.goals[Goals.NUMBER])))
            details = {"centre": ", ".join(self.register.holders), "choices": choices}
            raise RefusedError([Issue("register_no_such_goal", Place(self.path.name), number, details)])
        return [str(having[0])]

    def only_centre(self) -> list[str]:
        """The centre whose register it is, where it is one's alone.

        Raises:
            RefusedError: It is of several.
        """
        if len(self.register.holders) > 1:
            choices = ", ".join(self.register.holders)
            raise RefusedError([Issue("centre_not_named", Place(self.path.name), details={"choices": choices})])
        return self.register.holders

    def open_then(self, day: date) -> list[str]:
        """The centres with goals that are open on a day: neither the total, nor a group whose centres have goals."""
        listed, holders = self.register.centres, self.register.holders
        left = set(members(listed, set(holders), self.words.text("total_name")))
        left |= {str(line[Centres.CENTRE]) for line in records(listed) if not _holds(line, day)}
        return [name for name in holders if name not in left]

    def centre_row(self, centre: str) -> tuple[int | None, Record]:
        """The line of the list of centres that is a centre's, with its row number; both empty where it has none."""
        frame = self.register.centres
        found = frame[frame[Centres.CENTRE] == centre]
        return (int(found.index[0]), records(found)[0]) if len(found) else (None, {})


def _holds(line: Record, day: date) -> bool:
    first, last = line.get(Centres.VALID_FROM), line.get(Centres.VALID_TO)
    return not (isinstance(first, date) and first > day) and not (isinstance(last, date) and last < day)


def open_register(source: str | Path, words: Words) -> OpenRegister:
    """Open a register to change it.

    Args:
        source: A csv or a workbook of the user's own.
        words: The user's language.

    Raises:
        CannotOpenError: It cannot be read or written, is shipped, or is of a kind that is only read.
        RefusedError: It holds errors.
    """
    path = Path(source)
    if not path.exists() and str(source) in register_years():
        raise CannotOpenError([Issue("register_shipped", Place(str(source)), str(source))])
    if path.is_file() and path.suffix.casefold() not in ENDINGS:
        raise CannotOpenError([Issue("register_only_read", Place(path.name), path.suffix)])
    digest = ""
    if path.is_file():
        check_writable(path)
        digest = sha256(path)
    opened = OpenRegister(path, digest, read_register(path, words), words)
    # What a file is, its content tells: a workbook that is named as a csv would be written as one.
    if opened.register.sources[Goals.name].text_only == opened.is_workbook:
        raise CannotOpenError([Issue("register_only_read", Place(path.name), path.suffix)])
    return opened
