"""The reward through the command line: three workbooks brought together, from typed figures to each centre's share."""

import json
import shutil
import zipfile

import openpyxl
import pytest

from tests.unit.macros.command_line import run
from tests.unit.macros.economy.economy_book import fill

CENTRES = ("Jobcenter Musvågevej", "Jobcenter Nyropsgade", "Jobcenter Skelbækgade")
RESULTS, ACTIVITY = (90, 105, 80), (400, 300, 300)
HEADER = "År;Center;Mål nr.;Styringsparameter;Måltype;Mål;Indikator;Enhed;Regel;Grundlag;Måltal;Opgøres som;Årsprofil"
YEARS = (
    {"period": "2008", "own": 21000, "benchmark": 30000},
    {"period": "2009", "own": 19530, "benchmark": 28800},
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three workbooks with a goal each, its result and the activity; the first two have the same basis."""
    folder = tmp_path_factory.mktemp("belønning")
    from macros.cli import main

    register, export = folder / "register.csv", folder / "lis.csv"
    goals = [
        f"2009;{centre};1;Indsats;effort;Praktik;placements;count;mindst;niveau;100;sum;linear" for centre in CENTRES
    ]
    figures = [f"{centre};placements;2009;{value}" for centre, value in zip(CENTRES, RESULTS, strict=True)]
    register.write_text("\n".join([HEADER, *goals]), encoding="utf-8-sig")
    export.write_text("\n".join(["Center;Indikator;Periode;Værdi", *figures]), encoding="utf-8-sig")
    assert main(["new", str(register), "--out", str(folder)]) == 0
    paths = [folder / f"{centre} 2009.xlsx" for centre in CENTRES]
    for at, path in enumerate(paths):
        assert main(["import", str(path), str(export)]) == 0
        own = {"activity": ACTIVITY[at]} if at else {"activity": ACTIVITY[at], "centre": CENTRES[at]}
        fill(path, "reward_decisions", own)
        fill(path, "budget_lines", *[
            {"centre": CENTRES[at], "account": account, "period": f"2009-{month:02d}", "budget": 1000, "actual": spent}
            for month in range(1, 7) for account, spent in (("købsbudget", 900 - 100 * at), ("driftsbudget", 990))
        ])  # fmt: skip
        if at < 2:
            fill(path, "reward_basis", *YEARS)
    return paths


@pytest.fixture
def three(made, tmp_path):
    return [shutil.copy(path, tmp_path / path.name) for path in made]


def together(capsys, paths, *more):
    """What ``consolidate --json`` says, and its file."""
    out = paths[0].parent / "samlet.xlsx"
    out.unlink(missing_ok=True)
    code, text = run(capsys, "consolidate", *paths, "--out", out, "--json", *more)
    assert code == 0
    return json.loads(text), out


def test_from_typed_figures_to_shares(three, capsys):
    said, out = together(capsys, three)
    assert not [issue for issue in said["issues"] if issue["code"].startswith("reward")]
    lines = said["reward"]
    assert [line["persons"] for line in lines[:6]] == [21000, 19530, 30000, 28800, 20160, 630]
    assert (lines[6]["reward_line"], lines[6]["amount"]) == ("bonus", 3150000)
    assert [(line["centre"], line["amount"]) for line in lines[7:]] == [
        (CENTRES[0], 1260000), (CENTRES[1], 1050000), (CENTRES[2], 840000),
    ]  # fmt: skip
    assert {line["status"] for line in lines} == {"forslag"}
    book = openpyxl.load_workbook(out)
    sheets = ("Samlet målopfyldelse", "Økonomi og resultater", "Belønning", "Prøv omdisponering")
    assert [name for name in book.sheetnames if name in sheets] == list(sheets)
    economy = [
        [cell.value for cell in row[:6]] for row in book["Økonomi og resultater"].iter_rows(min_row=5, max_row=7)
    ]
    assert [(row[0], row[1], row[2], row[5]) for row in economy] == [
        (CENTRES[0], 90, 99, 0.9), (CENTRES[1], 80, 99, 1), (CENTRES[2], 70, 99, 0.8),
    ]  # fmt: skip
    with zipfile.ZipFile(out) as package:
        charts = [package.read(name) for name in package.namelist() if "charts/chart" in name]
        assert sum(b"scatterChart" in chart for chart in charts) == 1


def test_approved_uncapped_and_one_by_one(three, capsys):
    fill(three[2], "reward_decisions", {"activity": 300, "approved_by": "Udvalget", "approved_on": "18-08-2010"})
    for path in three:
        fill(path, "parameters", {"name": "reward_attainment_cap", "value": 0})
    said, _ = together(capsys, three)
    assert {line["status"] for line in said["reward"]} == {"godkendt af Udvalget den 18-08-2010"}
    assert [line["amount"] for line in said["reward"][7:]] == [1239344.26, 1084426.23, 826229.51]
    code, text = run(capsys, "recalculate", three[1], "--json")
    own = json.loads(text)["reward"]
    assert (code, own[6]["amount"], own[7]["amount"]) == (0, 3150000, None)
    assert (own[7]["balanced_attainment"], own[7]["activity"]) == (1.05, 300)
    assert "samlede projektmappe" in own[7]["note"]
    front = openpyxl.load_workbook(three[1])["Forside"]
    assert ("Samlet målopfyldelse", "100,0 % (1 af 1 mål har tal)") in [
        (row[1].value, row[2].value) for row in front.iter_rows(max_row=12)
    ]


def test_a_missing_month_stops_the_reward_and_nothing_else(three, capsys):
    months = [
        {"period": f"2009-{month:02d}", "own": 19530, "benchmark": None if month == 11 else 28800}
        for month in range(1, 13)
    ]
    fill(three[0], "reward_basis", YEARS[0], *months)
    code, text = run(capsys, "recalculate", three[0], "--json")
    said = json.loads(text)
    assert (code, said["reward"], len(said["results"])) == (0, [], 1)
    (found,) = (issue for issue in said["issues"] if issue["code"].startswith("reward"))
    assert "Resten af Sjælland: 2009-11" in found["message"]
    assert found["sheet"] == "Belønning"
    code, text = run(capsys, "recalculate", three[2], "--json")
    assert [line["reward_line"] for line in json.loads(text)["reward"]] == ["share"]


def test_a_finding_of_the_basis_points_at_its_cell(three, capsys):
    fill(three[1], "reward_basis", YEARS[0], {"period": "2009", "own": 19530, "benchmark": 0})
    _, text = run(capsys, "recalculate", three[1], "--json")
    (found,) = (issue for issue in json.loads(text)["issues"] if issue["code"].startswith("reward"))
    assert (found["code"], found["cell"]) == ("reward_benchmark_zero", "C6")


def test_half_an_approval_and_a_negative_activity_point_at_their_cells(three, capsys):
    fill(three[0], "reward_decisions", {"activity": -4, "approved_by": "Udvalget"})
    code, text = run(capsys, "recalculate", three[0], "--json")
    found = {
        issue["code"]: issue["column"] for issue in json.loads(text)["issues"] if issue["code"].startswith("reward")
    }
    assert code == 0
    assert found == {"reward_half_approved": "Godkendt den", "reward_negative_activity": "Aktivitet"}
