"""What dates lack of forecasts, of the reward and of approval, which the example of 2009 does not have."""

from dataclasses import replace
from datetime import date

import pytest

from macros.steps.contract import open_book, read_contract
from macros.steps.papers.about import About
from macros.steps.papers.due_dates import due_dates, own_dates
from macros.steps.papers.lacking import lacking, named
from macros.steps.papers.readiness import readiness
from schemas.document_codes import Need
from schemas.frames import records
from schemas.reading import empty, frame_of
from schemas.tables import ForecastsMade, Goals, History, Measures, Meetings, Readiness, Results, RewardBasis
from schemas.words.vocabulary import words

CENTRE = "Jobcenter Musvågevej"
JULY, OCTOBER = date(2011, 7, 1), date(2011, 10, 1)


@pytest.fixture(scope="module")
def contract(_made):
    """Musvågevej 2011, which has the goals 13a and 13b about forecasts, and the calendar of its year."""
    book, language = open_book(_made / f"{CENTRE} 2011.xlsx")
    with book:
        yield read_contract(book, language)


def about(contract, today, history=None, **tables):
    """The workbook on a day, with some of its tables as they are told."""
    kept = {
        name: replace(contract.tables[name], frame=frame) if name in contract.tables else None
        for name, frame in tables.items()
    }
    other = replace(contract, tables={**contract.tables, **kept})
    goals = records(other.goals)
    lines = [{name: goal[name] for name in (Goals.CENTRE, Goals.NUMBER, Goals.MEASURE)} for goal in goals]
    results = frame_of(Results, [{**line, Results.LIGHT: "none"} for line in lines])
    known = empty(History) if history is None else history
    return About(other, results, empty(Results), known, date(2011, 6, 30), today)


def next_lines(about):
    return [
        (str(line[Readiness.THROUGH]), line[Readiness.NEED], int(line[Readiness.MISSING]), line[Readiness.MESSAGE])
        for line in records(readiness(about))
        if line[Readiness.IS_LATE] == "no"
    ]


def made_on(*days):
    return frame_of(
        ForecastsMade,
        [
            {
                ForecastsMade.CENTRE: CENTRE,
                ForecastsMade.ACCOUNT: "operating",
                ForecastsMade.MADE_ON: day,
                ForecastsMade.YEAR: 2011,
                ForecastsMade.AMOUNT: 49_000_000_00,
            }
            for day in days
        ],
    )


def test_the_july_forecast_is_due_next_and_not_written(contract):
    found = next_lines(about(contract, JULY))
    assert found == [("2011-Q2", "prognoser", 1, "Prognosen i juli 2011 er ikke skrevet: Driftsbudget.")]


@pytest.mark.parametrize(("today", "missing"), [(JULY, 0), (OCTOBER, 1)])
def test_a_forecast_of_the_month_is_there(contract, today, missing):
    found = next_lines(about(contract, today, forecasts_made=made_on(date(2011, 7, 12))))
    assert [line[2] for line in found] == [missing]


def of_need(need, contract, history=None, **tables):
    line = {
        Meetings.DATE: date(2011, 8, 17),
        Meetings.MEETING_KIND: "half_year_report",
        Meetings.THROUGH: next(iter(contract.frame(Meetings)[Meetings.THROUGH])),
        Meetings.NEEDS: need.value,
    }
    due = due_dates(own_dates(frame_of(Meetings, [line]), 2011), JULY)
    return lacking(about(contract, JULY, history, **tables), due[0], need)


def test_a_reward_needs_its_basis(contract):
    assert of_need(Need.REWARD, contract).count == 1
    basis = frame_of(RewardBasis, [{RewardBasis.OWN: 1.0}])
    assert of_need(Need.REWARD, contract, reward_basis=basis).count == 0


@pytest.mark.parametrize(("approved", "missing"), [(None, 1), (date(2011, 4, 28), 0)])
def test_figures_are_approved_or_not(contract, approved, missing):
    line = {
        History.CENTRE: CENTRE,
        History.GOAL: "1",
        History.AS_OF: date(2011, 3, 31),
        History.APPROVED: approved,
    }
    found = of_need(Need.APPROVAL, contract, frame_of(History, [line]))
    assert found.count == missing
    assert found.message == ("Tallene pr. 31-03-2011 er ikke godkendt." if missing else words().text("ready_nothing"))


def test_figures_are_asked_for_when_their_measure_has_them(contract):
    found = of_need(Need.FIGURES, contract)
    # What became of people is known months later (1, 2, 6), the accounts after the year (13a, 13b).
    assert found.message == "Uden tal til og med 31-03-2011: mål 3, 4, 5, 7, 8, 9, 10, 11 og 1 mere."


def test_who_answers_for_a_goal_or_its_figures_is_named(contract):
    goals = contract.goals.copy()
    goals[Goals.RESPONSIBLE] = ["Anne Holm" if number == "3" else None for number in goals[Goals.NUMBER]]
    measure = next(iter(goals[goals[Goals.NUMBER] == "4"][Goals.MEASURE]))
    measures = contract.measures.copy()
    measures[Measures.RESPONSIBLE] = ["RES" if each == measure else None for each in measures[Measures.MEASURE]]
    found = of_need(Need.FIGURES, contract, goals=goals, measures=measures)
    assert "mål 3 (Anne Holm), 4 (RES), 5, " in found.message


def test_a_date_that_needs_nothing_has_a_line_of_its_own(contract):
    line = {Meetings.DATE: date(2011, 8, 17), Meetings.MEETING_KIND: "budget"}
    found = records(readiness(about(contract, JULY, meetings=frame_of(Meetings, [line]))))
    assert [(each[Readiness.NEED], each[Readiness.MESSAGE]) for each in found] == [
        (None, "Der skal ikke foreligge noget bestemt.")
    ]


def test_of_many_names_the_first_are_told():
    assert named([str(number) for number in range(1, 12)], words()) == "1, 2, 3, 4, 5, 6, 7, 8 og 3 mere"
