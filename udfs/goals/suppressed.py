"""Figures that an export hides (``<5``, ``..``): what they may be, and whether that leaves a light.

Source: the usual limit of statistical offices, who publish no counts under five; the design's section 5 (a hidden
figure is neither 0 nor missing).
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from schemas.codes import Light, Rule, Verdict
from schemas.why import Why
from udfs.goals.arrays import Codes, Figures, Flags, divided, position, where
from udfs.goals.columns import ResultColumns
from udfs.goals.lights import lights
from udfs.goals.targets import MONTHS

_VAST = 1e12
"""Stands for no bound: past any figure of a contract, and finite, so that sums of it stay sums."""
_TOLD = _VAST / (10 * MONTHS)
"""A result beyond this is made of one without a bound: a year's mean of it is a twelfth."""
_ONE_CASE = 1.0
_OF_KNOWN_MONTHS = (
    *("forecast", "forecast_low", "forecast_high", "chance", "forecast_run_rate", "forecast_seasonal"),
    *("shown_forecast", "shown_low", "shown_high", "shown_run_rate", "shown_seasonal"),
)
"""What carries the months with a figure on to the year's end, as if those with a hidden one were like them."""


@dataclass(frozen=True)
class HiddenFigures:
    """Rows with a hidden figure: NaN stands where it is, and where nothing was given.

    Args:
        numerator: Known, or NaN.
        denominator: Known, or NaN.
        below: What the hidden count lies below (5 of ``<5``); NaN where nothing says it (``..``).
        lower: The least that the figure of such a measure can be.
        upper: The greatest one.
        scale: What a ratio is multiplied by (100 for per cent).
        is_count: Whether the figure itself is counted, so that a hidden one lies below what stands in its cell.
        is_whole: Whether it is counted in wholes (cases, not points of them).
        is_ratio: Whether it is made of a numerator and a denominator.
    """

    numerator: Figures
    denominator: Figures
    below: Figures
    lower: Figures
    upper: Figures
    scale: Figures
    is_count: Flags
    is_whole: Flags
    is_ratio: Flags


@dataclass(frozen=True)
class Filled:
    """The same rows with one possible value of what is hidden."""

    value: Figures
    numerator: Figures
    denominator: Figures


def possible(rows: HiddenFigures) -> tuple[Filled, Filled]:
    """The rows with the least and with the greatest figure that they may hide.

    Args:
        rows: The rows.

    Returns:
        A hidden numerator of a known denominator, and a hidden count, are 0 to ``n - 1`` where ``<n`` stands (points
        and full-time persons come in parts, and are up to ``n``). Whatever else is hidden may be anything within the
        measure's natural bounds: a mark for few cases stands in the cell of a share too, and says nothing of it. Then
        the number of its cases is not known either, and is taken to outweigh all others.
    """
    return _filled(rows, is_least=True), _filled(rows, is_least=False)


def _filled(rows: HiddenFigures, is_least: bool) -> Filled:
    bound = rows.lower if is_least else rows.upper
    natural = np.clip(bound, -_VAST, _VAST)
    ends = np.where(rows.is_whole, rows.below - _ONE_CASE, rows.below)
    known = ~np.isnan(rows.below)
    of_known = ~np.isnan(rows.denominator) & np.isnan(rows.numerator)
    part = np.clip(bound / rows.scale * rows.denominator, -_VAST, _VAST)  # the numerator at the natural bound
    few = np.maximum(part, 0.0) if is_least else np.fmin(rows.below - _ONE_CASE, part)
    counted = known & rows.is_count & (rows.lower >= 0)
    amount = np.maximum(natural, 0.0) if is_least else np.minimum(ends, natural)
    numerator = np.where(of_known, np.where(known, few, part), where(rows.is_ratio, natural / rows.scale * _VAST))
    denominator = np.where(of_known, rows.denominator, where(rows.is_ratio, _VAST))
    free = np.where(counted, amount, natural)
    value = np.where(of_known, divided(numerator, denominator) * rows.scale, free)
    return Filled(value, numerator, denominator)


def with_hidden(
    result: ResultColumns, rows: Flags, rule: Codes, least: ResultColumns, most: ResultColumns
) -> ResultColumns:
    """The results, with the lights of goals that hide a figure by what all possible figures give.

    Args:
        result: The results without what is hidden.
        rows: The goals with a hidden figure that counts.
        rule: Codes of ``Rule`` of those goals alone.
        least: Their results with the least figures that may be hidden.
        most: Their results with the greatest ones.

    Returns:
        The common light and verdict where both ends give the same one, and so does all between them (a better figure
        never gives a worse light; in a band both ends must lie on one side of it); otherwise no light. Why it has its
        colour stays what it was where what is hidden changes neither; where it decides the goal, the forecasts of the
        known months alone would contradict that, and none is told.
    """
    same = (least.light == most.light) & ((least.light == position(Light.GREEN)) | _one_side(rule, least, most))
    before = result.why[rows]
    none = (least.light == position(Light.NONE)) & ((least.why != most.why) | (least.why != before))
    agreed = same & ~none
    common = np.where(least.verdict == most.verdict, least.verdict, np.int8(position(Verdict.OPEN)))
    unmoved = (least.light == result.light[rows]) & (common == result.verdict[rows])
    why, verdict = result.why.copy(), result.verdict.copy()
    why[rows] = np.where(agreed, np.where(unmoved, before, least.why), np.int8(position(Why.HIDDEN)))
    verdict[rows] = np.where(agreed, common, np.int8(position(Verdict.OPEN)))
    silent = np.zeros(len(why), dtype=bool)
    silent[rows] = agreed & ~unmoved & (common != position(Verdict.OPEN))
    untold: dict[str, Any] = {name: where(~silent, getattr(result, name)) for name in _OF_KNOWN_MONTHS}
    return replace(result, why=why, light=lights(why), verdict=verdict, **untold)


def _one_side(rule: Codes, least: ResultColumns, most: ResultColumns) -> Flags:
    """Whether both ends of a band's possible figures lie on one side of it; other targets have one side only."""
    ahead = _side(least.forecast, least) == _side(most.forecast, most)
    return np.asarray((rule != position(Rule.BAND)) | (ahead & (np.sign(least.difference) == np.sign(most.difference))))


def _side(value: Figures, each: ResultColumns) -> Figures:
    """-1 below the band, 1 above it, 0 within."""
    return np.asarray((value > each.target_max).astype(np.float64) - (value < each.target))


def told(result: Figures) -> Figures:
    """The end of a range of results; NaN where there is no end, since a figure without a natural bound is hidden."""
    return where(np.abs(result) < _TOLD, result)
