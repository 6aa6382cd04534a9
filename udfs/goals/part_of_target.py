"""The part of a year's target that is of a goal's first months, and the part of the rest: a goal that ends or moves.

The same law as the target to date (design, section 5): linear ``T m/M``, a path ``B + (T - B) m/M``; a level holds in
both parts. What only last year's figures tell (a seasonal profile) cannot be told from a register.
"""

from dataclasses import dataclass, replace

from schemas.codes import Basis, Summary, YearProfile
from schemas.frames import Record, is_missing
from schemas.tables import Goals
from schemas.text.periods import Grain, Period, whole_period


@dataclass(frozen=True)
class Part:
    """What a goal asks for in some of its months.

    Args:
        target: The target as stated.
        target_max: A band's upper bound as stated.
        baseline: The baseline; None where there is none of its own.
        baseline_period: The period whose figures are the baseline, where there is none of its own.
    """

    target: float | None
    target_max: float | None
    baseline: float | None
    baseline_period: Period | None = None


def is_of_whole_year(goal: Record) -> bool:
    """Whether a goal's target is of all its months together, so that some of them are due only a part of it."""
    return bool(goal[Goals.SUMMARY] == Summary.SUM or goal[Goals.PROFILE] != YearProfile.FLAT)


def stated(goal: Record) -> Part:
    """What a goal asks for as it is stated."""
    target, upper, base = (None if is_missing(goal[name]) else float(goal[name]) for name in _FIGURES)
    period = goal[Goals.BASELINE_PERIOD]
    return Part(target, upper, base, period if isinstance(period, Period) else None)


_FIGURES = (Goals.TARGET, Goals.TARGET_MAX, Goals.BASELINE)


def parts_of_year(goal: Record, first: int, gone: int, months: int) -> tuple[Part, Part] | None:
    """The parts of a goal's target.

    Args:
        goal: The goal's line.
        first: Its first month of the year, January being 1.
        gone: Its months in the first part.
        months: Its months of the year.

    Returns:
        What it asks for in the first months, and in the rest; None where the register does not tell: a seasonal
        profile, or a baseline that has to be observed.
    """
    whole = stated(goal)
    if not is_of_whole_year(goal):
        return whole, whole
    share, last = gone / months, first + gone - 1
    if goal[Goals.SUMMARY] == Summary.SUM:
        part = _of_sum(goal, whole, share, _months(whole, first, last))
        rest = _of_sum(goal, whole, 1 - share, _months(whole, last + 1, first + months - 1))
        return None if part is None or rest is None else (part, rest)
    part = None if goal[Goals.PROFILE] == YearProfile.SEASONAL else _on_way(goal, whole, share)
    return None if part is None else (part, whole)


def _months(whole: Part, first: int, last: int) -> Period | None:
    """The same months of the year that is the baseline; None where they are no period."""
    period = whole.baseline_period
    return whole_period(period.year, first, last) if period is not None and period.grain is Grain.YEAR else None


def _of_sum(goal: Record, whole: Part, share: float, months: Period | None) -> Part | None:
    """A share of a sum; of a change in per cent the baseline is shared, and the per cent are the same."""
    is_seasonal = goal[Goals.PROFILE] == YearProfile.SEASONAL
    if goal[Goals.BASIS] == Basis.ABSOLUTE:
        scaled = Part(_times(whole.target, share), _times(whole.target_max, share), _times(whole.baseline, share))
        return None if is_seasonal else scaled
    if whole.baseline is None and months is None:
        return None
    if whole.baseline is not None and is_seasonal:
        return None  # how much of the baseline is of these months only last year's figures tell
    base = _times(whole.baseline, share)
    if goal[Goals.BASIS] == Basis.CHANGE_POINTS:
        return Part(_times(whole.target, share), _times(whole.target_max, share), base, months)
    return Part(whole.target, whole.target_max, base, months)


def _on_way(goal: Record, whole: Part, share: float) -> Part | None:
    """The point that a stock shall have reached on its way from the baseline to the target."""
    if goal[Goals.BASIS] in {Basis.CHANGE_PCT, Basis.CHANGE_POINTS}:
        return replace(whole, target=_times(whole.target, share), target_max=_times(whole.target_max, share))
    if goal[Goals.BASIS] == Basis.MAINTAIN:
        return whole
    if goal[Goals.PROFILE] == YearProfile.LINEAR:
        return replace(whole, target=_times(whole.target, share), target_max=_times(whole.target_max, share))
    if whole.baseline is None or whole.target is None:
        return None
    ends = [None if end is None else whole.baseline + (end - whole.baseline) * share for end in _ends(whole)]
    return replace(whole, target=ends[0], target_max=ends[1])


def _ends(whole: Part) -> tuple[float | None, float | None]:
    return whole.target, whole.target_max


def _times(value: float | None, share: float) -> float | None:
    return None if value is None else round(value * share, _DECIMALS)


_DECIMALS = 6
"""Decimals of a target that a register keeps; a twelfth has more than anybody writes."""
