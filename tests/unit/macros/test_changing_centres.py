"""Totals over centres that close, open, merge or split within the year: hand-worked, month by month."""

from datetime import date

import pandas as pd
import pytest

from macros.steps.centre_lives import lives_of, told_of_lives
from macros.steps.compute import compute
from macros.steps.contract_year import Inputs
from macros.steps.group_totals import group_lines
from macros.steps.total_members import member_issues, missing_members, with_members
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, Centres, Goals, Observations, Results
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words

JUNE, JULY = date(2011, 6, 30), date(2011, 7, 1)
CENTRES = [
    {"centre": "A", "group": "G", "in_total": "yes", "valid_to": JUNE, "successor": "C"},
    {"centre": "B", "group": "G", "in_total": "yes", "valid_to": JUNE, "successor": "C"},
    {"centre": "C", "group": "G", "in_total": "yes", "valid_from": JULY},
    {"centre": "D", "group": "G", "in_total": "yes"},
]
LIFE = {"A": {"valid_to": JUNE}, "B": {"valid_to": JUNE}, "C": {"valid_from": JULY}, "D": {}}
MONTHS = {"A": range(1, 7), "B": range(1, 7), "C": range(7, 13), "D": range(1, 13)}


def goals(kind, targets, who="ABCD"):
    common = {"year": 2011.0, "number": "1", "measure": "m", "title": "T", "goal_type": "result", "rule": "at_least", "basis": "absolute", "valid_from": None, "valid_to": None}  # fmt: skip
    return frame_of(Goals, [{**common, **kind, **LIFE[name], "centre": name, "target": targets[name]} for name in who])


def seen(value, until=12, who="ABCD", year=2011):
    rows = []
    for name in who:
        for month in MONTHS[name]:
            if month <= until:
                period = parse_period(f"{year}-{month:02}")
                rows.append({"centre": name, "measure": "m", "period": period, **value(name, month)})
    return frame_of(Observations, rows)


def totalled(kind, targets, figures, as_of, who="ABCD"):
    lives = lives_of(frame_of(Centres, CENTRES), 2011, as_of)
    lines = group_lines(goals(kind, targets, who), figures, {"G": list(who)}, words(), lives=lives)
    inputs = Inputs(lines.goals, lines.observations, empty(BudgetLines), 0.1, 2011)
    return lines, compute(inputs, as_of, words()).results.iloc[0]


SUM = {"unit": "count", "summary": "sum", "profile": "linear"}
RATIO = {"unit": "pct", "summary": "ratio", "profile": "flat"}
MEAN = {"unit": "days", "summary": "mean", "profile": "flat"}
LAST = {"unit": "count", "summary": "last", "profile": "path"}
PLAN = {"A": 300.0, "B": 180.0, "C": 480.0, "D": 240.0}
"""What is left of 600, 360 and 240 where A and B close in the middle of the year and C takes over."""


@pytest.mark.parametrize(
    ("until", "as_of", "result", "due"),
    [
        (6, JUNE, (50 + 30 + 20) * 6, (50 + 30 + 20) * 6),
        (9, date(2011, 9, 30), (50 + 30 + 20) * 6 + (80 + 20) * 3, 100 * 9),
        (12, date(2011, 12, 31), 1200, 1200),
    ],
)
def test_a_sum_neither_doubles_nor_loses_a_month(until, as_of, result, due):
    monthly = {"A": 50.0, "B": 30.0, "C": 80.0, "D": 20.0}
    _, line = totalled(SUM, PLAN, seen(lambda name, _: {"value": monthly[name]}, until), as_of)
    assert line[Results.RESULT] == pytest.approx(result)
    assert line[Results.TARGET] == pytest.approx(1200)
    assert line[Results.TARGET_TO_DATE] == pytest.approx(due)


def test_a_sum_is_due_as_its_members_own_are_where_nobody_takes_over():
    # A's 300 are due by June, D's 240 by December: after nine months 300 + 240 x 9/12.
    figures = seen(lambda _name, _month: {"value": 10.0}, 9, "AD")
    _, line = totalled(SUM, PLAN, figures, date(2011, 9, 30), "AD")
    assert line[Results.RESULT] == pytest.approx(60 + 90)
    assert (line[Results.TARGET], line[Results.TARGET_TO_DATE]) == (pytest.approx(540), pytest.approx(300 + 180))


