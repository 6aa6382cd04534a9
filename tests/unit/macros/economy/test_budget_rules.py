"""What an economist may type wrongly about budgets: each is said, and nothing is computed of what is an error."""

from datetime import date, datetime

import pytest

from macros.steps.recalculating import recalculate
from schemas.errors import RefusedError
from tests.unit.macros.economy.economy_book import computed, copy, fill, make, months

NOW = datetime(2008, 7, 20, 9, 30)
JUNE = date(2008, 6, 30)
DAY = date(2008, 5, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("rules"))


@pytest.fixture
def book(made, tmp_path):
    return copy(made, tmp_path)


def line(account="Driftsbudget", period="2008-01", **amounts):
    return {"centre": "CKB", "account": account, "period": period, **amounts}


def moved(**fields):
    return {"date": DAY, "kind": "omdisponering", "account": "Driftsbudget", "amount": 1000, **fields}


REFUSED = [
    ("budget_lines", [line(budget=-5)], "negative_budget"),
    ("budget_lines", [line("Købsbudget", budget=-5)], "negative_budget"),
    ("budget_lines", [line("Statsrefusion", budget=5)], "income_above_nothing"),
    ("budget_lines", [line(budget=5), line(budget=6)], "duplicate_budget_line"),
    ("budget_lines", [line("Pulje A", budget=5), line("Pulje A ", budget=6)], "duplicate_budget_line"),
    ("budget_lines", [line("Pulje A", budget=5), line("Pulje  A", budget=6)], "duplicate_budget_line"),
    ("budget_lines", [line("I alt:", budget=5)], "account_is_total"),
    ("reallocations", [moved(to="CAB")], "reallocation_unbalanced"),
    ("reallocations", [{**moved(to="CKB"), "kind": None}], "reallocation_unbalanced"),
    ("reallocations", [moved(kind="tillægsbevilling", to="CKB", **{"from": "CAB"})], "grant_sides"),
    ("reallocations", [moved(kind="tillægsbevilling")], "grant_sides"),
    ("reallocations", [moved(to="CKB", **{"from": "CKB"})], "reallocation_to_itself"),
    ("reallocations", [moved(to="CAB", amount=-5, **{"from": "CKB"})], "reallocation_sign"),
    ("reallocations", [moved(to="CAB", date=date(2007, 5, 1), **{"from": "CKB"})], "reallocation_other_year"),
    ("reallocations", [moved(to="CAB", **{"from": "CKB"})] * 2, "duplicate_reallocation"),
    ("reallocations", [moved(to="CABB", **{"from": "CKB"})], "unknown_centre"),
    ("reallocations", [moved(to="CAB", amount=None, **{"from": "CKB"})], "missing_value"),
    ("accounts", [{"account": "Driftsbudget"}] * 2, "duplicate_account"),
    ("accounts", [{"account": "Driftsbudget", "profile": "i egne tolvtedele", "month_1": 11}], "twelfths_not_twelve"),
    ("accounts", [{"account": "Driftsbudget", "floor": 100, "ceiling": 90}], "limits_crossed"),
    ("taxameters", [{"centre": "CKB", "budgeted_activity": 5}], "activity_without_price"),
    ("taxameters", [{"centre": "CKB", "unit_price": 5}], "missing_value"),
    ("taxameters", [{"centre": "CKB", "budgeted_activity": 5, "unit_price": 5}] * 2, "duplicate_taxameter"),
    ("taxameters", [{"centre": "CKB", "budgeted_activity": 1e9, "unit_price": 1e9}], "amount_too_large"),
    ("taxameters", [{"centre": "CKBB", "budgeted_activity": 1, "unit_price": 1}], "unknown_centre"),
    ("inflows", [{"centre": "CKB", "budgeted_persons": 1e17, "average_price": 5}], "amount_too_large"),
    ("inflows", [{"centre": "CKB", "budgeted_persons": 5}], "missing_value"),
    ("services", [{"year": 2008, "centre": "Ukendt Firma", "service": "S", "element": "Tilbud"}], "unknown_centre"),
    ("taxameters", [{"centre": "CKB", "budgeted_activity": -5, "unit_price": 5}], "below_nothing"),
    ("inflows", [{"centre": "CKB", "budgeted_persons": 5, "average_price": -5}], "below_nothing"),
    (
        "accounts",
        [{"account": "Driftsbudget", "profile": "i egne tolvtedele", "month_1": -1, "month_2": 13}],
        "below_nothing",
    ),
    (
        "taxameters",
        [{"centre": "CKB", "budgeted_activity": 5, "unit_price": 5, "through": "2007-06"}],
        "taxameter_other_year",
    ),
]


