"""The forecast, the way to the next light, samples, back-tests and earlier targets are explained to their cells."""

import json
import math
import shutil
from datetime import date
from functools import lru_cache
from hashlib import sha256

import numpy as np
import openpyxl
import pytest

from macros.cli import main
from macros.steps.explaining.model_steps import AHEAD, COME
from macros.steps.importing import import_exports
from macros.steps.recalculating import recalculate
from schemas.parameters import FAR_CHANCE, LIGHT_HOLD, RED_CHANCE, YELLOW_CHANCE
from schemas.tables import Parameters, Results
from tests.conftest import NOW
from tests.unit.macros.test_explaining import HEADER, check_every_figure, computed, results, steps  # noqa: F401
from tests.unit.macros.test_log import set_cells
from tests.unit.macros.test_versions import RAISED, register  # noqa: F401  a fixture

JKM = "Jobcenter Musvågevej"


@lru_cache(maxsize=4)
def _book(path, digest):
    del digest
    return openpyxl.load_workbook(path)


def cell(path, each):
    return _book(str(path), sha256(path.read_bytes()).hexdigest())[each.at.sheet][each.at.cell].value


@pytest.mark.parametrize(
    ("number", "come", "weights"),
    [
        ("1.7", 6 * 617 / 6 / 12, ["2009-07 til 2009-12 tæller hver 0,083333"]),  # mean
        ("2.1", 15.0, ["2009-07 til 2009-12 tæller hver 1"]),  # sum
        ("1.4", 0.0, ["2009-12 tæller 1"]),  # last
    ],
)
def test_what_has_come_and_what_each_month_ahead_counts(computed, number, come, weights):  # noqa: F811
    told = steps(computed, number)
    assert told[COME].value == pytest.approx(come)
    assert list(told[AHEAD].notes) == weights
    assert told["forecast"].uses[:2] == [COME, AHEAD]
    assert "ikke en kort formel" in told["forecast"].notes[0]


def test_what_has_come_of_a_sum_is_the_sum_of_its_own_cells(computed):  # noqa: F811
    told = steps(computed, "2.1")
    own = [each for each in told["result"].inputs if each.period]
    assert sum(cell(computed, each) for each in own) == told[COME].value
    assert told[COME].worked == "2 + 2,5 + 3 + 3 + 2 + 2,5 = 15"


def test_the_cases_of_a_ratio_that_are_expected_can_be_checked(computed):  # noqa: F811
    told = steps(computed, "1.3")
    assert told[COME].worked == "87,55345487 × 8886 / (8886 + 8618,175144) = 44,44653882"
    last_year = [each.value for each in told[AHEAD].inputs if each.what == "Nævner"]
    then = [each for each in told["based_on_months"].inputs if each.what == "Nævner" and each.period >= "2008-01"]
    gone = sum(each.value for each in then if each.period <= "2008-06")
    assert sum(last_year) * (8886 / gone) ** (6 / 8) == pytest.approx(8618.175144)
    assert f"(8886 / {gone:.0f}) ^ (6 / 8)" in told[AHEAD].notes[-1]


def test_the_months_behind_a_forecast_are_listed_with_cells_and_origin(computed):  # noqa: F811
    months = steps(computed, "1.3")["based_on_months"]
    assert (months.value, months.worked) == (18, "12 + 6 = 18")
    periods = list(dict.fromkeys(each.period for each in months.inputs))
    assert (len(periods), periods[0], periods[-1]) == (18, "2008-01", "2009-06")
    assert {(each.at.sheet, each.origin.kind.value) for each in months.inputs} == {("LIS-data", "import")}


def test_the_months_that_reached_what_is_required_are_listed(computed):  # noqa: F811
    told = steps(computed, "1.1")
    reached, required = told["required_reached"], told["required"].value

    def shares(inputs):
        values = {(each.period, each.what): each.value for each in inputs}
        return {period: 100 * values[period, "Tæller"] / values[period, "Nævner"] for period, _ in values}

    had, lacked = shares(reached.inputs), shares(reached.left_out)
    assert (len(had), len(had) + len(lacked)) == (reached.value, told["required_of"].value)
    assert min(had.values()) >= required > max(lacked.values())
    assert {each.why_not for each in reached.left_out} == {"har ikke haft det krævede"}


