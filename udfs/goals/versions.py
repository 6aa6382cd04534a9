"""Versions of renegotiated goals: the lines beside those in force, what each asks for, and the result against it.

Source: goal 7 of the contract of 2011, the stock renegotiated from +2.6 to +6.0 per cent on 1 July: each reporting date
is held against the version in force, and the one before it stays in sight.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from schemas.codes import Basis, Rule, Summary
from schemas.tables import Goals
from schemas.versions import starts, version_numbers
from udfs.goals.arrays import Figures, Flags, codes, figures, less, position, where
from udfs.goals.attainment import difference
from udfs.goals.columns import GoalColumns, ObservedColumns
from udfs.goals.evaluate import levels
from udfs.goals.goal_columns import in_force
from udfs.goals.overlaps import Whole
from udfs.goals.shown import as_change, baseline_of, to_date_shown
from udfs.goals.targets import target_level

_STATED = (Goals.BASIS, Goals.TARGET, Goals.TARGET_MAX, Goals.BASELINE, Goals.BASELINE_PERIOD)
"""What the level of a target is stated by."""


@dataclass(frozen=True)
class Beside:
    """Lines of the register beside the goals in force.

    Args:
        lines: The lines, numbered from 0.
        goal: The goal in force that each is a version of, by its position.
        is_earlier: Whether it is the version before the one in force; otherwise one that is not valid yet.
    """

    lines: pd.DataFrame
    goal: Whole
    is_earlier: Flags


def beside(register: pd.DataFrame, as_of: date) -> Beside:
    """The other versions that a reporting date tells of.

    Args:
        register: All lines of the contract.
        as_of: The reporting date.

    Returns:
        Of each goal in force, in the order of ``in_force``, the version before that one and all that come after it,
        the soonest first.
    """
    numbers = version_numbers(register)
    if not numbers.any():
        return Beside(register.iloc[:0].reset_index(drop=True), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool))
    places: dict[tuple[object, object], dict[int, int]] = defaultdict(dict)
    keys = zip(register[Goals.CENTRE], register[Goals.NUMBER], numbers, strict=True)
    for row, (centre, number, version) in enumerate(keys):
        places[centre, number][version] = row
    rows, goal, is_earlier = [], [], []
    valid = starts(register).tolist()
    goals = in_force(register, as_of)
    for at, key in enumerate(zip(goals[Goals.CENTRE], goals[Goals.NUMBER], strict=True)):
        versions = places[key]
        now = max(version for version, row in versions.items() if valid[row] <= as_of)
        for version in (now - 1, *range(now + 1, len(versions))):
            if version >= 0:
                rows.append(versions[version])
                goal.append(at)
                is_earlier.append(version < now)
    lines = register.iloc[rows].reset_index(drop=True)
    return Beside(lines, np.array(goal, dtype=np.int64), np.array(is_earlier, dtype=bool))


def by_turns(register: pd.DataFrame) -> list[pd.DataFrame]:
    """The lines that are in force together: at first, and from each day on which one of them begins."""
    return [in_force(register, day) for day in sorted(set(starts(register)))]


@dataclass(frozen=True)
class Asked:
    """What a version asks for, and how far the result is off it; figures in the version's unit.

    Args:
        target: The level of the year's target.
        target_max: A band's upper level.
        target_to_date: The part of it that is due.
        difference: The result minus what is due.
        shown_year_target: The year's target as printed.
        shown_year_target_max: A band's upper one.
        shown_target: The target to date as printed.
        shown_target_max: A band's upper one.
        shown_result: The result as printed.
        shown_difference: The difference as printed.
    """

    target: Figures
    target_max: Figures
    target_to_date: Figures
    difference: Figures
    shown_year_target: Figures
    shown_year_target_max: Figures
    shown_target: Figures
    shown_target_max: Figures
    shown_result: Figures
    shown_difference: Figures


def asked(goals: GoalColumns, observed: ObservedColumns) -> Asked:
    """Hold what was observed against versions, as it is held against the one in force.

    Args:
        goals: The versions.
        observed: What was observed, row by row.
    """
    level = levels(goals, observed)
    gap = difference(goals.rule, observed.result, level.due, level.due_max)
    base = baseline_of(level.target, goals.baseline, level.base_due)

    def of_year(value: Figures) -> Figures:
        return np.where(goals.as_change, as_change(value, base.year, base.direction), value)

    return Asked(
        target=level.target,
        target_max=level.target_max,
        target_to_date=level.due,
        difference=gap,
        shown_year_target=of_year(level.target),
        shown_year_target_max=of_year(level.target_max),
        **to_date_shown(goals.as_change, observed.result, level.due, level.due_max, gap, base),
    )


@dataclass(frozen=True)
class YearLevels:
    """The level of the year's target of lines; of a band both its bounds; NaN where the baseline is not known."""

    target: Figures
    target_max: Figures


def line_levels(lines: pd.DataFrame, baseline: ArrayLike) -> YearLevels:
    """The level of each line's target.

    Args:
        lines: Lines of the register.
        baseline: The baseline of each: its own, or the observed one.
    """
    basis, band = codes(lines[Goals.BASIS], Basis), codes(lines[Goals.RULE], Rule) == position(Rule.BAND)
    upper = target_level(basis, figures(lines[Goals.TARGET_MAX]), baseline)
    return YearLevels(target_level(basis, figures(lines[Goals.TARGET]), baseline), where(band, upper))


def moves(old: pd.DataFrame, new: pd.DataFrame, old_levels: YearLevels, new_levels: YearLevels) -> tuple[Flags, Flags]:
    """Whether versions ask for another level than those before them.

    Args:
        old: The earlier lines, one for each of the new ones.
        new: The later lines.
        old_levels: From ``line_levels``.
        new_levels: From ``line_levels``.

    Returns:
        Where the level is another one: a figure beyond noise, another unit or rule, a sum of the year in place of a
        level of each month. And where it cannot be told, for a baseline is not known yet and the two are not stated
        alike.
    """
    other_kind = np.zeros(len(new), dtype=bool)
    for name in (Goals.UNIT, Goals.RULE):
        other_kind |= old[name].to_numpy() != new[name].to_numpy()
    other_kind |= _is_sum(old) != _is_sum(new)
    band = codes(new[Goals.RULE], Rule) == position(Rule.BAND)
    other_level = _differ(old_levels.target, new_levels.target) | _differ(old_levels.target_max, new_levels.target_max)
    unknown = np.isnan(old_levels.target) | np.isnan(new_levels.target)
    unknown |= band & (np.isnan(old_levels.target_max) | np.isnan(new_levels.target_max))
    return other_kind | other_level, ~other_kind & ~other_level & unknown & ~_stated_alike(old, new)


def _differ(left: Figures, right: Figures) -> Flags:
    return less(left, right) | less(right, left)


def _is_sum(lines: pd.DataFrame) -> Flags:
    return np.asarray(codes(lines[Goals.SUMMARY], Summary) == position(Summary.SUM))


def _stated_alike(old: pd.DataFrame, new: pd.DataFrame) -> Flags:
    same = np.ones(len(new), dtype=bool)
    for name in _STATED:
        left, right = old[name].reset_index(drop=True), new[name].reset_index(drop=True)
        same &= ((left == right) | (left.isna() & right.isna())).to_numpy(dtype=bool)
    return same
