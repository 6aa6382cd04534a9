"""Which goals need a comment, and which have one."""

from datetime import date

import pytest

from macros.steps.papers.comments import comments_of, goals_of, goals_off, lights_at, without_comment
from schemas.frames import records
from schemas.reading import frame_of
from schemas.tables import Comments, History, Results

NUMBERS = ["1.1", "1.2", "13a", "13b"]
Q1, Q2 = date(2009, 3, 31), date(2009, 6, 30)


def results(**lights):
    named = {f"{key[1:]}".replace("_", "."): light for key, light in lights.items()}
    return frame_of(
        Results, [{Results.CENTRE: "CKB", Results.NUMBER: key, Results.LIGHT: light} for key, light in named.items()]
    )


def comments(*lines):
    names = (Comments.GOAL, Comments.AS_OF, Comments.TEXT, Comments.CENTRE)
    return frame_of(Comments, [dict(zip(names, line, strict=False)) for line in lines])


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ([], ["1.1", "13a"]),
        ([("1.1", Q1, "Vi ved hvorfor.")], ["13a"]),
        ([("1.1", date(2009, 3, 15), "I samme måned.")], ["13a"]),
        ([("1.1", Q2, "Til en anden opgørelse.")], ["1.1", "13a"]),
        ([("1.1", Q1, None)], ["1.1", "13a"]),
        ([("13", Q1, "Om begge.")], ["1.1"]),
        ([("mål 1.1 og 13a", Q1, "Om dem begge.")], []),
        ([("1.1", Q1, "Et andet centers.", "Jobcenter Nord")], ["1.1", "13a"]),
        ([("1.1", Q1, "Vores eget.", "CKB")], ["13a"]),
    ],
)
def test_a_yellow_or_red_goal_needs_a_comment_of_the_reporting_date(written, missing):
    lights = {("CKB", "1.1"): "red", ("CKB", "1.2"): "green", ("CKB", "13a"): "yellow", ("CKB", "13b"): "none"}
    off = goals_off(lights)
    found = without_comment(off, comments_of(comments(*written), Q1), NUMBERS)
    assert [number for _, number in found] == missing


def test_a_comment_names_goals_as_people_write_them():
    line = records(comments(("1.1-1.2, 13", Q1, "x")))[0]
    assert goals_of(line, NUMBERS) == ("1.1", "1.2", "13a", "13b")


def test_the_lights_of_an_earlier_date_are_those_that_were_reported():
    history = frame_of(
        History,
        [{History.CENTRE: "CKB", History.GOAL: "1.1", History.AS_OF: Q1, History.LIGHT: "red"}],
    )
    now = results(g1_1="green")
    assert lights_at(now, history, Q2, Q2) == {("CKB", "1.1"): "green"}
    assert lights_at(now, history, Q2, Q1) == {("CKB", "1.1"): "red"}
    assert lights_at(now, history, Q2, date(2009, 9, 30)) == {("CKB", "1.1"): "green"}  # today's tell what is coming
