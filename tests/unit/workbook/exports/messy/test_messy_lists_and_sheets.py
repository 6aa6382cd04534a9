"""Lists as pivot tables print them, and sheets beside the one with the figures."""

import pytest

from macros.cli import main
from tests.unit.workbook.exports.messy.messy import HEADER, JKM, JKN, JKS, MONTHS, PLACED, POWER

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


# ---- sheets beside the one with the figures ---------------------------------------------------------------------


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


def test_a_sheet_of_figures_without_a_name_is_not_left_out_and_one_of_others_is_said(read_sheets):
    months = [["Center", *MONTHS], [JKS, 51, 52, 53]]
    code, found = read_sheets(LIS=LIST, Ark2=months)
    assert (code, ("sheet_left_out", "Ark2") in found) == (1, False)
    code, found = read_sheets(LIS=LIST, Fleksjob=months)
    assert (code, ("sheet_left_out", "Fleksjob") in found, ("foreign_left_out", None) in found) == (0, False, True)


def test_a_title_that_is_nearly_a_goals_is_proposed(own_workbook, tmp_path, capsys):
    title = "Gennemsnitlig aktiveringsgrad på 65 pct."
    (tmp_path / "e.csv").write_text(f"{';'.join(HEADER)}\n{JKS};{title};2009-01;51\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", str(tmp_path / "e.csv"), "--workbook", str(own_workbook)]) == 1
    assert "Gennemsnitlig aktiveringsgrad på 56 pct." in capsys.readouterr().out


def test_a_cell_that_holds_pages_is_not_repeated_whole(own_workbook, tmp_path, capsys):
    lines = [";".join(HEADER), f'{JKS};{POWER};2009-01;"{"se bilag " * 500}"']
    (tmp_path / "e.csv").write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", str(tmp_path / "e.csv"), "--workbook", str(own_workbook)]) == 1
    assert max(map(len, capsys.readouterr().out.splitlines())) < 500


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


@pytest.mark.parametrize(
    ("above", "header", "row"),
    [
        ([[JKS]], ["Jobcenter", "Indikator", "Periode", "Værdi"], [JKN, PLACED, "2009-01", 10]),
        ([["Bestilt af: " + JKS]], ["Indikator", "Periode", "Værdi"], [PLACED, "2009-01", 10]),
        ([[PLACED], ["Afsluttede forløb"]], ["Center", "Periode", "Værdi"], [JKS, "2009-01", 99]),
        ([["Alle centre undtagen: " + JKS]], ["Indikator", "Periode", "Værdi"], [PLACED, "2009-01", 10]),
    ],
)
def test_a_title_that_may_say_otherwise_stands_for_no_column(read, above, header, row):
    assert read([*above, header, row])[:2] == (1, {})


@pytest.mark.parametrize("header", [["Center", "Antal"], ["Center", "Værdi"], ["Center", "M01", "M02"]])
def test_a_sheet_of_figures_is_no_lookup_sheet(read_sheets, header):
    sheet = [header, [JKN, *(20 for _ in header[1:])], [JKS, *(30 for _ in header[1:])]]
    assert read_sheets(LIS=LIST, Data=sheet)[0] == 1


@pytest.mark.parametrize(
    "rows",
    [
        [[JKS, PLACED, "I alt", 120]],
        [[f"{JKS} i alt", PLACED, "2009-01", 10]],
        [[JKS, PLACED, "2009-01", 10], [JKS, POWER, "I alt", 400]],
    ],
)
def test_a_total_without_rows_is_refused(read, rows):
    code, _, found = read([HEADER, *rows])
    assert (code, "total_without_parts" in {name for name, _ in found}) == (1, True)


def test_a_single_blank_is_no_repeat(read):
    rows = [HEADER, [JKN, PLACED, "2009-01", 7], [JKS, PLACED, "2009-01", 10], [None, POWER, "2009-01", 99]]
    assert read(rows)[0] == 1
