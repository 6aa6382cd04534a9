"""Which dates of the calendar are due, and what is asked of those that have passed."""

from datetime import date

import pytest

from macros.steps.papers.due_dates import counting_day, due_dates, own_dates, status_meeting_of
from schemas.document_codes import Need
from schemas.reading import frame_of
from schemas.tables import Meetings
from schemas.words.vocabulary import words
from workbook.shipped_calendars import shipped_calendar

YEAR_2009 = own_dates(shipped_calendar(2009, words()), 2009)


@pytest.mark.parametrize(
    ("day", "late", "following"),
    [
        (date(2009, 1, 15), [], "2009-Q1"),
        (date(2009, 5, 6), [], "2009-Q1"),  # on the day itself it is not late
        (date(2009, 5, 7), ["2009-Q1"], "2009-Q2"),
        (date(2009, 10, 20), ["2009-Q1", "2009-Q2"], "2009-Q3"),
        (date(2010, 2, 18), ["2009-Q1", "2009-Q2", "2009-Q3", "2009-Q4"], None),
    ],
)
def test_the_next_date_and_those_behind_it(day, late, following):
    found = due_dates(YEAR_2009, day)
    assert [str(each.through) for each in found if each.is_late] == late
    assert [str(each.through) for each in found if not each.is_late] == ([following] if following else [])


def test_comments_and_accounts_are_asked_for_once_for_the_next_date_that_needs_them():
    found = {str(each.through): each.needs for each in due_dates(YEAR_2009, date(2009, 10, 20))}
    assert found["2009-Q1"] == (Need.FIGURES,)
    assert found["2009-Q2"] == (Need.FIGURES, Need.APPROVAL)
    assert found["2009-Q3"] == (Need.FIGURES, Need.COMMENTS, Need.ACCOUNTS)


def test_two_dates_on_one_day_are_both_next():
    lines = [
        {Meetings.DATE: date(2009, 8, 19), Meetings.MEETING_KIND: kind} for kind in ("half_year_report", "forecast")
    ]
    found = due_dates(own_dates(frame_of(Meetings, lines), 2009), date(2009, 8, 1))
    assert [str(each.kind) for each in found] == ["half_year_report", "forecast"]


def test_lines_of_other_years_and_lines_without_a_date_or_a_kind_do_not_count():
    lines = [
        {Meetings.DATE: date(2009, 8, 19), Meetings.MEETING_KIND: "forecast"},  # without a year: the contract year's
        {Meetings.YEAR: 2008, Meetings.DATE: date(2008, 8, 20), Meetings.MEETING_KIND: "forecast"},
        {Meetings.MEETING_KIND: "forecast"},
        {Meetings.DATE: date(2009, 9, 1)},
    ]
    assert len(own_dates(frame_of(Meetings, lines), 2009)) == 1


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2009, 7, 20), date(2009, 7, 20)),
        (date(2010, 2, 1), date(2010, 2, 1)),
        (date(2011, 1, 1), date(2009, 3, 31)),  # a calendar of long ago reads as it did on its reporting date
    ],
)
def test_the_day_that_counts_is_today_while_the_year_and_its_reports_run(today, expected):
    assert counting_day(2009, date(2009, 3, 31), today) == expected


@pytest.mark.parametrize(
    ("as_of", "through"),
    [
        (date(2009, 3, 31), "2009-Q1"),
        (date(2009, 4, 30), "2009-Q1"),  # before the meeting of 6 May: it is still to come
        (date(2009, 6, 30), "2009-Q3"),  # no status meeting on the second quarter
        (date(2009, 9, 30), "2009-Q3"),
        (date(2009, 12, 31), None),
    ],
)
def test_the_meeting_that_figures_are_for(as_of, through):
    found = status_meeting_of(YEAR_2009, as_of)
    assert (None if found is None else str(found[Meetings.THROUGH])) == through


def test_a_quarterly_follow_up_is_a_meeting_too():
    year_2007 = own_dates(shipped_calendar(2007, words()), 2007)
    found = status_meeting_of(year_2007, date(2007, 6, 30))
    assert str(found[Meetings.THROUGH]) == "2007-Q2"
