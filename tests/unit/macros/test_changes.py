"""Why a figure is another than before: each cause its part, in the order in which they are told."""

import csv
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest

from macros.cli import main
from macros.steps.change_texts import change_sentences, worded
from macros.steps.changes import CAUSES, changes_since
from macros.steps.compute import compute
from macros.steps.contract import open_book, read_contract
from macros.steps.learning import learned_in
from macros.steps.recalculating import inputs_of, recalculate
from macros.steps.snapshots import history_lines, snapshot
from schemas.codes import ChangedFigure
from schemas.frames import records
from schemas.reading import frame_of
from schemas.tables import (
    MARK,
    BudgetLines,
    Changes,
    Goals,
    History,
    LogLines,
    Observations,
    Parameters,
    Results,
    SnapshotInputs,
)
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from tests import ROOT
from tests.conftest import NOW
from tests.unit.macros.command_line import run
from tests.unit.macros.test_upgrading import OLD
from workbook.closed.book import ClosedBook

JMU = "Jobcenter Musvågevej"
JKS = "Jobcenter Skelbækgade"
STOCK = "stock_selected_areas"
JULY = date(2011, 7, 1)
CASES = [*csv.DictReader((ROOT / "tests/cases/changes.csv").read_text(encoding="utf-8").splitlines(), delimiter=";")]
PARTS = dict(zip(CAUSES, ("months", "revised", "version_part", "parameter", "program"), strict=True))


@pytest.fixture(scope="module")
def contract(_made):
    book, language = open_book(_made / f"{JMU} 2011.xlsx")
    with book:
        return replace(read_contract(book, language), learned=learned_in(book, language))


def with_frame(contract, table, frame):
    return replace(contract, tables={**contract.tables, table.name: replace(contract.tables[table.name], frame=frame)})


def with_figures(contract, figures, measure=STOCK, holder=JMU):
    rows = [
        {Observations.CENTRE: holder, Observations.MEASURE: measure, Observations.PERIOD: parse_period(period),
         Observations.VALUE: float(value)}
        for period, value in (each.split("=") for each in figures.split())
    ]  # fmt: skip
    frame = frame_of(Observations, rows)
    frame[MARK] = pd.Series([None] * len(rows), dtype=object)
    return with_frame(contract, Observations, frame)


def with_version(contract, target, number="7"):
    rows = records(contract.goals)
    old = next(row for row in rows if row[Goals.NUMBER] == number)
    return with_frame(
        contract, Goals, frame_of(Goals, [*rows, {**old, Goals.TARGET: float(target), Goals.VALID_FROM: JULY}])
    )


def with_parameter(contract, name, value):
    frame = contract.frame(Parameters).copy()
    frame.loc[frame[Parameters.NAME] == name, Parameters.VALUE] = float(value)
    return with_frame(contract, Parameters, frame)


def again(contract, day):
    return compute(inputs_of(contract), day, contract.words).results


def computed(contract, day):
    return snapshot(contract, again(contract, day), day)


def changes(before, contract, day, compute_again=again):
    return changes_since(before, computed(contract, day), contract, compute_again)


def number(text):
    return pytest.approx(float(text), abs=1e-9) if text else None


