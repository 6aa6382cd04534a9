"""Comments that would reach nobody, and lines of the calendar that cannot be meant: said, and never refused."""

from dataclasses import replace
from datetime import date

import pytest

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.context import Context
from schemas.issues.issue import errors
from schemas.reading import read_table
from schemas.rules.validation import validate
from schemas.tables import Comments, Meetings
from schemas.words.vocabulary import words

CONTEXT = Context(
    2009, strict=False, centres=frozenset({"CKB", "CAB"}), numbers=frozenset({"1.1", "1.2", "13a", "13b"})
)
COMMENT = {
    Comments.CENTRE: None,
    Comments.GOAL: "1.1",
    Comments.AS_OF: date(2009, 3, 31),
    Comments.TEXT: "To er syge.",
    Comments.AUTHOR: "AH",
    Comments.WRITTEN_ON: date(2009, 4, 15),
}
MEETING = {
    Meetings.YEAR: 2009,
    Meetings.DATE: date(2009, 5, 6),
    Meetings.MEETING_KIND: "statusmøde",
    Meetings.THROUGH: "2009-Q1",
    Meetings.NEEDS: "tal, kommentarer",
}


def cell(value):
    if value is None:
        return BLANK
    if isinstance(value, date):
        return Cell(CellKind.DATE, value)
    return Cell(CellKind.TEXT, value) if isinstance(value, str) else Cell(CellKind.NUMBER, float(value))


ENGLISH = replace(CONTEXT, words=words("en"))


def raw_of(table, good, *changes):
    rows = [[cell(value) for value in {**good, **change}.values()] for change in changes]
    return RawTable("bog.xlsx", "Ark", [words().title(table, each) for each in good], rows, range(5, 5 + len(rows)))


def issues(table, good, *changes):
    return validate(read_table(table, raw_of(table, good, *changes), words(), 2009), CONTEXT)


def codes(table, good, *changes):
    found = issues(table, good, *changes)
    assert not errors(found)
    return [issue.code for issue in found]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({Comments.GOAL: "13"}, []),
        ({Comments.GOAL: "mål 1.1 og 1.2"}, []),
        ({Comments.GOAL: "Driftsbudget"}, []),  # a comment may be about an account
        ({Comments.GOAL: None}, ["comment_not_placed"]),
        ({Comments.AS_OF: None}, ["comment_not_placed"]),
        ({Comments.GOAL: "9.9"}, ["comment_unknown_goal"]),
        ({Comments.GOAL: "1.1, 9.9"}, ["comment_unknown_goal"]),
        ({Comments.AUTHOR: None}, ["comment_unsigned"]),
        ({Comments.WRITTEN_ON: None}, ["comment_unsigned"]),
        ({Comments.AS_OF: date(2008, 3, 31)}, ["comment_other_year"]),
        ({Comments.TEXT: None, Comments.AUTHOR: None, Comments.WRITTEN_ON: None}, []),  # begun, nothing said yet
    ],
)
def test_one_comment(change, expected):
    assert codes(Comments, COMMENT, change) == expected


def test_a_centre_that_nobody_knows_is_refused_as_everywhere():
    found = issues(Comments, COMMENT, {Comments.CENTRE: "CKV"})
    assert [(issue.code, issue.place.cell) for issue in found] == [("unknown_centre", "A5")]
    assert errors(found)


def test_two_comments_by_one_author_on_one_goal_and_date():
    assert codes(Comments, COMMENT, {}, {}) == ["duplicate_comment"]
    assert codes(Comments, COMMENT, {}, {Comments.AUTHOR: "BK"}) == []


def test_a_comment_tells_what_it_lacks_in_the_language_of_the_workbook():
    found = issues(Comments, COMMENT, {Comments.GOAL: None, Comments.AS_OF: None})
    assert found[0].details["columns"] == "mål nr., opgjort pr."
    found = validate(read_table(Comments, raw_of(Comments, COMMENT, {Comments.AUTHOR: None}), words(), 2009), ENGLISH)
    assert found[0].details["columns"] == "written by"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({Meetings.YEAR: None}, []),
        ({Meetings.DATE: None}, ["meeting_without_date"]),
        ({Meetings.MEETING_KIND: None}, ["meeting_without_date"]),
        ({Meetings.DATE: date(2010, 2, 17), Meetings.THROUGH: "2009"}, []),
        ({Meetings.DATE: date(2019, 5, 6)}, ["meeting_other_year"]),
        ({Meetings.YEAR: 2019, Meetings.DATE: date(2019, 5, 6)}, []),  # the calendar of another year may stay
        ({Meetings.DATE: date(2009, 3, 31)}, ["meeting_before_figures"]),
        ({Meetings.DATE: date(2009, 4, 1)}, []),
        ({Meetings.NEEDS: "tal, kaffe"}, ["meeting_unknown_need"]),
        ({Meetings.NEEDS: None, Meetings.THROUGH: None}, []),
    ],
)
def test_one_line_of_the_calendar(change, expected):
    assert codes(Meetings, MEETING, change) == expected


def test_a_date_that_stands_twice():
    assert codes(Meetings, MEETING, {}, {}) == ["duplicate_meeting"]
    assert codes(Meetings, MEETING, {}, {Meetings.MEETING_KIND: "forbrugsprognose"}) == []


def test_an_unknown_need_is_told_with_the_words_that_may_stand():
    found = issues(Meetings, MEETING, {Meetings.NEEDS: "tal, kaffe"})[0]
    assert found.details["unknown"] == "kaffe"
    assert found.details["choices"].startswith("tal, kommentarer, redegørelser, godkendelse")
