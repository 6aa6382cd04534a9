"""What the front page says is next, and what it lacks."""

from datetime import date

import pytest

from macros.steps.front import about_frame
from macros.steps.papers.next_due import NextDue, next_due
from schemas.reading import empty, frame_of
from schemas.tables import Readiness
from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import words

DA, EN = words(), words("en")
Q1, Q2 = Period(2009, Grain.QUARTER, 1), Period(2009, Grain.QUARTER, 2)


def line(day, kind, through, need, missing, late=False):
    return {
        Readiness.DATE: day,
        Readiness.MEETING_KIND: kind,
        Readiness.THROUGH: through,
        Readiness.NEED: need,
        Readiness.MISSING: missing,
        Readiness.IS_LATE: "yes" if late else "no",
    }


def told(lines, language=DA):
    found = next_due(frame_of(Readiness, lines), language)
    return found.what, found.lacks


REPORT = (date(2009, 8, 19), "half_year_report", Q2)
MEETING = (date(2009, 5, 6), "status_meeting", Q1)


def test_what_takes_place_when_on_which_figures_and_what_it_lacks():
    lines = [
        line(*REPORT, "tal", 2),
        line(*REPORT, "kommentarer", 1),
        line(*REPORT, "redegørelser", 0),
        line(*REPORT, "godkendelse", 1),
    ]
    expected = ("halvårsrapport 19-08-2009 om 2. kvartal 2009", "tal for 2 mål, 1 kommentar, godkendelse")
    assert told(lines) == expected
    english = ("half-year report 2009-08-19 on quarter 2 of 2009", "figures of 2 goals, 1 comment, approval")
    assert told(lines, EN) == english


def test_nothing_is_missing():
    assert told([line(*REPORT, "tal", 0)])[1] == "intet"


def test_a_date_behind_says_what_is_overdue():
    lines = [line(*MEETING, "tal", 3, late=True), line(*MEETING, "godkendelse", 1, late=True), line(*REPORT, "tal", 3)]
    late = "overskredet: statusmøde 06-05-2009 mangler tal for 3 mål, godkendelse"
    assert told(lines)[0] == f"halvårsrapport 19-08-2009 om 2. kvartal 2009; {late}"
    assert told(lines, EN)[0].endswith("; overdue: status meeting 2009-05-06 lacks figures of 3 goals, approval")


def test_without_a_date_ahead_the_last_one_behind_tells_what_it_lacks():
    lines = [line(*MEETING, "tal", 3, late=True), line(*REPORT, "godkendelse", 1, late=True)]
    assert told(lines) == (
        "ingen flere datoer i kalenderen; overskredet: 2, senest halvårsrapport 19-08-2009 mangler godkendelse",
        "godkendelse",
    )


def test_an_empty_calendar():
    found = next_due(empty(Readiness), DA)
    assert (found.what, found.lacks) == ("ingen flere datoer i kalenderen", "intet")


@pytest.mark.parametrize("less", [0, 1, 2, 3, 4])
def test_a_narrow_front_page_tells_it_in_fewer_lines(less):
    due = NextDue("statusmøde 06-05-2009 om 1. kvartal 2009", "14 kommentarer")
    usual = about_frame(DA, due=due)
    narrow = about_frame(DA, due=due, room=len(usual) - less)
    assert len(narrow) == len(usual) - less
    text = " ".join(narrow.to_numpy().ravel())
    assert due.what in text
    assert due.lacks in text


def test_a_workbook_without_a_calendar_says_nothing_of_it():
    labels = about_frame(DA, has_calendar=False)["label"].tolist()
    assert "Næste" not in labels
    assert "Det mangler" not in labels
