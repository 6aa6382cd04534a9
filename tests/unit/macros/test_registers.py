"""The shipped registers hold every printed goal, with the figures of the source."""

import math
import re

import openpyxl
import pytest

from macros.cli import main
from macros.steps.printed import check_overview, goal_counts, stem
from macros.steps.register import read_register
from schemas.codes import Basis, Rule, Summary, Unit, YearProfile
from schemas.reading import read_table
from schemas.tables import Goals, PrintedDifferences, PrintedOverview
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES
from workbook.closed.book import ClosedBook
from workbook.exports.files.plain_tables import read_file
from workbook.shipped import register_years

JKS, JKM = "Jobcenter Skelbækgade", "Jobcenter Musvågevej"


def printed(table, name):
    return read_table(table, read_file(EXAMPLES / name)[0], words())


def test_four_years_are_shipped():
    assert register_years() == ["2007", "2008", "2009", "2011"]


@pytest.mark.parametrize(
    ("year", "goals", "holders"), [("2007", 15, 1), ("2008", 47, 8), ("2009", 18, 1), ("2011", 14, 1)]
)
def test_every_printed_goal_is_there(year, goals, holders):
    register = read_register(year, words())
    assert (len(register.goals), len(register.holders), register.year) == (goals, holders, int(year))
    # Of the report of 2008 the targets of all centres together lie below every centre's own in tables 16 and 17.
    outside = ["total_target_outside"] * 2 if year == "2008" else []
    assert [issue.code for issue in register.issues] == outside


def test_2008_has_the_figures_of_its_tables():
    goals = read_register("2008", words()).goals
    lines = printed(PrintedDifferences, "printed_2008.csv").frame
    ours = list(zip(goals[Goals.CENTRE], goals[Goals.MEASURE], goals[Goals.RULE], goals[Goals.TARGET], strict=True))
    theirs = list(zip(lines["centre"], lines["measure"], lines["rule"], lines["target"], strict=True))
    assert ours == theirs
    assert [stem(number).split(".")[0] for number in goals[Goals.NUMBER]] == lines["table"].tolist()


EXPRESSED = [
    ("2007", "1", Rule.AT_MOST, Basis.CHANGE_PCT, -10.0, Summary.SUM, YearProfile.LINEAR, Unit.COUNT),
    ("2007", "11", Rule.MILESTONE, Basis.ABSOLUTE, 1.0, Summary.LAST, YearProfile.FLAT, Unit.YES_NO),
    ("2007", "14", Rule.AT_MOST, Basis.ABSOLUTE, 3.0, Summary.RATIO, YearProfile.FLAT, Unit.PCT),
    ("2009", "1.2", Rule.AT_LEAST, Basis.ABSOLUTE, 650.0, Summary.SUM, YearProfile.LINEAR, Unit.COUNT),
    ("2009", "1.4", Rule.AT_MOST, Basis.CHANGE_PCT, -5.5, Summary.LAST, YearProfile.PATH, Unit.COUNT),
    ("2009", "1.8", Rule.AT_LEAST, Basis.MAINTAIN, math.nan, Summary.MEAN, YearProfile.FLAT, Unit.PCT),
    ("2009", "2.3", Rule.AT_MOST, Basis.CHANGE_PCT, -5.0, Summary.SUM, YearProfile.SEASONAL, Unit.KWH),
    ("2009", "3.1", Rule.AT_MOST, Basis.ABSOLUTE, 17.3, Summary.SUM, YearProfile.LINEAR, Unit.DAYS),
    ("2009", "4.2", Rule.BAND, Basis.ABSOLUTE, 85.0, Summary.RATIO, YearProfile.FLAT, Unit.PCT),
    ("2011", "7", Rule.AT_MOST, Basis.CHANGE_PCT, 2.6, Summary.LAST, YearProfile.PATH, Unit.COUNT),
    ("2011", "10", Rule.AT_MOST, Basis.CHANGE_PCT, -10.0, Summary.SUM, YearProfile.SEASONAL, Unit.POINTS),
    ("2011", "13b", Rule.AT_MOST, Basis.ABSOLUTE, 1.0, Summary.LAST, YearProfile.FLAT, Unit.PCT),
]


@pytest.mark.parametrize(("year", "number", "rule", "basis", "target", "summary", "profile", "unit"), EXPRESSED)
def test_as_the_design_expresses_them(year, number, rule, basis, target, summary, profile, unit):
    goals = read_register(year, words()).goals
    row = goals[goals[Goals.NUMBER] == number].iloc[0]
    names = (Goals.RULE, Goals.BASIS, Goals.SUMMARY, Goals.PROFILE, Goals.UNIT)
    assert tuple(row[name] for name in names) == (rule, basis, summary, profile, unit)
    assert row[Goals.TARGET] == pytest.approx(target, nan_ok=True)


