"""Pivot tables as Excel prints them: compact, in outline form, in tabular form with subtotals."""

import pytest

from tests.unit.workbook.exports.messy.messy import DEGREE, JKN, JKS, PLACED

P08 = {(PLACED, "2008-01"): 50, (PLACED, "2008-02"): 51}
P09 = {(PLACED, "2009-01"): 53, (PLACED, "2009-02"): 54}
D09 = {(DEGREE, "2009-01"): 51, (DEGREE, "2009-02"): 52}
COMPACT, MONTHS = ["Rækkenavne", "Sum af Værdi"], ["2009-01", "2009-02"]
YEARS = [[2008, 101], ["jan", 50], ["feb", 51], [2009, 107], ["jan", 53], ["feb", 54], ["Hovedtotal", 208]]


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        # compact: a month above its centres, a centre above its years, years above their months
        ([COMPACT, ["jan 2009", 96], [JKN, 43], [JKS, 53], ["feb 2009", 98], [JKN, 44], [JKS, 54], ["Hovedtotal", 194]],
         P09),
        ([COMPACT, [JKS, 208], *YEARS], {**P08, **P09}),
        ([[JKS], COMPACT, *YEARS], {**P08, **P09}),
        ([[JKS], COMPACT, [2008], *YEARS[1:3]], P08),
        # outline: each label in a column of its own, above the rows it holds for, with a subtotal or without
        ([["Center", "Indikator", *MONTHS], [JKN], [None, DEGREE, 41, 42], [JKS], [None, DEGREE, 51, 52],
          [None, PLACED, 53, 54]], {**D09, **P09}),
        ([["Center", "Indikator", *MONTHS], [JKN, None, 41, 42], [None, DEGREE, 41, 42], [JKS, None, 104, 106],
          [None, PLACED, 53, 54], [None, DEGREE, 51, 52], ["Hovedtotal", None, 145, 148]], {**D09, **P09}),
        ([["Center", "Måned", PLACED], [JKN, None, 43], [None, "jan 2009", 43], [JKS, None, 107],
          [None, "jan 2009", 53], [None, "feb 2009", 54], ["Hovedtotal", None, 150]], P09),
        # tabular: subtotals below
        ([["Center", "Indikator", *MONTHS], [JKN, PLACED, 43, 44], [f"{JKN} Total", None, 43, 44],
          [JKS, PLACED, 53, 54], [f"{JKS} Total", None, 53, 54], ["Hovedtotal", None, 96, 98]], P09),
        ([["Center", "Måned", PLACED], [JKN], [None, "jan 2009", 43], [f"{JKN} i alt", None, 43], [JKS],
          [None, "jan 2009", 53], [None, "feb 2009", 54], [f"{JKS} i alt", None, 107], ["Hovedtotal", None, 150]], P09),
        # months across by their numbers, the word for them beside or above
        ([[f"{PLACED} 2009"], ["Måned", 1, 2, "I alt"], [JKN, 43, 44, 87], [JKS, 53, 54, 107]], P09),
        ([[PLACED], ["År", 2009], ["Center", "Måned"], [None, "1", "2"], [JKN, 43, 44], [JKS, 53, 54]], P09),
        ([[PLACED], [None, 2008, None, 2009, None], ["Måned", 1, 2, 1, 2], [JKN, 40, 41, 43, 44],
          [JKS, 50, 51, 53, 54]], {**P08, **P09}),
    ],
)  # fmt: skip
def test_a_pivot_table(read, rows, figures):
    code, found, issues = read(rows, PLACED)
    assert (code, found) == (0, figures), issues


@pytest.mark.parametrize(
    ("rows", "issue"),
    [
        ([COMPACT, ["jan 2009", 97], [JKN, 43], [JKS, 53]], ("total_disagrees", "B2")),
        ([["Center", "Måned", PLACED], [JKS, None, 117], [None, "jan 2009", 53], [None, "feb 2009", 54]],
         ("total_disagrees", "C2")),
        ([["Center", "Måned", PLACED], [JKS, "jan 2009", 53], [None, "feb 2009", 54], [f"{JKS} Total", None, 117]],
         ("total_disagrees", "C4")),
        # a year that its months do not give may stand above those of the next one
        ([[JKS], COMPACT, [2008, 600], ["jan", 50], ["feb", 51]], ("year_unclear", "A4")),
        ([[JKS], COMPACT, [2007, 600], [2008, 101], ["jan", 50], ["feb", 51]], ("year_unclear", "A5")),
        ([COMPACT, [JKS, 93], ["Team A", 40], ["Team B", 53]], ("unknown_centre", "A3")),
    ],
)  # fmt: skip
def test_a_pivot_table_that_may_be_something_else(read, rows, issue):
    code, _, issues = read(rows, PLACED)
    assert code == 1
    assert issue in issues
