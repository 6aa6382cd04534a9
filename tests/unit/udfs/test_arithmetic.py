"""The arithmetic of section 5 on cases that an economist can read and edit: ``tests/cases/arithmetic.csv``."""

import csv
import math
from pathlib import Path

import pytest

from tests.unit.udfs.support import compute

CASES = Path(__file__).parents[2] / "cases" / "arithmetic.csv"
EXPECTED = {
    "level": "target",
    "to_date": "target_to_date",
    "difference": "difference",
    "attainment": "attainment",
    "forecast": "forecast",
    "run_rate": "forecast_run_rate",
    "seasonal": "forecast_seasonal",
    "required": "required",
    "required_max": "required_max",
}


def number(text):
    return float(text) if text else math.nan


with CASES.open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("case", ROWS, ids=lambda row: row["case"])
def test_case(case):
    found = compute(
        unit=case["unit"],
        measure=case["measure"],
        rule=case["rule"],
        basis=case["basis"],
        summary=case["summary"],
        profile=case["profile"],
        stated=number(case["target"]),
        stated_max=number(case["target_max"]),
        baseline=number(case["baseline"]),
        result=number(case["result"]),
        months=number(case["months"]),
        last_year_to_date=number(case["last_year_to_date"]),
        last_year=number(case["last_year"]),
        last_year_rest=number(case["last_year_rest"]),
        **{name: number(case[name]) for name in ("span", "counted", "tolerance") if case[name]},
    )
    expected = {name: number(case[column]) for column, name in EXPECTED.items()}
    assert {name: found[name] for name in expected} == pytest.approx(expected, nan_ok=True, rel=1e-12, abs=1e-9)
    assert (found["light"], found["verdict"]) == (case["light"], case["verdict"])


def test_shown_as_the_2008_report_prints_a_reduction():
    found = compute(rule="at_most", basis="change_pct", stated=-10.0, baseline=100.0, result=95.5, as_change=True)
    shown = (found["shown_target"], found["shown_result"], found["shown_difference"])
    assert shown == pytest.approx((10.0, 4.5, -5.5))


def test_a_growth_is_shown_in_its_own_direction():
    found = compute(basis="change_pct", stated=5.0, baseline=200.0, result=204.0, as_change=True)
    shown = (found["shown_target"], found["shown_result"], found["shown_difference"])
    assert shown == pytest.approx((5.0, 2.0, -3.0))


def test_no_data_is_never_green():
    assert compute(result=math.nan, months=0.0)["light"] == "none"
    assert compute(basis="change_pct", stated=-10.0, result=5.0)["light"] == "none"


def test_floating_point_noise_misses_no_target():
    mean = (95.1 + 94.9 + 95.0) / 3
    assert compute(result=mean, upper=100.0)["light"] == "green"
    assert compute(result=0.1 + 0.2, stated=0.3)["light"] == "green"
