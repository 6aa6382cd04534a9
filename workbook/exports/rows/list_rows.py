"""Rows of an export on their way to the workbook: completed, scaled, named, and only the workbook's own."""

from dataclasses import replace
from datetime import date

import pandas as pd

from schemas.cells import Cell, CellKind, RawTable
from schemas.expected import Expected
from schemas.fields import Table
from schemas.issues.issue import Issue, Place
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import label_key
from schemas.reading import Understood, fields_of
from schemas.tables import FIGURES, Observations
from schemas.words.vocabulary import Words
from workbook.exports.meaning.titled_lists import TitledList

_GIVEN = (Observations.CENTRE, Observations.MEASURE, Observations.PERIOD)


def completed(found: TitledList, words: Words) -> RawTable:
    """A list with what the profile, or else its titles, tell of every row, where it has no column of its own for it."""
    raw = found.raw
    added = {column: found.told[column].value for column in _GIVEN if column in found.told}
    if not added:
        return raw
    titles = [words.title(Observations, column) for column in added]
    cells = [Cell(CellKind.TEXT, text) for text in added.values()]
    return replace(
        raw,
        header=[*raw.header, *titles],
        read_as=[*raw.read_as, *titles] if raw.read_as else (),
        rows=[[*row, *cells] for row in raw.rows],
        factors=[[*row, *(1.0 for _ in added)] for row in raw.factors],
    )


def scaled(raw: RawTable, table: type[Table], labels: Labels) -> RawTable:
    """Figures of a measure that the profile scales."""
    if not labels.scales or table is not Observations:
        return raw
    fields = fields_of(raw, table)
    if Observations.MEASURE not in fields:
        return raw
    at = fields.index(Observations.MEASURE)
    figures = [field in FIGURES[Observations] for field in fields]
    factors = []
    for number, row in enumerate(raw.rows):
        before = raw.factors[number] if raw.factors else [1.0] * len(fields)
        scale = labels.scales.get(label_key(row[at].text), 1.0)
        factors.append([factor * (scale if figure else 1.0) for factor, figure in zip(before, figures, strict=True)])
    return replace(raw, factors=factors)


def resolve_names(understood: Understood, labels: Labels) -> Understood:
    """Centres and measures by their names, each other spelling listed once; rows the profile leaves out are gone."""
    frame = understood.frame.copy()
    issues: list[Issue] = []
    for column, known in ((Observations.CENTRE, labels.centres), (Observations.MEASURE, labels.measures)):
        if column not in frame:
            continue
        values = [known.get(label_key(text), text) if isinstance(text, str) else text for text in frame[column]]
        said: set[object] = set()
        for row, old, new in zip(frame.index, frame[column], values, strict=True):
            if new and new != old and old not in said:
                said.add(old)
                if not labels.holders or column != Observations.CENTRE or new in labels.holders:
                    issues.append(Issue("label_taken", understood.place(int(row), column), str(old), {"taken": new}))
        frame[column] = pd.Series(values, index=frame.index, dtype=object)
    named = [column for column in (Observations.MEASURE, Observations.CENTRE) if column in frame]
    out = (frame[named] == "").any(axis=1)
    gone = {understood.raw.row_numbers[int(row)] for row in frame.index[out]}
    kept = [issue for issue in understood.issues if issue.place.row not in gone]
    return replace(understood, frame=frame[~out], issues=[*kept, *issues])


def rows_of_holders(understood: Understood, expected: Expected, labels: Labels) -> Understood:
    """The rows of the workbook's own centres; rows of other known centres and of wider areas are only counted."""
    column = Observations.CENTRE
    frame = understood.frame
    if column not in frame or not len(frame):
        return understood
    known = expected.names | labels.beyond
    others = frame[column].isin(known) & ~frame[column].isin(expected.holders)
    if not others.any():
        return understood
    other_names = ", ".join(sorted(set(frame.loc[others, column])))
    raw = understood.raw
    left_out = {understood.place(int(row), field).cell for row in frame.index[others] for field in understood.positions}
    own = {understood.place(int(row), field).cell for row in frame.index[~others] for field in understood.positions}
    kept = [issue for issue in understood.issues if issue.place.cell not in left_out - own]
    note = Issue("other_centre", Place(raw.file, raw.sheet), other_names, {"count": int(others.sum())})
    return replace(understood, frame=frame[~others], issues=[*kept, note])


def with_source(understood: Understood, file: str, drawn: date | None) -> pd.DataFrame:
    """Observations with the file they came from, and the day the sheet says it was drawn, where the rows do not."""
    frame = understood.frame
    if understood.table is not Observations:
        return frame
    named = [source or file for source in frame[Observations.SOURCE]]
    days = [day if isinstance(day, date) else drawn for day in frame[Observations.EXTRACTED]]
    return frame.assign(
        **{
            Observations.SOURCE: pd.Series(named, index=frame.index, dtype=object),
            Observations.EXTRACTED: pd.Series(days, index=frame.index, dtype=object),
        }
    )
