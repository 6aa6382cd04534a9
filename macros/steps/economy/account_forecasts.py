"""Where the year of each account is expected to end, in kroner, by the same law as every goal.

An account becomes a goal of its own for the arithmetic: a sum of kroner, which is to end within the limits of the
year's budget. Its months, of two years back where they are there, are its observations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from macros.steps.contract_year import Inputs, prepared
from schemas.codes import Basis, GoalType, Light, Rule, ShowAs, Summary, Unit, Verdict, YearProfile, YesNo
from schemas.economy_codes import BudgetProfile
from schemas.fields import Field
from schemas.frames import Record, is_missing
from schemas.reading import empty, frame_of
from schemas.tables import BudgetLines, Goals, Observations, Results
from schemas.text.amounts import kroner, ore_of
from schemas.text.periods import running_month
from udfs.economy.amounts import limit_amount
from udfs.economy.budget_years import Key
from udfs.forecasting.outlook import Learned
from udfs.goals.columns import ResultColumns
from udfs.goals.judgement import judge
from udfs.goals.lights import LightRule

_LIGHTS, _VERDICTS = list(Light), list(Verdict)


@dataclass(frozen=True)
class AccountYear:
    """An account whose year is to be forecast.

    Args:
        key: Centre and account.
        least: The least use of the year, in whole øre; None for no floor.
        most: The greatest.
        profile: How its budget lies over the year.
    """

    key: Key
    least: int | None
    most: int | None
    profile: BudgetProfile


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
    """
    if not wanted:
        return []
    goals = frame_of(Goals, [_goal(number, account, year) for number, account in enumerate(wanted)])
    inputs = Inputs(goals, _observations(lines), empty(BudgetLines), 0.0, year, lights=rule, learned=learned)
    found = judge(prepared(inputs, goals).contract, running_month(as_of)).lights.result
    return [_ahead(found, row) for row in range(len(wanted))]


def _goal(number: int, account: AccountYear, year: int) -> dict[str, object]:
    centre, name = account.key
    least, most = account.least, account.most
    rule = Rule.BAND if least is not None and most is not None else Rule.AT_LEAST if least is not None else Rule.AT_MOST
    target = most if least is None else least
    as_last_year = account.profile is BudgetProfile.LAST_YEAR
    return {
        Goals.YEAR: year,
        Goals.CENTRE: centre,
        Goals.NUMBER: str(number),
        Goals.GOAL_TYPE: GoalType.RESULT,
        Goals.TITLE: name,
        Goals.MEASURE: name,
        Goals.UNIT: Unit.KR,
        Goals.RULE: rule,
        Goals.BASIS: Basis.ABSOLUTE,
        Goals.TARGET: np.nan if target is None else float(kroner(target)),
        Goals.TARGET_MAX: np.nan if rule is not Rule.BAND or most is None else float(kroner(most)),
        Goals.SHOW_AS: ShowAs.LEVEL,
        Goals.SUMMARY: Summary.SUM,
        Goals.PROFILE: YearProfile.SEASONAL if as_last_year else YearProfile.LINEAR,
        Goals.HARD_LIMIT: YesNo.YES,
    }


def _observations(lines: pd.DataFrame) -> pd.DataFrame:
    used = lines[lines[BudgetLines.ACTUAL].notna()].reset_index(drop=True)
    frame = empty(Observations).reindex(used.index)
    frame[Observations.CENTRE] = used[BudgetLines.CENTRE]
    frame[Observations.MEASURE] = used[BudgetLines.ACCOUNT]
    frame[Observations.PERIOD] = used[BudgetLines.PERIOD]
    frame[Observations.VALUE] = [float(kroner(int(amount))) for amount in used[BudgetLines.ACTUAL]]
    return frame


def _ahead(found: ResultColumns, row: int) -> AccountAhead:
    return AccountAhead(
        forecast=_ore(found.forecast[row]),
        low=_ore(found.forecast_low[row]),
        high=_ore(found.forecast_high[row]),
        run_rate=_ore(found.forecast_run_rate[row]),
        seasonal=_ore(found.forecast_seasonal[row]),
        chance=float(found.chance[row]),
        light=_LIGHTS[int(found.light[row])],
        verdict=_VERDICTS[int(found.verdict[row])],
    )


def _ore(value: float) -> int | None:
    return None if np.isnan(value) else ore_of(float(value))


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
