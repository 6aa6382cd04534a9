"""Groups' budgets: the sum of their members', a surplus weighted by net budgets, reallocations that add up to nothing."""

from datetime import date, datetime

import pytest

from macros.steps.consolidating import consolidate
from macros.steps.contract_year import light_rule
from macros.steps.economy.accounts_asked import AccountsAsked
from macros.steps.economy.group_budgets import group_budgets
from macros.steps.new import new
from macros.steps.register import read_register
from schemas.frames import records
from schemas.parameters import shipped
from schemas.reading import empty, frame_of
from schemas.tables import Accounts, BudgetFollowUp, BudgetLines, Results
from schemas.text.amounts import ore_of
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from tests.unit.macros.economy.economy_book import HEADER, fill
from udfs.economy.budget_years import budget_years
from udfs.forecasting.outlook import nothing_learned

NOW = datetime(2008, 7, 20, 9, 30)
JUNE = date(2008, 6, 30)
NET = {"CKB": (80, 520_000), "CAB": (60, 298_300), "CBSI": (40, 70_000)}
SURPLUS = "operating_surplus;pct.;mindst;100;;andel (tæller/nævner);samme hele året"
LINE = "2008;{centre};1;Økonomi;Resultatmål (R);Driftsoverskud;" + SURPLUS


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """The three employment centres of table 21, with half a year's net budgets and surpluses."""
    folder = tmp_path_factory.mktemp("three")
    register = folder / "register.csv"
    register.write_text("\r\n".join([HEADER, *(LINE.format(centre=name) for name in NET)]), encoding="utf-8-sig")
    new(read_register(str(register), words()), None, folder, words())
    moved = {"date": date(2008, 5, 1), "from": "CKB", "to": "CBSI", "account": "Driftsbudget", "amount": 0.05}
    for centre, (net, surplus) in NET.items():
        path = folder / f"{centre} 2008.xlsx"
        half = {"centre": centre, "period": "2008-H1"}
        fill(
            path,
            "budget_lines",
            half | {"account": "Driftsbudget", "budget": net * 1_000_000, "actual": net * 900_000},
            half | {"account": "Driftsoverskud", "actual": surplus},
            {"centre": centre, "account": "Driftsbudget", "period": "2008-H2", "budget": net * 1_000_000},
        )
        fill(path, "reallocations", moved)
    return [folder / f"{centre} 2008.xlsx" for centre in NET]


def test_a_surplus_is_weighted_by_net_budgets(three):
    done = consolidate(three, JUNE, NOW.date(), words())
    rows = {(row["centre"], row["account"]): row for row in records(done.economy.frame(BudgetFollowUp))}
    group = rows["Beskæftigelsescentrene", "surplus"]
    assert (group["budget"], group["actual"]) == (ore_of(900_000), ore_of(888_300))
    assert group["use"] == pytest.approx(98.7)
    assert group["note"].startswith("Summen af CKB, CAB, CBSI. Måltallet er 0,5 pct.")
    assert group["limits"] == "Mål Driftsoverskud"
    [goal] = [row for row in records(done.groups) if row["centre"] == "Beskæftigelsescentrene"]
    assert (goal["result"], goal["difference"]) == (pytest.approx(98.7), pytest.approx(-1.3))


def test_a_total_is_the_sum_of_its_parts_and_transfers_add_up_to_nothing(three):
    done = consolidate(three, JUNE, NOW.date(), words())
    rows = [row for row in records(done.economy.frame(BudgetFollowUp)) if row["account"] == "operating"]
    parts = [row for row in rows if row["centre"] in NET]
    assert sum(row["reallocated"] for row in parts) == 0
    assert {row["reallocated"] for row in parts} == {-5, 0, 5}
    for whole in (row for row in rows if row["centre"] not in NET):
        for name in ("year_budget", "corrected", "budget", "actual", "remaining"):
            assert whole[name] == sum(row[name] for row in parts)


YEAR_2008 = "2008"


def asked(centre, *lines, accounts=(), **parameters):
    """The budgets of one workbook: (account, period, budget, actual) in whole øre."""
    rows = [
        {"centre": centre, "account": account, "period": parse_period(period), "budget": budget, "actual": actual}
        for account, period, budget, actual in lines
    ]
    frame = frame_of(BudgetLines, rows)
    konti = frame_of(Accounts, list(accounts))
    years = budget_years(frame, konti, 2008)
    values = {"purchase_floor": 85.0, "purchase_ceiling": 100.0, "budget_ceiling": 100.0, "surplus_rate": 0.5}
    return AccountsAsked(
        years, frame, konti, empty(Results), values | parameters, 2008, JUNE, light_rule(shipped()), nothing_learned()
    )


def months_of(account, budget, actual, count=6):
    return [(account, f"2008-{month:02d}", budget, actual) for month in range(1, count + 1)]


def grouped(*parts, groups=None):
    names = [key[0] for part in parts for key in part.years.keys]
    found = group_budgets(parts, groups or {"Gruppen": list(dict.fromkeys(names))}, empty(Results), words())
    return {row["account"]: row for row in records(found.frame)}, [issue.code for issue in found.issues]


def test_a_member_with_a_year_line_counts_as_one_with_months():
    ckb = asked("CKB", ("operating", YEAR_2008, 1200, None), *months_of("operating", None, 95))
    cab = asked("CAB", *months_of("operating", 100, 95, 12))
    rows, _ = grouped(ckb, cab)
    assert (rows["operating"]["budget"], rows["operating"]["actual"], rows["operating"]["use"]) == (1200, 1140, 95)
    rows, _ = grouped(ckb, asked("CAB", ("operating", YEAR_2008, 1200, None), *months_of("operating", None, 95)))
    assert (rows["operating"]["budget"], rows["operating"]["use"]) == (1200, 95)


def test_a_member_that_had_the_account_last_year_only_is_none():
    old = asked("CBSI", ("operating", "2007-01", 5, 5))
    rows, _ = grouped(*(asked(name, *months_of("operating", 100, 95)) for name in ("CKB", "CAB")), old)
    assert rows["operating"]["actual"] == 1140
    assert rows["operating"]["note"].startswith("Summen af CKB, CAB.")


def test_members_that_say_the_same_of_an_account_say_it_of_the_group():
    income = {"account": "Husleje", "kind": "income"}
    pool = {"account": "Pulje", "floor": 70.0, "ceiling": 90.0}
    lines = [*months_of("Husleje", -100, -110, 12), *months_of("Pulje", 100, 80, 12)]
    rows, _ = grouped(*(asked(name, *lines, accounts=[income, pool]) for name in ("CKB", "CAB")))
    assert (rows["Husleje"]["floor"], rows["Husleje"]["light"]) == (100, "green")
    assert (rows["Pulje"]["floor"], rows["Pulje"]["ceiling"]) == (70, 90)


def test_other_limits_in_the_workbooks_are_said():
    one, other = (
        asked(name, *months_of("operating", 100, 95), budget_ceiling=limit)
        for name, limit in (("CKB", 100), ("CAB", 80))
    )
    assert grouped(one, other)[1] == ["group_limits_differ"]


def test_a_group_with_a_workbook_of_its_own_has_one_line():
    own = asked("Gruppen", *months_of("operating", 50, 50))
    parts = [*(asked(name, *months_of("operating", 100, 95)) for name in ("CKB", "CAB")), own]
    groups = {"Gruppen": ["CKB", "CAB"], "I alt": ["CKB", "CAB", "Gruppen"]}
    found = records(group_budgets(parts, groups, empty(Results), words()).frame)
    assert [(row["centre"], row["actual"]) for row in found] == [("I alt", 1140)]
