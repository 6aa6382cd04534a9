"""The reward to the øre: what is released, and how it is shared; the cases stand in ``tests/cases/reward.csv``."""

import csv
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text.amounts import kroner, ore_of
from tests import ROOT
from udfs.economy.reward import capped, released, reward_share, reward_weights, shared

TEXT = (ROOT / "tests" / "cases" / "reward.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(TEXT.splitlines(), delimiter=";"))
NAN = math.nan


def figures(text):
    return [NAN if each == "-" else float(each) for each in text.split()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_cases(case):
    given_figures = (float(case[name]) for name in ("own_before", "own_now", "benchmark_before", "benchmark_now"))
    found = released(*given_figures, ore_of(case["rate"]))
    assert (float(found.expected), float(found.beyond)) == (float(case["expected"]), float(case["beyond"]))
    assert kroner(found.bonus) == float(case["bonus"])
    if case["shares"]:
        weights = reward_weights(figures(case["attainment"]), figures(case["activity"]), float(case["cap"]))
        parts = shared(found.bonus, weights)
        assert [kroner(part) for part in parts] == figures(case["shares"])
        assert sum(parts) == found.bonus


ATTAINED = st.one_of(st.just(NAN), st.floats(-1, 3))
DONE = st.one_of(st.just(NAN), st.floats(-10, 1e9))
CAPS = st.sampled_from([0.0, 0.5, 1.0, 1.2])
CENTRES = st.lists(st.tuples(ATTAINED, DONE), min_size=1, max_size=12)


@given(st.integers(0, 10**13), CENTRES, CAPS)
def test_shares_add_up_to_the_bonus(bonus, centres, cap):
    weights = reward_weights(*zip(*centres, strict=True), cap)
    if not sum(weights):
        return
    parts = shared(bonus, weights)
    assert sum(parts) == bonus
    whole = sum(weights)
    assert all(abs(part - bonus * weight / whole) < 1 for part, weight in zip(parts, weights, strict=True))
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(
    st.integers(0, 10**13), st.lists(st.tuples(st.floats(0, 3), st.integers(1, 10**6)), min_size=2, max_size=6), CAPS
)
def test_more_attainment_never_gives_less_and_past_the_cap_nothing_more(bonus, centres, cap):
    attainment, activity = (list(each) for each in zip(*centres, strict=True))
    better = [attainment[0] + 0.25, *attainment[1:]]
    before, after = (reward_weights(each, activity, cap) for each in (attainment, better))
    if not sum(before):
        return
    shares = [shared(bonus, each)[0] for each in (before, after)]
    assert shares[1] >= shares[0]
    if cap and attainment[0] >= cap:
        assert shares[1] == shares[0]


@given(st.floats(-1, 3), st.sampled_from([0.5, 1.0, 1.2, 2.0]), st.sampled_from([0.5, 1.0, 1.2, 2.0]))
def test_a_higher_cap_never_counts_less(attainment, one, other):
    low, high = sorted((one, other))
    assert capped(attainment, low) <= capped(attainment, high) <= capped(attainment, 0)


def test_equal_remainders_go_in_the_stated_order():
    assert shared(100, reward_weights([1, 1, 1], [1, 1, 1])) == [34, 33, 33]
    assert shared(101, reward_weights([1, 1, 1], [1, 1, 1])) == [34, 34, 33]


def test_the_function_of_the_sheet_shares_by_the_same_law():
    weights = reward_weights([0.9, 1.05, 0.8], [400, 300, 300])
    assert reward_share([0.9, 1.05, 0.8], [400, 300, 300]) == pytest.approx([float(w / sum(weights)) for w in weights])
