"""The budgets that were computed by hand, through a workbook as an economist fills it."""

from datetime import date, datetime

import pytest

from schemas.text.amounts import ore_of
from tests.unit.macros.economy.economy_book import computed, copy, fill, make, months

NOW = datetime(2009, 1, 20, 9, 30)
JUNE, DECEMBER = date(2008, 6, 30), date(2008, 12, 31)
MOVED = [
    {"date": date(2008, 5, 1), "kind": "omdisponering", "from": "CKB", "to": "CBSI", "account": "Driftsbudget",
     "amount": 1_500_000, "reason": "Færre i tilbud"},
    {"date": date(2008, 6, 15), "kind": "tillægsbevilling", "to": "CKB", "account": "Driftsbudget",
     "amount": 400_000, "reason": "Tillægsbevilling, BR 12. juni"},
]  # fmt: skip


def m(millions):
    return ore_of(millions, 1_000_000)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("economy"))


@pytest.fixture
def book(made, tmp_path):
    return copy(made, tmp_path)


def used(book, budget_lines, as_of=JUNE, moved=MOVED):
    fill(book, "budget_lines", *budget_lines)
    fill(book, "reallocations", *moved)
    return computed(book, as_of, NOW)


def year_of_60(*actuals):
    """A budget of the year in one line, and what was used month by month."""
    year = {"centre": "CKB", "account": "Driftsbudget", "period": "2008", "budget": 60_000_000}
    used = [
        {"centre": "CKB", "account": "Driftsbudget", "period": f"2008-{month:02d}", "actual": actual}
        for month, actual in enumerate(actuals, start=1)
    ]
    return [year, *used]


@pytest.mark.parametrize("lines", [year_of_60(*[4_250_000] * 6), months("Driftsbudget", 5_000_000, 4_250_000, 6)])
def test_a_budget_is_corrected_and_measured(book, lines):
    tables, _ = used(book, lines)
    [row] = tables["budget_follow_up"]
    assert (row["year_budget"], row["reallocated"], row["supplementary"]) == (m(60), m(-1.5), m(0.4))
    assert (row["corrected"], row["budget"], row["actual"]) == (m(58.9), m(29.45), m(25.5))
    assert round(row["use"], 2) == 86.59
    assert round(row["year_use"], 2) == 43.29
    assert (row["remaining"], row["per_month"]) == (m(33.4), ore_of(33_400_000 / 6))


def test_a_reallocation_counts_from_its_day(book):
    tables, _ = used(book, months("Driftsbudget", 5_000_000, 4_250_000, 4), date(2008, 4, 30))
    [row] = tables["budget_follow_up"]
    assert (row["reallocated"], row["supplementary"], row["corrected"]) == (0, 0, m(60))


def test_a_year_that_goes_past_its_budget(book):
    for as_of, gone in ((JUNE, 6), (DECEMBER, 12)):
        tables, _ = used(book, year_of_60(*[5_200_000] * gone), as_of)
        [row] = tables["budget_follow_up"]
        assert row["forecast"] == m(62.4)
        assert round(row["forecast_use"], 2) == 105.94
        assert row["light"] == "red"


@pytest.mark.parametrize(
    ("account", "budget", "actual", "light"),
    [("Driftsbudget", 1_000_000, 1_090_000, "red"), ("Købsbudget", 1_000_000, 780_000, "red"),
     ("Driftsbudget", 1_000_000, 1_000_000, "green"), ("Købsbudget", 1_000_000, 850_000, "green"),
     ("Købsbudget", 1_000_000, 1_000_000.01, "red")],
)  # fmt: skip
def test_at_the_years_end_a_frame_is_kept_or_not(book, account, budget, actual, light):
    tables, _ = used(book, months(account, budget, actual), DECEMBER, [])
    [row] = tables["budget_follow_up"]
    assert (row["light"], row["verdict"]) == (light, "met" if light == "green" else "not_met")


def test_a_surplus_is_measured_against_its_part_of_the_net_budget(book):
    lines = [
        {"centre": "CKB", "account": "Driftsbudget", "period": "2008-H1", "budget": 90_000_000, "actual": 1},
        {"centre": "CKB", "account": "Statsrefusion", "period": "2008-H1", "budget": -10_000_000, "actual": -1},
        {"centre": "CKB", "account": "Driftsoverskud", "period": "2008-H1", "actual": 520_000},
    ]
    tables, _ = used(book, lines, JUNE, [])
    row = next(each for each in tables["budget_follow_up"] if each["account"] == "surplus")
    assert (row["budget"], row["actual"]) == (m(0.4), m(0.52))
    assert row["use"] == pytest.approx(130)
    assert "tabel 21" in row["note"]


