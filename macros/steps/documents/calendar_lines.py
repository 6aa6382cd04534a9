"""The follow-up calendar as a table of a document.

``calendar_table(meetings, words) -> DataTable``: ``meetings`` is a frame of ``schemas.tables.Meetings`` (of a workbook
``part.paper(Meetings)``, of a register ``shipped_calendar(year, words)``); without lines the table has no rows.
"""

from datetime import date

import pandas as pd

from schemas.document_codes import MeetingKind
from schemas.frames import Record, is_missing, records
from schemas.tables import Meetings
from schemas.text.need_lists import need_list, need_text
from schemas.words.vocabulary import Words
from workbook.documents.model import Cell, Column, DataTable
from workbook.documents.prose.period_words import period_words

_WIDTHS = (12, 18, 16, 26, 34, 30)


def calendar_table(meetings: pd.DataFrame, words: Words) -> DataTable:
    """The calendar in the order of its dates: what takes place when, on which figures, with whom.

    Args:
        meetings: The lines of ``schemas.tables.Meetings``.
        words: The document's language.
    """
    fields = (Meetings.DATE, Meetings.MEETING_KIND, Meetings.THROUGH, Meetings.NEEDS, Meetings.PARTICIPANTS)
    titles = [*(words.title(Meetings, field) for field in fields), words.title(Meetings, Meetings.NOTE)]
    lines = sorted(records(meetings), key=_day)
    return DataTable(
        words.text("calendar_caption"),
        tuple(Column(title, width=width) for title, width in zip(titles, _WIDTHS, strict=True)),
        tuple(tuple(Cell(text) for text in _texts(line, words)) for line in lines),
    )


def _day(line: Record) -> date:
    """By date; a line that has none yet stands last."""
    return line[Meetings.DATE] if isinstance(line[Meetings.DATE], date) else date.max


def _texts(line: Record, words: Words) -> tuple[str, ...]:
    day = line[Meetings.DATE]
    return (
        words.day(day) if isinstance(day, date) else "",
        "" if is_missing(line[Meetings.MEETING_KIND]) else words.word(MeetingKind(line[Meetings.MEETING_KIND])),
        period_words(line[Meetings.THROUGH], words),
        need_text(need_list(line[Meetings.NEEDS]).needs, words),
        _text(line[Meetings.PARTICIPANTS]),
        _text(line[Meetings.NOTE]),
    )


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)
