"""What rows and columns say together, and texts around a table that change what its figures are."""

import pytest

from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKN, JKS, PLACED, POWER

HEAD = ["Center", "jan", "feb"]
TABLE = [HEAD, [JKN, 20, 41], [JKS, 30, 61]]

# ---- rows and columns -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        [[DEGREE], [JKS], ["Måned", 2008], ["jan", 50], ["feb", 50.5]],
        [[DEGREE], [JKS], ["År", "jan", "feb"], [2008, 50, 50.5]],
        [["Center", "Indikator", "Måned", "2008"], [JKS, DEGREE, "jan", 50], [JKS, DEGREE, "feb", 50.5]],
    ],
)
def test_a_month_and_a_year_that_cross_are_the_month_of_that_year(read, rows):
    assert read(rows)[:2] == (0, {(DEGREE, "2008-01"): 50, (DEGREE, "2008-02"): 50.5})


def test_months_down_and_years_across(read):
    rows = [[DEGREE], [JKS], ["Måned", 2008, 2009], ["jan", 50, 51], ["feb", 50.5, 52]]
    figures = {"2008-01": 50, "2009-01": 51, "2008-02": 50.5, "2009-02": 52}
    assert read(rows)[:2] == (0, {(DEGREE, period): value for period, value in figures.items()})


def test_a_month_of_another_year_than_its_column_is_refused(read):
    rows = [[DEGREE], [JKS], ["Måned", 2008], ["jan 2009", 50]]
    assert ("titles_disagree", "B3") in read(rows)[2]


@pytest.mark.parametrize(
    ("title", "sheet"),
    [(f"{DEGREE}, marts 2009", "LIS"), (f"{DEGREE}, 1. halvår", "LIS"), (DEGREE, "Marts 2009")],
)
def test_years_under_a_title_of_a_month_are_not_whole_years(read, title, sheet):
    rows = [[title], ["Center", 2008, 2009], [JKN, 40, 41], [JKS, 50, 51]]
    code, _, found = read(rows, sheet=sheet)
    assert (code, "titles_disagree" in {name for name, _ in found}) == (1, True)
    assert read([[DEGREE], *rows[1:]])[0] == 0


@pytest.mark.parametrize(
    "rows",
    [
        [["Center", "Mål", "Hele landet"], [JKN, 56, 41], [JKS, 56, 41]],
        [["Center", "Resultat", "Hele landet"], [JKN, None, 44], [JKS, None, 44]],
        [["Center", "Resultat"], ["Hele landet"], [JKN, 44], [JKS, 44]],
    ],
)
def test_a_column_or_heading_of_a_wider_area_is_no_centres(read, rows):
    code, figures, found = read([[f"{DEGREE}, januar 2009"], *rows])
    assert (code, figures, ("nothing_for_centre", None) in found) == (0, {}, True)


@pytest.mark.parametrize(
    "months", [["nov", "dec", "jan", "feb"], ["feb", "jan", "dec", "nov"], ["3. kvt", "4. kvt", "1. kvt"]]
)
def test_months_that_go_over_new_year_downwards_need_a_year(read, months):
    rows = [[DEGREE], [JKS], ["Måned", "Værdi"], *([month, 50 + at] for at, month in enumerate(months))]
    assert "year_unclear" in {name for name, _ in read(rows)[2]}
    rows = [["Center", "Indikator", "Måned", "Værdi"], *([JKS, DEGREE, month, 50] for month in months)]
    assert "year_unclear" in {name for name, _ in read(rows)[2]}


def test_months_sorted_by_name_are_of_one_year(read):
    months = sorted(["januar", "februar", "marts", "april", "maj", "juni", "oktober", "november", "december"])
    rows = [[DEGREE], [JKS], ["Måned", "Værdi"], *([month, 50] for month in months)]
    assert read(rows)[0] == 0
    assert read([["Center", "Indikator", "Måned", "Værdi"], *([JKS, DEGREE, month, 50] for month in months)])[0] == 0


def test_a_share_beside_a_target_is_not_taken_for_the_result(read):
    rows = [[f"{DEGREE}, marts 2009"], ["Center", "Måltal", "Pct."], [JKN, 56, 80], [JKS, 56, 91]]
    assert ("unknown_label", "C2") in read(rows)[2]
    rows[1][1] = "Bemærkninger"
    assert read(rows)[0] == 0


