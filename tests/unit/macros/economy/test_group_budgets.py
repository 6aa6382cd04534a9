"""Groups' budgets: the sum of their members', a surplus weighted by net budgets, reallocations that add up to nothing."""

from datetime import date, datetime

import pytest

from macros.steps.consolidating import consolidate
from macros.steps.new import new
from macros.steps.register import read_register
from schemas.frames import records
from schemas.tables import BudgetFollowUp
from schemas.text.amounts import ore_of
from schemas.words.vocabulary import words
from tests.unit.macros.economy.economy_book import HEADER, fill

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
