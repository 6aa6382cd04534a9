"""Titles that name two things, other tables, or say that the figures are no results."""

from datetime import date

import pytest

from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKN, JKS, MONTHS, PLACED, POWER, table

# ---- titles that name two things --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titles", "sheet", "cell"),
    [
        ([DEGREE, PLACED], "LIS", "A2"),
        ([DEGREE], PLACED, None),
        ([f"{DEGREE}, 2009", f"Indikator: {PLACED}"], "LIS", "A2"),
    ],
)
def test_titles_that_name_two_measures_are_refused(read, titles, sheet, cell):
    rows = [[title] for title in titles] + table("")[1:]
    code, _, found = read(rows, sheet=sheet)
    assert code == 1
    assert ("titles_disagree", cell) in found


def test_titles_that_name_two_centres_are_refused(read):
    rows = [[JKS], ["Indikator", *MONTHS], [DEGREE, 51, 52, 53]]
    assert ("titles_disagree", None) in read(rows, sheet=JKN)[2]
    assert read(rows, sheet="JKS")[0] == 0


def test_titles_do_not_matter_where_the_rows_say_it(read):
    rows = [[DEGREE], [PLACED], ["Indikator", *MONTHS], [f"{DEGREE}", 51, 52, 53], [PLACED, 5, 6, 7]]
    assert read([[JKS], *rows])[0] == 0


# ---- titles that say what the figures are -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Enhed: 1.000 kWh",
        "Enhed: tusinde kWh",
        "i MWh",
        "Tal i t.kWh",
        "(1.000 kWh)",
        "1.000 kWh",
        "Tusinder",
        "i hundrede",
        "Afrundet til hele tusinder",
        "Alle tal er divideret med 1.000",
        "Beløb i mio. kr.",
    ],
)
def test_a_scale_that_no_header_says_is_refused(read, title):
    table = [["Center", "Jan", "Feb"], [JKN, 31, 32], [JKS, 33, 34]]
    assert "title_scale" in {name for name, _ in read([[POWER], [title], *table])[2]}
    assert "title_scale" in {name for name, _ in read([[POWER], *table, ["Note: " + title]])[2]}
    assert "title_scale" in {name for name, _ in read([[title], HEADER, [JKS, POWER, "2009-01", 33]])[2]}


@pytest.mark.parametrize("title", ["Elforbrug for de 1.000 ansatte", "LIS-udtræk nr. 1.000", "Omkring 1000 ledige"])
def test_a_thousand_of_something_is_no_scale(read, title):
    assert read([[POWER], [title], ["Center", "Jan", "Feb"], [JKN, 31, 32], [JKS, 33, 34]])[0] == 0


@pytest.mark.parametrize(
    "title", ["Kumuleret", "Løbende sum fra årets start", "Budgetteret", "Mål pr. måned", "Indeks 2008=100", "Akk."]
)
def test_other_figures_than_the_months_own_are_refused(read, title):
    table = [["Center", "Jan 2009", "Feb 2009"], [JKN, 31, 32], [JKS, 33, 34]]
    assert "title_no_results" in {name for name, _ in read([[POWER], [title], *table])[2]}
    assert "title_no_results" in {name for name, _ in read([[title], HEADER, [JKS, POWER, "2009-01", 33]])[2]}


@pytest.mark.parametrize("sheet", ["Budget", "Mål 2009"])
def test_a_sheet_of_targets_or_budgets_holds_no_results(read, sheet):
    rows = [[POWER], ["Center", "Jan 2009", "Feb 2009"], [JKN, 31, 32], [JKS, 33, 34]]
    assert ("title_no_results", None) in read(rows, sheet=sheet)[2]


def test_a_sheet_of_budget_lines_may_be_called_so(read):
    assert (
        read([["Center", "Konto", "Periode", "Budget", "Forbrug"], [JKS, "Drift", "2009", 12, 6]], sheet="Budget")[0]
        == 0
    )


@pytest.mark.parametrize(
    ("above", "is_said"),
    [
        (["Køn", "Kvinder"], True),
        (["Filtre: Kun kvinder"], True),
        (["Køn", "(Alle)"], False),
        (["Rapport", "X"], False),
    ],
)
def test_filters_above_a_table_are_said(read, above, is_said):
    crosstab = [above, [], [DEGREE], ["Center", "Jan 2009", "Feb 2009"], [JKN, 51, 52], [JKS, 51, 52]]
    for rows in (crosstab, [above, HEADER, [JKS, DEGREE, "2009-01", 51]]):
        code, _, found = read(rows)
        assert (code, ("filter_above", "A1") in found) == (0, is_said)


def test_a_scale_above_budget_lines_is_refused(read):
    rows = [["Beløb i 1.000 kr."], ["Center", "Konto", "Periode", "Budget", "Forbrug"], [JKS, "Drift", "2009", 12, 6]]
    assert ("title_scale", "A1") in read(rows)[2]


# ---- titles of other tables on the sheet ------------------------------------------------------------------------


