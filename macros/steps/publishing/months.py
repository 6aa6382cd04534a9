"""The figures of each month as they are published; what is small, or would tell what is, is hidden."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from macros.steps.centre_results import CentreResults
from macros.steps.documents.material import Material
from schemas.codes import Summary
from schemas.frames import Record, records
from schemas.tables import MARK, Observations, Results
from schemas.text.periods import MONTHS_A_YEAR
from workbook.documents.prose.shown_figures import LEAST_SHOWN, PERSONS
from workbook.publishing.model import Mark

_TOLD_BY_ALL = frozenset({Summary.SUM, Summary.MEAN})
"""Summaries that with all months but one tell that one."""


def month_rows(material: Material, hidden: Sequence[bool]) -> Iterator[Record]:
    """A row for each month of each goal that has a figure, or one that is hidden.

    Args:
        material: The workbooks.
        hidden: Of each goal, in their order, whether its result is not shown: its months would tell it.
    """
    at = 0
    for part in material.parts:
        marked = _marked(part)
        for row, values in zip(records(part.results), part.monthly.tolist(), strict=True):
            key = (str(row[Results.CENTRE]), str(row[Results.MEASURE]))
            shown = month_values(row, values, marked.get(key, set()), hidden[at])
            at += 1
            for month, value in shown.items():
                name = f"{part.year}-{month:02d}"
                yield {**row, "month": name, "value": value, "unit_code": row[Results.UNIT]}


def month_values(row: Record, values: Sequence[float], marked: set[int], is_hidden: bool) -> dict[int, float | Mark]:
    """What is shown of a goal's months, by the month's number; months without a figure are left out.

    Args:
        row: The goal's line of the results.
        values: A value a month of the year; nan where there is none.
        marked: The months whose figure the export hides.
        is_hidden: Whether the goal's result is not shown.
    """
    found: dict[int, float | Mark] = {}
    for month, value in enumerate(values, start=1):
        if month in marked or (is_hidden and not math.isnan(value)):
            found[month] = Mark.HIDDEN
        elif not math.isnan(value):
            small = row[Results.UNIT] in PERSONS and value < LEAST_SHOWN
            found[month] = Mark.HIDDEN if small else float(value)
    if not is_hidden and row[Results.UNIT] in PERSONS and row[Results.SUMMARY] in _TOLD_BY_ALL:
        _hide_one_more(found)
    return dict(sorted(found.items()))


def _hide_one_more(found: dict[int, float | Mark]) -> None:
    """Where one month alone is hidden, the result less the others would tell it: the least of them is hidden too."""
    shown: dict[int, Any] = {month: value for month, value in found.items() if not isinstance(value, Mark)}
    if len(found) - len(shown) == 1 and shown:
        found[min(shown, key=shown.__getitem__)] = Mark.HIDDEN


def _marked(part: CentreResults) -> dict[tuple[str, str], set[int]]:
    """Centre and measure -> the months of the year whose figure an export hides."""
    found: dict[tuple[str, str], set[int]] = {}
    if MARK not in part.observations:
        return found
    hidden = part.observations[part.observations[MARK].notna()]
    for centre, measure, period in zip(
        hidden[Observations.CENTRE], hidden[Observations.MEASURE], hidden[Observations.PERIOD], strict=True
    ):
        if period.year == part.year and period.first_month == period.last_month:
            found.setdefault((str(centre), str(measure)), set()).add(period.last_month % MONTHS_A_YEAR + 1)
    return found
