"""Tables that look like ones that are read, and are something else: none of their doubtful figures is taken."""

from datetime import date

import pytest

from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKM, JKN, JKS, PLACED, POWER

P, D, NAMED = PLACED, DEGREE, [[JKS], [PLACED]]
COMPACT = ["Rækkenavne", "Sum af Værdi"]
YEARS = [*HEADER[:2], "År", "Måned", "Værdi"]
P08, P09 = ({(P, f"{year}-01"): 53, (P, f"{year}-02"): 54} for year in (2008, 2009))


def _two(*above, sheet="LIS"):
    """Two months of a share below some titles."""
    return [[f"{D} 2009"], *above, ["Center", "jan", "feb"], [JKM, 2, 1], [JKS, 1, 2]], sheet


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        # headings above compact pivot tables
        ([[P], COMPACT, [2008], ["jan", 103], [JKN, 50], [JKS, 53], ["feb", 111], [JKN, 57], [JKS, 54]], P08),
        ([[JKS], COMPACT, [2008], [P, 107], ["jan", 53], ["feb", 54]], P08),
        ([[P], COMPACT, ["Realiseret"], [JKN, 5], ["jan 2009", 5], [JKS, 53], ["jan 2009", 53], ["Måltal"], [JKS, 60],
          ["feb 2009", 60]], {(P, "2009-01"): 53}),
        ([[JKS], COMPACT, ["jan 2009", 104], [P, 53], [D, 51], [JKN], ["feb 2009", 106], [P, 54], [D, 52]],
         {(P, "2009-01"): 53, (D, "2009-01"): 51}),
        ([[P], ["Center", "Måned", "Værdi"], [JKN, "jan 2009", 5], [None, "I alt", 5], [None, "mar 2009", 8],
          [JKS, "jan 2009", 53], [None, "feb 2009", 54]], P09),
        # years of other kinds
        ([*NAMED, ["År", "Måned", "Værdi"], [(date(2008, 1, 1), "yyyy"), "jan", 53], [None, "feb", 54]], P08),
        ([*NAMED, ["År", "Værdi"], [(date(2007, 1, 1), "yyyy"), 530]], {(P, "2007"): 530}),
        # ordinary tables that look like doubtful ones
        ([[f"{P} 2009"], ["Center", "jan", "feb", "2009 i alt", "2008 i alt"], [JKS, 53, 54, 107, 95]], P09),
        ([[P], ["Center", 2009, None, 2008, None], [None, "feb", "jan", "feb", "jan"], [JKS, 54, 53, 54, 53]],
         {**P08, **P09}),
        ([[*HEADER[:3], "Måned", "Værdi"], *([JKS, P, 2009, month, 50] for month in (4, 5, 6))],
         {(P, f"2009-0{month}"): 50 for month in (4, 5, 6)}),
        ([[*HEADER[:3], "Antal personer", "Pct."], [JKS, P, "2009-01", 53, 60]], {(P, "2009-01"): 53}),
        ([[f"{D}, januar 2009"], ["Center", "Andel", "Mål"], [JKS, 51, 56]], {(D, "2009-01"): 51}),
        ([[JKS], ["Marts 2009"], ["Nr.", "Indikator", "Enhed", "Mål", "Resultat"], [1, P, "antal", 60, 53],
          [2, D, "pct.", 56, 51]], {(P, "2009-03"): 53, (D, "2009-03"): 51}),
        ([[P], ["Center", "jan", "feb", "I alt 2009"], [JKS, 53, 54, 107]], P09),
        ([[f"Kontraktmål 3: {P}"], ["2009"], ["Center", "jan", "feb"], [JKS, 53, 54]], P09),
        ([[P], ["Pr. 31-12-2008"], ["Center", "2008"], [JKS, 530]], {(P, "2008"): 530}),
        ([*NAMED, ["Måned", "Værdi"], ["feb", 54], ["jan", 53]], P09),
        ([[P], ["Center", "jan", "feb", 2008], [JKS, 53, 54, 600]], {**P09, (P, "2008"): 600}),
        # what is printed once holds for the rows below
        ([[f"{D} 2009"], ["Måned", None, JKM, JKS], ["jan", "Realiseret", 50, 51], ["feb", "Prognose", 5, 6],
          ["mar", None, 7, 8]], {(D, "2009-01"): 51}),
        ([[f"{D} 2009"], ["Måned", JKS], ["jan", 51], ["Plan"], ["mar", 56]], {(D, "2009-01"): 51}),
    ],
)  # fmt: skip
def test_only_what_is_meant_is_taken(read, rows, figures):
    code, found, issues = read(rows)
    assert (code, found) == (0, figures), issues


