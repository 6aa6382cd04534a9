"""The natural limits of a measure's figures (XmR): what the process gives as it is, and whether it has changed.

Source: Shewhart's chart of individual values: mean ± 2.66 × the mean moving range; Wheeler, *Understanding Variation*.
"""

from dataclasses import dataclass

import numpy as np

from schemas.codes import Rule, Summary, Unit, YearProfile
from udfs.forecasting.methods import is_stock
from udfs.goals.arrays import Codes, Figures, Flags, divided, figures, less, position, where
from udfs.goals.measures import Observed, usable
from udfs.goals.overlaps import Whole
from udfs.goals.seasons import shows_season

FEWEST = 12
"""Figures of a baseline; with fewer there are no limits."""
RUN = 8
"""Figures in a row on one side of the mean that are a change, though none is outside the limits."""
A_LEVEL = 3
"""Figures since a change that tell the level it has come to; of fewer nothing is said of the goal."""
_WIDTH = 2.66  # limits are so many mean moving ranges from the mean: three standard deviations over 1.128


@dataclass(frozen=True)
class NaturalLimits:
    """The natural limits of each goal's figures; NaN where there are none.

    Args:
        mean: The mean of the baseline.
        moving_range: Its mean moving range: the mean step between neighbouring periods.
        low: The lower limit, not below what can occur.
        high: The upper limit, not above what can occur.
        since: The first month (running number) of a change that stands; -1 for none.
        side: 1 for a change upwards, -1 for one downwards, 0 for none.
        outside: Figures of the contract year outside the limits.
        low_now: The least that can be expected now: the limit around the mean since the change (that of the baseline
            where none stands), or less where less has come since; NaN where fewer than three figures have.
        high_now: The most that can be expected now.
    """

    mean: Figures
    moving_range: Figures
    low: Figures
    high: Figures
    since: Whole
    side: Codes
    outside: Whole
    low_now: Figures
    high_now: Figures

    @property
    def known(self) -> Flags:
        """Which goals have limits."""
        return ~np.isnan(self.low)


def is_process(summary: Codes, profile: Codes, rule: Codes, unit: Codes, is_moving: Flags) -> Flags:
    """Which goals' figures can have natural limits.

    Args:
        summary: Codes of ``Summary``.
        profile: Codes of ``YearProfile``.
        rule: Codes of ``Rule``.
        unit: Codes of ``Unit``.
        is_moving: Whether a figure covers the months of the one before it too (moving twelve months).

    Returns:
        Not stocks and other last values, whose figures carry on from month to month; not what has a season, which
        would be taken for change; not yes and no.
    """
    carries_on = is_stock(summary, profile) | (summary == position(Summary.LAST)) | is_moving
    seasonal = profile == position(YearProfile.SEASONAL)
    yes_no = (rule == position(Rule.MILESTONE)) | (unit == position(Unit.YES_NO))
    return np.asarray(~(carries_on | seasonal | yes_no))


@dataclass(frozen=True)
class _Table:
    """Goal x figure, oldest first: values and the first month of each; NaN behind a goal's last one."""

    value: Figures
    first: Whole
    length: Whole
    count: Whole

    @property
    def at(self) -> Whole:
        """The place of each column."""
        return np.arange(self.value.shape[1])[None, :]


