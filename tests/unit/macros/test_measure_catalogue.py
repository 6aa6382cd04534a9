"""The sheet Indikatorkatalog: made by ``new``, added by ``upgrade``, read by every step."""

import json
import shutil

import openpyxl
import pytest

from macros.cli import main
from macros.steps.contract import open_book, read_contract
from schemas.codes import Unit
from schemas.measures import by_unit
from schemas.tables import Measures
from tests import ROOT
from workbook.closed.book import ClosedBook

JKM, JKS = "Jobcenter Musvågevej", "Jobcenter Skelbækgade"
OLD = ROOT / "tests" / "old" / "2026-11-25.xlsx"
HEADER = "Center;Indikator;Periode;Værdi"
REGISTER = ["year", "centre", "number", "goal_type", "title", "measure", "unit", "rule", "target", "summary", "profile"]


def asked(capsys, *arguments):
    """The exit code and what ``--json`` says."""
    capsys.readouterr()
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def codes(found):
    return {issue["code"] for issue in found["issues"]}


@pytest.fixture
def bring(csv_file, capsys):
    """Import lines ``measure;period;value`` of a centre."""

    def into(target, centre, *lines):
        return asked(capsys, "import", target, csv_file(HEADER, *(f"{centre};{line}" for line in lines)))

    return into


def catalogue(path):
    with ClosedBook(path) as book:
        raw = book.read(Measures.name)
    code = raw.header.index("Indikator")
    return {row[code].text: dict(zip(raw.header, (cell.value for cell in row), strict=True)) for row in raw.rows}


def changed(path, measure, **cells):
    """Write cells of a measure's row by their titles."""
    book = openpyxl.load_workbook(path)
    sheet = book["Indikatorkatalog"]
    titles = [cell.value for cell in sheet[4]]
    row = next(row for row in sheet.iter_rows(min_row=5) if row[titles.index("Indikator")].value == measure)
    for title, value in cells.items():
        row[titles.index(title.replace("_", " "))].value = value
    book.save(path)
    return path


def register(path, *goals, measures=()):
    """An xlsx register of ``measure, unit`` goals, with a sheet of measures."""
    book = openpyxl.Workbook()
    book.active.append(REGISTER)
    for number, (measure, unit) in enumerate(goals, start=1):
        book.active.append(
            [2025, "Nord", str(number), "result", f"Mål {number}", measure, unit, "at_least", 50, "mean", "flat"]
        )
    if measures:
        sheet = book.create_sheet("Indikatorkatalog")
        for row in measures:
            sheet.append(row)
    book.save(path)
    return path


# ---- what the sheet holds --------------------------------------------------------------------------------------


def test_a_new_workbook_has_a_line_for_each_of_its_measures(workbook):
    lines = catalogue(workbook("Jobcenter Skelbækgade 2009"))
    assert len(lines) == 18
    use = lines["operating_budget_use"]
    assert (use["Taltype"], use["Nedre grænse"], use["Øvre grænse"]) == ("forbrug", 0, None)
    assert lines["attractive_workplace_score"]["Enhed"] == "pct."  # left open in what is shipped: the goal's
    assert lines["job_or_education_3_of_7_months"]["Endelig efter (måneder)"] == 7


def test_a_register_of_ones_own_gets_lines_of_its_goals(tmp_path, capsys):
    out = tmp_path / "nord.xlsx"
    source = register(
        tmp_path / "register.xlsx",
        ("on_time", "pct"),
        ("balance", "count"),
        measures=[
            ["Indikator", "Indikatorens navn", "Taltype", "Enhed"],
            ["balance", "Til- og afgang", "frit", "antal"],
        ],
    )
    assert main(["new", str(source), "--out", str(out)]) == 0
    lines = catalogue(out)
    assert {measure: line["Indikatorens navn"] for measure, line in lines.items()} == {
        "balance": "Til- og afgang",
        "on_time": "Mål 1",
    }
    assert (lines["balance"]["Taltype"], lines["on_time"]["Taltype"]) == ("frit", None)


# ---- what figures may be ---------------------------------------------------------------------------------------


def test_net_exits_may_be_negative(workbook, bring, capsys):
    target = workbook(f"{JKM} 2011")
    code, _ = bring(target, JKM, "net_exit_over_12_months;2011-01;-12", "net_exit_over_12_months;2011-02;20")
    assert code == 0
    code, found = asked(capsys, "recalculate", target)
    (result,) = [each for each in found["results"] if each["measure"] == "net_exit_over_12_months"]
    assert (code, result["result"]) == (0, 8)


def test_a_count_may_not_until_the_catalogue_says_so(workbook, bring):
    target = workbook("Jobcenter Skelbækgade 2009")
    code, found = bring(target, JKS, "company_placements;2009-01;-3")
    assert (code, codes(found)) == (1, {"below_zero"})
    changed(target, "company_placements", Taltype="frit", Nedre_grænse=None)
    assert bring(target, JKS, "company_placements;2009-01;-3")[0] == 0


