"""What if: arithmetic on the follow-up's figures, and a chance that moves as the year does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import Light, Rule, Summary, Verdict, YearProfile
from tests.unit.udfs.forecasting.what_if_goals import change, standing
from udfs.forecasting.what_if import level_of_year, what_if, year_of_level
from udfs.goals.arrays import position

SUM = {"summary": Summary.SUM, "profile": YearProfile.LINEAR, "result": 300.0, "target": 650.0, "due": 325.0,
       "forecast": 620.0, "low": 580.0, "high": 660.0, "upper": np.nan}  # fmt: skip
LAST = {"summary": Summary.LAST}
STOCK = {"summary": Summary.LAST, "profile": YearProfile.PATH, "result": 1450.0, "target": 1400.0, "baseline": 1500.0,
         "due": 1450.0, "forecast": 1410.0, "low": 1380.0, "high": 1440.0, "rule": Rule.AT_MOST, "upper": np.nan}  # fmt: skip
BAND = {"rule": Rule.BAND, "target": 80.0, "target_max": 90.0, "due": 80.0, "due_max": 90.0, "chance": 0.8}
SAME = ("result", "target", "target_max", "forecast", "low", "high", "chance", "light")


def told(outcome, name):
    return getattr(outcome, name)[0]


@pytest.mark.parametrize("figures", [{}, SUM, LAST, STOCK, BAND], ids=["mean", "sum", "last", "stock", "band"])
@pytest.mark.parametrize("light", list(Light))
def test_with_nothing_changed_the_figures_are_the_follow_ups_to_the_last_digit(figures, light):
    goal = standing(**figures, light=light)  # whatever light it is: last month's may have been held
    found = what_if(goal, change())
    for name in SAME:
        assert np.array_equal(getattr(found, name), getattr(goal, name), equal_nan=True), name
    again = what_if(goal, change(result=goal.result[0], target=goal.target[0]))
    for name in SAME:
        assert np.array_equal(getattr(again, name), getattr(goal, name), equal_nan=True), name


@pytest.mark.parametrize(
    ("figures", "changed", "forecast"),
    [
        ({}, {"result": 83.0}, 84.0),  # half the year: half of it
        ({"months": 3.0, "counted": 3.0}, {"result": 85.0}, 84.0),
        (SUM, {"result": 320.0}, 640.0),
        (LAST, {"result": 84.0}, 86.0),
        (LAST, {"result": 99.5}, 100.0),  # no share is over 100 per cent
        (STOCK, {"result": 1440.0}, 1400.0),
        ({}, {"rest": 89.0}, 85.0),
        ({}, {"result": 90.0, "rest": 80.0}, 85.0),
        (SUM, {"rest": 60.0}, 660.0),
        (LAST, {"rest": 88.0}, 88.0),
        (STOCK, {"rest": -10.0}, 1390.0),
    ],
)
def test_the_year_moves_by_arithmetic_and_the_interval_with_it(figures, changed, forecast):
    goal = standing(**figures)
    found = what_if(goal, change(**changed))
    assert told(found, "forecast") == pytest.approx(forecast)
    assert told(found, "high") - told(found, "low") == pytest.approx(goal.high[0] - goal.low[0])
    assert told(found, "low") - goal.low[0] == pytest.approx(forecast - goal.forecast[0])


@pytest.mark.parametrize("figures", [{}, SUM, LAST, STOCK])
def test_the_level_that_is_told_makes_the_year_that_is_told(figures):
    goal = standing(**figures)
    found = what_if(goal, change(result=goal.result[0] + 1))
    assert year_of_level(goal, found.result, found.rest) == pytest.approx(found.forecast)
    assert level_of_year(goal, found.result, found.target) == pytest.approx(
        found.required if figures is not LAST else found.target
    )


def test_the_chance_moves_by_as_many_deviations_as_the_year():
    # Φ⁻¹(0.2) = -0.8416; the interval of 6 is 2.5631 deviations, so that one is 2.3409.
    assert told(what_if(standing(), change(target=83.0)), "chance") == pytest.approx(0.50508, abs=1e-5)
    assert told(what_if(standing(), change(result=83.0)), "chance") == pytest.approx(0.33928, abs=1e-5)
    at_most = standing(rule=Rule.AT_MOST, target=80.0, due=85.0)
    assert told(what_if(at_most, change(result=79.0)), "chance") == pytest.approx(0.33928, abs=1e-5)


def test_a_band_is_lost_on_either_side():
    goal = standing(**BAND, forecast=85.0)
    chances = [told(what_if(goal, change(rest=level)), "chance") for level in (70.0, 80.0, 89.0, 98.0, 100.0)]
    assert max(chances) == chances[2]
    assert chances[0] < chances[1] < chances[2] > chances[3] > chances[4]
    wide = told(what_if(goal, change(target_max=95.0)), "chance")
    assert wide > 0.8


def test_without_an_interval_there_is_no_chance_but_there_is_a_light():
    found = what_if(standing(low=np.nan, high=np.nan, chance=np.nan), change(result=89.0))
    assert np.isnan(told(found, "chance"))
    assert told(found, "light") == position(Light.GREEN)


def test_arithmetic_decides_where_it_can():
    reached = what_if(standing(**SUM), change(result=650.0))
    assert (told(reached, "chance"), told(reached, "light")) == (1.0, position(Light.GREEN))
    beyond = what_if(standing(summary=Summary.MEAN), change(target=95.0))  # needs 109 a month
    assert (told(beyond, "chance"), told(beyond, "light")) == (0.0, position(Light.RED))
    assert told(beyond, "required") == pytest.approx(109.0)


def test_a_year_that_is_over_is_met_or_not():
    over = {"months": 12.0, "counted": 12.0, "forecast": 81.0, "low": 81.0, "high": 81.0}
    goal = standing(**over, chance=0.0, verdict=Verdict.NOT_MET, light=Light.RED)
    found = what_if(goal, change(target=81.0))
    assert (told(found, "chance"), told(found, "light")) == (1.0, position(Light.GREEN))
    assert np.isnan(told(what_if(goal, change(rest=90.0)), "forecast"))  # nothing remains that could be at a level


def test_a_sum_whose_year_is_over_with_a_month_missing_has_no_light_still():
    goal = standing(**SUM | {"result": 600.0}, months=12.0, counted=11.0, light=Light.NONE)
    assert told(what_if(goal, change(result=610.0)), "light") == position(Light.NONE)


def test_the_tolerance_of_a_change_is_of_what_is_asked_with_the_other_target():
    nothing_known = {"low": np.nan, "high": np.nan, "chance": np.nan}  # the tolerance alone decides
    goal = standing(**STOCK | nothing_known, is_change=True, tolerance=0.1 * 100 / 1400)
    lights = [told(what_if(goal, change(target=target)), "light") for target in (1400.5, 1395.0)]
    # 1,410 misses 1,400.5 by less than a tenth of the 99.5 asked for, and 1,395 by more than a tenth of 105.
    assert lights == [position(Light.YELLOW), position(Light.RED)]


@given(
    st.sampled_from([{}, SUM, LAST]),
    st.floats(0.001, 0.999),
    st.floats(-30, 30),
    st.floats(0, 30),
    st.sampled_from([Rule.AT_LEAST, Rule.AT_MOST]),
)
def test_a_better_result_never_lowers_the_chance(figures, chance, first, more, rule):
    goal = standing(**figures | {"rule": rule}, chance=chance)
    sign = 1.0 if rule is Rule.AT_LEAST else -1.0
    worse, better = (
        told(what_if(goal, change(result=goal.result[0] + sign * by)), "chance") for by in (first, first + more)
    )
    assert better >= worse
    assert told(what_if(goal, change(result=goal.result[0] + sign * more)), "chance") >= chance
    assert told(what_if(goal, change(result=goal.result[0] - sign * more)), "chance") <= chance


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0.001, 0.999))
def test_a_better_level_never_lowers_the_chance(level, other, chance):
    goal = standing(chance=chance)
    low, high = (told(what_if(goal, change(rest=each)), "chance") for each in sorted((level, other)))
    assert high >= low
