"""Totals of a consolidated workbook are explained down to each centre's lines: workbook, goal number, cells."""

import json
import math
import shutil
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from macros.cli import main
from schemas.fields import Kind
from schemas.frames import is_missing, records
from schemas.reading import read_table
from schemas.tables import Results
from schemas.words.vocabulary import words
from tests.unit.macros.test_consolidating import CENTRES, three  # noqa: F401  a fixture
from tests.unit.macros.test_explaining import outcome
from workbook.closed.book import ClosedBook

TOTAL, GROUP = "BIF i alt", "Jobcenter København"


@pytest.fixture
def together(three, once, tmp_path):  # noqa: F811
    def make(folder):
        assert main(["consolidate", *map(str, three), "--out", str(folder / "samlet.xlsx")]) == 0

    return Path(shutil.copy(once("three together", make) / "samlet.xlsx", tmp_path))


def steps(capsys, path, *arguments, code=0):
    capsys.readouterr()
    assert main(["explain", str(path), *arguments, "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    return told["goal"], {step["figure"]: step for step in told["steps"]}


def test_a_ratio_is_put_together_from_the_centres_parts(together, three, capsys):  # noqa: F811
    goal, told = steps(capsys, together, "--goal", "on_time", "--centre", TOTAL)
    assert (goal["centre"], goal["number"]) == (TOTAL, "on_time")
    result = told["result"]
    assert result["worked"] == "(145) / (170) × 100 = 85,29411765"
    assert result["notes"] == ["2011-Q1: tællere 90 + 10 + 45 = 145; nævnere 100 + 20 + 50 = 170"]
    assert [(each["what"], each["at"]["file"]) for each in result["inputs"]] == [
        (centre, path.name) for centre, path in zip(CENTRES, three, strict=True)
    ]
    for each, path in zip(result["inputs"], three, strict=True):
        assert each["at"]["sha256"] == sha256(path.read_bytes()).hexdigest()
        assert openpyxl.load_workbook(path)[each["at"]["sheet"]][each["at"]["cell"]].value == each["numerator"]


def test_a_total_may_be_asked_for_by_its_members_number(together, capsys):
    goal, _ = steps(capsys, together, "--goal", "1", "--centre", TOTAL)
    assert goal["number"] == "on_time"


def test_the_target_is_told_to_each_centres_cell(together, three, capsys):  # noqa: F811
    _, told = steps(capsys, together, "--goal", "placements", "--centre", TOTAL)
    assert told["target"]["value"] == 300
    cells = [
        (each["what"], each["value"], each["at"]["sheet"], each["at"]["file"]) for each in told["stated"]["inputs"]
    ]
    assert cells == [
        (f"{centre}, mål 2", 100.0, "Kontrakt", path.name) for centre, path in zip(CENTRES, three, strict=True)
    ]
    assert told["result"]["notes"] == ["2011-Q1: 50 + 10 + 25 = 85"]


def test_a_mean_of_members_is_said_to_be_one(together, capsys):
    _, told = steps(capsys, together, "--goal", "score", "--centre", TOTAL)
    assert told["result"]["notes"] == ["2011-Q1: (90 + 10 + 45) / 3 = 48,33333333"]


def test_every_figure_of_every_total_is_explained(together, capsys):
    with ClosedBook(together) as book:
        rows = records(read_table(Results, book.read("groups"), words()).frame)
    assert len(rows) == 8
    for row in rows:
        _, told = steps(capsys, together, "--goal", row[Results.NUMBER], "--centre", row[Results.CENTRE])
        for field in Results.fields:
            if field.kind in {Kind.FIGURE, Kind.SHARE} and not is_missing(row[field]):
                assert math.isclose(told[str(field)]["value"], row[field], rel_tol=1e-9), field
        for step in told.values():
            if step["worked"] and " = " in step["worked"]:
                left, right = outcome(step["worked"])
                assert math.isclose(left, right, rel_tol=1e-6), step["worked"]


def test_a_centres_own_goal_is_explained_by_its_workbook_beside(together, three, capsys):  # noqa: F811
    goal, told = steps(capsys, together, "--goal", "1", "--centre", CENTRES[0])
    assert goal["file"] == three[0].name
    assert told["result"]["inputs"][0]["origin"]["file"] == "udtræk.csv"


def test_without_the_workbook_beside_it_says_where_to_look(together, three, tmp_path, capsys):  # noqa: F811
    alone = tmp_path / "alene"
    alone.mkdir()
    moved = shutil.copy(together, alone)
    goal, told = steps(capsys, moved, "--goal", "1", "--centre", CENTRES[0])
    assert three[0].name in goal["notes"][0]
    assert told["stated"]["inputs"][0]["at"]["cell"] == "L5"
    _, total = steps(capsys, moved, "--goal", "on_time", "--centre", TOTAL)  # a total is all there
    assert len(total["result"]["inputs"]) == 3


def test_a_goal_of_several_centres_asks_which(together, capsys):
    capsys.readouterr()
    assert main(["explain", str(together), "--goal", "1"]) == 1
    err = capsys.readouterr().err
    assert "Flere centre har et mål nr. »1«" in err
    assert "--centre" in err


def test_a_consolidation_of_an_older_version_is_named(together, capsys):
    book = openpyxl.load_workbook(together)
    for name in ("Centrenes mål", "Centrenes tal"):
        del book[name]
    book.save(together)
    assert main(["explain", str(together), "--goal", "1"]) == 1
    assert "Saml centrene igen" in capsys.readouterr().err
