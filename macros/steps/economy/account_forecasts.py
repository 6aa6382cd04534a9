"""Where the year of each account is expected to end, in kroner, by the same law as every goal.

An account becomes a goal of its own for the arithmetic: the use in per cent of the budget, which is to end within its
limits, as a contract's goal about it says it. Its months, of two years back where they are there, are its observations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from macros.steps.contract_year import Inputs, prepared
from macros.steps.economy.account_limits import Limits
from macros.steps.measure_lines import catalogue_for
from schemas.codes import Basis, GoalType, Light, Rule, ShowAs, Summary, Unit, Verdict, YearProfile, YesNo
from schemas.fields import Field
from schemas.frames import Record, is_missing
from schemas.measures import account_measure
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, Goals, Measures, Observations, Results
from schemas.text.amounts import AmountError, kroner, ore_of
from schemas.text.periods import running_month
from udfs.economy.amounts import limit_amount
from udfs.economy.budget_years import Key
from udfs.forecasting.outlook import Learned
from udfs.goals.arrays import Figures
from udfs.goals.columns import ResultColumns
from udfs.goals.judgement import judge
from udfs.goals.lights import LightRule

_LIGHTS, _VERDICTS = list(Light), list(Verdict)


@dataclass(frozen=True)
class AccountYear:
    """An account whose year is to be forecast.

    Args:
        key: Centre and account.
        budget: The year's corrected budget, in whole øre; None where it is not known.
        limits: Its floor and ceiling.
        is_even: Whether the budget lies evenly over the year.
    """

    key: Key
    budget: int | None
    limits: Limits
    is_even: bool

    @property
    def by_share(self) -> bool:
        """Whether its use is carried on in per cent of the budget; amounts do as well where that lies evenly."""
        return self.budget is not None and not self.is_even

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest use, in per cent or in kroner; NaN for none."""
        if self.by_share:
            return self.limits.floor, self.limits.ceiling
        amounts = (None, None) if self.budget is None else self.limits.amounts(self.budget)
        least, most = (np.nan if each is None else float(kroner(each)) for each in amounts)
        return least, most


@dataclass(frozen=True)
class AccountAhead:
    """Where an account's year is expected to end: whole øre, None for what is not known.

    Args:
        forecast: The forecast that leads.
        low: The lower end of the 80 per cent interval.
        high: The upper end.
        run_rate: By the year's run rate.
        seasonal: As last year went.
        chance: The chance of keeping the limits; NaN where there are none, or too few months.
        light: The light of the limits.
        verdict: Whether they are kept, once that is decided.
    """

    forecast: int | None
    low: int | None
    high: int | None
    run_rate: int | None
    seasonal: int | None
    chance: float
    light: Light
    verdict: Verdict


def accounts_ahead(
    wanted: Sequence[AccountYear], lines: pd.DataFrame, year: int, as_of: date, rule: LightRule, learned: Learned
) -> list[AccountAhead]:
    """Where the years of accounts are expected to end.

    Args:
        wanted: The accounts.
        lines: Budget lines; those with a use, of this year and of years before, are what the forecast rests on.
        year: The contract year.
        as_of: The reporting date.
        rule: The borders between lights.
        learned: What is known beforehand of how figures move.

    Returns:
        Of an account whose budget does not lie evenly the use in per cent of the budget of the same months is carried
        on, so that it goes by how the budget lies; of others the amounts, which then is the same and exact.
    """
    if not wanted:
        return []
    goals = frame_of(Goals, [_goal(number, account, year) for number, account in enumerate(wanted)])
    inputs = Inputs(
        goals,
        _amounts(wanted, lines),
        lines,
        0.0,
        year,
        catalogue=catalogue_for(empty(Measures), lines),
        lights=rule,
        learned=learned,
    )
    found = judge(prepared(inputs, goals).contract, running_month(as_of)).lights.result
    return [_ahead(found, row, account.budget if account.by_share else None) for row, account in enumerate(wanted)]


