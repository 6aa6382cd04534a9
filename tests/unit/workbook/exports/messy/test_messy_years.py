"""The year and the period of exports whose labels or titles tell only a part of it."""

import pytest

from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKN, JKS, PLACED, months, table

# ---- the year of months that name none -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "corner", "sheet", "year"),
    [
        (DEGREE, "Center", "LIS", 2009),
        (DEGREE, "Center", "LIS 2008", 2008),
        (DEGREE, "Center", "2008", 2008),
        (DEGREE, 2008, "LIS", 2008),
        (f"{DEGREE} 2009", "Center", "LIS 2008", 2009),
        (DEGREE, "Center", "Udtrukket 12-05-2009", 2009),
    ],
)
def test_months_are_of_the_year_that_stands_around_thetable(read, title, corner, sheet, year):
    code, figures, _ = read(table(title, corner), sheet)
    assert (code, figures) == (0, months(year))


@pytest.mark.parametrize(
    ("above", "sheet", "year"),
    [([], "2008", 2008), ([["Udtræk fra LIS 2008"]], "LIS", 2008), ([["Udtrukket 12-01-2010"]], "LIS", 2009)],
)
def test_a_lists_months_are_of_the_year_above_it(read, above, sheet, year):
    code, figures, _ = read([*above, HEADER, [JKS, DEGREE, "jan", 51]], sheet)
    assert (code, figures) == (0, {(DEGREE, f"{year}-01"): 51})


def test_a_column_of_years_beside_the_periods_is_their_year(read):
    rows = (f"{JKS};{DEGREE};2008;jan;51", f"{JKS};{DEGREE};2009;jan;52", f"{JKS};{DEGREE};2009;2009-02;53")
    code, figures, issues = read("\n".join(["Center;Indikator;År;Periode;Værdi", *rows]))
    assert code == 0
    assert figures == {(DEGREE, "2008-01"): 51, (DEGREE, "2009-01"): 52, (DEGREE, "2009-02"): 53}
    assert ("unknown_column", "C1") not in issues


def test_a_day_and_month_is_no_month_of_an_early_year(read):
    code, _, issues = read(f"{';'.join(HEADER)}\n{JKS};{DEGREE};01-jan;51")
    assert (code, issues) == (1, {("not_a_period", "C2")})


# ---- months that name no year, and something that speaks against the one taken ----------------------------------


def _headed(*months):
    figures = range(50, 50 + len(months))
    return [[DEGREE], ["Center", *months], [JKN, *figures], [JKS, *figures]]


@pytest.mark.parametrize(
    ("months", "cells"),
    [
        (["okt 2008", "nov", "dec", "jan 2009", "feb"], {"C2", "D2", "F2"}),
        (["nov", "dec", "jan", "feb"], {"D2"}),
    ],
)
def test_months_without_a_year_beside_those_of_another_are_refused(read, months, cells):
    code, _, found = read(_headed(*months))
    assert code == 1
    assert {cell for name, cell in found if name == "year_unclear"} == cells


@pytest.mark.parametrize(
    "title",
    [
        "Juli 2008 - juni 2009",
        "Basisår: 2008",
        "Metode som i 2008",
        "Ny opgørelsesmetode fra 1. juli 2008",
        "Rapport BIF-2008-17",
        "Populationen er ledige pr. december 2008",
    ],
)
def test_titles_that_speak_of_another_year_are_no_guide(read, title):
    rows = _headed("Jan", "Feb")
    code, _, found = read([rows[0], [title], *rows[1:]])
    assert (code, ("year_unclear", "B3") in found) == (1, True)
    rows = _headed("Jan 2009", "Feb 2009")
    assert read([rows[0], [title], *rows[1:]])[0] == 0


def test_a_heading_of_a_year_holds_for_the_months_below(read):
    rows = [[PLACED, None], ["Periode", JKN, JKS], [2008], ["nov", 1, 10], ["dec", 2, 20], [2009], ["jan", 3, 30]]
    code, figures, _ = read(rows)
    assert (code, figures) == (0, {(PLACED, "2008-11"): 10, (PLACED, "2008-12"): 20, (PLACED, "2009-01"): 30})


def test_a_year_with_figures_above_months_without_one_is_no_guide(read):
    rows = [[PLACED, None], ["Periode", JKN, JKS], ["2008", 36, 360], ["nov", 1, 10], ["dec", 2, 20]]
    code, _, found = read(rows)
    assert (code, ("year_unclear", "A4") in found) == (1, True)


@pytest.mark.parametrize("title", ["Periode: marts 2009", "Opgjort pr. 31-03-2009"])
def test_a_print_date_above_is_not_the_period(read, title):
    rows = [["Dato: 05-04-2009"], [title], ["Center", DEGREE], [JKN, 51], [JKS, 52]]
    assert read(rows)[:2] == (0, {(DEGREE, "2009-03"): 52})
    assert read([rows[0], *rows[2:]])[0] == 1


