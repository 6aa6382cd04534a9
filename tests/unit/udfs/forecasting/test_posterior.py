"""The posterior against the textbook's formulas on one series, and against integration of level and scale by numbers."""

import numpy as np
import pytest

from tests.unit.udfs.forecasting.support import YEAR, series_of
from udfs.forecasting import posterior as posterior_module
from udfs.forecasting.kernels import HISTORY, WINDOW, kernels
from udfs.forecasting.posterior import posterior

SHAPE, WEIGHT = 2.0, 1.5
FIGURES = [81.0, 79.5, None, 84.0, 83.0, 78.5]
FREEDOM = 2 * SHAPE + 5 - 1


def of(series, noise=1.0, come=0.0, weights=YEAR):
    shape = (series.count, 1)
    return posterior(series, np.full(series.count, noise), np.full(series.count, come), np.tile(weights, shape))


def directly(design, value, noise, kernel):
    """Evidence, centre and scale by generalised least squares, with inverses as the textbook writes them."""
    inner, ones = np.linalg.inv(design @ kernel @ design.T), np.ones(len(value))
    size = ones @ inner @ ones
    level = ones @ inner @ value / size
    rest = value - level
    freedom = 2 * SHAPE + len(value) - 1
    beta = WEIGHT * noise**2 + rest @ inner @ rest / 2
    towards = YEAR @ kernel @ design.T @ inner
    short = YEAR.sum() - towards @ ones
    spread = YEAR @ kernel @ YEAR - towards @ design @ kernel @ YEAR + short**2 / size
    evidence = 0.5 * np.linalg.slogdet(inner)[1] - 0.5 * np.log(size) - freedom / 2 * np.log(beta)
    return evidence, level * YEAR.sum() + towards @ rest, np.sqrt(spread * beta * 2 / freedom)


def rows(series, number=0):
    return np.flatnonzero(series.series == number)


@pytest.mark.parametrize(
    ("values", "how"),
    [
        (FIGURES, {"first": HISTORY - 1}),
        ([81.0, 79.5, 84.0, 83.0], {"length": 3, "first": 15}),
        ([81.0, 79.5, 84.0], {"length": 6, "first": 6}),
        ([810.0, 795.0, None, 840.0], {"length": 3, "first": 9, "point": True}),
    ],
    ids=["months", "quarters", "half-years", "stocks at quarters' ends"],
)
def test_as_the_textbook_under_every_kernel(values, how):
    series = series_of(values, **how)
    found = of(series, noise=1.5)
    design = series.operator(rows(series))
    expected = [directly(design, series.value, 1.5, kernel) for kernel in kernels()]
    evidence, centre, scale = np.array(expected).T
    assert found.centre[0] == pytest.approx(centre)
    assert found.scale[0] == pytest.approx(scale)
    # Up to a constant of the series.
    assert found.evidence[0] - found.evidence[0, 0] == pytest.approx(evidence - evidence[0])
    assert found.freedom.tolist() == [2 * SHAPE + len(series.value) - 1]


def test_level_and_scale_are_integrated_out():
    """The marginal likelihood and the year's mean and variance, by adding up over a grid of levels and scales."""
    series, noise, value = series_of([3.0, 5.0, 4.5, 6.0], first=25), 1.2, np.array([3.0, 5.0, 4.5, 6.0])
    found, seen = of(series, noise), np.arange(25, 29)
    level, scale = np.linspace(-80, 90, 1701)[:, None], np.exp(np.linspace(-4, 6, 801))  # scale is s²
    prior = scale ** (-SHAPE) * np.exp(-WEIGHT * noise**2 / scale)  # times d(log s²)
    logs = []
    for number in (0, 19, 80):
        kernel = kernels()[number]
        inner = np.linalg.inv(kernel[np.ix_(seen, seen)])
        towards = YEAR @ kernel[:, seen] @ inner
        rest = value - level
        square = np.einsum("bi,ij,bj->b", rest, inner, rest)[:, None]
        mass = prior * scale ** (-len(value) / 2) * np.exp(-square / (2 * scale)) * np.sqrt(np.linalg.det(inner))
        logs.append(np.log(mass.sum()))
        mean = level * YEAR.sum() + (rest @ towards)[:, None]
        own = YEAR @ kernel @ YEAR - towards @ kernel[seen] @ YEAR
        centre = (mass * mean).sum() / mass.sum()
        variance = (mass * (scale * own + (mean - centre) ** 2)).sum() / mass.sum()
        freedom = found.freedom[0]
        assert found.centre[0, number] == pytest.approx(centre, rel=1e-3)
        assert found.scale[0, number] ** 2 * freedom / (freedom - 2) == pytest.approx(variance, rel=5e-3)
    assert np.diff(found.evidence[0, [0, 19, 80]]) == pytest.approx(np.diff(logs), abs=2e-3)


