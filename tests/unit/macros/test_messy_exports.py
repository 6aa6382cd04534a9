"""Messy exports as people have them: taken with exactly their figures, or refused for the right reason."""

import json
from datetime import date

import openpyxl
import pytest

from macros.cli import main
from schemas.title_texts import names_in

JKM, JKN, JKS = "Jobcenter Musvågevej", "Jobcenter Nyropsgade", "Jobcenter Skelbækgade"
DEGREE, PLACED, POWER = "activation_degree", "company_placements", "electricity_use"
HEADER = ["Center", "Indikator", "Periode", "Værdi"]
MONTHS = ["Jan", "Feb", "Mar"]


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contract")
    assert main(["new", "2009", "--out", str(folder)]) == 0
    return folder / "Jobcenter Skelbækgade 2009.xlsx"


@pytest.fixture
def read(contract, tmp_path, capsys):
    """Reads an export as the command line does: exit code, figures by measure and period, codes of the findings."""

    def found(export, sheet="LIS", name="export.csv"):
        path = tmp_path / name
        if isinstance(export, str):
            path.write_text(export, encoding="utf-8")
        else:
            path = path.with_suffix(".xlsx")
            _save(export, sheet, path)
        capsys.readouterr()
        code = main(["validate", str(path), "--workbook", str(contract), "--json"])
        shown = json.loads(capsys.readouterr().out)
        figures = {(each["measure"], each["period"]): each["value"] for each in shown["observations"]}
        return code, figures, {(each["code"], each["cell"]) for each in shown["issues"]}

    return found


def _save(rows, sheet, path):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)


def _table(title, corner="Center"):
    return [[title], [corner, *MONTHS], [JKM, 51, 52, 53], [JKN, 51, 52, 53], [JKS, 51.5, 52, 53]]


def _months(year):
    return {(DEGREE, f"{year}-01"): 51.5, (DEGREE, f"{year}-02"): 52, (DEGREE, f"{year}-03"): 53}


# ---- the year of months that name none -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "corner", "sheet", "year"),
    [
        (DEGREE, "Center", "LIS", 2009),
        (DEGREE, "Center", "LIS 2008", 2008),
        (DEGREE, "Center", "2008", 2008),
        (DEGREE, 2008, "LIS", 2008),
        (f"{DEGREE} 2009", "Center", "LIS 2008", 2009),
        (DEGREE, "Center", "Udtrukket 12-01-2008", 2009),
    ],
)
def test_months_are_of_the_year_that_stands_around_the_table(read, title, corner, sheet, year):
    code, figures, _ = read(_table(title, corner), sheet)
    assert (code, figures) == (0, _months(year))


@pytest.mark.parametrize(
    ("above", "sheet", "year"),
    [([], "2008", 2008), ([["Udtræk fra LIS 2008"]], "LIS", 2008), ([["Udtrukket 12-01-2010"]], "LIS", 2009)],
)
def test_a_lists_months_are_of_the_year_above_it(read, above, sheet, year):
    code, figures, _ = read([*above, HEADER, [JKS, DEGREE, "jan", 51]], sheet)
    assert (code, figures) == (0, {(DEGREE, f"{year}-01"): 51})


def test_a_column_of_years_beside_the_periods_is_their_year(read):
    rows = (f"{JKS};{DEGREE};2008;jan;51", f"{JKS};{DEGREE};2009;jan;52", f"{JKS};{DEGREE};2008;2009-02;53")
    code, figures, issues = read("\n".join(["Center;Indikator;År;Periode;Værdi", *rows]))
    assert code == 0
    assert figures == {(DEGREE, "2008-01"): 51, (DEGREE, "2009-01"): 52, (DEGREE, "2009-02"): 53}
    assert ("unknown_column", "C1") not in issues


def test_a_day_and_month_is_no_month_of_an_early_year(read):
    code, _, issues = read(f"{';'.join(HEADER)}\n{JKS};{DEGREE};01-jan;51")
    assert (code, issues) == (1, {("not_a_period", "C2")})


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
    code, _, issues = read(rows)
    assert code == 1
    assert ("unknown_centre", "A5") in issues


def test_rows_below_a_known_heading_after_an_unknown_one_are_taken_by_it(read):
    rows = [["LIS 2009"], ["Center", *MONTHS], [PLACED], *_table("")[2:], ["Ukendt indikator"], *_table("")[2:]]
    code, _, issues = read(rows)
    assert code == 1
    assert ("unknown_label", "A7") in issues
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
    assert len(names_in("bla " * 8000 + "juni 2008")) == 1
    assert "Jobsamtaler" in names_in("Jobsamtaler, juni 2008")


def test_a_year_beside_some_of_its_months_is_their_total_and_no_figure_of_the_year(read):
    rows = [[PLACED], ["Center", *MONTHS, "2009", "2008"], [JKM, 10, 20, 30, 60, 200], [JKS, 12, 22, 32, 66, 300]]
    code, figures, _ = read(rows)
    assert code == 0
    assert {period for _, period in figures} == {"2009-01", "2009-02", "2009-03", "2008"}
    rows[3][4] = 67
    code, _, issues = read(rows)
    assert (code, ("total_disagrees", "E4") in issues) == (1, True)


