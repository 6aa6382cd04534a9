"""The kernels: how many, that each is a covariance, and each part by its closed form."""

import numpy as np
import pytest

from udfs.forecasting.kernels import WINDOW, kernels

NOISES, SEASONS, TRENDS = 8, 6, 3
STILL = SEASONS * TRENDS  # kernels of one noise


def of(noise=0, season=0, trend=0):
    return kernels()[noise * STILL + season * TRENDS + trend]


def season(number):
    return of(season=number) - of()


def test_there_are_all_combinations_and_each_is_a_covariance():
    every = kernels()
    assert every.shape == (NOISES * SEASONS * TRENDS, WINDOW, WINDOW) == (144, 36, 36)
    assert np.array_equal(every, every.transpose(0, 2, 1))
    assert np.linalg.eigvalsh(every).min() > 0
    assert len({each.tobytes() for each in every}) == len(every)


def test_noise_without_memory_and_with():
    assert np.array_equal(of(), np.eye(WINDOW))
    for number, kept in ((1, 0.5), (2, 0.8)):
        assert of(number)[10, 10:14] == pytest.approx([1.0, kept, kept**2, kept**3])


@pytest.mark.parametrize(("number", "noise", "step"), [(3, 1.0, 0.01), (4, 1.0, 0.09), (5, 0.3, 1.0), (6, 0.01, 1.0)])
def test_a_drift_adds_a_steps_variance_a_month(number, noise, step):
    # The variance of the difference between two months: the noise of both, and the steps between.
    kernel = of(number)
    for gap in (1, 7, 30):
        apart = kernel[2, 2] + kernel[2 + gap, 2 + gap] - 2 * kernel[2, 2 + gap]
        assert apart == pytest.approx(2 * noise + step * gap)


def test_a_drift_that_goes_on_has_steps_that_look_like_their_neighbours():
    drift = of(7) - 0.01 * np.eye(WINDOW)
    steps = np.diff(np.diff(drift, axis=0), axis=1)
    assert steps[10, 10:13] == pytest.approx([1.0, 0.5, 0.25])


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_steady_season_is_the_same_every_year_and_sums_to_nothing(number):
    kernel = season(number)
    assert kernel[:12, :12] == pytest.approx(kernel[12:24, 24:])
    assert kernel[:12].sum(axis=0) == pytest.approx(np.zeros(WINDOW), abs=1e-9)


@pytest.mark.parametrize(("number", "variance"), [(0, 0.0), (1, 0.5), (2, 4.0), (3, 25.0), (4, 4.0), (5, 2.25)])
def test_a_seasons_variance(number, variance):
    assert np.diag(season(number)) == pytest.approx(np.full(WINDOW, variance))


def test_a_changing_season_is_forgotten_by_the_year():
    kernel = season(5)
    assert kernel[3, [3, 15, 27]] == pytest.approx([2.25, 2.25 * 0.6, 2.25 * 0.36])


@pytest.mark.parametrize(("number", "slope"), [(1, 0.07), (2, 0.25)])
def test_a_trend_moves_all_months_by_one_slope(number, slope):
    trend = of(trend=number) - of()
    assert np.linalg.matrix_rank(trend) == 1
    assert trend[0, 0] + trend[-1, -1] - 2 * trend[0, -1] == pytest.approx((35 * slope) ** 2)
