"""Centres that open or close within the year, by the list of centres: in which months they are part of totals.

A total counts each month of whoever had the goal then. A closed centre is in it up to its last month, one that opens
from its first; a year's target of a sum is due as the members' own are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from schemas.codes import Basis, Summary, YearProfile
from schemas.fields import Field
from schemas.frames import Record, is_missing, records
from schemas.tables import Centres, Goals, Observations
from schemas.text.name_lists import names_in
from schemas.text.periods import Grain, Period, running_month
from udfs.goals.targets import MONTHS

Span = tuple[int, int]
"""A first and a last month, as running numbers."""


@dataclass(frozen=True)
class Lives:
    """The months of centres that open or close within a year.

    Args:
        year: The year.
        spans: Centre → its months of the year; those that are there all the year are left out.
        succeeded: The centres that others take over from, each with those.
        until: The month of the reporting date, as a running number; None for the whole year.
    """

    year: int
    spans: Mapping[str, Span] = field(default_factory=dict)
    succeeded: Mapping[str, frozenset[str]] = field(default_factory=dict)
    until: int | None = None

    @property
    def whole(self) -> Span:
        """The months of the year."""
        year = Period(self.year, Grain.YEAR)
        return year.first_month, year.last_month

    def as_whole(self, goals: pd.DataFrame) -> pd.DataFrame:
        """Goals that begin or end with their centre as those of a centre that is there all the year."""
        if not self.spans:
            return goals
        begins, ends = [], []
        columns = [Goals.CENTRE, Goals.VALID_FROM, Goals.VALID_TO]
        for centre, start, end in goals[columns].itertuples(index=False, name=None):
            first, last = self.spans.get(str(centre), self.whole)
            begins.append(None if isinstance(start, date) and running_month(start) == first else start)
            ends.append(None if isinstance(end, date) and running_month(end) == last else end)
        days = {Goals.VALID_FROM: begins, Goals.VALID_TO: ends}
        return goals.assign(**{name: pd.Series(each, index=goals.index, dtype=object) for name, each in days.items()})

    def of_members(self, goals: pd.DataFrame) -> "Members":
        """The months in which each member of a line has its goal.

        Args:
            goals: The members' goals, stated alike.
        """
        first, last = self.whole
        found: dict[str, Span] = {}
        for goal in records(goals):
            start, end = goal[Goals.VALID_FROM], goal[Goals.VALID_TO]
            begun = running_month(start) if isinstance(start, date) else first
            over = running_month(end) if isinstance(end, date) else last
            found[str(goal[Goals.CENTRE])] = (max(begun, first), min(over, last))
        is_last = bool((goals[Goals.SUMMARY] == Summary.LAST).all())
        return Members(found, self.whole, self.succeeded, self.until, is_last)

    def standing(self, centres: pd.DataFrame, as_of: date) -> pd.DataFrame:
        """The centres that a reporting date's totals are to have: those that are open in its year, and have begun."""
        opening = date(self.year, 1, 1)
        gone = [isinstance(day, date) and day < opening for day in centres[Centres.VALID_TO]]
        to_come = [isinstance(day, date) and day > as_of for day in centres[Centres.VALID_FROM]]
        there = [not (was or later) for was, later in zip(gone, to_come, strict=True)]
        return centres[pd.Series(there, index=centres.index, dtype=bool)]


