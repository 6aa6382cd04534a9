"""Rows of months, quarters and half-years, and the noise before anything is fitted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.udfs.forecasting.support import series_of
from udfs.forecasting.kernels import WINDOW
from udfs.forecasting.series import Series, noise_of

NONE = np.zeros(9)
QUARTILE = 0.954


def noise(series, floor=0.0, alike=None):
    numbers = np.arange(series.count) if alike is None else np.array(alike)
    return noise_of(series, np.full(series.count, floor), numbers)


def months(design):
    return [{month: share for month, share in enumerate(row) if share} for row in design.tolist()]


def test_how_months_make_rows_of_every_length():
    rows = np.array([0, 24, 30])
    series = Series(1, np.zeros(3, int), rows, np.array([1, 3, 6]), NONE[:3], np.zeros(3, bool))
    design = series.operator(np.arange(3))
    assert design.shape == (3, WINDOW)
    assert months(design)[:2] == [{0: 1.0}, dict.fromkeys((24, 25, 26), 1 / 3)]
    assert months(design)[2] == pytest.approx(dict.fromkeys(range(30, 36), 1 / 6))


def test_a_last_value_stands_at_the_end_of_its_period():
    series = Series(1, np.zeros(2, int), np.array([3, 6]), np.array([3, 6]), NONE[:2], np.ones(2, bool))
    assert months(series.operator(np.arange(2))) == [{5: 1.0}, {11: 1.0}]


def test_rows_are_counted_and_taken_by_flags():
    series = series_of([1, 2, None, 4], [5], first=20)
    assert series.counts.tolist() == [3, 1]
    assert series.end.tolist() == [20, 21, 23, 20]
    kept = series.only(series.first >= 21)
    assert (kept.count, kept.counts.tolist(), kept.value.tolist()) == (2, [2, 0], [2.0, 4.0])


def test_noise_is_the_median_step_between_neighbours():
    # Steps 1, 3, 2; the step of 90 over the gap is none.
    assert noise(series_of([10, 11, 14, 12, None, 102])) == pytest.approx([2 / QUARTILE])


def test_steps_between_quarters_tell_of_months_by_the_root_of_three():
    assert noise(series_of([10, 12, 8, 11], length=3)) == pytest.approx([3 * np.sqrt(3) / QUARTILE])
    assert noise(series_of([10, 12, 8, 11], length=3, point=True)) == pytest.approx([3 / QUARTILE])


def test_three_centres_share_their_relative_noise():
    steps = ([10, 11] * 4, [100, 130] * 4, [20, 21] * 4)  # relative to levels 10.5, 115 and 20.5
    relative = np.array([1 / 10.5, 30 / 115, 1 / 20.5]) / QUARTILE
    level = np.array([10.5, 115, 20.5])
    own = relative * level
    expected = np.sqrt(own * np.median(relative) * level)
    assert noise(series_of(*steps), alike=[7, 7, 7]) == pytest.approx(expected)
    assert noise(series_of(*steps), alike=[7, 7, 8]) == pytest.approx(own)


def test_under_five_steps_the_measures_noise_alone_counts():
    series = series_of([10, 11] * 4, [20, 22] * 4, [50, 90], [30, 33] * 4)
    relative = np.array([1 / 10.5, 2 / 21, 40 / 70, 3 / 31.5]) / QUARTILE
    assert noise(series, alike=[1] * 4)[2] == pytest.approx(np.median(relative) * 70)


def test_the_floor_holds_where_figures_do_not_move():
    assert noise(series_of([0] * 12, [5] * 12, [3]), floor=0.3) == pytest.approx([0.3] * 3)


def test_a_series_without_rows_has_the_floor():
    series = series_of([1, 5, 1], [2]).only(np.array([True, True, True, False]))
    assert noise(series, floor=0.3) == pytest.approx([4 / QUARTILE, 0.3])


def test_from_five_steps_on_a_series_has_its_own_say():
    several = ([10, 11] * 4, [20, 22] * 4, [50, 90, 50, 90, 50, 90], [30, 33] * 4)
    relative = np.median(np.array([1 / 10.5, 2 / 21, 40 / 70, 3 / 31.5]) / QUARTILE)
    assert noise(series_of(*several), alike=[1] * 4)[2] == pytest.approx(np.sqrt(40 / QUARTILE * relative * 70))


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=30), st.randoms())
def test_the_order_of_rows_is_of_no_matter(values, draw):
    series = series_of(values, values[::-1])
    order = list(range(len(series.value)))
    draw.shuffle(order)
    parts = (series.series, series.first, series.length, series.value, series.is_point)
    assert noise(Series(2, *(part[order] for part in parts)), 0.5) == pytest.approx(noise(series, 0.5))
