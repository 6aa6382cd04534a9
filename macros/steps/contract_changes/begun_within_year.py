"""The baseline of a goal that begins within the year and is otherwise like one of all of it."""

from collections.abc import Mapping
from datetime import date

from macros.steps.contract_changes.goal_lives import end_of_year
from macros.steps.contract_changes.opened import OpenRegister
from schemas.codes import Basis, Summary
from schemas.errors import RefusedError
from schemas.fields import Field
from schemas.frames import Record, is_missing
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals
from schemas.text.periods import Grain, Period, whole_period
from udfs.goals.targets import MONTHS


def own_baseline(
    opened: OpenRegister, number: str, like: str, base: Record, given: Mapping[Field, object], day: date
) -> dict[Field, object]:
    """The baseline of a goal that begins within the year and is like one of all of it.

    A sum is held against the same months of the earlier year; a figure of its whole year is of more than those.

    Raises:
        RefusedError: The months are no period, or the other goal has a figure for the whole year.
    """
    if Goals.BASELINE in given or Goals.BASELINE_PERIOD in given:
        return {Goals.BASELINE: None, Goals.BASELINE_PERIOD: None}  # what is given stands alone
    if base[Goals.SUMMARY] != Summary.SUM or base[Goals.BASIS] == Basis.ABSOLUTE or day <= date(opened.year, 1, 1):
        return {}
    end = given.get(Goals.VALID_TO)
    last = end.month if isinstance(end, date) and end < end_of_year(opened.year) else MONTHS
    period = base[Goals.BASELINE_PERIOD]
    is_of_year = is_missing(base[Goals.BASELINE]) and isinstance(period, Period) and period.grain is Grain.YEAR
    months = whole_period(period.year, day.month, last) if is_of_year else None
    if months is None:
        stated = period if is_missing(base[Goals.BASELINE]) else opened.words.number(float(base[Goals.BASELINE]))
        about = {"like": like, "baseline": stated, "count": last - day.month + 1}
        raise RefusedError([Issue("added_needs_baseline", Place(opened.path.name), number, about)])
    return {Goals.BASELINE_PERIOD: months}
