"""The codes of the tables of economy; what a user reads for each stands in ``words/economy.toml``.

Sources: steering model 2006 (services, reallocations, reward), half-year report 2008 (kinds of budgets), contracts of
2009 and 2011 (the duty to warn, forecasts against the accounts).
"""

from enum import StrEnum

from schemas.codes import Account

EXPENSES = frozenset({Account.OPERATING, Account.PURCHASE, Account.GRANT})
"""The accounts of expenses that contracts know; their budgets are not below 0."""
INCOME = frozenset({Account.REFUND, Account.INTEGRATION_INCOME})
"""Those of income, whose amounts are negative."""


class AccountKind(StrEnum):
    """What an account of the user's own is."""

    EXPENSE = "expense"
    INCOME = "income"
    """Refund, integration income: its amounts are negative, and less than the budget is what breaks it."""
    POOL = "pool"
    """A pool that is earmarked for a purpose."""


class BudgetProfile(StrEnum):
    """How a year's budget lies over its months."""

    LINEAR = "linear"
    LAST_YEAR = "last_year"
    """As last year's use lay."""
    OWN = "own"
    """In twelfths of the user's own."""


class ReallocationKind(StrEnum):
    """Where a change of a budget comes from."""

    TRANSFER = "transfer"
    """From one centre or account to another: the whole stays the same."""
    SUPPLEMENTARY = "supplementary"
    """A supplementary grant, from outside."""


class ComparedWith(StrEnum):
    """What a forecast that was made is held against."""

    ACCOUNTS = "accounts"
    FORECAST = "forecast"
    """Before the final accounts: today's forecast."""


class WarningKind(StrEnum):
    """What a centre must give notice of."""

    BUDGET = "budget"
    GOAL = "goal"


class RecoveryStatus(StrEnum):
    """How far a written account of recovery has come."""

    OPENED = "opened"
    RECEIVED = "received"
    APPROVED = "approved"
    LAPSED = "lapsed"
    """What it was about is expected to be kept again."""


class ServiceLevel(StrEnum):
    """What a line of the services' follow-up is about."""

    LINE = "line"
    """A service of one purchaser and one provider."""
    SERVICE = "service"
    COURSE = "course"
    """A whole course: the four price elements of a service."""
    ELEMENT = "element"
    PROVIDER = "provider"
    CENTRE = "centre"
    TOTAL = "total"


class TradeLine(StrEnum):
    """What a line of purchaser and provider sums."""

    PAIR = "pair"
    """What one purchaser buys of one provider."""
    PURCHASER = "purchaser"
    PROVIDER = "provider"
    TOTAL = "total"


class RewardLine(StrEnum):
    """A line of the reward's computation."""

    OWN_BEFORE = "own_before"
    OWN_NOW = "own_now"
    BENCHMARK_BEFORE = "benchmark_before"
    BENCHMARK_NOW = "benchmark_now"
    EXPECTED = "expected"
    BEYOND = "beyond"
    BONUS = "bonus"
    SHARE = "share"
