"""The parts of a change add up to it, whatever moved the figure."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs.goals.parts_of_change import has_moved, parts_of_change

FIGURE = st.one_of(st.just(math.nan), st.floats(-1e9, 1e9, allow_subnormal=False))
STAGES = st.lists(st.tuples(*[FIGURE] * 6), min_size=1, max_size=8)


def split(before, *stages):
    found = parts_of_change(np.array([before]), [np.array([stage]) for stage in stages])
    return float(found.change[0]), found.parts[0].tolist()


@given(STAGES)
def test_the_parts_add_up_to_the_change(rows):
    table = np.array(rows)
    found = parts_of_change(table[:, 0], list(table[:, 1:].T))
    known = ~np.isnan(table[:, 0]) & ~np.isnan(table[:, -1])
    assert (np.isnan(found.change) == ~known).all()
    assert (np.isnan(found.parts).all(axis=1) == ~known).all()
    scale = np.maximum(np.abs(np.nan_to_num(table)).max(axis=1), 1)
    assert (np.abs(found.parts.sum(axis=1) - found.change) <= 1e-12 * scale)[known].all()
    assert (np.abs(found.change - (table[:, -1] - table[:, 0])) <= 1e-9 * scale)[known].all()


@given(STAGES)
def test_a_cause_that_moves_nothing_has_no_part(rows):
    table = np.array(rows)
    table[:, 3] = table[:, 2]
    found = parts_of_change(table[:, 0], list(table[:, 1:].T))
    assert set(found.parts[:, 1][~np.isnan(found.parts[:, 1])]) <= {0.0}


@pytest.mark.parametrize(
    ("before", "stages", "change", "parts"),
    [
        (28.864, (28.864, 29.296, 29.296, -8.24, -8.24), -37.104, [0.432, 0, -37.536, 0, 0]),
        (20, (28.864, 28.864, 28.864, 28.864, 28.864), 8.864, [0, 0, 0, 0, 8.864]),
        (1, (1, math.nan, math.nan, 3, 3), 2, [0, 0, 2, 0, 0]),
        (0.1 + 0.2, (0.3, 0.3, 0.3, 0.3, 0.3), 0, [0, 0, 0, 0, 0]),
    ],
)
def test_parts_by_hand(before, stages, change, parts):
    found, told = split(before, *stages)
    assert found == pytest.approx(change, abs=1e-9)
    assert told == pytest.approx(parts, abs=1e-9)


def test_what_is_missing_before_or_now_is_not_split():
    for before, stages in ((math.nan, (1.0,) * 5), (1.0, (1.0, 1.0, 1.0, 1.0, math.nan))):
        change, parts = split(before, *stages)
        assert math.isnan(change)
        assert all(map(math.isnan, parts))


def test_rounding_is_no_change_and_what_came_or_went_is_one():
    before = np.array([0.0, 1.0, math.nan, 5.0, math.nan, 1e12])
    now = np.array([1e-14, 1.001, 2.0, math.nan, math.nan, 1e12 + 1])
    assert has_moved(before, now).tolist() == [False, True, True, True, False, False]
