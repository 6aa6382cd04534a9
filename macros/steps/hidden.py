"""Goals with a hidden figure (``<5``): worked out with the least and with the greatest figures that may be hidden.

Nothing that is shown is computed of one possible figure alone, so that nothing tells the hidden one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from macros.steps.worked import Worked
from schemas.codes import Summary, Unit, YesNo
from schemas.measures import HUNDRED_PER_CENT, Catalogue
from schemas.tables import MARK, Goals, Observations
from schemas.text.values import hidden_below
from udfs.goals.arrays import Figures, Flags, picked
from udfs.goals.columns import ResultColumns
from udfs.goals.overlaps import year_start
from udfs.goals.suppressed import Filled, HiddenFigures, possible, told, with_hidden
from udfs.goals.year import missing_months
from workbook.documents.prose.doubts import HiddenRange

_COUNTED = frozenset({Unit.COUNT, Unit.FULL_TIME, Unit.POINTS})
_FIGURES = (Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR)


@dataclass(frozen=True)
class Possible:
    """Observations with their hidden figures filled in; ``MARK`` says in which rows.

    Args:
        least: With the least figures that may be hidden.
        most: With the greatest ones.
    """

    least: pd.DataFrame
    most: pd.DataFrame


@dataclass(frozen=True)
class Settled:
    """The results with what hidden figures leave of them.

    Args:
        result: The results; lights, reasons and verdicts are those that every possible figure gives.
        sample_low: The lower ends of samples' intervals, over all possible figures.
        sample_high: The upper ends.
        ranges: Row of a goal -> what is open of it.
        ends: Row of a goal -> the last month that it has a figure of, hidden or not.
        gaps: Row of a goal -> its months without any.
    """

    result: ResultColumns
    sample_low: Figures
    sample_high: Figures
    ranges: dict[int, HiddenRange] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    gaps: dict[int, list[int]] = field(default_factory=dict)


def possible_observations(
    observations: pd.DataFrame, goals: pd.DataFrame, catalogue: Catalogue, year: int, last_month: int
) -> Possible | None:
    """The observations with their hidden figures of the year filled in.

    Args:
        observations: Validated observations.
        goals: The goals in force, for units and summaries of their measures.
        catalogue: The natural bounds of measures.
        year: The contract year: what is hidden of others stays unknown.
        last_month: The last month that counts, as a running number.

    Returns:
        None where nothing is hidden.
    """
    if MARK not in observations or not observations[MARK].notna().any():
        return None
    units = {str(measure): str(unit) for measure, unit in zip(goals[Goals.MEASURE], goals[Goals.UNIT], strict=True)}
    whole = observations[[Observations.NUMERATOR, Observations.DENOMINATOR]].notna().all(axis=1)
    own = [
        year_start(year) <= period.first_month and period.last_month <= last_month and measure in units
        for period, measure in zip(observations[Observations.PERIOD], observations[Observations.MEASURE], strict=True)
    ]
    rows = (observations[MARK].notna() & observations[Observations.VALUE].isna() & ~whole).to_numpy() & np.array(own)
    if not rows.any():
        return None
    ratios = frozenset(goals.loc[goals[Goals.SUMMARY] == Summary.RATIO, Goals.MEASURE])
    least, most = possible(_rows(observations[rows], units, ratios, catalogue))
    return Possible(_with(observations, rows, least), _with(observations, rows, most))


def _rows(
    hidden: pd.DataFrame, units: dict[str, str], ratios: frozenset[object], catalogue: Catalogue
) -> HiddenFigures:
    measures = hidden[Observations.MEASURE].tolist()
    unit = [units[measure] for measure in measures]
    bounds = np.array(catalogue.bounds(zip(measures, unit, strict=True)), dtype=np.float64).reshape(-1, 2)
    below = [hidden_below(str(mark)) for mark in hidden[MARK]]
    return HiddenFigures(
        numerator=hidden[Observations.NUMERATOR].to_numpy(dtype=np.float64),
        denominator=hidden[Observations.DENOMINATOR].to_numpy(dtype=np.float64),
        below=np.array([np.nan if each is None else each for each in below], dtype=np.float64),
        lower=bounds[:, 0],
        upper=np.where(np.array(unit) == Unit.YES_NO, 1.0, bounds[:, 1]),
        scale=np.array([HUNDRED_PER_CENT if each == Unit.PCT else 1.0 for each in unit]),
        is_count=np.array([each in _COUNTED for each in unit], dtype=bool),
        is_whole=np.array([each == Unit.COUNT for each in unit], dtype=bool),
        is_ratio=np.array([measure in ratios for measure in measures], dtype=bool),
    )


def _with(observations: pd.DataFrame, rows: Flags, filled: Filled) -> pd.DataFrame:
    columns = {}
    for name, values in zip(_FIGURES, (filled.value, filled.numerator, filled.denominator), strict=True):
        column = observations[name].to_numpy(dtype=np.float64).copy()
        column[rows] = values
        columns[name] = column
    return observations.assign(**columns, **{MARK: observations[MARK].where(rows, None)})


def settled(
    worked: Worked, goals: pd.DataFrame, hidden: Possible | None, work: Callable[[pd.DataFrame, pd.DataFrame], Worked]
) -> Settled:
    """The results of goals, of which some may have hidden figures.

    Args:
        worked: The goals worked out without what is hidden.
        goals: Their lines.
        hidden: From ``possible_observations``; None where nothing is hidden.
        work: Works out lines of goals with observations: the same rule for all possible figures.
    """
    plain = Settled(worked.result, worked.sample.low, worked.sample.high)
    marks = {} if hidden is None else _marks(hidden.least)
    keys = list(zip(goals[Goals.CENTRE], goals[Goals.MEASURE], strict=True))
    rows = np.array([key in marks for key in keys], dtype=bool)
    if hidden is None or not rows.any():
        return plain
    # Of a sample whose count is hidden altogether there is no interval: the range of its share takes its place.
    blind = np.asarray(goals[Goals.SAMPLE] == YesNo.YES) & ~worked.sample.known
    some = goals.assign(**{Goals.SAMPLE: goals[Goals.SAMPLE].where(~blind, None)})[rows].reset_index(drop=True)
    least, most = work(some, hidden.least), work(some, hidden.most)
    moved = _moved(worked, rows, least, most)
    rows[rows] = moved
    ends = (picked(least.result, moved), picked(most.result, moved))
    result = with_hidden(worked.result, rows, worked.goals.rule[rows], *ends)
    gaps = missing_months(least.year)
    found = _with_intervals(replace(plain, result=result), rows, least.sample.low[moved], most.sample.high[moved])
    for place, at in zip(np.flatnonzero(rows).tolist(), np.flatnonzero(moved).tolist(), strict=True):
        found.ends[place], found.gaps[place] = int(least.year.end[at]), gaps[at]
        found.ranges[place] = replace(
            _range(least, most, at),
            marks=marks[keys[place]],
            changes=_changes(worked.result, result, place),
            without_interval=bool(blind[place]),
        )
    return found


def _changes(before: ResultColumns, after: ResultColumns, row: int) -> bool:
    return bool(before.why[row] != after.why[row] or before.verdict[row] != after.verdict[row])


def _marks(observations: pd.DataFrame) -> dict[tuple[object, object], str]:
    """Centre and measure -> what stands in the cells of its hidden figures."""
    found: dict[tuple[object, object], dict[str, None]] = {}
    columns = observations.loc[observations[MARK].notna(), [Observations.CENTRE, Observations.MEASURE, MARK]]
    for centre, measure, mark in columns.itertuples(index=False, name=None):
        found.setdefault((centre, measure), {})[str(mark)] = None
    return {key: ", ".join(each) for key, each in found.items()}


def _moved(worked: Worked, rows: Flags, least: Worked, most: Worked) -> Flags:
    """Whose figures what is hidden can move: a stock of June is what it is, whatever February hides."""
    moved = np.zeros(int(rows.sum()), dtype=bool)
    for name in ("result", "months", "counted"):
        known = getattr(worked.year.columns, name)[rows]
        for each in (least, most):
            moved |= ~np.isclose(known, getattr(each.year.columns, name), rtol=0.0, atol=0.0, equal_nan=True)
    return moved


def _range(least: Worked, most: Worked, row: int) -> HiddenRange:
    """The results that are possible, as they are shown: a fall is the greater, the less there is."""
    levels = [told(each.year.columns.result)[row] for each in (least, most)]
    shown = [each.result.shown_result[row] for each in (least, most)]
    known = [np.nan if np.isnan(level) else value for level, value in zip(levels, shown, strict=True)]
    low, high = known if not shown[0] > shown[1] else reversed(known)
    return HiddenRange("", float(low), float(high))


def _with_intervals(plain: Settled, rows: Flags, low: Figures, high: Figures) -> Settled:
    """The intervals of samples with hidden counts reach from the least possible share's to the greatest one's."""
    lower, upper = plain.sample_low.copy(), plain.sample_high.copy()
    lower[rows], upper[rows] = low, high
    return Settled(plain.result, lower, upper)
