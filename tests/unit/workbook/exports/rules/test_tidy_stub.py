"""The stub of a crosstab under the laws of lists: drawn, with the rows that must come out and what is said."""

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
    "years and months in columns of their own": (
        """
        Forbrug
        Center | År   | Måned | Værdi
        Nord   | 2008 | jan   | 1
               |      | feb   | 2
        Syd    | 2008 | jan   | 3
               |      | feb   | 4
        """,
        """
        Nord | spent | 2008-01 | 1
        Nord | spent | 2008-02 | 2
        Syd  | spent | 2008-01 | 3
        Syd  | spent | 2008-02 | 4
        """,
        [],
    ),
    "a quarter beside its months": (
        """
        Forbrug
        Kvartal         | Måned    | Nord | Syd
        1. kvartal 2009 | jan 2009 | 1    | 2
                        | feb 2009 | 3    | 4
        """,
        """
        Nord | spent | 2009-01 | 1
        Syd  | spent | 2009-01 | 2
        Nord | spent | 2009-02 | 3
        Syd  | spent | 2009-02 | 4
        """,
        [],
    ),
}
DOUBTS = {
    "a part whose total is not there": (PIVOT.replace("       | I alt   | 4        | 7\n", ""), ("part_alone", "B6")),
    "a year that does not go on": (
        """
        Forbrug
        År   | Måned | Nord
        2008 | nov   | 1
             | dec   | 2
             | jan   | 3
        """,
        ("year_unclear", "B5"),
    ),
    "a year beside a month of another": (
        """
        Forbrug
        År   | Måned    | Nord
        2009 | jan 2008 | 1
        """,
        ("year_contradicts", "B3"),
    ),
    "a month beside another quarter": (
        """
        Forbrug
        Kvartal         | Måned    | Nord
        1. kvartal 2009 | apr 2009 | 1
        """,
        ("period_contradicts", "B3"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_stub_is_read_as_a_lists_columns(name):
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
