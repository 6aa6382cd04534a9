"""Budget lines, their follow-up, and the service catalogue."""

from schemas.codes import Account, Element, Light
from schemas.fields import Field, Kind, Table


class BudgetLines(Table, name="budget_lines"):
    """Budget, actual and forecast of an account in a period: kroner in cells, whole øre inside."""

    CENTRE = Field("centre", required=True, nullable=False)
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, required=True, nullable=False)
    PERIOD = Field("period", Kind.PERIOD, required=True, nullable=False)
    BUDGET = Field("budget", Kind.AMOUNT, required=True)
    ACTUAL = Field("actual", Kind.AMOUNT, required=True)
    FORECAST = Field("forecast", Kind.AMOUNT)


class BudgetFollowUp(Table, name="budget_follow_up"):
    """Budget use of an account to date in per cent, checked against floor and ceiling; amounts as in budget lines.

    Limits and light are those of the goal about the account's use; where there is none, they are of the parameters.
    """

    CENTRE = Field("centre", nullable=False)
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, nullable=False)
    PERIOD = Field("period")
    BUDGET = Field("budget", Kind.AMOUNT)
    ACTUAL = Field("actual", Kind.AMOUNT)
    REMAINING = Field("remaining", Kind.AMOUNT)
    USE = Field("use", Kind.FIGURE)
    FLOOR = Field("floor", Kind.FIGURE)
    CEILING = Field("ceiling", Kind.FIGURE)
    CHECK = Field("check")
    LIGHT = Field("light", Kind.CODE, Light)
    LIMITS = Field("limits")


class Services(Table, name="services"):
    """The service catalogue: unit price x activity (steering model 2006). Prices and costs in kroner."""

    YEAR = Field("year", Kind.WHOLE, required=True, nullable=False)
    CENTRE = Field("centre", required=True, nullable=False)
    SERVICE = Field("service", required=True, nullable=False)
    ELEMENT = Field("element", Kind.CODE, Element, required=True, nullable=False)
    PURCHASER = Field("purchaser")
    PROVIDER = Field("provider")
    UNIT_PRICE = Field("unit_price", Kind.FIGURE)
    BUDGETED_ACTIVITY = Field("budgeted_activity", Kind.FIGURE)
    ACTUAL_ACTIVITY = Field("actual_activity", Kind.FIGURE)
    ACTUAL_COST = Field("actual_cost", Kind.FIGURE)
