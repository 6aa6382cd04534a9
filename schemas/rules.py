"""The rules that rows must keep: each with its issue code, the column it points at, and a vectorised test."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from schemas.codes import Basis, Rule, Unit
from schemas.context import Context
from schemas.fields import Field, Table
from schemas.measures import HUNDRED_PER_CENT, FigureKind, bounds, kind_of
from schemas.periods import Period
from schemas.tables import MARK, BudgetLines, Centres, Goals, Observations, Parameters

Row = dict[str, Any]
_VALUE_TOLERANCE = 0.06  # a value printed with one decimal against its own numerator and denominator
_FRACTION_LIMIT = 1.0
_SMALL = 5
"""Counts below this are not published (the usual limit of statistical offices)."""


@dataclass(frozen=True)
class RowRule:
    """A rule of a table.

    Args:
        code: Its issue code.
        column: The column a finding points at.
        breaks: The rows that break it.
        details: What the message needs besides the value.
    """

    code: str
    column: Field
    breaks: Callable[[pd.DataFrame, Context], "pd.Series[bool]"]
    details: Callable[[Row, Context], dict[str, object]] = lambda _row, _context: {}


def _no(frame: pd.DataFrame) -> "pd.Series[bool]":
    return pd.Series(False, index=frame.index)


def _doubled(*columns: Field) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    return lambda frame, _context: frame.duplicated(list(columns), keep="first")


def _doubled_figure(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    key = [Observations.CENTRE, Observations.MEASURE, Observations.PERIOD]
    return _no(frame) if context.parts else frame.duplicated(key, keep="first")


def _shown(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


# ---- goals -----------------------------------------------------------------------------------------------------


def _baseline_missing(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    needs = frame[Goals.BASIS].isin([Basis.CHANGE_PCT, Basis.CHANGE_POINTS, Basis.MAINTAIN])
    return needs & frame[Goals.BASELINE].isna() & frame[Goals.BASELINE_PERIOD].isna()


def _mixed_years(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    years = frame[Goals.YEAR].dropna()
    return frame[Goals.YEAR].notna() & (frame[Goals.YEAR] != years.iloc[0]) if len(years) else _no(frame)


def _fraction(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    target = frame[Goals.TARGET]
    share = (frame[Goals.UNIT] == Unit.PCT) & (frame[Goals.BASIS] == Basis.ABSOLUTE)
    return share & (frame[Goals.RULE] == Rule.AT_LEAST) & (target > 0) & (target < _FRACTION_LIMIT)


GOAL_RULES = (
    RowRule(
        "duplicate_goal",
        Goals.NUMBER,
        _doubled(Goals.CENTRE, Goals.NUMBER, Goals.VALID_FROM),
        lambda row, _: {"centre": row[Goals.CENTRE]},
    ),
    RowRule(
        "band_without_upper",
        Goals.TARGET_MAX,
        lambda frame, _: (frame[Goals.RULE] == Rule.BAND) & frame[Goals.TARGET_MAX].isna(),
    ),
    RowRule(
        "band_reversed",
        Goals.TARGET_MAX,
        lambda frame, _: (frame[Goals.RULE] == Rule.BAND) & (frame[Goals.TARGET_MAX] < frame[Goals.TARGET]),
        lambda row, _: {"lower": _shown(row[Goals.TARGET])},
    ),
    RowRule("baseline_missing", Goals.BASELINE, _baseline_missing),
    RowRule(
        "target_missing",
        Goals.TARGET,
        lambda frame, _: frame[Goals.TARGET].isna() & (frame[Goals.BASIS] != Basis.MAINTAIN),
    ),
    RowRule("negative_weight", Goals.WEIGHT, lambda frame, _: frame[Goals.WEIGHT] < 0),
    RowRule("negative_tolerance", Goals.TOLERANCE, lambda frame, _: frame[Goals.TOLERANCE] < 0),
    RowRule(
        "milestone_unit",
        Goals.UNIT,
        lambda frame, _: (frame[Goals.RULE] == Rule.MILESTONE) & (frame[Goals.UNIT] != Unit.YES_NO),
    ),
    RowRule(
        "looks_like_fraction",
        Goals.TARGET,
        _fraction,
        lambda row, _: {"taken": _shown(row[Goals.TARGET] * HUNDRED_PER_CENT)},
    ),
    RowRule("mixed_years", Goals.YEAR, _mixed_years),
    RowRule(
        "unknown_goal_centre",
        Goals.CENTRE,
        lambda frame, context: (
            frame[Goals.CENTRE].notna() & ~frame[Goals.CENTRE].isin(context.centres) if context.centres else _no(frame)
        ),
        lambda row, context: {"near": context.near(str(row[Goals.CENTRE]), context.centres)},
    ),
)

# ---- observations ----------------------------------------------------------------------------------------------


def _kinds(frame: pd.DataFrame, context: Context) -> "pd.Series[Any]":
    """The kind of figure of each row; without a known unit none."""
    units = {measure: kind_of(unit, measure) for measure, unit in context.measures.items()}
    return frame[Observations.MEASURE].map(units)


def _value_kind(frame: pd.DataFrame, context: Context, kind: FigureKind) -> "pd.Series[bool]":
    return _kinds(frame, context) == kind


def _numerator_above(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    kinds = _kinds(frame, context)
    # Without a workbook the unit is not known: then a numerator above its denominator is taken as a share's.
    share = (kinds == FigureKind.SHARE) | kinds.isna()
    return share & (frame[Observations.NUMERATOR] > frame[Observations.DENOMINATOR])


def _below_zero(column: Field) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        kinds = _kinds(frame, context)
        lowest = kinds.map(lambda kind: bounds(kind)[0], na_action="ignore").astype("float64")
        return frame[column] < lowest

    return breaks


def _after_year(column: Field) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        if context.year is None:
            return _no(frame)
        year = context.year
        return frame[column].map(lambda period: isinstance(period, Period) and period.year > year).astype(bool)

    return breaks


def _after_extract(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    drawn = frame[Observations.EXTRACTED].where(frame[Observations.EXTRACTED].notna(), context.extracted)
    ends = [period.last_day if isinstance(period, Period) else None for period in frame[Observations.PERIOD]]
    late = [end is not None and isinstance(day, date) and end > day for end, day in zip(ends, drawn, strict=True)]
    return pd.Series(late, index=frame.index, dtype=bool)


def _no_figure(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    parts = frame[Observations.NUMERATOR].notna() | frame[Observations.DENOMINATOR].notna()
    return frame[Observations.VALUE].isna() & ~parts & frame[MARK].isna()


def _half_ratio(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    one_missing = frame[Observations.NUMERATOR].isna() ^ frame[Observations.DENOMINATOR].isna()
    return one_missing & frame[MARK].isna()


def rebuilt(frame: pd.DataFrame, context: Context) -> "pd.Series[Any]":
    """Numerator over denominator, in the measure's unit (per cent for ``pct``)."""
    units = frame[Observations.MEASURE].map(context.measures)
    scale = np.where(units == Unit.PCT, HUNDRED_PER_CENT, 1.0)
    denominator = frame[Observations.DENOMINATOR].where(frame[Observations.DENOMINATOR] != 0)
    return frame[Observations.NUMERATOR] / denominator * scale


