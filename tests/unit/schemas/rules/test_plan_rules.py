"""What may not stand in themes, actions and requests, and what is told of them."""

import pytest

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.context import Context
from schemas.reading import frame_of, read_table
from schemas.rules.plan_rules import eased, with_themes
from schemas.rules.validation import validate
from schemas.tables import ActionPlans, Requests, Themes
from schemas.words.vocabulary import words

THEMES = frame_of(
    Themes, [{Themes.THEME: "Service", Themes.LOG: "Mødt i maj."}, {Themes.THEME: "Job", Themes.LOG: " – "}]
)
CONTEXT = with_themes(Context(2011, strict=False, numbers=frozenset({"1", "2", "13a", "13b"})), THEMES)
ACTION = {
    ActionPlans.GOAL: "1, 13",
    ActionPlans.THEME: "Job",
    ActionPlans.ACTION: "Temadag",
    ActionPlans.DEADLINE: "Ultimo maj",
    ActionPlans.STATUS: "Planlagt",
    ActionPlans.LOG: None,
}
REQUEST = {
    Requests.THEME: "job",
    Requests.REQUEST: "Flere tolke",
    Requests.STATUS: "anmodet",
    Requests.ANSWER: None,
    Requests.ASKED_ON: "01-02-2011",
    Requests.ANSWERED_ON: None,
}
THEME = {Themes.THEME: "Job", Themes.THEME_GOALS: "1-2", Themes.STATUS: "I gang", Themes.LOG: None}


def found(table, good, *changes):
    rows = [
        [BLANK if value is None else Cell(CellKind.TEXT, value) for value in {**good, **change}.values()]
        for change in changes
    ]
    header = [words().title(table, field) for field in good]
    raw = RawTable("bog.xlsx", "Ark", header, rows, range(5, 5 + len(rows)))
    return validate(read_table(table, raw, words(), 2011), CONTEXT)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({ActionPlans.GOAL: "1, 9"}, ["plan_goal_unknown"]),
        ({ActionPlans.THEME: "Jib"}, ["plan_theme_unknown"]),
        ({ActionPlans.STATUS: "Udført"}, ["plan_closed_without_log"]),
        ({ActionPlans.STATUS: "Opgivet"}, ["plan_closed_without_log"]),
        ({ActionPlans.STATUS: "Udført", ActionPlans.LOG: "  "}, ["plan_closed_without_log"]),
        ({ActionPlans.STATUS: "Udført", ActionPlans.LOG: "-"}, ["plan_closed_without_log"]),
        ({ActionPlans.STATUS: "Udført", ActionPlans.LOG: "Holdt 3. maj"}, []),
        ({ActionPlans.STATUS: "Udført", ActionPlans.THEME: " service "}, []),  # its theme's log counts
        ({ActionPlans.STATUS: "Udført", ActionPlans.THEME: None}, ["plan_closed_without_log"]),
        ({ActionPlans.DEADLINE: "inden sommerferien"}, ["deadline_unreadable"]),
        ({ActionPlans.DEADLINE: "snarest muligt"}, ["deadline_without_day"]),
        ({ActionPlans.DEADLINE: "inden jul", ActionPlans.STATUS: "Udført", ActionPlans.LOG: "Holdt"}, []),
        ({ActionPlans.DEADLINE: None}, []),
    ],
)
def test_a_line_of_the_action_plans(change, expected):
    assert [issue.code for issue in found(ActionPlans, ACTION, change)] == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({Requests.THEME: "Andet"}, ["plan_theme_unknown"]),
        ({Requests.STATUS: "afslået"}, ["request_without_answer"]),
        ({Requests.STATUS: "imødekommet", Requests.ANSWER: "Fra august."}, []),
        ({Requests.ANSWER: "Ja"}, ["request_still_asked"]),
        ({Requests.ANSWER: "–"}, []),
        ({Requests.ANSWERED_ON: "01-03-2011"}, ["request_without_answer"]),
        (
            {Requests.STATUS: "gennemført", Requests.ANSWER: "Ja", Requests.ANSWERED_ON: "31-01-2011"},
            ["request_answered_before"],
        ),
        ({Requests.STATUS: "gennemført", Requests.ANSWER: "Ja", Requests.ANSWERED_ON: "01-02-2011"}, []),
    ],
)
def test_a_line_of_the_requests(change, expected):
    assert [issue.code for issue in found(Requests, REQUEST, change)] == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({Themes.THEME_GOALS: "1-2, 14"}, ["plan_goal_unknown"]),
        ({Themes.STATUS: "Udført"}, ["plan_closed_without_log"]),
        ({Themes.STATUS: "Udført", Themes.LOG: "Nået."}, []),
    ],
)
def test_a_line_of_the_themes(change, expected):
    assert [issue.code for issue in found(Themes, THEME, change)] == expected


def test_two_themes_of_one_name_are_refused():
    assert [issue.code for issue in found(Themes, THEME, {}, {Themes.THEME: " JOB"})] == ["duplicate_theme"]


def test_what_stood_in_workbooks_before_it_was_read_stops_nothing():
    free = {ActionPlans.STATUS: "næsten", ActionPlans.DUE: None}
    issues = found(ActionPlans, ACTION, free, {ActionPlans.STATUS: "Udført"})
    assert {issue.code for issue in issues if issue.is_error} >= {"plan_closed_without_log"}
    old = eased(ActionPlans, issues, is_new=False)
    assert {issue.code for issue in old} == {"plan_cell_unread", "plan_log_missing"}
    assert not any(issue.is_error for issue in old)
    new = eased(ActionPlans, issues, is_new=True)
    assert [issue.code for issue in new if issue.is_error] == ["plan_closed_without_log"]
    assert eased(Themes, issues, is_new=True) == issues


@pytest.mark.parametrize("cell", [Cell(CellKind.BLANK, formula="B1"), Cell(CellKind.ERROR, "#REF!", formula="B1")])
def test_a_formula_without_a_result_is_told_as_one(cell):
    header = [words().title(ActionPlans, field) for field in (ActionPlans.ACTION, ActionPlans.DEADLINE)]
    raw = RawTable("bog.xlsx", "Ark", header, [[Cell(CellKind.TEXT, "Temadag"), cell]], range(5, 6))
    issues = eased(ActionPlans, validate(read_table(ActionPlans, raw, words(), 2011), CONTEXT), is_new=True)
    assert [(issue.code, issue.is_error, issue.place.column) for issue in issues] == [
        ("plan_formula_unread", False, header[1])
    ]
