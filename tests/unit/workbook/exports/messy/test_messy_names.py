"""Titles of more than a name, rows of more than the workbook's centres, per cent above counts, columns of years."""

import pytest

from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKN, JKS, PLACED

TABLE = [["Center", "Jan 2009", "Feb 2009"], [JKN, 51, 52], [JKS, 51.5, 53]]
FIGURES = {(DEGREE, "2009-01"): 51.5, (DEGREE, "2009-02"): 53}

# ---- what a title may say beside a measure ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        f"Tabel 3: {DEGREE}",
        f"Mål 4: {DEGREE}",
        f"LIS: {DEGREE}",
        f"Indikator: {DEGREE}",
        f"{DEGREE}: januar-marts 2009",
        f"{DEGREE} pr. jobcenter, januar-marts 2009",
        f"{DEGREE} fordelt på jobcentre",
        f"{DEGREE} pr. måned, januar til og med marts 2009",
        f"Tabel 2. {DEGREE} pr. center (1. kvartal 2009)",
    ],
)
def test_a_title_may_say_how_its_table_is_made(read, title):
    assert read([[title], *TABLE])[:2] == (0, FIGURES)


@pytest.mark.parametrize(
    "title",
    [f"Kvinder: {DEGREE}", f"Team 3: {DEGREE}", f"{DEGREE}: kvinder", f"Ungdom: {DEGREE}", f"{DEGREE} for kvinder"],
)
def test_a_title_that_may_narrow_its_figures_names_no_measure(read, title):
    code, figures, found = read([[title], *TABLE])
    assert (code, figures, ("dimension_missing", None) in found) == (1, {}, True)


@pytest.mark.parametrize(
    ("title", "is_said"),
    [
        ("Antal klager", True),
        ("Afsluttede forløb 2009", True),
        ("Jobcentre i København", True),
        ("LIS-udtræk", False),
        ("Januar-marts 2009", False),
        ("Udtrukket 15-04-2009", False),
        (DEGREE, False),
    ],
)
def test_a_title_that_nothing_is_known_of_is_said_where_the_sheet_alone_names_the_measure(read, title, is_said):
    for rows in ([[title], *TABLE], [[title], [], *TABLE]):
        code, figures, found = read(rows, sheet=DEGREE)
        assert (code, figures, ("title_unread", "A1") in found) == (0, FIGURES, is_said)


@pytest.mark.parametrize("title", ["Kun kvinder", "Kvinder", "Heraf unge", "Ekskl. fleksjob"])
def test_a_title_that_narrows_what_is_below_is_said(read, title):
    for rows in ([[title], [DEGREE], *TABLE], [[title], HEADER, [JKS, DEGREE, "2009-01", 51.5]]):
        code, _, found = read(rows)
        assert (code, ("filter_above", "A1") in found) == (0, True)


@pytest.mark.parametrize(
    "title",
    [
        "Januar til udgangen af marts 2009",
        "tom marts 2009",
        "Siden marts 2009",
        "Før marts 2009",
        "Deadline: marts 2009",
        "Godkendt marts 2009",
        "Revideret marts 2009",
    ],
)
def test_a_month_that_says_something_else_is_no_period(read, title):
    code, figures, _ = read([[title], ["Indikator", "Værdi"], [DEGREE, 51.5]], sheet=JKS)
    assert (code, figures) == (1, {})


# ---- rows beyond the workbook's centres -------------------------------------------------------------------------

AREAS = ["Hele landet", "Landsgennemsnit", "Region Hovedstaden", "Klyngen", "6-byerne", "Uoplyst", "Øvrige centre"]


@pytest.mark.parametrize("name", AREAS)
def test_rows_of_wider_areas_and_of_the_rest_are_left_out(read, name):
    code, figures, found = read([[DEGREE], *TABLE, [name, 50, 51]])
    assert (code, figures, ("other_centre", None) in found) == (0, FIGURES, True)
    assert not {cell for known, cell in found if known == "label_taken"} & {"A5"}
    rows = [[JKS, DEGREE, "2009-01", 51.5], [name, DEGREE, "2009-01", 50]]
    code, figures, found = read([HEADER, *rows])
    assert (code, figures, ("other_centre", None) in found) == (0, {(DEGREE, "2009-01"): 51.5}, True)


