"""Every figure of Opfølgning is explained: formula, figures put in, and each input down to its file, sheet and cell."""

import ast
import json
import math
import random
import re
import shutil
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from macros.cli import main
from macros.steps.contract import open_book, read_contract
from macros.steps.explaining.asked import Asked, chosen
from macros.steps.explaining.explain import explain, explanation, prepare, steps_of
from macros.steps.importing import import_exports
from macros.steps.recalculating import recalculate
from schemas.fields import Kind
from schemas.frames import is_missing, records
from schemas.issues.issue import Place
from schemas.reading import read_table
from schemas.tables import Centres, Goals, Observations, Parameters, Results
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES, NOW
from tests.unit.macros.test_log import set_cells
from workbook.closed.book import ClosedBook

JKS = "Jobcenter Skelbækgade"
TODAY = NOW.date()
LATER = NOW + timedelta(days=1)
HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner"
NOT_EXPLAINED = {str(Results.DECIMALS)}
"""How many decimals are shown is no figure of the goal."""
BESIDE = (
    *(Results.FAVOURABLE, Results.VERDICT, Results.IMPOSSIBLE, Results.COMPUTED_LIGHT, Results.LIGHT_BEFORE),
    *(Results.SHOWN_BETWEEN, Results.REACHED, Results.TO_NEXT_LIGHT, Results.BASED_ON, Results.SHOWN_BACKTEST),
    *(Results.BACKTEST_LIGHT, Results.BACKTEST_MET, Results.VERSION_FROM),
)
"""Codes and texts beside the figures, which are explained too."""


@pytest.fixture(scope="module")
def computed(_made, tmp_path_factory):
    path = tmp_path_factory.mktemp("explained") / f"{JKS} 2009.xlsx"
    shutil.copy(_made / "Jobcenter Skelbækgade 2009 med tal.xlsx", path)
    recalculate(path, None, NOW)
    return path


@pytest.fixture(scope="module")
def published(_made, tmp_path_factory):
    """Jobcenter København 2008, with half-yearly figures as they were published."""
    folder = tmp_path_factory.mktemp("published")
    path = folder / "Jobcenter København 2008.xlsx"
    shutil.copy(_made / path.name, path)
    lines = (EXAMPLES / "printed_2008.csv").read_text(encoding="utf-8-sig").splitlines()
    head = lines[0].split(";")
    wanted = [head.index(name) for name in ("centre", "measure", "period", "result")]
    rows = [";".join(line.split(";")[at] for at in wanted) for line in lines[1:] if line.split(";")[wanted[3]]]
    export = folder / "udtræk.csv"
    export.write_text("\n".join(["Center;Indikator;Periode;Værdi", *rows]), encoding="utf-8-sig")
    import_exports(path, [export], NOW)
    recalculate(path, date(2008, 6, 30), NOW)
    return path


def results(path):
    with ClosedBook(path) as book:
        return records(read_table(Results, book.read(Results.name), words()).frame)


@lru_cache(maxsize=4)
def _ready(path, digest):
    book, language = open_book(Path(path))
    with book:
        return prepare(book, language, None, TODAY, digest)


def steps(path, number, **asked):
    """The steps of a goal, as ``explain`` tells them; a file as it stands is read and computed once for all its goals."""
    ready = _ready(str(path), sha256(path.read_bytes()).hexdigest())
    wanted = Asked(number, **asked)
    at = chosen(ready.goals, wanted, ready.contract.frame(Centres), Place(path.name), words())
    told = explanation(ready.subject(at, words()), wanted, path.name, "", [])
    return {step.figure: step for step in told.steps}


def outcome(worked):
    """Both sides of a formula with figures put in."""
    left, _, right = worked.rpartition(" = ")
    return _value(left), _value(right)


def _value(text):
    plain = text.replace("×", "*").replace(",", ".").replace("−", "-").replace("√", "sqrt")
    assert re.fullmatch(r"[\d.e+\-*/() ]+", plain.replace("sqrt", "")), text
    return eval(compile(ast.parse(plain, mode="eval"), "formula", "eval"), {"__builtins__": {}, "sqrt": math.sqrt})


