"""The arithmetic on 1,000,000 goals, against one numpy pass over the same columns and against the rules row by row."""

import math
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.measure import in_turn, report, timed
from schemas.codes import Basis, Rule, Summary, YearProfile
from udfs.goals.columns import GoalColumns, ObservedColumns
from udfs.goals.evaluate import evaluate

GOALS = 1_000_000
ROWS = 10_000  # of these the row-by-row rules take a sample, scaled up


def columns(count: int) -> tuple[GoalColumns, ObservedColumns]:
    """Random goals and observations of every kind."""
    draw = np.random.default_rng(2008)

    def codes(enumeration: type) -> np.ndarray:
        return draw.integers(0, len(enumeration), count).astype(np.int8)

    def figures(low: float = 1.0, high: float = 100.0) -> np.ndarray:
        return draw.uniform(low, high, count)

    goals = GoalColumns(
        codes(Rule), codes(Basis), codes(Summary), codes(YearProfile), figures(), figures(), figures(),
        np.full(count, 0.1), draw.random(count) < 0.2, np.zeros(count), np.full(count, 100.0),
    )  # fmt: skip
    months = draw.integers(1, 13, count).astype(float)
    return goals, ObservedColumns(figures(), months, figures(), figures(), figures())


def one_pass(goals: GoalColumns, observed: ObservedColumns, outputs: int) -> list[np.ndarray]:
    """Read every input column and write as many fresh output columns as the arithmetic does, one addition each."""
    inputs = [*vars(goals).values(), *vars(observed).values()]
    return [np.add(inputs[place % len(inputs)], 1.0) for place in range(max(outputs, len(inputs)))]


def row_by_row(goals: GoalColumns, observed: ObservedColumns) -> list[tuple[float, ...]]:
    """The same rules as a spreadsheet author would write them in Python: one goal at a time."""
    rules, bases, summaries, profiles = list(Rule), list(Basis), list(Summary), list(YearProfile)
    rows = zip(*(column.tolist() for column in (*vars(goals).values(), *vars(observed).values())), strict=True)
    return [_one(rules, bases, summaries, profiles, *row) for row in rows]


def frame_of(goals: GoalColumns, observed: ObservedColumns) -> pd.DataFrame:
    """The same goals as a frame, with the codes as words."""
    frame = pd.DataFrame({**vars(goals), **vars(observed)})
    for name, enumeration in (("rule", Rule), ("basis", Basis), ("summary", Summary), ("profile", YearProfile)):
        frame[name] = [list(enumeration)[code].value for code in frame[name]]
    return frame


def rules_on_a_row(row: "pd.Series[Any]") -> tuple[float, ...]:
    """The rules on one row of a frame, each figure by its name."""
    names = (*GoalColumns.__dataclass_fields__, *ObservedColumns.__dataclass_fields__)
    rule, basis, summary, profile, *figures = (row[name] for name in names)
    return _one([Rule(rule)], [Basis(basis)], [Summary(summary)], [YearProfile(profile)], 0, 0, 0, 0, *figures)


def _one(rules, bases, summaries, profiles, r, b, s, p, stated, top, base, tol, change, low, high, a, m, lyt, ly, lyr):  # noqa: ANN001, ANN202
    rule, basis, summary, profile = rules[r], bases[b], summaries[s], profiles[p]

    def level(value: float) -> float:
        if basis is Basis.CHANGE_PCT:
            return base * (1 + value / 100)
        if basis is Basis.CHANGE_POINTS:
            return base + value
        return base if basis is Basis.MAINTAIN else value

    target, target_max = level(stated), level(top) if rule is Rule.BAND else math.nan
    share = {YearProfile.LINEAR: m / 12, YearProfile.SEASONAL: lyt / ly}.get(profile, 1.0)

    def due(value: float) -> float:
        return base + (value - base) * m / 12 if profile is YearProfile.PATH else value * share

    to_date, to_date_max = due(target), due(target_max)
    gap = a - to_date
    if rule is Rule.BAND:
        gap = min(a - to_date, 0.0) + max(a - to_date_max, 0.0)
    ratio = a / to_date if to_date else math.nan
    attained = ratio if rule is Rule.AT_LEAST else max(2 - ratio, 0.0)
    if rule is Rule.MILESTONE:
        attained = float(a >= to_date)
    elif rule is Rule.BAND:
        attained = ratio if a < to_date else (2 - a / to_date_max if a > to_date_max else 1.0)
    stock = summary is Summary.LAST and profile is YearProfile.PATH
    if summary is Summary.SUM:
        rate, season = a * 12 / m, a * ly / lyt
    elif summary is Summary.LAST:
        rate, season = (a + (a - base) / m * (12 - m) if stock else a), a + ly - lyt
    else:
        rate, season = a, (m * a + (12 - m) * min(max(lyr + a - lyt, low), high)) / 12
    left = 12 - m

    def need(value: float) -> float:
        if left == 0:
            return math.nan
        if summary is Summary.SUM or stock:
            return (value - a) / left
        return value if summary is Summary.LAST else (12 * value - m * a) / left

    required, required_max = need(target), need(target_max)
    miss = max(a - target, 0.0) if rule is Rule.AT_MOST else max(target - season, 0.0)
    red = (rule is Rule.AT_LEAST and required > high) or (rule is Rule.AT_MOST and required < low and not stock)
    if red or miss > tol * abs(target):
        light = 2
    elif miss > 0 or gap < 0:
        light = 1
    else:
        light = 0
    shown = (a / base - 1) * 100 if change else a
    return target, target_max, to_date, gap, attained, season, rate, required, required_max, light, shown


def main() -> bool:
    """Run the comparisons."""
    goals, observed = columns(GOALS)
    outputs = len(vars(evaluate(*columns(2))))
    few = columns(ROWS)
    frame = frame_of(*few)
    ours, base, applied, rows = in_turn(
        5,
        lambda: timed(lambda: evaluate(goals, observed)),
        lambda: timed(lambda: one_pass(goals, observed, outputs)),
        lambda: timed(lambda: frame.apply(rules_on_a_row, axis=1)) * GOALS / ROWS,
        lambda: timed(lambda: row_by_row(*few)) * GOALS / ROWS,
    )
    kept = report("arithmetic on 1,000,000 goals / one numpy pass", ours, base, 20)
    faster = "arithmetic on 1,000,000 goals, times faster than the rules row by row"
    kept = report(f"{faster} (DataFrame.apply)", ours, applied, 100, at_least=True) and kept
    report(f"{faster} (bare loop over tuples of numbers)", ours, rows, 0, at_least=True)
    return kept


if __name__ == "__main__":
    raise SystemExit(not main())