def natural_limits(
    observed: Observed, asked: Flags, lower: Figures, upper: Figures, year_start: int, last_month: int
) -> NaturalLimits:
    """Find the limits and the changes.

    Args:
        observed: All observations of the goals, with their values filled in.
        asked: Which goals can have limits (from ``is_process``).
        lower: The least figure that can occur.
        upper: The greatest one.
        year_start: The contract year's first month, as a running number.
        last_month: The last month that counts.

    Returns:
        The baseline is the twelve latest figures before the contract year (last year's twelve months); where there
        are fewer, the twelve first figures there are. A change stands where the newest figures lie on one side of the
        mean and one of them is outside the limits (it began with the first such), or eight or more do (it began with
        the first of them). Months of a whole year before that show a season (``shows_season``) have no limits.
    """
    table = _table(observed, asked, last_month)
    start, has = _baseline(table, year_start)
    inside = (table.at >= start[:, None]) & (table.at < start[:, None] + FEWEST)
    base = where(inside & has[:, None], table.value)
    mean = _mean(base)
    steps = _steps(table, base)
    moving = _mean(steps)
    has &= moving > 0  # figures that never move have no limits
    reach = where(has, _WIDTH * moving)
    side, outside = _sides(table, start, mean, reach)
    has &= ~_seasonal(table, start, side, outside, year_start)
    reach = where(has, reach)
    since, way, level = _change(table, side, outside, mean)
    in_year = table.first >= year_start
    # What has come as things are now can come again, though it lies outside the limits.
    came = where(np.where((since >= 0)[:, None], table.first >= since[:, None], in_year), table.value)
    least, most = _least(came), -_least(-came)
    return NaturalLimits(
        mean=where(has, mean),
        moving_range=where(has, moving),
        low=np.fmax(mean - reach, where(has, lower)),
        high=np.fmin(mean + reach, where(has, upper)),
        since=np.where(has, since, -1),
        side=np.where(has, way, 0).astype(np.int8),
        outside=np.where(has, (outside & in_year).sum(axis=1), 0).astype(np.int64),
        low_now=where(has & ~np.isnan(level), np.fmin(np.fmax(level - reach, lower), least)),
        high_now=where(has & ~np.isnan(level), np.fmax(np.fmin(level + reach, upper), most)),
    )


def reaches(found: NaturalLimits, rule: Codes, target: Figures, target_max: Figures) -> tuple[Flags, Flags]:
    """Whether the process, as it is now, never or always meets what a figure must be.

    Args:
        found: The limits.
        rule: Codes of ``Rule``.
        target: What one figure must be; of a band its floor.
        target_max: A band's ceiling.

    Returns:
        ``(never, always)``: only where the limits lie wholly on one side of what is asked and so do, where a change
        stands, the limits around the mean of the figures since (three at least) and each of these figures.
    """
    low, high = np.minimum(found.low, found.low_now), np.maximum(found.high, found.high_now)
    at_most, band = (rule == position(code) for code in (Rule.AT_MOST, Rule.BAND))
    floor = where(~at_most, target)
    ceiling = np.where(at_most, target, where(band, target_max))
    never = less(high, floor) | less(ceiling, low)
    holds = ~less(low, floor) & ~less(ceiling, high)
    return never, np.asarray(~np.isnan(low) & holds & ~(np.isnan(floor) & np.isnan(ceiling)))


def a_figures_share(summary: Codes, profile: Codes, level: Figures, span: Figures, length: Figures) -> Figures:
    """What a level of the year asks of one figure: of a sum the months' part of it, otherwise the level itself.

    Args:
        summary: Codes of ``Summary``.
        profile: Codes of ``YearProfile``; a season's months are not alike, and have no one share.
        level: The year's level.
        span: Months of the goal's validity in the year.
        length: Months that one figure covers.
    """
    of_sum = summary == position(Summary.SUM)
    seasonal = profile == position(YearProfile.SEASONAL)
    return where(~(of_sum & seasonal), np.where(of_sum, divided(level * length, span), level))


def figure_length(observed: Observed, goals: int, last_month: int) -> Whole:
    """The months that each goal's latest figure covers; 0 where there is none.

    Args:
        observed: All observations of the goals.
        goals: How many goals there are.
        last_month: The last month that counts.
    """
    rows = np.flatnonzero((observed.spans.last <= last_month) & ~np.isnan(observed.value))
    order = rows[np.lexsort((-observed.spans.length[rows], observed.spans.last[rows]))]
    out = np.zeros(goals, dtype=np.int64)
    out[observed.goal[order]] = observed.spans.length[order]
    return out


