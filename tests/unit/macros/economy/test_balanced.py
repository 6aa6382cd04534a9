"""Balanced attainment of a workbook: its lines, the fact on Forside, and the sheet of all centres."""

import shutil
from datetime import date

import pandas as pd
import pytest

from macros.steps.economy.balanced import attained, attainment_text, balanced_attainments, readable
from macros.steps.front import about_frame
from macros.steps.recalculating import recalculate
from schemas.frames import is_missing, records
from schemas.tables import BalancedAttainments, Goals, Results
from schemas.words.vocabulary import words
from tests import ROOT
from tests.conftest import NOW
from workbook.closed.book import ClosedBook

GOALS = pd.DataFrame(
    [
        ("A", "Indsats", 1.0, 0.9),
        ("A", "Indsats", 3.0, 0.5),
        ("A", None, 1.0, 1.3),
        ("A", None, float("nan"), float("nan")),
        ("B", "Indsats", 1.0, float("nan")),
    ],
    columns=[Goals.CENTRE, Goals.PARAMETER, Goals.WEIGHT, Results.ATTAINMENT],
)


def lines():
    return balanced_attainments(GOALS, GOALS)


def test_a_line_a_parameter_and_the_whole_last():
    found = [
        (row["centre"], row["parameter"], row["goals"], row["with_figures"], row["balanced_attainment"])
        for row in records(lines())
    ]
    assert found[:3] == [
        ("A", "Indsats", 2, 2, pytest.approx(0.6)),
        ("A", "", 2, 1, 1.0),
        ("A", None, 4, 3, pytest.approx(0.8)),
    ]
    assert [each[:4] for each in found[3:]] == [("B", "Indsats", 1, 0), ("B", None, 1, 0)]
    assert is_missing(found[4][4])


def test_the_reward_counts_by_its_own_cap():
    assert attained(GOALS, GOALS, 0)["A"] == pytest.approx((0.6 + 1.3) / 2)
    assert attained(GOALS, GOALS, 1)["A"] == pytest.approx(0.8)


def test_the_sheet_has_names_instead_of_blanks_and_the_whole_first():
    shown = records(readable(lines(), words()))
    assert [(row["centre"], row["parameter"]) for row in shown] == [
        ("A", "Hele kontrakten"), ("A", "Indsats"), ("A", "Uden styringsparameter"),
        ("B", "Hele kontrakten"), ("B", "Indsats"),
    ]  # fmt: skip


def test_the_fact_on_forside():
    own = lines()[lines()[BalancedAttainments.CENTRE] == "A"]
    assert attainment_text(own, words()) == "80,0 % (3 af 4 mål har tal)"
    assert attainment_text(lines(), words("en")).endswith("B: – (0 of 1 goals have figures)")
    facts = dict(about_frame(words(), balanced=own).to_numpy().tolist())
    assert facts["Samlet målopfyldelse"] == "80,0 % (3 af 4 mål har tal)"


def test_a_page_without_room_has_it_beside_the_goals_with_figures():
    own = lines()[lines()[BalancedAttainments.CENTRE] == "A"]
    usual = about_frame(words(), balanced=own)
    narrow = about_frame(words(), balanced=own, room=len(usual) - 2)
    assert len(narrow) == len(usual) - 2
    assert dict(narrow.to_numpy().tolist())["Mål med tal"].endswith("; samlet målopfyldelse 80,0 %")
    assert about_frame(words(), balanced=own, room=len(usual)).equals(usual)


def test_a_workbook_made_earlier_is_computed_and_has_it_beside_the_goals_with_figures(tmp_path):
    path = shutil.copy(ROOT / "tests" / "old" / "0.1.0.xlsx", tmp_path / "gammel.xlsx")
    recalculate(path, date(2009, 6, 30), NOW)
    with ClosedBook(path) as book:
        facts = {row[0].text: row[1].text for row in book.read("about").rows}
    assert facts["Mål med tal"].startswith("18 af 18; samlet målopfyldelse ")
    assert "Samlet målopfyldelse" not in facts
