"""Goals that begin within the year and are held against an earlier one, and goals of centres that are closed."""

import pytest

from macros.cli import main
from macros.steps.register import read_register
from schemas.frames import is_missing
from schemas.tables import Goals
from schemas.words.vocabulary import words

HEAD = (
    "År;Center;Mål nr.;Måltype;Mål;Indikator;Enhed;Regel;Grundlag;Måltal;Basisværdi;Basisperiode;Opgøres som;Årsprofil"
)
ROWS = (
    "2009;Jobcenter Skelbækgade;1.4;Resultatmål (R);Tilgang;inflow;antal;højst;ændring i pct.;-10;;2008;sum;som sidste år",
    "2009;Jobcenter Skelbækgade;1.5;Resultatmål (R);Klager;complaints;antal;højst;ændring i pct.;-10;400;;sum;lige store måneder",
    "2009;Jobcenter Skelbækgade;1.6;Resultatmål (R);Ledige;stock;antal;højst;ændring i pct.;-5;;2008-12;seneste værdi;samme hele året",
    "2009;Jobcenter Musvågevej;1.4;Resultatmål (R);Tilgang;inflow;antal;højst;ændring i pct.;-10;;2008;sum;som sidste år",
)  # fmt: skip
SAID = ("--reason", "ny lov", "--decided-by", "direktionen")


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "kontrakt.csv"
    path.write_bytes("\r\n".join((HEAD, *ROWS, "")).encode("cp1252"))
    return path


def goal(path, centre, number):
    goals = read_register(path, words()).goals
    found = goals[(goals[Goals.CENTRE] == centre) & (goals[Goals.NUMBER] == number)].iloc[-1]
    base = found[Goals.BASELINE]
    return None if is_missing(base) else base, str(found[Goals.BASELINE_PERIOD] or "")


@pytest.mark.parametrize(
    ("given", "baseline"),
    [
        ("--like 1.4 --from 01-07-2009 --target -10", (None, "2008-H2")),
        ("--like 1.4 --from 01-10-2009 --target -10", (None, "2008-Q4")),
        ("--like 1.4 --from 01-08-2009 --target -10 --baseline 150", (150.0, "")),
        ("--like 1.5 --from 01-07-2009 --target -10 --baseline-period 2008-H2", (None, "2008-H2")),
        ("--like 1.6 --from 01-07-2009 --target -5", (None, "2008-12")),
    ],
)
def test_a_change_from_a_day_of_the_year_is_held_against_the_same_months(register, given, baseline):
    added = ["goal", "add", str(register), "1.7", "--centre", "JKS", "--title", "Ny", *given.split(), *SAID]
    assert main(added) == 0
    assert goal(register, "Jobcenter Skelbækgade", "1.7") == baseline


@pytest.mark.parametrize(
    ("given", "told"), [("--like 1.4 --from 01-08-2009", "basis 2008"), ("--like 1.5 --from 01-07-2009", "basis 400")]
)
def test_a_baseline_of_other_months_is_not_taken_over(register, capsys, given, told):
    before = register.read_bytes()
    assert main(["goal", "add", str(register), "1.7", "--centre", "JKS", *given.split(), "--target", "-10", *SAID]) == 1
    assert told in capsys.readouterr().err
    assert register.read_bytes() == before


def test_a_new_centres_change_is_held_against_the_months_that_it_has(register, capsys):
    split = ["centre", "split", str(register), "JKM", "--into", "Nord", "Syd", "--new-targets", "taken-over", "--target", "1.4=-10", *SAID]  # fmt: skip
    assert main([*split, "--on", "31-07-2009", "--targets", "keep"]) == 1
    assert "kan ikke regnes ud" in capsys.readouterr().err
    assert main([*split, "--on", "30-06-2009", "--targets", "to-date"]) == 0
    assert goal(register, "Nord", "1.4") == goal(register, "Syd", "1.4") == (None, "2008-H2")


def test_a_closed_centre_gets_no_new_goal(register, capsys):
    assert main(["centre", "close", str(register), "JKM", "--on", "30-06-2009", "--targets", "to-date", *SAID]) == 0
    added = ["goal", "add", str(register), "1.9", "--centre", "JKM", "--like", "1.4", "--target", "-10", *SAID]
    before = register.read_bytes()
    assert main([*added, "--from", "01-07-2009"]) == 1
    assert "er lukket fra 30-06-2009" in capsys.readouterr().err
    assert register.read_bytes() == before


def test_a_goal_that_closes_with_a_target_of_its_own_is_held_against_its_months(register):
    close = ["goal", "close", str(register), "--centre", "JKS", "--on", "30-06-2009", "--target", "-8", *SAID]
    for number in ("1.4", "1.5"):
        assert main([*close[:3], number, *close[3:]]) == 0
    assert goal(register, "Jobcenter Skelbækgade", "1.4") == (None, "2008-H1")
    assert goal(register, "Jobcenter Skelbækgade", "1.5") == (200.0, "")


def test_a_goal_that_ends_alone_says_that_totals_are_without_it(register, capsys):
    told = "JKS er ikke længere med".replace("JKS", "Jobcenter Skelbækgade")
    assert main(["goal", "close", str(register), "1.4", "--centre", "JKS", "--on", "30-06-2009", "--targets", "to-date", *SAID]) == 0  # fmt: skip
    assert told in capsys.readouterr().out
    assert main(["goal", "close", str(register), "1.6", "--on", "30-06-2009", *SAID]) == 0  # nobody else has it
    assert "ikke længere med" not in capsys.readouterr().out
    assert main(["centre", "close", str(register), "JKM", "--on", "30-06-2009", "--targets", "to-date", *SAID]) == 0
    assert "ikke længere med" not in capsys.readouterr().out


def test_a_split_asks_for_each_centres_own_baseline(register, capsys):
    split = ["centre", "split", str(register), "JKS", "--into", "Nord", "Syd", "--on", "30-06-2009", "--targets", "to-date", "--new-targets", "taken-over", "--shares", "60", "40", *SAID]  # fmt: skip
    assert main(split) == 1
    told = capsys.readouterr().err
    assert '--target "Nord:1.4=…" --baseline "Nord:1.4=…"' in told and "--shares" not in told
    assert main([*split, "--target", "1.6=-5", "--baseline", "1.6=500"]) == 1
    assert "1.6=500 er givet for Nord, Syd under ét" in capsys.readouterr().err
    each = ["--target", "1.6=-5", "--baseline", "Nord:1.6=300", "--baseline", "Syd:1.6=200", "--target", "1.4=-10"]
    assert main([*split, *each]) == 0
    assert (goal(register, "Nord", "1.6"), goal(register, "Syd", "1.6")) == ((300.0, ""), (200.0, ""))
