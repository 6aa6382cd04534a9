"""The rules that goals must keep."""

from collections import Counter

import pandas as pd

from schemas.codes import Basis, Rule, Summary, Unit, YesNo
from schemas.context import Context
from schemas.frames import is_missing
from schemas.measures import HUNDRED_PER_CENT, is_account_measure
from schemas.parameters import TOLERANCE, range_of
from schemas.rules.parameter_rules import about_range
from schemas.rules.row_rules import RowRule, doubled, marked, none_of
from schemas.tables import Goals

_FRACTION_LIMIT = 1.0
_FRACTION_OF_USE = 1.5
"""1 and 1.05 stand for 100 and 105 per cent of a budget."""


def _baseline_missing(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    needs = frame[Goals.BASIS].isin([Basis.CHANGE_PCT, Basis.CHANGE_POINTS, Basis.MAINTAIN])
    return needs & frame[Goals.BASELINE].isna() & frame[Goals.BASELINE_PERIOD].isna()


def _usual_year(frame: pd.DataFrame) -> float | None:
    """The year that most goals are of; of equally many, the first one's."""
    years = Counter(frame[Goals.YEAR].dropna().tolist())
    return max(years, key=lambda year: years[year]) if len(years) > 1 else None


def _mixed_years(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    usual = _usual_year(frame)
    return none_of(frame) if usual is None else frame[Goals.YEAR].notna() & (frame[Goals.YEAR] != usual)


def _both_years(frame: pd.DataFrame) -> dict[str, object]:
    return {"usual": int(_usual_year(frame) or 0)}


def _two_units(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """Goals of another unit than their measure has where it stands first: two measures never share a code."""
    pairs = list(zip(frame[Goals.MEASURE].tolist(), frame[Goals.UNIT].tolist(), strict=True))
    first: dict[object, object] = {}
    for measure, unit in pairs:
        if not is_missing(measure) and not is_missing(unit):
            first.setdefault(measure, unit)
    return marked(frame, [not is_missing(unit) and first.get(measure, unit) != unit for measure, unit in pairs])


def _fraction(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    target = frame[Goals.TARGET]
    share = (frame[Goals.UNIT] == Unit.PCT) & (frame[Goals.BASIS] == Basis.ABSOLUTE)
    floor = frame[Goals.RULE].isin([Rule.AT_LEAST, Rule.BAND]) & (target < _FRACTION_LIMIT)
    # A use of 1 per cent at most is no frame either.
    frame_of_budget = frame[Goals.MEASURE].map(lambda measure: is_account_measure(str(measure))).astype(bool)
    use = frame_of_budget & (target <= _FRACTION_OF_USE)
    return share & (target > 0) & (floor | use)


def _sample_of_no_share(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """Samples of which no interval can be had: only a share of cases has one."""
    share = (frame[Goals.UNIT] == Unit.PCT) & (frame[Goals.SUMMARY] == Summary.RATIO)
    return (frame[Goals.SAMPLE] == YesNo.YES) & frame[Goals.SUMMARY].notna() & ~share


GOAL_RULES = (
    RowRule(
        "duplicate_goal",
        Goals.NUMBER,
        doubled(Goals.CENTRE, Goals.NUMBER, Goals.VALID_FROM),
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
        lambda row, context: {"lower": context.words.number(row[Goals.TARGET])},
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
        "tolerance_range",
        Goals.TOLERANCE,
        lambda frame, _: frame[Goals.TOLERANCE] > range_of(TOLERANCE)[1],
        lambda row, context: about_range(row[Goals.TOLERANCE], TOLERANCE, context.words),
    ),
    RowRule(
        "milestone_unit",
        Goals.UNIT,
        lambda frame, _: (frame[Goals.RULE] == Rule.MILESTONE) & (frame[Goals.UNIT] != Unit.YES_NO),
    ),
    RowRule(
        "looks_like_fraction",
        Goals.TARGET,
        _fraction,
        lambda row, context: {"taken": context.words.number(round(row[Goals.TARGET] * HUNDRED_PER_CENT, 6))},
    ),
    RowRule("sample_not_share", Goals.SAMPLE, _sample_of_no_share, lambda row, _: {"number": row[Goals.NUMBER]}),
    RowRule("measure_two_units", Goals.UNIT, _two_units, lambda row, _: {"measure": row[Goals.MEASURE]}),
    RowRule("mixed_years", Goals.YEAR, _mixed_years, of_all=_both_years),
    RowRule(
        "unknown_goal_centre",
        Goals.CENTRE,
        lambda frame, context: (
            frame[Goals.CENTRE].notna() & ~frame[Goals.CENTRE].isin(context.centres)
            if context.centres
            else none_of(frame)
        ),
        lambda row, context: {"near": context.near(str(row[Goals.CENTRE]), context.centres)},
    ),
)
