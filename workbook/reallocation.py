"""The page on which a reallocation is tried out: its tables, and the names that its formulas call the choices by."""

from enum import StrEnum

from schemas.codes import Light
from schemas.fields import Field, Kind, Table


class ReallocationForm(Table, name="reallocation_form"):
    """What is moved: from, to, account and amount, and what speaks against it."""

    LINE = Field("line")
    CHOICE = Field("choice")
    HINT = Field("hint")


class ReallocationOutcome(Table, name="reallocation_outcome"):
    """Both centres before and after: the year's budget, its forecast and the light."""

    CENTRE = Field("centre")
    WHEN = Field("when")
    MOVED = Field("amount", Kind.AMOUNT)
    BUDGET = Field("corrected", Kind.AMOUNT)
    FORECAST = Field("forecast", Kind.AMOUNT)
    USE = Field("forecast_use", Kind.FIGURE)
    LIGHT = Field("light", Kind.CODE, Light)
    CHANCE = Field("chance", Kind.SHARE)
    FLOOR = Field("floor", Kind.FIGURE)
    CEILING = Field("ceiling", Kind.FIGURE)
    LOW = Field("forecast_low", Kind.AMOUNT)
    HIGH = Field("forecast_high", Kind.AMOUNT)
    SPREAD = Field("spread", Kind.AMOUNT)


class ReallocationRules(Table, name="reallocation_rules"):
    """What lights go by: the parameters of the workbooks, and whether the year is over."""

    LINE = Field("line")
    VALUE = Field("value", Kind.FIGURE)
    HINT = Field("hint")


class ReallocationCentres(Table, name="reallocation_centres"):
    """The centres that may be chosen."""

    CENTRE = Field("centre")


class ReallocationAccounts(Table, name="reallocation_accounts"):
    """The accounts that may be chosen."""

    ACCOUNT = Field("account")


PAGE_TABLES: tuple[type[Table], ...] = (
    ReallocationForm,
    ReallocationOutcome,
    ReallocationRules,
    ReallocationCentres,
    ReallocationAccounts,
)
"""The tables of the page, in the order in which they stand on it."""


class Chosen(StrEnum):
    """The lines of the form; each value's cell bears the name."""

    FROM = "reallocation_from"
    TO = "reallocation_to"
    ACCOUNT = "reallocation_account"
    AMOUNT = "reallocation_amount"
    SAID = "reallocation_said"


class LightBasis(StrEnum):
    """The lines of what lights go by; each value's cell bears the name."""

    RED = "reallocation_red"
    FAR = "reallocation_far"
    YELLOW = "reallocation_yellow"
    DEVIATIONS = "reallocation_deviations"
    IS_OVER = "reallocation_is_over"
    NOISE = "reallocation_noise"