def reached(all_steps, figure):
    """Every input that a figure is made of, directly or not."""
    seen, left, found = set(), [figure], []
    while left:
        name = str(left.pop())
        if name in seen or name not in all_steps:
            continue
        seen.add(name)
        found += all_steps[name].inputs
        left += all_steps[name].uses
    return found


def check_every_figure(path):
    checked = 0
    book, language = open_book(path)
    with book:
        ready = prepare(book, language, None, TODAY, sha256(path.read_bytes()).hexdigest())
    for at, row in enumerate(results(path)):
        told = {step.figure: step for step in steps_of(ready.subject(at, words()))}
        for field in Results.fields:
            name = str(field)
            if (
                field.kind not in {Kind.FIGURE, Kind.SHARE, Kind.WHOLE}
                or name in NOT_EXPLAINED
                or is_missing(row[field])
            ):
                continue
            where = (row[Results.NUMBER], name)
            assert name in told, where
            assert math.isclose(told[name].value, row[field], rel_tol=1e-9, abs_tol=1e-9), where
            assert told[name].formula != words().text("explain_other"), where
            cells = reached(told, name)
            assert cells, where
            assert all(each.at.cell and each.at.sheet and each.at.sha256 for each in cells if each.origin is None), (
                where
            )
            checked += 1
        for field in BESIDE:
            if not is_missing(row[field]):
                value = row[field].isoformat() if isinstance(row[field], date) else str(row[field])
                assert str(told[str(field)].value) == value, (row[Results.NUMBER], field)
                assert is_missing(row[Results.RESULT]) or reached(told, str(field)), (row[Results.NUMBER], field)
        for step in told.values():
            assert all(str(name) in told for name in step.uses), (row[Results.NUMBER], step.figure, step.uses)
            order = [*told]
            assert all(order.index(str(name)) < order.index(step.figure) for name in step.uses), step.figure
            if " = " in step.worked:
                left, right = outcome(step.worked)
                assert math.isclose(left, right, rel_tol=1e-6, abs_tol=1e-6), (row[Results.NUMBER], step.worked)
                assert math.isclose(right, step.value, rel_tol=1e-8, abs_tol=1e-8), step.figure
        assert told["light"].value == row[Results.LIGHT]
    return checked


def test_every_figure_of_the_example_is_worked_out_and_explained_to_cells(computed):
    assert check_every_figure(computed) > 400


def test_every_figure_of_the_published_half_year_is_too(published):
    assert check_every_figure(published) > 100


def made_up(path, year, csv_file):
    """An export of made-up months, some of them missing, for every goal but those about forecasts of budgets."""
    book, language = open_book(path)
    with book:
        goals = read_contract(book, language).goals
    rows, drawn = {}, random.Random(year)
    for goal in records(goals):
        known = [each for each in (goal[Goals.BASELINE], goal[Goals.TARGET]) if not is_missing(each)]
        level = abs(known[0] if known else 10.0) / (12 if goal[Goals.SUMMARY] == "sum" else 1)
        months = [(at, month) for at in (year - 1, year) for month in range(1, 13 if at < year else 6)]
        for at, month in months if not goal[Goals.MEASURE].endswith("_deviation") else ():
            value = min(level * drawn.uniform(0.85, 1.1), 99 if goal[Goals.UNIT] == "pct" else 1e9)
            value = float(drawn.random() < 0.5) if goal[Goals.UNIT] == "yes_no" else value
            of = drawn.randint(50, 90)
            told = f";{int(of * value / 100)};{of}" if goal[Goals.SUMMARY] == "ratio" else f"{value:.2f};;"
            if drawn.random() > 0.07:
                key = f"{goal[Goals.CENTRE]};{goal[Goals.MEASURE]};{at}-{month:02d}"
                rows.setdefault(key, f"{key};{told}".replace(".", ","))
    return csv_file(HEADER, *rows.values())


@pytest.mark.parametrize("name", ["Jobcentrene 2007", "Jobcenter Musvågevej 2011"])
def test_every_figure_of_other_contracts_is_too(workbook, csv_file, name):
    """Stocks on a path, changes on a baseline, sums by season, milestones, bands, with months missing."""
    path = workbook(name)
    import_exports(path, [made_up(path, int(name[-4:]), csv_file)], NOW)
    recalculate(path, None, NOW)
    assert check_every_figure(path) > 200


