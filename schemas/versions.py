"""The versions of a renegotiated goal: its lines by the day from which each is valid."""

from datetime import date
from itertools import pairwise

import pandas as pd

from schemas.tables import Goals


def starts(goals: pd.DataFrame) -> "pd.Series[date]":
    """The day from which each line is valid; a line that names none holds from the start."""
    return goals[Goals.VALID_FROM].map(lambda day: day if isinstance(day, date) else date.min)


def version_numbers(goals: pd.DataFrame) -> "pd.Series[int]":
    """Which version of its goal each line is, wherever it stands: 0 for the first, that which is valid earliest.

    Args:
        goals: A contract register, each line under an index number of its own.
    """
    if not goals.duplicated([Goals.CENTRE, Goals.NUMBER]).any():  # as most registers are
        return pd.Series(0, index=goals.index)
    by_start = goals.assign(_start=starts(goals)).sort_values("_start", kind="stable")
    count = by_start.groupby([Goals.CENTRE, Goals.NUMBER], sort=False, dropna=False).cumcount()
    return count.reindex(goals.index)


def replaced_from(goals: pd.DataFrame) -> dict[tuple[str, str, str], date]:
    """The measures that a later version of their goal has replaced by another one.

    Args:
        goals: A contract register.

    Returns:
        Centre, number and measure -> the day from which the goal is counted by another measure.
    """
    found: dict[tuple[str, str, str], date] = {}
    lines = goals.assign(_start=starts(goals)).sort_values("_start", kind="stable")
    columns = [Goals.CENTRE, Goals.NUMBER]
    for _, versions in lines[lines.duplicated(columns, keep=False)].groupby(columns, sort=False):
        keys = zip(*(versions[name].map(str) for name in (*columns, Goals.MEASURE)), strict=True)
        for (before, _), (after, day) in pairwise(zip(keys, versions["_start"], strict=True)):
            found.pop(after, None)
            if before != after:
                found[before] = day
    return found
