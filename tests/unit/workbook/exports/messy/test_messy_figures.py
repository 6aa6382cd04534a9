"""Figures that stand for something else than they seem to: totals so far, per cent signs, scales, other centres."""

import json

import openpyxl
import pytest

from macros.cli import main
from tests.unit.workbook.exports.messy.reading_here import shown_of

JKN, JKS = "Jobcenter Nyropsgade", "Jobcenter Skelbækgade"
PLACED, POWER, DEGREE = "company_placements", "electricity_use", "activation_degree"
HEADER = ["Center", "Indikator", "Periode", "Værdi"]


@pytest.fixture
def written(tmp_path):
    """Write an export: lines of a csv, or rows of a sheet."""

    def write(export):
        path = tmp_path / "export.csv"
        if isinstance(export, str):
            path.write_text(export, encoding="utf-8")
        else:
            path = path.with_suffix(".xlsx")
            _save(export, path)
        return path

    return write


@pytest.fixture
def shown(contract, written):
    """What ``validate --json`` shows of an export, and the exit code."""
    return lambda export: shown_of([written(export)], contract)


@pytest.fixture
def read(checked, written):
    """Exit code, figures by measure and period, codes of the findings with their cells."""
    return lambda export, *how: checked(written(export), *how)


@pytest.fixture
def large(monkeypatch):
    """Every file counts as a large one."""
    monkeypatch.setattr("workbook.exports.guarded.is_large", lambda _: True)