def test_each_series_is_as_it_is_alone_whatever_months_the_others_have():
    several = ([1.0, 2.0, 4.0, 3.0], FIGURES, [1.0, None, 2.0, 7.0], [5.0, 2.0, 4.0, 9.0])
    together = of(series_of(*several))
    for number, values in enumerate(several):
        alone = of(series_of(values))
        for part in ("evidence", "centre", "scale", "freedom"):
            assert getattr(together, part)[number] == pytest.approx(getattr(alone, part)[0])


def test_more_series_than_are_taken_at_once():
    draw = np.random.default_rng(4)
    values = draw.normal(50, 5, (150, 8)).round(1)
    together = of(series_of(*values.tolist()))
    for number in (0, 63, 64, 149):
        assert together.centre[number] == pytest.approx(of(series_of(values[number].tolist())).centre[0])


def test_monthly_rows_may_stand_beside_quarters():
    months, quarters = series_of(FIGURES, first=20), series_of([80.0, 82.0], length=3, first=10)
    mixed = type(months)(
        1,
        *(
            np.concatenate([getattr(part, name) for part in (months, quarters)])
            for name in ("series", "first", "length", "value", "is_point")
        ),
    )
    order = np.argsort(mixed.first)
    design = mixed.operator(order)
    expected = directly(design, mixed.value[order], 1.0, kernels()[50])
    found = of(mixed)
    assert (found.centre[0, 50], found.scale[0, 50]) == pytest.approx(expected[1:])


def test_a_series_with_fewer_than_three_figures_has_no_forecast():
    found = of(series_of([1.0, 2.0], [1.0, 2.0, 3.0], [None, 4.0]))
    assert found.freedom.tolist() == [0, FREEDOM - 2, 0]
    assert np.isnan(found.centre[[0, 2]]).all()
    assert not np.isnan(found.centre[1]).any()


def test_what_has_come_is_added_and_a_year_that_is_over_is_certain():
    series = series_of(FIGURES)
    assert of(series, come=40.0).centre == pytest.approx(of(series).centre + 40.0)
    over = of(series, come=82.5, weights=np.zeros(WINDOW))
    assert over.centre == pytest.approx(np.full((1, 144), 82.5))
    assert over.scale == pytest.approx(np.zeros((1, 144)))


def test_a_month_that_has_come_is_known_but_for_the_noise_that_is_none_of_its_own():
    """To forecast a month that is there says the figure itself: the kernels hold the noise of figures."""
    at = np.where(np.arange(WINDOW) == 3, 1.0, 0.0)
    found = of(series_of(FIGURES), weights=at)
    assert found.centre == pytest.approx(np.full((1, 144), 84.0))
    assert found.scale == pytest.approx(np.zeros((1, 144)), abs=1e-5)


def test_earlier_months_of_known_series_give_what_they_give_alone():
    draw = np.random.default_rng(4)
    values = draw.normal(50.0, 3.0, (3, 30))

    def found(months):
        year = series_of(*(each[: 24 + months] for each in values))
        return posterior(year, np.ones(3), np.zeros(3), np.tile(YEAR, (3, 1)))

    posterior_module.forget_patterns()
    alone = found(3)
    posterior_module.forget_patterns()
    found(6)
    after = found(3)
    assert len(posterior_module._KNOWN.patterns) == 1
    assert after.evidence == pytest.approx(alone.evidence)
    assert after.centre == pytest.approx(alone.centre)
    assert after.scale == pytest.approx(alone.scale)