BASELINES = [
    ("2008", "Jobcenter København", "2", "2007", 20.4),
    ("2008", "Jobcenter Sygedagpenge", "7", "2007-Q4", 0),
    ("2008", "Jobcenter Sygedagpenge", "13", "2007-Q2", 10.5),
    ("2008", "Ydelsesservice", "13", "2007-Q2", 11.5),
    ("2009", JKS, "1.8", "2008", 3.43),
    ("2009", JKS, "2.1", "2008", 32),
    ("2009", JKS, "2.3", "2008", 412854),
    ("2009", JKS, "3.1", "2008", 20.4),
    ("2009", JKS, "3.2", "2008", 10.5),
    ("2009", JKS, "3.3", "2008-03", 53),
    ("2011", JKM, "7", "2010-12", 1472),
    ("2011", JKM, "12", "2010-06", 75.1),
]


def goal(year, centre, number):
    goals = read_register(year, words()).goals
    return goals[(goals[Goals.CENTRE] == centre) & (goals[Goals.NUMBER] == number)].iloc[0]


@pytest.mark.parametrize(("year", "centre", "number", "period", "baseline"), BASELINES)
def test_baselines_with_their_periods(year, centre, number, period, baseline):
    row = goal(year, centre, number)
    assert (str(row[Goals.BASELINE_PERIOD]), row[Goals.BASELINE]) == (period, baseline)


def told(row):
    return f"{row[Goals.SOURCE]} {row[Goals.NOTE]}"


def test_what_the_sources_do_not_tell_is_marked_and_not_decided():
    # 34.1 is 90 per cent of a figure that is no half point. What is said of the print stands with the source.
    row = goal("2008", "Jobcenter København", "13")
    assert math.isnan(row[Goals.BASELINE]) and "kan ikke udledes" in row[Goals.SOURCE]
    assert all("kan ikke ses" in told(goal("2008", "Ydelsesservice", number)) for number in ("12.1", "12.2", "12.3"))
    placements = goal("2008", "Jobcenter København og CJF", "11")
    assert "halvårs" in told(placements)


def test_the_only_centre_that_holds_its_complaints_and_the_stock_on_its_path():
    held = goal("2008", "Jobcenter Sygedagpenge", "13")
    assert (held[Goals.BASIS], held[Goals.TARGET]) == (Basis.MAINTAIN, 10.5)
    path = goal("2008", "Jobcenter Sygedagpenge", "7")
    assert (path[Goals.PROFILE], path[Goals.SUMMARY], path[Goals.TARGET]) == (YearProfile.PATH, Summary.LAST, 25)


@pytest.mark.parametrize("year", register_years())
def test_sources_stand_as_printed(year):
    goals = read_register(year, words()).goals
    assert goals[Goals.SOURCE].notna().all()
    if year == "2008":
        tables = {re.split(r" \(|\. Kilde: ", source)[0] for source in goals[Goals.SOURCE]}
        assert tables == {f"Halvårsopfølgning 2008, tabel {number}" for number in range(1, 22) if number != 15}
        assert goals[Goals.SOURCE].str.contains(". Kilde: ", regex=False).all()
        types = goals.groupby([Goals.PARAMETER, Goals.GOAL_TYPE], sort=False).size()
        assert types.to_dict() == {
            ("Beskæftigelsesindsatsen", "result"): 12,
            ("Beskæftigelsesindsatsen", "effort"): 4,
            ("Kvalitet i servicen", "result"): 5,
            ("Kvalitet i servicen", "effort"): 1,
            ("Personale og organisation", "effort"): 21,
            ("Økonomi", "result"): 4,
        }


