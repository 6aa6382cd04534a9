"""Totals against their parts."""

import pytest

from schemas.context import Context
from schemas.issues.issue import Place
from schemas.rules.totals import Covered, Total, total_issue

CONTEXT = Context(measures={"n": "count", "kr": "kr", "pct": "pct"})


def said(measure, value, parts, **more):
    """What the parts should give; None where they do."""
    total = Total(Place("a.xlsx", "Ark1", 9, "", "B9"), str(value), measure, value, Covered(parts), **more)
    issue = total_issue(total, CONTEXT)
    assert issue is None or (issue.code, issue.place.cell, issue.value) == ("total_disagrees", "B9", str(value))
    return issue and issue.details["expected"]


@pytest.mark.parametrize(
    ("measure", "value", "parts", "expected"),
    [
        ("n", 6, [1, 2, 3], None),
        ("n", 7, [1, 2, 3], "6"),
        ("n", 0, [0, 0], None),
        ("n", 5, [1], None),  # one part makes no total
        ("n", 5, [], None),
        # Rounded figures: three of one decimal may lie 4 x 0.05 off.
        ("kr", 6.2, [1.0, 2.0, 3.0], None),
        ("kr", 6.3, [1.0, 2.0, 3.0], "6"),
        ("kr", 0.3, [0.1, 0.2], None),
        ("kr", 0.30000000000000004, [0.1, 0.2], None),
        ("kr", 37037036703.3, [12345678901.1] * 3, None),
        ("kr", 37037036703.75, [12345678901.25] * 3, None),
        ("kr", 37037036704.75, [12345678901.25, 12345678901.25, 12345678902.25], None),
        # Means lie within their parts, and are no sums.
        ("pct", 55, [50, 60], None),
        ("pct", 60.4, [50, 60], "50–60"),
        ("pct", 110, [50, 60], "50–60"),
        # A measure of no goal: a sum or a mean, either will do.
        ("?", 110, [50, 60], None),
        ("?", 55, [50, 60], None),
        ("?", 80, [50, 60], "110 / 50–60"),
    ],
)
def test_totals(measure, value, parts, expected):
    assert said(measure, value, parts) == expected


@pytest.mark.parametrize(
    ("value", "ratio", "expected"),
    [
        (86.4, (95, 110), None),
        (86.36, (95, 110), None),
        (86.2, (95, 110), "86,36"),
        (70, (95, 110), "86,36"),
        (70, (0, 0), None),
    ],
)
def test_a_share_is_rebuilt_from_its_own_numerator_and_denominator(value, ratio, expected):
    assert said("pct", value, [90.0, 50.0], ratio=ratio) == expected


def test_numerators_are_added_whatever_the_unit():
    assert said("pct", 95, [90, 5], added=True, ratio=(95, 110)) is None
    assert said("pct", 96, [90, 5], added=True, ratio=(96, 110)) == "95"


def test_over_time_a_stock_is_no_sum():
    assert said("n", 300, [100, 200], over_time=True) is None
    assert said("n", 150, [100, 200], over_time=True) is None
    assert said("n", 250, [100, 200], over_time=True) == "300 / 100–200"
