"""The sheet *Datastatus*: the goals with their months, the same in a few sentences, and what the next meetings lack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.data_status.counting import counts_of, lacked_text
from macros.steps.data_status.figures import figures_in, read_revised
from macros.steps.data_status.goals import GoalData, goals_data
from macros.steps.papers.next_due import next_due
from macros.steps.table_writing import write_table
from macros.steps.tracing import OldOrigins
from schemas.data_codes import DataState
from schemas.frames import Record
from schemas.reading import frame_of
from schemas.tables import STATUS_MONTHS, DataFacts, DataLacks, DataStatus, Readiness
from schemas.words.vocabulary import Words
from workbook.port import Book

_TABLES = (DataStatus, DataFacts, DataLacks)
_FACTS = ("data_as_of", "data_in", "data_missing", "data_waiting", "data_marked", "data_next", "data_next_lacks")


@dataclass(frozen=True)
class DataSheet:
    """What the sheet shows.

    Args:
        goals: How it stands with the figures of each goal.
        day: The reporting date.
        readiness: What the next dates of the calendar lack.
    """

    goals: Sequence[GoalData]
    day: date
    readiness: pd.DataFrame

    def write(self, book: Book, words: Words) -> None:
        """Write it; a workbook that lacks the sheet until it is upgraded stays without it."""
        if not {table.name for table in _TABLES} <= set(book.tables()):
            return
        write_table(book, DataStatus.name, status_frame(self.goals, self.day, words), words)
        write_table(book, DataFacts.name, facts_frame(words, self), words)
        lacks = self.readiness[[str(field) for field in DataLacks.fields]]
        write_table(book, DataLacks.name, lacks, words)


def data_of(book: Book, contract: Contract, origins: OldOrigins) -> list[GoalData]:
    """How it stands with the figures of each goal of a workbook.

    Args:
        book: The workbook.
        contract: Its tables, budgets corrected.
        origins: What it knows of where its figures came from.
    """
    return goals_data(contract, figures_in(contract, origins, read_revised(book, contract.words)))


def status_frame(goals: Sequence[GoalData], day: date, words: Words) -> pd.DataFrame:
    """A line a goal.

    Args:
        goals: The goals.
        day: The reporting date.
        words: The language.
    """
    return frame_of(DataStatus, [_line(goal, day, words) for goal in goals])


def _line(goal: GoalData, day: date, words: Words) -> Record:
    counts, last = counts_of([goal], day), goal.last
    is_typed = last is not None and last.state is DataState.TYPED
    return {
        DataStatus.TITLE: goal.title,
        DataStatus.NUMBER: goal.number,
        **{str(STATUS_MONTHS[month - 1]): state for month, state in goal.by_month(day).items()},
        DataStatus.FIGURES_IN: f"{counts.known}/{counts.due}" if counts.due else "–",
        DataStatus.LAST_IN: last.period if last else None,
        DataStatus.FROM_FILE: words.text("data_typed_file") if is_typed else last.file if last else None,
        DataStatus.IMPORTED_ON: last.on if last else None,
        DataStatus.MEASURE: goal.measure,
        DataStatus.CENTRE: goal.centre,
    }


def facts_frame(words: Words, sheet: DataSheet | None = None) -> pd.DataFrame:
    """The sheet in a few sentences; always as many lines.

    Args:
        words: The language.
        sheet: What it shows; None before anything is computed.
    """
    facts = dict.fromkeys(_FACTS, words.text("not_yet")) if sheet is None else _facts(sheet, words)
    lines = [{DataFacts.LABEL: words.text(key), DataFacts.FACT: facts[key]} for key in _FACTS]
    return frame_of(DataFacts, lines)


def _facts(sheet: DataSheet, words: Words) -> dict[str, str]:
    counts = counts_of(sheet.goals, sheet.day)
    due, lacks = next_due(sheet.readiness, words), sheet.readiness[Readiness.MISSING].sum()
    values = {"counted": counts.known, "expected": counts.due, "missing": counts[DataState.MISSING]}
    how = "data_in_none_due" if not counts.due else "data_in_some" if values["missing"] else "data_in_all"
    missing, waiting = (
        lacked_text(sheet.goals, sheet.day, state, words) for state in (DataState.MISSING, DataState.WAITING)
    )
    nothing = words.text("data_none")
    later = words.text("data_waiting_value", count=counts[DataState.WAITING], named=waiting) if waiting else nothing
    marked = {str(state): counts[state] for state in _MARKED}
    return {
        "data_as_of": words.day(sheet.day),
        "data_in": words.text(how, **values),
        "data_missing": missing or nothing,
        "data_waiting": later,
        "data_marked": words.text("data_marked_value", **marked) if any(marked.values()) else nothing,
        "data_next": due.what,
        "data_next_lacks": words.text("data_next_named", lacks=due.lacks) if lacks else due.lacks,
    }


_MARKED = (DataState.TYPED, DataState.REVISED, DataState.HIDDEN, DataState.PARTLY)