def _goal(number: int, account: AccountYear, year: int) -> dict[str, object]:
    """An account as a goal: a ratio of use to budget within its limits, or else a sum of kroner."""
    centre, name = account.key
    least, most = account.ends
    rule = Rule.AT_MOST if np.isnan(least) else Rule.AT_LEAST if np.isnan(most) else Rule.BAND
    by_share = account.by_share
    return {
        Goals.YEAR: year,
        Goals.CENTRE: centre,
        Goals.NUMBER: str(number),
        Goals.GOAL_TYPE: GoalType.RESULT,
        Goals.TITLE: name,
        Goals.MEASURE: account_measure(name) if by_share else name,
        Goals.UNIT: Unit.PCT if by_share else Unit.KR,
        Goals.RULE: rule,
        Goals.BASIS: Basis.ABSOLUTE,
        Goals.TARGET: most if rule is Rule.AT_MOST else least,
        Goals.TARGET_MAX: most if rule is Rule.BAND else np.nan,
        Goals.SHOW_AS: ShowAs.LEVEL,
        Goals.SUMMARY: Summary.RATIO if by_share else Summary.SUM,
        Goals.PROFILE: YearProfile.FLAT if by_share else YearProfile.LINEAR,
        Goals.HARD_LIMIT: YesNo.YES,
    }


def _amounts(wanted: Sequence[AccountYear], lines: pd.DataFrame) -> pd.DataFrame:
    """What was used, in kroner, of the accounts whose amounts are carried on."""
    without = {each.key for each in wanted if not each.by_share}
    pairs = zip(lines[BudgetLines.CENTRE], lines[BudgetLines.ACCOUNT], strict=True)
    mine = pd.Series([pair in without for pair in pairs], index=lines.index, dtype=bool)
    used = lines[mine & lines[BudgetLines.ACTUAL].notna()].reset_index(drop=True)
    frame = empty(Observations).reindex(used.index)
    frame[Observations.CENTRE] = used[BudgetLines.CENTRE]
    frame[Observations.MEASURE] = used[BudgetLines.ACCOUNT]
    frame[Observations.PERIOD] = used[BudgetLines.PERIOD]
    frame[Observations.VALUE] = [float(kroner(int(amount))) for amount in used[BudgetLines.ACTUAL]]
    return frame


def _ahead(found: ResultColumns, row: int, budget: int | None) -> AccountAhead:
    def ore(column: Figures) -> int | None:
        value = float(column[row])
        if np.isnan(value):
            return None
        return _whole(value) if budget is None else limit_amount(value, budget)

    low, high = ore(found.forecast_low), ore(found.forecast_high)
    return AccountAhead(
        forecast=ore(found.forecast),
        low=high if budget is not None and budget < 0 else low,
        high=low if budget is not None and budget < 0 else high,
        run_rate=ore(found.forecast_run_rate),
        seasonal=ore(found.forecast_seasonal),
        chance=float(found.chance[row]),
        light=_LIGHTS[int(found.light[row])],
        verdict=_VERDICTS[int(found.verdict[row])],
    )


def _whole(amount: float) -> int | None:
    """Kroner in whole øre; None for more than an amount may be."""
    try:
        return ore_of(amount)
    except AmountError:
        return None


def ahead_of_goal(goal: Record, budget: int, ahead: AccountAhead) -> AccountAhead:
    """The year of an account as its goal expects it: the goal's per cent of the year's budget, so that both say one.

    Args:
        goal: The results of a goal about the account's use, a ratio of the same figures.
        budget: The year's corrected budget, in whole øre.
        ahead: What the account by itself expects.
    """

    def amount(name: Field) -> int | None:
        return None if is_missing(goal[name]) else limit_amount(goal[name], budget)

    low, high = amount(Results.FORECAST_LOW), amount(Results.FORECAST_HIGH)
    low, high = (high, low) if budget < 0 else (low, high)
    return AccountAhead(
        forecast=amount(Results.FORECAST),
        low=low,
        high=high,
        run_rate=amount(Results.FORECAST_RUN_RATE),
        seasonal=amount(Results.FORECAST_SEASONAL),
        chance=float(goal[Results.CHANCE]) if not is_missing(goal[Results.CHANCE]) else ahead.chance,
        light=ahead.light,
        verdict=ahead.verdict,
    )
