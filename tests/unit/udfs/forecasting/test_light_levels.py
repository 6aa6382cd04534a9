"""Which level gives which light: the borders are where the lights change, and the best level comes first."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import Light, Rule, Summary, YearProfile
from tests.unit.udfs.forecasting.what_if_goals import change, standing
from udfs.forecasting.light_levels import LINES, light_levels
from udfs.forecasting.what_if import what_if
from udfs.goals.arrays import position

STEP = 0.1


def light_at(goal, level, changed=None):
    return what_if(goal, change(**(changed or {}), rest=level)).light[0]


@pytest.mark.parametrize(
    "figures",
    [
        {},
        {"rule": Rule.AT_MOST, "target": 80.0, "due": 85.0},
        {"rule": Rule.BAND, "target": 80.0, "target_max": 90.0, "due_max": 90.0},
        {"summary": Summary.SUM, "profile": YearProfile.LINEAR, "result": 330.0, "target": 650.0, "due": 325.0,
         "forecast": 640.0, "low": 600.0, "high": 680.0, "upper": np.nan},
        {"low": np.nan, "high": np.nan, "chance": np.nan},
    ],
)  # fmt: skip
def test_the_light_changes_at_every_border_and_only_there(figures):
    goal = standing(**figures)
    found = light_levels(goal, change(), 1)
    levels = found.outcome.rest
    assert 3 <= len(levels) <= LINES
    assert len({*found.outcome.light}) >= 2
    assert found.is_border.any()
    for level, light in zip(levels[found.is_border], found.outcome.light[found.is_border], strict=True):
        around = {light_at(goal, level - STEP), light_at(goal, level + STEP)}
        assert any(other > light for other in around), level  # a step further the light is a worse one
    ordered = np.sort(levels)
    for low, high in pairwise(ordered):
        ends = {light_at(goal, low), light_at(goal, high)}
        assert {light_at(goal, level) for level in np.linspace(low, high, 30)} <= ends, (low, high)


def test_the_best_level_comes_first():
    assert (np.diff(light_levels(standing(), change(), 1).outcome.rest) < 0).all()
    at_most = light_levels(standing(rule=Rule.AT_MOST, target=80.0, due=85.0), change(), 1)
    assert (np.diff(at_most.outcome.rest) > 0).all()
    assert (np.diff(at_most.outcome.chance) <= 0).all()


def test_levels_stay_within_what_a_months_figure_can_be():
    levels = light_levels(standing(target=95.0), change(), 1).outcome  # needs 109: no level is enough
    assert levels.rest.max() == 100.0
    assert set(levels.light) == {position(Light.RED)}


def test_another_result_moves_the_borders():
    before, after = (light_levels(standing(), change(result=result), 1) for result in (81.0, 85.0))
    assert after.outcome.rest[after.is_border].max() < before.outcome.rest[before.is_border].max()


def test_nothing_remains_nothing_is_told():
    assert light_levels(standing(months=12.0, counted=12.0), change(), 1) is None
    assert light_levels(standing(target=np.nan), change(), 1) is None
    assert light_levels(standing(result=np.nan, forecast=np.nan), change(), 1) is None


@given(st.floats(1, 99), st.floats(1, 99), st.floats(0.5, 20), st.integers(1, 11), st.sampled_from(list(Rule)))
def test_there_is_an_answer_for_every_goal(result, target, spread, months, rule):
    goal = standing(
        result=result, target=target, target_max=target + 5, due=target, due_max=target + 5, forecast=result,
        low=result - spread, high=result + spread, months=float(months), counted=float(months), rule=rule,
    )  # fmt: skip
    found = light_levels(goal, change(), 1)
    if found is not None:
        assert len(found.outcome.rest) <= LINES
        assert ((found.outcome.rest >= 0) & (found.outcome.rest <= 100)).all()
