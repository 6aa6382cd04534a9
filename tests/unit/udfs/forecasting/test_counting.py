"""The least noise, against what is drawn: shares of cases, and counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs.forecasting import counting
from udfs.forecasting.kernels import WINDOW

MONTHS = 4000
cases = st.integers(1, 100_000)


def test_a_share_is_as_noisy_as_drawn_shares():
    drawn = np.random.default_rng(7).binomial(250, 0.9, MONTHS)
    found = counting.of_share(drawn.sum(), 250 * MONTHS, MONTHS, 100.0)
    assert found == pytest.approx((drawn / 2.5).std(), rel=0.03)


def test_a_count_is_as_noisy_as_drawn_counts():
    drawn = np.random.default_rng(7).poisson(3.5, MONTHS)
    assert counting.of_count(drawn.sum(), MONTHS) == pytest.approx(drawn.std(), rel=0.03)


@pytest.mark.parametrize(
    ("found", "by_hand"),
    [
        (counting.of_share(0, 1, 1), np.sqrt(0.25 * 0.75)),
        (counting.of_share(24, 24, 12, 100.0), 100 * np.sqrt(0.98 * 0.02 / 2)),
        (counting.of_share(30, 59, 1, 100.0), 100 * np.sqrt(30.5 / 60 * 29.5 / 60 / 59)),
        (counting.of_count(0, 24), np.sqrt(0.5 / 24)),
        (counting.of_count(17.5, 2), 3.0),
        (counting.of_figure(-400.0), 2.0),
        (counting.of_figure(0.0), 0.1 / np.sqrt(12)),
        (counting.of_figure(np.nan), 0.1 / np.sqrt(12)),
    ],
)
def test_by_hand(found, by_hand):
    assert found == pytest.approx(by_hand)


@given(cases, st.data(), st.integers(1, 24))
def test_a_share_and_its_complement_are_as_noisy_and_never_certain(every, data, months):
    number = data.draw(st.integers(0, every))
    found = counting.of_share(number, every, months)
    assert found > 0
    assert found == pytest.approx(counting.of_share(every - number, every, months))


@pytest.mark.parametrize(("number", "every"), [(5, 0), (5, np.nan), (np.nan, 5), (400, 20), (-1, 20)])
def test_what_is_no_share_of_cases_has_no_binomial_noise(number, every):
    assert np.isnan(counting.of_share(number, every, 12))


@pytest.mark.parametrize("share", [0.0, 55.0, 100.0])
def test_a_share_without_cases_is_as_of_a_large_centre_and_told_with_a_decimal(share):
    counted = counting.of_share(share * 120, 12_000, 12, 100.0)
    found = counting.of_assumed_share(share, 12, 100.0)
    assert found**2 == pytest.approx(counted**2 + 0.1**2 / 12)
    assert counting.of_assumed_share(share / 100, 12) == pytest.approx(found / 100)


def test_a_year_adds_up_the_months_that_have_not_come():
    ahead = np.where(np.arange(WINDOW) >= 27, 1.0, 0.0)
    weights = np.stack([ahead, ahead / 12, np.eye(WINDOW)[35], np.zeros(WINDOW)])
    assert counting.of_year(np.full(4, 2.0), weights) == pytest.approx([6.0, 0.5, 2.0, 0.0])


def test_poisson_years_are_as_noisy_as_drawn_years():
    drawn = np.random.default_rng(7).poisson(0.8, (MONTHS, 9)).sum(axis=1)
    month = counting.of_count(0.8 * 24, 24)
    weights = np.where(np.arange(WINDOW) >= 27, 1.0, 0.0)[None]
    assert counting.of_year([month], weights)[0] == pytest.approx(drawn.std(), rel=0.04)


TRUE, FALSE = np.array([True]), np.array([False])
CASES = {
    "a share of cases": ((TRUE, FALSE, 90, 100, 10, 90, 95, 100), counting.of_share(90, 100, 10, 100.0)),
    "a share without cases": ((TRUE, FALSE, np.nan, np.nan, 10, 90, 95, 100), counting.of_assumed_share(90, 10, 100.0)),
    "a count": ((FALSE, TRUE, 0, np.nan, 10, 0, 3, 1), counting.of_count(0, 10)),
    "days": ((FALSE, FALSE, np.nan, np.nan, 10, 14, 12, 1), counting.of_figure(14)),
    "zeros with a target": ((FALSE, FALSE, np.nan, np.nan, 10, 0, 12, 1), counting.of_figure(12)),
    "a count that is not told": ((FALSE, TRUE, np.nan, np.nan, 10, 4, 3, 1), counting.of_figure(4)),
}


@pytest.mark.parametrize(("known", "expected"), CASES.values(), ids=CASES)
def test_what_is_known_says_which_noise(known, expected):
    [found] = counting.of_month(*known)
    assert found == pytest.approx(expected)
    assert found > 0
