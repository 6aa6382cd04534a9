"""What the next dates of the year's calendar still lack."""

import pandas as pd

from macros.steps.papers.about import About
from macros.steps.papers.due_dates import DueDate, counting_day, due_dates, own_dates
from macros.steps.papers.lacking import lacking, yes_no
from schemas.document_codes import Need
from schemas.frames import Record
from schemas.reading import frame_of
from schemas.tables import Meetings, Readiness


def readiness(about: About) -> pd.DataFrame:
    """One line a date that is due next and a need of it, and one for each need that a date behind it still lacks.

    The figures are those of the period that the date is held on; comments and written accounts are asked for once,
    for the next date that needs them. A date that needs nothing has a line without a need.
    """
    contract = about.contract
    day = counting_day(contract.year, about.as_of, about.today)
    lines: list[Record] = []
    for due in due_dates(own_dates(contract.frame(Meetings), contract.year), day):
        found = [_line(about, due, need) for need in due.needs]
        if not due.is_late:
            lines += found or [_bare(about, due)]
        else:
            lines += [line for line in found if line[Readiness.MISSING]]
    return frame_of(Readiness, lines)


def _line(about: About, due: DueDate, need: Need) -> Record:
    found = lacking(about, due, need)
    return _bare(about, due) | {
        Readiness.NEED: about.words.word(need),
        Readiness.MISSING: found.count,
        Readiness.MESSAGE: found.message,
    }


def _bare(about: About, due: DueDate) -> Record:
    return {
        Readiness.DATE: due.day,
        Readiness.MEETING_KIND: due.kind,
        Readiness.THROUGH: due.through,
        Readiness.MISSING: 0,
        Readiness.IS_LATE: yes_no(due.is_late),
        Readiness.MESSAGE: about.words.text("ready_no_needs"),
        Readiness.CENTRE: about.contract.holders[0],
    }
