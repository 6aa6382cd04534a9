"""Recalculate many workbooks, each by itself; what is kept of each is what is said of it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from macros.steps.all_workbooks.folder import goals_of
from macros.steps.all_workbooks.outcome import Outcome, moved_lights, standing_lights
from macros.steps.contract import open_book
from macros.steps.recalculating import recalculate
from schemas.context import holders_of
from schemas.tables import Results


@dataclass(frozen=True)
class FreshResults:
    """A workbook that was recalculated.

    Args:
        outcome: What is said of it.
        results: Its results.
    """

    outcome: Outcome
    results: pd.DataFrame


def recalculate_one(path: Path, as_of: date | None, now: datetime, learned_from: Path | None) -> FreshResults:
    """Recalculate one of several workbooks.

    Args:
        path: The workbook.
        as_of: The reporting date; without one, its latest period.
        now: The time.
        learned_from: A consolidated workbook, whose forecast basis it takes and keeps.

    Raises:
        CannotOpenError: It cannot be read or written.
        RefusedError: Its own tables hold errors; nothing is written.
    """
    book, words = open_book(path)
    with book:
        before = standing_lights(book, words)
    done = recalculate(path, as_of, now, learned_from)
    centre = str(done.results[Results.CENTRE].iloc[0]) if len(done.results) else _holder(path)
    lights = moved_lights(before, done.results)
    return FreshResults(Outcome(path, centre, issues=done.issues, lights=lights, as_of=done.as_of), done.results)


def _holder(path: Path) -> str:
    """Whose workbook it is, where none of its goals is in force on the reporting date."""
    return ", ".join(holders_of(goals_of(path))) or path.stem