def test_activity_moves_a_taxameter_budget(book):
    fill(
        book,
        "taxameters",
        {"centre": "CKB", "service": "Ydelsessager", "activity_unit": "sager", "fixed_grant": 12_000_000,
         "unit_price": 450, "budgeted_activity": 40_000, "actual_activity": 42_500},
    )  # fmt: skip
    lines = [
        {"centre": "CKB", "account": "Bevilling", "period": f"2008-{month:02d}", "actual": 2_600_000}
        for month in range(1, 13)
    ]
    tables, _ = used(book, lines, DECEMBER, [])
    [moved] = tables["taxameter_budgets"]
    assert (moved["original_budget"], moved["moved"], moved["moved_budget"]) == (m(30), m(1.125), m(31.125))
    assert (moved["use_original"], round(moved["use_moved"], 4)) == (pytest.approx(104), round(31.2 / 31.125 * 100, 4))
    assert "+2.500 sager" in moved["why"]
    [row] = tables["budget_follow_up"]
    assert (row["year_budget"], row["by_activity"], row["corrected"]) == (m(30), m(1.125), m(31.125))


def test_resources_follow_the_citizen(book):
    fill(
        book,
        "inflows",
        {"centre": "CKB", "target_group": "Kontanthjælp", "budgeted_persons": 1200, "average_price": 8500,
         "inflow": 660, "last_year_to_date": 600, "last_year": 1200},
    )  # fmt: skip
    tables, _ = used(book, months("Driftsbudget", 5_000_000, 4_250_000, 6), JUNE, [])
    [row] = tables["inflow_budgets"]
    assert row["expected_persons"] == 1320
    assert (row["budget"], row["expected_budget"], row["moved"]) == (m(10.2), m(11.22), m(1.02))


def uneven(account, factor, count=6):
    """A budget of half a million a month until June and one and a half after, used evenly above (or below) it."""
    return [
        {"centre": "CKB", "account": account, "period": f"2008-{month:02d}", "budget": budget,
         "actual": budget * factor if month <= count else None}
        for month, budget in enumerate([500_000] * 6 + [1_500_000] * 6, start=1)
    ]  # fmt: skip


@pytest.mark.parametrize(("account", "factor", "light"), [("Driftsbudget", 1.1, "red"), ("Købsbudget", 0.95, "green")])
def test_a_forecast_goes_by_how_the_budget_lies(book, account, factor, light):
    tables, _ = used(book, uneven(account, factor), JUNE, [])
    [row] = tables["budget_follow_up"]
    assert (row["forecast"], row["light"]) == (m(12 * factor), light)


def test_a_budget_to_date_does_not_depend_on_later_use(book):
    year = {"centre": "CKB", "account": "Driftsbudget", "period": "2008", "budget": 12_000}
    lines = [
        {"centre": "CKB", "account": "Driftsbudget", "period": "2008-01", "actual": 500},
        {"centre": "CKB", "account": "Driftsbudget", "period": "2008-06", "budget": 6_000},
    ]
    found = []
    for later in (None, 400):
        tables, _ = used(book, [year, lines[0], {**lines[1], "actual": later}], date(2008, 1, 31), [])
        found.append(tables["budget_follow_up"][0]["budget"])
    assert found == [ore_of(6_000 / 11), ore_of(6_000 / 11)]


def test_more_taken_than_there_was_is_red(book):
    moved = {**MOVED[0], "amount": 13_000_000}
    tables, codes = used(book, months("Driftsbudget", 1_000_000, 500_000), DECEMBER, [moved])
    [row] = tables["budget_follow_up"]
    assert (row["corrected"], row["light"]) == (m(-1), "red")
    assert "corrected_below_nothing" in codes


def test_a_reallocation_gives_an_account_its_budget(book):
    moved = {**MOVED[1], "account": "Pulje", "amount": 400_000}
    tables, _ = used(book, months("Driftsbudget", 1_000_000, 500_000, 6), JUNE, [moved])
    row = next(each for each in tables["budget_follow_up"] if each["account"] == "Pulje")
    assert (row["year_budget"], row["supplementary"], row["corrected"]) == (0, m(0.4), m(0.4))
