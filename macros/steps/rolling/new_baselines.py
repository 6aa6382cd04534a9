"""The baselines of next year's goals, of the year that ends (design, section 5).

What was approved at the year's end is what the contract parties know, so it is the baseline wherever it is a figure of
the same thing: the year's result of a goal whose baseline is the year, or a last value at its end. Where today's
figures give another one (the LIS was corrected after the approval), both are told. Everything else is of today's
figures, and only where all of them are in.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from macros.steps.rolling.old_year import OldYear
from schemas.codes import Basis, FigureKind, Summary, YearProfile
from schemas.frames import Record, is_missing, records
from schemas.roll_over_codes import BaselineSource
from schemas.tables import Goals
from schemas.text.periods import MONTHS_A_YEAR, Grain, Period
from udfs.goals.arrays import codes, position
from udfs.goals.goal_columns import matched, ratio_scale
from udfs.goals.measures import with_values
from udfs.goals.validity import validity
from udfs.goals.year import baselines

_CHANGES = frozenset({Basis.CHANGE_PCT.value, Basis.CHANGE_POINTS.value, Basis.MAINTAIN.value})


@dataclass(frozen=True)
class NewBaseline:
    """The baseline of a goal of next year.

    Args:
        period: What it is of; None where the goal needs none.
        source: Where it comes from.
        value: The figure; None where figures are missing, and where none is needed.
        figures_give: What today's figures give, where the approved result is another.
        is_lost: Whether they give none any more: a figure that it was approved with is hidden or gone.
        before: What last year's baseline was of, where that was not the year before.
    """

    period: Period | None = None
    source: BaselineSource = BaselineSource.NONE
    value: float | None = None
    figures_give: float | None = None
    is_lost: bool = False
    before: Period | None = None


def new_baselines(old: OldYear, lines: pd.DataFrame) -> list[NewBaseline]:
    """Find them.

    Args:
        old: The year that ends.
        lines: Its goals that come along, as they are in force at its end, numbered from 0.
    """
    periods = [_period(line, old.year) for line in records(lines)]
    sought = lines.copy()
    sought[Goals.BASELINE] = np.nan
    sought[Goals.BASELINE_PERIOD] = pd.Series(periods, index=lines.index, dtype=object)
    found = _of_figures(old, sought, periods, old.contract.every_observation)
    then = found if old.approved_of is None else _of_figures(old, sought, periods, old.approved_of)
    whole_year = validity(old.contract.goals, lines, old.year).span == MONTHS_A_YEAR
    return [
        _baseline(old, line, period, value, bool(is_whole) and was is not None)
        for line, period, value, was, is_whole in zip(records(lines), periods, found, then, whole_year, strict=True)
    ]


def _counts_change(old: OldYear, line: Record) -> bool:
    """Whether the measure itself is a change, which begins anew each year: a fall in per cent starts at 0 again."""
    return old.contract.catalogue.facts(line[Goals.MEASURE], line[Goals.UNIT]).kind == FigureKind.CHANGE


def _period(line: Record, year: int) -> Period | None:
    """What the new baseline is of: the old one's part of the year, in the year that ends."""
    before = line[Goals.BASELINE_PERIOD]
    is_needed = line[Goals.BASIS] in _CHANGES or line[Goals.PROFILE] == YearProfile.PATH
    if isinstance(before, Period):
        return Period(year, before.grain, before.index)
    if not is_needed and is_missing(line[Goals.BASELINE]):
        return None
    is_last = line[Goals.SUMMARY] == Summary.LAST
    return Period(year, Grain.MONTH, MONTHS_A_YEAR) if is_last else Period(year, Grain.YEAR)


def _of_figures(
    old: OldYear, lines: pd.DataFrame, periods: Sequence[Period | None], observations: pd.DataFrame
) -> list[float | None]:
    """What figures of the old workbook give, where all of them are in."""
    summary, scale = codes(lines[Goals.SUMMARY], Summary), ratio_scale(lines)
    observed = with_values(matched(lines, observations), scale)
    found = baselines(lines, observed, summary, scale)
    spans = np.array([0 if each is None else int(each.grain) for each in periods])
    # Whoever writes a mean into a contract means that of the whole period; a month that lacks would move it later.
    is_in = np.isfinite(found.value) & ((summary == position(Summary.LAST)) | (found.months == spans))
    return [float(value) if known else None for value, known in zip(found.value, is_in, strict=True)]


def _baseline(
    old: OldYear, line: Record, period: Period | None, value: float | None, is_of_whole_year: bool
) -> NewBaseline:
    """A goal's baseline.

    Args:
        old: The year that ends.
        line: The goal.
        period: What its baseline is of.
        value: What today's figures give; None where some are missing.
        is_of_whole_year: Whether its result was approved of a whole year with all its figures.
    """
    if period is None:
        return NewBaseline()
    if _counts_change(old, line):
        own = line[Goals.BASELINE]
        source = BaselineSource.NONE if is_missing(own) else BaselineSource.KEPT
        return NewBaseline(period, source, None if is_missing(own) else float(own))
    told = line[Goals.BASELINE_PERIOD]
    before = told if isinstance(told, Period) and told.year != old.year - 1 else None
    is_year = period.grain is Grain.YEAR or line[Goals.SUMMARY] == Summary.LAST
    ends_with_year = period.last_month == Period(old.year, Grain.YEAR).last_month
    approved = old.approved.get((str(line[Goals.CENTRE]), str(line[Goals.NUMBER])))
    if approved is None or not (is_year and ends_with_year and is_of_whole_year):
        source = BaselineSource.MISSING if value is None else BaselineSource.FIGURES
        return NewBaseline(period, source, value, before=before)
    is_same = value is not None and math.isclose(approved, value, rel_tol=1e-9, abs_tol=1e-9)
    return NewBaseline(period, BaselineSource.APPROVED, approved, None if is_same else value, value is None, before)
