"""Renegotiated goals: figures against both targets, and changes of method that may not move one."""

import csv
import math
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.steps.compute import Inputs, compute
from macros.steps.version_levels import level_issues
from schemas.reading import empty, frame_of, read_table
from schemas.tables import BudgetLines, Goals, Observations, Results
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from udfs.goals.versions import by_turns, line_levels, moves
from workbook.exports.files.plain_tables import read_file

TESTS = Path(__file__).parents[3]
JKM = "Jobcenter Musvågevej"
GOAL = {"year": 2011, "centre": JKM, "number": "7", "goal_type": "result", "title": "t", "measure": "m"}
BOARD = {"decided_by": "direktionen", "reason": "konjunkturen"}
FIELDS = ("unit", "rule", "basis", "target", "target_max", "baseline", "baseline_period", "summary", "profile")


def cases(name):
    with (TESTS / "cases" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def typed(case, prefix=""):
    """The fields of a goal that a line of the cases gives."""
    found = {name: case.get(prefix + name, case.get(name, "")) for name in FIELDS}
    figures = {name: float(found[name]) if found[name] else None for name in ("target", "target_max", "baseline")}
    period = parse_period(found["baseline_period"]) if found["baseline_period"] else None
    profile = found["profile"] or "flat"
    return {**GOAL, **found, **figures, "baseline_period": period, "profile": profile, "show_as": case.get("show_as")}


def observed(values):
    lines = [{"centre": JKM, "measure": "m", "period": parse_period(at), "value": each} for at, each in values.items()]
    return frame_of(Observations, lines).assign(mark=None) if lines else empty(Observations)


def number(text):
    return float(text) if text else math.nan


def results(goals, values, as_of):
    return compute(Inputs(goals, observed(values), empty(BudgetLines), 0.1, 2011), as_of, words()).results.iloc[0]


@pytest.mark.parametrize("case", cases("renegotiated.csv"), ids=lambda case: case["case"])
def test_result_against_both_targets(case):
    new = {**typed(case, "new_"), **BOARD, "valid_from": date.fromisoformat(case["from"])}
    goals = frame_of(Goals, [typed(case), {**new, "version_kind": case["kind"] or None}])
    as_of = date.fromisoformat(case["as_of"])
    values = {f"2011-{month:02d}": float(case["value"]) for month in range(1, as_of.month + 1) if case["value"]}
    row = results(goals, values, as_of)
    columns = {
        "to_date": Results.TARGET_TO_DATE,
        "difference": Results.DIFFERENCE,
        "earlier_to_date": Results.EARLIER_TARGET_TO_DATE,
        "earlier_difference": Results.EARLIER_DIFFERENCE,
        "shown_earlier": Results.SHOWN_EARLIER_TARGET,
        "shown_earlier_difference": Results.SHOWN_EARLIER_DIFFERENCE,
    }
    found = {name: row[column] for name, column in columns.items()}
    assert found == pytest.approx({name: number(case[name]) for name in columns}, nan_ok=True, rel=1e-12, abs=1e-9)
    assert (row[Results.NOTE] or "").startswith(case["note"])
    in_force = new["valid_from"] if new["valid_from"] <= as_of else None
    assert row[Results.VERSION_FROM] == in_force


LINE = {**typed({"unit": "count", "rule": "at_least", "basis": "absolute", "target": "50", "summary": "mean"}), **BOARD}


def versions(*targets):
    """Lines of one goal: (day, target, other fields), in any order."""
    return frame_of(Goals, [{**LINE, "target": float(to), "valid_from": day, **more} for day, to, more in targets])


def test_of_more_versions_the_one_before_is_shown_whatever_their_order():
    lines = [(date(2011, 7, 1), 70, {}), (None, 50, {}), (date(2011, 10, 1), 80, {}), (date(2011, 4, 1), 60, {})]
    told = {}
    for as_of in (date(2011, 3, 31), date(2011, 6, 30), date(2011, 9, 30), date(2011, 12, 31)):
        rows = [results(versions(*order), {"2011-01": 65.0}, as_of) for order in (lines, lines[::-1])]
        pairs = [[row[name] for name in (Results.TARGET, Results.EARLIER_TARGET, Results.NOTE)] for row in rows]
        assert str(pairs[0]) == str(pairs[1])
        told[as_of.month] = pairs[0]
    assert [told[month][:2] for month in (6, 9, 12)] == [[60, 50], [70, 60], [80, 70]]
    assert told[3][0] == 50 and math.isnan(told[3][1])
    assert "Fra 01-04-2011" in told[3][2] and told[3][2].index("Fra 01-04-2011") < told[3][2].index("Fra 01-10-2011")
    assert "Fra 01-10-2011" in told[6][2] and "Fra 01-04-2011" not in told[6][2]


def test_a_version_about_another_figure_is_told_and_not_held_in_columns():
    lines = versions((None, 90, {"measure": "old", "unit": "pct", "title": "Til tiden"}), (date(2011, 4, 1), 50, {}))
    found = observed({"2011-05": 55.0})
    old = frame_of(Observations, [{"centre": JKM, "measure": "old", "period": parse_period("2011-05"), "value": 88.0}])
    both = pd.concat([found, old.assign(mark=None)], ignore_index=True)
    row = compute(Inputs(lines, both, empty(BudgetLines), 0.1, 2011), date(2011, 6, 30), words()).results.iloc[0]
    assert (row[Results.DIFFERENCE], row[Results.VERSION_FROM]) == (5, date(2011, 4, 1))
    assert all(row[name] is None or math.isnan(row[name]) for name in Results.fields if "earlier" in name)
    assert (
        "efter det gamle mål »Til tiden« er resultatet 88,0 % mod 90,0 % til dato, forskel −2,0 %-point" in row["note"]
    )


def test_an_earlier_target_whose_baseline_is_not_known_is_said():
    lines = versions(
        (None, 5, {"basis": "change_pct", "baseline_period": parse_period("2010")}), (date(2011, 4, 1), 50, {})
    )
    row = results(lines, {"2011-05": 55.0}, date(2011, 6, 30))
    assert "det gamle måltal kan ikke beregnes, for dets basisværdi kendes ikke" in row[Results.NOTE]
    assert math.isnan(row[Results.EARLIER_TARGET])


def test_an_earlier_level_stands_in_no_column_of_changes():
    new = {"basis": "change_pct", "baseline": 100.0, "show_as": "change", "unit": "pct"}
    lines = versions((None, 50, {"unit": "pct"}), (date(2011, 4, 1), -10, {**new, "rule": "at_most"}))
    row = results(lines, {"2011-05": 55.0}, date(2011, 6, 30))
    assert (row[Results.SHOWN_TARGET], row[Results.EARLIER_TARGET]) == (pytest.approx(10), 50)
    assert math.isnan(row[Results.SHOWN_EARLIER_TARGET])
    assert "efter det gamle måltal mindst 50,0 % ville forskellen være +5,0 %-point" in row[Results.NOTE]


def test_goals_without_versions_show_nothing_of_them():
    row = results(versions((date(2011, 1, 1), 50, {"version_kind": None})), {"2011-05": 55.0}, date(2011, 6, 30))
    assert row[Results.VERSION_FROM] is None and "Genforhandlet" not in (row[Results.NOTE] or "")


def test_targets_stand_beside_those_of_their_own_time():
    lines = versions((None, 50, {}), (date(2011, 7, 1), 60, {}))
    assert [frame[Goals.TARGET].tolist() for frame in by_turns(lines)] == [[50], [60]]


@pytest.mark.parametrize("case", cases("method_changes.csv"), ids=lambda case: case["case"])
def test_a_change_of_method_may_not_move_the_level(case, csv_file):
    names = [*GOAL, *FIELDS, "valid_from", "version_kind", "decided_by", "reason"]
    old, new = ({**GOAL, **{name: case[prefix + name] for name in FIELDS if name in case}} for prefix in ("", "new_"))
    new |= {
        "valid_from": "2011-07-01",
        "version_kind": "method",
        "decided_by": "centret og ØK",
        "reason": "ny optælling",
    }
    lines = [
        ";".join(each.get(name, "flat" if name == "profile" else "") for name in map(str, names))
        for each in ({name: str(value) for name, value in line.items()} for line in (new, old))
    ]
    understood = read_table(Goals, read_file(csv_file(";".join(names), *lines))[0], words())
    assert not [issue for issue in understood.issues if issue.is_error]
    known = observed({f"2009-{month:02d}": 10.0 for month in range(1, 13)})
    found = level_issues(understood, lambda: known, words())
    codes = {"moved": ["method_moves_level"], "unknown": ["method_level_unknown"], "kept": []}
    assert [issue.code for issue in found] == codes[case["found"]]
    if case["found"] == "moved":
        message = found[0].message(words())
        assert f"fra {case['old']} til {case['new']};" in message
        assert message.startswith(f"Mål 7 ({JKM}): ")


FIGURE = st.floats(1, 1e6).map(lambda value: round(value, 2))
BASES = st.sampled_from(["absolute", "change_pct", "change_points", "maintain"])


def moved(old, new):
    """Whether a change from one line to another moves the level of the target."""
    frames = [frame_of(Goals, [{**LINE, **each}]) for each in (old, new)]
    levels = [line_levels(frame, frame[Goals.BASELINE].to_numpy()) for frame in frames]
    is_moved, is_unknown = moves(*frames, *levels)
    assert not is_unknown[0]
    return bool(is_moved[0]), float(levels[0].target[0])


@given(BASES, FIGURE, FIGURE, FIGURE)
def test_a_target_stated_in_another_way_is_the_same_and_any_other_level_is_not(basis, target, baseline, other):
    old = {"basis": basis, "target": target, "baseline": baseline}
    same, level = moved(old, old)
    assert not same
    assert not moved(old, {"basis": "absolute", "target": level})[0]
    # Counted from another baseline: the change that gives the level of before, and the one that does not.
    assert not moved(old, {"basis": "change_points", "target": level - other, "baseline": other})[0]
    for apart in (level * 1.0001, level * 0.9999):
        assert moved(old, {"basis": "absolute", "target": apart})[0]
