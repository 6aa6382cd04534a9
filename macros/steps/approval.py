"""Whether the figures of a reporting date are approved as they stand."""

from datetime import date

import pandas as pd

from macros.steps.closed_dates import is_same
from macros.steps.snapshots import read_history
from schemas.frames import records
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


def is_locked(history: pd.DataFrame, results: pd.DataFrame, as_of: date) -> bool:
    """Whether all results of a reporting date are approved, and today's figures give the same.

    Args:
        history: The results of earlier reporting dates.
        results: Today's.
        as_of: The reporting date.
    """
    of_day = [line for line in records(history) if line[History.AS_OF] == as_of]
    approved = {(line[History.CENTRE], line[History.GOAL]): line for line in of_day if line[History.APPROVED]}
    return bool(len(results)) and all(_stands(row, approved) for row in records(results))


def _stands(row: dict[str, object], approved: dict[tuple[object, object], dict[str, object]]) -> bool:
    line = approved.get((row[Results.CENTRE], row[Results.NUMBER]))
    same_light = line is not None and line[History.LIGHT] == row[Results.LIGHT]
    return line is not None and same_light and is_same(line[History.RESULT], row[Results.RESULT])
