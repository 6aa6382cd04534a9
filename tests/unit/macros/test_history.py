"""What an import says of figures beside those of before: warnings, each at its place, and the import is done."""

import json

import pytest

from macros.cli import main

JKS = "Jobcenter Skelbækgade"
HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner"
YEAR = [f"{JKS};activation_degree;2008-{month:02d};{50 + month % 3}" for month in range(1, 13)]


@pytest.fixture
def bring(workbook, csv_file, capsys):
    """Import lines into the same workbook; the findings by code."""
    target = workbook("Jobcenter Skelbækgade 2009")

    def into(*lines):
        before = target.read_bytes()
        code = main(["import", str(target), str(csv_file(HEADER, *lines)), "--json"])
        found = json.loads(capsys.readouterr().out)["issues"]
        assert (code, {issue["severity"] for issue in found} <= {"warning"}) == (0, True), found
        assert target.read_bytes() != before
        return {issue["code"]: issue for issue in found}

    return into


def test_a_figure_far_from_the_workbooks_own_is_a_jump(bring):
    assert "jump" not in bring(*YEAR)
    found = bring(f"{JKS};activation_degree;2009-01;5,1")
    assert (found["jump"]["cell"], found["jump"]["value"]) == ("D2", "5,1")
    assert "2008-12" in found["jump"]["message"]


def test_a_figure_as_before_is_none(bring):
    bring(*YEAR)
    assert "jump" not in bring(f"{JKS};activation_degree;2009-01;52")


def test_few_figures_tell_nothing_of_what_is_usual(bring):
    bring(*YEAR[:3])
    assert "jump" not in bring(f"{JKS};activation_degree;2008-04;5,1")


def test_months_that_a_goal_lacks_and_goals_without_any(bring):
    found = bring(f"{JKS};activation_degree;2009-01;51", f"{JKS};activation_degree;2009-04;52")
    assert "2009-02, 2009-03" in found["months_missing"]["message"]
    assert found["goals_without_figures"]["value"]
    assert "months_missing" not in bring(f"{JKS};activation_degree;2009-Q1;51")  # a quarter covers its months


def test_months_of_earlier_years_are_not_missed(bring):
    found = bring(YEAR[0], YEAR[5])
    assert "months_missing" not in found
    assert "goals_without_figures" not in found


def test_a_month_of_before_that_changes_is_said(bring):
    assert "month_figure" not in bring(*YEAR)
    found = bring(f"{JKS};activation_degree;2008-02;52,5")
    assert "month_figure" in found, found


@pytest.mark.parametrize("line", ["company_placements;2009-01;3;;", "offers_on_time;2009-01;;4;6"])
def test_small_counts_are_warned_of(line, bring):
    assert "small_count" in bring(f"{JKS};{line}")


def test_larger_counts_are_not(bring):
    assert "small_count" not in bring(f"{JKS};offers_on_time;2009-01;;14;26")


@pytest.mark.parametrize(
    ("last_year", "lacks"),
    [
        ([f"2008-{month:02d}" for month in range(1, 13)], False),
        (["2008-Q1", "2008-Q2", "2008-Q3", "2008-Q4"], False),
        ([f"2008-{month:02d}" for month in range(1, 12)], True),
        ([], True),
    ],
)
@pytest.mark.parametrize("this_year", [[], ["2009-Q1"]])
def test_last_year_is_missed_only_where_it_lacks_months(last_year, lacks, this_year, workbook, csv_file, capsys):
    target = workbook("Jobcenter Skelbækgade 2009")
    lines = [f"{JKS};upheld_formal_complaints;{period};8;;" for period in (*last_year, *this_year)]
    if lines:
        assert main(["import", str(target), str(csv_file(HEADER, *lines))]) == 0
        capsys.readouterr()
    assert main(["recalculate", str(target), "--as-of", "31-03-2009", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["issues"]
    missed = [each["message"] for each in found if each["code"] == "last_year_missing"]
    assert any("upheld_formal_complaints" in each for each in missed) == lacks, found


def test_a_survey_lacks_no_months(bring):
    assert "months_missing" not in bring(f"{JKS};attractive_workplace_score;2009-03;70")