def _disagrees(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    if not context.measures:
        return _no(frame)
    gap = (frame[Observations.VALUE] - rebuilt(frame, context)).abs()
    return gap > _VALUE_TOLERANCE


def _small(column: Field) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    """Counts that may point at persons: a count of persons or cases, and the parts of a share of them."""

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        if not context.strict:
            return _no(frame)  # said when the figures were imported
        units = frame[Observations.MEASURE].map(context.measures)
        counted = units == (Unit.COUNT if column == Observations.VALUE else Unit.PCT)
        return counted & (frame[column] > 0) & (frame[column] < _SMALL)

    return breaks


def _computed(row: Row, context: Context) -> dict[str, object]:
    unit = context.measures.get(row[Observations.MEASURE])
    scale = HUNDRED_PER_CENT if unit == Unit.PCT else 1.0
    computed = row[Observations.NUMERATOR] / row[Observations.DENOMINATOR] * scale
    return {"computed": context.words.number(round(computed, 2))}


def _not_among(column: Field, names: Callable[[Context], Any]) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        allowed = names(context)
        return frame[column].notna() & ~frame[column].isin(allowed) if allowed and context.strict else _no(frame)

    return breaks


def _centre_choices(row: Row, context: Context) -> dict[str, object]:
    name = str(row[Observations.CENTRE])
    return {"choices": context.listed(context.centres), "near": context.near(name, context.centres)}


OBSERVATION_RULES = (
    RowRule(
        "unknown_centre", Observations.CENTRE, _not_among(Observations.CENTRE, lambda c: c.centres), _centre_choices
    ),
    RowRule(
        "unknown_measure",
        Observations.MEASURE,
        _not_among(Observations.MEASURE, lambda c: c.measures),
        lambda row, context: {"near": context.near(str(row[Observations.MEASURE]), context.measures)},
    ),
    RowRule(
        "numerator_above_denominator",
        Observations.NUMERATOR,
        _numerator_above,
        lambda row, _: {"denominator": _shown(row[Observations.DENOMINATOR])},
    ),
    RowRule(
        "share_above_100",
        Observations.VALUE,
        lambda frame, context: (
            _value_kind(frame, context, FigureKind.SHARE) & (frame[Observations.VALUE] > HUNDRED_PER_CENT)
        ),
    ),
    RowRule(
        "looks_like_fraction",
        Observations.VALUE,
        lambda frame, context: (
            _value_kind(frame, context, FigureKind.SHARE)
            & (frame[Observations.VALUE] > 0)
            & (frame[Observations.VALUE] < _FRACTION_LIMIT)
        ),
        lambda row, _: {"taken": _shown(row[Observations.VALUE] * HUNDRED_PER_CENT)},
    ),
    RowRule("below_zero", Observations.VALUE, _below_zero(Observations.VALUE)),
    RowRule("below_zero", Observations.NUMERATOR, _below_zero(Observations.NUMERATOR)),
    RowRule("below_zero", Observations.DENOMINATOR, _below_zero(Observations.DENOMINATOR)),
    RowRule(
        "period_after_year",
        Observations.PERIOD,
        _after_year(Observations.PERIOD),
        lambda _, context: {"year": context.year},
    ),
    RowRule(
        "period_after_extract",
        Observations.PERIOD,
        _after_extract,
        lambda row, context: {"extracted": row[Observations.EXTRACTED] or context.extracted},
    ),
    RowRule(
        "duplicate_observation",
        Observations.PERIOD,
        _doubled_figure,
        lambda row, _: {"centre": row[Observations.CENTRE], "measure": row[Observations.MEASURE], "also": ""},
    ),
    RowRule("no_figure", Observations.VALUE, _no_figure),
    RowRule("half_ratio", Observations.NUMERATOR, _half_ratio),
    RowRule("zero_denominator", Observations.DENOMINATOR, lambda frame, _: frame[Observations.DENOMINATOR] == 0),
    RowRule("small_count", Observations.VALUE, _small(Observations.VALUE)),
    RowRule("small_count", Observations.NUMERATOR, _small(Observations.NUMERATOR)),
    RowRule("small_count", Observations.DENOMINATOR, _small(Observations.DENOMINATOR)),
    RowRule("value_disagrees", Observations.VALUE, _disagrees, _computed),
)

# ---- the others ------------------------------------------------------------------------------------------------

BUDGET_RULES = (
    RowRule("unknown_centre", BudgetLines.CENTRE, _not_among(BudgetLines.CENTRE, lambda c: c.centres), _centre_choices),
    RowRule(
        "duplicate_budget_line",
        BudgetLines.PERIOD,
        _doubled(BudgetLines.CENTRE, BudgetLines.ACCOUNT, BudgetLines.PERIOD),
        lambda row, _: {"centre": row[BudgetLines.CENTRE], "account": row[BudgetLines.ACCOUNT]},
    ),
    RowRule("period_after_year", BudgetLines.PERIOD, _after_year(BudgetLines.PERIOD), lambda _, c: {"year": c.year}),
)
RULES: dict[type[Table], tuple[RowRule, ...]] = {
    Goals: GOAL_RULES,
    Observations: OBSERVATION_RULES,
    BudgetLines: BUDGET_RULES,
    Centres: (RowRule("duplicate_centre", Centres.CENTRE, _doubled(Centres.CENTRE)),),
    Parameters: (RowRule("duplicate_parameter", Parameters.NAME, _doubled(Parameters.NAME)),),
}
