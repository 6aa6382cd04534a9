"""Lights by chance, held near a border, on cases that an economist can read and edit: ``tests/cases/lights.csv``."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import Light, Rule, Verdict
from schemas.why import Why
from udfs.goals.arrays import codes
from udfs.goals.lights import LIGHT_OF, LightRule, Standing, lights, thresholds, traffic_light
from udfs.goals.next_light import Needs, next_light

RULE = LightRule(red=1 / 3, far=0.5, yellow=2 / 3, hold=0.07)
NONE = codes([Light.NONE], Light)
CASES = Path(__file__).parents[3] / "cases" / "lights.csv"
with CASES.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter=";"))


def standing(**given):
    numbers = ("result", "due", "target", "target_max", "forecast", "chance", "tolerance")
    columns = {name: np.array([float(given.get(name) or "nan")]) for name in numbers}
    return Standing(
        rule=codes([given["rule"]], Rule),
        paced=columns["result"],
        due_max=columns["target_max"],
        alternative=np.array([np.nan]),
        impossible=np.array([False]),
        decided=codes([Verdict.OPEN], Verdict),
        undecided=np.array([False]),
        **columns,
    )


@pytest.mark.parametrize("case", ROWS, ids=lambda row: row["case"])
def test_case(case):
    given = {**case, "tolerance": case["tolerance"] if float(case["tolerance"]) else "0.0"}
    before = codes([case["before"] or "none"], Light)
    found = traffic_light(standing(**given), thresholds(RULE, before))
    why = list(Why)[found[0]]
    assert (LIGHT_OF[why], why) == (case["light"], case["why"])


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(list(Light)))
def test_a_greater_chance_never_gives_a_worse_light(one, other, before):
    order = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2}
    low, high = sorted((one, other))
    limits = thresholds(RULE, codes([before], Light))
    found = []
    for chance in (low, high):
        each = standing(
            rule="at_least", result=50, due=50, target=100, forecast=95, chance=chance + 1e-12, tolerance=0.1
        )
        found.append(order[list(Light)[lights(traffic_light(each, limits))[0]]])
    assert found[0] <= found[1]


def distance(light, needs=(np.nan,) * 3, **given):
    each = standing(**given)
    found = next_light(each, codes([light], Light), np.array([True]), Needs(*(np.array([need]) for need in needs)))
    return [None if math.isnan(part[0]) else pytest.approx(part[0]) for part in (found.better, found.worse)]


def test_without_a_chance_the_way_is_to_the_target_and_to_the_tolerance():
    # Half-year report 2008, table 5: 91 against 95, tolerance 10 per cent.
    found = distance(Light.YELLOW, rule="at_least", result=91, due=95, target=95, forecast=91, tolerance=0.1)
    assert found == [4.0, 5.5]
    assert distance(Light.RED, rule="at_least", result=81, due=95, target=95, forecast=81, tolerance=0.1) == [4.5, None]
    assert distance(Light.GREEN, rule="at_least", result=97, due=95, target=95, forecast=98, tolerance=0.1) == [
        None,
        2.0,
    ]


def test_with_a_chance_the_year_must_move_until_the_chance_is_at_the_border():
    likely = {"rule": "at_least", "due": 50, "target": 100, "tolerance": 0.1}
    yellow = {**likely, "result": 50, "forecast": 98, "chance": 0.5}
    assert distance(Light.YELLOW, (-3.0, 2.0, 4.0), **yellow) == [4.0, 3.0]
    late = {**yellow, "result": 40}  # 5 behind what is tolerated, which is more than the chance needs
    assert distance(Light.YELLOW, (-3.0, 2.0, 4.0), **late) == [5.0, 3.0]
    red = {**likely, "result": 50, "forecast": 85, "chance": 0.2}
    assert distance(Light.RED, (4.0, 9.0, 14.0), **red) == [5.0, None]
    green = {**likely, "result": 50, "forecast": 103, "chance": 0.8}
    assert distance(Light.GREEN, (-9.0, -6.0, -2.0), **green) == [None, 2.0]


def test_what_is_decided_has_no_next_light():
    each = standing(rule="at_least", result=91, due=95, target=95, forecast=91, tolerance=0.1)
    none = np.array([np.nan])
    found = next_light(each, codes([Light.RED], Light), np.array([False]), Needs(none, none, none))
    assert np.isnan(found.better) and np.isnan(found.worse)
