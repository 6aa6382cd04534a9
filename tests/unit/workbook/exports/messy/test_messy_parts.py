"""Columns and rows that stand beside the results: counts beside shares, targets, last year, the year to date, units."""

import pytest

from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKN, JKS, PLACED

D1, D2 = (DEGREE, "2009-01"), (DEGREE, "2009-02")
P1, P2 = (PLACED, "2009-01"), (PLACED, "2009-02")
DEGREES, PLACEMENTS = {D1: 51, D2: 52}, {P1: 20, P2: 22}


def _months(measure, first, second, *own):
    """Two parts under each of two months: those of a centre, then the own centre's."""
    months = ["Center", "Januar", None, "Februar", None]
    return [[f"{measure} 2009"], months, [None, *[first, second] * 2], [JKN, 1, 2, 3, 4], [JKS, *own]]


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        # a count and a share: the measure's unit tells
        (_months(PLACED, "Antal", "Andel", 20, 67, 22, 67), PLACEMENTS),
        (_months(DEGREE, "Antal", "Pct.", 200, 51, 220, 52), DEGREES),
        (_months(DEGREE, "Antal personer", "Andel i pct.", 200, 51, 220, 52), DEGREES),
        ([[f"{DEGREE}, januar 2009"], ["Center", "Antal", "Pct."], [JKN, 4, 40], [JKS, 5, 51]], {D1: 51}),
        ([[JKS], ["Indikator", "", "jan 2009"], [DEGREE, "Antal", 200], [None, "Pct.", 51], [PLACED, "Antal", 20],
          [None, "Pct.", 67]], {D1: 51, P1: 20}),
        ([[*HEADER[:3], "Antal", "Andel"], [JKS, PLACED, "2009-01", 20, 67]], {P1: 20}),
        ([[*HEADER[:3], "Andel", "Antal"], [JKS, DEGREE, "2009-01", 51, 200]], {D1: 51}),
        ([[*HEADER[:3], "Antal"], [JKS, PLACED, "2009-01", 20]], {P1: 20}),
        ([[*HEADER[:3], "Pct."], [JKS, DEGREE, "2009-01", 51]], {D1: 51}),
        # targets, forecasts, last year, the year to date
        (_months(PLACED, "Måned", "ÅTD", 20, 20, 22, 42), PLACEMENTS),
        (_months(PLACED, "Md.", "Akk.", 20, 20, 22, 42), PLACEMENTS),
        (_months(PLACED, "Realiseret", "Budget", 20, 25, 22, 25), PLACEMENTS),
        (_months(DEGREE, "Sidste år", "I år", 40, 51, 41, 52), DEGREES),
        (_months(DEGREE, "Mål", "Faktisk", 56, 51, 56, 52), DEGREES),
        ([[f"{DEGREE}, januar 2009"], ["Center", "Mål", "Resultat", "Målopfyldelse"], [JKS, 56, 51, 91]], {D1: 51}),
        ([[f"{DEGREE}, januar 2009"], ["Center", "Resultat", "Sidste år"], [JKS, 51, 50]], {D1: 51}),
        ([[f"{DEGREE} 2009"], ["Center", "jan", "feb", "Året"], [JKS, 51, 52, 51.5]], DEGREES),
        ([[f"{DEGREE} 2009"], ["Center", "jan", "feb", "Placering"], [JKN, 49, 50, 2], [JKS, 51, 52, 1]], DEGREES),
        ([[JKS], ["2009"], ["Indikator", None, "jan", "feb"], [DEGREE, "Resultat", 51, 52], [None, "Sidste år", 4, 5],
          [PLACED, "Resultat", 20, 22], [None, "Sidste år", 1, 2]], {**DEGREES, **PLACEMENTS}),
        ([[DEGREE], ["Center", "jan", "feb"], ["Realiseret"], [JKS, 51, 52], ["Prognose"], [JKS, 55, 56]], DEGREES),
        # units
        ([[JKS], ["Indikator", "Enhed", "jan", "feb"], [DEGREE, "pct.", 51, 52], [PLACED, "antal", 20, 22]],
         {**DEGREES, **PLACEMENTS}),
    ],
)  # fmt: skip
def test_what_stands_beside_the_results_is_told_from_them(read, rows, figures):
    code, found, issues = read(rows)
    assert (code, found) == (0, figures), issues


@pytest.mark.parametrize(
    ("rows", "issue"),
    [
        # kroner are neither counts nor shares
        ([["electricity_use, januar 2009"], ["Center", "Antal", "Pct."], [JKS, 5, 51]], ("unknown_label", "B2")),
        ([[*HEADER[:3], "Antal", "Andel"], [JKS, DEGREE, "2009-01", 9, 51], [JKS, PLACED, "2009-01", 9, 67]],
         ("missing_column", None)),
        ([[*HEADER[:3], "Antal"], [JKS, DEGREE, "2009-01", 20]], ("unit_disagrees", "D1")),
        ([[*HEADER[:3], "Pct."], [JKS, PLACED, "2009-01", 20]], ("percent_for_other_unit", "D1")),
        # per cent of what? beside a target it may be of that
        ([[f"{DEGREE}, januar 2009"], ["Center", "Antal", "Pct.", "Mål"], [JKS, 5, 51, 6]], ("unknown_label", "C2")),
        # "this year" alone may be the year to date
        ([[f"{DEGREE}, marts 2009"], ["Center", "Sidste år", "I år"], [JKS, 50, 51]], ("unknown_label", "C2")),
        ([[f"{DEGREE}, marts 2009"], ["Center", "Måned", "Rest"], [JKS, 50, 51]], ("layout_unsure", None)),
        ([[JKS], ["Indikator", "Enhed", "jan"], [DEGREE, "pct.", 51], [PLACED, "1.000 stk.", 20]],
         ("unknown_label", "B4")),
        ([[JKS], ["Indikator", "Enhed", "jan"], [DEGREE, "pct.", 51], [PLACED, "kr.", 20]], ("unit_disagrees", "B4")),
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_not_taken(read, rows, issue):
    code, _, issues = read(rows)
    assert code == 1
    assert issue in issues