def test_an_observation_is_told_to_the_cell_of_the_export(computed):
    told = steps(computed, "1.3")["result"]
    assert told.worked == (
        "(1298 + 1327 + 1364 + 1377 + 1176 + 1238) / (1478 + 1527 + 1569 + 1573 + 1345 + 1394) × 100 = 87,55345487"
    )
    first = told.inputs[0]
    assert (first.period, first.what, first.value, first.at.sheet, first.at.cell) == (
        "2009-01", "Tæller", 1298.0, "LIS-data", "E35",
    )  # fmt: skip
    assert first.at.sha256 == sha256(computed.read_bytes()).hexdigest()
    origin = first.origin.record()
    export = EXAMPLES / "example_2009.csv"
    assert origin["sha256"] == sha256(export.read_bytes()).hexdigest()
    assert (origin["kind"], origin["file"], origin["cell"], origin["import_number"]) == (
        "import",
        export.name,
        "E32",
        1,
    )
    assert (origin["time"], origin["log_cell"]) == ("2009-07-20 09:30:00", "A5")
    line = export.read_text(encoding="utf-8-sig").splitlines()[31]
    assert "2009-01" in line and "1298" in line


def test_the_target_is_told_to_its_cell_of_the_contract(computed):
    told = steps(computed, "1.3", figure="target_to_date")
    assert [*told] == ["stated", "target", "target_to_date"]
    [cell, basis] = told["stated"].inputs
    assert (cell.value, cell.at.sheet, cell.at.cell) == (95.0, "Kontrakt", "L7")
    assert basis.at.sheet == "Kontrakt"
    page = openpyxl.load_workbook(computed)["Kontrakt"]
    assert page["L7"].value == 95


def test_a_budget_figure_is_told_to_its_cells_and_its_import(computed):
    told = steps(computed, "4.1")["result"]
    [actual, budget] = told.inputs[:2]
    assert (actual.what, actual.at.sheet, budget.what) == ("Forbrug", "Budget", "Budget")
    assert actual.origin.spot.file == "example_2009_budget.csv"


def test_a_typed_figure_is_told_as_typed_and_when_it_was_first_seen(computed, tmp_path):
    path = shutil.copy(computed, tmp_path / "typed.xlsx")
    key = (JKS, "activation_degree", "2009-06")
    fields = (Observations.CENTRE, Observations.MEASURE, Observations.PERIOD)
    set_cells(path, Observations, lambda row: tuple(str(row[name]) for name in fields) == key, value=60)
    number = next(row[Results.NUMBER] for row in results(path) if row[Results.MEASURE] == "activation_degree")
    last = steps(path, number)["result"].inputs[-2]
    assert (last.value, last.origin.kind.value, last.origin.told) == (60.0, "typed", None)
    recalculate(path, None, LATER)
    last = steps(path, number)["result"].inputs[-2]
    assert (last.origin.kind.value, last.origin.told.time) == ("typed", "2009-07-21 09:30:00")


def test_what_does_not_count_is_named_with_the_reason(workbook, csv_file):
    path = workbook(f"{JKS} 2009")
    rows = ["2009-01;51;;", "2009-02;52;;", "2009-03;53;;", "2009-Q1;52;;", "2009-04;<5;;", "2009-06;54;;"]
    import_exports(path, [csv_file(HEADER, *(f"{JKS};activation_degree;{row}" for row in rows))], NOW)
    recalculate(path, date(2009, 5, 31), NOW)
    number = next(row[Results.NUMBER] for row in results(path) if row[Results.MEASURE] == "activation_degree")
    told = steps(path, number)["result"]
    assert [each.period for each in told.inputs if each.period] == ["2009-01", "2009-02", "2009-03"]
    assert [(each.period, each.why_not) for each in told.left_out] == [
        ("2009-Q1", "andre perioder dækker de samme måneder"),
        ("2009-04", "tallet er skjult"),
        ("2009-06", "efter opgørelsesdatoen"),
    ]


def test_a_tolerance_tells_where_it_comes_from(computed, tmp_path):
    assert steps(computed, "1.3")["tolerance"].inputs[0].at.sheet == "Parametre"
    assert steps(computed, "4.1")["tolerance"].inputs[0].at.sheet == "Kontrakt"  # the rule: a budget's frame
    path = shutil.copy(computed, tmp_path / "uden.xlsx")
    set_cells(path, Parameters, lambda row: row[Parameters.NAME] == "tolerance", name="min egen")
    [told] = steps(path, "1.3")["tolerance"].inputs
    assert (told.origin.kind.value, told.value) == ("shipped", 0.1)


