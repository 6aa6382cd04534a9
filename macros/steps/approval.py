"""Whether the figures of a reporting date are approved as they stand, and what was revised since."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.closed_dates import is_same
from macros.steps.snapshots import read_history
from schemas.frames import Record, records
from schemas.reading import frame_of
from schemas.tables import History, Results
from schemas.words.vocabulary import Words
from workbook.port import Book


def known_history(book: Book, words: Words) -> pd.DataFrame:
    """The results of earlier reporting dates that a workbook knows; none where it was made before they were kept.

    Args:
        book: The workbook.
        words: Its language.
    """
    return frame_of(History, read_history(book, words))


def lines_of_date(book: Book, as_of: date, words: Words) -> list[Record]:
    """The lines of the history of one reporting date, the approved ones last: those count."""
    lines = [line for line in read_history(book, words) if line[History.AS_OF] == as_of]
    return sorted(lines, key=lambda line: line[History.APPROVED] is not None)


@dataclass(frozen=True)
class Revised:
    """A reporting date that was approved, and whose figures have since become others.

    Args:
        approved: The day on which it was approved.
        goals: The numbers of the goals that came out otherwise than they were approved.
    """

    approved: date
    goals: tuple[str, ...]


def is_locked(history: pd.DataFrame, results: pd.DataFrame, as_of: date) -> bool:
    """Whether all results of a reporting date are approved, and today's figures give the same.

    Args:
        history: The results of earlier reporting dates.
        results: Today's.
        as_of: The reporting date.
    """
    approved = _approved(history, as_of)
    return bool(len(results)) and all(
        (line := approved.get(_key(row))) is not None and _stands(row, line) for row in records(results)
    )


def revised_since(history: pd.DataFrame, results: pd.DataFrame, as_of: date) -> Revised | None:
    """What became of a reporting date after its approval; None where it was not approved, or stands as it was.

    Args:
        history: The results of earlier reporting dates.
        results: Today's.
        as_of: The reporting date.
    """
    approved = _approved(history, as_of)
    changed = [
        row for row in records(results) if (line := approved.get(_key(row))) is not None and not _stands(row, line)
    ]
    if not changed:
        return None
    day = max(approved[_key(row)][History.APPROVED] for row in changed)
    return Revised(day, tuple(str(row[Results.NUMBER]) for row in changed))


def _approved(history: pd.DataFrame, as_of: date) -> dict[tuple[object, object], Record]:
    """The approved line of each goal at a reporting date, by centre and number."""
    of_day = [line for line in records(history) if line[History.AS_OF] == as_of]
    return {(line[History.CENTRE], line[History.GOAL]): line for line in of_day if line[History.APPROVED]}


def _key(row: Record) -> tuple[object, object]:
    return row[Results.CENTRE], row[Results.NUMBER]


def _stands(row: Record, line: Record) -> bool:
    return line[History.LIGHT] == row[Results.LIGHT] and is_same(line[History.RESULT], row[Results.RESULT])
