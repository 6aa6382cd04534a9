"""What a measure counts of a year: from January without a gap, each month once."""

from datetime import date, datetime

import pytest

from macros.steps.economy.counts import months_gone
from tests.unit.macros.economy.economy_book import computed, copy, fill, make

NOW = datetime(2008, 7, 20, 9, 30)
JUNE = date(2008, 6, 30)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("counts"))


@pytest.fixture
def book(made, tmp_path):
    path = copy(made, tmp_path)
    taxameter = {"centre": "CKB", "service": "Sager", "activity_unit": "sager", "unit_price": 1000}
    fill(path, "taxameters", {**taxameter, "budgeted_activity": 120, "measure": "cases"})
    fill(path, "inflows", {"centre": "CKB", "measure": "cases", "budgeted_persons": 120, "average_price": 1000})
    return path


def observed(book, *pairs, as_of=JUNE):
    lines = [{"centre": "CKB", "measure": "cases", "period": period, "value": value} for period, value in pairs]
    fill(book, "observations", *lines)
    tables, _ = computed(book, as_of, NOW)
    [budget], [inflow] = tables["taxameter_budgets"], tables["inflow_budgets"]
    return budget, inflow


def months(first, last, value=10, year=2008):
    return [(f"{year}-{month:02d}", value) for month in range(first, last + 1)]


def test_all_months_on_plan_move_nothing(book):
    budget, inflow = observed(book, *months(1, 6), *months(1, 12, 20, 2007))
    assert (budget["moved"], inflow["inflow"], inflow["expected_persons"]) == (0, 60, 120)


def test_a_month_that_two_lines_cover_counts_once(book):
    budget, inflow = observed(book, *months(1, 6), ("2008-Q1", 30), *months(1, 12, 20, 2007))
    assert (budget["moved"], inflow["inflow"]) == (0, 60)


def test_what_comes_after_a_gap_is_not_counted(book):
    budget, inflow = observed(book, *months(1, 2), *months(4, 6), *months(1, 12, 20, 2007))
    assert (budget["moved"], budget["why"].startswith("Til og med februar")) == (0, True)
    assert (inflow["inflow"], inflow["last_year_to_date"], inflow["expected_persons"]) == (20, 40, 120)


def test_a_date_before_the_year_counts_nothing(book):
    budget, inflow = observed(book, *months(1, 12, 20, 2007), as_of=date(2007, 12, 31))
    assert (budget["moved"], inflow["inflow"] != inflow["inflow"]) == (0, True)


@pytest.mark.parametrize(
    ("day", "gone"),
    [(date(2007, 6, 1), 0), (date(2008, 1, 15), 0), (date(2008, 1, 31), 1), (date(2008, 12, 31), 12), (date(2009, 3, 1), 12)],
)  # fmt: skip
def test_whole_months_gone(day, gone):
    assert months_gone(day, 2008) == gone