@pytest.mark.parametrize(
    ("printed_name", "centre"),
    [
        ("JCSygedagpenge", "Jobcenter Sygedagpenge"),
        ("Jobcentret Sygedagpenge", "Jobcenter Sygedagpenge"),
        ("Jobcenter for Sygedagpenge", "Jobcenter Sygedagpenge"),
        ("Beskæftigelses-centrene", "Beskæftigelsescentrene"),
        ("Formidling af Job på Særlige Vilkår", "Center for Job på Særlige Vilkår"),
        ("Ydelsesservice København", "Ydelsesservice"),
        ("YDS", "Ydelsesservice"),
        ("JSV", "Center for Job på Særlige Vilkår"),
        ("BIF i alt*", "BIF i alt"),
    ],
)
def test_centres_as_the_sources_print_them(workbook, csv_file, capsys, printed_name, centre):
    import json

    from macros.cli import main

    measure = "sickness_absence"
    export = csv_file("Center;Indikator;Periode;Værdi", f"{printed_name};{measure};2008-Q1;5")
    capsys.readouterr()
    code = main(["validate", str(export), "--workbook", str(workbook(f"{centre} 2008")), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (code, [row["centre"] for row in found["observations"]]) == (0, [centre])


def test_the_overview_of_2011_is_checked_against_its_own_list():
    goals = read_register("2011", words()).goals
    counts = goal_counts(goals)
    assert counts.sum().sum() == 13
    assert counts[["effort", "result"]].to_numpy().tolist() == [[2, 3], [0, 2], [3, 3]]
    overview = printed(PrintedOverview, "printed_overview_2011.csv")

    def lines_that_differ():
        return [issue.details["line"] for issue in check_overview(overview, goals, words())]

    # Its sum is that of the lines above it, and wrong as the first of them is.
    first = "Øge adgangen til job og uddannelse for ledige og sygemeldte"
    assert lines_that_differ() == [first, "Samlet antal mål"]
    overview.frame.loc[0, ["effort", "result"]] = (2, 3)
    assert lines_that_differ() == ["Samlet antal mål"]
    overview.frame.loc[3, ["effort", "result"]] = (5, 8)
    assert lines_that_differ() == []


def test_a_register_as_xlsx_with_centres_and_parameters(tmp_path):
    book = _register_of_one_goal()
    sheet = book.active
    centres = book.create_sheet("centres")
    centres.append(["centre", "short_name", "group", "in_total"])
    centres.append(["Nord", "N", "Begge", "yes"])
    centres.append(["Syd", "S", "Begge", "yes"])
    parameters = book.create_sheet("parameters")
    parameters.append(["name", "value"])
    parameters.append(["tolerance", 0.05])
    lines = book.create_sheet("budget lines")
    lines.append(["centre", "account", "period", "budget", "actual"])
    lines.append(["Nord", "Driftsbudget", "2012-01", 100, 90])
    book.save(tmp_path / "register.xlsx")
    out = tmp_path / "nord.xlsx"
    assert main(["new", str(tmp_path / "register.xlsx"), "--centre", "n", "--out", str(out)]) == 0
    with ClosedBook(out) as made:
        assert [row[0].value for row in made.read("centres").rows] == ["Nord", "Syd"]
        raw = made.read("parameters")
        name, value = (raw.header.index(title) for title in ("Kode", "Værdi"))
        values = {row[name].value: row[value].value for row in raw.rows}
        assert [row[1].value for row in made.read("budget_lines").rows] == ["Driftsbudget"]
    assert values["tolerance"] == 0.05
    assert values["reward_per_person"] == 5000
    sheet["B2"] = "Norge"
    book.save(tmp_path / "register.xlsx")
    assert main(["new", str(tmp_path / "register.xlsx"), "--out", str(tmp_path / "x.xlsx")]) == 1


@pytest.mark.parametrize(
    ("sheet", "header", "missing"),
    [
        ("Centre", ["Enhed", "Kortnavn", "Gruppe", "Indgår i total"], "Center"),
        ("Mine centre", ["Enhed", "Kortnavn", "Gruppe", "Indgår i total"], "Center"),
        ("Parametre", ["Navn", "Tal"], "Værdi"),
        ("Budgetlinjer", ["Center", "Noget", "Periode", "Beløb", "Brugt"], "Konto"),
        ("Ark2", ["Center", "Konto", "Periode", "Beløb", "Forbrug"], "Budget"),
    ],
)
def test_a_sheet_of_the_register_that_lacks_a_required_column_is_named(tmp_path, capsys, sheet, header, missing):
    book = _register_with(sheet, header)
    book.save(tmp_path / "register.xlsx")
    assert main(["new", str(tmp_path / "register.xlsx"), "--out", str(tmp_path / "x.xlsx")]) == 1
    assert f"Kolonnen »{missing}« mangler" in capsys.readouterr().err
    assert not (tmp_path / "x.xlsx").exists()


def test_a_sheet_that_is_no_part_of_the_register_is_left_out(tmp_path):
    _register_with("Noter", ["Navn", "Kilde"]).save(tmp_path / "register.xlsx")
    assert main(["new", str(tmp_path / "register.xlsx"), "--out", str(tmp_path / "x.xlsx")]) == 0


def _register_of_one_goal():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "goals"
    sheet.append(
        ["year", "centre", "number", "goal_type", "title", "measure", "unit", "rule", "target", "summary", "profile"]
    )
    sheet.append([2012, "Nord", "1", "result", "Til tiden", "on_time", "pct", "at_least", 95, "mean", "flat"])
    return book


def _register_with(title, header):
    book = _register_of_one_goal()
    further = book.create_sheet(title)
    further.append(header)
    further.append(["x"] * len(header))
    return book


def test_recalculate_imports_no_library_it_does_not_need(filled):
    import subprocess
    import sys
    from pathlib import Path

    script = "import sys; from macros.cli import main; main(sys.argv[1:]); print({'openpyxl', 'xlsxwriter', 'concurrent.futures.process'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script, "recalculate", str(filled)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.splitlines()[-1] == "set()"
