from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text.periods import Grain, Period, PeriodError, month_of, parse_period

SPELLINGS = [
    ("2008-06", "2008-06"),
    ("2008-Q2", "2008-Q2"),
    ("2008-H1", "2008-H1"),
    ("2008", "2008"),
    ("2. kvartal 2008", "2008-Q2"),
    ("2. kvt. 2008", "2008-Q2"),
    ("ultimo juni 2008", "2008-06"),
    ("2008K2", "2008-Q2"),
    ("K2 2008", "2008-Q2"),
    ("jan-08", "2008-01"),
    ("1. halvår 2008", "2008-H1"),
    ("Maj 2011", "2011-05"),
    ("Løbende 2011", "2011"),
    ("Ultimo 2011", "2011-12"),
    ("Primo 2011", "2011-01"),
    ("30-06-2008", "2008-06"),
    ("2008-06-30", "2008-06"),
    ("30. juni 2008", "2008-06"),
    ("200806", "2008-06"),
    ("06-2008", "2008-06"),
    ("2008M06", "2008-06"),
    ("Q2\u00a02008", "2008-Q2"),
    ("Januar, 2009", "2009-01"),
    ("2009, januar", "2009-01"),
    ("M1 2009", "2009-01"),
    ("M12-2009", "2009-12"),
    ("Måned 1 2009", "2009-01"),
    ("Måned 01, 2009", "2009-01"),
    ("Month 1 2009", "2009-01"),
    ("01JAN2009", "2009-01"),
    ("31dec2009", "2009-12"),
    ("01OKT2009", "2009-10"),
    ("01JAN2009:00:00:00", "2009-01"),
    ("01JAN2009:00:00:00.000", "2009-01"),
    ("jan. \u201909", "2009-01"),
    ("jan \u201809", "2009-01"),
    ("januar måned 2009", "2009-01"),
    ("ultimo maj måned 2009", "2009-05"),
    ("Kalenderår 2009", "2009"),
    ("Kalenderåret 2009", "2009"),
    ("Calendar year 2009", "2009"),
    ("I kvartal 2009", "2009-Q1"),
    ("II. kvartal 2009", "2009-Q2"),
    ("III kvt. 2009", "2009-Q3"),
    ("IV kvartal, 2009", "2009-Q4"),
    ("primo I kvartal 2009", "2009-01"),
    ("pr. I kvartal 2009", "2009-Q1"),
    ("i 1. kvartal 2009", "2009-Q1"),
    ("i kvartal 2 2009", "2009-Q2"),
    ("første kvartal 2009", "2009-Q1"),
    ("Andet kvartal, 2009", "2009-Q2"),
    ("tredje kvartal 09", "2009-Q3"),
    ("ultimo fjerde kvartal 2009", "2009-12"),
    ("third quarter 2009", "2009-Q3"),
    ("2009:01", "2009-01"),
    ("jan-mar 2009", "2009-Q1"),
    ("Januar \u2013 juni 2008", "2008-H1"),
    ("okt. til dec. 08", "2008-Q4"),
    ("januar-december 2008", "2008"),
]
WITHOUT_YEAR = [
    ("Primo september", "2011-09"),
    ("Uge 2", "2011-01"),
    ("Ultimo 2. kvartal", "2011-06"),
    ("Primo 3. kvartal", "2011-07"),
    ("1. kvartal", "2011-Q1"),
    ("andet kvartal", "2011-Q2"),
    ("maj måned", "2011-05"),
    ("apr-jun", "2011-Q2"),
]


@pytest.mark.parametrize(("text", "canonical"), SPELLINGS)
def test_what_people_write(text, canonical):
    assert str(parse_period(text)) == canonical


@pytest.mark.parametrize(("text", "canonical"), WITHOUT_YEAR)
def test_the_contract_year_stands_in(text, canonical):
    assert str(parse_period(text, 2011)) == canonical
    with pytest.raises(PeriodError):
        parse_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "snart",
        "5. kvartal 2008",
        "2008-13",
        "31-02-2008",
        "uge 60 2008",
        "2008-Q5",
        "12",
        "M13 2009",
        "M1",
        "måned 1",
        "V kvartal 2009",
        "IIII kvartal 2009",
        "I kvartal",
        "31FEB2009",
        "01JAN2009:07:30:00",
        "2009:13",
        "2009:1",
        "femte kvartal 2009",
        "K1,50",
        "jan,",
        "måned",
        "jan-apr 2009",
        "marts-maj 2009",
        "okt-mar 2009",
    ],
)
def test_what_is_no_period(text):
    with pytest.raises(PeriodError):
        parse_period(text)


@st.composite
def periods(draw):
    grain = draw(st.sampled_from(list(Grain)))
    return Period(draw(st.integers(1970, 2099)), grain, draw(st.integers(1, 12 // grain)))


@given(periods())
def test_round_trip(period):
    assert parse_period(str(period)) == period


@given(periods())
def test_months_and_last_day_agree(period):
    assert month_of(period.last_day).last_month == period.last_month
    assert period.last_month - period.first_month + 1 == int(period.grain)


@given(st.text(max_size=30), st.one_of(st.none(), st.just(2008)))
def test_never_anything_but_a_period_or_its_error(text, year):
    try:
        assert isinstance(parse_period(text, year), Period)
    except PeriodError:
        pass


def test_ends_of_months():
    assert parse_period("2008-02").last_day == date(2008, 2, 29)
    assert parse_period("2008").last_day == date(2008, 12, 31)