def test_money_of_a_measure_the_catalogue_does_not_know_may_have_either_sign():
    assert by_unit(Unit.KR).lower == float("-inf")
    assert [by_unit(each).lower for each in (Unit.COUNT, Unit.DAYS, Unit.PCT)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("value", "code"), [(101, "above_upper"), (9, "below_lower"), (-1, "below_zero"), (10, ""), (100, "")]
)
def test_bounds_of_ones_own(workbook, bring, value, code):
    target = changed(workbook("Jobcenter Skelbækgade 2009"), "electricity_use", Nedre_grænse=10, Øvre_grænse=100)
    done, found = bring(target, JKS, f"electricity_use;2009-01;{value}")
    errors = [issue["code"] for issue in found["issues"] if issue["severity"] == "error"]
    assert (done, errors) == ((1, [code]) if code else (0, []))


def test_the_bounds_reach_the_arithmetic(workbook, bring, capsys):
    target = workbook("Jobcenter Skelbækgade 2009")
    bring(target, JKS, *(f"activation_degree;2009-{month:02d};30" for month in range(1, 7)))

    def figures():
        (each,) = [
            one for one in asked(capsys, "recalculate", target)[1]["results"] if one["measure"] == "activation_degree"
        ]
        return each["required"], each["lowest"], each["highest"], each["impossible"]

    assert figures() == (82, 0, 100, "no")
    changed(target, "activation_degree", Øvre_grænse=80)
    assert figures() == (82, 0, 80, "yes")


# ---- a code of one measure -------------------------------------------------------------------------------------


def test_a_half_years_rate_is_not_a_monthly_one(workbook, bring):
    target = workbook("Jobcenter Skelbækgade 2009")
    rate = "monthly_exit_rate_over_12_months"
    code, found = bring(target, JKS, f"{rate};2009-H1;20,4")
    assert (code, codes(found)) == (1, {"other_period_kind"})
    assert "månedens eget tal" in found["issues"][0]["message"]
    code, found = bring(target, JKS, f"{rate};2008-H1;18,2", f"{rate};2008-H2;20,4")
    assert (code, codes(found)) == (0, {"other_period_before"})  # history may stand, and does not count
    assert bring(target, JKS, f"{rate};2009-01;3,4")[0] == 0


def test_a_half_years_rate_that_stands_already_does_not_count_and_is_said(workbook, bring, capsys):
    target = workbook("Jobcenter Skelbækgade 2009")
    rate = "monthly_exit_rate_over_12_months"
    bring(target, JKS, *(f"{rate};2009-{month:02d};3,4" for month in range(1, 7)))
    before = asked(capsys, "recalculate", target)[1]["results"]
    changed(target, rate, Periodetype="periodens eget tal")
    bring(target, JKS, f"{rate};2008-H1;18,2", f"{rate};2008-H2;20,4")
    changed(target, rate, Periodetype="månedens eget tal")
    code, found = asked(capsys, "recalculate", target)
    (said,) = [issue for issue in found["issues"] if issue["code"] == "other_period_held"]
    assert (code, said["value"]) == (0, rate)
    assert "2008-H1, 2008-H2" in said["message"]
    assert found["results"] == before