@pytest.mark.parametrize(
    ("table", "rows", "code"), REFUSED, ids=[f"{code}-{at}" for at, (*_, code) in enumerate(REFUSED)]
)
def test_refused(book, table, rows, code):
    fill(book, table, *rows)
    before = book.read_bytes()
    with pytest.raises(RefusedError) as error:
        recalculate(book, JUNE, NOW)
    found = [issue for issue in error.value.issues if issue.code == code]
    assert found
    assert found[0].place.sheet and found[0].place.cell
    assert book.read_bytes() == before


YEAR = months("Driftsbudget", 5_000_000, 4_000_000, 6)
WARNED = [
    ("budget_lines", [*YEAR[:5], {**YEAR[5], "budget": 5_000}, *YEAR[6:]], "budget_other_scale"),
    ("budget_lines", [line(budget=4150, actual=4_150_000)], "budget_other_scale"),
    ("budget_lines", months("Driftsbudget", 5_000_000, 4_250, 6), "budget_other_scale"),
    ("budget_lines", [line("Pulje A", budget=5), line("pulje a", budget=6)], "account_written_otherwise"),
    ("budget_lines", [*YEAR, line(period="2008", budget=58_000_000)], "budget_not_the_sum"),
    ("accounts", [{"account": "Driftsbudget", "month_1": 12}], "twelfths_unused"),
    ("reallocations", [moved(to="CAB", account="Købsbudget", **{"from": "CKB"})], "corrected_below_nothing"),
    ("budget_lines", [*YEAR, line("Driftsoverskud", "2008-06", budget=77, actual=80)], "surplus_typed"),
    ("inflows", [{"centre": "CKB", "budgeted_persons": 5, "average_price": 5}], "inflow_unknown"),
    ("accounts", [{"account": "Puljen"}], "account_not_budgeted"),
    (
        "forecasts_made",
        [{"centre": "CKB", "account": "Puljen", "made_on": DAY, "year": 2008, "amount": 5}],
        "account_not_budgeted",
    ),
]


def test_income_of_the_users_own_has_a_minus(book):
    fill(book, "accounts", {"account": "Husleje", "kind": "indtægt"})
    fill(book, "budget_lines", line("Husleje", "2008", budget=4800))
    assert computed(book, JUNE, NOW)[1].count("own_income_above_nothing") == 1
    fill(book, "budget_lines", line("Husleje", "2008", budget=-4800))
    assert "own_income_above_nothing" not in computed(book, JUNE, NOW)[1]


@pytest.mark.parametrize(("table", "rows", "code"), WARNED, ids=[code for *_, code in WARNED])
def test_warned_once(book, table, rows, code):
    fill(book, table, *rows)
    _, codes = computed(book, JUNE, NOW)
    assert code in codes if len(rows) > 8 else codes.count(code) == 1


def test_a_sound_year_raises_nothing_about_budgets(book):
    fill(book, "budget_lines", *YEAR)
    fill(book, "accounts", {"account": "Driftsbudget", "profile": "jævnt over året"})
    fill(book, "reallocations", moved(to="CAB", **{"from": "CKB"}))
    assert computed(book, JUNE, NOW)[1] == ["no_observation"]  # of the goal about the grant, which has no lines
