"""The same forecasts and lights as of a year ago, beside what came: how far they miss, and how often they are right.

Last year's goals are not known to a contract; its own targets stand for them, on the baselines of the year before.
"""

from dataclasses import dataclass, replace

import numpy as np

from schemas.codes import Light, Verdict
from udfs.forecasting.chances import chances_ahead
from udfs.forecasting.outlook import Outlook, a_year_ago
from udfs.goals.arrays import Codes, Figures, position, where
from udfs.goals.contract_year import ContractYear
from udfs.goals.evaluate import evaluate, two_methods
from udfs.goals.lights import thresholds
from udfs.goals.overlaps import Whole, year_start
from udfs.goals.targets import MONTHS, target_level
from udfs.goals.validity import Validity
from udfs.goals.year import YearToDate, is_whole, year_to_date


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


def back_test(contract: ContractYear, last_month: Whole) -> BackTest:
    """Forecast last year as of the same month.

    Args:
        contract: This year's contract.
        last_month: The last month of this year that each goal has a figure of: as much is taken of last year.
    """
    asked, start = contract.asked, year_start(contract.year)
    months = Validity(asked.validity.first - MONTHS, asked.validity.last - MONTHS)
    earlier = replace(contract, goals=replace(contract.goals, baseline=contract.earlier_baseline))
    goals = earlier.goals

    def until(month: int | Whole) -> YearToDate:
        return year_to_date(contract.observed, asked.summary, asked.scale, contract.year - 1, months, month)

    then, whole = until(last_month - MONTHS), until(start - 1)
    sized = replace(asked, target=target_level(goals.basis, goals.stated, goals.baseline))
    found = a_year_ago(contract.observed, sized, start, last_month, contract.learned)
    limits = thresholds(contract.rule, np.full(len(months.first), position(Light.NONE), np.int8))
    said = evaluate(goals, then.columns, chances_ahead(found, earlier.borders), limits)
    final = evaluate(goals, whole.columns)
    is_whole_year = is_whole(asked.summary, whole.end, whole.covered, months) | (asked.stands & (whole.end > 0))
    came = where(is_whole_year, whole.columns.result)
    # A year that was over then had nothing left to forecast.
    tested = ~np.isnan(came) & ~np.isnan(then.columns.result) & (then.columns.months < months.span)
    by_rate, by_season = (where(tested, part) for part in two_methods(goals, then.columns))
    judged = tested & (final.verdict != position(Verdict.OPEN))
    met = where(judged, final.verdict == position(Verdict.MET))
    return BackTest(found, where(tested, found.expected), by_rate, by_season, came, said.light, met)
