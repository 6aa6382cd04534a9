"""Limits of budgets to the øre, and the month in which a ceiling is crossed."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.reading import frame_of
from schemas.tables import BudgetLines
from schemas.text.periods import parse_period
from udfs.economy.limits import broken_limit, crossing_month, months_used

KNOWN = st.integers(0, 10**10)
MONTHS = st.lists(st.one_of(KNOWN, st.none()), min_size=12, max_size=12)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=12, max_size=12)
NONE = math.nan


def in_exact_months(months, forecast, weights):
    """Each month's use as an exact number."""
    unknown = [at for at, used in enumerate(months) if used is None]
    shares = {at: weights[at] if weights else 1 for at in unknown}
    if not sum(shares.values()):
        shares = dict.fromkeys(unknown, 1)
    rest = forecast - sum(used for used in months if used is not None)
    return [
        Fraction(rest * shares[at], sum(shares.values())) if used is None else Fraction(used)
        for at, used in enumerate(months)
    ]


@given(MONTHS, st.integers(0, 10**11), st.integers(0, 10**11), st.one_of(st.none(), WEIGHTS))
def test_the_crossing_month_is_the_first_after_which_more_than_the_limit_is_used(months, forecast, limit, weights):
    exact = in_exact_months(months, forecast, weights)
    sums = [sum(exact[: at + 1]) for at in range(12)]
    expected = next((at + 1 for at, used in enumerate(sums) if used > limit), None)
    assert crossing_month(months, forecast, limit, weights) == expected


@given(MONTHS, st.integers(0, 10**11), st.integers(0, 10**11))
def test_a_year_that_ends_over_its_limit_crosses_it_in_some_month(months, forecast, limit):
    assume(None in months and forecast > limit)
    assert crossing_month(months, forecast, limit) is not None


@given(st.integers(0, 10**9), st.integers(0, 12), st.integers(0, 10**10))
def test_an_even_year_crosses_in_the_same_month_however_much_of_it_is_known(month, known, limit):
    at_once = crossing_month([month] * 12, 12 * month, limit)
    assert crossing_month([month] * known + [None] * (12 - known), 12 * month, limit) == at_once


def test_the_example_of_the_contract_of_2009():
    month, limit = 520_000_000, 5_890_000_000
    assert [crossing_month([month] * known + [None] * (12 - known), 12 * month, limit) for known in (1, 6, 11, 12)] == [
        12
    ] * 4


def test_what_is_to_come_lies_as_the_budget_does():
    months, weights = [100] * 6 + [None] * 6, [0] * 6 + [600, 0, 0, 0, 0, 0]
    assert crossing_month(months, 1200, 1100) == 12
    assert crossing_month(months, 1200, 1100, weights) == 7
    assert crossing_month(months, 1200, 1100, [0] * 12) == 12


@given(
    st.integers(-(10**12), 10**12),
    st.integers(-(10**12), 10**12).filter(bool),
    st.integers(0, 20_000),
)
def test_a_limit_is_broken_beyond_it_and_by_as_much_as_is_said(forecast, budget, hundredths):
    percent = hundredths / 100
    for floor, ceiling in ((percent, NONE), (NONE, percent)):
        broken = broken_limit(forecast, budget, floor, ceiling)
        use, at = Fraction(100 * forecast, budget), Fraction(hundredths, 100)
        within_an_ore = abs(use - at) * abs(budget) < 100
        is_beyond = use < at if math.isnan(ceiling) else use > at
        assert within_an_ore or (broken is not None) == is_beyond
        if broken:
            sign = 1 if budget > 0 else -1
            assert broken.over == sign * (forecast - broken.limit)
            assert (broken.over > 0) == broken.is_ceiling


@pytest.mark.parametrize(
    ("forecast", "is_income", "over"), [(5, False, 5), (-5, False, None), (5, True, None), (-5, True, 5)]
)
def test_a_budget_of_nothing_is_broken_by_any_use(forecast, is_income, over):
    broken = broken_limit(forecast, 0, NONE, 100.0, is_income)
    assert (broken.over if broken else None) == over


@given(st.integers(-(10**10), 10**10))
def test_a_longer_line_is_spread_over_its_months_to_the_ore(actual):
    lines = [
        {BudgetLines.CENTRE: "A", BudgetLines.ACCOUNT: "operating", BudgetLines.PERIOD: parse_period("2009-Q2"),
         BudgetLines.ACTUAL: actual},
    ]  # fmt: skip
    months = months_used(frame_of(BudgetLines, lines), 2009)
    assert months[:3] == [None] * 3 and months[6:] == [None] * 6
    assert sum(months[3:6]) == actual
    assert max(months[3:6]) - min(months[3:6]) <= 1
