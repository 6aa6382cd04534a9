"""The follow-up of services on cases that an economist can read and edit: ``tests/cases/services*.csv``."""

import csv
from pathlib import Path

import pytest

from macros.steps.economy.services import service_variances
from macros.steps.economy.trade import trade
from schemas.economy_codes import ServiceLevel
from schemas.frames import is_missing, records
from schemas.reading import frame_of
from schemas.service_pairs import own_parties
from schemas.tables import Centres, Services, ServiceVariances, Trade
from schemas.text.amounts import ore_of
from schemas.words.vocabulary import words

CASES = Path(__file__).parents[2] / "cases"
YEAR = 2007
CENTRES = frame_of(
    Centres,
    [
        {Centres.CENTRE: "Jobcenter A", Centres.GROUP: "Jobcenter København", Centres.SHORT_NAME: "JKA"},
        {Centres.CENTRE: "CKB", Centres.GROUP: "Beskæftigelsescentrene"},
        {Centres.CENTRE: "Ydelsesservice"},
    ],
)
AMOUNTS = {
    "budget": ServiceVariances.BUDGET,
    "cost": ServiceVariances.COST,
    "deviation": ServiceVariances.DEVIATION,
    "price": ServiceVariances.PRICE,
    "volume": ServiceVariances.VOLUME,
    "pure_volume": ServiceVariances.PURE_VOLUME,
    "mix": ServiceVariances.MIX,
    "unit_price": ServiceVariances.UNIT_PRICE,
    "unit_cost": ServiceVariances.UNIT_COST,
}
KNOWN_BY = {
    ServiceLevel.LINE: ServiceVariances.SERVICE,
    ServiceLevel.SERVICE: ServiceVariances.SERVICE,
    ServiceLevel.COURSE: ServiceVariances.SERVICE,
    ServiceLevel.ELEMENT: ServiceVariances.ELEMENT,
    ServiceLevel.PROVIDER: ServiceVariances.PROVIDER,
    ServiceLevel.CENTRE: ServiceVariances.CENTRE,
}


def table(name):
    with (CASES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def line(row, year=YEAR):
    return {
        Services.YEAR: year,
        Services.CENTRE: row["centre"],
        Services.SERVICE: row["service"],
        Services.ELEMENT: row["element"],
        Services.PURCHASER: row["purchaser"] or None,
        Services.PROVIDER: row["provider"] or None,
        Services.ACTIVITY_UNIT: row["unit"] or None,
        Services.UNIT_PRICE: ore(row["price"]),
        Services.BUDGETED_ACTIVITY: float(row["budgeted"] or "nan"),
        Services.ACTUAL_ACTIVITY: float(row["actual"] or "nan"),
        Services.ACTUAL_COST: ore(row["cost"]),
    }


def ore(text):
    return ore_of(text) if text else None


def catalogue(case, year=YEAR):
    return frame_of(Services, [line(row, year) for row in table("services.csv") if row["case"] == case])


def known(value):
    return None if is_missing(value) else value


def found(frame, level, what=""):
    """The one line of a level."""
    rows = [row for row in records(frame) if row[ServiceVariances.LEVEL] == level]
    if what:
        rows = [row for row in rows if row[KNOWN_BY[ServiceLevel(level)]] == what]
    assert len(rows) == 1
    return rows[0]


EXPECTED = table("services_expected.csv")


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: " ".join((row["case"], row["level"], row["what"])))
def test_variances(row):
    one = found(service_variances(catalogue(row["case"]), YEAR, words()), row["level"], row["what"])
    got = {name: known(one[field]) for name, field in AMOUNTS.items()}
    assert got == {name: ore(row[name]) for name in AMOUNTS}
    note = one[ServiceVariances.NOTE]
    assert row["note"] in note if row["note"] else note is None


@pytest.mark.parametrize("case", sorted({row["case"] for row in table("services_trade.csv")}))
def test_trade(case):
    frame = trade(catalogue(case), own_parties(CENTRES), YEAR, words())
    expected = [row for row in table("services_trade.csv") if row["case"] == case]
    names = (Trade.LINE, Trade.PURCHASER, Trade.PROVIDER, Trade.IS_INTERNAL)
    amounts = (Trade.PURCHASE, Trade.INCOME, Trade.COST, Trade.PROVIDER_RESULT, Trade.NET)
    got = [[row[each] for each in names] + [known(row[each]) for each in amounts] for row in records(frame)]
    keys = ("line", "purchaser", "provider", "own"), ("purchase", "income", "cost", "provider_result", "net")
    assert got == [[row[key] or None for key in keys[0]] + [ore(row[key]) for key in keys[1]] for row in expected]
    assert frame[Trade.NOTE].isna().all()


def test_lines_without_figures_or_parties_are_left_out_of_trade_and_said():
    lines = [line(row) for row in table("services.csv") if row["case"] == "trade"]
    open_line = {**lines[0], Services.SERVICE: "Andet", Services.ACTUAL_COST: None}
    nobody = {**lines[0], Services.SERVICE: "Tredje", Services.PROVIDER: None}
    rows = records(trade(frame_of(Services, [*lines, open_line, nobody]), own_parties(CENTRES), YEAR, words()))
    assert rows[-1][Trade.NET] == 135_000_000
    assert "1 af 2" in rows[-1][Trade.NOTE] and rows[-1][Trade.NOTE].endswith("der ikke er med: 1")