@dataclass(frozen=True)
class Members:
    """The members of one line of a total.

    Args:
        spans: Centre → the months of the year in which it has the goal.
        whole: The months of the year.
        succeeded: The centres that others take over from, each with those.
        until: The month of the reporting date, as a running number; None for the whole year.
        is_last: Whether the line is a stock: its figure is that of its last month.
    """

    spans: Mapping[str, Span]
    whole: Span
    succeeded: Mapping[str, frozenset[str]] = field(default_factory=dict)
    until: int | None = None
    is_last: bool = False

    @property
    def changes(self) -> bool:
        """Whether they are others in some months than in others."""
        return len(set(self.spans.values())) > 1

    @property
    def span(self) -> Span:
        """The months in which any of them has the goal."""
        return min(first for first, _ in self.spans.values()), max(last for _, last in self.spans.values())

    @property
    def last_ones(self) -> set[str]:
        """Those that have the goal in its last month, or in the month of the reporting date where that is earlier."""
        end = self.span[1] if self.until is None else min(self.span[1], max(self.until, self.span[0]))
        return {name for name, (first, last) in self.spans.items() if first <= end <= last}

    def expected(self, centre: str, period: Period) -> bool:
        """Whether a period's figure is to have a member's.

        A month of an earlier year is to have whoever has the goal in the same month of this one; of a centre that
        others took over from, and of a stock that is in the line at the reporting date, all of them.
        """
        first, last = self.spans[centre]
        if period.first_month >= self.whole[0]:
            return period.first_month <= last and period.last_month >= first
        if first > self.whole[0]:
            return False
        same_month = self.whole[0] + period.first_month % MONTHS - self.whole[0] % MONTHS
        is_there = self.is_last and centre in self.last_ones  # as on the day on which it closes
        return centre in self.succeeded or same_month <= last or is_there

    def inside(self, centre: str, period: Period) -> bool:
        """Whether a member's figure of a period is of months in which it has the goal."""
        first, last = self.spans[centre]
        is_now = period.first_month >= self.whole[0]
        return self.expected(centre, period) and (
            not is_now or (period.first_month >= first and period.last_month <= last)
        )

    def has_past(self, centre: str) -> bool:
        """Whether an earlier year's figures have a member in them: its own, or those of a member it takes over from."""
        is_new = self.spans[centre][0] > self.whole[0]
        return not is_new or any(centre in self.succeeded.get(each, ()) for each in self.spans)

    def kept(self, centre: str, figures: pd.DataFrame) -> pd.DataFrame:
        """A member's figures of the months in which it has the goal."""
        inside = [self.inside(centre, period) for period in figures[Observations.PERIOD]]
        return figures.loc[np.array(inside, dtype=bool)]  # a list of none would choose columns instead of rows

    def count(self, period: Period) -> int:
        """How many members a period's figure is to have."""
        return sum(self.expected(centre, period) for centre in self.spans)

    def weights(self, goals: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """In how many months each member has the goal."""
        spans = [self.spans[str(centre)] for centre in goals[Goals.CENTRE]]
        return np.array([last - first + 1 for first, last in spans], dtype=np.float64)

    def pace(self, goals: pd.DataFrame, levels: Sequence[float]) -> tuple[float, ...] | None:
        """Which share of a sum's target is due after each number of months: as the members' own are.

        Args:
            goals: Their goals.
            levels: What each asks for in all its months.
        """
        total = sum(levels)
        if not total or any(map(is_missing, levels)):
            return None
        begins, ends = self.span
        due = []
        for gone in range(ends - begins + 2):
            parts = [self._due(str(name), begins + gone - 1) for name in goals[Goals.CENTRE]]
            due.append(sum(part * level for part, level in zip(parts, levels, strict=True)) / total)
        return tuple(due)

    def _due(self, centre: str, month: int) -> float:
        first, last = self.spans[centre]
        return min(max(month - first + 1, 0), last - first + 1) / (last - first + 1)


def lives_of(centres: pd.DataFrame, year: int, as_of: date | None = None) -> Lives:
    """The months of the centres that open or close within a year.

    Args:
        centres: The centres with the days from and to which they are there.
        year: The year.
        as_of: The reporting date; None for the whole year.
    """
    whole = Period(year, Grain.YEAR)
    spans: dict[str, Span] = {}
    for row in records(centres):
        start, end = row.get(Centres.VALID_FROM), row.get(Centres.VALID_TO)
        first = max(running_month(start), whole.first_month) if isinstance(start, date) else whole.first_month
        last = min(running_month(end), whole.last_month) if isinstance(end, date) else whole.last_month
        if (first, last) != (whole.first_month, whole.last_month) and first <= last:
            spans[str(row[Centres.CENTRE])] = (first, last)
    taken = {str(row[Centres.CENTRE]): frozenset(names_in(row.get(Centres.SUCCESSOR))) for row in records(centres)}
    until = None if as_of is None else running_month(as_of)
    return Lives(year, spans, {name: others for name, others in taken.items() if others}, until)


def lives_of_goals(goals: pd.DataFrame, as_of: date) -> Lives:
    """The same of goals that are known to go together: each centre has the months of its goal.

    Where one's end where others' begin, they take over from it.
    """
    spans = Lives(as_of.year).of_members(goals).spans
    taken = {
        name: frozenset(other for other, (first, _) in spans.items() if first == last + 1)
        for name, (_, last) in spans.items()
    }
    return Lives(as_of.year, spans, {name: others for name, others in taken.items() if others}, running_month(as_of))


def told_of_lives(centres: pd.DataFrame) -> pd.DataFrame:
    """The list of centres that several workbooks hold, each centre once: as the one tells it that knows most of it."""
    known = centres[[Centres.VALID_FROM, Centres.VALID_TO]].notna().any(axis=1)
    order = [*centres.index[known], *centres.index[~known]]
    first = centres.loc[order].drop_duplicates(Centres.CENTRE).set_index(Centres.CENTRE, drop=False)
    return first.loc[list(dict.fromkeys(centres[Centres.CENTRE]))].reset_index(drop=True)


def joined_target(goals: pd.DataFrame, name: Field, members: Members, is_added: bool) -> float:
    """A total's target, or its baseline, where members are others in some months than in others.

    Args:
        goals: The members' goals.
        name: Which of them.
        members: Their months.
        is_added: Whether members' figures add up.

    Returns:
        A sum of the year is all members' together. A stock, or a score at the year's end, is that of the members that
        have the goal then; until a member has closed, as if it went on as it shall until then. What holds in each
        month is the members' mean by months.
    """
    first: Record = records(goals.head(1))[0]
    is_last = first[Goals.SUMMARY] == Summary.LAST
    chosen = goals[goals[Goals.CENTRE].map(str).isin(members.last_ones)] if is_last else goals
    values = _as_long(chosen, name, members) if is_last and name != Goals.BASELINE else chosen[name]
    if is_added:
        return float(values.sum(min_count=len(values)))
    if values.isna().any():
        return float("nan")
    if values.nunique() == 1:
        return float(values.iloc[0])
    return float(np.average(values.astype("float64"), weights=None if is_last else members.weights(chosen)))


def _as_long(goals: pd.DataFrame, name: Field, members: Members) -> pd.Series:
    """What the members ask for at the line's end: of one that closes before, where its way there would have gone."""
    end = members.span[1]
    values = []
    for goal in records(goals):
        first, last = members.spans[str(goal[Goals.CENTRE])]
        longer, told, base = (end - first + 1) / (last - first + 1), goal[name], goal[Goals.BASELINE]
        moves = goal[Goals.PROFILE] in {YearProfile.LINEAR, YearProfile.PATH} and goal[Goals.BASIS] != Basis.MAINTAIN
        if not moves or longer == 1 or is_missing(told):
            values.append(told)
            continue
        is_level = goal[Goals.BASIS] == Basis.ABSOLUTE and goal[Goals.PROFILE] == YearProfile.PATH
        start = (float(base) if not is_missing(base) else float("nan")) if is_level else 0.0
        values.append(round(start + (float(told) - start) * longer, _DECIMALS))
    return pd.Series(values, index=goals.index, dtype="float64")


_DECIMALS = 6
"""Decimals of a target, as a register keeps them."""


def has_pace(goal: Mapping[str, object]) -> bool:
    """Whether a total's target is due month by month as its members' are: sums of equal months."""
    return bool(goal[Goals.PROFILE] == YearProfile.LINEAR and goal[Goals.SUMMARY] == Summary.SUM)