# ---- totals between the rows of a list, labels printed once -----------------------------------------------------


def test_totals_between_the_rows_of_a_list_are_left_out(read):
    rows = [
        HEADER,
        [JKS, PLACED, "2009-01", 10],
        [JKS, PLACED, "2009-02", 12],
        [JKS, PLACED, "I alt", 22],
        [JKN, PLACED, "2009-01", 7],
        [JKN, PLACED, "2009-02", 8],
        ["I alt", PLACED, "2009-01", 17],
        ["JKS i alt", PLACED, "2009-02", 12],
    ]
    code, figures, found = read(rows)
    assert (code, figures) == (0, {(PLACED, "2009-01"): 10, (PLACED, "2009-02"): 12})
    assert "totals_left_out" in {name for name, _ in found}


@pytest.mark.parametrize("total", [["I alt", PLACED, "2009-01", 18], [JKS, PLACED, "I alt", 23]])
def test_a_total_that_a_lists_rows_do_not_give_is_refused(read, total):
    rows = [HEADER, [JKS, PLACED, "2009-01", 10], [JKS, PLACED, "2009-02", 12], [JKN, PLACED, "2009-01", 7], total]
    code, _, found = read(rows)
    assert code == 1
    assert ("total_disagrees", "D5") in found


PIVOT = [
    HEADER,
    [JKN, PLACED, "2009-01", 7],
    [None, None, "2009-02", 8],
    [JKS, PLACED, "2009-01", 10],
    [None, None, "2009-02", 12],
    [None, POWER, "2009-01", 100],
    [None, None, "2009-02", 110],
    ["JKS i alt", None, None, 232],
]


def test_labels_that_a_pivot_table_prints_once_hold_for_the_rows_below(read):
    code, figures, found = read(PIVOT)
    wanted = {(PLACED, "2009-01"): 10, (PLACED, "2009-02"): 12, (POWER, "2009-01"): 100, (POWER, "2009-02"): 110}
    assert (code, figures) == (0, wanted)
    assert {cell for name, cell in found if name == "label_repeated"} == {"A3", "B3", "A5", "B5", "A6", "A7", "B7"}


def test_a_blank_among_labels_that_are_printed_in_each_row_is_missing(read):
    rows = [HEADER, [JKS, PLACED, "2009-01", 10], [JKS, PLACED, "2009-02", 12], [None, PLACED, "2009-03", 13]]
    code, _, found = read(rows)
    assert code == 1
    assert ("missing_value", "A4") in found


def test_fields_of_a_csv_that_are_written_as_formulas_are_their_texts(read):
    lines = [
        "Center;Indikator;Periode;Værdi",
        f'="{JKS}";{POWER};="2009-01";="51,5"',
        f'{JKS};{POWER};"=""2009-02""";52',
    ]
    code, figures, _ = read("\n".join(lines))
    assert (code, figures) == (0, {(POWER, "2009-01"): 51.5, (POWER, "2009-02"): 52})


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
    rows = [[title] for title in titles] + _table("")[1:]
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


# ---- sheets beside the one with the figures ---------------------------------------------------------------------


@pytest.fixture
def read_sheets(contract, tmp_path, capsys):
    def found(**sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            page = book.create_sheet(name)
            for row in rows:
                page.append(row)
        book.save(tmp_path / "export.xlsx")
        capsys.readouterr()
        code = main(["validate", str(tmp_path / "export.xlsx"), "--workbook", str(contract), "--json"])
        shown = json.loads(capsys.readouterr().out)
        return code, {(each["code"], each["sheet"]) for each in shown["issues"]}

    return found


LIST = [HEADER, [JKS, PLACED, "2009-01", 10]]
LOOKUPS = {
    "codes": [["Center", "Kode"], [JKM, 501], [JKN, 502], [JKS, 503]],
    "texts": [["Center", "Leder", "Telefon"], [JKM, "NN", "33 17 01 00"], [JKN, "NN", "33 17 02 00"]],
}


@pytest.mark.parametrize("lookup", LOOKUPS.values(), ids=LOOKUPS)
def test_a_lookup_sheet_beside_the_figures_is_left_out(read_sheets, lookup):
    code, found = read_sheets(LIS=LIST, Opslag=lookup)
    assert (code, ("sheet_left_out", "Opslag") in found) == (0, True), found
    assert read_sheets(Opslag=lookup)[0] != 0


def test_a_sheet_of_figures_of_unknown_names_is_not_left_out(read_sheets):
    months = [["Center", *MONTHS], [JKS, 51, 52, 53]]
    code, found = read_sheets(LIS=LIST, Ukendt=months)
    assert (code, ("sheet_left_out", "Ukendt") in found) == (1, False)


def test_a_title_that_is_nearly_a_goals_is_proposed(contract, tmp_path, capsys):
    title = "Gennemsnitlig aktiveringsgrad på 65 pct."
    (tmp_path / "e.csv").write_text(f"{';'.join(HEADER)}\n{JKS};{title};2009-01;51\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", str(tmp_path / "e.csv"), "--workbook", str(contract)]) == 1
    assert "Gennemsnitlig aktiveringsgrad på 56 pct." in capsys.readouterr().out


