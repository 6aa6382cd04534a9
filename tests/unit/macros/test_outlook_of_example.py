"""The example of 2009 against figures that were computed by hand: requirements reached, and the test of a year ago."""

import json

import pytest

from macros.cli import main
from schemas.tables import Results


@pytest.fixture
def lines(workbook, capsys):
    path = workbook("Jobcenter Skelbækgade 2009 med tal")
    capsys.readouterr()
    assert main(["recalculate", str(path), "--as-of", "2009-06-30", "--json"]) == 0
    return {row["number"]: row for row in json.loads(capsys.readouterr().out)["results"]}


@pytest.mark.parametrize(
    ("number", "required", "reached"), [("1.2", 53.0, "4 af 18"), ("1.9", None, "13 af 18"), ("1.3", 102.4, "0 af 18")]
)
def test_how_often_the_required_level_was_reached(lines, number, required, reached):
    row = lines[number]
    if required is not None:
        assert row[Results.REQUIRED] == pytest.approx(required, abs=0.05)
    assert row[Results.REACHED] == reached


def test_a_year_ago_in_natural_numbers(lines):
    row = lines["1.3"]
    assert row[Results.BACKTEST_RUN_RATE] == pytest.approx(84.08, abs=0.005)
    assert row[Results.BACKTEST_CAME] == pytest.approx(85.41, abs=0.005)
    assert row[Results.BACKTEST_RUN_RATE] - row[Results.BACKTEST_CAME] == pytest.approx(-1.34, abs=0.005)
    assert row[Results.BACKTEST_SEASONAL] is None  # nothing is known of 2007
    assert row[Results.SHOWN_BACKTEST] == "prognose 84,1 %, blev 85,4 %"
    assert lines["3.3"][Results.SHOWN_BACKTEST] is None


def test_both_methods_stand_beside_the_forecast(lines):
    row = lines["1.2"]
    assert row[Results.FORECAST_RUN_RATE] == pytest.approx(664.0)
    assert row[Results.FORECAST_SEASONAL] == pytest.approx(626.84, abs=0.005)
    assert row[Results.FORECAST_LOW] < row[Results.FORECAST] < row[Results.FORECAST_HIGH]


def test_every_light_that_is_open_says_result_forecast_and_chance(lines):
    for row in lines.values():
        if row[Results.CHANCE] is None or row[Results.IMPOSSIBLE] == "yes":
            continue
        assert "ventes at ende på" in row[Results.REASON] and "chance" in row[Results.REASON], row[Results.NUMBER]
        assert row[Results.TO_NEXT_LIGHT]
