"""The calendars that new workbooks begin with: each year as its sources have it, other years as the newest before."""

import pytest

from schemas.document_codes import MeetingKind, Need
from schemas.frames import records
from schemas.tables import Meetings
from schemas.text.need_lists import need_list
from schemas.words.vocabulary import words
from workbook.shipped_calendars import calendar_years, shipped_calendar

DA, EN = words(), words("en")


def shape(year):
    frame = shipped_calendar(year, DA)
    return [(str(line[Meetings.MEETING_KIND]), str(line[Meetings.THROUGH] or "")) for line in records(frame)]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2006, [("budget", ""), ("budget", ""), ("annual_report", "2006"), ("reward", "2006")]),
        (2007, [*(("quarterly", f"2007-Q{quarter}") for quarter in (1, 2, 3, 4)), ("annual_report", "2007")]),
        (
            2008,
            [
                *(("status_meeting", through) for through in ("2008-01", "2008-Q1", "2008-05")),
                ("half_year_report", "2008-H1"),
                ("annual_report", "2008"),
            ],
        ),
        (
            2009,
            [
                ("status_meeting", "2009-Q1"),
                ("half_year_report", "2009-Q2"),
                ("status_meeting", "2009-Q3"),
                ("annual_report", "2009-Q4"),
            ],
        ),
        (
            2011,
            [
                ("status_meeting", "2011-Q1"),
                ("forecast", "2011-Q2"),
                ("half_year_report", "2011-Q2"),
                ("forecast", "2011-Q3"),
                ("status_meeting", "2011-Q3"),
                ("annual_report", "2011-Q4"),
            ],
        ),
    ],
)
def test_a_year_is_followed_up_as_its_sources_say(year, expected):
    assert shape(year) == expected


def test_forecasts_are_due_in_july_and_october_and_the_reward_in_august_of_the_next_year():
    lines = records(shipped_calendar(2011, DA))
    assert [each[Meetings.DATE].month for each in lines if each[Meetings.MEETING_KIND] == MeetingKind.FORECAST] == [
        7,
        10,
    ]
    budget = [line[Meetings.DATE] for line in records(shipped_calendar(2006, DA))]
    assert [(day.year, day.month) for day in budget] == [(2006, 1), (2006, 10), (2007, 2), (2007, 8)]


@pytest.mark.parametrize(("year", "model"), [(2010, 2009), (2012, 2011), (2031, 2011), (2001, 2006)])
def test_a_year_without_a_calendar_has_the_newest_shape_before_it(year, model):
    moved = [(kind, through.replace(str(year), str(model))) for kind, through in shape(year)]
    assert moved == shape(model)
    lines = records(shipped_calendar(year, DA))
    assert {line[Meetings.NOTE] for line in lines} == {f"Forslag: flyttet fra kalenderen for {model}."}
    assert {line[Meetings.YEAR] for line in lines} == {year}


@pytest.mark.parametrize("year", [*calendar_years(), 2010, 2013, 2024])
def test_dates_are_working_days_in_order_and_marked_as_proposals(year):
    lines = records(shipped_calendar(year, DA))
    days = [line[Meetings.DATE] for line in lines]
    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)
    assert all(line[Meetings.NOTE].startswith("Forslag") for line in lines)


@pytest.mark.parametrize("language", [DA, EN])
def test_needs_stand_in_the_language_of_the_workbook_and_are_read_again(language):
    lines = records(shipped_calendar(2009, language))
    assert lines[1][Meetings.NEEDS] == ", ".join(
        language.word(each) for each in (Need.FIGURES, Need.COMMENTS, Need.ACCOUNTS, Need.APPROVAL)
    )
    assert need_list(lines[1][Meetings.NEEDS]).needs == (Need.FIGURES, Need.COMMENTS, Need.ACCOUNTS, Need.APPROVAL)


def test_participants_are_those_of_the_contract_in_the_language_of_the_workbook():
    danish, english = (records(shipped_calendar(2009, each))[0][Meetings.PARTICIPANTS] for each in (DA, EN))
    assert "kontorcheferne for RES og ØK" in danish
    assert "the heads of the offices RES and ØK" in english
