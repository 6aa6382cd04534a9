"""From observations to figures: windows, overlaps, last year, baselines."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.steps.compute import compute
from macros.steps.contract_year import Inputs
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, Goals, Observations, Results
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from udfs.economy.budget import BudgetCheck, budget_check, budget_use, forecast_deviation
from udfs.economy.budget_observations import budget_observations
from udfs.goals.overlaps import months_of, spans, without_overlaps

GOAL = {
    "year": 2009, "centre": "JKS", "number": "1", "goal_type": "result", "title": "t", "measure": "m", "unit": "count",
    "rule": "at_least", "basis": "absolute", "target": 120.0, "show_as": "level", "summary": "sum", "profile": "linear",
}  # fmt: skip


def observe(values, measure="m", centre="JKS"):
    rows = []
    for text, value in values.items():
        parts = (
            dict(zip(("numerator", "denominator"), value, strict=True))
            if isinstance(value, tuple)
            else {"value": value}
        )
        rows.append({"centre": centre, "measure": measure, "period": parse_period(text), **parts})
    return frame_of(Observations, rows).assign(mark=None)


def results(goal, values, as_of=date(2009, 12, 31), budget=()):
    goals = frame_of(Goals, [{**GOAL, **goal}])
    lines = frame_of(BudgetLines, list(budget)) if budget else empty(BudgetLines)
    inputs = Inputs(goals, observe(values), lines, 0.1, 2009)
    return compute(inputs, as_of, words())


def row(*args, **kwargs):
    return results(*args, **kwargs).results.iloc[0]


def months(value, count=12, year=2009, start=1):
    return {f"{year}-{month:02d}": value for month in range(start, start + count)}


@pytest.mark.parametrize(
    ("summary", "values", "result", "covered"),
    [
        ("sum", {"2009-01": 5.0, "2009-02": 7.0}, 12.0, 2),
        ("mean", {"2009-01": 5.0, "2009-02": 7.0}, 6.0, 2),
        ("last", {"2009-01": 5.0, "2009-03": 7.0}, 7.0, 3),
        ("ratio", {"2009-01": (1.0, 4.0), "2009-02": (3.0, 4.0)}, 0.5, 2),
        ("ratio", {"2009-01": 0.25, "2009-02": 0.75}, 0.5, 2),
        ("mean", {"2009-Q1": 5.0}, 5.0, 3),
        ("sum", {"2009-H1": 50.0}, 50.0, 6),
        ("mean", {"2009-Q1": 6.0, "2009-04": 2.0}, 5.0, 4),
        ("sum", {"2009-01": 0.0}, 0.0, 1),
    ],
)
def test_summaries(summary, values, result, covered):
    found = row({"summary": summary, "profile": "flat"}, values)
    assert found[Results.RESULT] == pytest.approx(result)
    assert found[Results.MONTHS] == covered


def test_a_share_is_rebuilt_in_per_cent():
    found = row(
        {"summary": "ratio", "profile": "flat", "unit": "pct"}, {"2009-01": (95.0, 100.0), "2009-02": (1.0, 2.0)}
    )
    assert found[Results.RESULT] == pytest.approx(96 / 102 * 100)


def test_what_lies_after_the_reporting_date_is_not_counted():
    found = row({}, months(10.0), as_of=date(2009, 3, 31))
    assert (found[Results.RESULT], found[Results.MONTHS]) == (30.0, 3)
    assert row({}, {"2009-Q1": 30.0, "2009-H1": 60.0}, as_of=date(2009, 4, 30))[Results.RESULT] == 30.0


def test_no_month_counts_twice_and_the_overlap_is_said():
    computed = results({}, {**months(10.0, 3), "2009-Q1": 30.0, "2009-04": 5.0}, as_of=date(2009, 4, 30))
    assert computed.results.iloc[0][Results.RESULT] == 35.0
    assert [issue.code for issue in computed.issues] == ["overlapping_periods"]
    assert "2009-Q1 af m dækkes helt af kortere perioder og er ikke talt med" in computed.issues[0].message(words())
    longer = results({}, {"2009-01": 10.0, "2009-H1": 66.0})
    assert longer.results.iloc[0][Results.RESULT] == 66.0
    [said] = [issue for issue in longer.issues if issue.code == "overlapping_periods"]
    assert "2009-01 af m ligger i en længere periode, som er talt med i stedet" in said.message(words())


def test_a_longer_period_that_is_not_over_counts_for_nothing():
    computed = results({}, {**months(10.0, 3), "2009-Q1": 30.0, "2009": 99.0}, as_of=date(2009, 4, 30))
    [said] = [issue for issue in computed.issues if issue.code == "overlapping_periods"]
    assert "dækkes helt af kortere perioder" in said.message(words())


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 11), st.sampled_from([1, 3, 6, 12])), max_size=25))
def test_counted_covers_each_month_once_and_loses_none(rows):
    unique = sorted({(group, 24000 + start - start % size, size) for group, start, size in rows})
    group, first, length = (
        np.array(column, dtype=np.int64) for column in (zip(*unique, strict=True) if unique else ([], [], []))
    )
    keep = without_overlaps(group, first, length)
    kept, _ = months_of(group[keep], first[keep], length[keep])
    everything, _ = months_of(group, first, length)
    assert len(kept) == len(set(kept.tolist()))
    assert set(kept.tolist()) == set(everything.tolist())


def test_figures_that_fall_short_of_the_reporting_date_are_said():
    computed = results({}, months(10.0, 4), as_of=date(2009, 12, 31))
    assert [(issue.code, issue.details["latest"]) for issue in computed.issues] == [("data_behind", date(2009, 4, 30))]
    survey = results({"summary": "last", "profile": "flat"}, {"2009-03": 61.0}, as_of=date(2009, 12, 31))
    assert survey.issues == []


def test_nothing_is_due_before_there_are_figures():
    computed = results({}, {})
    assert math.isnan(computed.results.iloc[0][Results.TARGET_TO_DATE])
    assert computed.results.iloc[0][Results.TARGET] == 120.0


def test_a_gap_is_said_and_not_filled():
    computed = results({}, {"2009-01": 10.0, "2009-03": 10.0}, as_of=date(2009, 3, 31))
    found = computed.results.iloc[0]
    assert (found[Results.RESULT], found[Results.MONTHS], found[Results.MONTHS_COUNTED]) == (20.0, 3, 2)
    assert (found[Results.TARGET_TO_DATE], found[Results.FORECAST]) == (30.0, 120.0)
    assert found[Results.REQUIRED] == pytest.approx(100 / 9)
    assert found[Results.NOTE].startswith("1 af 3 måneder er uden tal; summen er mindst dette.")
    assert [(issue.code, issue.details["missing"]) for issue in computed.issues] == [("gap_in_months", "2009-02")]


def test_the_seasonal_forecast_follows_last_year():
    last_year = {f"2008-{month:02d}": 5.0 if month <= 6 else 15.0 for month in range(1, 13)}
    found = row({}, {**last_year, **months(6.0, 6)})
    assert found[Results.FORECAST_SEASONAL] == pytest.approx(36 * 120 / 30)
    assert found[Results.FORECAST_RUN_RATE] == pytest.approx(72.0)
    assert found[Results.FORECAST_LOW] < found[Results.FORECAST] < found[Results.FORECAST_HIGH]
    seasonal = row({"profile": "seasonal"}, {**last_year, **months(6.0, 6)})
    assert seasonal[Results.TARGET_TO_DATE] == pytest.approx(120 * 30 / 120)


def test_a_seasonal_mean_shifts_last_years_rest():
    last_year = {f"2008-{month:02d}": 80.0 if month <= 6 else 90.0 for month in range(1, 13)}
    found = row({"summary": "mean", "profile": "flat", "target": 86.0}, {**last_year, **months(82.0, 6)})
    assert found[Results.FORECAST_SEASONAL] == pytest.approx((6 * 82 + 6 * 92) / 12)
    assert found[Results.FORECAST_RUN_RATE] == pytest.approx(82.0)
    assert found[Results.FORECAST] == pytest.approx(87.0, abs=0.5)


def test_a_last_value_follows_last_years_change_to_december():
    values = {"2008-06": 100.0, "2008-12": 90.0, "2009-06": 80.0}
    found = row({"summary": "last", "profile": "flat"}, values, as_of=date(2009, 6, 30))
    assert found[Results.FORECAST_SEASONAL] == pytest.approx(70.0)


def test_without_a_full_last_year_the_seasonal_method_says_so():
    computed = results({"profile": "seasonal"}, {**months(5.0, 11, 2008), **months(6.0, 6)})
    found = computed.results.iloc[0]
    assert math.isnan(found[Results.TARGET_TO_DATE])
    assert math.isnan(found[Results.FORECAST_SEASONAL])
    assert "last_year_missing" in {issue.code for issue in computed.issues}


def test_under_three_figures_the_two_methods_stand_and_the_line_says_so():
    found = row({}, {"2009-01": 10.0, "2009-02": 12.0}, as_of=date(2009, 2, 28))
    assert (found[Results.FORECAST], found[Results.FORECAST_RUN_RATE]) == (132.0, 132.0)
    assert math.isnan(found[Results.CHANCE])
    assert words().text("note_one_method") in found[Results.NOTE]
    assert found[Results.BASED_ON] == words().text("based_on_few")
    with_last_year = row({"summary": "mean"}, {"2008": 11.0, "2009-02": 12.0}, as_of=date(2009, 2, 28))
    assert words().text("note_one_method") in with_last_year[Results.NOTE]
    third = row({}, months(10.0, 3), as_of=date(2009, 3, 31))
    assert (third[Results.BASED_ON], third[Results.FORECAST]) == ("3 md., 1 mål", pytest.approx(120.0))
    assert 0.0 < third[Results.CHANCE] < 1.0


def test_baselines_are_observed_by_the_goals_summary():
    stock = {"rule": "at_most", "basis": "change_pct", "target": -10.0, "summary": "last", "profile": "path"}
    values = {"2008-11": 210.0, "2008-12": 200.0, "2009-06": 190.0}
    found = row({**stock, "baseline_period": parse_period("2008")}, values)
    assert (found[Results.TARGET], found[Results.TARGET_TO_DATE]) == (180.0, 190.0)
    goal = {**stock, "baseline_period": parse_period("2008")}
    missing = results(goal, {"2008-11": 210.0, "2009-06": 190.0}, as_of=date(2009, 6, 30))
    assert missing.results.iloc[0][Results.LIGHT] == "none"
    assert [issue.code for issue in missing.issues] == ["baseline_not_observed"]


def test_a_sum_baseline_needs_its_whole_period():
    goal = {"basis": "change_pct", "target": 10.0, "baseline_period": parse_period("2008")}
    assert row(goal, {**months(10.0, 12, 2008), **months(10.0, 1)})[Results.TARGET] == pytest.approx(132.0)
    assert math.isnan(row(goal, {**months(10.0, 11, 2008), **months(10.0, 1)})[Results.TARGET])


def test_a_renegotiated_goal_keeps_the_old_line_on_record():
    goals = frame_of(
        Goals, [GOAL, {**GOAL, "target": 240.0, "valid_from": date(2009, 7, 1), "reason": "genforhandlet"}]
    )
    inputs = Inputs(goals, observe(months(10.0)), empty(BudgetLines), 0.1, 2009)
    assert compute(inputs, date(2009, 6, 30), words()).results[Results.TARGET].tolist() == [120.0]
    assert compute(inputs, date(2009, 9, 30), words()).results[Results.TARGET].tolist() == [240.0]


def line(period, budget=10_000, actual=9_000, forecast=None, account="purchase"):
    """A budget line, its amounts in øre."""
    return {
        "centre": "JKS",
        "account": account,
        "period": parse_period(period),
        "budget": budget,
        "actual": actual,
        "forecast": forecast,
    }


def test_budget_lines_feed_the_economy_goals():
    goal = {
        "measure": "purchase_budget_use",
        "unit": "pct",
        "rule": "band",
        "target": 85.0,
        "target_max": 100.0,
        "summary": "ratio",
        "profile": "flat",
    }
    found = row(goal, {}, budget=[line("2009-01"), line("2009-02", 30_000, 21_000), line("2009-03", actual=None)])
    assert found[Results.RESULT] == pytest.approx(75.0)
    assert found[Results.MONTHS] == 2


def test_an_observation_wins_over_the_budget_line_of_the_same_month():
    goal = {"measure": "purchase_budget_use", "unit": "pct", "summary": "mean", "profile": "flat", "target": 85.0}
    goals = frame_of(Goals, [{**GOAL, **goal}])
    inputs = Inputs(
        goals, observe({"2009-01": 50.0}, "purchase_budget_use"), frame_of(BudgetLines, [line("2009-01")]), 0.1, 2009
    )
    assert compute(inputs, date(2009, 1, 31), words()).results[Results.RESULT].tolist() == [50.0]


def test_forecasts_are_measured_against_the_final_accounts():
    lines = [line(f"2009-{month:02d}", actual=10_000, account="operating") for month in range(1, 13)]
    lines[6]["forecast"] = 126_000
    found = budget_observations(frame_of(BudgetLines, lines))
    deviation = found[found[Observations.MEASURE] == "operating_forecast_07_deviation"]
    assert deviation[Observations.VALUE].tolist() == [5.0]
    unfinished = budget_observations(frame_of(BudgetLines, lines[:11]))
    assert not (unfinished[Observations.MEASURE] == "operating_forecast_07_deviation").any()


def test_budget_use_and_its_check():
    checks = list(BudgetCheck)
    found = [checks[code] for code in budget_check([70.0, 92.0, 104.0, math.nan], 85.0, 100.0)]
    assert found == ["under", "within", "over", "unknown"]
    assert budget_use([90.0, 1.0], [100.0, 0.0]).tolist() == pytest.approx([90.0, math.nan], nan_ok=True)
    assert float(forecast_deviation(97.0, 100.0)) == pytest.approx(3.0)


def test_spans_of_periods():
    found = spans([parse_period("2008-Q2"), parse_period("2008")])
    assert (found.last - found.first + 1).tolist() == [3, 12]


def test_inputs_stay_as_they_were():
    observations = observe(months(10.0))
    before = observations.copy(deep=True)
    compute(Inputs(frame_of(Goals, [GOAL]), observations, empty(BudgetLines), 0.1, 2009), date(2009, 6, 30), words())
    pd.testing.assert_frame_equal(observations, before)


# ---- months of the goal, gaps, verdicts (design, section 5: M, m and k) ------------------------------------------------


def test_a_goal_from_1_july_has_six_months():
    goal = {"target": 60.0, "valid_from": date(2009, 7, 1)}
    found = row(goal, {**months(9.0, 6), **months(25 / 3, 3, start=7)}, as_of=date(2009, 9, 30))
    assert (found[Results.RESULT], found[Results.MONTHS], found[Results.MONTHS_OF_GOAL]) == (pytest.approx(25), 3, 6)
    assert (found[Results.TARGET_TO_DATE], found[Results.FORECAST_RUN_RATE]) == (30.0, pytest.approx(50.0))
    assert found[Results.FORECAST] == pytest.approx(50.0, abs=1.0)
    assert found[Results.REQUIRED] == pytest.approx(35 / 3)
    assert (found[Results.LIGHT], found[Results.VERDICT]) == ("red", "open")
    assert "Målet gælder 6 af årets måneder." in found[Results.NOTE]


def test_months_before_a_goal_begins_are_no_gap():
    computed = results({"valid_from": date(2009, 7, 1)}, months(10.0, 3, start=7), as_of=date(2009, 9, 30))
    assert computed.issues == []


def test_a_goal_that_ends_in_june_is_judged_in_june():
    goal = {"target": 60.0, "valid_to": date(2009, 6, 30)}
    found = row(goal, months(9.0, 12), as_of=date(2009, 12, 31))
    assert (found[Results.RESULT], found[Results.TARGET_TO_DATE], found[Results.VERDICT]) == (54.0, 60.0, "not_met")


def test_a_renegotiated_goal_began_with_its_first_version():
    goals = frame_of(Goals, [{**GOAL}, {**GOAL, "target": 240.0, "valid_from": date(2009, 7, 1), "reason": "aftalt"}])
    inputs = Inputs(goals, observe(months(10.0, 9)), empty(BudgetLines), 0.1, 2009)
    found = compute(inputs, date(2009, 9, 30), words()).results.iloc[0]
    assert (found[Results.MONTHS_OF_GOAL], found[Results.TARGET_TO_DATE]) == (12, 180.0)


def test_last_years_season_is_that_of_the_goals_months():
    last_year = {f"2008-{month:02d}": 5.0 if month <= 6 else float(month) for month in range(1, 13)}
    goal = {"target": 57.0, "profile": "seasonal", "valid_from": date(2009, 7, 1)}
    found = row(goal, {**last_year, **months(8.0, 3, start=7)}, as_of=date(2009, 9, 30))
    assert found[Results.TARGET_TO_DATE] == pytest.approx(57 * 24 / 57)
    assert found[Results.FORECAST_SEASONAL] == pytest.approx(24 * 57 / 24)


def test_a_gap_keeps_target_and_season_on_their_own_months():
    last_year = {f"2008-{month:02d}": float(month) for month in range(1, 13)}
    seen = {"2009-01": 1.0, "2009-03": 3.0}
    found = row({"target": 78.0, "profile": "seasonal"}, {**last_year, **seen}, as_of=date(2009, 3, 31))
    assert found[Results.TARGET_TO_DATE] == pytest.approx(6.0)  # January to March are due
    assert found[Results.FORECAST_SEASONAL] == pytest.approx(4 * 78 / 4)  # what was observed, against the same months


@pytest.mark.parametrize(
    ("values", "verdict", "light"),
    [({"2009-03": 0.0}, "not_met", "red"), ({"2009-03": 1.0}, "met", "green")],
)
def test_a_milestone_is_judged_by_its_last_figure_at_the_years_end(values, verdict, light):
    goal = {"rule": "milestone", "unit": "yes_no", "target": 1.0, "summary": "last", "profile": "flat"}
    found = row(goal, values)
    assert (found[Results.VERDICT], found[Results.LIGHT]) == (verdict, light)
    assert found[Results.REASON].endswith("; seneste tal er pr. 31-03-2009")
    still = row(goal, values, as_of=date(2009, 6, 30))
    assert still[Results.VERDICT] == ("open" if light == "red" else "met")


@pytest.mark.parametrize(
    ("goal", "value", "light"),
    [
        ({"rule": "at_most", "unit": "pct", "target": 3.0}, 3.06, "red"),
        ({"rule": "at_most", "unit": "pct", "target": 3.0, "hard_limit": "no"}, 3.06, "yellow"),
        ({"rule": "at_most", "unit": "pct", "target": 3.0, "tolerance": 0.1}, 3.06, "yellow"),
        ({"rule": "at_most", "unit": "days", "target": 8.4, "baseline": 10.5}, 8.5, "yellow"),
        ({"rule": "at_least", "unit": "pct", "target": 95.0}, 94.0, "yellow"),
        ({"rule": "at_least", "unit": "pct", "target": 95.0, "hard_limit": "yes"}, 94.0, "red"),
        ({"rule": "band", "unit": "pct", "target": 85.0, "target_max": 100.0, "measure": "purchase_budget_use"}, 84.0,
         "red"),
    ],
)  # fmt: skip
def test_a_hard_limit_has_no_tolerance(goal, value, light):
    measure = goal.get("measure", "m")
    shape = {**goal, "summary": "mean", "profile": "flat"}
    goals = frame_of(Goals, [{**GOAL, **shape}])
    inputs = Inputs(goals, observe({"2009-H1": value}, measure), empty(BudgetLines), 0.1, 2009)
    assert compute(inputs, date(2009, 6, 30), words()).results.iloc[0][Results.LIGHT] == light


def test_the_line_states_the_tolerance_of_a_change():
    goal = {"rule": "at_most", "basis": "change_pct", "target": -5.5, "baseline": 1000.0, "summary": "mean",
            "profile": "flat"}  # fmt: skip
    found = row(goal, {"2009-H1": 949.0}, as_of=date(2009, 6, 30))
    assert found[Results.LIGHT] == "yellow"
    assert found[Results.REASON].endswith("det er inden for tolerancen på 5,5")
    assert row(goal, {"2009-H1": 1025.0}, as_of=date(2009, 6, 30))[Results.LIGHT] == "red"


def test_a_goal_shown_as_change_keeps_to_its_unit():
    goal = {"rule": "at_most", "basis": "change_pct", "target": -10.0, "baseline": 100.0, "summary": "mean",
            "profile": "flat", "show_as": "change"}  # fmt: skip
    found = row(goal, {"2009-H1": 95.5}, as_of=date(2009, 6, 30))
    shown = [found[name] for name in (Results.SHOWN_TARGET, Results.SHOWN_RESULT, Results.SHOWN_FORECAST)]
    assert shown == pytest.approx([10.0, 4.5, 4.5])
    assert found[Results.SHOWN_REQUIRED] == pytest.approx(15.5)
    assert found[Results.REASON] == (
        "Prognosen er 4,5 % mod årets måltal 10,0 %; det er uden for tolerancen på 1,0 %-point"
    )


def test_a_year_that_is_over_with_a_month_missing_is_not_judged_by_a_forecast():
    values = {month: 50.0 for month in months(0, 12) if month != "2009-05"}
    found = row({"target": 580.0}, values)
    assert (found[Results.LIGHT], found[Results.VERDICT]) == ("none", "open")
    assert found[Results.REASON] == (
        "Året er slut, men 1 måned(er) er uden tal: 550 mod årets måltal 580 kan ikke afgøres"
    )
    assert row({"target": 540.0}, values)[Results.VERDICT] == "met"


def test_figures_that_one_decimal_cannot_tell_apart_have_more():
    found = row({"unit": "pct", "target": 3.43, "summary": "mean", "profile": "flat"}, months(3.4, 6))
    assert found[Results.DECIMALS] == 2
    assert "ende på 3,40 % (3,2" in found[Results.REASON] and "mod måltallet 3,43 %" in found[Results.REASON]
    counted = row({"target": 154.0, "profile": "flat"}, months(11.0, 12))
    assert counted[Results.REASON] == "Ikke nået: året endte på 132 mod årets måltal 154"
