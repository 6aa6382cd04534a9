"""A recalculation against the one before, and against what was approved: read before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from macros.steps.change_texts import changes_frame, worded
from macros.steps.changes import Again, changes_since
from macros.steps.closed_dates import Compared, against_approved
from macros.steps.contract import Contract
from macros.steps.snapshots import Past, history_lines, read_past, snapshot, write_past
from macros.steps.table_writing import write_table
from schemas.frames import Record
from schemas.issues.issue import Issue
from schemas.tables import Changes, ClosedResults, SnapshotInputs
from schemas.words.vocabulary import Words
from workbook.port import Book
from workbook.trail.snapshots import Snapshot


@dataclass(frozen=True)
class LookedBack:
    """What a recalculation is compared with, and what came of it.

    Args:
        past: What the workbook knew of its last recalculation.
        now: What its results are computed from now; None where the workbook keeps no snapshots.
        history: The history with the fresh results.
        changes: Which figures moved since the last one, and why.
        compared: The approved results of the same date beside today's.
    """

    past: Past = field(default_factory=Past)
    now: Snapshot | None = None
    history: Sequence[Record] = ()
    changes: Sequence[Record] = ()
    compared: Compared = field(default_factory=Compared)

    @property
    def issues(self) -> list[Issue]:
        """What must be said."""
        return [*self.past.issues, *self.compared.issues]

    @property
    def goals(self) -> list[str]:
        """The numbers of the goals of which a figure moved."""
        return [str(line[Changes.NUMBER]) for line in self.changes]

    @property
    def frame(self) -> pd.DataFrame:
        """The changes as a frame."""
        return changes_frame(self.changes)

    def sentence(self, words: Words) -> str:
        """How many goals moved since when, for the log; nothing where none did."""
        if not self.changes or self.past.last is None:
            return ""
        goals = {(line[Changes.CENTRE], line[Changes.NUMBER]) for line in self.changes}
        since, sheet = words.day(self.past.last.as_of), words.sheet("changes")
        return words.text("goals_moved", count=len(goals), since=since, sheet=sheet)

    def write(self, book: Book, words: Words) -> None:
        """Write the snapshot, the history, and what moved; where nothing did, the last change stays to be read."""
        if self.now is None:
            return
        write_past(book, self.past, self.now, self.history, words)
        if self.changes and Changes.name in book.tables():
            write_table(book, Changes.name, worded(self.changes, words), words)
        if self.compared.frame is not None:
            write_table(book, ClosedResults.name, self.compared.frame, words, self.compared.raw)


def look_back(book: Book, contract: Contract, results: pd.DataFrame, as_of: date, again: Again) -> LookedBack:
    """Compare fresh results with the last ones, and with those approved of the same date.

    Args:
        book: The workbook, to which nothing has been written yet.
        contract: Its tables.
        results: The fresh results.
        as_of: Their reporting date.
        again: Computes the results of mixed tables.

    Returns:
        What came of it; nothing for a workbook that was made before snapshots were kept.
    """
    past = read_past(book, contract.words)
    if SnapshotInputs.name not in past.raws:
        return LookedBack(past)
    now = snapshot(contract, results, as_of)
    changes = changes_since(past.last, now, contract, again) if past.last is not None else []
    compared = against_approved(book, contract, results, now, past.approved(as_of), again)
    return LookedBack(past, now, history_lines(past.history, results, as_of), changes, compared)
