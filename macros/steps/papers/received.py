"""What a centre has handed in of what a reporting date needs, for the page of all centres."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from macros.steps.economy.warning_texts import warning_counts
from macros.steps.papers.about import About
from macros.steps.papers.comments import goals_off, lights_at
from macros.steps.papers.due_dates import DueDate
from macros.steps.papers.lacking import approved_on, lacking
from macros.steps.papers.next_due import next_due
from macros.steps.papers.readiness import readiness
from schemas.document_codes import MeetingKind, Need
from schemas.frames import Record
from schemas.reading import empty, frame_of
from schemas.tables import Readiness, Received, WarningsDue
from schemas.words.vocabulary import Words

if TYPE_CHECKING:  # a part of a consolidated workbook reads its papers by this package
    from macros.steps.centre_results import CentreResults


@dataclass(frozen=True)
class HandedIn:
    """What a workbook holds of what its reporting date needs.

    Args:
        counts: By field of ``Received``: what is due, and what is there.
        approved: The day on which the figures of the reporting date were approved; None where they were not.
        readiness: What its calendar's next dates lack.
    """

    counts: dict[str, int] = field(default_factory=dict)
    approved: date | None = None
    readiness: pd.DataFrame = field(default_factory=lambda: empty(Readiness))


def handed_in(about: About) -> HandedIn:
    """What a workbook holds of what its reporting date needs."""
    now = DueDate(about.as_of, MeetingKind.QUARTERLY, None, ())
    off = goals_off(lights_at(about.results, about.history, about.as_of, about.as_of))
    missing = {need: lacking(about, now, need).count for need in (Need.FIGURES, Need.COMMENTS)}
    warnings = warning_counts(about.economy.frame(WarningsDue))
    counts: dict[str, int] = {
        Received.GOALS: len(about.results),
        Received.FIGURES: len(about.results) - missing[Need.FIGURES],
        Received.COMMENTS_DUE: len(off),
        Received.COMMENTS: len(off) - missing[Need.COMMENTS],
        Received.ACCOUNTS_DUE: warnings.open,
        Received.ACCOUNTS: warnings.open - warnings.without,
    }
    return HandedIn(counts, approved_on(about.history, about.as_of), readiness(about))


def received_of(parts: "Sequence[CentreResults]", missing: Sequence[str], words: Words) -> pd.DataFrame:
    """One line a workbook, in the order given, then one for each centre whose workbook is not among them.

    Args:
        parts: The workbooks.
        missing: The centres without one.
        words: The language.
    """
    lines = [_line(part, words) for part in parts]
    lines += [{Received.CENTRE: name, Received.LACKS: words.text("received_no_workbook")} for name in missing]
    return frame_of(Received, lines)


def _line(part: "CentreResults", words: Words) -> Record:
    due = next_due(part.handed_in.readiness, words)
    is_changed = part.handed_in.approved is not None and not part.is_approved
    return {
        Received.CENTRE: part.holder,
        Received.AS_OF: part.as_of,
        **part.handed_in.counts,
        Received.APPROVED: part.handed_in.approved,
        Received.NEXT_DUE: due.what,
        Received.LACKS: words.text("received_changed", lacks=due.lacks) if is_changed else due.lacks,
        Received.FILE: part.path.name,
    }