def test_an_assessment_stands_beside_the_computed_light(computed, tmp_path):
    path = shutil.copy(computed, tmp_path / "vurderet.xlsx")
    told = {
        "assessment": "● Grøn",
        "assessment_reason": "Ny bemanding",
        "assessed_by": "Bo",
        "assessed_on": date(2009, 7, 1),
    }
    set_cells(path, Results, lambda row: row[Results.NUMBER] == "1.3", **told)
    found = steps(path, "1.3")
    assert (found["computed_light"].value, found["assessment"].value, found["light"].value) == ("red", "green", "green")
    assert "102,4 %" in found["computed_light"].worked  # the computed reason stays
    assert "Ny bemanding" in found["assessment"].worked
    assert {each.at.sheet for each in found["assessment"].inputs} == {"Opfølgning"}


def test_a_sheet_that_is_older_than_its_inputs_is_said(computed, tmp_path, csv_file):
    assert explain(computed, Asked("1.3"), TODAY, words()).notes == []
    path = shutil.copy(computed, tmp_path / "gammel.xlsx")
    import_exports(path, [csv_file(HEADER, f"{JKS};contact_interviews_on_time;2009-06;;1;2")], LATER)
    number = next(row[Results.NUMBER] for row in results(path) if row[Results.MEASURE] == "contact_interviews_on_time")
    [note] = explain(path, Asked(number), TODAY, words()).notes
    assert note.startswith("Opfølgning viser andre tal")


# ---- the command -------------------------------------------------------------------------------------------------


def run(capsys, *arguments):
    capsys.readouterr()
    code = main(["explain", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_prints_steps_as_json(computed, capsys):
    code, out, err = run(capsys, computed, "--goal", "1.3", "--json")
    told = json.loads(out)
    assert (code, err, [*told]) == (0, "", ["goal", "steps"])
    assert (told["goal"]["number"], told["goal"]["centre"], told["goal"]["as_of"]) == ("1.3", JKS, "2009-06-30")
    by_figure = {step["figure"]: step for step in told["steps"]}
    assert math.isclose(by_figure["result"]["value"], 87.55345487)
    assert by_figure["result"]["inputs"][0]["origin"]["file"] == "example_2009.csv"


@pytest.mark.parametrize(("language", "said"), [("da", "sum af tællere / sum af nævnere"), ("en", "sum of numerators")])
def test_the_command_prints_a_text_in_the_users_language(computed, capsys, language, said):
    code, out, _ = run(capsys, computed, "--goal", "1.3", "--figure", "result", "--language", language)
    assert code == 0
    assert said in out
    assert "LIS-data!E35, F35" in out
    assert "Log!A5" in out


def test_nothing_is_written(computed, capsys):
    before = computed.read_bytes()
    run(capsys, computed, "--goal", "1.3")
    assert computed.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--goal", "1.33"), "Her er intet mål nr. »1.33«. Mente du »1.3«?"),
        (("--goal", "9.9"), "Her er intet mål nr. »9.9«."),
        (("--goal", "1.3", "--centre", "Jobcenter Musvågevej"), "Jobcenter Musvågevej"),
        (("--goal", "1.3", "--figure", "resultt"), "Målet har intet tal, der hedder »resultt«."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_with_the_nearest(computed, capsys, arguments, said):
    code, _, err = run(capsys, computed, *arguments)
    assert (code, said in err) == (1, True), err


def test_wrong_usage_and_files(computed, capsys, tmp_path):
    assert run(capsys, computed)[0] == 2
    assert run(capsys, tmp_path / "væk.xlsx", "--goal", "1")[0] == 3


@pytest.mark.parametrize("old", sorted((Path(__file__).parents[2] / "old").glob("*.xlsx")), ids=lambda path: path.stem)
def test_an_older_workbook_is_explained_as_far_as_it_knows(old, capsys):
    number = results(old)[0][Results.NUMBER]
    code, out, err = run(capsys, old, "--goal", number)
    assert code == 0, err
    assert "LIS-data!" in out
