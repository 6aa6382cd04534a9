"""Whether the year's target will be met, as a chance; and the bounds within which the year is expected to end."""

from dataclasses import dataclass

import numpy as np

from schemas.codes import Rule
from udfs.forecasting.outlook import Outlook
from udfs.forecasting.pooled import below, interval, quantile
from udfs.goals.arrays import Codes, Figures, Flags, figures, noise, position
from udfs.goals.lights import Thresholds
from udfs.goals.next_light import Needs

_HALF = 0.5  # between two whole numbers: of counts one meets, and the next does not


@dataclass(frozen=True)
class Borders:
    """Between which levels a year's figure meets its target; infinite on the side that does not matter."""

    low: Figures
    high: Figures


@dataclass(frozen=True)
class YearAhead:
    """Where each goal's year is expected to end, and how likely that meets its target; NaN where nobody can tell.

    Args:
        expected: The expected year.
        low: The bound that it ends above in nine of ten cases.
        high: The bound that it ends below in nine of ten cases.
        chance: The chance that the target is met.
        needs: By how much the year must improve for its chance to reach each border between lights.
    """

    expected: Figures
    low: Figures
    high: Figures
    chance: Figures
    needs: Needs


def borders(rule: Codes, target: Figures, target_max: Figures, is_whole: Flags) -> Borders:
    """The borders of each goal.

    Args:
        rule: Codes of ``Rule``.
        target: The year's target; for a band its floor.
        target_max: A band's ceiling.
        is_whole: Whether the year's figure is a whole number, so that the border lies half way to the next one.
    """
    slack = noise(target)
    floor = np.where(is_whole, np.ceil(target - slack) - _HALF, target)
    band = rule == position(Rule.BAND)
    highest = np.where(band, target_max, target)
    ceiling = np.where(is_whole, np.floor(highest + noise(highest)) + _HALF, highest)
    low = np.where(rule == position(Rule.AT_MOST), -np.inf, floor)
    return Borders(figures(low), figures(np.where(band | (rule == position(Rule.AT_MOST)), ceiling, np.inf)))


def chance(found: Outlook, between: Borders) -> Figures:
    """The chance that each year ends between its borders; NaN without a forecast.

    What has come decides where nothing can change it any more: a sum that has reached its target has chance 1.
    """
    known = found.year.known & ~np.isnan(between.low) & ~np.isnan(between.high)
    return np.where(known, _under(found, between.high) - _under(found, between.low), np.nan)


def _under(found: Outlook, level: Figures) -> Figures:
    inside = np.flatnonzero(np.isfinite(level) & (level > found.floor) & (level <= found.ceiling))
    chance = np.where((level > found.ceiling) | np.isposinf(level), 1.0, 0.0)
    chance[inside] = below(found.year.only(inside), level[inside])
    return chance


def bounds(found: Outlook) -> tuple[Figures, Figures]:
    """The bounds within which the year ends in four of five cases, within what can be; NaN without a forecast."""
    ends = (np.clip(end, found.floor, found.ceiling) for end in interval(found.year))
    low, high = (np.where(found.year.known, end, np.nan) for end in ends)
    return low, high


def need(found: Outlook, between: Borders, part: Figures) -> Figures:
    """By how much each year must improve for its chance to be ``part``; negative where the chance is greater.

    Args:
        found: The years.
        between: Their borders.
        part: The chance asked for, one each.

    Returns:
        Of a band, what the side that lacks more needs.
    """
    low, high = np.isfinite(between.low), np.isfinite(between.high)
    first = quantile(found.year, np.where(low, 1.0 - part, part))
    short = np.where(low, between.low - first, first - between.high)
    both = np.flatnonzero(low & high)
    over = quantile(found.year.only(both), part[both]) - between.high[both]
    short[both] = np.maximum(short[both], over)
    return np.where(found.year.known, short, np.nan)


def year_ahead(found: Outlook, between: Borders, limits: Thresholds) -> YearAhead:
    """The outlook against the targets.

    Args:
        found: The years.
        between: From ``borders``.
        limits: The chances at which lights change.
    """
    low, high = bounds(found)
    count = len(low)
    parts = (np.broadcast_to(part, count) for part in (limits.red, limits.far, limits.yellow))
    needs = Needs(*(need(found, between, figures(part)) for part in parts))
    return YearAhead(found.expected, low, high, chance(found, between), needs)


def chances_ahead(found: Outlook, between: Borders) -> YearAhead:
    """The outlook as far as lights need it: the expected year and the chance, which cost least."""
    none = np.full(len(found.floor), np.nan)
    return YearAhead(found.expected, none, none, chance(found, between), Needs(none, none, none))


def nothing_ahead(count: int) -> YearAhead:
    """Of goals that have no outlook."""
    none = np.full(count, np.nan)
    return YearAhead(none, none, none, none, Needs(none, none, none))
