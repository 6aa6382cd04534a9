"""Balanced attainment: by weight within a steering parameter, capped, parameters equal."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs.economy.balanced import balanced

NAN = math.nan


@pytest.mark.parametrize(
    ("parameters", "attainment", "weight", "whole", "counted"),
    [
        ("AABB", [0.8, 1.0, 0.5, 1.5], [1, 1, 1, 1], (0.9 + 0.75) / 2, 4),  # 1.5 counts as 1
        ("AAB", [0.8, 1.0, 0.5], [3, 1, 1], (0.85 + 0.5) / 2, 3),
        ("AAB", [0.8, 1.0, 0.5], [NAN, NAN, 7], (0.9 + 0.5) / 2, 3),  # blank is 1; a parameter's own weight is none
        ("AAB", [0.8, NAN, 0.5], [1, 9, 1], (0.8 + 0.5) / 2, 2),  # without figures: left out
        ("AAB", [0.8, 0.6, NAN], [1, 1, 1], 0.7, 2),  # a parameter without figures is no 0
        ("AAB", [0.8, 0.2, 0.5], [1, 0, 1], (0.8 + 0.5) / 2, 3),
        ("AAB", [0.8, 0.2, 0.5], [0, 0, 1], 0.5, 3),
        ("A", [-0.3], [1], 0.0, 1),
        ("AB", [NAN, NAN], [1, 1], NAN, 0),
        ("A", [0.5], [0], NAN, 1),
    ],
)
def test_cases(parameters, attainment, weight, whole, counted):
    _, found = balanced(list(parameters), attainment, weight)
    assert found.attainment == pytest.approx(whole, nan_ok=True)
    assert (found.goals, found.with_figures) == (len(parameters), counted)


def test_parameters_have_their_own_line_and_the_cap_may_be_left_out():
    parts, whole = balanced([None, "B", None], [1.05, 0.8, 1.05], [1, 1, 1], cap=0)
    assert list(parts) == [None, "B"]
    assert parts[None].attainment == pytest.approx(1.05)
    assert whole.attainment == pytest.approx((1.05 + 0.8) / 2)
    assert balanced([None], [1.05], [1], cap=1.02)[1].attainment == pytest.approx(1.02)


GOALS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.one_of(st.just(NAN), st.floats(-1, 3)), st.floats(0, 5)), min_size=1
)


@given(GOALS)
def test_it_lies_between_0_and_1_and_weights_count_by_their_ratio(goals):
    parameters, attainment, weight = (list(each) for each in zip(*goals, strict=True))
    _, whole = balanced(parameters, attainment, weight)
    _, scaled = balanced(parameters, attainment, np.asarray(weight) * 4)
    assert math.isnan(whole.attainment) or -1e-12 <= whole.attainment <= 1 + 1e-12
    assert whole.attainment == pytest.approx(scaled.attainment, nan_ok=True)