def test_a_register_that_gives_a_measure_two_units_is_refused(tmp_path, capsys):
    source = register(tmp_path / "register.xlsx", ("on_time", "pct"), ("late", "count"), ("on_time", "count"))
    code, found = asked(capsys, "validate", source)
    assert (code, [(issue["code"], issue["cell"]) for issue in found["issues"]]) == (1, [("measure_two_units", "G4")])


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        (
            [["x", "X", "antal", "", "", "månedens eget tal"], ["x", "X", "antal", "", "", "halvårets eget tal"]],
            "duplicate_measure",
            "A3",
        ),
        ([["x", "X", "antal", 10, 5, ""]], "measure_bounds_reversed", "E2"),
        ([["x", "X", "ukendt", "", "", ""]], "unknown_code", "C2"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(tmp_path, capsys, rows, code, cell):
    head = ["Indikator", "Indikatorens navn", "Enhed", "Nedre grænse", "Øvre grænse", "Periodetype"]
    source = register(tmp_path / "register.xlsx", ("x", "count"), measures=[head, *rows])
    done, found = asked(capsys, "validate", source)
    assert (done, [(issue["code"], issue["cell"]) for issue in found["issues"]]) == (1, [(code, cell)])


def test_a_goal_of_another_unit_than_the_catalogue_is_said(workbook, capsys):
    target = changed(workbook("Jobcenter Skelbækgade 2009"), "company_placements", Enhed="pct.", Øvre_grænse=1)
    code, found = asked(capsys, "validate", target)
    (said,) = [issue for issue in found["issues"] if issue["code"] == "measure_unit_differs"]
    assert (code, said["sheet"], said["value"]) == (0, "Kontrakt", "antal")


# ---- figures that are final late --------------------------------------------------------------------------------


def test_figures_are_not_missing_before_their_lag_is_over(workbook, bring, capsys):
    target = workbook("Jobcenter Skelbækgade 2009")
    late = "job_or_education_3_of_7_months"

    def about(found):
        goals = found["issues"]
        return {issue["code"] for issue in goals if issue["value"].split(",")[0] == "1.1" or late in issue["message"]}

    _, found = bring(target, JKS, *(f"company_placements;2009-{month:02d};50" for month in range(1, 8)))
    assert about(found) == set()
    assert about(asked(capsys, "recalculate", target)[1]) == set()
    _, found = bring(target, JKS, *(f"company_placements;2009-{month:02d};50" for month in (8, 9)))
    assert about(found) == {"goals_without_figures"}
    assert about(asked(capsys, "recalculate", target)[1]) == {"no_observation"}
    _, found = bring(target, JKS, f"{late};2009-01;36")
    assert about(found) == {"months_missing"}
    said = next(issue for issue in found["issues"] if issue["code"] == "months_missing" and late in issue["message"])
    assert "2009-02" in said["message"] and "2009-03" not in said["message"]
    bring(target, JKS, f"{late};2009-02;36")
    assert about(asked(capsys, "recalculate", target)[1]) == set()


# ---- workbooks made before -------------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path):
    return shutil.copy(OLD, tmp_path / "gammel.xlsx")


def test_a_workbook_without_the_sheet_knows_the_shipped_measures(old, bring):
    assert bring(old, JKS, "operating_budget_use;2009-07;109")[0] == 0
    code, found = bring(old, JKS, "contact_interviews_on_time;2009-07;109")
    assert (code, "share_above_100" in codes(found)) == (1, True)


def test_its_own_code_of_the_monthly_rate_goes_on_and_stays_so_after_an_upgrade(old, bring):
    for again in (False, True):
        code, found = bring(old, JKS, "exit_rate_over_12_months;2008-H1;18,2")
        assert (code, "other_period_before" in codes(found)) == (0, True)
        assert bring(old, JKS, f"exit_rate_over_12_months;2009-0{7 + again};3,4")[0] == 0
        assert main(["upgrade", str(old)]) == 0
    line = catalogue(old)["exit_rate_over_12_months"]
    assert (line["Periodetype"], line["Enhed"]) == ("månedens eget tal", "pct.")
    assert "2008" not in (line["Definition og tælleregel"] or "")


def test_figures_that_stood_by_the_end_of_their_code_still_stand(tmp_path, capsys, monkeypatch):
    """A measure of the user's own that was a use because its code ended so: the workbook must open, and be upgraded."""

    from workbook.builder import contract_workbook
    from workbook.layout import sheets

    earlier = [sheet for sheet in sheets() if sheet.key != "measures"]
    out = tmp_path / "nord.xlsx"
    with monkeypatch.context() as patch:
        patch.setattr(contract_workbook, "sheets", lambda: earlier)
        assert (
            main(
                ["new", str(register(tmp_path / "r.xlsx", ("seats_use", "pct"), ("moved", "count"))), "--out", str(out)]
            )
            == 0
        )
    book = openpyxl.load_workbook(out)
    for row, cells in enumerate([("Nord", "seats_use", "2025-01", 120), ("Nord", "moved", "2025-01", -4)], start=5):
        for column, value in enumerate(cells, start=1):
            book["LIS-data"].cell(row, column).value = value
    book["LIS-data"].tables["observations"].ref = "A4:H6"
    book.save(out)
    assert asked(capsys, "recalculate", out)[0] == 0
    assert main(["upgrade", str(out)]) == 0
    lines = catalogue(out)
    assert (lines["seats_use"]["Taltype"], lines["moved"]["Taltype"]) == ("forbrug", "frit")
    assert asked(capsys, "recalculate", out)[0] == 0
    opened, language = open_book(out)
    with opened:
        assert len(read_contract(opened, language).counted) == 2


# ---- how figures are shown --------------------------------------------------------------------------------------


def test_figures_are_shown_with_the_catalogues_decimals(workbook, bring, capsys):
    target = workbook("Jobcenter Skelbækgade 2009")
    lines = [f"{measure};2009-01;4" for measure in ("monthly_exit_rate_over_12_months", "activation_degree")]
    bring(target, JKS, *lines)
    main(["recalculate", str(target)])
    printed = capsys.readouterr().out
    assert "4,00 %" in next(line for line in printed.splitlines() if line.startswith("1.8 "))
    assert " 4,0 %" in next(line for line in printed.splitlines() if line.startswith("4.3 "))
    changed(target, "activation_degree", Decimaler=3)
    main(["recalculate", str(target)])
    assert "4,000 %" in next(line for line in capsys.readouterr().out.splitlines() if line.startswith("4.3 "))
