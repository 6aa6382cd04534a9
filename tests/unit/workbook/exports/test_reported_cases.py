"""Files that came out wrong once, each with what must come out: ``tests/cases/reported.csv`` and ``odd_files.csv``."""

import csv
import re
from pathlib import Path

import pytest

from macros.cli import main
from macros.steps.contract import open_book, read_contract
from tests.unit.workbook.exports.messy.reading_here import shown_of

CASES = Path(__file__).parents[3] / "cases"


def table(name):
    with (CASES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def shown(row):
    if row.get("value") is None:
        return f"{row['numerator']:g}/{row['denominator']:g}"
    return f"{row['value']:.10g}"


@pytest.fixture(scope="module")
def book_of(tmp_path_factory):
    """The contract of a workbook made of a register, once for each."""
    made = {}

    def contract(register, centre):
        if (register, centre) not in made:
            out = tmp_path_factory.mktemp("book") / "bog.xlsx"
            chosen = ["--centre", centre] if centre else []
            assert main(["new", str(register), *chosen, "--out", str(out)]) == 0
            book, language = open_book(out)
            with book:
                made[register, centre] = read_contract(book, language)
        return made[register, centre]

    return contract


def check(case, path, contract, profile=None):
    code, found = shown_of([path], contract, profile)
    said = [each["code"] for each in found["issues"]]
    assert code == int(case["exit"]), found["issues"]
    if code == 0:
        figures = [f"{row['period']}: {shown(row)}" for row in found["observations"]]
        wanted = case["figures"].split(", ")
        if number := re.fullmatch(r"(\d+) figures", case["figures"]):
            assert len(figures) == int(number[1])
        else:
            assert sorted(figures) == sorted(wanted)
    assert set(case["findings"].split()) <= set(said), said
    assert not set((case.get("not_found") or "").split()) & set(said), said
    return found["issues"]


@pytest.mark.parametrize("case", table("reported.csv"), ids=lambda case: f"{case['file']} {case['profile']}")
def test_reported_files_come_out_right(case, book_of):
    folder = CASES / "reported"
    profile = folder / case["profile"] if case["profile"] else None
    found = check(case, folder / case["file"], book_of(folder / case["register"], case["centre"]), profile)
    assert [each["code"] for each in found].count("foreign_left_out") <= 1


@pytest.mark.parametrize("case", table("odd_files.csv"), ids=lambda case: case["file"])
def test_odd_files_are_read_or_refused_with_the_place(case, book_of):
    folder = CASES / "odd_files"
    found = check(case, folder / case["file"], book_of(folder / "register.xlsx", ""))
    if case["cell"]:
        assert case["cell"] in {each["cell"] for each in found if each["code"] == case["findings"]}
    assert "note_no_results" not in {each["code"] for each in found}