def test_an_own_provider_is_known_by_its_short_name_its_group_and_the_name_of_its_kind():
    lines = [line(row) for row in table("services.csv") if row["case"] == "trade"]
    for name, own in (("JKA", "yes"), ("beskæftigelsescentrene", "yes"), ("Ydelsesservice", "yes"), ("AOF", "no")):
        rows = records(
            trade(frame_of(Services, [{**lines[0], Services.PROVIDER: name}]), own_parties(CENTRES), YEAR, words())
        )
        assert rows[0][Trade.IS_INTERNAL] == own, name


def test_lines_of_another_year_do_not_count():
    both = frame_of(Services, [*records(catalogue("SVC-PV")), *records(catalogue("SVC-MIX", year=YEAR - 1))])
    frame = service_variances(both, YEAR, words())
    assert found(frame, "total")[ServiceVariances.BUDGET] == 10_000_000
    assert len(service_variances(both, YEAR + 1, words())) == 0
    assert len(trade(both, own_parties(CENTRES), YEAR + 1, words())) == 0


def test_unit_costs_and_mix_are_held_against_those_of_all_centres():
    """Two centres buy A and B of the same provider: 30 and 10 weeks, and 10 and 10."""
    rows = [
        {"centre": "Nord", "service": "A", "price": "100", "actual": "30", "cost": "3300"},
        {"centre": "Nord", "service": "B", "price": "100", "actual": "10", "cost": "1000"},
        {"centre": "Syd", "service": "A", "price": "100", "actual": "10", "cost": "900"},
        {"centre": "Syd", "service": "B", "price": "100", "actual": "10", "cost": "1000"},
    ]
    same = {"element": "offer", "purchaser": "", "provider": "CKB", "unit": "uger", "budgeted": "10"}
    frame = service_variances(frame_of(Services, [line({**same, **row}) for row in rows]), YEAR, words())
    services = [row for row in records(frame) if row[ServiceVariances.LEVEL] == ServiceLevel.SERVICE]
    columns = (ServiceVariances.UNIT_COST, ServiceVariances.AVERAGE_UNIT_COST)
    assert [[row[each] for each in columns] for row in services] == [
        [11000, 10500],
        [10000, 10000],
        [9000, 10500],
        [10000, 10000],
    ]
    assert [row[ServiceVariances.COST_INDEX] for row in services] == pytest.approx([110 / 1.05, 100, 90 / 1.05, 100])
    assert [row[ServiceVariances.ACTIVITY_SHARE] for row in services] == pytest.approx([75, 25, 50, 50])
    assert [row[ServiceVariances.AVERAGE_SHARE] for row in services] == pytest.approx([200 / 3, 100 / 3] * 2)
    elements = [row for row in records(frame) if row[ServiceVariances.LEVEL] == ServiceLevel.ELEMENT]
    assert [row[ServiceVariances.UNIT_COST] for row in elements] == [10750, 9500]
    assert [row[ServiceVariances.AVERAGE_UNIT_COST] for row in elements] == [10333, 10333]
    assert [row[ServiceVariances.COST_INDEX] for row in elements] == pytest.approx(
        [10750 / (310 / 3), 9500 / (310 / 3)]
    )


def test_the_index_of_a_provider_is_the_mix_of_services_apart():
    """CAB has a cheap service too, which CKB has not: its mean a week is the lower, and yet it is the dearer of the two."""
    same = {"centre": "Nord", "element": "offer", "purchaser": "", "unit": "uger", "budgeted": "10", "price": "100"}
    rows = [("A", "CKB", "10", "9000"), ("A", "CAB", "10", "11000"), ("B", "CAB", "90", "9000")]
    lines = [
        line({**same, "service": service, "provider": by, "actual": actual, "cost": cost})
        for service, by, actual, cost in rows
    ]
    frame = service_variances(frame_of(Services, lines), YEAR, words())
    index = {
        row[ServiceVariances.PROVIDER]: row[ServiceVariances.COST_INDEX]
        for row in records(frame)
        if row[ServiceVariances.LEVEL] == ServiceLevel.PROVIDER
    }
    assert index == pytest.approx({"CKB": 9000 / 10000 * 100, "CAB": 20000 / 19000 * 100})
    assert found(frame, "centre")[ServiceVariances.COST_INDEX] == pytest.approx(100.0)


def test_a_line_shows_the_mix_of_its_provider():
    """CKB gives 30 weeks of A and 10 of B, CAB 10 of each: their mix, and that of all, can be compared."""
    same = {
        "centre": "Nord",
        "element": "offer",
        "purchaser": "",
        "unit": "uger",
        "budgeted": "10",
        "price": "100",
        "cost": "9",
    }
    rows = [("A", "CKB", "30"), ("B", "CKB", "10"), ("A", "CAB", "10"), ("B", "CAB", "10")]
    lines = [line({**same, "service": service, "provider": by, "actual": actual}) for service, by, actual in rows]
    frame = service_variances(frame_of(Services, lines), YEAR, words())
    each = [row for row in records(frame) if row[ServiceVariances.LEVEL] == ServiceLevel.LINE]
    assert [row[ServiceVariances.ACTIVITY_SHARE] for row in each] == pytest.approx([75, 25, 50, 50])
    assert [row[ServiceVariances.AVERAGE_SHARE] for row in each] == pytest.approx([200 / 3, 100 / 3] * 2)


def test_an_empty_catalogue_has_no_lines():
    nothing = frame_of(Services, [])
    assert len(service_variances(nothing, YEAR, words())) == 0
    assert len(trade(nothing, own_parties(CENTRES), YEAR, words())) == 0