def test_a_table_under_an_unknown_title_is_not_of_the_sheets_measure(read):
    rows = [
        ["Center", "Jan 2009"], [JKN, 1], [JKS, 5], [],
        ["Afsluttede forløb"], ["Center", "Mar 2009"], [JKN, 1], [JKS, 50],
    ]  # fmt: skip
    code, figures, found = read(rows, sheet=PLACED)
    assert (code, figures, ("foreign_left_out", None) in found) == (0, {(PLACED, "2009-01"): 5}, True)
    assert read(rows[:3], sheet=PLACED)[0] == 0
    assert read([["LIS-udtræk"], *rows[:3]], sheet=PLACED)[0] == 0


def test_a_table_beside_another_under_an_unknown_title_is_not_of_its_measure(read):
    rows = [
        [PLACED, None, None, None, "Afsluttede forløb"],
        ["Center", "Jan 2009", "Feb 2009", None, "Mar 2009", "Apr 2009"],
        [JKN, 1, 2, None, 10, 20],
        [JKS, 5, 6, None, 100, 110],
    ]
    code, figures, found = read(rows)
    assert (code, ("foreign_left_out", None) in found) == (0, True)
    assert figures == {(PLACED, "2009-01"): 5, (PLACED, "2009-02"): 6}
    assert read([["Indikator", PLACED], *rows[1:]])[0] == 0


def test_months_over_years(read):
    rows = [
        [DEGREE],
        [None, "Januar", None, "Februar", None],
        ["Center", 2008, 2009, 2008, 2009],
        [JKS, 50, 51, 52, 53],
    ]
    wanted = {(DEGREE, "2008-01"): 50, (DEGREE, "2009-01"): 51, (DEGREE, "2008-02"): 52, (DEGREE, "2009-02"): 53}
    assert read(rows)[:2] == (0, wanted)


def test_a_day_drawn_in_a_cell_of_its_own(read):
    rows = [["Udtrukket den", date(2009, 2, 1)], [DEGREE], ["Center", "Jan 2009", "Feb 2009"], [JKN, 1, 2], [JKS, 3, 4]]
    code, _, found = read(rows)
    assert (code, "period_after_extract" in {name for name, _ in found}) == (1, True)


def test_results_beside_targets(read):
    rows = [[f"{DEGREE}, marts 2009"], ["Center", "Resultat", "Måltal", "Forskel"], [JKN, 50, 56, -6], [JKS, 57, 56, 1]]
    assert read(rows)[:2] == (0, {(DEGREE, "2009-03"): 57})


def test_titles_above_an_html_table_are_titles(read):
    cells = "".join(
        f"<tr><td>{'<td>'.join(map(str, row))}" for row in (["Center", "Jan", "Feb"], [JKN, 1, 2], [JKS, 5, 6])
    )
    page = "<!DOCTYPE html><meta charset=utf-8><p>{}</p><table>" + cells + "</table>"
    code, figures, _ = read(page.format(f"{PLACED}, 2008"), name="lis.xls")
    assert (code, figures) == (0, {(PLACED, "2008-01"): 5, (PLACED, "2008-02"): 6})
    code, _, found = read(page.format(f"{PLACED}</p><p>Akkumuleret"), name="lis.xls")
    assert (code, ("title_no_results", "A2") in found) == (1, True)


@pytest.mark.parametrize("title", ["Resultater uden prognose", "Alle tal er ikke kumulerede"])
def test_titles_that_say_what_is_elsewhere_are_no_matter(read, title):
    assert read([[title], [POWER], ["Center", "Jan 2009"], [JKN, 31], [JKS, 33]])[0] == 0


@pytest.mark.parametrize("title", [f"1. {POWER}", f"Tabel 2. {POWER}, 2009", f"Tabel 3: {POWER}"])
def test_numbered_titles(read, title):
    assert read([[title], ["Center", "Jan 2009"], [JKN, 31], [JKS, 33]])[:2] == (0, {(POWER, "2009-01"): 33})


def test_a_target_of_a_year_is_passed_over(read):
    rows = [[POWER], ["Center", "Mål 2009", "Jan 2009", "ÅTD 2009"], [JKN, 30, 31, 31], [JKS, 30, 33, 33]]
    assert read(rows)[:2] == (0, {(POWER, "2009-01"): 33})


def test_a_title_above_the_gap_between_two_tables_and_a_remark_beside_the_title(read):
    rows = [
        [PLACED, None, None, None, "Afsluttede forløb"],
        [],
        ["Center", "Jan 2009", "Feb 2009", None, None, "Mar 2009"],
        [JKN, 1, 2, None, None, 10],
        [JKS, 5, 6, None, None, 100],
    ]
    assert ("unknown_label", "E1") in read(rows)[2]
    rows = [
        [PLACED, None, None, "København, den 3. april"],
        ["Center", "Jan 2009", "Feb 2009"],
        [JKN, 1, 2],
        [JKS, 5, 6],
    ]
    assert read(rows)[:2] == (0, {(PLACED, "2009-01"): 5, (PLACED, "2009-02"): 6})
