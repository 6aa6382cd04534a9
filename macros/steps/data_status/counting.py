"""Counting and naming what is in and what is missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from macros.steps.data_status.goals import DUE, FIGURES_IN, GoalData
from macros.steps.papers.lacking import named
from schemas.data_codes import DataState
from schemas.tables import STATUS_MONTHS, DataStatus
from schemas.text.periods import MONTHS_A_YEAR, Period
from schemas.words.vocabulary import Words


@dataclass(frozen=True)
class Counts:
    """How many figures are due, and how it stands with them.

    Args:
        by_state: How many figures of each state.
    """

    by_state: Counter[DataState] = field(default_factory=Counter)

    @property
    def due(self) -> int:
        """How many are due, or in before they are."""
        return sum(self.by_state[state] for state in DUE)

    @property
    def known(self) -> int:
        """How many are in, hidden ones and those that are not whole among them."""
        return sum(self.by_state[state] for state in FIGURES_IN)

    def __getitem__(self, state: DataState) -> int:
        """How many of a state."""
        return self.by_state[state]


def counts_of(goals: Iterable[GoalData], day: date) -> Counts:
    """How many figures of goals are due on a reporting date, and how it stands with them."""
    return Counts(Counter(state for goal in goals for state in goal.states(day).values()))


def lacked(goals: Sequence[GoalData], day: date, state: DataState, words: Words) -> list[str]:
    """The goals with figures of a state, each with their months: ``1.3: Apr–Jun``.

    Args:
        goals: The goals.
        day: The reporting date.
        state: What is asked for: what is missing, or what is waited for.
        words: The language.
    """
    told = []
    for goal in goals:
        periods = [period for period, each in goal.states(day).items() if each is state]
        if periods:
            told.append(words.text("data_goal_months", number=goal.number, months=_months(periods, words)))
    return told


def lacked_text(goals: Sequence[GoalData], day: date, state: DataState, words: Words) -> str:
    """The same in a row; of many the first, and how many are left. Nothing where there is none."""
    return named(lacked(goals, day, state, words), words, between="; ")


def _months(periods: Sequence[Period], words: Words) -> str:
    """Months in a row, with those that follow each other as a span."""
    months = sorted({month for each in periods for month in range(each.first_month, each.last_month + 1)})
    spans: list[list[int]] = []
    for month in months:
        if spans and month == spans[-1][-1] + 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    return ", ".join(_span(span[0], span[-1], words) for span in spans)


def _span(first: int, last: int, words: Words) -> str:
    names = [words.title(DataStatus, STATUS_MONTHS[month % MONTHS_A_YEAR]) for month in (first, last)]
    return names[0] if first == last else "–".join(names)
