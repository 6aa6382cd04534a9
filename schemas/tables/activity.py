"""Budgets that follow activity: the service catalogue, taxameter budgets, and resources that follow the citizen."""

from schemas.codes import Account, Element, YesNo
from schemas.economy_codes import ServiceLevel, TradeLine
from schemas.fields import Field, Kind, Table


class Services(Table, name="services"):
    """The service catalogue: unit price x activity (steering model 2006), a line for each pair of parties."""

    YEAR = Field("year", Kind.WHOLE, required=True, nullable=False)
    CENTRE = Field("centre", required=True, nullable=False)
    SERVICE = Field("service", required=True, nullable=False)
    ELEMENT = Field("element", Kind.CODE, Element, required=True, nullable=False)
    PURCHASER = Field("purchaser")
    PROVIDER = Field("provider")
    ACTIVITY_UNIT = Field("activity_unit")
    UNIT_PRICE = Field("unit_price", Kind.AMOUNT)
    BUDGETED_ACTIVITY = Field("budgeted_activity", Kind.FIGURE)
    ACTUAL_ACTIVITY = Field("actual_activity", Kind.FIGURE)
    ACTUAL_COST = Field("actual_cost", Kind.AMOUNT)
    GOALS = Field("service_goals")
    REQUIREMENT = Field("requirement")


class ServiceVariances(Table, name="service_variances"):
    """Budget and cost of services, and what their deviation is made of; the parts add up to it, to the øre.

    Deviation = price + volume; volume = pure volume + mix, where the services of an element share an activity unit.
    """

    LEVEL = Field("level", Kind.CODE, ServiceLevel, nullable=False)
    CENTRE = Field("centre")
    ELEMENT = Field("element", Kind.CODE, Element)
    SERVICE = Field("service")
    PURCHASER = Field("purchaser")
    PROVIDER = Field("provider")
    ACTIVITY_UNIT = Field("activity_unit")
    UNIT_PRICE = Field("unit_price", Kind.AMOUNT)
    BUDGETED_ACTIVITY = Field("budgeted_activity", Kind.FIGURE)
    ACTUAL_ACTIVITY = Field("actual_activity", Kind.FIGURE)
    BUDGET = Field("budget", Kind.AMOUNT)
    COST = Field("cost", Kind.AMOUNT)
    DEVIATION = Field("cost_deviation", Kind.AMOUNT)
    PRICE = Field("price_variance", Kind.AMOUNT)
    VOLUME = Field("volume_variance", Kind.AMOUNT)
    PURE_VOLUME = Field("pure_volume", Kind.AMOUNT)
    MIX = Field("mix", Kind.AMOUNT)
    UNIT_COST = Field("unit_cost", Kind.AMOUNT)
    AVERAGE_UNIT_COST = Field("average_unit_cost", Kind.AMOUNT)
    COST_INDEX = Field("cost_index", Kind.FIGURE)
    ACTIVITY_SHARE = Field("activity_share", Kind.FIGURE)
    AVERAGE_SHARE = Field("average_share", Kind.FIGURE)
    NOTE = Field("note")


class Trade(Table, name="trade"):
    """The same services as purchaser and provider see them; internal trade nets out in the administration's view.

    A purchaser pays an own centre the catalogue's price and an external provider what it costs. A line a pair, then the
    totals of each purchaser and provider, then the administration's: purchase - provider's result = net.
    """

    LINE = Field("trade_line", Kind.CODE, TradeLine, nullable=False)
    PURCHASER = Field("purchaser")
    PROVIDER = Field("provider")
    IS_INTERNAL = Field("is_internal", Kind.CODE, YesNo)
    PURCHASE = Field("purchase", Kind.AMOUNT)
    INCOME = Field("income", Kind.AMOUNT)
    COST = Field("cost", Kind.AMOUNT)
    PROVIDER_RESULT = Field("provider_result", Kind.AMOUNT)
    NET = Field("net", Kind.AMOUNT)
    NOTE = Field("note")


class Taxameters(Table, name="taxameters"):
    """A budget of a fixed grant and a price for each unit of activity (half-year report 2008, section 4).

    ``actual_activity`` counts up to and including ``through``; without one, up to the reporting date. Where a measure
    of the LIS counts the activity it may stay blank.
    """

    CENTRE = Field("centre", required=True, nullable=False)
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account, default=Account.GRANT)
    SERVICE = Field("service")
    ACTIVITY_UNIT = Field("activity_unit")
    FIXED_GRANT = Field("fixed_grant", Kind.AMOUNT)
    UNIT_PRICE = Field("unit_price", Kind.AMOUNT, required=True)
    BUDGETED_ACTIVITY = Field("budgeted_activity", Kind.FIGURE, required=True, nullable=False)
    ACTUAL_ACTIVITY = Field("actual_activity", Kind.FIGURE)
    THROUGH = Field("through", Kind.PERIOD)
    MEASURE = Field("measure")


class TaxameterBudgets(Table, name="taxameter_budgets"):
    """The budget that the activity moves, for the year and to date, and the use against both."""

    CENTRE = Field("centre")
    ACCOUNT = Field("account", Kind.OPEN_CODE, Account)
    SERVICE = Field("service")
    ORIGINAL = Field("original_budget", Kind.AMOUNT)
    MOVED = Field("moved", Kind.AMOUNT)
    BUDGET = Field("moved_budget", Kind.AMOUNT)
    ORIGINAL_TO_DATE = Field("original_to_date", Kind.AMOUNT)
    MOVED_TO_DATE = Field("moved_to_date", Kind.AMOUNT)
    ACTUAL = Field("actual", Kind.AMOUNT)
    USE_ORIGINAL = Field("use_original", Kind.FIGURE)
    USE_MOVED = Field("use_moved", Kind.FIGURE)
    WHY = Field("why")


class Inflows(Table, name="inflows"):
    """Persons who come in by the door and the budget that follows them (steering model 2006).

    What has come this year and came last year is read of the measure; figures typed here win.
    """

    CENTRE = Field("centre", required=True, nullable=False)
    TARGET_GROUP = Field("target_group")
    MEASURE = Field("measure")
    BUDGETED_PERSONS = Field("budgeted_persons", Kind.FIGURE, required=True, nullable=False)
    UNIT_PRICE = Field("average_price", Kind.AMOUNT, required=True, nullable=False)
    INFLOW = Field("inflow", Kind.FIGURE)
    LAST_YEAR_TO_DATE = Field("last_year_to_date", Kind.FIGURE)
    LAST_YEAR = Field("last_year", Kind.FIGURE)


class InflowBudgets(Table, name="inflow_budgets"):
    """The persons expected by last year's pattern of the same months, and the budget at the average price."""

    CENTRE = Field("centre")
    TARGET_GROUP = Field("target_group")
    PERIOD = Field("period")
    INFLOW = Field("inflow", Kind.FIGURE)
    LAST_YEAR_TO_DATE = Field("last_year_to_date", Kind.FIGURE)
    LAST_YEAR = Field("last_year", Kind.FIGURE)
    EXPECTED_PERSONS = Field("expected_persons", Kind.FIGURE)
    BUDGET = Field("budget", Kind.AMOUNT)
    EXPECTED_BUDGET = Field("expected_budget", Kind.AMOUNT)
    MOVED = Field("moved", Kind.AMOUNT)
    NOTE = Field("note")
