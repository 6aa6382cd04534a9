"""The same forecasts and lights as of a year ago, beside what came: how far they miss, and how often they are right.

Last year's goals are not known to a contract; its own targets stand for them, on the baselines of the year before.
"""

from dataclasses import dataclass, replace

import numpy as np

from schemas.codes import Summary, Verdict
from udfs.forecasting.chances import borders, chances_ahead
from udfs.forecasting.outlook import Forecasted, Learned, Outlook, a_year_ago
from udfs.goals.arrays import Codes, Figures, Flags, position, where
from udfs.goals.columns import GoalColumns
from udfs.goals.evaluate import evaluate, two_methods
from udfs.goals.lights import LightRule, thresholds
from udfs.goals.measures import Observed
from udfs.goals.overlaps import Whole, year_start
from udfs.goals.targets import MONTHS, target_level
from udfs.goals.validity import Validity
from udfs.goals.year import YearToDate, year_to_date


@dataclass(frozen=True)
class BackTest:
    """What would have been said a year ago, and what came; NaN where there is nothing to test on.

    Args:
        outlook: The outlook of then.
        expected: What it expected the year to end at.
        run_rate: What the run rate said.
        seasonal: What the year before said.
        came: What the year ended at.
        light: The light of then, as codes of ``Light``.
        met: 1 where last year met the target, 0 where it did not.
    """

    outlook: Outlook
    expected: Figures
    run_rate: Figures
    seasonal: Figures
    came: Figures
    light: Codes
    met: Figures


def back_test(
    observed: Observed,
    goals: GoalColumns,
    asked: Forecasted,
    is_whole: Flags,
    year: int,
    last_month: Whole,
    rule: LightRule,
    learned: Learned,
) -> BackTest:
    """Forecast last year as of the same month.

    Args:
        observed: All observations of the goals, with their values filled in.
        goals: The goals, with the baselines that last year would have had.
        asked: The same, as the forecast takes them.
        is_whole: Whether a year's figure is a whole number.
        year: The contract year.
        last_month: The last month of this year that each goal has a figure of: as much is taken of last year.
        rule: The borders between lights.
        learned: What is known beforehand of how series move.
    """
    months = Validity(asked.validity.first - MONTHS, asked.validity.last - MONTHS)

    def until(month: int | Whole) -> YearToDate:
        return year_to_date(observed, asked.summary, asked.scale, year - 1, months, month)

    then, whole = until(last_month - MONTHS), until(year_start(year) - 1)
    target = target_level(goals.basis, goals.stated, goals.baseline)
    target_max = target_level(goals.basis, goals.stated_max, goals.baseline)
    found = a_year_ago(observed, replace(asked, target=target), year_start(year), last_month, learned)
    limits = thresholds(rule, np.full(len(target), -1, np.int8))
    ahead = chances_ahead(found, borders(goals.rule, target, target_max, is_whole))
    said = evaluate(goals, then.columns, ahead, limits)
    final = evaluate(goals, whole.columns)
    at_end = np.where(asked.summary == position(Summary.LAST), whole.end == months.last, whole.covered >= months.span)
    is_whole_year = at_end | (asked.stands & (whole.end > 0))
    came = where(is_whole_year, whole.columns.result)
    # A year that was over then had nothing left to forecast.
    tested = ~np.isnan(came) & ~np.isnan(then.columns.result) & (then.columns.months < months.span)
    by_rate, by_season = (where(tested, part) for part in two_methods(goals, then.columns))
    judged = tested & (final.verdict != position(Verdict.OPEN))
    met = where(judged, final.verdict == position(Verdict.MET))
    return BackTest(found, where(tested, found.expected), by_rate, by_season, came, said.light, met)
