"""The calendar as a table of a document."""

from datetime import date

import pytest

from macros.steps.documents.calendar_lines import calendar_table
from schemas.reading import empty, frame_of
from schemas.tables import Meetings
from schemas.words.vocabulary import words
from workbook.shipped_calendars import shipped_calendar


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("da", ["19-08-2009", "halvårsrapport", "2. kvartal 2009", "tal, kommentarer, redegørelser, godkendelse"]),
        (
            "en",
            [
                "2009-08-19",
                "half-year report",
                "quarter 2 of 2009",
                "figures, comments, accounts of recovery, approval",
            ],
        ),
    ],
)
def test_a_date_in_words(language, expected):
    table = calendar_table(shipped_calendar(2009, words(language)), words(language))
    assert texts(table)[1][:4] == expected
    assert len(table.columns) == len(table.rows[0])


def test_dates_stand_in_order_and_what_is_not_agreed_yet_last():
    lines = [
        {Meetings.MEETING_KIND: "reward"},
        {Meetings.DATE: date(2009, 11, 4), Meetings.MEETING_KIND: "status_meeting"},
        {Meetings.DATE: date(2009, 5, 6)},
    ]
    assert [row[:2] for row in texts(calendar_table(frame_of(Meetings, lines), words()))] == [
        ["06-05-2009", ""],
        ["04-11-2009", "statusmøde"],
        ["", "belønning"],
    ]


def test_no_lines_no_rows():
    assert calendar_table(empty(Meetings), words()).rows == ()
