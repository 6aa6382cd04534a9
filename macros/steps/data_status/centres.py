"""The data status of all centres: how many figures each has in, what it lacks, and the same month by month."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.data_status.counting import Counts, counts_of, lacked_text
from macros.steps.data_status.goals import DUE, FIGURES_IN, GoalData
from schemas.data_codes import DataState
from schemas.frames import Record
from schemas.reading import frame_of
from schemas.tables import STATUS_MONTHS, CentreData
from schemas.words.vocabulary import Words


@dataclass(frozen=True)
class OfCentre:
    """A centre's figures.

    Args:
        centre: The centre.
        file: The file of its workbook.
        goals: How it stands with the figures of its goals.
    """

    centre: str
    file: str
    goals: Sequence[GoalData]


def centre_data(parts: Sequence[OfCentre], missing: Sequence[str], day: date, words: Words) -> pd.DataFrame:
    """One line a centre, those without figures first, then those that lack most; then one of all of them.

    Args:
        parts: The centres with workbooks.
        missing: The centres without one.
        day: The reporting date of all of them.
        words: The language.
    """
    counted = [(part, counts_of(part.goals, day)) for part in parts]
    counted.sort(key=lambda each: (_has_any(each[1]), -each[1][DataState.MISSING]))
    lines: list[Record] = [
        {CentreData.CENTRE: name, CentreData.LACKED: words.text("data_no_workbook")} for name in missing
    ]
    lines += [_line(part, counts, day, words) for part, counts in counted]
    if len(counted) > 1:
        every = [goal for part in parts for goal in part.goals]
        name = words.text("data_all_centres")
        lines.append({CentreData.CENTRE: name, **_counts(counts_of(every, day)), **_months(every, day, words)})
    return frame_of(CentreData, lines)


def _has_any(counts: Counts) -> bool:
    """Whether any figure is in; of a centre that needs none yet nothing stands out."""
    return counts.known > 0 or not counts.due


def _line(part: OfCentre, counts: Counts, day: date, words: Words) -> Record:
    lacked = lacked_text(part.goals, day, DataState.MISSING, words)
    ends = [goal.last.period for goal in part.goals if goal.last is not None]
    return {
        CentreData.CENTRE: part.centre,
        **_counts(counts),
        **_months(part.goals, day, words),
        CentreData.LACKED: lacked if _has_any(counts) else words.text("data_no_figures"),
        CentreData.LAST_IN: max(ends, key=lambda period: period.last_month, default=None),
        CentreData.FILE: part.file,
    }


def _counts(counts: Counts) -> Record:
    return {
        CentreData.EXPECTED: counts.due,
        CentreData.COUNTED_IN: counts.known,
        CentreData.MISSING: counts[DataState.MISSING],
        CentreData.WAITING: counts[DataState.WAITING],
        CentreData.HIDDEN: counts[DataState.HIDDEN],
        CentreData.PARTLY: counts[DataState.PARTLY],
        CentreData.TYPED: counts[DataState.TYPED],
        CentreData.REVISED: counts[DataState.REVISED],
    }


def _months(goals: Sequence[GoalData], day: date, words: Words) -> Record:
    """By month how many of the figures that are due are in, with the mark of what is worst."""
    by_month: dict[int, Counter[DataState]] = {}
    for goal in goals:
        for month, state in goal.by_month(day).items():
            by_month.setdefault(month, Counter())[state] += 1
    return {str(STATUS_MONTHS[month - 1]): _month(states, words) for month, states in by_month.items()}


def _month(states: Counter[DataState], words: Words) -> str | None:
    due, known = (sum(states[state] for state in wanted) for wanted in (DUE, FIGURES_IN))
    if due:
        return f"{_mark(DataState.MISSING if states[DataState.MISSING] else DataState.IN, words)} {known}/{due}"
    waiting = states[DataState.WAITING]
    return f"{_mark(DataState.WAITING, words)} {waiting}" if waiting else None


def _mark(state: DataState, words: Words) -> str:
    return words.word(state).split()[0]
