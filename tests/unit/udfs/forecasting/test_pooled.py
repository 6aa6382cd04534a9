"""The mixture by numerical integration, the weights by hand, and what must hold of every forecast."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.udfs.forecasting.support import year_of
from udfs.forecasting.distributions import normal_cdf, normal_quantile, student_cdf
from udfs.forecasting.pooled import (
    LARGEST_SPREAD,
    SMALLEST_SPREAD,
    Pooled,
    below,
    interval,
    kernel_weights,
    pooled,
    spread_of,
)
from udfs.forecasting.posterior import Posterior

TWO = Pooled(
    weight=np.array([[0.3, 0.7], [1.0, 0.0], [np.nan, np.nan]]),
    centre=np.array([[10.0, 13.0], [5.0, 9.0], [np.nan, np.nan]]),
    scale=np.array([[1.0, 2.0], [3.0, 1.0], [np.nan, np.nan]]),
    freedom=np.array([6, 8, 0]),
    spread=np.ones(3),
)
figure = st.integers(-10_000, 10_000).map(lambda tenths: tenths / 10)
values = st.lists(figure, min_size=3, max_size=29)
targets = st.floats(-1500, 1500)
spreads = st.floats(SMALLEST_SPREAD, LARGEST_SPREAD)


def chance(level, *several, **how):
    return below(year_of(*several, **how), np.full(len(several), level))


def test_a_mixture_by_numbers():
    grid = np.linspace(-4000, 4000, 800_001)
    under = 0.3 * student_cdf(grid - 10, 6) + 0.7 * student_cdf((grid - 13) / 2, 6)
    mass, middle = np.diff(under), (grid[1:] + grid[:-1]) / 2
    mean = (mass * middle).sum()
    assert TWO.mean[0] == pytest.approx(mean, abs=1e-4) == pytest.approx(12.1, abs=1e-4)
    assert TWO.deviation[0] == pytest.approx(np.sqrt((mass * (middle - mean) ** 2).sum()), rel=1e-4)
    low, high = interval(TWO)
    assert [low[0], high[0]] == pytest.approx(np.interp([0.1, 0.9], under, grid), abs=1e-4)
    assert below(TWO, np.full(3, 11.0))[0] == pytest.approx(np.interp(11.0, grid, under), abs=1e-9)


def test_one_kernel_is_students_distribution():
    assert TWO.mean[1] == 5.0
    assert TWO.deviation[1] == pytest.approx(3 * np.sqrt(8 / 6))
    low, high = interval(TWO)
    # The printed 0.9 quantile with 8 degrees of freedom is 1.3968.
    assert [low[1], high[1]] == pytest.approx([5 - 3 * 1.3968, 5 + 3 * 1.3968], abs=2e-4)


def test_what_is_unlikely_and_far_away_leaves_the_forecast_in_its_interval():
    far = Pooled(np.array([[0.95, 0.05]]), np.array([[0.0, 1000.0]]), np.ones((1, 2)), np.array([9]), np.ones(1))
    low, high = interval(far)
    assert high[0] == far.mean[0] == pytest.approx(50.0)
    assert -2.0 < low[0] < -1.0


def test_a_series_with_fewer_than_three_figures_has_no_forecast():
    year = year_of([5.0, 6.0], [5.0, 6.0, 7.0])
    low, high = interval(year)
    assert year.known.tolist() == [False, True]
    for part in (year.mean, year.deviation, low, high, below(year, [6.0, 6.0])):
        assert np.isnan(part).tolist() == [True, False]


def test_the_back_test_widens_the_chance_by_its_factor():
    wide = Pooled(TWO.weight, TWO.centre, TWO.scale, TWO.freedom, np.full(3, 1.7))
    once, moved = below(TWO, np.full(3, 15.0)), below(wide, np.full(3, 15.0))
    assert moved[:2] == pytest.approx(normal_cdf(normal_quantile(once[:2]) / 1.7))
    assert 0.5 < moved[0] < once[0]


def test_floors_hold_for_every_kernel():
    found = Posterior(np.zeros((1, 2)), np.zeros((1, 2)), np.array([[0.0, 4.0]]), np.array([7]))
    assert pooled(found, np.array([[0.5, 0.5]]), [1.5]).scale.tolist() == [[1.5, 4.0]]


def test_a_year_that_is_over_is_certain():
    year = year_of([1.0, 2.0, 3.0], come=2.0, weights=np.zeros(36))
    assert [below(year, [level])[0] for level in (1.9, 2.0, 2.1)] == pytest.approx([0.0, 0.5, 1.0], abs=1e-12)
    assert np.ravel(interval(year)) == pytest.approx([2.0, 2.0], abs=1e-12)


def test_weights_of_one_series_alone():
    # Belief p follows (3 * 1/2 + share)/(3 + 1), share = 4 p/(4 p + 1 - p): at its fixed point.
    [found] = kernel_weights(np.log([[4.0, 1.0]]), np.zeros(1, int))
    belief = 0.5
    for _ in range(200):
        belief = (1.5 + 4 * belief / (3 * belief + 1)) / 4
    assert found == pytest.approx([4 * belief / (3 * belief + 1), (1 - belief) / (3 * belief + 1)], abs=1e-6)


def test_series_of_a_kind_learn_from_each_other_and_not_from_others():
    likely = np.log([[3.0, 1.0]] * 20 + [[1.0, 1.0]] + [[1.0, 3.0]])
    kind = np.array([0] * 21 + [1])
    found = kernel_weights(likely, kind)
    assert found.sum(axis=1) == pytest.approx(np.ones(22))
    assert found[20, 0] > 0.8  # it tells nothing itself
    assert found[21] == pytest.approx(kernel_weights(likely[21:], np.zeros(1, int))[0])


def test_a_series_without_evidence_is_as_its_kind_and_says_nothing():
    likely = np.log([[3.0, 1.0]] * 5)
    found = kernel_weights(np.vstack([likely, np.full((50, 2), np.nan)]), np.zeros(55, int))
    assert found[:5] == pytest.approx(kernel_weights(likely, np.zeros(5, int)))
    assert found[54, 0] > 0.5
    assert found[54].sum() == pytest.approx(1.0)


def test_weights_learned_elsewhere_are_believed():
    prior = np.array([[0.9, 0.1]])
    [found] = kernel_weights(np.zeros((1, 2)), np.zeros(1, int), prior)
    assert found == pytest.approx(prior[0])


@given(values, values, spreads)
def test_the_interval_holds_the_forecast_and_four_of_five_chances(one, other, spread):
    year = year_of(one, other, spread=spread)
    low, high = interval(year)
    assert (low < year.mean).all()
    assert (year.mean < high).all()
    # Where a few kernels say something far away, the bound is moved to the forecast itself.
    within = (low < year.mean - 1e-9) & (high > year.mean + 1e-9)
    assert below(year, low)[within] == pytest.approx(0.1, abs=1e-6)
    assert below(year, high)[within] == pytest.approx(0.9, abs=1e-6)


@given(values, targets, st.integers(-(10**6), 10**6))
def test_the_same_amount_on_every_figure_and_the_target_leaves_the_chance(series, target, more):
    # The months ahead count 7/12: of the year's figure, the part that has come moves with the rest.
    moved = chance(target + more, [value + more for value in series], come=more * 5 / 12)
    assert moved == pytest.approx(chance(target, series), abs=1e-6)


@given(values, targets, st.floats(0.001, 1000))
def test_other_units_leave_the_chance(series, target, times):
    scaled = chance(target * times, [value * times for value in series], floor=0.1 * times)
    assert scaled == pytest.approx(chance(target, series), abs=1e-6)


@given(values, targets)
def test_turned_upside_down_at_least_is_at_most(series, target):
    assert chance(-target, [-value for value in series]) == pytest.approx(1 - chance(target, series), abs=1e-6)


@given(values, targets, targets, spreads)
def test_a_higher_target_is_never_likelier_to_be_reached(series, one, other, spread):
    low, high = sorted((one, other))
    year = year_of(series, spread=spread)
    assert 1 - below(year, [high])[0] <= 1 - below(year, [low])[0] + 1e-12


@given(figure, st.integers(3, 29), st.floats(0.01, 5.0))
def test_a_constant_series_is_never_certain(value, months, floor):
    year = year_of([value] * months, [0.0] * months, floor=floor, come=0.0)
    low, high = interval(year)
    assert (high - low > floor / 12).all()  # of one month alone, a twelfth
    for step in (-1.0, 0.0, 1.0):
        near = below(year, year.mean + step * floor)
        assert ((near > 0.0) & (near < 1.0)).all()


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=50))
def test_spread_is_within_its_bounds(missed):
    assert SMALLEST_SPREAD <= spread_of(np.array(missed, dtype=float)) <= LARGEST_SPREAD


@pytest.mark.parametrize(
    ("missed", "spread"),
    [([], 1.0), ([np.nan], 1.0), ([1.0, -1.0], 1.0), ([3.0] * 5, np.sqrt(65 / 25)), ([99.0], np.sqrt(56 / 21)),
     ([0.0] * 5, 1.0), ([0.0] * 80, SMALLEST_SPREAD), ([9.0] * 80, LARGEST_SPREAD)],
)  # fmt: skip
def test_spread_by_hand(missed, spread):
    assert spread_of(np.array(missed)) == pytest.approx(spread)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30), st.floats(0, 5))
def test_a_larger_miss_never_narrows(missed, more):
    worse = [abs(miss) + more for miss in missed]
    assert spread_of(np.array(worse)) >= spread_of(np.array(missed)) - 1e-12
