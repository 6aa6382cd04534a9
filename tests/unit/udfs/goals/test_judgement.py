"""A contract as of a month: chances and lights of made-up goals, last month's light held near a border, a year ago."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.steps.compute import compute
from macros.steps.contract_year import Inputs
from schemas.codes import Light
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, Goals, Observations, Results
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from tests.drawing import examples
from udfs.goals.lights import LightRule

RULE = LightRule(red=1 / 3, far=0.5, yellow=2 / 3, hold=0.07)
_COMPUTED = 20  # examples, of which each computes whole contracts
STEADY = LightRule(red=1 / 3, far=0.5, yellow=2 / 3, hold=0.0)


def goal(number, **given):
    usual = {
        "year": 2009, "centre": "JKS", "number": str(number), "goal_type": "result", "title": f"Mål {number}",
        "measure": f"m{number}", "unit": "points", "rule": "at_least", "basis": "absolute", "target": 50.0,
        "show_as": "level", "summary": "mean", "profile": "flat",
    }  # fmt: skip
    return {**usual, **given}


def series(number, values, year=2007):
    return [
        {
            "centre": "JKS",
            "measure": f"m{number}",
            "period": parse_period(f"{year + place // 12}-{place % 12 + 1:02d}"),
            "value": float(value),
        }
        for place, value in enumerate(values)
        if value is not None
    ]


def judged(goals, rows, month, lights=RULE):
    observations = frame_of(Observations, rows).assign(mark=None)
    inputs = Inputs(frame_of(Goals, goals), observations, empty(BudgetLines), 0.1, 2009, lights=lights)
    as_of = (pd.Timestamp(2009, month, 1) + pd.offsets.MonthEnd(0)).date()
    return compute(inputs, as_of, words()).results


def drawn(seed, count=12, months=36):
    """Goals whose years end about their targets."""
    draw = np.random.default_rng(seed)
    values = 50.0 + draw.normal(0, 3, (count, months)) + draw.normal(0, 1.0, (count, 1)) * np.linspace(-1, 1, months)
    return [goal(number) for number in range(count)], [values[number] for number in range(count)]


def until(values, month):
    return [row for number, each in enumerate(values) for row in series(number, each[: 24 + month])]


def test_a_light_is_held_only_near_a_border_and_says_so():
    held = 0
    for seed in range(4):
        goals, values = drawn(seed)
        for month in (4, 6, 8):
            rows = until(values, month)
            with_hold, without = (judged(goals, rows, month, rule) for rule in (RULE, STEADY))
            for one, other in zip(with_hold.to_dict("records"), without.to_dict("records"), strict=True):
                assert one[Results.CHANCE] == pytest.approx(other[Results.CHANCE])
                if one[Results.LIGHT] == other[Results.LIGHT]:
                    continue
                held += 1
                assert one[Results.LIGHT] == one[Results.LIGHT_BEFORE]
                borders = (RULE.red, RULE.far, RULE.yellow)
                assert min(abs(one[Results.CHANCE] - border) for border in borders) < RULE.hold
                assert "lyset holdes fra måneden før" in one[Results.REASON]
    assert held >= 5


def test_judging_twice_gives_the_same():
    goals, values = drawn(7)
    rows = until(values, 6)
    pd.testing.assert_frame_equal(judged(goals, rows, 6), judged(goals, rows, 6))


def test_a_sorted_table_gives_the_same():
    goals, values = drawn(8)
    rows = until(values, 6)
    pd.testing.assert_frame_equal(judged(goals, rows, 6), judged(goals, rows[::-1], 6))


@settings(max_examples=examples(_COMPUTED))
@given(st.integers(0, 30), st.floats(0.01, 20), st.sampled_from(["at_least", "at_most"]), st.integers(2, 11))
def test_a_better_level_never_lowers_the_chance(seed, better, rule, month):
    [_], [values] = drawn(seed, 1)
    way = 1.0 if rule == "at_least" else -1.0
    chances = [
        judged([goal(0, rule=rule)], series(0, (values + shift)[: 24 + month]), month).iloc[0][Results.CHANCE]
        for shift in (0.0, way * better)
    ]
    assert chances[0] <= chances[1] + 1e-9


@settings(max_examples=examples(_COMPUTED))
@given(st.integers(0, 30), st.floats(30, 70), st.floats(0.01, 20), st.integers(2, 11))
def test_a_harder_target_never_raises_the_chance(seed, target, harder, month):
    [_], [values] = drawn(seed, 1)
    rows = series(0, values[: 24 + month])
    chances = [
        judged([goal(0, target=each)], rows, month).iloc[0][Results.CHANCE] for each in (target, target + harder)
    ]
    assert chances[0] >= chances[1] - 1e-9


@given(
    st.sampled_from(["mean", "sum", "last"]),
    st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=27, max_size=35),
    st.sampled_from(["count", "pct", "days"]),
)
def test_the_interval_contains_the_forecast_and_keeps_to_what_can_be(summary, values, unit):
    month = len(values) - 24
    if sum(value is not None for value in values) < 3 or all(value is None for value in values[24:]):
        return
    profile = "linear" if summary == "sum" else "flat"
    found = judged([goal(0, summary=summary, unit=unit, profile=profile)], series(0, values), month).iloc[0]
    low, middle, high = (found[name] for name in (Results.FORECAST_LOW, Results.FORECAST, Results.FORECAST_HIGH))
    if np.isnan(low):
        return
    assert low <= middle <= high
    assert low >= (found[Results.RESULT] if summary == "sum" else 0.0) - 1e-9
    assert high <= 100.0 + 1e-9 or unit != "pct" or summary == "sum"
    assert 0.0 <= found[Results.CHANCE] <= 1.0


@pytest.mark.parametrize("value", [0.0, 5.0])
def test_a_constant_series_never_claims_certainty(value):
    counted = goal(0, unit="count", summary="sum", profile="linear", target=value * 12 + 3)
    found = judged([counted], series(0, [value] * 30), 6).iloc[0]
    assert found[Results.FORECAST_LOW] < found[Results.FORECAST_HIGH]
    assert 0.0 < found[Results.CHANCE] < 0.5


def test_figures_of_quarters_half_years_and_gaps():
    quarters = [
        {"centre": "JKS", "measure": "m0", "period": parse_period(f"{year}-Q{quarter}"), "value": 30.0 + quarter}
        for year in (2007, 2008, 2009)
        for quarter in (1, 2, 3, 4)
        if (year, quarter) < (2009, 3)
    ]
    found = judged([goal(0, summary="sum", profile="linear", target=130.0)], quarters, 6).iloc[0]
    assert found[Results.FORECAST] == pytest.approx(130.0, abs=4.0)
    assert (found[Results.BASED_ON_MONTHS], found[Results.RESULT]) == (30, 63.0)
    halves = [
        {"centre": "JKS", "measure": "m0", "period": parse_period(text), "value": value}
        for text, value in (
            ("2007-H1", 48.0),
            ("2007-H2", 52.0),
            ("2008-H1", 49.0),
            ("2008-H2", 51.0),
            ("2009-H1", 50.0),
        )
    ]
    half = judged([goal(0)], halves, 6).iloc[0]
    assert half[Results.FORECAST] == pytest.approx(50.0, abs=1.0)
    gap = judged([goal(0)], series(0, [50.0 + number % 3 for number in range(24)] + [50.0, None, 52.0]), 3).iloc[0]
    assert gap[Results.FORECAST] == pytest.approx(51.0, abs=1.0)


def test_a_sum_that_has_reached_its_target_has_chance_one_and_one_past_its_ceiling_none():
    reached = goal(0, unit="count", summary="sum", profile="linear", target=60.0)
    rows = series(0, [10.0 + number % 2 for number in range(30)])
    assert judged([reached], rows, 6).iloc[0][Results.CHANCE] == 1.0
    past = judged([{**reached, "rule": "at_most"}], rows, 6).iloc[0]
    assert (past[Results.CHANCE], past[Results.LIGHT]) == (0.0, Light.RED)


def test_a_band_needs_both_sides():
    rows = series(0, [50.0 + number % 5 for number in range(30)])
    band = judged([goal(0, rule="band", target=51.0, target_max=53.0)], rows, 6).iloc[0]
    floor = judged([goal(0, target=51.0)], rows, 6).iloc[0]
    ceiling = judged([goal(0, rule="at_most", target=53.0)], rows, 6).iloc[0]
    expected = floor[Results.CHANCE] + ceiling[Results.CHANCE] - 1.0
    assert band[Results.CHANCE] == pytest.approx(expected, abs=1e-9)


def test_a_count_meets_at_half_a_unit():
    # Contract 2011, goal 7: at most 1510.272, so that 1510 meets and 1511 misses.
    stock = {"unit": "count", "summary": "last", "profile": "path", "rule": "at_most", "baseline": 1472.0}
    rows = series(0, [1472.0 + 3 * (number % 4) for number in range(30)])
    chances = [
        judged([goal(0, target=target, **stock)], rows, 6).iloc[0][Results.CHANCE]
        for target in (1480.0, 1480.9, 1481.0)
    ]
    assert chances[0] == pytest.approx(chances[1], abs=1e-3)
    assert chances[2] - chances[1] > 0.01


def test_the_distance_to_the_next_light_is_what_moves_it():
    goals, values = drawn(3, 6)
    rows = until(values, 6)
    found = judged(goals, rows, 6, STEADY)
    order = [Light.RED, Light.YELLOW, Light.GREEN]
    moved = 0
    for number, row in enumerate(found.to_dict("records")):
        by = row[Results.TO_BETTER]
        if np.isnan(by) or row[Results.LIGHT] == Light.NONE:
            continue
        for part, better in ((0.97, False), (1.03, True)):
            easier = [each if at != number else {**each, "target": 50.0 - part * by} for at, each in enumerate(goals)]
            now = judged(easier, rows, 6, STEADY).iloc[number]
            assert (order.index(now[Results.LIGHT]) > order.index(row[Results.LIGHT])) == better
        moved += 1
    assert moved


def test_last_year_is_forecast_as_of_the_same_month():
    goals, values = drawn(5, 3)
    found = judged(goals, until(values, 6), 6).iloc[0]
    year_before = [row for number, each in enumerate(values) for row in series(number, each[:18])]
    last = [{**each, "year": 2008} for each in goals]
    inputs = Inputs(
        frame_of(Goals, last), frame_of(Observations, year_before).assign(mark=None), empty(BudgetLines), 0.1, 2008,
        lights=STEADY,
    )  # fmt: skip
    then = compute(inputs, date(2008, 6, 30), words()).results.iloc[0]
    assert found[Results.BACKTEST] == pytest.approx(then[Results.FORECAST])
    assert found[Results.BACKTEST_RUN_RATE] == pytest.approx(then[Results.FORECAST_RUN_RATE])
    assert found[Results.BACKTEST_CAME] == pytest.approx(values[0][12:24].mean())
    assert found[Results.SHOWN_BACKTEST].startswith("prognose ")


def test_without_last_year_it_is_too_early_to_test():
    goals, values = drawn(6, 2)
    rows = [row for number, each in enumerate(values) for row in series(number, each[:6], 2009)]
    found = judged(goals, rows, 6).iloc[0]
    assert np.isnan(found[Results.BACKTEST])
    assert found[Results.SHOWN_BACKTEST] == "for tidligt"


def test_a_month_without_new_figures_changes_no_chance():
    goals, values = drawn(9)
    rows = until(values, 6)
    june, august = (judged(goals, rows, month) for month in (6, 8))
    for name in (Results.CHANCE, Results.FORECAST_LOW, Results.FORECAST_HIGH, Results.BACKTEST):
        assert june[name].tolist() == pytest.approx(august[name].tolist(), nan_ok=True)


def test_a_gap_puts_a_sum_not_behind():
    counted = goal(0, unit="count", summary="sum", profile="linear", target=120.0)
    whole = [11.0 + number % 2 for number in range(30)]
    gap = [*whole[:26], None, *whole[27:]]
    found = judged([counted], series(0, gap), 6).iloc[0]
    assert found[Results.RESULT] < found[Results.TARGET_TO_DATE]
    assert found[Results.LIGHT] == Light.GREEN


def test_without_a_target_there_is_no_chance():
    unknown = goal(0, basis="change_pct", target=-5.0, baseline_period=parse_period("2006"))
    found = judged([unknown], series(0, [50.0 + number % 3 for number in range(30)]), 6).iloc[0]
    assert np.isnan(found[Results.TARGET]) and np.isnan(found[Results.CHANCE])


@settings(max_examples=examples(_COMPUTED))
@given(st.integers(0, 20), st.integers(3, 11), st.floats(0, 100))
def test_what_is_impossible_stays_so(seed, month, further):
    draw = np.random.default_rng(seed)
    values = [float(value) for value in draw.uniform(20, 60, 24 + month)]
    share = goal(0, unit="pct", target=90.0)
    found = judged([share], series(0, values), month).iloc[0]
    if found[Results.IMPOSSIBLE] != "yes":
        return
    more = judged([share], series(0, [*values, further]), min(month + 1, 12)).iloc[0]
    assert more[Results.IMPOSSIBLE] == "yes" or more[Results.VERDICT] == "not_met"
    assert more[Results.LIGHT] == Light.RED
