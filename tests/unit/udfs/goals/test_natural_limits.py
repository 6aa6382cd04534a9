"""Natural limits: a measure's own spread, changes that stand, and what gets none (stocks, seasons, few figures)."""

import csv
from datetime import date

import numpy as np
import pytest

from macros.steps.compute import Inputs, compute
from schemas.codes import Rule
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, Goals, Results
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES
from tests.unit.udfs.goals.test_measures import GOAL, observe
from tests.unit.udfs.support import observed_of
from udfs.goals.ahead import share_ahead
from udfs.goals.arrays import codes
from udfs.goals.natural_limits import natural_limits
from udfs.goals.overlaps import year_start

START = year_start(2009)
EVERYTHING = (np.array([-np.inf]), np.array([np.inf]))
LEVEL = {**GOAL, "rule": "at_least", "unit": "pct", "summary": "mean", "profile": "flat", "target": 50.0}
AROUND = [50.0, 51.0, 49.0, 50.0, 51.0, 49.0, 50.0, 51.0, 49.0, 50.0, 51.0, 49.0]
"""Mean 50, mean moving range 15/11."""


def limits(last_year, this_year=(), length=1, bounds=EVERYTHING):
    months = [month - 11 for month in range(12 - len(last_year), 12)] + [*range(1, len(this_year) + 1)]
    values = [*last_year, *this_year]
    rows = [(month, length, value, np.nan, np.nan) for month, value in zip(months, values, strict=True)]
    found = natural_limits(observed_of(rows, START), np.array([True]), *bounds, START, START + 11)
    return {name: column[0] for name, column in vars(found).items()}


def told(goal, last_year, this_year):
    """Lower limit, upper limit and the words of a goal; sums and shares alike."""
    months = {f"2008-{at:02d}": value for at, value in enumerate(last_year, 1)}
    months |= {f"2009-{at:02d}": value for at, value in enumerate(this_year, 1)}
    goals = frame_of(Goals, [{**LEVEL, **goal}])
    inputs = Inputs(goals, observe(months), empty(BudgetLines), 0.1, 2009)
    row = compute(inputs, date(2009, 12, 31), words()).results.iloc[0]
    return row[Results.NATURAL_LOW], row[Results.NATURAL_HIGH], row[Results.STABILITY]


