"""Budgets by month: whatever they are made of adds up to the øre."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.frames import records
from schemas.reading import empty, frame_of
from schemas.tables import Accounts, BudgetLines, Reallocations
from schemas.text.periods import Grain, Period
from tests.drawing import examples
from udfs.economy.amounts import whole_ore_of
from udfs.economy.budget_years import (
    budget_years,
    corrected_lines,
    sides,
    with_reallocations,
    with_surplus,
)
from udfs.economy.spreading import by_month, of_months, spread
from udfs.economy.taxameter import Taxameter, moved_budget

AMOUNTS = st.integers(-(10**13), 10**13)
WEIGHTS = st.lists(st.integers(0, 10**12), min_size=12, max_size=12)


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(AMOUNTS, WEIGHTS), min_size=1, max_size=5))
def test_what_is_spread_adds_up(rows):
    amounts = np.array([amount for amount, _ in rows], dtype=np.int64)
    months = spread(amounts, np.array([weights for _, weights in rows], dtype=np.float64))
    assert months.sum(axis=1).tolist() == amounts.tolist()


@settings(max_examples=examples(60))
@given(AMOUNTS, WEIGHTS)
def test_a_month_without_weight_gets_nothing(amount, weights):
    months = spread(np.array([amount]), np.array([weights], dtype=np.float64))[0]
    if any(weights):
        assert all(month == 0 for month, weight in zip(months, weights, strict=True) if weight == 0)


def line(account, period, budget=None, actual=None, centre="CKB"):
    return {
        BudgetLines.CENTRE: centre,
        BudgetLines.ACCOUNT: account,
        BudgetLines.PERIOD: period,
        BudgetLines.BUDGET: budget,
        BudgetLines.ACTUAL: actual,
    }


def month(number, year=2008):
    return Period(year, Grain.MONTH, number)


def of(*lines):
    return frame_of(BudgetLines, lines)


def accounts(**fields):
    return frame_of(Accounts, [{"account": "operating", **fields}])


@settings(max_examples=examples(40))
@given(st.dictionaries(st.integers(1, 12), AMOUNTS, max_size=12), AMOUNTS, AMOUNTS)
def test_a_years_line_is_the_year_whatever_months_stand_beside_it(months, year, quarter):
    lines = of(
        line("operating", Period(2008, Grain.YEAR), year),
        line("operating", Period(2008, Grain.QUARTER, 2), quarter),
        *(line("operating", month(number), budget) for number, budget in months.items()),
    )
    found = budget_years(lines, empty(Accounts), 2008)
    assert found.is_whole.tolist() == [True]
    expected = sum(months.values()) if len(months) == 12 else year
    if not {4, 5, 6} <= set(months) and {4, 5, 6, *months} == set(range(1, 13)):
        expected = sum(found.given[0].tolist())  # every other month stands by itself
    assert int(found.given[0].sum()) == expected
    assert all(found.given[0][number - 1] == budget for number, budget in months.items())


def test_a_profile_of_last_year_or_of_twelfths():
    used = [line("operating", month(number, 2007), actual=number * 100) for number in range(1, 13)]
    year = line("operating", Period(2008, Grain.YEAR), 7_800)
    as_last = budget_years(of(*used, year), accounts(profile="last_year"), 2008)
    assert as_last.given[0].tolist() == [number * 100 for number in range(1, 13)]
    lacking = budget_years(of(*used[:-1], year), accounts(profile="last_year"), 2008)
    assert lacking.without_last_year.tolist() == [True]
    assert lacking.given[0].tolist() == [650] * 12
    own = budget_years(of(year), accounts(profile="own", month_1=10.0, month_12=2.0), 2008)
    assert own.given[0].tolist() == [6_500, *[0] * 10, 1_300]


def moved(kind="transfer", day=date(2008, 5, 1), account="operating", **fields):
    return {Reallocations.DATE: day, Reallocations.KIND: kind, Reallocations.ACCOUNT: account, **fields}


@settings(max_examples=examples(40))
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC"), st.integers(0, 10**12)), max_size=8))
def test_transfers_add_up_to_nothing_in_every_month(pairs):
    lines = of(*(line("operating", Period(2008, Grain.YEAR), 120_000, centre=name) for name in "ABC"))
    rows = [moved(**{"from": giver, "to": taker, "amount": amount}) for giver, taker, amount in pairs]
    years = with_reallocations(
        budget_years(lines, empty(Accounts), 2008), frame_of(Reallocations, rows), 2008, date(2008, 12, 31)
    )
    assert years.reallocated.sum() == 0
    assert (np.abs(years.reallocated.sum(axis=0)) <= len("ABC")).all()  # a rounded month of each
    assert years.corrected.sum() == 3 * 120_000
    assert all(sum(amount for _, amount in sides(row)) == 0 for row in records(frame_of(Reallocations, rows)))


def test_a_later_change_does_not_count_yet():
    lines = of(line("operating", Period(2008, Grain.YEAR), 120_000))
    rows = frame_of(Reallocations, [moved(**{"from": "CAB", "to": "CKB", "amount": 12})])
    years = budget_years(lines, empty(Accounts), 2008)
    assert with_reallocations(years, rows, 2008, date(2008, 4, 30)).reallocated.sum() == 0
    assert with_reallocations(years, rows, 2008, date(2008, 5, 1)).reallocated[0].tolist() == [1] * 12


@settings(max_examples=examples(40))
@given(st.lists(AMOUNTS, min_size=12, max_size=12), st.floats(0.01, 100))
def test_a_surplus_of_the_net_budget_adds_up(months, rate):
    lines = of(
        *(line("operating", month(number), budget) for number, budget in enumerate(months, start=1)),
        line("surplus", month(6), actual=5),
    )
    years = with_surplus(budget_years(lines, empty(Accounts), 2008), rate)
    target = years.given[years.at["CKB", "surplus"]]
    if sum(months) <= 0:
        assert not years.is_made.any()
        return
    assert int(target.sum()) == pytest.approx(sum(months) * rate / 100, abs=1)
    [*_, fresh] = corrected_lines(lines, years, 2008)[BudgetLines.BUDGET].tolist()
    assert fresh == target[5]


def test_lines_keep_their_own_budgets_and_get_their_part_of_changes():
    lines = of(
        line("operating", month(1), 5_000, 4_000),
        line("operating", month(2), None, 4_000),
        line("operating", Period(2008, Grain.YEAR), 60_000),
        line("operating", month(3, 2007), 1, 2),
        line("purchase", month(1), 7, 8),
    )
    rows = frame_of(Reallocations, [moved(**{"from": "CAB", "to": "CKB", "amount": 120})])
    years = with_reallocations(budget_years(lines, empty(Accounts), 2008), rows, 2008, date(2008, 12, 31))
    assert corrected_lines(lines, years, 2008)[BudgetLines.BUDGET].tolist() == [5_010, 5_010, 60_000, 1, 7]


@settings(max_examples=examples(60))
@given(
    st.integers(0, 10**12),
    st.integers(0, 10**6),
    st.floats(0, 10**5, allow_nan=False),
    st.floats(0, 10**5, allow_nan=False),
    st.integers(1, 12),
)
def test_a_taxameter_moves_by_price_times_activity(grant, price, budgeted, actual, months):
    found = moved_budget(Taxameter(grant, price, budgeted, actual, months))
    assert int(found.by_month.sum()) == found.moved
    assert int(found.by_month[:months].sum()) == found.moved_to_date
    assert found.budget - found.original == found.moved
    if months == 12:
        assert found.moved == found.moved_to_date
        assert found.budget == pytest.approx(grant + price * actual, abs=2)


def test_a_taxameter_without_activity_stands_still():
    found = moved_budget(Taxameter(100, 7, 3.0))
    assert (found.original, found.moved, found.budget) == (121, 0, 121)


@pytest.mark.parametrize(("amount", "parts", "each"), [(5, 2, 3), (-5, 2, -3), (10, 3, 3), (0, 7, 0)])
def test_a_share_is_rounded_half_away_from_nothing(amount, parts, each):
    assert whole_ore_of(amount, parts) == each


def test_sums_over_periods():
    account, first, length = np.array([0, 0]), np.array([0, 3]), np.array([3, 9])
    months, known, over = by_month(account[:1], first[:1], np.array([12]), np.array([120]), np.ones((1, 12)))
    assert known.all()
    assert over.tolist() == [0]
    assert of_months(months, account, first, length).tolist() == [30, 90]