def test_a_sheets_name_and_a_title_that_name_two_months_are_refused(read):
    rows = [["Januar 2009"], ["Center", DEGREE], [JKN, 51], [JKS, 52]]
    assert ("titles_disagree", None) in read(rows, sheet="Mar 2009")[2]
    assert read(rows, sheet="Jan 2009")[:2] == (0, {(DEGREE, "2009-01"): 52})


def test_a_sheet_for_each_month(read):
    assert read([["Center", DEGREE], [JKN, 51], [JKS, 52]], sheet="Februar")[:2] == (0, {(DEGREE, "2009-02"): 52})


@pytest.mark.parametrize(
    ("above", "periods", "cells"),
    [
        ([], ["nov 2008", "dec", "jan 2009"], {"C3"}),
        ([["Basisår: 2008"]], ["jan", "feb", "mar"], {"C3", "C4", "C5"}),
        ([["2008 og 2009"]], ["jan", "feb 2009", "mar"], {"C3", "C5"}),
        ([["Basisår: 2008"]], ["jan 2009", "feb 2009"], set()),
    ],
)
def test_a_lists_months_without_a_year(read, above, periods, cells):
    rows = [*above, HEADER, *([JKS, PLACED, period, 10 + n] for n, period in enumerate(periods))]
    code, _, found = read(rows)
    assert {cell for name, cell in found if name == "year_unclear"} == cells
    assert code == bool(cells)


def test_a_goals_title_is_no_source_of_years(read):
    title = "Unge under 30 år med over 6 måneder: ikke flere end i 2008"
    rows = [[title], ["Center", "Jan", "Feb"], [JKN, 1, 2], [JKS, 10, 20]]
    code, figures, _ = read(rows)
    assert (code, {period for _, period in figures}) == (0, {"2009-01", "2009-02"})
    rows[0][0] = title + ", 2009"
    assert {period for _, period in read(rows)[1]} == {"2009-01", "2009-02"}


@pytest.mark.parametrize("title", ["Sag 2008-12345", "Dato: 15-12-2008", "Udskrift 15-12-2008", "J.nr. 2008-4411"])
def test_days_and_case_numbers_are_no_source_of_years(read, title):
    rows = [[DEGREE], [title], ["Center", "Jan", "Feb"], [JKN, 50, 51], [JKS, 52, 53]]
    assert "2008-01" not in {period for _, period in read(rows)[1]}


# ---- a year in one column, a month, quarter or half-year in another ----------------------------------------------

JAN08, FEB08, JAN09, FEB09 = ((DEGREE, f"{year}-{month:02d}") for year in (2008, 2009) for month in (1, 2))
NAMED = [[JKS], [DEGREE]]
HALVES = {(DEGREE, "2008-H1"): 51, (DEGREE, "2008-H2"): 52}


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        # lists
        ([[*HEADER[:2], "År", "Kvartal", "Værdi"], [JKS, DEGREE, 2008, 1, 51]], {(DEGREE, "2008-Q1"): 51}),
        ([[*HEADER[:2], "År", "Halvår", "Værdi"], [JKS, DEGREE, 2008, "2", 51]], {(DEGREE, "2008-H2"): 51}),
        ([[*HEADER[:2], "Kvartal", "Årstal", "Værdi"], [JKS, DEGREE, "3. kvt.", 2008, 51]], {(DEGREE, "2008-Q3"): 51}),
        ([[*HEADER[:2], "Måned", "Værdi"], [JKS, DEGREE, 1, 51], [JKS, DEGREE, 2, 52]], {JAN09: 51, FEB09: 52}),
        ([[*HEADER[:3], "Måned", "Værdi"], [JKS, DEGREE, 2008, "jan", 51], [JKS, DEGREE, 2009, "feb", 52]],
         {JAN08: 51, FEB09: 52}),
        ([[*HEADER[:2], "År", "Kvartal", "Måned", "Værdi"], [JKS, DEGREE, 2008, 1, 1, 51]], {JAN08: 51}),
        # rows of a crosstab
        ([["Center", "År", "Måned", DEGREE], [JKN, 2008, 1, 7], [JKS, 2008, 1, 51], [JKS, 2009, 2, 52]],
         {JAN08: 51, FEB09: 52}),
        ([["Center", "År", "Måned", DEGREE], [JKS, 2008, "jan", 51], [None, None, "feb", 52]], {JAN08: 51, FEB08: 52}),
        ([*NAMED, ["År", "Halvår", "Værdi"], [2008, 1, 51], [2008, 2, 52]], HALVES),
        ([*NAMED, ["Måned", "År", "Værdi"], ["jan", 2008, 51], ["feb", None, 52]], {JAN08: 51, FEB08: 52}),
        ([*NAMED, ["Måned", "År", "Værdi"], ["jan", 2008, 50], ["jan", 2009, 51]], {JAN08: 50, JAN09: 51}),
        ([["LIS 2008"], *NAMED, ["Måned", "Værdi"], [1, 51], [2, 52]], {JAN08: 51, FEB08: 52}),
        # years down, months across
        ([[DEGREE], ["Center", "År", "jan", "feb"], [JKN, 2008, 1, 2], [JKS, 2008, 51, 52]], {JAN08: 51, FEB08: 52}),
        ([[JKS], ["Indikator", "År", "jan"], [DEGREE, 2008, 51], [None, 2009, 52]], {JAN08: 51, JAN09: 52}),
    ],
)  # fmt: skip
def test_years_and_parts_of_them_in_columns_of_their_own(read, rows, figures):
    code, found, issues = read(rows)
    assert (code, found) == (0, figures), issues


