"""Sums to date of a centre that opens within the year: the months before it are none, and not missing."""

from datetime import date

import pytest

from schemas.cells import RawTable
from schemas.expected import Expected
from schemas.reading import Understood, empty, frame_of
from schemas.tables import BudgetLines, Centres, Goals, Observations
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from workbook.exports.rows.by_difference import by_difference

OPENS = {"Øst": date(2025, 7, 1), "Vest": None}


def divided(sums, known=(), centre="Øst"):
    """Month → its own use, and the codes of errors."""

    def lines(pairs):
        rows = [(parse_period(f"2025-{month:02}"), amount) for month, amount in pairs]
        return frame_of(BudgetLines, [{"centre": centre, "account": "operating", "period": p, "actual": a} for p, a in rows])  # fmt: skip

    centres = frame_of(Centres, [{"centre": name, "valid_from": day} for name, day in OPENS.items()])
    expected = Expected(words(), empty(Goals), centres, empty(Observations), lines(known))
    frame = lines(sums)
    raw = RawTable("opus.csv", "", [], [[] for _ in sums], list(range(5, 5 + len(frame))))
    done = by_difference(Understood(BudgetLines, frame, raw, {}), frame, [BudgetLines.ACTUAL], expected, words())
    found = zip(done.frame[BudgetLines.PERIOD], done.frame[BudgetLines.ACTUAL], strict=True)
    return {str(period): int(amount) for period, amount in found}, [each.code for each in done.issues if each.code != "accumulated_split"]  # fmt: skip


@pytest.mark.parametrize(
    ("sums", "known", "own"),
    [
        ([(7, 100), (8, 250), (9, 330)], [], {"2025-07": 100, "2025-08": 150, "2025-09": 80}),
        ([(9, 330)], [], {"2025-Q3": 330}),
        ([(10, 400)], [(7, 100), (8, 150), (9, 80)], {"2025-10": 70}),
        ([(8, 250)], [(7, 100)], {"2025-08": 150}),
        ([(1, 5), (7, 100)], [(month, 1) for month in range(1, 7)], {"2025-01": 5, "2025-07": 90}),
    ],
)
def test_the_months_before_a_centre_opened_are_none(sums, known, own):
    assert divided(sums, known) == (own, [])


def test_a_month_that_is_missing_since_it_opened_is_one():
    assert divided([(7, 100), (12, 900)]) == ({"2025-07": 100}, ["accumulated_gap"])
    assert divided([(7, 100)], centre="Vest") == ({}, ["accumulated_gap"])
