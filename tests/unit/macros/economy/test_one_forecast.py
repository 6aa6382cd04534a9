"""An account and the goal about its use have one forecast."""

from datetime import date, datetime

import pytest

from macros.steps.recalculating import recalculate
from tests.unit.macros.economy.economy_book import computed, copy, fill, make, months

NOW = datetime(2008, 7, 20, 9, 30)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("one"))


def test_the_accounts_forecast_is_the_goals(made, tmp_path):
    book = copy(made, tmp_path)
    lines = months("Bevilling", 5_000_000, 4_900_000, 6)
    for number, line in enumerate(lines[:6]):
        line["actual"] += (number % 3) * 130_000
    fill(book, "budget_lines", *lines)
    tables, _ = computed(book, date(2008, 6, 30), NOW)
    [row] = tables["budget_follow_up"]
    [goal] = recalculate(book, date(2008, 6, 30), NOW).results.to_dict("records")
    assert row["forecast_use"] == pytest.approx(goal["forecast"], abs=1e-6)
    assert (row["chance"], row["light"]) == (pytest.approx(goal["chance"]), goal["light"])
    for name in ("forecast", "forecast_low", "forecast_high"):
        assert row[name] / row["corrected"] * 100 == pytest.approx(goal[name], abs=1e-6)


def test_an_account_that_has_ended_is_what_was_used(made, tmp_path):
    book = copy(made, tmp_path)
    lines = months("Bevilling", 5_000_000, 4_912_345.67)
    fill(book, "budget_lines", *lines)
    tables, _ = computed(book, date(2008, 12, 31), NOW)
    [row] = tables["budget_follow_up"]
    assert row["forecast"] == row["actual"] == 12 * 491_234_567
