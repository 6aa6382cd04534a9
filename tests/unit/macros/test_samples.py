"""Samples and hidden counts through the command line: an export in, the light and its reason out."""

import pytest

from schemas.tables import Observations
from tests.unit.macros.test_job import as_json, observations, run
from workbook.closed.book import ClosedBook

CENTRE, ERRORS = "Jobcentrene", "refund_errors_in_sample"
HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner"


@pytest.fixture
def sampled(workbook, csv_file, capsys):
    """Import a line of the sample of 2007 and recalculate: ``sampled("2007;;12;300")``; its line of the results."""
    target = workbook("Jobcentrene 2007")

    def computed(*rows, as_of="2007-12-31"):
        lines = [f"{CENTRE};{ERRORS};{row}" for row in rows]
        assert run("import", target, csv_file(HEADER, *lines)) == 0
        [found] = [
            line
            for line in as_json(capsys, "recalculate", target, "--as-of", as_of)["results"]
            if line["measure"] == ERRORS
        ]
        return found

    computed.workbook = target
    return computed


@pytest.mark.parametrize(
    ("figures", "light", "verdict", "interval"),
    [
        ("12;300", "none", "open", (2.30, 6.86)),
        ("3;300", "green", "met", (0.34, 2.90)),
        ("20;400", "red", "not_met", (3.26, 7.60)),
    ],
)
def test_the_sample_of_2007(sampled, figures, light, verdict, interval):
    found = sampled(f"2007;;{figures}")
    assert (found["light"], found["verdict"]) == (light, verdict)
    assert (found["sample_low"], found["sample_high"]) == pytest.approx(interval, abs=0.005)


def test_a_sample_that_cannot_tell_is_a_risk_while_the_year_is_open(sampled):
    found = sampled("2007-H1;;12;300", as_of="2007-06-30")
    assert (found["light"], found["verdict"]) == ("yellow", "open")
    assert found["reason"].startswith("Stikprøven kan ikke afgøre det: 4,0 % af 300 sager (95 %: 2,3–6,9 %)")


@pytest.mark.parametrize(("cases", "light", "range_"), [(100, "none", "0,0–4,0 %"), (200, "green", "0,0–2,0 %")])
def test_a_hidden_count_of_errors(sampled, cases, light, range_):
    found = sampled(f"2007;;<5;{cases}")
    assert (found["light"], found["result"]) == (light, None)
    assert range_ in found["reason"]
    assert "<5" in found["reason"]


def test_a_hidden_count_stands_in_its_own_cell_and_is_read_from_there(sampled, csv_file, capsys):
    first = sampled("2007-Q1;;<5;200", as_of="2007-03-31")
    with ClosedBook(sampled.workbook) as book:
        assert [cell.value for cell in book.read("observations").rows[0][3:6]] == [None, "<5", 200]
    frame = observations(sampled.workbook)
    assert (frame["mark"].tolist(), frame[Observations.DENOMINATOR].tolist()) == (["<5"], [200.0])
    assert run("import", sampled.workbook, csv_file(HEADER, f"{CENTRE};{ERRORS};2007-Q1;;<5;200")) == 0
    assert "0 nye rækker, 0 ændrede, 1 uændrede" in capsys.readouterr().out
    again = sampled("2007-Q2;;..;200", as_of="2007-06-30")
    assert (first["light"], again["light"]) == ("green", "none")
    assert "tal er skjult (<5, ..)" in again["reason"]


def test_a_hidden_numerator_beside_its_share_stays_there(sampled):
    found = sampled("2007-Q1;1,5;<5;", as_of="2007-03-31")
    with ClosedBook(sampled.workbook) as book:
        assert [cell.value for cell in book.read("observations").rows[0][3:6]] == [1.5, "<5", None]
    assert found["result"] == 1.5
    assert sampled("2007-Q2;1,5;<5;200", as_of="2007-06-30")["result"] == 1.5


def test_a_mark_in_the_column_of_values_hides_the_count_of_known_cases(sampled):
    """Workbooks of earlier versions have the mark of a numerator there."""
    assert sampled("2007;<5;;200")["light"] == "green"
    assert "0,0–100,0 %" in sampled("2007;<5;;")["reason"]


def test_a_sum_with_a_hidden_part_is_not_below_what_hides_the_part(workbook, csv_file, profile_file, capsys):
    target = workbook("Jobcenter Skelbækgade 2009")
    lines = [f"JKS;company_placements;2009-01;{value}" for value in ("90", "<5")]
    profile = profile_file("aggregate = true")
    assert run("import", target, csv_file("Center;Indikator;Periode;Værdi", *lines), "--profile", profile) == 0
    assert observations(target)["mark"].tolist() == [".."]


def test_a_goal_that_is_no_share_is_no_sample(workbook, tmp_path, capsys):
    register = tmp_path / "register.csv"
    register.write_text(
        "År;Center;Mål nr.;Måltype;Mål;Indikator;Enhed;Regel;Måltal;Opgøres som;Årsprofil;Stikprøve\n"
        "2009;Jobcenter X;1;Indsatsmål (I);Sager;sager;antal;mindst;10;sum;lige store måneder;ja\n",
        encoding="utf-8",
    )
    assert run("new", register, "--out", tmp_path / "x.xlsx") == 0
    assert "sat til at være en stikprøve" in capsys.readouterr().out
