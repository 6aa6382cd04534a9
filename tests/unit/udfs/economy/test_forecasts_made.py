"""Forecasts as they were made: their limit to the øre, and the way to the goals about them."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from schemas.frames import records
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, ForecastsMade, Observations
from schemas.text.periods import parse_period
from udfs.economy.budget_observations import budget_observations
from udfs.economy.forecasts_made import final_accounts, is_within, with_forecasts


def lines(*rows):
    names = (BudgetLines.CENTRE, BudgetLines.ACCOUNT, BudgetLines.PERIOD, BudgetLines.ACTUAL, BudgetLines.FORECAST)
    told = [dict(zip(names, ("A", "operating", parse_period(period), *rest), strict=True)) for period, *rest in rows]
    return frame_of(BudgetLines, told)


def made(*rows):
    names = (
        ForecastsMade.CENTRE,
        ForecastsMade.ACCOUNT,
        ForecastsMade.MADE_ON,
        ForecastsMade.YEAR,
        ForecastsMade.AMOUNT,
    )
    return frame_of(ForecastsMade, [dict(zip(names, ("A", "operating", *row), strict=True)) for row in rows])


def deviations(budget_lines, forecasts):
    found = budget_observations(with_forecasts(budget_lines, forecasts))
    return {
        row[Observations.MEASURE]: round(row[Observations.VALUE], 2)
        for row in records(found)
        if "deviation" in row[Observations.MEASURE]
    }


YEAR = [(f"2011-{month:02d}", 500_000_000, None) for month in range(1, 13)]


@given(st.integers(0, 10**15), st.integers(-(10**15), 10**15), st.integers(0, 1000))
def test_a_forecast_is_within_its_limit_exactly(forecast, final, hundredths):
    expected = abs(forecast - final) * 100 <= Fraction(hundredths, 100) * abs(final)
    assert is_within(forecast, final, hundredths / 100) == expected


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_over_and_under_are_alike(final, distance):
    assert is_within(final + distance, final, 3.0) == is_within(final - distance, final, 3.0)


def test_a_forecast_of_the_list_gives_its_goal_a_figure():
    forecasts = made((date(2011, 7, 15), 2011, 6_180_000_000), (date(2011, 10, 14), 2011, 6_048_000_000))
    assert deviations(lines(*YEAR), forecasts) == {
        "operating_forecast_07_deviation": 3.00,
        "operating_forecast_10_deviation": 0.80,
    }


def test_the_last_one_of_a_month_counts_and_wins_over_the_month_on_budget():
    year = lines(*YEAR[:6], ("2011-07", 500_000_000, 7_000_000_000), *YEAR[7:])
    forecasts = made((date(2011, 7, 20), 2011, 6_060_000_000), (date(2011, 7, 2), 2011, 9_000_000_000))
    assert deviations(year, forecasts) == {"operating_forecast_07_deviation": 1.00}
    assert deviations(year, empty(ForecastsMade)) == {"operating_forecast_07_deviation": 16.67}


def test_one_made_in_another_year_is_no_forecast_of_its_month():
    assert deviations(lines(*YEAR), made((date(2010, 7, 20), 2011, 6_060_000_000))) == {}


def test_a_forecast_without_a_line_of_its_month_leaves_accounts_and_lines_as_they_were():
    year = lines(("2011", 6_000_000_000, None))
    whole = with_forecasts(year, made((date(2011, 7, 15), 2011, 6_060_000_000)))
    assert final_accounts(whole) == final_accounts(year) == {("A", "operating", 2011): 6_000_000_000}
    assert len(year) == 1 and year[BudgetLines.FORECAST].isna().all()
    assert deviations(year, made((date(2011, 7, 15), 2011, 6_060_000_000))) == {"operating_forecast_07_deviation": 1.00}
