"""A budget's light: a hard limit, by the chance that the year ends within floor and ceiling."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import Light
from udfs.economy.budget_light import DEVIATIONS, budget_chance, budget_lights
from udfs.goals.lights import LightRule

NAN = math.nan
RULE = LightRule(1 / 3, 1 / 2, 2 / 3, 0.07)
GREEN, YELLOW, RED, NONE = Light.GREEN, Light.YELLOW, Light.RED, Light.NONE


def light(forecast, low, high, budget, floor, ceiling, is_over=False):
    chance = budget_chance(forecast, low, high, budget, floor, ceiling)
    return float(chance), list(Light)[int(budget_lights(forecast, budget, floor, ceiling, chance, RULE, is_over))]


@pytest.mark.parametrize(
    ("forecast", "low", "high", "floor", "ceiling", "chance", "before", "after"),
    [
        (100, 90, 110, NAN, 100, 0.5, YELLOW, GREEN),  # on the ceiling: as likely over as under
        (97, 95, 99, NAN, 100, 0.9727, GREEN, GREEN),
        (101, 91, 111, NAN, 100, 0.4490, RED, RED),  # outside, and under even: red by the far border
        (103, 101, 105, NAN, 100, 0.0273, RED, RED),
        (99, 94, 104, NAN, 100, 0.6011, YELLOW, GREEN),
        (90, 85, 95, 85, 100, 0.8948, GREEN, GREEN),
        (84, 82, 86, 85, 100, 0.2608, RED, RED),
        (92.5, 72.5, 112.5, 85, 100, 0.3692, YELLOW, GREEN),  # a band that is narrow beside what is not known
        (100, 100, 100, NAN, 100, 1.0, GREEN, GREEN),  # no interval: the forecast alone
        (100.01, NAN, NAN, NAN, 100, 0.0, RED, RED),
        (103, 95, 111, 100, NAN, 0.6846, GREEN, GREEN),  # a surplus has a floor alone
        (100, 90, 110, NAN, NAN, NAN, NONE, NONE),
        (NAN, NAN, NAN, 85, 100, NAN, NONE, NONE),
    ],
)
def test_cases(forecast, low, high, floor, ceiling, chance, before, after):
    found, shown = light(forecast, low, high, 100, floor, ceiling)
    assert found == pytest.approx(chance, abs=5e-5, nan_ok=True)
    assert shown is before
    assert light(forecast, low, high, 100, floor, ceiling, is_over=True)[1] is after


def test_income_is_kept_by_as_much_as_is_expected():
    assert light(-103, -108, -98, -100, 100, NAN)[1] is GREEN
    assert light(-90, -95, -85, -100, 100, NAN)[1] is RED


def test_no_budget_has_no_light():
    assert light(5, 4, 6, 0, NAN, 100) == (pytest.approx(NAN, nan_ok=True), NONE)


AMOUNTS = st.floats(1, 1e9)


@given(AMOUNTS, st.floats(0, 1e9), st.floats(1, 1e9), st.floats(0, 1e8))
def test_money_that_comes_never_makes_a_ceiling_less_likely_kept(forecast, spread, budget, more):
    low, high = forecast - spread, forecast + spread
    before, after = budget_chance([forecast] * 2, [low] * 2, [high] * 2, [budget, budget + more], NAN, 100)
    assert after >= before - 1e-12


@given(AMOUNTS, st.floats(1, 1e9), AMOUNTS)
def test_columns_and_single_figures_agree_and_the_interval_is_80_per_cent(forecast, spread, budget):
    columns = budget_chance([forecast], [forecast - spread], [forecast + spread], [budget], [85], [100])
    assert columns[0] == float(budget_chance(forecast, forecast - spread, forecast + spread, budget, 85, 100))
    inside = math.erf(DEVIATIONS / math.sqrt(2))
    assert inside == pytest.approx(0.8, abs=1e-4)
    assert not np.isnan(columns).any()
