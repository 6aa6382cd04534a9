"""The distributions against printed tables, the standard library and numerical integration."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs.forecasting.distributions import normal_cdf, normal_density, normal_quantile, student_cdf, student_density

# Degrees of freedom; t at 0.90, 0.95, 0.975 and 0.999 as statistical tables print them.
PRINTED = [
    (1, 3.0777, 6.3138, 12.7062, 318.3088),
    (2, 1.8856, 2.9200, 4.3027, 22.3271),
    (3, 1.6377, 2.3534, 3.1824, 10.2145),
    (5, 1.4759, 2.0150, 2.5706, 5.8934),
    (6, 1.4398, 1.9432, 2.4469, 5.2076),
    (10, 1.3722, 1.8125, 2.2281, 4.1437),
    (30, 1.3104, 1.6973, 2.0423, 3.3852),
    (60, 1.2958, 1.6706, 2.0003, 3.2317),
]
figure = st.floats(-50.0, 50.0)
freedoms = st.integers(1, 60)


@pytest.mark.parametrize(("freedom", "printed"), [(row[0], row[1:]) for row in PRINTED])
def test_student_as_printed(freedom, printed):
    found = student_cdf(np.array(printed), freedom)
    assert found == pytest.approx([0.90, 0.95, 0.975, 0.999], abs=2e-5)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 12, 35, 38])
def test_student_is_the_integral_of_its_density(freedom):
    grid = np.linspace(-1.3, 2.7, 4001)
    density = student_density(grid, freedom)
    simpson = (grid[1] - grid[0]) / 3 * (density[0] + density[-1] + 4 * density[1::2].sum() + 2 * density[2:-1:2].sum())
    low, high = student_cdf(grid[[0, -1]], freedom)
    assert high - low == pytest.approx(simpson, abs=1e-12)


@given(figure, figure, freedoms)
def test_student_is_symmetric_and_rises(one, other, freedom):
    low, high = sorted((one, other))
    below, above, mirrored = student_cdf([low, high, -high], freedom)
    assert -1e-15 <= below <= above + 1e-15 <= 1 + 2e-15
    assert mirrored == pytest.approx(1 - above, abs=1e-14)


def test_student_keeps_the_shape_and_knows_the_ends():
    found = student_cdf(np.array([[-np.inf, 0.0], [np.inf, 1.0]]), 2)
    assert found == pytest.approx(np.array([[0.0, 0.5], [1.0, 0.5 + 1 / np.sqrt(12)]]))


@given(figure)
def test_normal_as_the_standard_library(value):
    known = NormalDist()
    assert normal_cdf(value) == pytest.approx(known.cdf(value), rel=1e-9, abs=1e-15)
    assert normal_density(value) == pytest.approx(known.pdf(value))


def test_far_below_is_not_never():
    # The standard library's own loses all digits there; Abramowitz and Stegun, table 26.2, print -log10 Q(10) = 23.11805.
    assert -np.log10(normal_cdf(-10.0)) == pytest.approx(23.11805, abs=1e-5)


@given(st.floats(1e-6, 1 - 1e-6))
def test_a_quantile_has_its_chance_below_it(chance):
    assert normal_cdf(normal_quantile(chance)) == pytest.approx(chance, rel=1e-9)


def test_certain_chances_have_finite_quantiles():
    low, high = normal_quantile([0.0, 1.0])
    assert low == pytest.approx(-high)
    assert 5.0 < high < 7.0
