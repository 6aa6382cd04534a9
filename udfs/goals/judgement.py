"""A contract as of a month: its results, its outlook, and its lights, of which last month's hold near a border."""

from dataclasses import dataclass, replace

import numpy as np

from schemas.codes import Light, Verdict
from udfs.forecasting.chances import Borders, borders, chances_ahead, year_ahead
from udfs.forecasting.outlook import Forecasted, Learned, Outlook, outlook, widened
from udfs.forecasting.posterior import forget_patterns
from udfs.goals.arrays import Codes, Figures, Flags, position
from udfs.goals.back_test import BackTest, back_test
from udfs.goals.columns import GoalColumns, ResultColumns
from udfs.goals.evaluate import evaluate
from udfs.goals.lights import LightRule, Thresholds, thresholds
from udfs.goals.measures import Observed
from udfs.goals.overlaps import Spans, Whole, year_start
from udfs.goals.targets import target_level
from udfs.goals.year import YearToDate, year_to_date


@dataclass(frozen=True)
class ContractYear:
    """A contract with its observations, as columns.

    Args:
        observed: All observations of the goals, with their values filled in.
        goals: The goals.
        asked: The same, as the forecast takes them.
        earlier_baseline: The baselines that last year would have had.
        is_whole: Whether a goal's year is a whole number.
        year: The contract year.
        rule: The borders between lights.
        learned: What is known beforehand of how series move.
    """

    observed: Observed
    goals: GoalColumns
    asked: Forecasted
    earlier_baseline: Figures
    is_whole: Flags
    year: int
    rule: LightRule
    learned: Learned

    def until(self, last_month: int) -> YearToDate:
        """The year up to a month.

        Args:
            last_month: The last month that counts, as a running number.
        """
        asked = self.asked
        return year_to_date(self.observed, asked.summary, asked.scale, self.year, asked.validity, last_month)

    def only(self, rows: Whole) -> "ContractYear":
        """Some of the goals."""
        new = np.full(len(self.is_whole), -1)
        new[rows] = np.arange(len(rows))
        seen = self.observed.only(new[self.observed.goal] >= 0)
        spans = Spans(seen.spans.first, seen.spans.length)
        return replace(
            self,
            observed=Observed(new[seen.goal], spans, seen.value, seen.numerator, seen.denominator),
            goals=GoalColumns(**{name: column[rows] for name, column in vars(self.goals).items()}),
            asked=self.asked.only(rows),
            earlier_baseline=self.earlier_baseline[rows],
            is_whole=self.is_whole[rows],
        )


@dataclass(frozen=True)
class Judged:
    """How the goals stand as of a month.

    Args:
        year: What was observed.
        outlook: Where their years are expected to end.
        result: All computed figures.
        back_test: What would have been said a year ago.
        before: The lights of the month before, where they were asked for.
        asked_before: Whether they were: the chance is near a border.
        is_held: Whether the light is only that of the month before.
        limits: The chances at which the lights change.
    """

    year: YearToDate
    outlook: Outlook
    result: ResultColumns
    back_test: BackTest
    before: Codes
    asked_before: Flags
    is_held: Flags
    limits: Thresholds


def judge(contract: ContractYear, last_month: int) -> Judged:
    """Judge a contract as of a month.

    Args:
        contract: The contract.
        last_month: The last month that counts, as a running number.

    Returns:
        Lights hold last month's near a border; the months from January on are judged anew for that, out of the data
        as they stand, so that judging twice gives the same.
    """
    forget_patterns()
    earlier = replace(contract.goals, baseline=contract.earlier_baseline)
    ends = contract.until(last_month).end
    tested = back_test(
        contract.observed,
        earlier,
        contract.asked,
        contract.is_whole,
        contract.year,
        np.where(ends > 0, ends, last_month),
        contract.rule,
        contract.learned,
    )
    found = widened(_outlook(contract, last_month), tested.outlook, tested.came)
    settled = replace(contract, learned=found.learned)
    year, light = _lights(settled, found, last_month)
    ahead = year_ahead(found, _borders(contract), light.limits)
    light = replace(light, result=evaluate(contract.goals, year.columns, ahead, light.limits))
    return Judged(year, found, light.result, tested, light.before, light.asked_before, light.is_held, light.limits)


def _outlook(contract: ContractYear, last_month: int) -> Outlook:
    return outlook(contract.observed, contract.asked, year_start(contract.year), last_month, contract.learned)


@dataclass(frozen=True)
class _Lights:
    result: ResultColumns
    before: Codes
    asked_before: Flags
    is_held: Flags
    limits: Thresholds


def _lights(contract: ContractYear, found: Outlook, last_month: int) -> tuple[YearToDate, _Lights]:
    year = contract.until(last_month)
    before = np.full(len(contract.is_whole), position(Light.NONE), np.int8)
    limits = thresholds(contract.rule, before)
    ahead = chances_ahead(found, _borders(contract))
    result = evaluate(contract.goals, year.columns, ahead, limits)
    near = _near(contract.rule, result)
    rows = np.flatnonzero(near)
    if not len(rows) or last_month <= year_start(contract.year):
        return year, _Lights(result, before, near & False, near & False, limits)
    before[rows] = _light_of(contract.only(rows), found.year.spread[rows], last_month - 1)
    limits = thresholds(contract.rule, before)
    held = evaluate(contract.goals, year.columns, ahead, limits)
    return year, _Lights(held, before, near, np.asarray(held.why != result.why), limits)


def _light_of(contract: ContractYear, spread: Figures, last_month: int) -> Codes:
    """The lights of some goals as of an earlier month."""
    found = _outlook(contract, last_month)
    found = replace(found, year=replace(found.year, spread=spread))
    return _lights(contract, found, last_month)[1].result.light


def _borders(contract: ContractYear) -> Borders:
    """The borders of each goal's year."""
    goals = contract.goals
    target, target_max = (
        target_level(goals.basis, stated, goals.baseline) for stated in (goals.stated, goals.stated_max)
    )
    return borders(goals.rule, target, target_max, contract.is_whole)


def _near(rule: LightRule, result: ResultColumns) -> Flags:
    """The goals whose chance is so near to a border that last month's light matters."""
    chance = result.chance
    near = np.zeros(len(chance), dtype=bool)
    for border in (rule.red, rule.far, rule.yellow):
        near |= np.abs(chance - border) < rule.hold
    return np.asarray(near & (result.verdict == position(Verdict.OPEN)) & ~result.impossible)
