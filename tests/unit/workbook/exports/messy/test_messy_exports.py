"""Messy crosstabs as people have them: taken with exactly their figures, or refused for the right reason."""

import openpyxl
import pytest

from macros.cli import main
from schemas.lexicon.labels import Labels
from schemas.lexicon.title_names import names_in
from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKM, JKN, JKS, MONTHS, PLACED, POWER, table

# ---- headings and totals of crosstabs --------------------------------------------------------------------------


def test_rows_below_an_unknown_heading_are_not_of_the_group_above(read):
    rows = [
        ["LIS 2009"],
        ["Indikator", *MONTHS],
        [JKS],
        [PLACED, 10, 20, 30],
        ["Jobcenter Ukendt"],
        [POWER, 100, 200, 300],
    ]
    code, figures, issues = read(rows)
    assert (code, {measure for measure, _ in figures}) == (0, {PLACED})
    assert ("foreign_left_out", None) in issues
    rows[4] = ["Jobcenter Skelbækgde"]
    code, _, issues = read(rows)
    assert (code, ("unknown_centre", "A5") in issues) == (1, True)


def test_rows_below_a_known_heading_after_an_unknown_one_are_taken_by_it(read):
    rows = [["LIS 2009"], ["Center", *MONTHS], [PLACED], *table("")[2:], ["Ukendt indikator"], *table("")[2:]]
    code, _, issues = read(rows)
    assert code == 0
    assert ("foreign_left_out", None) in issues
    assert not any(name == "duplicate_observation" for name, _ in issues)


def test_totals_of_each_month_cover_that_month_only(read):
    rows = [
        ["LIS 2009"],
        [None, "Januar", "Januar", "Januar", "Januar", "Februar", "Februar", "Februar", "Februar"],
        ["Indikator", JKM, JKN, JKS, "I alt", JKM, JKN, JKS, "I alt"],
        [PLACED, 10, 20, 30, 60, 11, 21, 31, 63],
    ]
    code, figures, _ = read(rows)
    assert (code, figures) == (0, {(PLACED, "2009-01"): 30, (PLACED, "2009-02"): 31})
    rows[3][4] = 61
    code, _, issues = read(rows)
    assert code == 1
    assert ("total_disagrees", "E4") in issues


# ---- signs that no one sees ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u200f", "\ufeff", "\u2060"])
def test_a_sign_that_no_one_sees_is_no_part_of_a_name(read, sign):
    code, figures, _ = read(f"{';'.join(HEADER)}\n{sign}Jobcenter Skelbæk{sign}gade;{DEGREE};2009-01;51")
    assert (code, figures) == (0, {(DEGREE, "2009-01"): 51})


def test_a_column_of_labels_that_is_passed_over_is_said(read):
    rows = [[f"{PLACED} 2009"], ["Center", "Køn", *MONTHS], [JKM, "Mænd", 5, 10, 15], [JKS, "Mænd", 50, 100, 150]]
    code, figures, issues = read(rows)
    assert (code, figures[PLACED, "2009-01"]) == (0, 50)
    assert ("unknown_column", "B2") in issues


def test_a_long_text_above_a_table_is_a_note():
    assert len(names_in("bla " * 8000 + "juni 2008", Labels())) == 1
    assert "Jobsamtaler" in names_in("Jobsamtaler, juni 2008", Labels())


def test_a_year_beside_some_of_its_months_is_their_total_and_no_figure_of_the_year(read):
    rows = [[PLACED], ["Center", *MONTHS, "2009", "2008"], [JKM, 10, 20, 30, 60, 200], [JKS, 12, 22, 32, 66, 300]]
    code, figures, _ = read(rows)
    assert code == 0
    assert {period for _, period in figures} == {"2009-01", "2009-02", "2009-03", "2008"}
    rows[3][4] = 67
    code, _, issues = read(rows)
    assert (code, ("total_disagrees", "E4") in issues) == (1, True)


