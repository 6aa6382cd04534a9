"""Snapshots come back as they were written, whatever they hold, and stay within what a cell holds."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import Rule, SnapshotKind, Unit
from schemas.frames import is_missing, records
from schemas.reading import frame_of
from schemas.tables import MARK, BudgetLines, Goals, Measures, Observations, Parameters, Results, SnapshotInputs
from schemas.text.periods import Grain, Period
from workbook.trail.snapshots import (
    MOST_OF_A_CELL,
    Snapshot,
    UnreadableSnapshotError,
    contents,
    lines_of,
    snapshot_of,
)

DAY = date(2011, 6, 30)
FIGURE = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))
MONTH = st.builds(Period, st.integers(2009, 2011), st.just(Grain.MONTH), st.integers(1, 12))
NAME = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12)


def observations(rows):
    frame = frame_of(Observations, rows)
    frame[MARK] = pd.Series([row.get(MARK) for row in rows], dtype=object)
    return frame


def snapshot(rows=(), goals=(), lines=(), parameters=None, figures=None):
    values = parameters or {"tolerance": 0.1}
    frames = {
        Goals: frame_of(Goals, list(goals)),
        Observations: observations(list(rows)),
        BudgetLines: frame_of(BudgetLines, list(lines)),
        Parameters: pd.DataFrame({Parameters.NAME: list(values), Parameters.VALUE: list(values.values())}),
    }
    return Snapshot(DAY, "0.3.0", frames, figures or {})


def plain(frame, fields):
    return [{name: None if is_missing(row.get(name)) else row[name] for name in fields} for row in records(frame)]


def row(period, value=None, mark=None, **more):
    return {
        Observations.CENTRE: "JKM", Observations.MEASURE: "stock", Observations.PERIOD: period,
        Observations.VALUE: value, MARK: mark, **more,
    }  # fmt: skip


GOAL = {
    Goals.YEAR: 2011, Goals.CENTRE: "JKM", Goals.NUMBER: "1.10", Goals.TITLE: 'Højst 2,6 pct. "flere"\nend  1.472',
    Goals.MEASURE: "stock", Goals.UNIT: Unit.COUNT, Goals.RULE: Rule.AT_MOST, Goals.TARGET: 2.6,
    Goals.BASELINE_PERIOD: Period(2010, Grain.MONTH, 12), Goals.VALID_FROM: date(2011, 7, 1),
}  # fmt: skip


def test_goals_come_back_with_their_types():
    again = snapshot_of(lines_of(snapshot(goals=[GOAL, {**GOAL, Goals.TARGET: 6.0}])))
    told = plain(again.frames[Goals], Goals.fields)
    assert [line[Goals.TARGET] for line in told] == [2.6, 6.0]
    assert {name: value for name, value in told[0].items() if value is not None} == {str(k): v for k, v in GOAL.items()}
    assert told[0][Goals.RULE] is Rule.AT_MOST
    assert (again.as_of, again.program) == (DAY, "0.3.0")


@given(st.dictionaries(MONTH, st.tuples(FIGURE, FIGURE, FIGURE, st.sampled_from([None, "<5", ".."])), max_size=8))
def test_figures_come_back_to_the_last_digit(series):
    fields = (Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR, MARK)
    rows = [row(period, **dict(zip(fields, figures, strict=True))) for period, figures in series.items()]
    again = snapshot_of(lines_of(snapshot(rows)))
    names = (Observations.CENTRE, Observations.MEASURE, Observations.PERIOD, *fields)
    assert plain(again.frames[Observations], names) == plain(observations(rows), names)


@given(st.dictionaries(NAME, st.floats(-1e12, 1e12), min_size=1, max_size=5))
def test_parameters_and_results_come_back(values):
    figures = {("JKM", name): {str(Results.RESULT): value, str(Results.LIGHT): "red"} for name, value in values.items()}
    again = snapshot_of(lines_of(snapshot(parameters=values, figures=figures)))
    frame = again.frames[Parameters]
    assert dict(zip(frame[Parameters.NAME], frame[Parameters.VALUE], strict=True)) == values
    assert again.figures == figures


def test_amounts_stay_whole_oere():
    line = {
        BudgetLines.CENTRE: "JKM", BudgetLines.ACCOUNT: "purchase", BudgetLines.PERIOD: Period(2011, Grain.MONTH, 1),
        BudgetLines.BUDGET: 123456789012345678, BudgetLines.ACTUAL: None,
    }  # fmt: skip
    [again] = plain(snapshot_of(lines_of(snapshot(lines=[line]))).frames[BudgetLines], BudgetLines.fields)
    assert (again[BudgetLines.BUDGET], again[BudgetLines.ACTUAL]) == (123456789012345678, None)


def test_measures_are_kept_where_there_are_any():
    measures = frame_of(Measures, [{Measures.MEASURE: "stock", Measures.UNIT: Unit.COUNT, Measures.LAG: 2.0}])
    bare = snapshot()
    full = replace(bare, frames={**bare.frames, Measures: measures})
    assert Measures not in snapshot_of(lines_of(bare)).frames
    assert plain(snapshot_of(lines_of(full)).frames[Measures], Measures.fields) == plain(measures, Measures.fields)


def test_a_long_content_goes_on_in_further_lines():
    goal = {**GOAL, Goals.NOTE: "æ" * (2 * MOST_OF_A_CELL)}
    lines = lines_of(snapshot(goals=[goal]))
    assert max(len(line[SnapshotInputs.CONTENT]) for line in lines) <= MOST_OF_A_CELL < 32_767
    assert [line[SnapshotInputs.PART] for line in lines if line[SnapshotInputs.KIND] is SnapshotKind.GOAL] == [1, 2, 3]
    assert len(contents(lines)[SnapshotKind.GOAL]) == 1
    assert snapshot_of(lines).frames[Goals][Goals.NOTE].iloc[0] == goal[Goals.NOTE]


def test_twenty_goals_of_three_years_are_a_small_table():
    rows = [
        {**row(Period(2009 + month // 12, Grain.MONTH, month % 12 + 1), 51.234567), Observations.MEASURE: f"m{measure}"}
        for measure in range(20)
        for month in range(36)
    ]
    goals = [{**GOAL, Goals.NUMBER: str(number), Goals.MEASURE: f"m{number}"} for number in range(20)]
    lines = lines_of(snapshot(rows, goals))
    assert len(lines) <= 45
    assert sum(len(line[SnapshotInputs.CONTENT]) for line in lines) < 30_000


BROKEN = {
    "no JSON": lambda lines: [{**lines[0], SnapshotInputs.CONTENT: "{"}, *lines[1:]],
    "no program": lambda lines: [line for line in lines if line[SnapshotInputs.KIND] is not SnapshotKind.PROGRAM],
    "a part without its first": lambda lines: [{**lines[0], SnapshotInputs.PART: 2}],
    "an unknown kind": lambda lines: [{**lines[0], SnapshotInputs.KIND: "noget"}],
    "a period that is none": lambda lines: [
        {**line, SnapshotInputs.CONTENT: '{"2011-13":[1]}'}
        if line[SnapshotInputs.KIND] is SnapshotKind.OBSERVATION
        else line
        for line in lines
    ],
    "nothing": lambda _: [],
}


@pytest.mark.parametrize("name", BROKEN)
def test_lines_that_were_changed_are_told(name):
    lines = lines_of(snapshot([row(Period(2011, Grain.MONTH, 1), 5.0)], [GOAL]))
    with pytest.raises(UnreadableSnapshotError):
        snapshot_of(BROKEN[name](lines))
