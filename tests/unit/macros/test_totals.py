"""What totals are made of: members and months on the line, members that are missing, behind or closed, given targets."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from macros.cli import main
from macros.steps.group_totals import members
from macros.steps.register import read_register
from macros.steps.table_writing import write_table
from macros.steps.total_members import target_issues
from schemas.reading import read_table
from schemas.tables import Goals
from schemas.text.month_spans import month_spans
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from workbook.closed.book import ClosedBook

NORD, OEST, AERO = "Jobcenter Nordhavn", "Jobcenter Ørestad", "Beskæftigelsescenter Ærø"
REGISTER = Path(__file__).parents[2] / "cases" / "budgets" / "register.xlsx"
HEADER = "Center;Indikator;Periode;Værdi"


@pytest.fixture
def three(tmp_path, csv_file):
    """The workbooks of three centres, with placements of some months: ``three(9, 9, 6)``."""

    def make(*months):
        assert main(["new", str(REGISTER), "--out", str(tmp_path)]) == 0
        paths = []
        for centre, last in zip((NORD, OEST, AERO), months, strict=False):
            rows = [f"{centre};Virksomhedspraktik;2025-{month:02d};{40 + month}" for month in range(1, last + 1)]
            paths.append(tmp_path / f"{centre} 2025.xlsx")
            if rows:
                assert main(["import", str(paths[-1]), str(csv_file(HEADER, *rows))]) == 0
        return paths

    return make


def consolidated(paths, tmp_path, capsys, as_of="2025-09-30"):
    """Lines by group and measure, findings by code, and the rows of the sheet of groups."""
    out = tmp_path / "samlet.xlsx"
    capsys.readouterr()
    assert main(["consolidate", *map(str, paths), "--out", str(out), "--as-of", as_of, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    lines = {(line["centre"], line["measure"]): line for line in found["results"]}
    sheet = openpyxl.load_workbook(out)[words().sheet("groups")]
    return lines, {issue["code"]: issue for issue in found["issues"]}, sheet


def test_a_member_of_the_total_without_a_workbook_is_said_on_terminal_and_sheet(three, tmp_path, capsys):
    lines, issues, sheet = consolidated(three(9, 9), tmp_path, capsys)
    assert issues["total_member_missing"]["value"] == "BIF i alt"
    assert AERO in issues["total_member_missing"]["message"]
    made_of = "Nordhavn, Ørestad; 2025-01–2025-09. Uden BC Ærø."
    assert lines["BIF i alt", "Virksomhedspraktik"]["made_of"] == made_of
    assert lines["Jobcentrene", "Virksomhedspraktik"]["made_of"] == "Nordhavn, Ørestad; 2025-01–2025-09."
    printed = {cell.value for row in sheet.iter_rows(max_col=18) for cell in row}
    assert made_of in printed


def test_the_terminal_prints_what_each_line_is_made_of(three, tmp_path, capsys):
    paths = three(3, 3)
    capsys.readouterr()
    assert main(["consolidate", *map(str, paths), "--out", str(tmp_path / "s.xlsx"), "--as-of", "2025-03-31"]) == 0
    out = capsys.readouterr().out
    assert words().title("results", "made_of") in out
    assert "Nordhavn, Ørestad; 2025-01–2025-03. Uden BC Ærø." in out


def test_a_member_that_is_behind_is_named_with_its_last_month(three, tmp_path, capsys):
    lines, issues, _ = consolidated(three(9, 9, 6), tmp_path, capsys)
    assert issues["total_member_behind"]["value"] == AERO
    assert "2025-06" in issues["total_member_behind"]["message"]
    made_of = "Nordhavn, Ørestad, BC Ærø; 2025-01–2025-06. Bagud: BC Ærø."
    assert lines["BIF i alt", "Virksomhedspraktik"]["made_of"] == made_of
    assert "total_member_missing" not in issues


def test_a_member_whose_goals_are_not_in_force_is_said_and_not_called_missing(three, tmp_path, capsys):
    paths = three(9, 9, 6)
    with ClosedBook(paths[2]) as book:
        raw = book.read(Goals.name)
        frame = read_table(Goals, raw, words()).frame
        frame[Goals.VALID_FROM] = pd.Series([date(2025, 10, 1)] * len(frame), index=frame.index, dtype=object)
        write_table(book, Goals.name, frame, words(), raw)
        book.save()
    lines, issues, _ = consolidated(paths, tmp_path, capsys)
    assert (issues["total_member_closed"]["value"], "total_member_missing" in issues) == (AERO, False)
    assert lines["BIF i alt", "Virksomhedspraktik"]["made_of"].endswith("Uden BC Ærø.")


def test_members_with_the_same_months_are_not_warned_about(three, tmp_path, capsys):
    lines, issues, _ = consolidated(three(9, 9, 9), tmp_path, capsys)
    assert not [code for code in issues if code.startswith("total_")]
    assert lines["BIF i alt", "Virksomhedspraktik"]["made_of"] == "Nordhavn, Ørestad, BC Ærø; 2025-01–2025-09."


def test_the_report_of_2008_has_two_totals_outside_their_parts():
    found = [issue for issue in read_register("2008", words()).issues if issue.code == "total_target_outside"]
    assert all(issue.place.cell and issue.details["centre"] for issue in found)
    assert [(each.value, each.details["target"], each.details["least"]) for each in found] == [
        ("16", "4,3", "4,6"),
        ("17", "2,4", "2,6"),
    ]


@pytest.mark.parametrize(
    ("unit", "targets", "total", "outside"),
    [
        ("pct", (80, 90), 85, False),
        ("pct", (80, 90), 79, True),
        ("pct", (80, 90), 91, True),
        ("count", (80, 90), 170, False),
        ("count", (80, 90), 89, True),
    ],
)
def test_a_mean_lies_within_its_parts_and_a_sum_above_the_greatest(csv_file, unit, targets, total, outside):
    head = "År;Center;Mål nr.;Styringsparameter;Måltype;Mål;Indikator;Enhed;Regel;Grundlag;Måltal;Opgøres som;Årsprofil"
    names = ("Jobcenter Sygedagpenge", "Ydelsesservice", "BIF i alt")
    rows = [
        f"2011;{centre};1;Indsats;effort;Mål;m;{unit};at_least;absolute;{target};{'sum' if unit == 'count' else 'mean'};flat"
        for centre, target in zip(names, (*targets, total), strict=True)
    ]
    register = read_register(str(csv_file(head, *rows)), words())
    inside = members(register.centres, set(register.goals[Goals.CENTRE]), "BIF i alt")
    assert bool(target_issues(register.goals, inside, "", words())) == outside
    assert any(issue.code == "total_target_outside" for issue in register.issues) == outside


def test_months_in_a_row_are_their_ends():
    months = [parse_period(f"2025-{month:02d}").first_month for month in (5, 1, 2, 3)]
    assert month_spans(months) == "2025-01–2025-03, 2025-05"
