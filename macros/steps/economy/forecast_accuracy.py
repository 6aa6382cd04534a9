"""The forecasts that were made against the accounts.

Source: contract 2011, goal 13: a forecast's deviation is told in per cent of the accounts, over or under alike.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

import pandas as pd

from macros.steps.economy.forecast_register import Line, Listed, forecasts, recorded_before, recorded_now
from macros.steps.economy.found import Economics, Found
from macros.steps.economy.late_forecasts import late_issues
from schemas.codes import Rule, Unit, Verdict, YesNo
from schemas.economy_codes import ComparedWith
from schemas.frames import Record, is_missing, records
from schemas.measures import deviation_measure
from schemas.parameters import FORECAST_LIMITS
from schemas.reading import frame_of
from schemas.tables import BudgetFollowUp, BudgetLines, ForecastAccuracy, Results
from udfs.economy.budget import forecast_deviation
from udfs.economy.forecasts_made import AccountYear, final_accounts, is_within

_LAST_DAY = (12, 31)


@dataclass(frozen=True)
class _Held:
    """What forecasts are held against.

    Args:
        finals: The final accounts that the reporting date knows.
        expected: Today's forecast of the contract year.
        limits: Centre and measure of the goals about forecasts → the limit.
        parameters: The limits where no goal says one.
        year: The contract year.
    """

    finals: Mapping[AccountYear, int]
    expected: Mapping[AccountYear, int]
    limits: Mapping[tuple[str, str], float]
    parameters: Mapping[str, float]
    year: int


def forecast_accuracy(about: Economics) -> Found:
    """How far each forecast that was made lay from the accounts.

    Args:
        about: The workbook's economy; ``standing`` holds what was recorded before.
    """
    listed = forecasts(about.contract)
    held = _held(about, {each.account for each in listed})
    lines = _lines(listed, held, about)
    return Found(frame_of(ForecastAccuracy, [_row(line, held) for line in lines]), late_issues(lines, about))


def _held(about: Economics, accounts: Set[str]) -> _Held:
    year, end, lines = about.contract.year, about.as_of, about.contract.lines
    whole = final_accounts(lines[lines[BudgetLines.ACCOUNT].isin(accounts)])
    finals = {key: total for key, total in whole.items() if date(key[2], *_LAST_DAY) <= end}
    expected = {
        (str(row[BudgetFollowUp.CENTRE]), str(row[BudgetFollowUp.ACCOUNT]), year): int(row[BudgetFollowUp.FORECAST])
        for row in records(about.follow_up)
        if not is_missing(row[BudgetFollowUp.FORECAST])
    }
    return _Held(finals, expected, _goal_limits(about.results), about.contract.parameters, year)


def _goal_limits(results: pd.DataFrame) -> dict[tuple[str, str], float]:
    """The limit of each goal in per cent that a figure may be at most; of several about one measure the narrowest."""
    found: dict[tuple[str, str], float] = {}
    for row in records(results[results[Results.UNIT] == Unit.PCT]):
        limit = row[Results.TARGET_MAX] if row[Results.RULE] == Rule.BAND else row[Results.TARGET]
        if row[Results.RULE] not in {Rule.AT_MOST, Rule.BAND} or is_missing(limit):
            continue
        key = (str(row[Results.CENTRE]), str(row[Results.MEASURE]))
        found[key] = min(float(limit), found.get(key, float(limit)))
    return found


def _lines(listed: Sequence[Listed], held: _Held, about: Economics) -> list[Line]:
    """Each forecast with what is recorded of it, those that were removed after the accounts among them."""
    before = recorded_before(about, listed, held.finals)
    found = []
    for each, old in before.pairs:
        final_on = before.finals.get(each.account_year)
        was_final = final_on is not None
        if final_on is None and each.account_year in held.finals:
            final_on = about.today
        found.append(Line(each, recorded_now(each, old, was_final, about.today), final_on, was_final))
    found += [Line(each, old, before.finals[each.account_year], True) for each, old in before.removed]
    return sorted(found, key=lambda line: line.listed.order)


def _row(line: Line, held: _Held) -> Record:
    listed, key = line.listed, line.listed.account_year
    final, expected = held.finals.get(key), held.expected.get(key)
    compared = expected if final is None else final
    row: Record = {
        ForecastAccuracy.CENTRE: listed.centre,
        ForecastAccuracy.ACCOUNT: listed.account,
        ForecastAccuracy.MADE_ON: listed.made_on,
        ForecastAccuracy.YEAR: listed.year,
        ForecastAccuracy.AMOUNT: listed.amount,
        ForecastAccuracy.COMPARED: compared,
        ForecastAccuracy.LIMIT: _limit(listed, held),
        ForecastAccuracy.IS_PROVISIONAL: YesNo.NO if final is not None else YesNo.YES,
        ForecastAccuracy.RECORDED: line.recorded.amount,
        ForecastAccuracy.RECORDED_ON: line.recorded.on,
        ForecastAccuracy.FINAL_ON: line.final_on,
        ForecastAccuracy.IS_LATE: YesNo.YES if line.is_late else None,
    }
    if compared is None:
        return row
    row[ForecastAccuracy.COMPARED_WITH] = ComparedWith.FORECAST if final is None else ComparedWith.ACCOUNTS
    if listed.amount is not None:
        row[ForecastAccuracy.DEVIATION] = float(forecast_deviation(listed.amount, compared))
        row[ForecastAccuracy.VERDICT] = _verdict(listed.amount, final, row[ForecastAccuracy.LIMIT])
    return row


def _limit(listed: Listed, held: _Held) -> float | None:
    """The limit of a forecast that was made in its own year: its goal's, or else that of the parameters, if any."""
    if listed.made_on.year != listed.year:
        return None
    month = listed.made_on.month
    goal = held.limits.get((listed.centre, deviation_measure(listed.account, month)))
    if goal is not None and listed.year == held.year:
        return goal
    return held.parameters[FORECAST_LIMITS[month]] if month in FORECAST_LIMITS else None


def _verdict(amount: int, final: int | None, limit: float | None) -> Verdict | None:
    """Whether a forecast was good enough: open before the accounts, nothing without a limit."""
    if final is None:
        return Verdict.OPEN
    if limit is None:
        return None
    return Verdict.MET if is_within(amount, final, limit) else Verdict.NOT_MET
