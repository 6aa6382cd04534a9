"""Which goals have their figures on a day, as the results count them: periods that have ended and are due."""

from dataclasses import replace
from datetime import date

import pytest

from macros.steps.contract import open_book, read_contract
from macros.steps.papers.known_figures import known_figures
from schemas.reading import frame_of
from schemas.tables import Observations
from schemas.text.periods import parse_period

CENTRE = "Jobcenter København"
APRIL, MAY, JUNE, JULY = date(2008, 4, 30), date(2008, 5, 31), date(2008, 6, 30), date(2008, 7, 31)
MEASURES = {"4": "contact_interviews_on_time", "13": "upheld_formal_complaints", "16": "sickness_absence"}
PUBLISHED = {"4": ["2008-H1"], "13": ["2008-Q2"], "16": ["2008-Q1"]}
"""Goal 4 of the half-year, goal 13 (a last value that stands) of a quarter, goal 16 of the quarter before."""


@pytest.fixture(scope="module")
def contract(_made):
    book, language = open_book(_made / f"{CENTRE} 2008.xlsx")
    with book:
        yield read_contract(book, language)


def missing(contract, periods, as_of, day):
    rows = [
        {
            Observations.CENTRE: CENTRE,
            Observations.MEASURE: MEASURES[number],
            Observations.PERIOD: parse_period(period),
            Observations.VALUE: 5.0,
        }
        for number, each in periods.items()
        for period in each
    ]
    table = replace(contract.tables["observations"], frame=frame_of(Observations, rows))
    other = replace(contract, tables={**contract.tables, "observations": table})
    return [number for number in known_figures(other, as_of).missing(day) if number in periods]


@pytest.mark.parametrize(
    ("periods", "as_of", "day", "expected"),
    [
        (PUBLISHED, MAY, MAY, ["4", "13"]),  # as *Mål med tal*: figures of later periods do not count
        (PUBLISHED, JUNE, MAY, []),  # and nothing is overdue since then: no half-year had ended in May
        (PUBLISHED, JUNE, JUNE, ["16"]),  # its second quarter
        (PUBLISHED, MAY, JUNE, ["16"]),  # what the date ahead is held on counts for it
        ({"16": ["2008-01", "2008-02", "2008-03"]}, MAY, MAY, ["16"]),
        ({"16": ["2008-06"]}, JUNE, MAY, ["16"]),  # a month after it is none of May
        ({"16": ["2008-Q1", "2008-04", "2008-05"]}, MAY, MAY, []),
        ({"16": ["2008-H1", "2008-07"]}, JULY, MAY, []),  # covered by the half-year
        ({"16": ["2007-H2"]}, APRIL, APRIL, ["16"]),
    ],
)
def test_the_latest_period_that_has_ended_is_asked_for(contract, periods, as_of, day, expected):
    assert missing(contract, periods, as_of, day) == expected
