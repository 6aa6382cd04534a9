"""The next date of the calendar and what it lacks, in a line each: for the front page, and for all centres together."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from schemas.codes import YesNo
from schemas.document_codes import MeetingKind, Need
from schemas.frames import Record, records
from schemas.tables import Readiness
from schemas.text.need_lists import need_list
from schemas.words.vocabulary import Words
from workbook.documents.prose.period_words import period_words


@dataclass(frozen=True)
class NextDue:
    """The next date, in words.

    Args:
        what: What takes place when, on which figures; and what is overdue of the dates behind it.
        lacks: What it lacks; where there is no date ahead, what the last one behind lacks.
    """

    what: str
    lacks: str

    def whole(self, words: Words) -> str:
        """Both in one line."""
        return words.text("about_next_lacks", next=self.what, lacks=self.lacks)


def next_due(readiness: pd.DataFrame, words: Words) -> NextDue:
    """The next date and what it lacks.

    Args:
        readiness: What the dates of the calendar lack.
        words: The language.
    """
    lines = records(readiness)
    ahead = [line for line in lines if line[Readiness.IS_LATE] != YesNo.YES]
    late = [line for line in lines if line[Readiness.IS_LATE] == YesNo.YES]
    what = date_text(ahead[0], words) if ahead else words.text("about_next_none")
    if late:
        what = words.text("about_next_late", next=what, late=_late_text(late, words))
    return NextDue(what, lacks_text(ahead or _of_last_date(late), words))


def date_text(line: Record, words: Words) -> str:
    """A date of the calendar: what takes place when, on which figures."""
    named, through = _named(line, words), period_words(line[Readiness.THROUGH], words)
    return words.text("about_next_on", next=named, through=through) if through else named


def lacks_text(lines: Sequence[Record], words: Words) -> str:
    """What lines of readiness lack, counted: *tal for 2 mål, 3 kommentarer, 1 redegørelse*."""
    told = []
    for line in lines:
        count = int(line[Readiness.MISSING])
        for need in need_list(line[Readiness.NEED]).needs if count else ():
            told.append(_counted(need, count, words))
    return ", ".join(dict.fromkeys(told)) or words.text("about_lacks_nothing")


def _late_text(late: Sequence[Record], words: Words) -> str:
    """What is overdue: the last date behind with what it lacks; of several also how many."""
    last = _of_last_date(late)
    text = words.text("about_late_value", what=_named(last[0], words), lacks=lacks_text(last, words))
    count = len({_date_of(line) for line in late})
    return words.text("about_late_last", count=count, last=text) if count > 1 else text


def _of_last_date(lines: Sequence[Record]) -> list[Record]:
    return [line for line in lines if _date_of(line) == _date_of(lines[-1])] if lines else []


def _date_of(line: Record) -> tuple[object, object]:
    return line[Readiness.DATE], line[Readiness.MEETING_KIND]


_SINGLE = frozenset({Need.APPROVAL, Need.REWARD})
"""What is there or not, and is not counted."""


def _counted(need: Need, count: int, words: Words) -> str:
    key = f"lacks_{need.value}"
    return words.text(f"{key}_one") if count == 1 or need in _SINGLE else words.text(key, count=count)


def _named(line: Record, words: Words) -> str:
    kind = words.word(MeetingKind(line[Readiness.MEETING_KIND]))
    return words.text("about_next_value", what=kind, day=words.day(line[Readiness.DATE]))