def goal_7(figures):
    return figures[JMU, "7"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_moved_a_figure(case, contract):
    then = with_figures(contract, case["known"])
    then = with_version(then, case["version"]) if case["version_known"] == "yes" else then
    before = computed(then, date.fromisoformat(case["known_on"]))
    if case["stored"]:
        stored = {**goal_7(before.figures), case["figure"]: float(case["stored"])}
        before = replace(before, program="0.1", figures={**before.figures, (JMU, "7"): stored})
    now = with_figures(contract, case["now"])
    now = with_version(now, case["version"]) if case["version"] else now
    now = with_parameter(now, "tolerance", case["tolerance"]) if case["tolerance"] else now
    found = changes(before, now, date.fromisoformat(case["now_on"]))
    [line] = [each for each in found if each[Changes.FIGURE] == case["figure"]] or [None]
    if not case["after"] or case["before"] == case["after"]:
        assert line is None
    elif case["figure"] == "light":
        assert (line[Changes.BEFORE], line[Changes.AFTER]) == (case["before"], case["after"])
        assert {cause: line[cause] or [] for cause in CAUSES} == {
            cause: case[name].split() for cause, name in PARTS.items()
        }
    else:
        assert (line[Changes.BEFORE], line[Changes.AFTER]) == (number(case["before"]), number(case["after"]))
        assert {cause: line[cause] for cause in CAUSES} == {cause: number(case[name]) for cause, name in PARTS.items()}


def test_a_tolerance_turns_the_light_of_its_goal_alone(contract):
    then = with_figures(contract, "2011-03=1483 2011-06=1492")
    before = computed(then, date(2011, 6, 30))
    found = changes(before, with_parameter(then, "tolerance", 0.9), date(2011, 6, 30))
    assert {line[Changes.NUMBER] for line in found} <= {"7"}
    assert all(line[cause] is None for line in found for cause in CAUSES if cause != Changes.PARAMETER)


def test_goals_that_stand_as_they_stood_are_not_listed(contract):
    before = computed(with_figures(contract, "2011-06=1520"), date(2011, 6, 30))
    found = changes(before, with_figures(contract, "2011-06=1500"), date(2011, 6, 30))
    assert {line[Changes.NUMBER] for line in found} == {"7"}


def test_nothing_is_computed_again_that_need_not_be(contract):
    """Where one cause alone is at hand, or nothing moved, the change is known without computing."""

    def never(*_):
        raise AssertionError("computed again")

    june = with_figures(contract, "2011-06=1520")
    before = computed(june, date(2011, 6, 30))
    assert changes(before, june, date(2011, 6, 30), never) == []
    assert changes(before, with_figures(contract, "2011-06=1520 2011-09=1530"), date(2011, 9, 30), never)
    assert changes(before, with_version(june, 6), date(2011, 9, 30), again)


def budget(contract, amounts):
    keys = (BudgetLines.PERIOD, BudgetLines.BUDGET, BudgetLines.ACTUAL)
    rows = [
        {BudgetLines.CENTRE: JMU, BudgetLines.ACCOUNT: "operating", **dict(zip(keys, line, strict=True))}
        for line in ((parse_period(period), plan, used) for period, plan, used in amounts)
    ]
    return with_frame(contract, BudgetLines, frame_of(BudgetLines, rows))


def test_the_use_of_a_budgeted_month_is_a_new_month_and_another_budget_a_revision(contract):
    rows = records(contract.goals)
    goal = {**rows[0], Goals.NUMBER: "99", Goals.MEASURE: "operating_budget_use", Goals.RULE: "at_most",
            Goals.UNIT: "pct", Goals.BASIS: "absolute", Goals.TARGET: 100.0, Goals.SUMMARY: "ratio",
            Goals.PROFILE: "flat", Goals.BASELINE: None, Goals.BASELINE_PERIOD: None}  # fmt: skip
    base = with_frame(contract, Goals, frame_of(Goals, [*rows, goal]))
    before = computed(budget(base, [("2011-01", 10000, 9000), ("2011-02", 10000, None)]), date(2011, 1, 31))
    now = budget(base, [("2011-01", 10000, 9000), ("2011-02", 10000, 11000)])
    line = next(each for each in changes(before, now, date(2011, 2, 28)) if each[Changes.FIGURE] == "result")
    assert (line[Changes.BEFORE], line[Changes.AFTER], line[Changes.MONTHS]) == (90, 100, 10)
    now = budget(base, [("2011-01", 12000, 9000), ("2011-02", 10000, None)])
    line = next(each for each in changes(before, now, date(2011, 1, 31)) if each[Changes.FIGURE] == "result")
    assert (line[Changes.AFTER], line[Changes.REVISED], line[Changes.MONTHS]) == (75, -15, 0)


def test_the_sentence_and_the_sheet_tell_it_in_words(contract):
    before = computed(with_figures(contract, "2011-06=1520"), date(2011, 6, 30))
    now = with_version(with_figures(contract, "2011-06=1520 2011-09=1530"), 6)
    found = changes(before, now, date(2011, 9, 30))
    assert change_sentences(found, words()) == [
        "Mål 7: forskel +28,9 → −8,2 (nye måneder +0,4, målets version −37,5); lys ◆ Rød → ● Grøn (målets version)"
    ]
    light = next(row for row in records(worded(found, words())) if row[Changes.FIGURE] == "light")
    assert (light[Changes.BEFORE], light[Changes.AFTER]) == ("◆ Rød", "● Grøn")
    assert light[Changes.VERSION] == "◆ Rød → ● Grøn"


@pytest.mark.parametrize(
    ("figure", "unit", "old", "new", "parts", "told"),
    [
        ("forecast", "days", 7.81, 7.76, {"revised": -0.05}, "årsprognose 7,81 → 7,76 (revideret historik −0,05)"),
        ("forecast", "days", 7.84999, 7.85001, {"months": 2e-5}, "årsprognose 7,84999 → 7,85001 (nye måneder +0,00002)"),
        ("forecast", "days", 7.8, 8.0, {"months": 0.2, "revised": 1e-8}, "årsprognose 7,8000 → 8,0000 (nye måneder +0,2000)"),
        ("forecast", "kwh", 365245.84, 382024, {"revised": 16778.16},
         "årsprognose 365.245,8 → 382.024,0 (revideret historik +16.778,2)"),
        ("result", "count", 332, 341, {"revised": 9}, "resultat 332 → 341 (revideret historik +9)"),
        ("difference", "count", 0.04, -0.04, {"months": -0.08}, "forskel +0,04 → −0,04 (nye måneder −0,08)"),
        ("result", "yes_no", 0, 1, {"months": 1}, "resultat nej → ja (nye måneder)"),
        ("result", "count", None, 3, {}, "resultat – → 3"),
    ],
)  # fmt: skip
def test_a_sentence_never_tells_of_a_change_that_shows_none(figure, unit, old, new, parts, told):
    line = {str(name): None for name in Changes.fields} | {
        "number": "1", "figure": ChangedFigure(figure), "unit": unit, "before": old, "after": new, **parts,
    }  # fmt: skip
    assert change_sentences([line], words()) == [f"Mål 1: {told}"]


# ---- in a workbook ---------------------------------------------------------------------------------------------


def table(path, name):
    with ClosedBook(path) as book:
        raw = book.read(name)
        return [dict(zip(raw.header, (cell.value for cell in row), strict=True)) for row in raw.rows]


def renegotiate(path):
    """The line of goal 7 from July, written on Kontrakt as the economist writes it."""
    with ClosedBook(path) as book:
        raw = book.read(Goals.name)
        rows = [dict(zip(raw.header, (cell.value for cell in row), strict=True)) for row in raw.rows]
        old = next(row for row in rows if row["Mål nr."] == "7")
        rows.append({**old, "Måltal": 6.0, "Gælder fra": JULY, "Begrundelse": "Direktionen, juni 2011"})
        book.write(Goals.name, pd.DataFrame(rows, columns=list(raw.header), dtype=object))
        book.save()


def test_june_to_september_on_the_command_line(workbook, csv_file, capsys):
    path = workbook(f"{JMU} 2011")
    header = "Center;Indikator;Periode;Værdi"
    assert run(capsys, "import", path, csv_file(header, f"{JMU};{STOCK};2011-06;1520"))[0] == 0
    assert "flyttet" not in run(capsys, "recalculate", path, "--as-of", "30-06-2011")[1]
    renegotiate(path)
    assert run(capsys, "import", path, csv_file(header, f"{JMU};{STOCK};2011-09;1530"))[0] == 0
    code, text = run(capsys, "recalculate", path, "--as-of", "30-09-2011")
    assert code == 0
    assert "1 mål har flyttet sig siden opgørelsen pr. 30-06-2011 (arket Ændringer)." in text
    assert "Mål 7: forskel +28,9 → −8,2 (nye måneder +0,4, målets version −37,5)" in text
    line = next(row for row in table(path, Changes.name) if row["Hvad"] == "Forskel")
    assert line["Ændring"] == pytest.approx(-37.104)
    assert (line["Nye måneder"], line["Målets version"]) == (pytest.approx(0.432), pytest.approx(-37.536))
    assert "1 mål har flyttet sig" in table(path, LogLines.name)[-1]["Detalje"]
    history = [(row["Opgjort pr."], row["Resultat"]) for row in table(path, History.name) if row["Mål nr."] == "7"]
    assert history == [(date(2011, 6, 30), 1520), (date(2011, 9, 30), 1530)]
    _again_without_change(path, capsys)


def _again_without_change(path, capsys):
    """A second press says that nothing moved, and the sheet still shows the last change."""
    before = table(path, Changes.name)
    assert main(["recalculate", str(path), "--as-of", "30-09-2011", "--json"]) == 0
    assert '"changes": []' in capsys.readouterr().out
    assert table(path, Changes.name) == before
    assert "flyttet" not in table(path, LogLines.name)[-1]["Detalje"]


def test_the_history_has_one_line_a_goal_and_date_the_last_one_wins(contract):
    may, june = date(2011, 5, 31), date(2011, 6, 30)
    lines = []
    for day, figures in ((may, "2011-05=1510"), (june, "2011-06=1520"), (may, "2011-05=1500")):
        lines = history_lines(lines, again(with_figures(contract, figures), day), day)
    own = [(line[History.AS_OF], line[History.RESULT]) for line in lines if line[History.GOAL] == "7"]
    assert own == [(may, 1500), (june, 1520)]
    assert len(lines) == 2 * len({line[History.GOAL] for line in lines})


def test_an_assessment_stands_in_the_history(filled):
    recalculate(filled, date(2009, 6, 30), NOW)
    with ClosedBook(filled) as book:
        raw = book.read(Results.name)
        rows = [dict(zip(raw.header, (cell.value for cell in row), strict=True)) for row in raw.rows]
        mine = {"Vurdering": "Rød", "Vurderingens begrundelse": "x", "Vurderet af": "y", "Vurderet den": NOW.date()}
        rows[1].update(mine)
        told = pd.DataFrame(rows, dtype=object)[list(mine)]
        book.write(Results.name, told)
        book.save()
    done = recalculate(filled, date(2009, 6, 30), NOW)
    line = next(row for row in table(filled, History.name) if row["Mål nr."] == rows[1]["Mål nr."])
    assert (line["Lys"], line["Vurdering"]) == ("◆ Rød", "◆ Rød")
    assert not done.back.changes  # what a person thinks moves no computed figure


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_a_workbook_without_the_sheets_says_nothing(path, tmp_path):
    target = tmp_path / "gammel.xlsx"
    target.write_bytes(path.read_bytes())
    for day in (date(2009, 5, 31), date(2009, 6, 30)):
        assert not recalculate(target, day, NOW).back.changes


def test_a_snapshot_that_somebody_changed_is_said_once(filled, capsys):
    recalculate(filled, date(2009, 5, 31), NOW)
    with ClosedBook(filled) as book:
        raw = book.read(SnapshotInputs.name)
        rows = [
            ["{" if at == raw.header.index("Indhold") else cell.value for at, cell in enumerate(row)]
            for row in raw.rows
        ]
        book.write(SnapshotInputs.name, pd.DataFrame(rows, columns=list(raw.header), dtype=object))
        book.save()
    code, text = run(capsys, "recalculate", filled, "--as-of", "30-06-2009")
    assert (code, "Arket Beregningsgrundlag er ikke, som det blev skrevet" in text) == (0, True)
    code, text = run(capsys, "recalculate", filled, "--as-of", "31-05-2009")
    assert (code, "Arket Beregningsgrundlag" in text, "har flyttet sig" in text) == (0, False, True)


def test_a_column_of_the_history_that_was_renamed_refuses_the_step(filled, capsys):
    book = openpyxl.load_workbook(filled)
    sheet = book[words().sheet("history")]
    at = next(cell for cell in sheet[sheet.tables[History.name].ref][0] if cell.value == "Resultat")
    sheet.tables[History.name].tableColumns[at.column - 1].name = at.value = "Noget andet"
    book.save(filled)
    code, text = run(capsys, "recalculate", filled)
    assert (code, "Noget andet" in text, "Historik" in text) == (1, True, True)
