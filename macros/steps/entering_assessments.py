"""Assessments from a list, entered as a user types them: into the blue cells of a recalculated follow-up."""

from pathlib import Path

import pandas as pd

from macros.steps.contract import open_book
from macros.steps.table_writing import write_table
from schemas.frames import numbered, records
from schemas.reading import Understood, frame_of, read_table
from schemas.tables import PrintedAssessments, Results
from schemas.words.vocabulary import Words

_ENTERED = (Results.ASSESSMENT, Results.ASSESSMENT_REASON, Results.ASSESSED_BY, Results.ASSESSED_ON)
_OF_GOAL = [Results.CENTRE, Results.MEASURE]
_REASONS = {"da": PrintedAssessments.REASON_DA, "en": PrintedAssessments.REASON_EN}


def stated(printed: Understood, words: Words) -> pd.DataFrame:
    """The lights that a report's prose states, as columns of the follow-up.

    Args:
        printed: The lines of the report, with reasons in both languages.
        words: The language of the workbooks that they are for.
    """
    frame = printed.frame
    columns = (PrintedAssessments.ASSESSMENT, _REASONS[words.language], *_ENTERED[2:])
    return frame[_OF_GOAL].assign(**{str(to): frame[of] for to, of in zip(_ENTERED, columns, strict=True)})


def enter_assessments(workbook: Path, assessments: pd.DataFrame) -> int:
    """Enter assessments beside the goals that they are of; the next recalculation puts them in force.

    Args:
        workbook: One of our workbooks, recalculated for the reporting date that the assessments are made for.
        assessments: Centre, measure, light, reason, author and date.

    Returns:
        How many the workbook has goals for; the others are passed over, and without any nothing is written.

    Raises:
        CannotOpenError: The file cannot be read or written.
        RefusedError: A column of the follow-up is renamed or missing.
    """
    found = {(line[Results.CENTRE], line[Results.MEASURE]): line for line in records(assessments)}
    book, words = open_book(workbook)
    with book:
        raw = book.read(Results.name)
        standing = read_table(Results, raw, words).frame
        entered = 0
        rows = []
        for _, row in numbered(standing):
            line = found.get((row[Results.CENTRE], row[Results.MEASURE]))
            entered += line is not None
            rows.append({name: (line or row)[name] for name in _ENTERED})
        if entered:
            frame = frame_of(Results, rows)[[str(name) for name in _ENTERED]]
            write_table(book, Results.name, frame, words, raw, range(len(frame)))
            book.save()
    return entered
