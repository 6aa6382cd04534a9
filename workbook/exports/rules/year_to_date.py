"""Totals so far: figures of periods that are not over yet, beside the shorter periods that they are of."""

import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from schemas.context import Context
from schemas.frames import is_missing, numbered
from schemas.issues.issue import Issue
from schemas.reading import Understood, with_figures
from schemas.tables import KEYS, Observations
from schemas.text.periods import Period, month_end, month_of

Key = tuple[object, ...]
_CLOSE = 1e-6


def drop_year_to_date(understood: Understood, context: Context) -> Understood:
    """The rows of a sheet without totals so far.

    Args:
        understood: Observations; budget lines are returned as they are, since a year's budget stands beside its months.
        context: The contract year and the day the export was drawn, by which a period may be over.

    Returns:
        The rows, with a finding for each total left out: a period of a centre and measure that is longer than others
        inside it, which cover a part of it only, while no figure lies after it. Left in, it would be taken for the
        figure of the whole period, and stand for its months in every result.
    """
    frame = understood.frame
    if understood.table is not Observations or not _several_lengths(frame[Observations.PERIOD]):
        return understood
    found: dict[Key, dict[Period, int]] = {}
    for row, record in numbered(with_figures(frame)):
        *told, period = (record[column] for column in KEYS[Observations])
        if isinstance(period, Period) and not any(map(is_missing, told)):
            found.setdefault(tuple(told), {}).setdefault(period, row)
    running: set[Key] = set()
    issues = []
    values: Mapping[Any, Any] = frame[Observations.VALUE].to_dict()
    for about, rows in found.items():
        for period, months in _running(rows):
            if _is_over(frame.at[rows[period], Observations.EXTRACTED], period, context) and not _is_sum(
                values, rows, period
            ):
                continue  # the whole period's own figure, beside some of its months
            running.add((*about, period))
            issues.append(_left_out(understood, rows[period], months))
    kept = [key not in running for key in frame[KEYS[Observations]].itertuples(index=False, name=None)]
    return replace(understood, frame=frame[kept], issues=[*understood.issues, *issues])


def _is_over(extracted: object, period: Period, context: Context) -> bool:
    """Whether a period was over when the export was drawn."""
    drawn = extracted if isinstance(extracted, date) else context.extracted
    earlier = context.year is not None and period.year < context.year
    return earlier or (drawn is not None and drawn >= period.last_day)


def _is_sum(values: Mapping[Any, Any], rows: Mapping[Period, int], period: Period) -> bool:
    """Whether a figure is what the shorter periods inside it come to."""
    inside = [values[row] for each, row in rows.items() if _is_within(each, period)]
    whole = values[rows[period]]
    if is_missing(whole) or any(map(is_missing, inside)):
        return False
    return math.isclose(sum(inside), whole, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _several_lengths(periods: Iterable[object]) -> bool:
    return len({period.grain for period in periods if isinstance(period, Period)}) > 1


def _running(periods: Collection[Period]) -> Iterator[tuple[Period, set[int]]]:
    """The periods of a centre and measure that may still run, each with the running months that are covered."""
    last, year = max(each.first_month for each in periods), max(each.year for each in periods)
    running: set[Period] = set()
    of_year = [each for each in periods if each.year == year]  # earlier ones are over, and none goes beyond its year
    for period in sorted(of_year, key=lambda each: each.grain):
        inside = (each for each in of_year if _is_within(each, period) and each not in running)
        months = {month for each in inside for month in range(each.first_month, each.last_month + 1)}
        if last <= period.last_month and 0 < len(months) < period.grain:
            running.add(period)
            yield period, months


def _is_within(one: Period, other: Period) -> bool:
    return one.grain < other.grain and one.lies_in(other)


def _left_out(understood: Understood, row: int, months: set[int]) -> Issue:
    record = understood.frame.loc[row]
    # A crosstab's period is a header; there the figure itself is the place.
    shown = Observations.VALUE if understood.raw.addresses else Observations.PERIOD
    details = {
        "centre": record[Observations.CENTRE],
        "measure": record[Observations.MEASURE],
        "covered": _spans(months),
    }
    return Issue("so_far_left_out", understood.place(row, shown), str(record[Observations.PERIOD]), details)


def _spans(months: set[int]) -> str:
    """Running months as people read them: the first and the last of each run."""
    runs = itertools.groupby(enumerate(sorted(months)), key=lambda each: each[1] - each[0])
    spans = [[month for _, month in run] for _, run in runs]
    ends = [dict.fromkeys(str(month_of(month_end(month))) for month in (span[0], span[-1])) for span in spans]
    return ", ".join("\u2013".join(each) for each in ends)
