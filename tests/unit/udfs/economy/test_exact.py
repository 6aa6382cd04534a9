"""Amounts are exact whatever their size: the same as Python's own decimals and whole numbers give."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from udfs.economy.exact import half_up, in_whole_parts, product, sums

activity = st.one_of(
    st.decimals(0, 10**9, places=3).map(float), st.floats(0, 1e12), st.integers(0, 10**6).map(float), st.just(0.1 + 0.2)
)
whole = st.integers(-(10**18), 10**18)


@given(st.lists(activity, min_size=1, max_size=6))
def test_whole_parts_are_the_decimals_that_are_written(values):
    parts, places = in_whole_parts(np.array(values))
    assert [Fraction(int(part), 10**places) for part in parts] == [Fraction(repr(value)) for value in values]


@given(st.lists(st.tuples(st.integers(0, 10**12), activity), min_size=1, max_size=6))
def test_price_times_activity_is_rounded_half_up_once(lines):
    prices = np.array([price for price, _ in lines], dtype=np.int64)
    parts, places = in_whole_parts(np.array([each for _, each in lines]))
    found = half_up(product(prices, parts), 10**places)
    exact = [Fraction(price) * Fraction(repr(each)) for price, each in lines]
    assert [int(each) for each in found] == [int(each + Fraction(1, 2)) for each in exact]


@given(st.lists(st.tuples(whole, st.integers(1, 10**15)), min_size=1, max_size=6))
def test_a_quotient_rounds_halves_away_from_zero(pairs):
    found = half_up(np.array([each for each, _ in pairs]), np.array([by for _, by in pairs]))
    assert [int(each) for each in found] == [
        int(Decimal(each).__truediv__(Decimal(by)).to_integral_value(ROUND_HALF_UP))
        if (2 * each) % by == 0
        else (1 if each >= 0 else -1) * ((2 * abs(each) + by) // (2 * by))
        for each, by in pairs
    ]


@given(st.lists(st.tuples(st.integers(-(10**18), 10**18), st.integers(0, 3)), max_size=20))
def test_sums_lose_nothing(lines):
    groups = np.array([group for _, group in lines], dtype=np.intp)
    found = sums(np.array([value for value, _ in lines], dtype=np.int64), groups, 4)
    assert [int(each) for each in found] == [sum(value for value, of in lines if of == group) for group in range(4)]


def test_halves_go_up_as_amounts_do():
    assert half_up(np.array([25, -25, 24, 35]), 10).tolist() == [3, -3, 2, 4]