@pytest.mark.parametrize(
    ("rows", "issue"),
    [
        ([[*HEADER[:2], "År", "Kvartal", "Værdi"], [JKS, DEGREE, 2008, 5, 51]], ("not_a_period", "D2")),
        ([[*HEADER[:2], "År", "Måned", "Værdi"], [JKS, DEGREE, 2008, 1, 51], [JKS, DEGREE, None, "feb", 52]],
         ("missing_value", "C3")),
        ([[*HEADER[:3], "Måned", "Værdi"], [JKS, DEGREE, "2008-02", "jan", 51], [JKS, DEGREE, "2008-02", "feb", 51]],
         ("duplicate_observation", "C3")),
    ],
)  # fmt: skip
def test_years_and_parts_of_them_that_do_not_fit(read, rows, issue):
    code, _, issues = read(rows)
    assert code == 1
    assert issue in issues


# ---- from one month to another -----------------------------------------------------------------------------------

Q1 = (PLACED, "2009-Q1")


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        ([[PLACED], ["Januar-marts 2009"], ["Center", "Resultat"], [JKS, 51]], {Q1: 51}),
        ([[PLACED], ["Periode: 01-01-2009 - 31-03-2009"], ["Center", "Resultat"], [JKS, 51]], {Q1: 51}),
        ([[PLACED], ["Center", "Jan-mar 2009", "Apr-jun 2009"], [JKS, 51, 52]], {Q1: 51, (PLACED, "2009-Q2"): 52}),
        ([HEADER, [JKS, PLACED, "jan-mar 2009", 51]], {Q1: 51}),
        ([["Januar-marts 2009"], [*HEADER[:2], "Værdi"], [JKS, PLACED, 51]], {Q1: 51}),
        ([[PLACED], ["Januar-marts 2009"], ["Center", "jan", "feb"], [JKS, 51, 52]],
         {(PLACED, "2009-01"): 51, (PLACED, "2009-02"): 52}),
    ],
)  # fmt: skip
def test_three_months_from_one_to_another_are_a_quarter(read, rows, figures):
    code, found, issues = read(rows)
    assert (code, found) == (0, figures), issues


@pytest.mark.parametrize("title", ["Januar-april 2009", "Januar-marts 2009, hidtil", "Til og med marts 2009"])
def test_other_spans_of_months_are_no_period(read, title):
    assert read([[PLACED], [title], ["Center", "Resultat"], [JKS, 51]])[0] == 1


# ---- labels that say what their figures are and when they are of -------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        ([*NAMED, ["Måned", "Resultat 2008", "Resultat 2009"], ["jan", 50, 51], ["feb", 52, 53]],
         {JAN08: 50, JAN09: 51, FEB08: 52, FEB09: 53}),
        ([*NAMED, ["Måned", "Realiseret 2008", "Budget 2009"], ["jan", 50, 51]], {JAN08: 50}),
        ([[DEGREE], ["Center", "Resultat januar 2009", "Resultat februar 2009"], [JKS, 51, 52]], {JAN09: 51, FEB09: 52}),
        ([[DEGREE], ["2008"], ["Center", "Andel i pct. jan", "Andel i pct. feb"], [JKS, 51, 52]],
         {JAN08: 51, FEB08: 52}),
        ([[JKS], ["Måned", f"{DEGREE} 2008"], ["jan", 51]], {JAN08: 51}),
        ([[DEGREE], ["Måned", f"{JKS} 2008", f"{JKS} 2009"], ["jan", 51, 52]], {JAN08: 51, JAN09: 52}),
        ([["Center", "Indikator", "Måned", "Værdi 2008"], [JKS, DEGREE, "jan", 51]], {JAN08: 51}),
    ],
)  # fmt: skip
def test_labels_of_a_result_and_its_period(read, rows, figures):
    code, found, issues = read(rows)
    assert (code, found) == (0, figures), issues


@pytest.mark.parametrize(
    "label",
    ["Resultat ekskl. 2008", "Resultat pr. 5-3-2009", "Resultat, uge 5 2009", "Antal 2008", "Resultat fra 2008"],
)
def test_labels_that_say_more_than_a_result_and_its_period(read, label):
    assert read([*NAMED, ["Måned", label], ["jan", 51]])[0] == 1
    assert read([[DEGREE], ["Center", label], [JKS, 51]])[0] == 1


def test_a_label_of_a_share_and_a_year_is_none_of_a_count(read):
    code, _, issues = read([[JKS], [PLACED], ["Måned", "Pct. 2008"], ["jan", 51]])
    assert (code, ("percent_for_other_unit", "B3") in issues) == (1, True)
