"""Budget lines, what corrects them, and their follow-up."""

from schemas.codes import Account, Light, Verdict, YesNo
from schemas.economy_codes import (
    AccountKind,
    BudgetProfile,
    ComparedWith,
    ReallocationKind,
    RecoveryStatus,
    WarningKind,
)
from schemas.fields import Field, Kind, Table


class BudgetLines(Table, name="budget_lines"):
    """Budget, actual and forecast of an account in a period: kroner in cells, whole øre inside."""

    CENTRE = Field("centre", required=True, nullable=False)
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, required=True, nullable=False)
    PERIOD = Field("period", Kind.PERIOD, required=True, nullable=False)
    BUDGET = Field("budget", Kind.AMOUNT, required=True)
    ACTUAL = Field("actual", Kind.AMOUNT, required=True)
    FORECAST = Field("forecast", Kind.AMOUNT)


class Accounts(Table, name="accounts"):
    """How an account's budget lies over the year, and its limits; an account without a line is spread evenly.

    Source: half-year report 2008, section 4 (budgets are given under different conditions). The months are twelfths of
    the year's budget (12 in all), limits per cent of it.
    """

    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, required=True, nullable=False)
    KIND = Field("kind", Kind.CODE, AccountKind)
    PROFILE = Field("profile", Kind.CODE, BudgetProfile)
    FLOOR = Field("floor", Kind.FIGURE)
    CEILING = Field("ceiling", Kind.FIGURE)
    MONTH_1 = Field("month_1", Kind.FIGURE)
    MONTH_2 = Field("month_2", Kind.FIGURE)
    MONTH_3 = Field("month_3", Kind.FIGURE)
    MONTH_4 = Field("month_4", Kind.FIGURE)
    MONTH_5 = Field("month_5", Kind.FIGURE)
    MONTH_6 = Field("month_6", Kind.FIGURE)
    MONTH_7 = Field("month_7", Kind.FIGURE)
    MONTH_8 = Field("month_8", Kind.FIGURE)
    MONTH_9 = Field("month_9", Kind.FIGURE)
    MONTH_10 = Field("month_10", Kind.FIGURE)
    MONTH_11 = Field("month_11", Kind.FIGURE)
    MONTH_12 = Field("month_12", Kind.FIGURE)
    NOTE = Field("note")


ACCOUNT_MONTHS = tuple(field for field in Accounts.fields if field.startswith("month_"))
"""The twelfths of an account, January first."""


class Reallocations(Table, name="reallocations"):
    """Changes of budgets in the year (steering model 2006, *omdisponeringer*): an amount from one centre to another.

    A transfer has both and leaves the whole as it was; a supplementary grant comes from outside and names one.
    """

    DATE = Field("date", Kind.DATE, required=True, nullable=False)
    KIND = Field("kind", Kind.CODE, ReallocationKind, default=ReallocationKind.TRANSFER)
    FROM_CENTRE = Field("from")
    TO_CENTRE = Field("to")
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, required=True, nullable=False)
    TO_ACCOUNT = Field("to_account", Kind.OPEN_CODE, Account)
    AMOUNT = Field("amount", Kind.AMOUNT, required=True, nullable=False)
    REASON = Field("reason")


class ForecastsMade(Table, name="forecasts_made"):
    """Forecasts of a year's use, as they were made (contract 2011, goal 13)."""

    CENTRE = Field("centre", required=True, nullable=False)
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, required=True, nullable=False)
    MADE_ON = Field("made_on", Kind.DATE, required=True, nullable=False)
    YEAR = Field("year", Kind.WHOLE, required=True, nullable=False)
    AMOUNT = Field("amount", Kind.AMOUNT, required=True, nullable=False)


