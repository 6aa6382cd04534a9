"""The baseline of a total whose members are others in some months than in others, and what each of them asks for.

A change is held against the same months of an earlier year, whoever had the goal then. A member that closes within the
year tells its own part of the baseline only; the total's is of all the months of its line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from macros.steps.centre_lives import Members, joined_target
from schemas.codes import Basis, Summary
from schemas.frames import Record, is_missing, records
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import Goals, Observations
from schemas.text.periods import Period, whole_period
from udfs.goals.targets import MONTHS

_NOT_KNOWN = float("nan")


@dataclass(frozen=True)
class JoinedBaseline:
    """The baseline of a total's line.

    Args:
        value: Its own; NaN where it is observed, or not known.
        period: The period in which it is observed; None where there is none.
    """

    value: float
    period: Period | None


def joined_baseline(goals: pd.DataFrame, members: Members, is_added: bool) -> JoinedBaseline:
    """Put the members' baselines together.

    Args:
        goals: The members' goals.
        members: Their months.
        is_added: Whether their figures add up.

    Returns:
        The members' own, where all have one. Otherwise what was observed of them: of a sum in the same months as the
        line's, of others in the period that they state. A centre that opens within the year was not there to be
        observed: those that it takes over from were; where there are none, the baseline is not known.
    """
    first: Record = records(goals.head(1))[0]
    is_last = first[Goals.SUMMARY] == Summary.LAST
    chosen = goals[goals[Goals.CENTRE].map(str).isin(members.last_ones)] if is_last else goals
    own = chosen[Goals.BASELINE].notna()
    if own.all():
        return JoinedBaseline(joined_target(goals, Goals.BASELINE, members, is_added), None)
    typed = chosen.loc[own, Goals.CENTRE].map(str)
    if not all(members.has_past(name) for name in typed):
        return JoinedBaseline(_NOT_KNOWN, None)
    periods = [each for each in goals[Goals.BASELINE_PERIOD] if isinstance(each, Period)]
    span = members.span if first[Goals.SUMMARY] == Summary.SUM else None
    return JoinedBaseline(_NOT_KNOWN, _period(periods, span))


def _period(periods: Sequence[Period], span: tuple[int, int] | None) -> Period | None:
    """The period that a total is observed in: of a sum that of its months, otherwise the members' own together."""
    if not periods or len({each.year for each in periods}) > 1:
        return None
    ends = (
        (min(each.first_month for each in periods), max(each.last_month for each in periods)) if span is None else span
    )
    return whole_period(periods[0].year, *map(_of_year, ends))


def asked_of(goals: pd.DataFrame, members: Members, figures: Mapping[str, pd.DataFrame]) -> list[float]:
    """The level that each member's target of a sum asks for in its own months.

    Args:
        goals: The members' goals.
        members: Their months.
        figures: The figures of each.

    Returns:
        One a goal; NaN where its baseline is not known.
    """
    return [_level(goal, members, figures[str(goal[Goals.CENTRE])]) for goal in records(goals)]


def _level(goal: Record, members: Members, figures: pd.DataFrame) -> float:
    target, basis = goal[Goals.TARGET], goal[Goals.BASIS]
    if basis == Basis.ABSOLUTE:
        return _NOT_KNOWN if is_missing(target) else float(target)
    base = _observed(goal, members, figures) if is_missing(goal[Goals.BASELINE]) else float(goal[Goals.BASELINE])
    if basis == Basis.MAINTAIN:
        return base
    if is_missing(target):
        return _NOT_KNOWN
    return base * (1 + target / HUNDRED_PER_CENT) if basis == Basis.CHANGE_PCT else base + float(target)


def _observed(goal: Record, members: Members, figures: pd.DataFrame) -> float:
    """The sum of a member's figures in its own months of the year that is its baseline."""
    period = goal[Goals.BASELINE_PERIOD]
    if not isinstance(period, Period):
        return _NOT_KNOWN
    first, last = map(_of_year, members.spans[str(goal[Goals.CENTRE])])
    same = [
        each.year == period.year and first <= _of_year(each.first_month) and _of_year(each.last_month) <= last
        for each in figures[Observations.PERIOD]
    ]
    return float(figures.loc[same, Observations.VALUE].sum(min_count=1))


def _of_year(month: int) -> int:
    """A running month as one of its year, January being 1."""
    return month % MONTHS + 1
