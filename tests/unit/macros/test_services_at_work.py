"""The service catalogue through the command line: filled in two workbooks, recalculated, brought together."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from macros.steps.new import new
from macros.steps.register import read_register
from schemas.reading import read_table
from schemas.tables import RewardBasis, Services, ServiceVariances, Trade
from schemas.words.vocabulary import words
from tests.unit.macros.command_line import run
from workbook.closed.book import ClosedBook

REGISTERS = Path(__file__).parents[3] / "workbook" / "registers"
NORD, SYD = "Jobcenter Nyropsgade", "Jobcenter Musvågevej"
FIELDS = (
    Services.YEAR, Services.CENTRE, Services.SERVICE, Services.ELEMENT, Services.PURCHASER, Services.PROVIDER,
    Services.ACTIVITY_UNIT, Services.UNIT_PRICE, Services.BUDGETED_ACTIVITY, Services.ACTUAL_ACTIVITY,
    Services.ACTUAL_COST, Services.GOALS,
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two workbooks of a register of a goal each."""
    folder = tmp_path_factory.mktemp("made")
    [header, first, *_] = csv.reader(
        (REGISTERS / "2009.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"
    )
    rows = [
        header,
        *(
            [centre if name == "Center" else value for name, value in zip(header, first, strict=True)]
            for centre in (NORD, SYD)
        ),
    ]
    register = folder / "register.csv"
    register.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    new(read_register(str(register), words()), None, folder, words())
    return folder


@pytest.fixture
def book(made, tmp_path):
    """A copy of a centre's workbook with lines of its service catalogue, as they would be typed."""

    def fill(centre, *lines):
        path = tmp_path / f"{centre}.xlsx"
        path.write_bytes((made / f"{centre} 2009.xlsx").read_bytes())
        rows = [(2009, centre, *line) for line in lines]
        columns = {
            words().title(Services, field): pd.Series([row[place] for row in rows], dtype=object)
            for place, field in enumerate(FIELDS)
        }
        with ClosedBook(path) as opened:
            opened.write(Services.name, pd.DataFrame(columns))
            opened.save()
        return path

    return fill


def offers(centre, a_cost=520000.0, goals=None):
    """The example of price, volume and mix: two offers of CKB."""
    return (
        ("A", "Tilbud", centre, "CKB", "uger", 10000.0, 60.0, 50.0, a_cost, goals),
        ("B", "Tilbud", centre, "CKB", "uger", 4000.0, 40.0, 70.0, 266000.0, None),
    )


def of_level(lines, level):
    return [line for line in lines if line["level"] == level]


def test_a_workbook_is_recalculated(book, capsys):
    path = book(
        NORD, *offers(NORD, goals="1.9"), ("Gratis", "Tilbud", NORD, "AOF", "uger", None, 5.0, None, None, None)
    )
    code, text = run(capsys, "recalculate", path, "--as-of", "30-06-2009", "--json")
    told = json.loads(text)
    assert code == 0
    found = {issue["code"]: issue["cell"] for issue in told["issues"] if issue["sheet"] == "Ydelseskatalog"}
    assert found == {"service_goal": "J5", "service_without_price": "F7"}
    [total] = of_level(told["services"], "total")
    assert (total["budget"], total["cost"], total["cost_deviation"]) == (760000.0, 786000.0, 26000.0)
    assert (total["price_variance"], total["pure_volume"], total["mix"]) == (6000.0, 152000.0, -132000.0)
    assert "1 af 3 linjer mangler tal" in total["note"]
    assert {line["service"]: line["mix"] for line in of_level(told["services"], "line")} == {
        "A": -220000.0, "B": 88000.0, "Gratis": None,
    }  # fmt: skip
    with ClosedBook(path) as opened:
        sheet = read_table(ServiceVariances, opened.read(ServiceVariances.name), words()).frame
        trade = read_table(Trade, opened.read(Trade.name), words()).frame
    assert len(sheet) == len(told["services"])
    assert sheet[ServiceVariances.MIX].iloc[0] == -13_200_000
    assert trade[Trade.NET].iloc[-1] == 78_600_000
    assert trade[Trade.PURCHASE].iloc[-1] - trade[Trade.PROVIDER_RESULT].iloc[-1] == trade[Trade.NET].iloc[-1]


def test_all_centres_are_compared(book, tmp_path, capsys):
    paths = [book(NORD, *offers(NORD)), book(SYD, *offers(SYD, a_cost=480000.0))]
    out = tmp_path / "samlet.xlsx"
    code, text = run(capsys, "consolidate", *paths, "--out", out, "--as-of", "30-06-2009", "--json")
    services = json.loads(text)["services"]
    assert code == 0
    [total] = of_level(services, "total")
    assert (total["budget"], total["cost"], total["mix"]) == (1520000.0, 1532000.0, -264000.0)
    assert [line["centre"] for line in of_level(services, "centre")] == [NORD, SYD]
    own = {line["centre"]: line for line in of_level(services, "service") if line["service"] == "A"}
    assert own[NORD]["average_unit_cost"] == own[SYD]["average_unit_cost"] == 10000.0
    assert (own[NORD]["cost_index"], own[SYD]["cost_index"]) == (pytest.approx(104.0), pytest.approx(96.0))
    [provider] = of_level(services, "provider")
    assert (provider["provider"], provider["cost"]) == ("CKB", 1532000.0)
    with ClosedBook(out) as opened:
        trade = read_table(Trade, opened.read(Trade.name), words()).frame
        assert len(read_table(ServiceVariances, opened.read(ServiceVariances.name), words()).frame) == len(services)
    assert trade[Trade.LINE].tolist() == ["pair", "pair", "purchaser", "purchaser", "provider", "total"]
    assert trade[Trade.NET].iloc[-1] == 153_200_000
    assert set(trade[Trade.IS_INTERNAL].dropna()) == {"yes"}


def placement(*figures):
    """What SYD provides to NORD: price, budgeted and actual activity, cost."""
    return ("Praktik", "placement", NORD, SYD, "forløb", *figures, None)


def test_a_trade_in_both_workbooks_counts_once_and_the_provider_knows_its_activity(book, tmp_path, capsys):
    of_nord, of_syd = placement(1000.0, 10.0, 9.0, 9500.0), placement(1000.0, 10.0, 12.0, 12500.0)
    own = ("Kontakt", "contact", NORD, NORD, "samtaler", 100.0, 5.0, 5.0, 500.0, None)
    paths = [book(NORD, of_nord, own), book(SYD, of_syd)]
    for path in paths:
        with ClosedBook(path) as opened:
            title = words().title(RewardBasis, RewardBasis.PERIOD)
            columns = [words().title(RewardBasis, each) for each in (RewardBasis.OWN, RewardBasis.BENCHMARK)]
            typed = {title: ["2008", "2009"], columns[0]: [21000.0, 19530.0], columns[1]: [30000.0, 28800.0]}
            opened.write(RewardBasis.name, pd.DataFrame(typed, dtype=object))
            opened.save()
    out = tmp_path / "samlet.xlsx"
    code, text = run(capsys, "consolidate", *paths, "--out", out, "--as-of", "30-06-2009", "--json")
    told = json.loads(text)
    assert code == 0
    [total] = of_level(told["services"], "total")
    assert (total["budget"], total["cost"], total["cost_deviation"]) == (10500.0, 13000.0, 2500.0)
    assert [line["service"] for line in of_level(told["services"], "line")] == ["Kontakt", "Praktik"]
    with ClosedBook(out) as opened:
        trade = read_table(Trade, opened.read(Trade.name), words()).frame
    assert trade[Trade.COST].iloc[-1] == 1_300_000
    assert trade[Trade.INCOME].iloc[-1] == 1_250_000
    shares = {line["centre"]: line["activity"] for line in told["reward"] if line["reward_line"] == "share"}
    assert shares == {NORD: 500.0, SYD: 12000.0}
    [said] = [issue for issue in told["issues"] if issue["code"] == "services_in_several"]
    assert "talt én gang: 1, fx Praktik" in said["message"] and f"({SYD}.xlsx, {NORD}.xlsx)" in said["message"]
    assert "Tallene er ikke ens for 1 af dem" in said["message"] and f"dem i {SYD}.xlsx" in said["message"]


def test_what_cannot_be_is_refused_and_nothing_is_written(book, capsys):
    [first, _] = offers(NORD)
    path = book(NORD, first, first, ("C", "Tilbud", NORD, "CKB", "uger", -10.0, 1.0, 1.0, 10.0, None))
    before = path.read_bytes()
    code, text = run(capsys, "recalculate", path)
    assert (code, path.read_bytes() == before) == (1, True)
    assert "A (Tilbud) står der allerede" in text and "»Enhedspris« er -10" in text