def test_a_ratio_is_rebuilt_from_whoever_had_the_goal_in_each_month():
    parts = {"A": (90, 100), "B": (40, 50), "C": (120, 160), "D": (10, 10)}
    figures = seen(lambda name, _: dict(zip(("numerator", "denominator"), map(float, parts[name]), strict=True)), 9)
    _, line = totalled(RATIO, dict.fromkeys("ABCD", 85.0), figures, date(2011, 9, 30))
    above, below = 6 * (90 + 40 + 10) + 3 * (120 + 10), 6 * (100 + 50 + 10) + 3 * (160 + 10)
    assert line[Results.RESULT] == pytest.approx(100 * above / below)
    assert line[Results.TARGET] == 85.0


def test_a_mean_is_of_whoever_had_the_goal_in_each_month_and_so_is_its_target():
    level = {"A": 4.0, "B": 6.0, "C": 8.0, "D": 2.0}
    figures = seen(lambda name, _: {"value": level[name]}, 9)
    _, line = totalled(MEAN, {"A": 5.0, "B": 5.0, "C": 7.0, "D": 3.0}, figures, date(2011, 9, 30))
    assert line[Results.RESULT] == pytest.approx((6 * 4.0 + 3 * 5.0) / 9)
    assert line[Results.TARGET] == pytest.approx((6 * 5.0 + 6 * 5.0 + 6 * 7.0 + 12 * 3.0) / 30)


def test_a_stock_is_of_those_that_have_it_at_the_end():
    stock = {"A": 100.0, "B": 60.0, "C": 150.0, "D": 40.0}
    kind = {**LAST, "rule": "at_most", "baseline": 200.0}
    figures = seen(lambda name, _: {"value": stock[name]}, 9)
    lines, line = totalled(kind, {"A": 90.0, "B": 50.0, "C": 140.0, "D": 36.0}, figures, date(2011, 9, 30))
    assert line[Results.RESULT] == pytest.approx(150 + 40)
    assert (line[Results.TARGET], lines.goals[Goals.BASELINE].iloc[0]) == (176.0, 400.0)
    june = lines.observations[lines.observations[Observations.PERIOD] == parse_period("2011-06")]
    assert june[Observations.VALUE].tolist() == [200.0]


@pytest.mark.parametrize(
    ("profile", "target", "due"),
    [("path", {"A": 85.0, "D": 34.0}, 85 + 37), ("flat", {"A": 85.0, "D": 34.0}, 85 + 34)],
)
def test_on_its_last_day_a_closing_centres_stock_is_in_the_total_with_its_target(profile, target, due):
    # A shall come from 100 to 85 by June, where it closes; D from 40 to 34 by December, and so to 37 by June.
    stock = {"A": 88.0, "D": 36.0}
    figures = seen(lambda name, _: {"value": stock[name]}, 9, "AD")
    frame = {**LAST, "rule": "at_most", "profile": profile}
    own = goals(frame, target, "AD").assign(**{Goals.BASELINE: [100.0, 40.0]})
    for as_of, result, asked in (
        (JUNE, 88 + 36, due),
        (date(2011, 9, 30), 36, 40 - 6 * 9 / 12 if profile == "path" else 34),
    ):
        lives = lives_of(frame_of(Centres, CENTRES), 2011, as_of)
        lines = group_lines(own, figures, {"G": ["A", "D"]}, words(), lives=lives)
        line = compute(
            Inputs(lines.goals, lines.observations, empty(BudgetLines), 0.1, 2011), as_of, words()
        ).results.iloc[0]
        assert (line[Results.RESULT], line[Results.TARGET_TO_DATE]) == (result, pytest.approx(asked))


