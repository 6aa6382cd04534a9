"""Jumps: a figure further from the one before than the measure ever moved."""

import math

import pytest

from schemas.context import Context
from schemas.reading import frame_of
from schemas.rules.jumps import jumps
from schemas.tables import Observations
from schemas.text.periods import parse_period

O = Observations  # noqa: E741
CONTEXT = Context(measures={"m": "count"})


def series(values, grain="M", start=1, centre="Nord", year=2008):
    """A frame of months or quarters in a row; None leaves the figure out."""
    spell = "{y}-{n:02d}" if grain == "M" else "{y}-Q{n}"
    a_year = 12 if grain == "M" else 4
    places = [(year + (start - 1 + n) // a_year, (start - 1 + n) % a_year + 1) for n in range(len(values))]
    return frame_of(O, [
        {O.CENTRE: centre, O.MEASURE: "m", O.PERIOD: parse_period(spell.format(y=y, n=n)), O.VALUE: value}
        for (y, n), value in zip(places, values, strict=True)
    ])  # fmt: skip


def found(history, new, **more):
    return [(jump.value, jump.before) for jump in jumps(series(history, **more), series(new, start=len(history) + 1, **more), CONTEXT)]  # fmt: skip


STEADY = [100, 102, 101, 103, 102, 104, 103]  # six steps of 1 or 2


@pytest.mark.parametrize(
    ("history", "new", "out"),
    [
        (STEADY, [104], []),
        (STEADY, [200], [(200, 103)]),
        (STEADY, [10], [(10, 103)]),
        # The fence lies three quartile ranges above the upper quartile, here 2 + 3 x 1, but at least 5 per cent away.
        (STEADY, [108.1], []),
        (STEADY, [108.2], [(108.2, 103)]),
        (STEADY[:6], [200], []),  # five steps tell nothing of what is usual
        ([100] * 7, [104], []),  # a series that stands still may move a little
        ([100] * 7, [106], [(106, 100)]),
        ([0] * 7, [1], [(1, 0)]),
        ([100, 150, 100, 150, 100, 150, 100], [149], []),  # it has always moved so
        ([100, 101, 100, 101, 100, 160, 100], [155], []),  # nor further than ever before
        (STEADY, [200, 201], [(200, 103)]),  # the new ones are history of those after them
        ([], [*STEADY, 200], [(200, 103)]),
        (STEADY, [None], []),
        ([100, 102, None, 103, 102, 104, 103], [200], []),  # a month without a figure is no step
    ],
)
def test_jumps(history, new, out):
    assert found(history, new) == out


def test_quarters_are_judged_by_quarters_only():
    months = series([*STEADY, 104, 103, 104, 103, 104])
    quarter = series([900], grain="Q", start=5)
    assert jumps(months, quarter, CONTEXT) == []
    assert found(STEADY, [900], grain="Q") == [(900, 103)]


def test_centres_are_judged_each_by_itself():
    assert jumps(series(STEADY), series([900], start=8, centre="Syd"), CONTEXT) == []


def test_a_jump_tells_the_period_before_and_the_greatest_step_before():
    [jump] = jumps(series(STEADY), series([200], start=8), CONTEXT)
    assert (jump.row, str(jump.period), jump.usual) == (0, "2008-07", 2)
    assert not math.isnan(jump.value)