def test_the_rest_is_part_of_a_total_and_a_wider_area_is_not(read):
    rows = [[JKN, 51], [JKS, 52], ["Uoplyst", 3], ["I alt", 106], ["Hele landet", 5100], ["Hele landet i alt", 9000]]
    code, figures, _ = read([[PLACED], ["Center", "Jan 2009"], *rows])
    assert (code, figures) == (0, {(PLACED, "2009-01"): 52})
    code, figures, _ = read([HEADER, *([name, PLACED, "2009-01", value] for name, value in rows)])
    assert (code, figures) == (0, {(PLACED, "2009-01"): 52})
    rows[3][1] = 103
    assert "total_disagrees" in {name for name, _ in read([[PLACED], ["Center", "Jan 2009"], *rows])[2]}


def test_unknown_names_are_refused_where_they_resemble_ours_and_left_out_where_they_do_not(read):
    assert ("unknown_centre", "A5") in read([[DEGREE], *TABLE, ["Jobcenter Skelbakgade", 50, 51]])[2]
    assert ("foreign_left_out", None) in read([[DEGREE], *TABLE, ["Vestre Centre", 50, 51]])[2]


@pytest.mark.parametrize("header", ["Kommentar", "Trend", "Nr."])
def test_columns_of_remarks_and_numbers_are_passed_over(read, header):
    rows = [[DEGREE], [*TABLE[0], header], [*TABLE[1], "se note"], [*TABLE[2], None]]
    assert read(rows)[:2] == (0, FIGURES)


# ---- per cent above counts --------------------------------------------------------------------------------------

COUNTED = [["Center", "Jan 2009", "Feb 2009"], [JKN, 60, 60], [JKS, 50, 51]]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([[f"{PLACED} (pct.)"], *COUNTED], "A1"),
        ([[PLACED], ["I pct."], *COUNTED], "A2"),
        ([[PLACED], ["Enhed: pct."], *COUNTED], "A2"),
        ([[PLACED], ["Pct.", *COUNTED[0][1:]], *COUNTED[1:]], "A2"),
        ([[PLACED], COUNTED[0], [None, "Pct.", "Pct."], *COUNTED[1:]], "B3"),
        ([[PLACED], ["Center", "Andel", None], [None, *COUNTED[0][1:]], *COUNTED[1:]], "B2"),
        ([["Center", "Indikator", "Periode", "Værdi (pct.)"], [JKS, PLACED, "2009-01", 50]], "D1"),
        ([[f"{PLACED} (pct.)"], ["Center", "Periode", "Værdi"], [JKS, "2009-01", 50]], "A1"),
        ([["I pct."], HEADER, [JKS, PLACED, "2009-01", 50]], "A1"),
    ],
)
def test_per_cent_of_a_count_is_refused_wherever_it_is_said(read, rows, cell):
    code, _, found = read(rows)
    assert (code, ("percent_for_other_unit", cell) in found) == (1, True)


@pytest.mark.parametrize("title", [f"{DEGREE} (pct.)", DEGREE])
def test_per_cent_of_a_share_is_as_it_should_be(read, title):
    assert read([[title], ["I pct."], *TABLE])[0] == 0
    assert read([["I pct."], HEADER, [JKS, DEGREE, "2009-01", 50]])[0] == 0


# ---- a column of years ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["År", "Årstal", "Kalenderår", "Regnskabsår"])
def test_a_column_of_years_says_which_year_months_are_of(read, header):
    rows = [[JKS, DEGREE, 2008, "januar", 50], [JKS, DEGREE, 2009, "januar", 51]]
    code, figures, _ = read([["Center", "Indikator", header, "Måned", "Værdi"], *rows])
    assert (code, figures) == (0, {(DEGREE, "2008-01"): 50, (DEGREE, "2009-01"): 51})


def test_a_year_printed_once_holds_for_the_rows_below(read):
    header = ["Center", "Indikator", "År", "Måned", "Værdi"]
    months = [(2008, "januar", 50), (None, "februar", 51), (2009, "januar", 52), (None, "februar", 53)]
    rows = [[JKS, DEGREE, *each] for each in months]
    code, figures, found = read([header, *rows])
    assert (code, len(figures), figures[DEGREE, "2008-02"], figures[DEGREE, "2009-02"]) == (0, 4, 51, 53)
    assert {cell for name, cell in found if name == "label_repeated"} == {"C3", "C5"}


@pytest.mark.parametrize(
    "years", [[2008, None, 2009], [2008, 2008, None, None], [None, 2008, None, None], [2008, None, "", None, None]]
)
def test_a_year_that_may_have_been_forgotten_is_asked_for(read, years):
    months = ["januar", "februar", "marts", "april", "maj"]
    rows = [[] if year == "" else [JKS, DEGREE, year, months[at], 50 + at] for at, year in enumerate(years)]
    code, _, found = read([["Center", "Indikator", "År", "Måned", "Værdi"], *rows])
    assert (code, "year_unclear" in {name for name, _ in found}) == (1, True)