# ---- parts under the months -------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [("I alt", "Heraf", "Andel"), ("Ud af", "Heraf", "Pct."), ("Nævner", "Tæller", "%")])
def test_parts_under_themonths(read, parts):
    rows = [
        ["offers_on_time"],
        [None, "Jan 2009", None, None, "Feb 2009", None, None],
        ["Center", *parts, *parts],
        [JKN, 50, 25, 50, 40, 30, 75],
        [JKS, 20, 19, 95, 40, 36, 90],
        ["I alt", 70, 44, 62.9, 80, 66, 82.5],
    ]
    code, figures, found = read(rows)
    assert (code, figures) == (0, {("offers_on_time", "2009-01"): 95, ("offers_on_time", "2009-02"): 90}), found
    rows[4][2] = 18
    assert ("value_disagrees", "D5") in read(rows)[2]


# ---- how centres are printed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [f"{JKS} (JKS)", f"JKS {JKS}", f"JKS - {JKS}", f"{JKS} [1]", f"{JKS} 2)", f"{JKS} (1)", "JKS*"]
)
def test_a_centre_with_its_short_name_or_a_notes_number(read, name):
    assert read([HEADER, [name, PLACED, "2009-01", 10]])[:2] == (0, {(PLACED, "2009-01"): 10})


def test_another_centres_short_name_beside_a_name_is_not_taken(read):
    code, _, found = read([HEADER, [f"{JKS} (JKN)", PLACED, "2009-01", 10]])
    assert (code, ("unknown_centre", "A2") in found) == (1, True)


# ---- figures that look like years -------------------------------------------------------------------------------

STOCK = "stock_non_western"


def test_figures_that_look_like_years_are_figures(read):
    rows = [
        [STOCK],
        ["Periode", JKN, JKS],
        ["jan 2009", 1995, 2010],
        ["feb 2009", 1998, 2011],
        ["mar 2009", 2002, 2100],
    ]
    code, figures, _ = read(rows)
    assert (code, figures) == (0, {(STOCK, "2009-01"): 2010, (STOCK, "2009-02"): 2011, (STOCK, "2009-03"): 2100})
    rows = [[JKS], ["Periode", STOCK, PLACED], ["jan 2009", 2010, 2005], ["feb 2009", 2012, 1998]]
    assert read(rows)[1][(PLACED, "2009-02")] == 1998


def test_a_row_of_an_unknown_name_whose_figures_look_like_years_is_refused(read):
    rows = [[STOCK], ["Center", "jan 2009", "feb 2009"], [JKN, 1000, 1004], ["Jobcenter Ukendt", 2010, 2005]]
    assert ("unknown_centre", "A4") in read(rows)[2]


def test_years_head_columns(read):
    rows = [[DEGREE], ["Center", 2008, 2009], [JKN, 50, 51], [JKS, 52, 53]]
    assert read(rows)[1] == {(DEGREE, "2008"): 52, (DEGREE, "2009"): 53}


# ---- totals of parts of a table ---------------------------------------------------------------------------------


def test_totals_of_quarters_cover_theirmonths(read):
    rows = [
        [PLACED],
        ["Center", "jan 2009", "feb 2009", "mar 2009", "1. kvartal 2009 i alt", "apr 2009", "2009 Total"],
        [JKN, 1, 2, 3, 6, 1, 7],
        [JKS, 10, 20, 30, 60, 1, 61],
        ["Hovedtotal", 11, 22, 33, 66, 2, 68],
    ]
    code, figures, _ = read(rows)
    assert (code, figures[PLACED, "2009-04"], len(figures)) == (0, 1, 4)
    rows[3][4] = 61
    assert ("total_disagrees", "E4") in read(rows)[2]


def test_totals_of_groups_cover_the_rows_since_the_last_total(read):
    rows = [
        [PLACED],
        ["Center", "jan 2009"],
        [JKN, 1],
        [JKS, 10],
        ["Jobcentre i alt", 11],
        ["Ydelsesservice", 5],
        ["Andre i alt", 5],
        ["I alt", 16],
    ]
    assert read(rows)[0] == 0
    rows[6][1] = 6
    assert ("total_disagrees", "B7") in read(rows)[2]


def test_a_year_read_as_a_sum_to_date_is_said(read):
    rows = [[PLACED], ["Center", "Jan", "Feb", "2009"], [JKN, 1, 2, 3], [JKS, 10, 20, 30], ["I alt", 11, 22, 33]]
    code, figures, found = read(rows)
    assert (code, len(figures), ("year_so_far", "D2") in found) == (0, 2, True)
    rows = [[PLACED], ["Center", "2008", "2009"], [JKN, 1, 2], [JKS, 10, 20], ["I alt", 11, 22]]
    assert "year_so_far" not in {name for name, _ in read(rows)[2]}