def test_a_cell_that_holds_pages_is_not_repeated_whole(contract, tmp_path, capsys):
    lines = [";".join(HEADER), f'{JKS};{POWER};2009-01;"{"se bilag " * 500}"']
    (tmp_path / "e.csv").write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", str(tmp_path / "e.csv"), "--workbook", str(contract)]) == 1
    assert max(map(len, capsys.readouterr().out.splitlines())) < 500


# ---- parts under the months -------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [("I alt", "Heraf", "Andel"), ("Ud af", "Heraf", "Pct."), ("Nævner", "Tæller", "%")])
def test_parts_under_the_months(read, parts):
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
    rows = [[PLACED, None], ["Periode", JKN, JKS], ["2008", 3, 30], ["nov", 1, 10], ["dec", 2, 20]]
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


# ---- titles of other tables on the sheet ------------------------------------------------------------------------


def test_a_table_under_an_unknown_title_is_not_of_the_sheets_measure(read):
    rows = [
        ["Center", "Jan 2009"], [JKN, 1], [JKS, 5], [],
        ["Afsluttede forløb"], ["Center", "Mar 2009"], [JKN, 1], [JKS, 50],
    ]  # fmt: skip
    code, _, found = read(rows, sheet=PLACED)
    assert (code, ("unknown_label", "A5") in found) == (1, True)
    assert read(rows[:3], sheet=PLACED)[0] == 0
    assert read([["LIS-udtræk"], *rows[:3]], sheet=PLACED)[0] == 0


def test_a_table_beside_another_under_an_unknown_title_is_not_of_its_measure(read):
    rows = [
        [PLACED, None, None, None, "Afsluttede forløb"],
        ["Center", "Jan 2009", "Feb 2009", None, "Mar 2009", "Apr 2009"],
        [JKN, 1, 2, None, 10, 20],
        [JKS, 5, 6, None, 100, 110],
    ]
    code, _, found = read(rows)
    assert (code, ("unknown_label", "E1") in found) == (1, True)
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


# ---- totals of parts of a table ---------------------------------------------------------------------------------


def test_totals_of_quarters_cover_their_months(read):
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


def test_hidden_rows_and_columns_are_said(contract, tmp_path, capsys):
    book = openpyxl.Workbook()
    for row in [[PLACED], ["Center", "Jan 2009", "Feb 2009", "Mar 2009"], [JKN, 1, 2, 3], [JKS, 10, 11, 12]]:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[9].hidden = True  # holds nothing
    book.active.column_dimensions["D"].hidden = True
    book.save(tmp_path / "e.xlsx")
    capsys.readouterr()
    assert main(["validate", str(tmp_path / "e.xlsx"), "--workbook", str(contract)]) == 0
    assert "skjulte rækker eller kolonner, som læses med (i alt 2): 3, D." in capsys.readouterr().out


@pytest.mark.parametrize("status", ["Prognose", "Budget", "Måltal"])
def test_rows_of_a_list_that_say_they_are_no_results_are_refused(read, status):
    rows = [[*HEADER, "Status"], [JKS, PLACED, "2009-01", 10, "Endelig"], [JKS, PLACED, "2009-02", 33, status]]
    assert ("title_no_results", "E3") in read(rows)[2]
    assert read(rows[:2])[0] == 0


# ---- titles of a list that stand for a column -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "header", "row", "cell"),
    [
        ([[PLACED]], ["Center", "Periode", "Værdi"], [JKS, "2009-01", 10], "A1"),
        ([[JKS], ["Udtrukket 15-02-2009"]], ["Indikator", "Periode", "Værdi"], [PLACED, "2009-01", 10], "A1"),
        ([["LIS"], ["Center", JKS]], ["Indikator", "Periode", "Værdi"], [PLACED, "2009-01", 10], "B2"),
        ([["Januar 2009"]], ["Center", "Indikator", "Værdi"], [JKS, PLACED, 10], "A1"),
    ],
)
def test_a_title_stands_for_a_column_that_a_list_lacks(read, above, header, row, cell):
    code, figures, found = read([*above, header, row])
    assert (code, figures) == (0, {(PLACED, "2009-01"): 10})
    assert ("told_by_title", cell) in found


def test_titles_that_contradict_each_other_stand_for_no_column(read):
    rows = [[PLACED], [POWER], ["Center", "Periode", "Værdi"], [JKS, "2009-01", 10]]
    code, _, found = read(rows)
    assert (code, "missing_column" in {name for name, _ in found}) == (1, True)


def test_sections_of_a_list_each_under_its_own_title(read):
    header = ["Indikator", "Periode", "Værdi"]
    rows = [[JKN], header, [PLACED, "2009-01", 7], [], [JKS], header, [PLACED, "2009-01", 10]]
    assert read(rows)[:2] == (0, {(PLACED, "2009-01"): 10})
