"""Crosstabs whose stub divides their figures: drawn, with the rows that must come out and what is said."""

import pytest

from tests.unit.workbook.exports.tidy.drawn import expected, issues, laid, rows

PIVOT = """
Forbrug
Center | Køn     | jan 2009 | feb 2009
Nord   | Mænd    | 1        | 2
       | Kvinder | 3        | 4
       | I alt   | 4        | 6
Syd    | Mænd    | 1        | 2
       | Kvinder | 3        | 4
       | I alt   | 4        | 7
"""
CASES = {
    "the totals of a column that divides": (
        PIVOT,
        """
        Nord | spent | 2009-01 | 4
        Nord | spent | 2009-02 | 6
        Syd  | spent | 2009-01 | 4
        Syd  | spent | 2009-02 | 7
        """,
        [("parts_left_out", "B5")],
    ),
}
DOUBTS = {
    "a total that has no figure for a month": (
        PIVOT.replace("       | I alt   | 4        | 7", "       | I alt   | 4        |"),
        ("part_alone", "D6"),
    ),
    "a part whose total is not there": (PIVOT.replace("       | I alt   | 4        | 7\n", ""), ("part_alone", "B6")),
}


@pytest.mark.parametrize("name", CASES)
def test_the_totals_are_read_as_in_lists(name):
    drawing, wanted, said = CASES[name]
    found = laid(_flush(drawing))
    assert rows(found) == expected(wanted)
    assert _said(found) == said


@pytest.mark.parametrize("name", DOUBTS)
def test_what_a_list_is_refused_for_a_crosstab_is_too(name):
    drawing, wanted = DOUBTS[name]
    assert wanted in _said(laid(_flush(drawing)))


def _flush(drawing):
    lines = drawing.strip("\n").split("\n")
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[indent:] for line in lines)


def _said(found):
    codes = {"unknown_column", "title_unread"}
    return [
        *(each for each in issues(found) if each[0] not in codes),
        *((each.code, each.place.cell) for each in found.said if each.code not in codes),
    ]