def shares_of_example():
    """Goal 1.3's interviews held in time: by month, numerator and denominator."""
    with (EXAMPLES / "example_2009.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["Indikator"] == "contact_interviews_on_time"]
    return [(float(row["Tæller"]), float(row["Nævner"])) for row in sorted(rows, key=lambda row: row["Periode"])]


def test_interviews_in_time_of_the_example():
    shares = shares_of_example()
    found = limits([100 * above / below for above, below in shares[:12]], [100 * a / b for a, b in shares[12:]])
    assert (found["mean"], found["moving_range"]) == (pytest.approx(85.43, abs=5e-3), pytest.approx(0.679, abs=5e-4))
    assert (found["low"], found["high"]) == (pytest.approx(83.62, abs=5e-3), pytest.approx(87.24, abs=5e-3))
    assert found["since"] == START - 3  # October 2008
    *_, text = told({"summary": "ratio", "target": 95.0}, shares[:12], shares[12:])
    assert text == "Ændring til det bedre siden oktober 2008; når ikke målet uden en ændring mere"


def test_limits_are_those_of_last_years_twelve_months():
    found = limits(AROUND, [50.0, 51.0])
    assert found["mean"] == pytest.approx(50.0)
    assert found["high"] == pytest.approx(50 + 2.66 * 15 / 11)
    assert (found["since"], found["outside"]) == (-1, 0)


@pytest.mark.parametrize(
    ("this_year", "since", "side", "outside"),
    [
        ([60.0], START, 1, 1),
        ([51.0, 40.0, 49.0], START + 1, -1, 1),  # it began where the first figure is outside, and stands
        ([60.0, 49.0], -1, 0, 1),  # it is over: a swing
        ([51.0] * 7, -1, 0, 0),
        ([50.5] * 8, START, 1, 0),  # eight on one side
    ],
)
def test_a_change_stands_while_figures_stay_on_its_side(this_year, since, side, outside):
    found = limits(AROUND, this_year)
    assert (found["since"], found["side"], found["outside"]) == (since, side, outside)


def test_limits_end_at_what_can_occur():
    found = limits([99.0, 97.0] * 6, bounds=(np.array([0.0]), np.array([100.0])))
    assert (found["high"], found["low"]) == (100.0, pytest.approx(98 - 2.66 * 2))


@pytest.mark.parametrize(
    ("last_year", "this_year", "length"),
    [(AROUND[:8], AROUND[:3], 1), ([50.0] * 12, [50.0] * 3, 1), (AROUND[:1], AROUND[:1], 3)],
    ids=["eleven figures", "figures that never move", "two quarters"],
)
def test_few_figures_have_no_limits(last_year, this_year, length):
    assert np.isnan(limits(last_year, this_year, length)["low"])


def test_twelve_figures_are_enough_where_last_year_is_not_whole():
    found = limits(AROUND[:4], AROUND[4:])
    assert found["mean"] == pytest.approx(50.0)


@pytest.mark.parametrize(
    ("goal", "this_year", "text"),
    [
        ({}, [50.0], "Stabil"),
        ({"target": 60.0}, [50.0], "Stabil; når ikke målet uden en ændring"),
        ({"target": 40.0}, [50.0], "Stabil; når altid målet"),
        ({"rule": "at_most", "target": 40.0}, [50.0], "Stabil; når ikke målet uden en ændring"),
        ({"rule": "at_most", "target": 45.0}, [60.0] * 3,
         "Ændring til det værre siden januar 2009; når ikke målet uden en ændring mere"),
        ({"rule": "at_most", "target": 45.0}, [60.0] * 2, "Ændring til det værre siden januar 2009"),  # no level yet
        # Limits around the target promise nothing, however far figures have come since.
        ({"rule": "at_most"}, [60.0] * 3, "Ændring til det værre siden januar 2009"),
        ({"rule": "at_most"}, [40.0] * 3, "Ændring til det bedre siden januar 2009"),
        ({"target": 56.0}, [55.0] * 3, "Ændring til det bedre siden januar 2009"),  # limits around 55 reach it
        ({"target": 40.0}, [60.0] * 3, "Ændring til det bedre siden januar 2009; når altid målet"),
        ({}, [60.0, 49.0], "Udsving: 1 tal i år uden for de naturlige grænser"),
        ({"target": 62.0}, [60.0, 63.0], "Ændring til det bedre siden januar 2009"),  # it has met it since
        ({"rule": "band", "target": 40.0, "target_max": 60.0}, [50.0], "Stabil; når altid målet"),
        ({"rule": "band", "target": 60.0, "target_max": 70.0}, [40.0] * 3,
         "Ændring nedad siden januar 2009; når ikke målet uden en ændring mere"),
        ({"unit": "count", "summary": "sum", "profile": "linear", "target": 720.0}, [50.0],
         "Stabil; når ikke målet uden en ændring"),  # 60 a month
    ],
)  # fmt: skip
def test_words(goal, this_year, text):
    assert told(goal, AROUND, this_year)[2] == text


@pytest.mark.parametrize(
    "goal",
    [
        {"unit": "count", "summary": "last", "profile": "path", "rule": "at_most", "basis": "change_pct",
         "target": -5.5, "baseline": 50.0},
        {"summary": "last"},
        {"unit": "count", "summary": "sum", "profile": "seasonal", "target": 600.0},
    ],
    ids=["a stock on its way", "a last value", "a season"],
)  # fmt: skip
def test_what_carries_on_or_has_a_season_gets_no_word(goal):
    low, high, text = told(goal, AROUND, AROUND[:6])
    assert np.isnan(low) and np.isnan(high) and text is None


SICK = [1.14, 1.10, 1.01, 0.86, 0.74, 0.66, 0.49, 0.70, 0.84, 0.93, 1.00, 0.98]
"""Goal 3.2 of the example in 2008: away in summer, and back; July is below the year's own limits."""


@pytest.mark.parametrize(
    ("last_year", "this_year", "has"),
    [
        (SICK, [0.91, 0.87, 0.76, 0.65, 0.57, 0.50], False),
        ([2 - each for each in SICK], [1.0], False),  # high in summer
        (sorted(SICK), [1.0], True),  # it rose, and has not come back
        (AROUND, [50.0], True),  # to and fro, within the limits
        ([*[50.0, 51.0] * 3, 60.0, *[50.0, 51.0] * 2, 50.0], [50.0], True),  # a single month
        (SICK[1:], [0.91, 0.87], True),  # no whole year before
    ],
    ids=["summer low", "summer high", "a rise", "within limits", "one month", "eleven months"],
)
def test_figures_that_show_a_season_have_no_limits(last_year, this_year, has):
    assert np.isnan(limits(last_year, this_year)["low"]) == (not has)
    *_, text = told({"unit": "days", "summary": "mean"}, last_year, this_year)
    assert len(last_year) < 12 or (text is None) == (not has)


@pytest.mark.parametrize(
    ("rule", "value", "target", "target_max", "share"),
    [
        (Rule.AT_LEAST, 87.6, 95.0, np.nan, -7.4 / 95), (Rule.AT_MOST, 1260.0, 1200.0, np.nan, -0.05),
        (Rule.AT_MOST, 90.0, 100.0, np.nan, 0.1), (Rule.BAND, 78.2, 85.0, 100.0, -0.08),
        (Rule.BAND, 110.0, 85.0, 100.0, -0.1), (Rule.BAND, 90.0, 85.0, 100.0, 0.0),
        (Rule.AT_LEAST, 3.0, 0.0, np.nan, np.nan), (Rule.MILESTONE, 1.0, 1.0, np.nan, np.nan),
        (Rule.AT_LEAST, -1.0, -2.0, np.nan, 0.5),
    ],
)  # fmt: skip
def test_above_nought_is_better_whichever_way_the_target_points(rule, value, target, target_max, share):
    found = share_ahead(codes([rule], Rule), *(np.array([each]) for each in (value, target, target_max)))
    assert found == pytest.approx([share], nan_ok=True)


def test_each_month_is_held_against_what_it_was_to_give():
    season = [60.0, 40.0] * 6
    months = {f"2008-{at:02d}": value for at, value in enumerate(season, 1)} | {"2009-01": 66.0, "2009-02": 44.0}
    columns = [Results.AHEAD_LINE, Results.AHEAD_1, Results.AHEAD_2, Results.AHEAD_3]

    def shares(**goal):
        goals = frame_of(Goals, [{**LEVEL, "unit": "count", "summary": "sum", **goal}])
        inputs = Inputs(goals, observe(months), empty(BudgetLines), 0.1, 2009)
        return compute(inputs, date(2009, 2, 28), words()).results.iloc[0][columns].tolist()

    assert shares(profile="seasonal", target=600.0) == pytest.approx([0, 0.1, 0.1, np.nan], nan_ok=True)
    assert shares(profile="linear", target=660.0) == pytest.approx([0, 0.2, -0.2, np.nan], nan_ok=True)
    stock = {"summary": "last", "profile": "path", "rule": "at_most", "baseline": 72.0, "target": 60.0}
    assert shares(**stock) == pytest.approx([0, 5 / 71, 26 / 70, np.nan], nan_ok=True)


def test_what_is_drawn_of_months_still_to_come():
    """A month is to give its part also where it has no figure yet; a quarter's figure stands at the quarter's end."""
    months = {"2008-12": 9.0, "2009-01": 50.0, "2009-02": 70.0}

    def drawn(observed=months, **goal):
        goals = frame_of(Goals, [{**LEVEL, "unit": "count", "summary": "sum", "target": 660.0, **goal}])
        return compute(
            Inputs(goals, observe(observed), empty(BudgetLines), 0.1, 2009), date(2009, 3, 31), words()
        ).months

    months_of_sum = drawn(profile="linear")
    assert months_of_sum.value[0, :3] == pytest.approx([50, 70, np.nan], nan_ok=True)
    assert months_of_sum.last_year[0, -2:] == pytest.approx([np.nan, 9], nan_ok=True)
    assert months_of_sum.asked[0] == pytest.approx([55.0] * 12)
    assert np.isnan(months_of_sum.asked_max).all()
    of_quarters = drawn({"2009-Q1": 150.0}, profile="linear").asked[0]
    assert of_quarters == pytest.approx([np.nan, np.nan, 165.0] * 4, nan_ok=True)
    ended = drawn(profile="linear", valid_to=date(2009, 6, 30)).asked[0]
    assert ended == pytest.approx([110.0] * 6 + [np.nan] * 6, nan_ok=True)
    band = drawn(summary="mean", profile="flat", rule="band", target=85.0, target_max=100.0)
    assert (band.asked[0, 11], band.asked_max[0, 11]) == (85.0, 100.0)