@pytest.mark.parametrize(
    ("rows", "issue"),
    [
        # years that are none
        ([YEARS, [JKS, P, "08", 1, 53]], ("year_unclear", "D2")),
        ([YEARS, [JKS, P, "2008/2009", "nov", 53]], ("year_unclear", "D2")),
        ([*NAMED, ["År", "Måned", "Værdi"], ["08", "jan", 53], ["08", "feb", 54]], ("unknown_label", "A4")),
        ([*NAMED, ["År", "Måned", "Værdi"], ["2008/2009", "jan", 53]], ("unknown_label", "A4")),
        # small counts are no months
        ([[P], ["Marts 2009"], ["Center", "Måned", 2009], [JKN, 5, 50], [JKS, 7, 61]], ("unknown_label", "B3")),
        ([["Marts 2009"], [P], ["Center", "Måned", "Resultat"], [JKN, 5, 50], [JKS, 7, 61]], ("unknown_label", "B3")),
        ([[*HEADER[:3], "Måned", "Værdi"], [JKN, P, 2009, 5, 50], [JKS, P, 2009, 7, 61]], ("missing_column", None)),
        ([[*HEADER[:2], "År", "Mdr.", "Værdi"], [JKS, P, 2008, 12, 600]], ("missing_column", None)),
        # months are no quarters
        ([*NAMED, ["Kvartal", "Værdi"], [(date(2008, 3, 31), "dd-mm-yyyy"), 153]], ("unknown_label", "A4")),
        ([[*HEADER[:2], "År", "Kvartal", "Værdi"], [JKS, P, 2008, "mar", 153]], ("not_a_period", "D2")),
        # New Year within what one year is told for
        ([*NAMED, ["År", "Måned", "Værdi"], [2008, "dec", 54], [None, "jan", 63]], ("year_unclear", "B5")),
        ([*NAMED, ["Måned", "Værdi"], [2008], ["nov", 53], ["dec", 54], ["jan", 63]], ("year_unclear", "A7")),
        ([YEARS, [JKS, P, 2008, "nov", 53], [None, None, None, "dec", 54], [None, None, None, "jan", 63]],
         ("year_unclear", "D4")),
        ([[*HEADER[:2], "Måned", "Værdi"], [JKN, P, 12, 5], [JKS, P, 12, 54], [JKN, P, 1, 5], [JKS, P, 1, 63]],
         ("year_unclear", "C5")),
        ([["Måned", "Center", P], ["dec", JKN, 1], ["dec", JKS, 11], ["jan", JKN, 2], ["jan", JKS, 12]],
         ("year_unclear", "A5")),
        ([*NAMED, ["Periode", "Værdi"], ["dec", 13], ["4. kvt.", 36], ["jan", 14]], ("year_unclear", "A6")),
        ([[P], ["Center", "År", "dec", "jan"], [JKS, 2008, 11, 12]], ("year_unclear", "D2")),
        ([["Center", P], ["dec"], [JKN, 1], [JKS, 11], ["jan"], [JKN, 2], [JKS, 12]], ("year_unclear", "A5")),
        ([["Måned", "Center", P], ["dec", JKN, 1], [None, JKS, 11], ["jan", JKN, 2], [None, JKS, 12]],
         ("year_unclear", "A4")),
        ([*NAMED, ["Måned", "Værdi"], ["okt", 4], ["nov", 5], ["jan", 6]], ("year_unclear", "A6")),
        ([HEADER, *([JKS, P, month, 50] for month in ("okt", "nov", "jan"))], ("year_unclear", "C4")),
        ([["Center", "År", "Måned", P], [JKN, 2008, "nov", 1], [None, None, "dec", 2], [JKS, None, "jan", 11]],
         ("unknown_label", "C4")),
        ([[P], ["Skoleår 2008/09"], ["Center", "jan"], [JKS, 11]], ("year_unclear", "B3")),
        # a closing total tells another year; times beside each other disagree
        ([*NAMED, ["Måned", "Værdi"], ["jan", 50], ["feb", 51], ["2008 i alt", 101]], ("year_unclear", "A4")),
        ([[P], ["Center", "jan", "feb", 2008], [JKS, 10, 20, 30]], ("year_unclear", "B2")),
        ([*NAMED, ["Måned", "Værdi"], ["jan", 10], ["feb", 20], ["mar", 30], ["1. kvt. 2008", 60]],
         ("year_unclear", "A4")),
        ([*NAMED, ["År", "Måned", "Værdi"], [2009, "jan 2008", 53]], ("unknown_label", "B4")),
        ([*NAMED, ["Kvartal", "Måned", "Værdi"], ["1. kvartal 2009", "apr 2009", 53]], ("unknown_label", "B4")),
        ([*NAMED, ["Periode", "Værdi"], [2008, 55], ["jan", 55]], ("year_unclear", "A5")),
        # rows of parts are no rows that a total is of
        ([[P], ["Center", "Gruppe", "jan 2009"], [JKS, None, 53], [None, "Unge", 20]], ("duplicate_observation", "C4")),
        ([[JKS], ["Marts 2009"], ["Indikator", "Værdi"], [P, 53], ["Marts 2008", 48]], ("unknown_label", "A4")),
        ([["Center", "Indikator", "marts 2009"], [JKN, P, 43], [JKS, None, 53], [None, D, 51]],
         ("dimension_missing", None)),
        # texts alone in a row, in a remark, beside a colon
        ([[f"{D} 2009"], ["Center", "jan", "feb"], [None, "Prognose"], [JKM, 50, 51], [JKS, 51, 52]],
         ("title_no_results", "B3")),
        ([[JKS], ["2009"], ["Måned", POWER], [None, "1.000 kWh"], ["jan", 34]], ("title_scale", "B4")),
        ([[f"{D} 2009"], ["Måned", JKS, "Bemærkning"], ["jan", 51, None], ["mar", 56, "Prognose"]],
         ("title_no_results", "C4")),
        ([[f"{D}: ændring"], ["Center", "jan"], [JKS, 1.5]], ("dimension_missing", None)),
        ([[f"Placering: {D}"], ["Center", "jan"], [JKS, 1]], ("dimension_missing", None)),
        # shares of a target or of last year; a month's figure under its quarter; this year under a title's month
        ([[f"{D}, januar 2009"], ["Center", "Antal", "Mål", "Andel"], [JKS, 200, 210, 95]], ("unknown_label", "D2")),
        ([[*HEADER[:3], "Ændring", "Pct."], [JKS, D, "2009-01", 1.2, 2.4]], ("missing_column", None)),
        ([[JKS], ["1. kvartal 2009"], ["Indikator", "Måned", "ÅTD"], [P, 22, 60]], ("unknown_label", "B3")),
        ([["Marts 2009"], [None, JKS, None], ["Indikator", "Sidste år", "I år"], [P, 140, 160]], ("unknown_label", "C3")),
        ([[JKS], ["Indikator", "", "jan 2009"], [D, "Mål", 56], [None, "Pct.", 91]], ("unknown_label", "B4")),
        ([[P], ["Ændring pr. måned"], ["Center", "jan 2009"], [JKS, 92]], ("title_no_results", "A2")),
        ([[P], ["Pr. 31-03-2009"], ["Center", "2008", "2009"], [JKS, 20, 21]], ("titles_disagree", "A2")),
        # units
        ([[JKS], ["2009"], ["Indikator", "Enhed", "jan"], [POWER, "1.000 kWh", 34]], ("unknown_label", "B4")),
        ([[JKS], ["2009"], ["Indikator", "Enhed", "jan"], [P, "pr. 100 ledige", 34]], ("unknown_label", "B4")),
        ([[JKS], ["2009"], ["Indikator", "Enhed", "jan"], [D, "pct.-point", 1.5]], ("unit_disagrees", "B4")),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_refused(read, rows, issue):
    code, _, issues = read(rows)
    assert code == 1
    assert issue in issues


@pytest.mark.parametrize(
    ("rows", "sheet"),
    [
        _two(["Placering"]), _two(sheet="Rangliste"), _two(sheet="Plan 2009"), _two(["Forventning"]), _two(sheet="Antal"),
        _two(["Procentvis fordeling"]), _two(["Antal"]),
        ([[f"{D} 2009"], ["Placering", "jan"], [JKM, 2], [JKS, 1]], "LIS"),
    ],
)  # fmt: skip
def test_ranks_plans_and_counts_are_no_shares(read, rows, sheet):
    code, _, issues = read(rows, sheet)
    assert (code, bool({"title_no_results", "unit_disagrees"} & {name for name, _ in issues})) == (1, True)
