"""Totals so far: figures of periods that are not over yet, beside the shorter periods that they are of."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from schemas.context import Context
from schemas.fields import Field, Table
from schemas.frames import is_missing, numbered
from schemas.issues.issue import Issue
from schemas.reading import Understood, with_figures
from schemas.tables import KEYS, BudgetLines, Observations
from schemas.text.month_spans import month_spans
from schemas.text.periods import Period
from schemas.thresholds import SUM_ROUNDING

Key = tuple[object, ...]
_FIGURES: dict[type[Table], Field] = {Observations: Observations.VALUE, BudgetLines: BudgetLines.ACTUAL}


def drop_year_to_date(understood: Understood, context: Context) -> Understood:
    """The rows of a sheet without totals so far.

    Args:
        understood: Observations or budget lines; a year's budget without an actual may stand beside its months.
        context: The contract year and the day the export was drawn, by which a period may be over.

    Returns:
        The rows, with a finding for each total left out: a period of a centre and measure that is longer than others
        inside it, which cover a part of it only, while no figure lies after it. Left in, it would be taken for the
        figure of the whole period, and stand for its months in every result.
    """
    frame = understood.frame
    if not _several_lengths(frame[Observations.PERIOD]):
        return understood
    table, figure = understood.table, _FIGURES[understood.table]
    found: dict[Key, dict[Period, int]] = {}
    for row, record in numbered(with_figures(frame) if table is Observations else frame[frame[figure].notna()]):
        *told, period = (record[column] for column in KEYS[table])
        if isinstance(period, Period) and not any(map(is_missing, told)):
            found.setdefault(tuple(told), {}).setdefault(period, row)
    running: set[Key] = set()
    issues = []
    values: Mapping[Any, Any] = frame[figure].to_dict()
    for about, rows in found.items():
        for period, months in _running(rows):
            drawn = frame.at[rows[period], Observations.EXTRACTED] if table is Observations else None
            if _is_over(drawn, period, context) and not _is_sum(values, rows, period):
                continue  # the whole period's own figure, beside some of its months
            running.add((*about, period))
            issues.append(_left_out(understood, rows[period], months))
    kept = [key not in running for key in frame[KEYS[table]].itertuples(index=False, name=None)]
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
    return math.isclose(sum(inside), whole, rel_tol=SUM_ROUNDING, abs_tol=SUM_ROUNDING)


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
    centre, measure, period = KEYS[understood.table]
    details = {
        "centre": record[centre],
        "measure": record[measure],
        "covered": month_spans(months),
    }
    place = understood.place_of_key(row, period, _FIGURES[understood.table])
    return Issue("so_far_left_out", place, str(record[Observations.PERIOD]), details)