def test_bounds_and_chance_say_border_and_spread(computed):  # noqa: F811
    told = steps(computed, "1.3")
    assert "Grænsen: året skal ende på mindst 95." in told["chance"].notes
    spread = [each for each in told["forecast_low"].notes if each.startswith("Spredningen er ganget med 1,1")]
    assert spread and spread[0] in told["chance"].notes
    band = steps(computed, "4.2")["chance"].notes
    assert any(each.startswith("Grænserne: året skal ende mellem") for each in band)
    assert told["shown_between"].uses == ["shown_low", "shown_high"]


def test_whole_counts_have_their_border_half_way(computed):  # noqa: F811
    row = next(row for row in results(computed) if row[Results.NUMBER] == "1.2")
    notes = steps(computed, "1.2")["chance"].notes
    border = f"{math.ceil(row[Results.TARGET]) - 0.5:g}".replace(".", ",")
    assert f"Grænsen: året skal ende på mindst {border}." in notes
    assert any("helt antal" in each for each in notes)


def test_borders_of_lights_are_told_to_their_cells(computed, tmp_path):  # noqa: F811
    told = steps(computed, "2.1")  # near a border: last month's yellow holds
    assert told["light_before"].value == "yellow"
    assert told["red_chance"].worked == "0,3333333333 - 0,07 = 0,2633333333"
    names = {"red_chance": RED_CHANCE, "far_chance": FAR_CHANCE, "yellow_chance": YELLOW_CHANCE}
    for figure, name in names.items():
        parameter, *hold = told[figure].inputs
        assert (parameter.what, parameter.at.sheet) == (name, "Parametre")
        assert [each.what for each in hold] == ([LIGHT_HOLD] if told[figure].worked else [])
        assert figure in told["computed_light"].uses
    path = shutil.copy(computed, tmp_path / "uden.xlsx")
    set_cells(path, Parameters, lambda row: row[Parameters.NAME] == RED_CHANCE, name="min egen")
    assert steps(path, "2.1")["red_chance"].inputs[0].origin.kind.value == "shipped"


def test_the_way_to_the_next_light_is_worked_out_where_a_level_decides(computed):  # noqa: F811
    told = steps(computed, "1.7")["to_better"]
    assert told.worked == "101,4181361 - 96,66666667 = 4,751469442"
    assert "forecast" in told.uses
    by_chance = steps(computed, "1.4")["to_better"]
    assert (by_chance.worked, "ikke af en kort formel" in by_chance.formula) == ("", True)
    assert {"chance", "red_chance"} <= set(by_chance.uses)


def test_a_back_test_is_told_with_last_years_cells(computed):  # noqa: F811
    told = steps(computed, "2.1")
    came, rate = told["backtest_came"], told["backtest_run_rate"]
    assert {each.period[:4] for each in came.inputs} == {"2008"}
    assert sum(cell(computed, each) for each in came.inputs) == pytest.approx(came.value)
    assert [each.period for each in rate.inputs] == [f"2008-{month:02d}" for month in range(1, 7)]
    assert all(each.period <= "2008-06" for each in told["backtest"].inputs)
    judged = [row for row in results(computed) if row[Results.BACKTEST_LIGHT]]
    assert judged
    for row in judged:
        told = steps(computed, row[Results.NUMBER])
        said = (told["backtest_light"].value, told["backtest_met"].value)
        assert said == (row[Results.BACKTEST_LIGHT], row[Results.BACKTEST_MET])


def test_a_forecast_basis_is_told_to_its_cell(computed, tmp_path):  # noqa: F811
    path, together = shutil.copy(computed, tmp_path / "center.xlsx"), tmp_path / "samlet.xlsx"
    assert "Intet prognosegrundlag" in steps(path, "1.3")["based_on_goals"].notes[0]
    assert main(["consolidate", str(path), "--out", str(together)]) == 0
    recalculate(path, None, NOW, together)
    told = steps(path, "1.3")["based_on_goals"]
    basis = told.inputs[-1]
    assert (basis.at.sheet, cell(path, basis)) == ("Prognosegrundlag", basis.value)
    assert f"lært af {basis.value} mål" in told.notes[0]


