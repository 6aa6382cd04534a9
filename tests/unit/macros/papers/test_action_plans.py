"""What is computed beside the actions: due days, what is overdue, how the goals' figures moved; what is said of it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from macros.steps.contract import open_book, read_contract
from macros.steps.papers.about import About
from macros.steps.papers.action_plans import action_plans, due_day, plan_findings, short_name, unplanned
from macros.steps.papers.goal_movement import figures_of, movement
from macros.steps.papers.tables import beside_rows
from schemas.codes import YesNo
from schemas.reading import frame_of
from schemas.tables import ActionPlans, History, Parameters, Results, Themes
from schemas.words.vocabulary import words
from tests.unit.macros.plans_example import plans_2011

SIGNED, JULY = date(2011, 1, 26), date(2011, 7, 1)
MONTHS = [f"2011-{month:02}" for month in range(1, 13)]


@pytest.fixture(scope="module")
def contract(once):
    book, language = open_book(plans_2011(once))
    with book:
        return read_contract(book, language)


def row(number, result=84.0, target=80.0, unit="pct", centre="JKM"):
    return {
        Results.NUMBER: number, Results.CENTRE: centre, Results.RESULT: result, Results.TARGET_TO_DATE: target,
        Results.UNIT: unit, Results.SHOWN_UNIT: unit,
    }  # fmt: skip


def about(contract, as_of, rows=(), history=(), monthly=None):
    results = frame_of(Results, list(rows))
    months = pd.DataFrame(monthly or [], index=results.index, columns=MONTHS if monthly else None, dtype=float)
    return About(contract, results, months, frame_of(History, list(history)), as_of, as_of)


def with_rows(contract, table, rows):
    changed = replace(contract.tables[table.name], frame=frame_of(table, rows))
    return replace(contract, tables={**contract.tables, table.name: changed})


@pytest.mark.parametrize(
    ("as_of", "count"), [(SIGNED, 1), (JULY, 10), (date(2011, 12, 31), 12), (date(2012, 1, 1), 19)]
)
def test_the_plans_of_2011_that_are_overdue(contract, as_of, count):
    found = action_plans(about(contract, as_of))
    late = found[found[ActionPlans.IS_OVERDUE] == YesNo.YES]
    assert len(found) == 19
    assert len(late) == count
    assert not set(late[ActionPlans.DEADLINE]) & {"Løbende 2011"} or as_of.year > 2011


def test_what_is_overdue_is_said_once_with_five_of_them_by_name(contract):
    known = about(contract, JULY, [row("8"), row("13a")])
    late, without = plan_findings(known, action_plans(known))
    assert (late.code, late.details["count"]) == ("actions_overdue", 10)
    assert late.value.count(";") == 5
    assert late.value.endswith("og 5 til")
    assert (without.code, without.value) == ("goals_without_plan", "13a")


def test_a_closed_theme_with_open_actions_is_said(contract):
    closed = [{Themes.THEME: "Lige muligheder for alle", Themes.STATUS: "done", Themes.LOG: "Færdigt."}]
    known = about(with_rows(contract, Themes, closed), SIGNED)
    found = [
        issue for issue in plan_findings(known, action_plans(known)) if issue.code == "plan_closed_with_open_actions"
    ]
    assert [(issue.value, issue.details["count"]) for issue in found] == [("Lige muligheder for alle", 3)]


def test_a_day_that_a_person_wrote_stands_where_no_deadline_is_written(contract):
    known = about(contract, JULY)
    typed = {ActionPlans.DEADLINE: None, ActionPlans.DUE: date(2011, 3, 3)}
    assert due_day(typed, known) == date(2011, 3, 3)
    assert due_day({**typed, ActionPlans.DEADLINE: "snarest muligt"}, known) is None
    assert due_day({**typed, ActionPlans.DEADLINE: "Primo maj"}, known) == date(2011, 5, 10)


def test_the_parameters_of_the_workbook_say_which_day_primo_is(contract):
    other = with_rows(contract, Parameters, [{Parameters.NAME: "primo_day", Parameters.VALUE: 5.0}])
    assert due_day({ActionPlans.DEADLINE: "Primo maj", ActionPlans.DUE: None}, about(other, JULY)) == date(2011, 5, 5)


def actions_of(contract, *rows):
    return with_rows(contract, ActionPlans, [{ActionPlans.ACTION: "Gør noget", **each} for each in rows])


HISTORY = [
    {History.AS_OF: date(2011, 3, 31), History.CENTRE: "JKM", History.GOAL: "8", History.RESULT: 81.0,
     History.TARGET_TO_DATE: 80.0},
    {History.AS_OF: date(2011, 4, 30), History.CENTRE: "JKM", History.GOAL: "8", History.RESULT: 82.0,
     History.TARGET_TO_DATE: 80.0},
]  # fmt: skip


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("ultimo marts", "mål 8: 81,0 % → 84,0 % (31-03-2011 → 30-06-2011)"),
        ("primo maj", "mål 8: 82,0 % → 84,0 % (30-04-2011 → 30-06-2011)"),
        ("primo marts", None),  # nothing was reported by then
        ("ultimo juni", None),  # not past its deadline
        ("snarest muligt", None),
    ],
)
def test_the_figure_of_the_goal_before_the_deadline_and_now(contract, deadline, expected):
    own = actions_of(contract, {ActionPlans.GOAL: "8", ActionPlans.DEADLINE: deadline})
    found = action_plans(about(own, date(2011, 6, 30), [row("8")], HISTORY))
    assert found[ActionPlans.MOVEMENT].tolist() == [expected]


def test_an_action_without_goals_of_its_own_has_those_of_its_theme(contract):
    own = actions_of(
        contract, {ActionPlans.THEME: "professionel service til tiden", ActionPlans.DEADLINE: "ultimo april"}
    )
    rows = [row("8"), row("9", result=None), row("1", result=30.0)]
    found = action_plans(about(own, date(2011, 6, 30), rows, HISTORY))
    assert found[ActionPlans.MOVEMENT].tolist() == ["mål 8: 82,0 % → 84,0 % (30-04-2011 → 30-06-2011)"]


def test_targets_stand_beside_figures_where_they_moved_too():
    known = about(None, date(2011, 6, 30), [row("8", target=83.0)], HISTORY)
    told = movement(["8"], date(2011, 4, 1), figures_of(known), words())
    assert told == "mål 8: 81,0 % (mål 80,0 %) → 84,0 % (mål 83,0 %) (31-03-2011 → 30-06-2011)"


def test_without_reports_the_months_tell_and_are_called_months():
    months = [None if month > 5 else 50.0 + month for month in range(1, 13)]
    known = about(None, date(2011, 6, 30), [row("4", unit="count")], monthly=[months])
    told = movement(["4"], date(2011, 2, 28), figures_of(known), words())
    assert told == "mål 4: 52 → 55 (månedens tal, februar → maj)"
    english = movement(["4"], date(2011, 2, 28), figures_of(known), words("en"))
    assert english == "goal 4: 52 → 55 (figures of the month, February → May)"


def test_a_figure_that_did_not_move_is_not_told():
    known = about(None, date(2011, 6, 30), [row("8", result=81.0)], HISTORY[:1])
    assert movement(["8"], date(2011, 4, 1), figures_of(known), words()) is None


def test_an_action_in_a_few_words():
    assert short_name({ActionPlans.ACTION: "Temadag: for alle", ActionPlans.FOCUS: "x"}) == "Temadag"
    assert short_name({ActionPlans.ACTION: None, ActionPlans.FOCUS: "Samarbejde. Mere"}) == "Samarbejde"
    long = "et meget langt navn " * 6
    assert short_name({ActionPlans.ACTION: long, ActionPlans.FOCUS: None}).endswith(" …")


def test_goals_are_missed_in_plans_only_where_plans_name_goals():
    themes = frame_of(Themes, [{Themes.THEME: "a", Themes.THEME_GOALS: "1-2"}])
    actions = frame_of(ActionPlans, [{ActionPlans.ACTION: "b", ActionPlans.GOAL: "3"}])
    assert unplanned(["1", "2", "3", "4"], ["1", "2", "3", "4"], themes, actions) == ["4"]
    assert unplanned(["1", "4"], ["1", "4"], themes.iloc[:0], actions) == []


def test_computed_columns_keep_the_rows_of_the_sheet_and_what_was_not_understood(contract):
    known = contract.tables[ActionPlans.name]
    frame = action_plans(about(contract, JULY)).drop(index=known.frame.index[0])
    beside = beside_rows(frame, (ActionPlans.DUE, ActionPlans.IS_OVERDUE), known)
    assert len(beside) == len(known.raw.rows)
    assert beside[ActionPlans.DUE].iloc[0] is None
    assert beside[ActionPlans.DUE].iloc[1] == date(2011, 12, 31)
