"""How it stands with the figures of each goal, period by period of the contract year.

Which figures a goal needs, and up to when they are due, is told where it always is: the months that a goal is of and
whether its last figure stands by ``history``, the length of a period and a measure's lag by the catalogue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from macros.steps.contract import Contract
from macros.steps.data_status.figures import Figure, Series
from macros.steps.history import goals_of_year
from macros.steps.papers.known_figures import usual_length
from schemas.data_codes import DataState
from schemas.measures import MeasureFacts
from schemas.tables import Goals
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period, running_month

_WORST_FIRST = (DataState.PARTLY, DataState.HIDDEN, DataState.TYPED, DataState.REVISED, DataState.IN)
FIGURES_IN = frozenset(_WORST_FIRST)
"""The states of a figure of which at least a part is in."""
DUE = FIGURES_IN | {DataState.MISSING}
"""The states that count as due: a figure that is missing, and each that is in."""


@dataclass(frozen=True)
class Slot:
    """A period of the year that a goal needs a figure of.

    Args:
        period: The period.
        due: The month, as a running number, at whose end its figure is due by the measure's lag.
        state: How it stands with the figure that is in; None where none is.
    """

    period: Period
    due: int
    state: DataState | None = None


@dataclass(frozen=True)
class GoalData:
    """A goal's figures.

    Args:
        number: The goal's number.
        title: Its title.
        centre: Its centre.
        measure: Its measure.
        year: The contract year.
        months: The first and the last month, 1 to 12, that it is of.
        slots: The periods that it needs a figure of.
        stands: Whether its last figure stands until the next: then only one is needed.
        last: The figure that ends last.
    """

    number: str
    title: str
    centre: str
    measure: str
    year: int
    months: tuple[int, int]
    slots: tuple[Slot, ...]
    stands: bool
    last: Figure | None

    def states(self, day: date) -> dict[Period, DataState]:
        """How it stands with the figure of each period.

        Args:
            day: The reporting date.
        """
        if self.stands:
            return dict(self._standing(running_month(day)))
        return {slot.period: slot.state or _lacking(slot, running_month(day)) for slot in self.slots}

    def _standing(self, now: int) -> Iterator[tuple[Period, DataState]]:
        """Of a figure that stands one is needed, whenever it comes: where there is none, the latest due is missing."""
        known = [slot for slot in self.slots if slot.state]
        due = [slot for slot in self.slots if slot.due <= now]
        for slot in self.slots:
            if slot.state:
                yield slot.period, slot.state
            elif known:
                if slot.period.last_month > known[0].period.last_month and slot.period.last_month <= now:
                    yield slot.period, DataState.STANDS
            elif not due or slot.due > now:
                yield slot.period, _lacking(slot, now)
            elif slot is due[-1]:
                yield slot.period, DataState.MISSING

    def by_month(self, day: date) -> dict[int, DataState]:
        """The same by month, 1 to 12: each period at its last month, and the months that the goal is not of."""
        first, last = self.months
        outside = (month for month in range(1, MONTHS_A_YEAR + 1) if not first <= month <= last)
        own = {_month(period): state for period, state in self.states(day).items()}
        return {**dict.fromkeys(outside, DataState.OUTSIDE), **own}


def _month(period: Period) -> int:
    return period.last_month % MONTHS_A_YEAR + 1


def _lacking(slot: Slot, now: int) -> DataState:
    if slot.due <= now:
        return DataState.MISSING
    return DataState.WAITING if slot.period.last_month <= now else DataState.LATER


def goals_data(contract: Contract, figures: dict[Series, list[Figure]]) -> list[GoalData]:
    """How it stands with the figures of each goal of the contract, also of those that begin later or have ended.

    Args:
        contract: The workbook.
        figures: The figures that are in, from ``figures_in``.
    """
    named = contract.goals[[Goals.CENTRE, Goals.NUMBER, Goals.TITLE]].itertuples(index=False, name=None)
    titles = {(str(centre), str(number)): str(title) for centre, number, title in named}
    found = []
    for (number, centre, measure, unit), first, last, stands in goals_of_year(contract.goals, contract.year):
        facts = contract.catalogue.facts(measure, unit)
        own = figures.get((centre, measure), [])
        length = facts.length or usual_length([figure.period for figure in own])
        slots = tuple(
            Slot(period, period.last_month + facts.lag, _state(period, own, facts, (first, last)))
            for period in _periods(contract.year, length)
            if first <= _month(period) <= last
        )
        within = [each for each in own if first <= _month(each.period) <= last]
        latest = max(within, key=lambda each: each.period.last_month, default=None)
        title = titles[centre, number]
        found.append(GoalData(number, title, centre, measure, contract.year, (first, last), slots, stands, latest))
    return found


@lru_cache(maxsize=8)
def _periods(year: int, length: Grain) -> tuple[Period, ...]:
    """The periods of a year; a goal needs those that end while it is in force.

    A goal of October to December needs a year's figure; one that has ended in May needs none of June's quarter.
    """
    return tuple(Period(year, length, index + 1) for index in range(MONTHS_A_YEAR // length))


def _state(period: Period, own: Sequence[Figure], facts: MeasureFacts, months: tuple[int, int]) -> DataState | None:
    """How it stands with the figures that cover a period; None where none does."""
    covering = [each for each in own if each.period.first_month <= period.last_month and _ends_after(each, period)]
    if not covering:
        return None
    own_length = facts.length is not None and any(each.period.last_month == period.last_month for each in covering)
    wanted = {
        month
        for month in range(period.first_month, period.last_month + 1)
        if months[0] <= month % MONTHS_A_YEAR + 1 <= months[1]
    }
    covered = {month for each in covering for month in range(each.period.first_month, each.period.last_month + 1)}
    if not own_length and not wanted <= covered:
        return DataState.PARTLY
    held = {each.state for each in covering}
    return next(state for state in _WORST_FIRST if state in held)


def _ends_after(figure: Figure, period: Period) -> bool:
    return figure.period.last_month >= period.first_month
