"""Spend against attainment: the use of each centre's budgets beside activation, timeliness and balanced attainment.

Source: half-year report 2008, section 4.1: little use of the purchase budget and few persons in offers, read together.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from macros.steps.contract import Contract
from macros.steps.economy.balanced import whole_lines
from schemas.codes import Account
from schemas.fields import Field
from schemas.frames import is_missing, records
from schemas.measures import HUNDRED_PER_CENT, account_measure
from schemas.reading import frame_of
from schemas.tables import BalancedAttainments, BudgetFollowUp, CentreEconomy, Observations, Results
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words
from udfs.goals.overlaps import spans, without_overlaps

MEASURES: Mapping[Field, str] = {
    CentreEconomy.ACTIVATION: "activation_degree",
    CentreEconomy.ON_TIME: "contact_interviews_on_time",
}
"""The measures that spend is read beside."""
_USES: Mapping[Field, Account] = {
    CentreEconomy.PURCHASE_USE: Account.PURCHASE,
    CentreEconomy.OPERATING_USE: Account.OPERATING,
}
_WANTED = frozenset([*MEASURES.values(), *(account_measure(account) for account in _USES.values())])
"""A budget's use may be known by its goal alone, as in the report of 2008."""
Measured = Mapping[tuple[str, str], float]
"""Centre and measure → the figure to date, in per cent."""


def measured(contract: Contract, results: pd.DataFrame, as_of: date) -> Measured:
    """The figures to date of the measures that spend is read beside, and of the use of budgets.

    Args:
        contract: The workbook.
        results: Its goals' results.
        as_of: The reporting date.

    Returns:
        The result of the centre's goal about the measure; where it has none, what was observed in the year.
    """
    found = _observed(contract.counted, contract.year, running_month(as_of))
    own = results[results[Results.MEASURE].isin(_WANTED) & results[Results.RESULT].notna()]
    goals = {(row[Results.CENTRE], row[Results.MEASURE]): float(row[Results.RESULT]) for row in records(own)[::-1]}
    return {**found, **goals}


def _observed(observations: pd.DataFrame, year: int, last: int) -> dict[tuple[str, str], float]:
    """What was observed: the ratio of the parts where all periods have them, otherwise the mean by their months."""
    inside = [period.year == year and period.last_month <= last for period in observations[Observations.PERIOD]]
    wanted = observations[Observations.MEASURE].isin(_WANTED).to_numpy(dtype=bool)
    found = {}
    for key, rows in observations[wanted & np.array(inside, dtype=bool)].groupby(
        [Observations.CENTRE, Observations.MEASURE], sort=False
    ):
        months = spans(rows[Observations.PERIOD].tolist())
        once = without_overlaps(np.zeros(len(rows), dtype=np.int64), months.first, months.length)
        above, below, value = (
            rows[field].to_numpy(dtype=float)[once]
            for field in (Observations.NUMERATOR, Observations.DENOMINATOR, Observations.VALUE)
        )
        if not np.isnan(above).any() and not np.isnan(below).any() and below.sum() > 0:
            figure = above.sum() / below.sum() * HUNDRED_PER_CENT
        else:
            known = ~np.isnan(value)
            weight = months.length[once][known]
            figure = float(np.average(value[known], weights=weight)) if known.any() else np.nan
        centre, measure = key
        found[str(centre), str(measure)] = float(figure)
    return found


def centre_economy(follow_up: pd.DataFrame, balanced: pd.DataFrame, figures: Measured, words: Words) -> pd.DataFrame:
    """A line a centre: the use of its budgets to date beside what came of it.

    Args:
        follow_up: The budget follow-up of all centres.
        balanced: Their balanced attainment.
        figures: What the measures show, by centre and measure.
        words: The language of notes.
    """
    whole = {row[BalancedAttainments.CENTRE]: row[BalancedAttainments.ATTAINMENT] for row in whole_lines(balanced)}
    uses = {
        (row[BudgetFollowUp.CENTRE], row[BudgetFollowUp.ACCOUNT]): row[BudgetFollowUp.USE] for row in records(follow_up)
    }
    rows = []
    for centre in dict.fromkeys([*whole, *follow_up[BudgetFollowUp.CENTRE]]):
        row: dict[Field, object] = {field: figures.get((centre, measure)) for field, measure in MEASURES.items()}
        row[CentreEconomy.ATTAINMENT] = whole.get(centre)
        of_goals: dict[str, list[str]] = {}
        for field, account in _USES.items():
            row[field] = uses.get((centre, account))
            if is_missing(row[field]) and (centre, account_measure(account)) in figures:
                row[field] = figures[centre, account_measure(account)]
                key = "centre_economy_not_of_lines" if (centre, account) in uses else "centre_economy_of_goal"
                of_goals.setdefault(key, []).append(words.title(CentreEconomy, field))
        said = [words.text(key, titles=", ".join(titles)) for key, titles in of_goals.items()]
        if is_missing(row[CentreEconomy.PURCHASE_USE]):
            said.append(words.text("centre_economy_not_drawn"))
        rows.append({CentreEconomy.CENTRE: centre, **row, CentreEconomy.NOTE: " ".join(said) or None})
    return frame_of(CentreEconomy, rows)
