"""What documents are made of: the workbooks' results side by side, and what people wrote in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from macros.steps.centre_lives import told_of_lives
from macros.steps.centre_results import CentreResults, read_part, read_parts
from macros.steps.consolidating import Consolidated, brought_together
from schemas.codes import YesNo
from schemas.fields import Table
from schemas.issues.issue import Issue, Place
from schemas.reading import empty
from schemas.tables import Comments, Goals
from schemas.words.vocabulary import Words


@dataclass(frozen=True)
class Material:
    """What a document is made of.

    Args:
        parts: What each workbook holds, in the order given: its goals, results, economy and papers.
        together: All of them as consolidating brings them together: groups, totals, lights, economy.
        words: The document's language.
        made_on: The day on which it is made.
    """

    parts: tuple[CentreResults, ...]
    together: Consolidated
    words: Words
    made_on: date

    @property
    def year(self) -> int:
        """The contract year."""
        return self.together.year

    @property
    def as_of(self) -> date:
        """The latest reporting date of the workbooks."""
        return self.together.as_of

    @property
    def is_locked(self) -> bool:
        """Whether the figures of every workbook are approved as they stand at its reporting date."""
        return all(part.is_approved for part in self.parts)

    @property
    def is_example(self) -> bool:
        """Whether the figures of any workbook are made up."""
        return any(part.is_example for part in self.parts)

    @cached_property
    def centres(self) -> pd.DataFrame:
        """The centres of all workbooks, each once."""
        every = pd.concat([part.centres for part in self.parts], ignore_index=True)
        return told_of_lives(every)

    def papers(self, table: type[Table]) -> pd.DataFrame:
        """What people wrote in all workbooks, with the centre whose workbook it stands in as ``holder``.

        Args:
            table: One of the tables of plans, meetings and documents.
        """
        found = [part.paper(table).assign(holder=part.holder) for part in self.parts]
        filled = [frame for frame in found if len(frame)]
        return pd.concat(filled, ignore_index=True) if filled else empty(table).assign(holder=pd.Series(dtype=object))


def read_material(paths: Sequence[Path], as_of: date | None, today: date, words: Words) -> Material:
    """Read workbooks for a document; nothing is written to them.

    Args:
        paths: Our workbooks.
        as_of: The reporting date; without one, each workbook's own.
        today: Today.
        words: The document's language.

    Raises:
        StepError: A workbook cannot be read, two hold the same goals, or their years differ.
    """
    parts = _of_one_day(read_parts(paths, as_of, today, words), today, words)
    together = brought_together(parts, words, with_trail=False)
    together.issues += [*_older(parts), *_revised(parts)]
    return Material(tuple(parts), together, words, today)


def _older(parts: Sequence[CentreResults]) -> list[Issue]:
    """Workbooks of an earlier version, which lack sheets that documents are made of."""
    return [Issue("older_layout", Place(part.path.name)) for part in parts if Comments.name not in part.papers]


def _revised(parts: Sequence[CentreResults]) -> list[Issue]:
    """Workbooks whose reporting date was approved, and whose figures are others now: the document has those."""
    found = [(part, part.revised) for part in parts]
    return [
        Issue(
            "approved_since_revised",
            Place(part.path.name),
            details={"as_of": part.as_of, "approved": each.approved, "goals": ", ".join(each.goals)},
        )
        for part, each in found
        if each is not None
    ]


def _of_one_day(parts: Sequence[CentreResults], today: date, words: Words) -> list[CentreResults]:
    """Workbooks without any figure, and those of centres that have closed since, as of the day of the others.

    Their own would be the day on which they are read, and the last one of which there are figures.
    """
    days = {part.as_of for part in parts if part.has_data and not _has_ended(part)}
    if len(days) != 1:
        return list(parts)
    (day,) = days
    moved = [not part.has_data or (_has_ended(part) and part.as_of < day) for part in parts]
    return [
        read_part(part.path, day, today, words) if is_moved and part.as_of != day else part
        for part, is_moved in zip(parts, moved, strict=True)
    ]


def _has_ended(part: CentreResults) -> bool:
    """Whether every goal of a workbook has ended by its reporting date."""
    ends = part.goals[Goals.VALID_TO]
    return bool(len(ends)) and all(isinstance(day, date) and day <= part.as_of for day in ends)


def goes_to_committee(goals: pd.DataFrame) -> "pd.Series[bool]":
    """The goals that go into the report to the committee: those marked, or all where none is marked yes.

    Args:
        goals: The goals of all workbooks. One that is marked no is left out in any case.
    """
    marked = goals[Goals.TO_COMMITTEE]
    chosen = marked == YesNo.YES
    return chosen if chosen.any() else marked != YesNo.NO
