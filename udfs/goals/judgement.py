"""A contract as of a month: its results, its outlook, and its lights, of which last month's hold near a border."""

from dataclasses import dataclass, replace

import numpy as np

from schemas.codes import Light, Verdict
from udfs.forecasting.chances import chances_ahead, year_ahead
from udfs.forecasting.outlook import Outlook, outlook, widened
from udfs.forecasting.posterior import forget_patterns
from udfs.goals.arrays import Codes, Figures, Flags, position
from udfs.goals.back_test import BackTest, back_test
from udfs.goals.columns import ResultColumns
from udfs.goals.contract_year import ContractYear
from udfs.goals.evaluate import evaluate
from udfs.goals.lights import LightRule, Thresholds, thresholds
from udfs.goals.overlaps import year_start
from udfs.goals.year import YearToDate


@dataclass(frozen=True)
class Lights:
    """The results of goals with their lights.

    Args:
        result: All computed figures.
        before: The lights of the month before, where they were asked for.
        asked_before: Whether they were: the chance is near a border.
        is_held: Whether the light is only that of the month before.
        limits: The chances at which the lights change.
    """

    result: ResultColumns
    before: Codes
    asked_before: Flags
    is_held: Flags
    limits: Thresholds


@dataclass(frozen=True)
class Judged:
    """How the goals stand as of a month.

    Args:
        year: What was observed.
        outlook: Where their years are expected to end.
        back_test: What would have been said a year ago.
        lights: All computed figures with the lights.
    """

    year: YearToDate
    outlook: Outlook
    back_test: BackTest
    lights: Lights


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
    year = contract.until(last_month)
    # Of last year as much is taken as this year has figures of.
    tested = back_test(contract, np.where(year.end > 0, year.end, last_month))
    found = widened(_outlook(contract, last_month), tested.outlook, tested.came)
    lights = _lights(replace(contract, learned=found.learned), year, found, last_month)
    ahead = year_ahead(found, contract.borders, lights.limits)
    result = evaluate(contract.goals, year.columns, ahead, lights.limits)
    return Judged(year, found, tested, replace(lights, result=result))


def _outlook(contract: ContractYear, last_month: int) -> Outlook:
    return outlook(contract.observed, contract.asked, year_start(contract.year), last_month, contract.learned)


def _lights(contract: ContractYear, year: YearToDate, found: Outlook, last_month: int) -> Lights:
    """The lights, as far as they can be told without the bounds and the ways to other lights, which cost most."""
    before = np.full(len(contract.is_whole), position(Light.NONE), np.int8)
    limits = thresholds(contract.rule, before)
    ahead = chances_ahead(found, contract.borders)
    result = evaluate(contract.goals, year.columns, ahead, limits)
    near = _near(contract.rule, result)
    rows = np.flatnonzero(near)
    if not len(rows) or last_month <= year_start(contract.year):
        nowhere = np.zeros_like(near)
        return Lights(result, before, nowhere, nowhere, limits)
    before[rows] = _light_of(contract.only(rows), found.year.spread[rows], last_month - 1)
    limits = thresholds(contract.rule, before)
    held = evaluate(contract.goals, year.columns, ahead, limits)
    return Lights(held, before, near, np.asarray(held.why != result.why), limits)


def _light_of(contract: ContractYear, spread: Figures, last_month: int) -> Codes:
    """The lights of some goals as of an earlier month."""
    found = _outlook(contract, last_month)
    found = replace(found, year=replace(found.year, spread=spread))
    return _lights(contract, contract.until(last_month), found, last_month).result.light


def _near(rule: LightRule, result: ResultColumns) -> Flags:
    """The goals whose chance is so near to a border that last month's light matters."""
    chance = result.chance
    near = np.zeros(len(chance), dtype=bool)
    for border in (rule.red, rule.far, rule.yellow):
        near |= np.abs(chance - border) < rule.hold
    return np.asarray(near & (result.verdict == position(Verdict.OPEN)) & ~result.impossible)