def _table(observed: Observed, asked: Flags, last_month: int) -> _Table:
    """The figures of one length as a table: those as long as the latest one."""
    length = figure_length(observed, len(asked), last_month)
    goal, spans = observed.goal, observed.spans
    wanted = asked[goal] & (spans.length == length[goal]) & (spans.last <= last_month) & ~np.isnan(observed.value)
    rows = usable(observed.only(np.asarray(wanted)))
    order = np.lexsort((rows.spans.first, rows.goal))
    goal = rows.goal[order]
    count = np.bincount(goal, minlength=len(asked)).astype(np.int64)
    at = np.arange(len(goal)) - (np.cumsum(count) - count)[goal]
    shape = (len(asked), max(int(count.max(initial=0)), 1))
    value, first = np.full(shape, np.nan), np.full(shape, -1, dtype=np.int64)
    value[goal, at], first[goal, at] = rows.value[order], rows.spans.first[order]
    return _Table(value, first, length, count)


def _baseline(table: _Table, year_start: int) -> tuple[Whole, Flags]:
    """Where each goal's baseline begins, and whether it has one."""
    before = ((table.first >= 0) & (table.first < year_start)).sum(axis=1)
    return np.where(before >= FEWEST, before - FEWEST, 0), table.count >= FEWEST


def _seasonal(table: _Table, start: Whole, side: Codes, outside: Flags, year_start: int) -> Flags:
    """Whose baseline is the twelve months of the year before, and shows a season."""
    if table.value.shape[1] < FEWEST:
        return np.zeros(len(start), dtype=bool)
    at = np.minimum(start[:, None] + np.arange(FEWEST)[None, :], table.value.shape[1] - 1)
    first, last = (np.take_along_axis(table.first, at[:, [place]], axis=1)[:, 0] for place in (0, -1))
    is_year = (table.length == 1) & (first == year_start - FEWEST) & (last == year_start - 1)
    returned = shows_season(np.take_along_axis(side, at, axis=1), np.take_along_axis(outside, at, axis=1))
    return np.asarray(is_year & returned)


def _mean(values: Figures) -> Figures:
    known = ~np.isnan(values)
    return divided(np.nan_to_num(values).sum(axis=1), known.sum(axis=1))


def _least(values: Figures) -> Figures:
    """The least of each row's figures; NaN where it has none."""
    least = np.where(np.isnan(values), np.inf, values).min(axis=1)
    return where(np.isfinite(least), least)


def _steps(table: _Table, base: Figures) -> Figures:
    """The sizes of the steps between neighbouring periods of the baseline."""
    follows = table.first[:, 1:] == table.first[:, :-1] + table.length[:, None]
    return where(follows, np.abs(np.diff(base, axis=1)))


def _sides(table: _Table, start: Whole, mean: Figures, reach: Figures) -> tuple[Codes, Flags]:
    """On which side of the mean each figure from the baseline on lies, and whether it is outside the limits."""
    middle = np.broadcast_to(mean[:, None], table.value.shape)
    side = less(middle, table.value).astype(np.int8) - less(table.value, middle).astype(np.int8)
    outside = less(np.broadcast_to(reach[:, None], table.value.shape), np.abs(table.value - middle))
    seen = table.at >= start[:, None]
    return np.where(seen, side, 0).astype(np.int8), outside & seen


def _change(table: _Table, side: Codes, outside: Flags, mean: Figures) -> tuple[Whole, Codes, Figures]:
    """Since when a change stands, to which side, and the mean since then; NaN of too few figures."""
    goals = np.arange(len(mean))
    newest = np.maximum(table.count - 1, 0)
    way = side[goals, newest]
    other = (side != way[:, None]) & (table.at <= newest[:, None])
    last_other = np.where(other, table.at, -1).max(axis=1)
    stretch = (table.at > last_other[:, None]) & (table.at <= newest[:, None]) & (way != 0)[:, None]
    beyond = stretch & outside
    begun = np.where(beyond.any(axis=1), beyond.argmax(axis=1), last_other + 1)
    stands = beyond.any(axis=1) | (stretch.sum(axis=1) >= RUN)
    after = stretch & (table.at >= begun[:, None])
    is_level = after.sum(axis=1) >= A_LEVEL
    level = np.where(stands, where(is_level, _mean(where(after, table.value))), mean)
    since = np.where(stands, table.first[goals, np.minimum(begun, newest)], -1)
    return since, np.where(stands, way, 0).astype(np.int8), figures(level)
