"""What labels claim of a period together: each case a line, and what holds of all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.cells import Cell, CellKind
from schemas.text.periods import Grain, Period, is_period, parse_period
from workbook.exports.facts import Label, Role
from workbook.exports.meaning.periods import PeriodClaim, agreed

CONTRACT_YEAR = 2009
CASES = {
    # what the labels say -> the period, the label that names it, and the one that contradicts it
    "jan | 2008": ("2008-01", "jan", ""),
    "2008 | jan": ("2008-01", "jan", ""),
    "jan 2009 | 1. kvartal 2009": ("2009-01", "jan 2009", ""),
    "1. kvartal 2008 | feb": ("2008-02", "feb", ""),
    "jan | jan 2008": ("2008-01", "jan", ""),
    "1. halvår 2009 | 2. kvartal 2009 | maj": ("2009-05", "maj", ""),
    "jan": ("2009-01", "jan", ""),
    "2008": ("2008", "2008", ""),
    "apr 2009 | 1. kvartal 2009": ("2009-04", "apr 2009", "1. kvartal 2009"),
    "jan 2008 | 2009": ("2008-01", "jan 2008", "2009"),
    "jan 2009 | feb 2009": ("2009-01", "jan 2009", "feb 2009"),
    "2008 | 2009": ("2008", "2008", "2009"),
}


def claim(text, column=1):
    label = Label(1, column, Cell(CellKind.TEXT, text), Role.ROW)
    return PeriodClaim(label, parse_period(text, CONTRACT_YEAR), not is_period(text))


@pytest.mark.parametrize("labels", CASES)
def test_labels_agree_or_one_contradicts(labels):
    found = agreed([claim(text, at) for at, text in enumerate(labels.split(" | "))])
    conflict = found.conflict.text if found.conflict else ""
    assert (str(found.period), found.label.text, conflict) == CASES[labels]


PERIODS = st.builds(
    lambda year, grain, index: Period(year, grain, 1 + index % (12 // grain)),
    st.integers(2007, 2010),
    st.sampled_from(Grain),
    st.integers(0, 11),
)


@given(st.lists(PERIODS, min_size=1, max_size=4))
def test_periods_that_name_their_year_are_never_changed_and_a_conflict_is_one(periods):
    claims = [
        PeriodClaim(Label(1, at, Cell(CellKind.TEXT, str(each)), Role.ROW), each, is_bare=False)
        for at, each in enumerate(periods)
    ]
    found = agreed(claims)
    assert found.period in periods
    assert found.period.grain == min(each.grain for each in periods)
    assert (found.conflict is None) == all(found.period.lies_in(each) for each in periods)


@given(st.lists(PERIODS, min_size=1, max_size=4))
def test_the_order_of_labels_changes_no_period_that_they_agree_on(periods):
    claims = [
        PeriodClaim(Label(1, at, Cell(CellKind.TEXT, ""), Role.ROW), each, False) for at, each in enumerate(periods)
    ]
    one, other = agreed(claims), agreed(claims[::-1])
    assert (one.conflict is None) == (other.conflict is None)
    assert one.conflict is not None or one.period == other.period