def test_a_pair_above_the_headers_is_a_title(read):
    rows = [["Fra", "01-01-2009"], ["Til", "31-03-2009"], ["Center", PLACED, DEGREE], [JKN, 5, 50], [JKS, 6, 51]]
    assert read(rows)[0] == 1
    rows = [[PLACED, "Akk."], ["Center", "Jan 2009", "Feb 2009"], [JKN, 1, 2], [JKS, 6, 8]]
    assert ("title_no_results", "B1") in read(rows)[2]


def test_a_text_below_a_crosstab_is_a_note(read):
    rows = [[POWER], ["Center", "Jan 2009"], [JKN, 31], [JKS, 33], ["Alle tal er i tusinde."]]
    assert ("title_scale", "A5") in read(rows)[2]


def test_hidden_rows_and_columns_are_said(own_workbook, tmp_path, capsys):
    book = openpyxl.Workbook()
    for row in [[PLACED], ["Center", "Jan 2009", "Feb 2009", "Mar 2009"], [JKN, 1, 2, 3], [JKS, 10, 11, 12]]:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[9].hidden = True  # holds nothing
    book.active.column_dimensions["D"].hidden = True
    book.save(tmp_path / "e.xlsx")
    capsys.readouterr()
    assert main(["validate", str(tmp_path / "e.xlsx"), "--workbook", str(own_workbook)]) == 0
    assert "skjulte rækker eller kolonner, som læses med (i alt 2): 3, D." in capsys.readouterr().out


@pytest.mark.parametrize("status", ["Prognose", "Budget", "Måltal"])
def test_rows_of_a_list_that_say_they_are_no_results_are_refused(read, status):
    rows = [[*HEADER, "Status"], [JKS, PLACED, "2009-01", 10, "Endelig"], [JKS, PLACED, "2009-02", 33, status]]
    assert ("title_no_results", "E3") in read(rows)[2]
    assert read(rows[:2])[0] == 0


# ---- compact pivot tables ---------------------------------------------------------------------------------------


def test_a_compact_pivot_with_subtotals_beside_the_centres(read):
    rows = [
        ["Rækkenavne", "company_placements", "electricity_use"],
        [JKN, 15, 150],
        ["jan 2009", 7, 70],
        ["feb 2009", 8, 80],
        [JKS, 22, 220],
        ["jan 2009", 10, 100],
        ["feb 2009", 12, 120],
        ["Hovedtotal", 37, 370],
    ]
    code, figures, found = read(rows)
    wanted = {(PLACED, "2009-01"): 10, (PLACED, "2009-02"): 12, (POWER, "2009-01"): 100, (POWER, "2009-02"): 120}
    assert (code, figures) == (0, wanted), found
    rows[4][1] = 23
    assert ("total_disagrees", "B5") in read(rows)[2]


def test_a_compact_pivot_with_months_across(read):
    rows = [
        ["Rækkenavne", "jan 2009", "feb 2009", "Hovedtotal"],
        [PLACED, 17, 20, 37],
        [JKN, 7, 8, 15],
        [JKS, 10, 12, 22],
        [POWER, 170, 200, 370],
        [JKN, 70, 80, 150],
        [JKS, 100, 120, 220],
    ]
    code, figures, found = read(rows)
    wanted = {(PLACED, "2009-01"): 10, (PLACED, "2009-02"): 12, (POWER, "2009-01"): 100, (POWER, "2009-02"): 120}
    assert (code, figures) == (0, wanted), found


def test_an_unknown_name_in_a_compact_pivot_is_refused(read):
    rows = [
        ["Rækkenavne", PLACED],
        ["Jobcenter Ukendt", 15],
        ["jan 2009", 7],
        ["feb 2009", 8],
        [JKS, 22],
        ["jan 2009", 22],
    ]
    assert read(rows)[0] == 1


def test_a_compact_pivot_of_measures_below_centres(read):
    rows = [["Rækkenavne", "jan 2009"], [JKN, 77], [PLACED, 7], [POWER, 70], [JKS, 110], [PLACED, 10], [POWER, 100]]
    assert read(rows)[:2] == (0, {(PLACED, "2009-01"): 10, (POWER, "2009-01"): 100})
    rows[4][1] = 50
    assert ("total_disagrees", "B5") in read(rows)[2]
