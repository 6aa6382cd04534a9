"""What has come of a year and what each month ahead counts, by hand."""

import numpy as np
import pytest

from schemas.codes import Summary
from tests.unit.udfs.support import observed_of
from udfs.forecasting.kernels import HISTORY, WINDOW
from udfs.forecasting.to_come import to_come
from udfs.goals.arrays import codes

YEAR = 2009 * 12
START = YEAR - HISTORY


def split(summary, this_year, last_year=(), stands=False, first=1, last=12, scale=1.0):
    """``this_year`` and ``last_year``: (first month, months, value, numerator, denominator) of each figure."""
    found = to_come(
        observed_of(this_year, YEAR),
        observed_of(last_year, YEAR - 12),
        codes([summary], Summary),
        np.array([scale]),
        np.array([YEAR + first - 1]),
        np.array([YEAR + last - 1]),
        np.array([stands]),
        START,
    )
    return found.come[0], found.weights[0]


def ahead(**months):
    out = np.zeros(WINDOW)
    for name, weight in months.items():
        out[HISTORY + int(name[1:]) - 1] = weight
    return out


def each(values):
    return [(month, 1, value, np.nan, np.nan) for month, value in values.items()]


def test_a_mean_is_over_its_twelve_months():
    come, weights = split("mean", each({1: 10.0, 2: 14.0, 3: 12.0}))
    assert come == pytest.approx(36 / 12)
    assert weights == pytest.approx(ahead(**{f"m{month}": 1 / 12 for month in range(4, 13)}))


def test_a_mean_does_without_a_month_that_has_no_figure():
    come, weights = split("mean", each({1: 10.0, 3: 12.0}))
    assert come == pytest.approx(22 / 11)
    assert weights.sum() == pytest.approx(9 / 11)
    assert weights[HISTORY + 1] == 0.0


def test_a_sum_takes_the_month_that_has_no_figure():
    come, weights = split("sum", each({1: 10.0, 3: 12.0}))
    assert come == 22.0
    assert weights == pytest.approx(ahead(m2=1.0, **{f"m{month}": 1.0 for month in range(4, 13)}))


def test_the_months_of_a_quarter_have_come():
    come, weights = split("sum", [(1, 3, 30.0, np.nan, np.nan)])
    assert (come, weights.sum()) == (30.0, 9.0)


def test_a_goal_of_half_a_year_counts_its_own_months():
    come, weights = split("mean", each({7: 10.0, 8: 14.0}), first=7)
    assert come == pytest.approx(24 / 6)
    assert weights == pytest.approx(ahead(m9=1 / 6, m10=1 / 6, m11=1 / 6, m12=1 / 6))


def test_a_last_value_is_decembers():
    come, weights = split("last", each({5: 100.0, 6: 98.0}))
    assert (come, weights.tolist()) == (0.0, ahead(m12=1.0).tolist())
    done, nothing = split("last", each({12: 90.0}))
    assert (done, nothing.sum()) == (90.0, 0.0)


def test_a_survey_that_has_come_at_last_years_month_is_final():
    survey = [(6, 1, 70.0, np.nan, np.nan)]
    assert split("last", survey, survey, stands=True)[0] == 70.0
    come, weights = split("last", [(3, 1, 61.0, np.nan, np.nan)], survey, stands=True)
    assert (come, weights.tolist()) == (0.0, ahead(m6=1.0).tolist())


def test_a_ratio_weighs_months_ahead_by_last_years_cases_grown():
    last_year = [(month, 1, 0.5, 50.0, 100.0 if month < 12 else 300.0) for month in range(1, 13)]
    this_year = [(month, 1, 0.5, 75.0, 150.0) for month in (1, 2, 3)]
    come, weights = split("ratio", this_year, last_year)
    growth = 1.5 ** (3 / 5)
    cases = 450 + growth * (8 * 100 + 300)
    assert come == pytest.approx(0.5 * 450 / cases)
    assert weights[HISTORY + 11] == pytest.approx(growth * 300 / cases)
    assert weights[HISTORY + 3] == pytest.approx(growth * 100 / cases)


def test_the_growth_of_cases_is_kept_within_bounds():
    last_year = [(month, 1, 0.5, 50.0, 100.0) for month in range(1, 13)]
    _, weights = split("ratio", [(1, 1, 0.5, 5000.0, 10_000.0)], last_year)
    assert weights[HISTORY + 1] == pytest.approx(100 * 2 ** (1 / 3) / (10_000 + 11 * 100 * 2 ** (1 / 3)))


def test_a_ratio_without_last_year_expects_the_usual_cases():
    come, weights = split("ratio", [(1, 1, 0.4, 40.0, 100.0), (2, 1, 0.6, 120.0, 200.0)])
    assert weights.sum() == pytest.approx(10 * 150 / (300 + 10 * 150))
    assert come == pytest.approx(160 / 300 * (1 - weights.sum()))


def test_a_ratio_without_parts_is_a_mean():
    come, weights = split("ratio", each({1: 80.0, 2: 90.0}))
    assert come == pytest.approx(170 / 12)
    assert weights.sum() == pytest.approx(10 / 12)


def test_without_a_figure_the_whole_year_is_ahead():
    come, weights = split("mean", [])
    assert (come, weights.sum()) == (0.0, pytest.approx(1.0))
