"""Samples: the interval, what it tells of a target (``tests/cases/samples.csv``), and where it has no say."""

import csv
import math
from datetime import date
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.steps.compute import Inputs, compute
from schemas.codes import Rule, Verdict
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, Goals, Results
from schemas.words.vocabulary import words
from tests.unit.udfs.goals.test_measures import GOAL, observe
from udfs.goals.arrays import codes, position
from udfs.goals.samples import sample_verdict, wilson

CASES = Path(__file__).parents[3] / "cases" / "samples.csv"
SAMPLE = {**GOAL, "rule": "at_most", "unit": "pct", "target": 3.0, "summary": "ratio", "profile": "flat",
          "sample": "yes"}  # fmt: skip
LIGHTS = {"meets": "green", "misses": "red", "cannot_tell": "yellow", "undecided": "none"}
VERDICTS = {"meets": "met", "misses": "not_met", "undecided": "open"}
with CASES.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter=";"))


def line(goal, values, as_of=date(2009, 12, 31), confidence=0.95):
    goals = frame_of(Goals, [{**SAMPLE, **goal}])
    inputs = Inputs(goals, observe(values), empty(BudgetLines), 0.1, 2009, confidence=confidence)
    found = compute(inputs, as_of, words())
    return found.results.iloc[0], {issue.code for issue in found.issues}


@pytest.mark.parametrize("case", ROWS, ids=lambda row: row["case"])
def test_case(case):
    target_max = float(case["target_max"]) if case["target_max"] else None
    goal = {"rule": case["rule"], "target": float(case["target"]), "target_max": target_max}
    seen = (float(case["number"]), float(case["cases"]))
    half, _ = line(goal, {"2009-H1": seen}, date(2009, 6, 30))
    whole, _ = line(goal, {"2009": seen})
    for found in (half, whole):
        interval = (found[Results.SAMPLE_LOW], found[Results.SAMPLE_HIGH])
        assert interval == pytest.approx((float(case["low"]), float(case["high"])), abs=5e-5)
    assert (half[Results.LIGHT], half[Results.VERDICT]) == (LIGHTS[case["open"]], "open")
    assert (whole[Results.LIGHT], whole[Results.VERDICT]) == (LIGHTS[case["ended"]], VERDICTS[case["ended"]])


def test_the_reason_names_the_interval():
    found, _ = line({}, {"2009-H1": (12.0, 300.0)}, date(2009, 6, 30))
    assert found[Results.REASON] == (
        "Stikprøven kan ikke afgøre det: 4,0 % af 300 sager (95 %: 2,3–6,9 %) mod højst 3,0 %"
    )
    found, _ = line({}, {"2009-H1": (3.0, 300.0)}, date(2009, 6, 30))
    assert "(95 %: 0,3–2,9 %); hele intervallet opfylder" in found[Results.REASON]


def test_the_interval_has_the_decimals_that_tell_it_from_the_target():
    found, _ = line({"target": 2.9}, {"2009": (3.0, 300.0)})
    assert found[Results.LIGHT] == "green"
    assert "0,341–2,898 %" in found[Results.REASON]


def test_periods_of_a_sample_are_one_sample():
    parts, _ = line({}, {"2009-Q1": (2.0, 100.0), "2009-Q2": (1.0, 200.0)}, date(2009, 6, 30))
    whole, _ = line({}, {"2009-H1": (3.0, 300.0)}, date(2009, 6, 30))
    assert parts[Results.SAMPLE_HIGH] == whole[Results.SAMPLE_HIGH]
    assert parts[Results.REASON] == whole[Results.REASON]


def test_how_sure_is_a_parameter():
    sure, _ = line({}, {"2009": (12.0, 300.0)}, confidence=0.8)
    assert (sure[Results.SAMPLE_LOW], sure[Results.SAMPLE_HIGH]) == pytest.approx((2.78, 5.72), abs=0.005)
    assert "(80 %: 2,8–5,7 %)" in sure[Results.REASON]
    none, _ = line({}, {"2009": (12.0, 300.0)}, confidence=0.0)
    assert (none[Results.SAMPLE_LOW], none[Results.SAMPLE_HIGH], none[Results.LIGHT]) == (4.0, 4.0, "red")


def test_a_share_that_is_no_sample_has_no_interval():
    found, codes_found = line({"sample": None}, {"2009": (12.0, 300.0)})
    assert (found[Results.LIGHT], math.isnan(found[Results.SAMPLE_LOW])) == ("red", True)
    assert "sample_without_cases" not in codes_found


def test_a_sample_whose_cases_are_not_known_follows_its_share_and_says_so():
    found, codes_found = line({}, {"2009-H1": 2.5}, date(2009, 6, 30))
    assert (found[Results.LIGHT], math.isnan(found[Results.SAMPLE_LOW])) == ("green", True)
    assert "Stikprøvens usikkerhed er ikke regnet med" in found[Results.NOTE]
    assert "sample_without_cases" in codes_found
    mixed, codes_found = line({}, {"2009-Q1": 2.5, "2009-Q2": (1.0, 200.0)}, date(2009, 6, 30))
    assert math.isnan(mixed[Results.SAMPLE_LOW])
    assert "sample_without_cases" in codes_found


def test_a_sample_without_figures_has_no_light():
    found, codes_found = line({}, {})
    assert found[Results.LIGHT] == "none"
    assert codes_found == {"no_observation"}


def test_more_than_all_cases_is_no_share():
    assert np.isnan(wilson([5.0, -1.0, 0.0, np.nan], [4.0, 10.0, 0.0, 10.0], 0.95)).all()


COUNTS = st.integers(1, 2000).flatmap(lambda cases: st.tuples(st.integers(0, cases), st.just(cases)))


@given(COUNTS, st.floats(0.5, 0.999))
def test_the_interval_holds_the_share_and_solves_the_score_equation(counts, confidence):
    number, cases = counts
    low, high = (float(end) for end in wilson(number, cases, confidence))
    share = number / cases
    assert 0 <= low <= share <= high <= 1
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    for end in (low, high):
        if 0 < end < 1:  # the definition: the share lies z standard errors of the end away
            assert abs(share - end) == pytest.approx(z * math.sqrt(end * (1 - end) / cases), rel=1e-6, abs=1e-9)


@given(COUNTS, st.floats(0.5, 0.99), st.floats(0.001, 0.009))
def test_a_surer_interval_and_fewer_cases_are_wider(counts, confidence, more):
    number, cases = counts
    low, high = wilson(number, cases, confidence)
    wider = wilson(number, cases, confidence + more)
    assert (wider[0] <= low + 1e-12, wider[1] >= high - 1e-12) == (True, True)
    tenfold = wilson(10 * number, 10 * cases, confidence)
    assert tenfold[1] - tenfold[0] <= high - low + 1e-12


@given(COUNTS, st.floats(0.0, 1.0), st.sampled_from(["at_least", "at_most"]))
def test_one_error_more_never_makes_a_sample_better(counts, target, rule):
    number, cases = counts
    if number == cases:
        return
    order = {position(Verdict.NOT_MET): 0, position(Verdict.OPEN): 1, position(Verdict.MET): 2}
    told = [
        order[int(sample_verdict(codes(rule, Rule), *wilson(each, cases, 0.95), target, np.nan))]
        for each in (number, number + 1)
    ]
    assert told[0] >= told[1] if rule == "at_most" else told[0] <= told[1]