# ---- texts that change what figures are -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Afvigelse fra mål", "Tal for samme måned sidste år", "Ændring fra samme måned året før", "Målsætning 2009",
        "Mål for 2009", "Hidtil i året", "Rullende 12 måneder", "pr. fuldtidsperson", "Pr. 100 ledige",
        "Andel af alle aktiverede", "Målopfyldelse i pct.", "Tallene er kumulative", "Ændring", "Måltal",
    ],
)  # fmt: skip
def test_a_line_that_makes_other_figures_of_them_is_refused(read, title):
    crosstab, over_all = [[f"{PLACED} 2009"], [title], *TABLE], [[PLACED], [None, title, None], *TABLE]
    for rows in (crosstab, over_all, [[title], HEADER, [JKS, PLACED, "2009-01", 51]]):
        code, _, found = read(rows)
        assert (code, "title_no_results" in {name for name, _ in found}) == (1, True)
    code, figures, found = read(
        [HEADER, [JKS, PLACED, "2009-01", 51], [], [title], HEADER, [JKS, PLACED, "2009-02", 56]]
    )
    assert (code, figures, ("table_left_out", "A4") in found) == (0, {(PLACED, "2009-01"): 51}, True)


@pytest.mark.parametrize("title", ["Kontanthjælpsmodtagere", "Ungeenheden", "Private arbejdsgivere"])
def test_a_line_that_nothing_is_known_of_is_said(read, title):
    crosstab, below = [[f"{PLACED} 2009"], [title], *TABLE], [[f"{PLACED} 2009"], HEAD, [title], *TABLE[1:]]
    for rows, cell in ((crosstab, "A2"), ([[title], HEADER, [JKS, PLACED, "2009-01", 51]], "A1"), (below, "A3")):
        code, _, found = read(rows)
        assert (code, ("title_unread", cell) in found) == (0, True)


def test_what_stands_below_a_heading_of_a_forecast_is_left_out(read):
    rows = [[JKS], [f"{DEGREE} 2009"], ["Måned", "Værdi"], ["jan", 51], ["Prognose"], ["mar", 53]]
    code, figures, found = read(rows)
    assert (code, figures) == (0, {(DEGREE, "2009-01"): 51})
    assert ("figures_left_out", "A5") in found
    rows[4] = ["Forventede tal"]
    assert ("title_no_results", "A5") in read(rows)[2]


def test_a_column_that_says_forecast_or_target_is_refused(read):
    rows = [[DEGREE], ["Center", "Version", "jan"], [JKN, "Regnskab", 50], [JKS, "Budget", 51]]
    assert ("title_no_results", "B4") in read(rows)[2]


@pytest.mark.parametrize("heading", ["Mål", "År til dato"])
def test_rows_below_a_heading_that_is_passed_over_are_passed_over(read, heading):
    rows = [[JKS], [f"{DEGREE} 2009"], ["Måned", "Værdi"], ["jan", 51], [heading], ["jan", 56]]
    assert read(rows)[:2] == (0, {(DEGREE, "2009-01"): 51})


@pytest.mark.parametrize("note", ["Anm.: Kun kvinder.", "Tallene vedrører 2008", "Note: Tal pr. 100 ledige"])
def test_notes_that_change_what_figures_are_are_said(read, note):
    code, _, found = read([[PLACED], *TABLE, [], [note]])
    assert (code, ("note_no_results", "A6") in found) == (0, True)


@pytest.mark.parametrize("note", ["Kilde: DREAM 2009", "Note: Opgjort efter ny metode i 2008", "Udtrukket 15-04-2010"])
def test_notes_that_change_nothing_are_not_said(read, note):
    assert "note_no_results" not in {name for name, _ in read([[PLACED], *TABLE, [], [note]])[2]}


def test_a_title_of_the_whole_country_above_centres_is_refused(read):
    for title in (["Hele landet"], [None, "Hele landet"]):
        assert "titles_disagree" in {name for name, _ in read([[f"{POWER} 2009"], title, *TABLE])[2]}


def test_a_files_name_may_say_what_its_figures_are(read):
    code, _, found = read([HEADER, [JKS, DEGREE, "2009-01", 51]], name="LIS akkumuleret.csv")
    assert (code, ("note_no_results", None) in found) == (0, True)