def test_a_closing_centres_stock_is_held_against_its_own_past_until_it_has_closed():
    before = [{"centre": name, "measure": "m", "period": parse_period("2010-12"), "value": value} for name, value in (("A", 100.0), ("D", 40.0))]  # fmt: skip
    figures = pd.concat([seen(lambda name, _: {"value": {"A": 95.0, "D": 39.0}[name]}, 9, "AD"), frame_of(Observations, before)], ignore_index=True)  # fmt: skip
    own = goals({**LAST, "basis": "change_pct", "rule": "at_most"}, {"A": -5.0, "D": -10.0}, "AD")
    own[Goals.BASELINE_PERIOD] = pd.Series([parse_period("2010-12")] * 2, dtype=object)
    for as_of, base, due in ((JUNE, 140.0, 140 - 140 * 0.05), (date(2011, 9, 30), 40.0, 40 - 4 * 9 / 12)):
        lives = lives_of(frame_of(Centres, [{**CENTRES[0], "successor": None}, CENTRES[3]]), 2011, as_of)
        lines = group_lines(own, figures, {"G": ["A", "D"]}, words(), lives=lives)
        inputs = Inputs(lines.goals, lines.observations, empty(BudgetLines), 0.1, 2011)
        line = compute(inputs, as_of, words()).results.iloc[0]
        assert (line[Results.BASELINE], line[Results.TARGET_TO_DATE]) == (base, pytest.approx(due))


def test_a_closed_centres_later_figure_and_a_quarter_over_the_change_are_not_counted():
    figures = seen(lambda _name, _month: {"value": 10.0}, 8)
    late = frame_of(Observations, [{"centre": "A", "measure": "m", "period": parse_period("2011-07"), "value": 99.0}])
    lines, line = totalled(SUM, PLAN, pd.concat([figures, late], ignore_index=True), date(2011, 8, 31))
    assert line[Results.RESULT] == pytest.approx(6 * 30 + 2 * 20)
    assert len(lines.observations) == 8


def test_the_line_says_who_closed_and_who_opened_and_nobody_is_behind():
    lives = lives_of(frame_of(Centres, CENTRES), 2011)
    figures = seen(lambda _name, _month: {"value": 10.0}, 9)
    lines = group_lines(goals(SUM, PLAN), figures, {"G": list("ABCD")}, words(), lives=lives)
    day = date(2011, 9, 30)
    results = compute(Inputs(lines.goals, lines.observations, empty(BudgetLines), 0.1, 2011), day, words()).results
    made = with_members(results, lines, frame_of(Centres, CENTRES), {}, 2011, day, words())
    assert made[Results.MADE_OF].tolist() == [
        "A (til og med 2011-06, lukket), B (til og med 2011-06, lukket), C (fra 2011-07), D; 2011-01–2011-09."
    ]
    assert member_issues(lines, {}, {}, 2011, day, words()) == []


def test_the_year_before_has_the_old_centres_whole_where_others_took_over():
    figures = seen(lambda _name, _month: {"value": 10.0}, 9)
    rows = [("A", 2), ("A", 8), ("B", 2), ("B", 8), ("D", 2), ("D", 8)]
    before = frame_of(Observations, [
        {"centre": name, "measure": "m", "period": parse_period(f"2010-{month:02}"), "value": 5.0} for name, month in rows
    ])  # fmt: skip
    lines, _ = totalled(SUM, PLAN, pd.concat([figures, before], ignore_index=True), date(2011, 9, 30))
    old = lines.observations[[period.year == 2010 for period in lines.observations[Observations.PERIOD]]]
    assert old[Observations.VALUE].tolist() == [15.0, 15.0]


def test_a_centre_that_has_not_opened_is_not_missed_and_one_that_closed_before_the_year_neither():
    gone = {"centre": "E", "group": "G", "in_total": "yes", "valid_to": date(2010, 12, 31)}
    centres = frame_of(Centres, [*CENTRES, gone])
    lives = lives_of(centres, 2011)
    assert missing_members(lives.standing(centres, JUNE), ["A", "B", "D"], "I alt") == {}
    assert missing_members(lives.standing(centres, JULY), ["A", "B", "D"], "I alt") == {"G": ["C"], "I alt": ["C"]}


def test_the_list_of_centres_is_that_of_the_workbook_that_knows_of_the_change():
    old = frame_of(Centres, [{"centre": "A", "group": "G"}, {"centre": "D", "group": "G"}])
    both = pd.concat([old, frame_of(Centres, CENTRES)], ignore_index=True)
    told = told_of_lives(both)
    assert told[Centres.CENTRE].tolist() == ["A", "D", "B", "C"]
    assert told[Centres.VALID_TO].tolist() == [JUNE, None, JUNE, None]


