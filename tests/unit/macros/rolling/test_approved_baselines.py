"""What was approved is the baseline, also where a figure behind it is hidden or gone by the time of the roll-over."""

from dataclasses import replace

import pytest

from macros.steps.rolling.choice import choice
from macros.steps.rolling.new_baselines import new_baselines
from macros.steps.rolling.new_goals import new_goals
from macros.steps.rolling.old_year import read_old
from macros.terminal.roll_over_lines import to_decide
from schemas.roll_over_codes import BaselineSource
from schemas.tables import Goals, Observations
from schemas.text.periods import parse_period

pytestmark = pytest.mark.slow  # it stands on the year that the other tests of the folder make


@pytest.fixture(scope="module")
def old(year):
    return read_old(year / "Nordhavn 2009.xlsx")


def without(old, measure, period):
    """The year after the LIS has lost a figure."""
    table = old.contract.tables[Observations.name]
    gone = (table.frame[Observations.MEASURE] == measure) & (table.frame[Observations.PERIOD] == parse_period(period))
    assert gone.any()
    tables = {**old.contract.tables, Observations.name: replace(table, frame=table.frame[~gone])}
    return replace(old, contract=replace(old.contract, tables=tables))


@pytest.mark.parametrize(("number", "measure", "period", "value"), [
    ("1.3", "stock", "2009-12", 900), ("1.4", "complaints", "2009-11", 60),
])  # fmt: skip
def test_a_lost_figure_leaves_the_approved_baseline(old, number, measure, period, value):
    lost = without(old, measure, period)
    goal = lost.contract.goals[lost.contract.goals[Goals.NUMBER] == number].reset_index(drop=True)
    [found] = new_baselines(lost, goal)
    assert (found.source, found.value) == (BaselineSource.APPROVED, value)
    assert (found.figures_give, found.is_lost) == (None, True)


def test_a_year_that_lacked_a_month_when_it_was_approved_is_no_baseline(old):
    goal = old.contract.goals[old.contract.goals[Goals.NUMBER] == "1.9"].reset_index(drop=True)
    [found] = new_baselines(old, goal)
    assert (old.approved["Nordhavn", "1.9"], found.source, found.value) == (440, BaselineSource.MISSING, None)


def test_a_target_of_a_part_of_the_year_is_told_to_be_one(old):
    told = new_goals(old, choice(keep=["2.3", "1.2"]), 2010)
    lines = {line.number: line for line in told.lines if line.is_carried}
    assert (lines["2.3"].months, lines["1.2"].months) == (6, None)
    assert lines["2.3"].goal[Goals.NOTE] == (
        "Måltal fra 2009: ikke aftalt for 2010. I 2009 gjaldt det 6 måneder af året."
    )
    assert "det er for 6 måneder" in to_decide(lines["2.3"], old.words)
    assert "6 måneder" not in to_decide(lines["1.2"], old.words)
