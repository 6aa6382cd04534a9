"""What the material of one centre's status meeting is made of: its goals, what was said of them, its meeting."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from macros.steps.centre_results import CentreResults
from macros.steps.documents.at_a_glance import Moved, moved
from macros.steps.documents.material import Material
from macros.steps.documents.report_lines import Line
from macros.steps.papers.comments import comments_of, goals_of
from macros.steps.papers.due_dates import own_dates, status_meeting_of
from schemas.fields import Table
from schemas.frames import Record, is_missing, records
from schemas.tables import Comments, Goals, Meetings, Results
from schemas.words.vocabulary import Words


@dataclass(frozen=True)
class StatusCentre:
    """A centre whose status meeting is prepared.

    Args:
        material: The workbooks.
        part: The centre's own workbook.
        name: The centre.
    """

    material: Material
    part: CentreResults
    name: str

    @property
    def words(self) -> Words:
        """The document's language."""
        return self.material.words

    @property
    def as_of(self) -> date:
        """The reporting date of its figures."""
        return self.part.as_of

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The rows of the workbook's results that are the centre's."""
        centres = self.part.results[Results.CENTRE].tolist()
        return tuple(row for row, centre in enumerate(centres) if centre == self.name)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its goals, each with its result and the comments of the reporting date, in the order of the contract."""
        goals, rows = records(self.part.goals), records(self.part.results)
        return tuple(Line(goals[at], rows[at], self.as_of, comments=self._comments(rows[at])) for at in self.places)

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Its lights that are others than at the reporting date before."""
        return tuple(moved(self.material, self.lines)[0])

    @cached_property
    def meeting(self) -> Record | None:
        """The line of the calendar that the figures are for; None where the calendar has none."""
        return status_meeting_of(own_dates(self.part.paper(Meetings), self.part.year), self.as_of)

    @cached_property
    def _said(self) -> list[Record]:
        return comments_of(self.part.paper(Comments), self.as_of)

    def _comments(self, row: Record) -> tuple[Record, ...]:
        numbers = list(map(str, self.part.goals[Goals.NUMBER]))
        return tuple(
            each
            for each in self._said
            if self._is_own(each[Comments.CENTRE]) and str(row[Results.NUMBER]) in goals_of(each, numbers)
        )

    def economy(self, table: type[Table]) -> list[Record]:
        """Its lines of a table of the economy."""
        return self._own(self.part.economy.found.frame(table), "centre")

    def papers(self, table: type[Table]) -> list[Record]:
        """What people wrote in a table of its workbook, where a line names no other centre."""
        frame = self.part.paper(table)
        return self._own(frame, "centre") if "centre" in frame else records(frame)

    def _own(self, frame: pd.DataFrame, centre: str) -> list[Record]:
        return [line for line in records(frame) if self._is_own(line[centre])]

    def _is_own(self, centre: object) -> bool:
        return is_missing(centre) or centre == self.name


def status_centres(material: Material) -> tuple[StatusCentre, ...]:
    """The centres of all workbooks, each once, in the order given."""
    return tuple(
        StatusCentre(material, part, str(name))
        for part in material.parts
        for name in dict.fromkeys(part.results[Results.CENTRE])
    )