CHANGE = {"unit": "count", "rule": "at_most", "basis": "change_pct", "summary": "sum"}
INFLOW = {"A": 52.0, "B": 63.0, "C": 110.0, "D": 60.0}


def changed(profile, own, who, until=9):
    """A fall of ten per cent on the year before; ``own`` is what stands of each centre's baseline."""
    both = [seen(lambda name, _: {"value": INFLOW[name] * 0.95}, until, who)]
    before = [(name, month) for name in who if name != "C" for month in range(1, 13)]
    rows = [{"centre": name, "measure": "m", "period": parse_period(f"2010-{month:02}"), "value": INFLOW[name]} for name, month in before]  # fmt: skip
    frame = goals({**CHANGE, "profile": profile}, dict.fromkeys("ABCD", -10.0), who)
    periods = [parse_period(own[name]) if isinstance(own[name], str) else None for name in who]
    frame[Goals.BASELINE_PERIOD] = pd.Series(periods, dtype=object)
    frame[Goals.BASELINE] = [own[name] if isinstance(own[name], float) else float("nan") for name in who]
    lives = lives_of(
        frame_of(Centres, CENTRES if "C" in who else [{**CENTRES[0], "successor": None}, CENTRES[3]]), 2011
    )
    figures = pd.concat([*both, frame_of(Observations, rows)], ignore_index=True)
    lines = group_lines(frame, figures, {"G": list(who)}, words(), lives=lives)
    inputs = Inputs(lines.goals, lines.observations, empty(BudgetLines), 0.1, 2011)
    return lines, compute(inputs, date(2011, 9, 30), words()).results.iloc[0]


@pytest.mark.parametrize("profile", ["seasonal", "linear"])
@pytest.mark.parametrize("who", ["AD", "DA"])
def test_a_total_over_a_closed_centre_is_held_against_the_same_months_of_all(profile, who):
    # A's six months of 2010, D's twelve; after nine months of 2011 A's six and D's nine.
    lines, line = changed(profile, {"A": "2010-H1", "D": "2010"}, who)
    assert str(lines.goals[Goals.BASELINE_PERIOD].iloc[0]) == "2010"
    assert line[Results.BASELINE] == pytest.approx(6 * 52 + 12 * 60)
    assert line[Results.BASELINE_TO_DATE] == pytest.approx(6 * 52 + 9 * 60)
    assert line[Results.RESULT] / line[Results.BASELINE_TO_DATE] == pytest.approx(0.95)


@pytest.mark.parametrize("who", ["ABCD", "DCBA", "CABD"])
def test_those_that_others_took_over_from_are_what_these_are_held_against(who):
    _, line = changed("seasonal", {"A": "2010-H1", "B": "2010-H1", "C": 690.0, "D": "2010"}, who)
    assert line[Results.BASELINE] == pytest.approx(12 * (52 + 63 + 60))
    assert line[Results.BASELINE_TO_DATE] == pytest.approx(9 * (52 + 63 + 60))


def test_a_new_centre_that_takes_over_from_nobody_leaves_the_baseline_unknown():
    lines, line = changed("seasonal", {"C": 690.0, "D": "2010"}, "CD")
    assert lines.goals[Goals.BASELINE_PERIOD].tolist() == [None]
    assert pd.isna(line[Results.BASELINE]) and pd.isna(line[Results.TARGET])


def test_a_new_centre_without_a_figure_yet_is_behind_and_not_a_fault():
    lives = lives_of(frame_of(Centres, CENTRES), 2011)
    figures = seen(lambda _name, _month: {"value": 10.0}, 9, "ABD")
    lines = group_lines(goals(SUM, PLAN), figures, {"G": list("ABCD")}, words(), lives=lives)
    found = member_issues(lines, {}, {}, 2011, date(2011, 9, 30), words())
    assert [(each.code, each.value) for each in found] == [("total_member_behind", "C")]
    figures = seen(lambda _name, _month: {"value": 10.0}, 9, "C")  # and where the only figures are of other months
    early = figures.assign(**{Observations.PERIOD: pd.Series([parse_period("2011-01")] * len(figures), dtype=object)})
    lines = group_lines(goals(SUM, PLAN), early, {"G": list("ABCD")}, words(), lives=lives)
    assert member_issues(lines, {}, {}, 2011, date(2011, 9, 30), words()) == []
