"""The part of a year's target that is of a goal's first months, and that of the rest: hand-worked."""

from datetime import date

import pytest

from schemas.frames import records
from schemas.reading import frame_of
from schemas.tables import Goals
from schemas.text.periods import parse_period
from udfs.goals.part_of_target import Part, parts_of_year
from udfs.goals.validity import validity

SUM = {"summary": "sum", "basis": "absolute", "profile": "linear"}
YEAR = parse_period("2008")
CASES = {
    "a sum is shared by months": ({**SUM, "target": 650.0}, 6, Part(325.0, None, None), Part(325.0, None, None)),
    "nine months of a flat sum": ({**SUM, "profile": "flat", "target": 12.0}, 9, Part(9.0, None, None), Part(3.0, None, None)),
    "a band by both its ends": ({**SUM, "target": 360.0, "target_max": 480.0}, 3, Part(90.0, 120.0, None), Part(270.0, 360.0, None)),
    "a level holds in both": ({"summary": "mean", "basis": "absolute", "profile": "flat", "target": 95.0}, 6, Part(95.0, None, None), Part(95.0, None, None)),
    "a change of a sum on its own baseline": ({**SUM, "basis": "change_pct", "target": -10.0, "baseline": 120.0}, 3, Part(-10.0, None, 30.0), Part(-10.0, None, 90.0)),
    "a change of a sum on last year's months": ({**SUM, "basis": "change_pct", "profile": "seasonal", "target": -10.0, "baseline_period": YEAR}, 6, Part(-10.0, None, None, parse_period("2008-H1")), Part(-10.0, None, None, parse_period("2008-H2"))),
    "months that are no period": ({**SUM, "basis": "change_pct", "target": -10.0, "baseline_period": YEAR}, 5, None, None),
    "a seasonal sum": ({**SUM, "profile": "seasonal", "target": 650.0}, 6, None, None),
    "a stock on its way": ({"summary": "last", "basis": "absolute", "profile": "path", "target": 80.0, "baseline": 100.0}, 6, Part(90.0, None, 100.0), Part(80.0, None, 100.0)),
    "a stock whose change is stated": ({"summary": "last", "basis": "change_pct", "profile": "path", "target": -6.0, "baseline_period": YEAR}, 4, Part(-2.0, None, None, YEAR), Part(-6.0, None, None, YEAR)),
    "a stock without its baseline": ({"summary": "last", "basis": "absolute", "profile": "path", "target": 80.0}, 6, None, None),
}  # fmt: skip


@pytest.mark.parametrize(("goal", "gone", "first", "rest"), CASES.values(), ids=CASES)
def test_parts_of_a_years_target(goal, gone, first, rest):
    [line] = records(frame_of(Goals, [goal]))
    assert parts_of_year(line, 1, gone, 12) == (None if first is None else (first, rest))


@pytest.mark.parametrize(("row", "months"), [(0, 12), (1, 6)])
def test_a_line_that_is_not_in_force_yet_does_not_end_its_goal(row, months):
    common = {"year": 2009.0, "centre": "A", "number": "1"}
    lines = [common, {**common, "valid_from": date(2009, 7, 1), "valid_to": date(2009, 6, 30)}]
    register = frame_of(Goals, lines)
    assert validity(register, register.iloc[[row]], 2009).span.tolist() == [months]