def _save(rows, path):
    """Save rows; a pair is a figure and its number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "LIS"
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            figure, code = value if isinstance(value, tuple) else (value, "General")
            sheet.cell(number, column, figure).number_format = code
    book.save(path)


def _csv(*rows):
    return "\n".join(";".join(row) for row in (HEADER, *rows))


def _row(period, value, measure=PLACED, centre=JKS):
    return centre, measure, period, value


def _codes(issues):
    return {code for code, _ in issues}


# ---- totals so far ---------------------------------------------------------------------------------------------

HALF = [[PLACED], ["Center", "Jan", "Feb", "Mar", "1. halvår"], [JKN, 1, 2, 3, 6], [JKS, 10, 20, 30, 60]]
QUARTERS = [[PLACED], ["Center", "1. kvartal", "2. kvartal", "2009"], [JKN, 1, 2, 3], [JKS, 10, 20, 30]]
DOWN = [[PLACED], ["Periode", JKN, JKS], ["jan 2009", 1, 10], ["feb 2009", 2, 20], ["2009", 3, 30]]
LIST = [HEADER, *(list(_row(*each)) for each in (("2009-01", 10), ("2009-02", 20), ("2009", 30)))]
MONTHS = {(PLACED, "2009-01"): 10, (PLACED, "2009-02"): 20}


@pytest.mark.parametrize(
    ("rows", "cell", "figures"),
    [
        (HALF, "E4", {**MONTHS, (PLACED, "2009-03"): 30}),
        (QUARTERS, "D4", {(PLACED, "2009-Q1"): 10, (PLACED, "2009-Q2"): 20}),
        (DOWN, "C5", MONTHS),
        (LIST, "C4", MONTHS),
    ],
)
def test_a_total_so_far_is_left_out(read, rows, cell, figures):
    code, found, issues = read(rows)
    assert (code, found) == (0, figures)
    assert ("so_far_left_out", cell) in issues
    assert len([name for name, _ in issues if name == "so_far_left_out"]) == 1


def test_the_finding_says_what_the_total_covers(shown):
    _, told = shown(HALF)
    [message] = [each["message"] for each in told["issues"] if each["code"] == "so_far_left_out"]
    assert "2009-H1" in message
    assert "2009-01–2009-03" in message
    assert JKS in message


@pytest.mark.parametrize("by", ["csv", "xlsx"])
def test_a_total_so_far_of_a_large_list_is_left_out(read, large, by):
    export = LIST if by == "xlsx" else _csv(*([str(cell) for cell in row] for row in LIST[1:]))
    code, found, issues = read(export)
    assert (code, found) == (0, MONTHS)
    assert ("so_far_left_out", "C4") in issues


def test_complete_periods_stay(read):
    code, found, issues = read(
        _csv(*(_row(f"2009-0{month}", f"{month}0") for month in (1, 2, 3)), _row("2009-Q1", "60"))
    )
    assert (code, found[PLACED, "2009-Q1"]) == (0, 60)
    assert "so_far_left_out" not in _codes(issues)


def test_a_period_with_figures_after_it_is_over_and_stays(read):
    code, found, issues = read(_csv(_row("2008-12", "10"), _row("2008", "90"), _row("2009-01", "11")))
    assert (code, found[PLACED, "2008"]) == (0, 90)
    assert "so_far_left_out" not in _codes(issues)


def test_totals_so_far_inside_others_cover_nothing_of_them(read):
    periods = {"2009-Q1": 60, "2009-Q2": 70, "2009-H1": 130, "2009-07": 25, "2009-Q3": 25, "2009-H2": 25, "2009": 155}
    code, found, issues = read(_csv(*(_row(period, str(value)) for period, value in periods.items())))
    assert code == 0
    assert {period for _, period in found} == {"2009-Q1", "2009-Q2", "2009-H1", "2009-07"}
    assert {cell for name, cell in issues if name == "so_far_left_out"} == {"C6", "C7", "C8"}


def test_months_without_figures_and_other_measures_cover_nothing(read):
    rows = [_row("2009-01", "10"), _row("2009-02", "20"), _row("2009-03", ""), _row("2009-Q1", "30")]
    code, found, issues = read(_csv(*rows, _row("2009-03", "5", POWER), _row("2009-Q1", "70", DEGREE)))
    assert code == 0
    assert found == {**MONTHS, (POWER, "2009-03"): 5, (DEGREE, "2009-Q1"): 70}
    assert ("so_far_left_out", "C5") in issues


def test_a_suppressed_month_is_covered(read):
    rows = [_row("2009-01", "10"), _row("2009-02", "<5"), _row("2009-03", "30"), _row("2009-Q1", "43")]
    _, found, issues = read(_csv(*rows))
    assert found[PLACED, "2009-Q1"] == 43
    assert "so_far_left_out" not in _codes(issues)


def test_a_year_so_far_ends_after_the_day_of_the_export_but_is_left_out(read):
    code, found, issues = read([["Udtrukket 02-03-2009"], *LIST])
    assert (code, found) == (0, MONTHS)
    assert ("so_far_left_out", "C5") in issues


# ---- per cent signs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["33 %", "33%", "33 pct.", "ca. 33 procent", "33 % *"])
def test_a_count_with_a_per_cent_sign_is_refused(read, text):
    code, _, issues = read(_csv(_row("2009-01", "30"), _row("2009-02", text)))
    assert code == 1
    assert ("percent_for_other_unit", "D3") in issues


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([[PLACED], ["Center", "Jan", "Feb"], [JKN, 1, (0.02, "0%")], [JKS, 30, (0.6, "0%")]], "C4"),
        ([HEADER, list(_row("2009-01", 30)), list(_row("2009-02", (0.6, "0.0%")))], "D3"),
        ([HEADER, list(_row("2009-01", (0.3, "0%"))), list(_row("2009-02", (0.6, "0%")))], "D2"),
    ],
)
def test_a_count_in_a_per_cent_format_is_refused(read, rows, cell):
    code, _, issues = read(rows)
    assert code == 1
    assert ("percent_for_other_unit", cell) in issues


def test_a_per_cent_figure_of_a_count_is_shown_as_it_stands(shown):
    _, told = shown([HEADER, list(_row("2009-01", (0.335, "0.0%")))])
    [message] = [each["message"] for each in told["issues"] if each["code"] == "percent_for_other_unit"]
    assert message == f"33,5 % står i procent, men {PLACED} opgøres i enheden antal."


@pytest.mark.parametrize(
    "export",
    [
        [HEADER, list(_row("2009-01", (0.3, "0%"))), list(_row("2009-02", (0.6, "0%")))],
        [HEADER, list(_row("2009-01", 30)), list(_row("2009-02", (0.6, "0%")))],
        _csv(_row("2009-01", "30"), _row("2009-02", "60 %")),
    ],
)
def test_per_cent_signs_of_large_lists_are_found(read, large, export):
    code, _, issues = read(export)
    assert code == 1
    assert "percent_for_other_unit" in _codes(issues)


def test_a_share_may_have_a_per_cent_sign(read):
    code, figures, issues = read(_csv(_row("2009-01", "51,5 %", DEGREE), _row("2009-02", "52", DEGREE)))
    assert (code, figures) == (0, {(DEGREE, "2009-01"): 51.5, (DEGREE, "2009-02"): 52})
    assert "percent_for_other_unit" not in _codes(issues)


# ---- scales in columns of their own ----------------------------------------------------------------------------


def _units(header, *texts):
    rows = [(*_row(f"2009-{month:02}", "30", POWER), text) for month, text in enumerate(texts, start=1)]
    return "\n".join(";".join(row) for row in ((*HEADER, header), *rows))


@pytest.mark.parametrize(
    "text", ["1.000 kWh", "1000 kWh", "tusinde", "mio. kr.", "i 1.000 kr.", "Tal i tusinder", "mio.", "1.000 kr."]
)
def test_a_unit_in_thousands_is_refused(read, text):
    code, _, issues = read(_units("Enhed", "kWh", text, text))
    assert code == 1
    assert {cell for name, cell in issues if name == "title_scale"} == {"E3"}


@pytest.mark.parametrize(
    "text", ["kWh", "1000", "1000 København", "antal", "bevilling på 3 mio. kr.", "Vej 1000", "millionvej 3", ""]
)
def test_other_texts_beside_the_figures_are_no_scale(read, text):
    code, figures, issues = read(_units("Bemærkning", text))
    assert (code, figures) == (0, {(POWER, "2009-01"): 30})
    assert "title_scale" not in _codes(issues)


def test_a_scale_that_the_header_says_too_is_taken(read):
    code, figures, issues = read(_units("Enhed", "1.000 kWh").replace("Værdi", "Værdi (1.000 kWh)"))
    assert (code, figures) == (0, {(POWER, "2009-01"): 30_000})
    assert "title_scale" not in _codes(issues)


def test_a_profile_says_what_the_scale_is_of(read, tmp_path):
    profile = tmp_path / "power.toml"
    profile.write_text('layout = "list"\n[scales]\nelectricity_use = 1000\n', encoding="utf-8")
    code, figures, issues = read(_units("Enhed", "1.000 kWh"), "--profile", str(profile))
    assert (code, figures) == (0, {(POWER, "2009-01"): 30_000})
    assert "title_scale" not in _codes(issues)


@pytest.mark.parametrize("header", ["Enhed", "Skala"])
def test_a_scale_in_a_large_list_is_found(read, large, header):
    code, _, issues = read(_units(header, "kWh", "1.000 kWh", "kWh"))
    assert code == 1
    assert ("title_scale", "E3") in issues


def test_a_unit_far_down_a_large_list_is_found(read, large):
    rows = [(*_row(f"{1980 + n // 12}-{n % 12 + 1:02}", "30", POWER), "kWh") for n in range(300)]
    lines = [";".join(row) for row in ((*HEADER, "Enhed"), *rows, (*_row("2009-01", "30", POWER), "tusinde"))]
    code, _, issues = read("\n".join(lines))
    assert code == 1
    assert ("title_scale", "E302") in issues


# ---- exports of other centres ----------------------------------------------------------------------------------

OTHERS = _csv(_row("2009-01", "30", centre=JKN), _row("2009-02", "31", centre=JKN))


@pytest.mark.parametrize("export", [OTHERS, [[PLACED], ["Center", "Jan"], [JKN, 30]]])
def test_an_export_of_other_centres_only_is_warned_about(shown, export):
    code, told = shown(export)
    assert (code, told["observations"]) == (0, [])
    [found] = [each for each in told["issues"] if each["code"] == "nothing_for_centre"]
    assert JKS in found["message"]


def test_an_import_of_other_centres_only_is_warned_about(own_workbook, tmp_path, capsys):
    workbook, export = tmp_path / own_workbook.name, tmp_path / "export.csv"
    workbook.write_bytes(own_workbook.read_bytes())
    export.write_text(OTHERS, encoding="utf-8")
    assert main(["import", str(workbook), str(export), "--json"]) == 0
    assert "nothing_for_centre" in {each["code"] for each in json.loads(capsys.readouterr().out)["issues"]}


def test_a_large_export_of_other_centres_only_is_warned_about(read, large):
    _, _, issues = read(OTHERS)
    assert "nothing_for_centre" in _codes(issues)


def test_an_export_with_one_row_of_its_own_is_not_warned_about(read):
    code, figures, issues = read(OTHERS + "\n" + ";".join(_row("2009-01", "5")))
    assert (code, figures) == (0, {(PLACED, "2009-01"): 5})
    assert "nothing_for_centre" not in _codes(issues)


# ---- what findings say -----------------------------------------------------------------------------------------


def _said(told, code):
    return [each for each in told["issues"] if each["code"] == code]


def test_a_missing_column_is_of_a_table_by_its_own_title(shown):
    _, told = shown(";".join(["Center", "Indikator", "Periode", "Tæller"]) + f"\n{JKS};{PLACED};2009-01;3")
    assert "Kolonnen »Værdi« mangler i tabellen »Observationer«." in {each["message"] for each in told["issues"]}


def test_one_total_reads_right(shown):
    _, told = shown(_csv(_row("2009-01", "30"), _row("I alt", "30")))
    [found] = _said(told, "totals_left_out")
    assert found["message"].startswith("Rækker, der er totaler og ikke er læst som tal for et center: 1.")


def test_one_row_of_another_centre_reads_right(shown):
    _, told = shown(_csv(_row("2009-01", "30"), _row("2009-01", "30", centre=JKN)))
    [found] = _said(told, "other_centre")
    assert found["message"].endswith("springes over: 1.")


@pytest.mark.parametrize("missing", [(JKS, "", "2009-02"), ("", PLACED, "2009-02"), (JKS, PLACED, "foråret")])
def test_rows_that_lack_what_they_are_of_are_no_repeats(shown, missing):
    code, told = shown(_csv((JKS, PLACED, "2009-01", "30"), (*missing, "10"), (*missing, "11")))
    assert code == 1
    assert not _said(told, "duplicate_observation")


def test_a_row_without_a_label_is_told_by_the_cell_of_its_first_figure(read):
    rows = [[PLACED], ["Center", "Jan", "Feb"], [JKN, 1, 2], [None, None, 7], [JKS, 3, 4]]
    code, _, issues = read(rows)
    assert code == 1
    assert ("row_without_label", "C4") in issues


def test_figures_in_findings_have_the_decimal_sign_of_the_language(shown):
    _, told = shown(f"Center;Indikator;Periode;Tæller;Nævner\n{JKS};offers_on_time;2009-01;5,5;4,5")
    [found] = _said(told, "numerator_above_denominator")
    assert "4,5" in found["message"]


# ---- the same figure twice in a crosstab -----------------------------------------------------------------------


@pytest.mark.parametrize("again", [40, 3])
def test_a_repeat_in_a_crosstab_is_told_by_the_cell_of_the_figure(read, again):
    rows = [[PLACED], ["Center", "Jan", "Feb", "Jan"], [JKN, 1, 2, 3], [JKS, 30, 31, again]]
    code, _, issues = read(rows)
    assert code == 1
    assert {cell for name, cell in issues if name == "duplicate_observation"} == {"D4"}


def test_an_error_in_a_row_of_a_crosstab_hides_no_error_beside_it(read):
    rows = [[PLACED], ["Center", "Jan", "Feb", "Mar"], [JKN, 1, 2, 3], [JKS, 30, -31, "se bilag"]]
    code, _, issues = read(rows)
    assert code == 1
    assert {("not_a_number", "D4"), ("below_zero", "C4")} <= issues


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        # half of a column or all of it, the first row or the last, one column or all of a row
        ([["Center", "Jan", "Feb"], [JKS, "95,x", 94], [JKN, 93, 92]], {"B3"}),
        ([["Center", "Jan", "Feb"], [JKN, 93, 92], [JKS, "9S", 94]], {"B4"}),
        ([["Center", "Jan", "Feb"], [JKS, "95,x", 94]], {"B3"}),
        ([["Center", "Jan", "Feb", "Mar"], [JKS, "fejl", 94, 93], [JKN, "fejl", 92, 91]], {"B3"}),
        ([["Center", "Jan"], [JKN, 93], [JKS, "95,x"]], {"B4"}),
        ([["Center", "Jan"], [JKS, "95,x"], [JKN, 93]], {"B3"}),
        ([["Center", "Jan"], [JKS, "95,x"]], {"B3"}),
        ([["Center", "Jan", "Feb"], [JKN, 93, 92], [JKS, "95,x", "94,x"], [JKN, 90, 91]], {"B4", "C4"}),
        ([["Center", "Jan", "Feb"], [JKN, 93, 92], [JKS, "se bilag", "mangler"]], {"B4", "C4"}),
    ],
)
def test_a_figure_nobody_can_read_is_an_error_at_its_cell_however_few_stand_beside_it(read, rows, cells):
    code, _, issues = read([[PLACED], *rows])
    assert code == 1
    assert cells <= {cell for name, cell in issues if name == "not_a_number"}
    assert "unknown_column" not in {name for name, _ in issues}


def test_a_repeat_in_a_list_is_told_by_its_period(read):
    code, _, issues = read(_csv(_row("2009-01", "30"), _row("2009-01", "31")))
    assert code == 1
    assert ("duplicate_observation", "C3") in issues


def test_a_year_that_is_over_is_whole_unless_it_is_the_sum_of_what_stands_beside_it(read):
    def rows(year):
        return [[PLACED], ["Center", "nov 2008", "dec 2008", "2008"], [JKN, 1, 2, 3], [JKS, 10, 20, year]]

    code, figures, _ = read(rows(300))
    assert (code, figures[PLACED, "2008"]) == (0, 300)
    code, figures, _ = read(rows(30))
    assert (code, (PLACED, "2008") in figures) == (0, False)
