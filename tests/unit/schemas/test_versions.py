"""The order of a goal's versions, wherever their lines stand."""

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from schemas.reading import frame_of
from schemas.tables import Goals
from schemas.versions import replaced_from, version_numbers

DAYS = st.none() | st.dates(date(2010, 1, 1), date(2012, 12, 31))
LINES = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("12"), DAYS), unique=True, max_size=12)


def register(lines):
    return frame_of(Goals, [dict(zip(("centre", "number", "valid_from"), line, strict=True)) for line in lines])


@given(LINES, st.randoms(use_true_random=False))
def test_versions_are_numbered_by_their_day_wherever_they_stand(lines, random):
    frame = register(lines)
    numbers = version_numbers(frame)
    for (row, number), (other, other_number) in ((a, b) for a in numbers.items() for b in numbers.items()):
        if lines[row][:2] == lines[other][:2]:
            days = [lines[each][2] or date.min for each in (row, other)]
            assert (days[0] < days[1]) == (number < other_number)
    shuffled = frame.sample(frac=1, random_state=random.randrange(1000))
    pd.testing.assert_series_equal(version_numbers(shuffled).sort_index(), numbers.sort_index(), check_names=False)


def measured(*measures):
    """A goal's versions, each counted by a measure from a day on."""
    lines = [{"centre": "A", "number": "1", "measure": measure, "valid_from": day} for day, measure in measures]
    return replaced_from(frame_of(Goals, lines))


def test_measures_that_a_later_version_replaced():
    april, july = date(2011, 4, 1), date(2011, 7, 1)
    assert measured((None, "a")) == {}
    assert measured((None, "a"), (july, "a")) == {}
    assert measured((july, "b"), (None, "a")) == {("A", "1", "a"): july}
    assert measured((None, "a"), (april, "b"), (july, "a")) == {("A", "1", "b"): july}
    assert measured((None, "a"), (april, "b"), (july, "c")) == {("A", "1", "a"): april, ("A", "1", "b"): july}
