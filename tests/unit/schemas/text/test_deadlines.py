import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.parameters import shipped
from schemas.text.deadlines import Reading, deadline
from schemas.text.period_patterns import MONTH_NAMES
from schemas.text.periods import Grain, Period, PeriodError, days_of

CASES = Path(__file__).parents[3] / "cases" / "deadlines.csv"
RULE = {"primo_day": 10, "medio_day": 20}
YEARS = st.integers(2007, 2030)
DAYS = st.dates(date(2007, 1, 1), date(2030, 12, 31))
DANISH = ("", "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober")
DANISH += ("november", "december")
WORDS = st.sampled_from(["", "Afdække behov", "Udkast til ledelsen", "Temadag for hele huset,", "senest", "ca."])


def cases() -> list[tuple[str, int, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["deadline"], int(row["contract_year"]), row["due"]) for row in csv.DictReader(file, delimiter=";")]


@pytest.mark.parametrize(("text", "year", "due"), cases())
def test_a_deadline_as_people_write_it(text: str, year: int, due: str) -> None:
    found = deadline(text, year, RULE)
    assert str(found.due or "") == due


def test_the_shipped_days_of_primo_and_medio_are_those_of_the_cases() -> None:
    assert {name: shipped()[name] for name in RULE} == RULE


@pytest.mark.parametrize("text", ["hurtigst muligt", "efter aftale", "-", "i gang"])
def test_a_text_that_is_understood_and_names_no_day(text: str) -> None:
    assert deadline(text, 2011, RULE).reading is Reading.NO_DAY


def test_what_is_not_there_is_no_deadline() -> None:
    assert {deadline(each, 2011, RULE).reading for each in (None, "", "  ", float("nan"))} == {Reading.BLANK}


def test_the_parameters_say_which_day_primo_and_medio_are() -> None:
    other = {"primo_day": 5, "medio_day": 15}
    assert deadline("primo maj", 2011, other).due == date(2011, 5, 5)
    assert deadline("medio maj", 2011, other).due == date(2011, 5, 15)
    assert deadline("medio februar", 2011, {**other, "medio_day": 31}).due == date(2011, 2, 28)


@given(DAYS, WORDS)
def test_every_way_to_write_a_day_is_that_day(day: date, words: str) -> None:
    spellings = (
        f"{day:%d-%m-%Y}", f"{day:%d.%m.%y}", f"{day:%Y-%m-%d}", f"{day.day}. {DANISH[day.month]} {day.year}",
        f"{day.day}/{day.month}-{day.year}", f"{day.day}/{day.month} {day.year}", f"{day.day}. {DANISH[day.month]}",
        f"{day.day}/{day.month}",
    )  # fmt: skip
    assert {deadline(f"{words} {each}", day.year, RULE).due for each in spellings} == {day}


@given(YEARS, st.integers(1, 12), WORDS)
def test_primo_medio_and_ultimo_come_in_that_order_within_their_month(year: int, month: int, words: str) -> None:
    due = [deadline(f"{words} {edge} {DANISH[month]} {year}", year, RULE).due for edge in ("primo", "medio", "ultimo")]
    last = Period(year, Grain.MONTH, month).last_day
    assert due == [date(year, month, 10), date(year, month, 20), last]
    assert deadline(f"{words} {DANISH[month]}", year, RULE).due == last


@given(YEARS, st.integers(1, 52), WORDS)
def test_a_week_is_due_on_its_sunday(year: int, week: int, words: str) -> None:
    due = deadline(f"{words} uge {week} {year}", year, RULE).due
    assert due is not None
    assert due.isocalendar() == (year, week, 7)
    assert deadline(f"{words} Uge {week}", year, RULE).due == due


JOINTS = st.sampled_from([" og ", " eller ", " samt ", ", ", "; ", "/", " / ", " - ", "-", " and ", " | ", "\n", " ("])


def written(day: date) -> st.SearchStrategy[str]:
    """A day in one of the ways to write it without its year."""
    return st.sampled_from([f"{day.day}. {DANISH[day.month]}", f"den {day.day}. {DANISH[day.month]}"])


@given(st.integers(2007, 2030), st.lists(st.integers(0, 364), min_size=2, max_size=3), JOINTS, st.data())
def test_of_several_days_the_last_is_meant(year: int, numbers: list[int], joint: str, data: st.DataObject) -> None:
    if "-" in joint or "/" in joint:
        numbers = sorted(numbers)  # a span that goes back ends in the year after
    days = [date(year, 1, 1) + timedelta(days=number) for number in numbers]
    text = joint.join(data.draw(written(day)) for day in days)
    assert deadline(text, year, RULE).due == max(days)


@given(YEARS, st.integers(1, 99), st.data())
def test_what_is_counted_moves_no_deadline(year: int, count: int, data: st.DataObject) -> None:
    periods = [
        "1. maj",
        "ultimo maj",
        "maj",
        "2. kvartal",
        "1. halvår",
        "uge 12",
        "1/5",
        "foråret",
        "1. maj 2012",
        "Q2",
    ]
    text = data.draw(st.sampled_from(periods))
    joint = data.draw(st.sampled_from([", ", ": ", " (", "; ", "\n"]))
    noun = data.draw(
        st.sampled_from(["møder", "deltagere", "virksomheder", "%", "borgere i alt", "hold af 8 personer"])
    )
    assert deadline(f"{text}{joint}{count} {noun}", year, RULE).due == deadline(text, year, RULE).due
    assert deadline(f"{count} {noun}, {text}", year, RULE).due == deadline(text, year, RULE).due


@given(st.text(max_size=60), YEARS)
def test_no_text_breaks_the_reading(text: str, year: int) -> None:
    found = deadline(text, year, RULE)
    assert (found.due is not None) == (found.reading is Reading.DAY)


@given(YEARS, st.integers(1, 4))
def test_before_a_period_is_the_day_before_it_begins(year: int, quarter: int) -> None:
    period = Period(year, Grain.QUARTER, quarter)
    assert deadline(f"inden {quarter}. kvartal", year, RULE).due == period.first_day - timedelta(days=1)


@given(st.sampled_from(sorted(MONTH_NAMES)), YEARS)
def test_the_days_of_a_month_are_its_first_and_last(name: str, year: int) -> None:
    period = Period(year, Grain.MONTH, MONTH_NAMES[name])
    assert days_of(f"{name} {year}") == (period.first_day, period.last_day)


def test_days_that_no_calendar_has_are_no_days() -> None:
    for text in ("uge 53 2011", "31-04-2011", "snart", "maj"):
        with pytest.raises(PeriodError):
            days_of(text)
    assert days_of("Uge 2", 2011) == (date(2011, 1, 10), date(2011, 1, 16))