def test_what_is_decided_has_the_chance_one(workbook, csv_file):
    path = workbook("Jobcenter Skelbækgade 2009")
    rows = [f"Jobcenter Skelbækgade;{{}};2009-{month:02d};900;;" for month in range(1, 7)]
    row = next(row for row in results(path) if row[Results.NUMBER] == "1.2")
    import_exports(path, [csv_file(HEADER, *(each.format(row[Results.MEASURE]) for each in rows))], NOW)
    recalculate(path, None, NOW)
    told = steps(path, "1.2")
    assert (told["verdict"].value, told["chance"].value) == ("met", 1.0)
    assert told["chance"].formula.startswith("afgjort")


# ---- samples, hidden figures ---------------------------------------------------------------------------------------


def sample(workbook, csv_file, *figures):
    path = workbook("Jobcentrene 2007")
    rows = [f"Jobcentrene;refund_errors_in_sample;{each}" for each in figures]
    import_exports(path, [csv_file(HEADER, *rows)], NOW)
    recalculate(path, date(2007, 12, 31), NOW)
    row = next(row for row in results(path) if row[Results.MEASURE] == "refund_errors_in_sample")
    return path, row, steps(path, row[Results.NUMBER])


def test_the_interval_of_a_sample_is_worked_out(workbook, csv_file):
    path, row, told = sample(workbook, csv_file, "2007;;12;300")
    assert check_every_figure(path) > 0
    for field in ("sample_low", "sample_high"):
        assert told[field].value == row[field]
        assert "√" in told[field].worked
        assert [each.what for each in told[field].inputs if each.at.sheet == "Parametre"] == ["sample_confidence"]
        assert any(each.at.sheet == "Kontrakt" for each in told[field].inputs)
        assert field in told["computed_light"].uses


def test_a_hidden_figure_is_told_with_its_marks_cell(workbook, csv_file):
    path, _, told = sample(workbook, csv_file, "2007-H1;;6;150", "2007-H2;;<5;100")
    light = told["computed_light"]
    assert "<5" in {str(cell(path, each)) for each in light.left_out} | {each.shown for each in light.left_out}
    assert {each.at.sheet for each in light.left_out} == {"LIS-data"}
    assert any("skjult" in each for each in light.notes)
    assert (told["sample_high"].worked, "skjult" in told["sample_high"].formula) == ("", True)


# ---- versions ------------------------------------------------------------------------------------------------------


def test_an_earlier_target_is_told_to_its_own_line_of_the_contract(register, csv_file, tmp_path):  # noqa: F811
    path = tmp_path / "musvågevej.xlsx"
    assert main(["new", str(register(("7", RAISED))), "--out", str(path)]) == 0
    rows = [f"{JKM};stock_selected_areas;2011-{month:02d};{value};;" for month, value in ((6, 1520), (9, 1530))]
    import_exports(path, [csv_file(HEADER, *rows)], NOW)
    recalculate(path, date(2011, 9, 30), NOW)
    assert check_every_figure(path) > 0
    told = steps(path, "7")
    assert told["version_from"].value == "2011-07-01"
    assert {"Direktionen", "Markante konjunkturændringer."} <= {each.value for each in told["version_from"].inputs}
    [new] = [each for each in told["stated"].inputs if each.value == 6.0]
    [old] = [each for each in told["earlier_target"].inputs if each.value == 2.6]
    assert (cell(path, old), cell(path, new)) == (2.6, 6)
    assert told["earlier_target"].worked == "1472 × (1 + 2,6 / 100) = 1510,272"
    assert told["earlier_target_to_date"].worked == "1472 + (1510,272 - 1472) × 9 / 12 = 1500,704"
    assert told["earlier_difference"].worked == "1530 - 1500,704 = 29,296"


def test_a_goal_without_earlier_target_says_nothing_of_one(computed):  # noqa: F811
    assert not {name for name in steps(computed, "1.3") if "earlier" in name or name == "version_from"}


def test_the_command_tells_of_the_forecast_in_both_languages(computed, capsys):  # noqa: F811
    for language, said in (("da", "ikke en kort formel"), ("en", "no short formula")):
        capsys.readouterr()
        assert main(["explain", str(computed), "--goal", "1.3", "--language", language]) == 0
        assert said in capsys.readouterr().out
    assert main(["explain", str(computed), "--goal", "1.3", "--figure", "forecast", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["steps"]
    assert np.isclose(told[-1]["value"], sum(step["value"] for step in told if step["figure"] == COME) + 43.99572874)