@pytest.mark.parametrize(("name", "value"), [("Måned", "(Flere elementer)"), ("År", "(Alle)"), ("Periode", "(Alle)")])
def test_filters_of_several_periods_are_refused(read, name, value):
    rows = [["Indikator", PLACED], [name, value], [], ["Rækkenavne", "jan", "feb"], *TABLE[1:]]
    assert ("filter_of_time", "A2") in read(rows)[2]


def test_filters_of_several_others_are_said(read):
    rows = [["Indikator", PLACED], ["Team", "(Flere elementer)"], [], ["Rækkenavne", "jan", "feb"], *TABLE[1:]]
    code, _, found = read(rows)
    assert (code, ("filter_above", "A2") in found) == (0, True)


@pytest.mark.parametrize(
    "title",
    [
        "Bilag til udvalgsmøde april 2009", "Opgjort i april 2009 for marts", "De første 3 måneder, marts 2009",
        "Kvartalet der slutter marts 2009", "Sidste 12 mdr. marts 2009", "I alt i 2009 pr. marts 2009",
        "Sammenligningsperiode: marts 2008",
    ],
)  # fmt: skip
def test_a_month_in_a_title_of_something_else_is_not_the_figures(read, title):
    code, figures, _ = read([[title], [PLACED], ["Center", "Resultat"], [JKN, 100], [JKS, 200]])
    assert (code, figures) == (1, {})


# ---- units ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([[f"{POWER} (kr.) 2009"], *TABLE], "A1"),
        ([[f"{PLACED} (dage)"], *TABLE], "A1"),
        ([[DEGREE], ["Antal"], *TABLE], "A2"),
        ([[POWER], ["Enhed: GJ"], *TABLE], "A2"),
        ([[*HEADER[:3], "Værdi (antal)"], [JKS, DEGREE, "2009-01", 33]], "D1"),
        ([[*HEADER[:3], "Værdi (1.000 kr.)"], [JKS, POWER, "2009-01", 33]], "D1"),
        ([[*HEADER, "Enhed"], [JKS, POWER, "2009-01", 33, "kr."]], "E2"),
        ([[POWER], HEAD, [JKN, 31, 32], [JKS, (33, '0.0" kr."'), 34]], "B4"),
        ([HEADER, [JKS, PLACED, "2009-01", (33, '0" dage"')]], "D2"),
    ],
)
def test_another_unit_than_the_measures_is_refused(read, rows, cell):
    code, _, found = read(rows)
    assert (code, ("unit_disagrees", cell) in found) == (1, True)


def test_a_scale_in_a_number_format_is_refused(read):
    rows = [[POWER], HEAD, [JKN, 31, 32], [JKS, (33, '0.0" tkWh"'), 34]]
    assert ("title_scale", "B4") in read(rows)[2]


def test_the_measures_own_unit_is_as_it_should_be(read):
    assert read([[POWER], ["kWh"], HEAD, [JKN, 31, 32], [JKS, (33, '0.0" kWh"'), 34]])[0] == 0
    assert read([[PLACED], ["Antal"], *TABLE])[0] == 0
    assert read([[*HEADER, "Enhed"], [JKS, PLACED, "2009-01", 33, "antal"]])[0] == 0


def test_a_count_is_no_numerator_over_a_denominator(read):
    rows = [[f"{PLACED}, januar 2009"], ["Center", "I alt", "Heraf"], [JKN, 40, 10], [JKS, 50, 20]]
    assert "parts_of_amount" in {name for name, _ in read(rows)[2]}


# ---- periods ----------------------------------------------------------------------------------------------------


def test_running_months_are_no_months(read):
    code, figures, _ = read([[f"{PLACED} 2009"], ["Center", "Løbende jan", "Løbende feb"], *TABLE[1:]])
    assert (code, figures) == (1, {})
    assert ("title_no_results", "C2") in read([HEADER, [JKS, PLACED, "Løbende marts 2009", 51]])[2]


@pytest.mark.parametrize("period", ["2009-01", "jan 2009"])
def test_a_year_beside_a_period_of_another_is_refused(read, period):
    rows = [["Center", "Indikator", "År", "Periode", "Værdi"], [JKS, DEGREE, 2008, period, 51]]
    assert ("year_contradicts", "D2") in read(rows)[2]
    rows[1][2] = 2009
    assert read(rows)[0] == 0