class ForecastAccuracy(Table, name="forecast_accuracy"):
    """How far each forecast lay from the accounts, in per cent of the accounts; before them, from today's forecast.

    ``recorded`` and ``recorded_on`` keep the amount that was noted and when: a correction before the accounts replaces
    it, one after them does not. ``final_on`` is the day on which the final accounts were first seen: what is entered or
    changed after that is said. ``is_late`` marks one that was entered,
    changed or removed then; a removed one has no amount.
    """

    CENTRE = Field("centre", nullable=False)
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, nullable=False)
    MADE_ON = Field("made_on", Kind.DATE)
    YEAR = Field("year", Kind.WHOLE)
    AMOUNT = Field("amount", Kind.AMOUNT)
    COMPARED_WITH = Field("compared_with", Kind.CODE, ComparedWith)
    COMPARED = Field("compared", Kind.AMOUNT)
    DEVIATION = Field("deviation", Kind.FIGURE)
    LIMIT = Field("limit", Kind.FIGURE)
    VERDICT = Field("verdict", Kind.CODE, Verdict)
    IS_PROVISIONAL = Field("is_provisional", Kind.CODE, YesNo)
    RECORDED = Field("recorded", Kind.AMOUNT)
    RECORDED_ON = Field("recorded_on", Kind.DATE)
    FINAL_ON = Field("final_on", Kind.DATE)
    IS_LATE = Field("is_late", Kind.CODE, YesNo)


class BudgetFollowUp(Table, name="budget_follow_up"):
    """The budget of an account, its use and its forecast, checked against floor and ceiling; amounts as in lines.

    Limits and light are those of the goal about the account's use; where there is none, they are the account's own, or
    of the parameters. ``budget`` is the corrected budget of the period, ``remaining`` what is left of the year's.
    """

    CENTRE = Field("centre", nullable=False)
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, nullable=False)
    PERIOD = Field("period")
    YEAR_BUDGET = Field("year_budget", Kind.AMOUNT)
    REALLOCATED = Field("reallocated", Kind.AMOUNT)
    SUPPLEMENTARY = Field("supplementary", Kind.AMOUNT)
    BY_ACTIVITY = Field("by_activity", Kind.AMOUNT)
    CORRECTED = Field("corrected", Kind.AMOUNT)
    BUDGET = Field("budget", Kind.AMOUNT)
    ACTUAL = Field("actual", Kind.AMOUNT)
    USE = Field("use", Kind.FIGURE)
    YEAR_USE = Field("year_use", Kind.FIGURE)
    REMAINING = Field("remaining", Kind.AMOUNT)
    PER_MONTH = Field("per_month", Kind.AMOUNT)
    FORECAST = Field("forecast", Kind.AMOUNT)
    FORECAST_LOW = Field("forecast_low", Kind.AMOUNT)
    FORECAST_HIGH = Field("forecast_high", Kind.AMOUNT)
    FORECAST_RUN_RATE = Field("forecast_run_rate", Kind.AMOUNT)
    FORECAST_SEASONAL = Field("forecast_seasonal", Kind.AMOUNT)
    FORECAST_USE = Field("forecast_use", Kind.FIGURE)
    CHANCE = Field("chance", Kind.SHARE)
    FLOOR = Field("floor", Kind.FIGURE)
    CEILING = Field("ceiling", Kind.FIGURE)
    CHECK = Field("check")
    LIGHT = Field("light", Kind.CODE, Light)
    VERDICT = Field("verdict", Kind.CODE, Verdict)
    LIMITS = Field("limits")
    NOTE = Field("note")


class WarningsDue(Table, name="warnings_due"):
    """The duty to warn: accounts and goals that are not expected to be kept, each with its account of recovery.

    Source: contract 2009, section 4, and contract 2011, section 3 (notice at any sign of an overrun or of trouble with
    a goal, with a written account of how it is put right). Amounts are of accounts; a goal's figures stand in the text.
    """

    CENTRE = Field("centre", nullable=False)
    KIND = Field("kind", Kind.CODE, WarningKind)
    SUBJECT = Field("subject", Kind.OPEN_CODE, Account)
    TITLE = Field("title")
    LIGHT = Field("light", Kind.CODE, Light)
    MESSAGE = Field("message")
    LIMIT = Field("limit", Kind.AMOUNT)
    FORECAST = Field("forecast", Kind.AMOUNT)
    FORECAST_USE = Field("forecast_use", Kind.FIGURE)
    OVER = Field("over", Kind.AMOUNT)
    CROSSED = Field("crossed")
    OPENED_ON = Field("opened_on", Kind.DATE)
    WHY = Field("why")
    WHAT = Field("what")
    WHO = Field("who")
    BY_WHEN = Field("by_when", Kind.DATE)
    EFFECT = Field("effect")
    STATUS = Field("status", Kind.CODE, RecoveryStatus)
