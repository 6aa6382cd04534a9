"""What is said of an account or a goal that a centre must give notice of, and of all of them together."""

import math
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from schemas.codes import Unit
from schemas.economy_codes import RecoveryStatus
from schemas.frames import Record, is_missing, records
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import WarningsDue
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words
from udfs.economy.amounts import exact
from udfs.economy.limits import BrokenLimit
from workbook.present import amount, telling

_MILLION = 1_000_000.0
_THOUSAND = 1_000.0
_ORE_DECIMALS = _MOST_DECIMALS = 2


class Spoken(StrEnum):
    """How an account's year is spoken of."""

    EXPENSE = "expense"
    INCOME = "income"
    SURPLUS = "surplus"


@dataclass(frozen=True)
class AccountYear:
    """The year of an account that breaks a limit.

    Args:
        spoken: How it is spoken of.
        forecast: The year's use as it is expected or came, in øre.
        broken: The limit that it breaks.
        month: The month in which a ceiling is crossed, from 1; None for a floor.
        known: How many months of the year have figures up to the last of them.
        is_over: Whether the whole year is known.
        goals: The numbers of the goals about the account.
        title: The title of the goal about it, where there is one.
    """

    spoken: Spoken
    forecast: int
    broken: BrokenLimit
    month: int | None
    known: int
    is_over: bool
    goals: tuple[str, ...] = ()
    title: str = ""


def money(ore: int, words: Words) -> str:
    """An amount as a sentence tells it: ``62,4 mio. kr.``, ``450.000 kr.``."""
    value = float(kroner(ore))
    if abs(value) >= _MILLION:
        return words.text("money_million", amount=amount(value / _MILLION, Unit.POINTS, words))
    whole = value.is_integer() or abs(value) >= _THOUSAND
    return words.text("money", amount=amount(value, Unit.POINTS, words, count=0 if whole else _ORE_DECIMALS))


def month_name(month: int, words: Words) -> str:
    """A month, from 1, by its name."""
    return words.text(f"month_name_{month}")


def account_message(year: AccountYear, words: Words) -> str:
    """What is wrong with an account, in a sentence with its figures."""
    broken = year.broken
    sign = -1 if year.spoken is Spoken.INCOME else 1  # an income is told without its sign
    head = words.text(
        f"warning_{'came' if year.is_over else 'expected'}_{year.spoken}",
        forecast=money(sign * year.forecast, words),
        of=_of_budget(year, words),
    )
    key = "warning_over" if broken.is_ceiling else "warning_under"
    plain = broken.percent == HUNDRED_PER_CENT or math.isnan(broken.use)  # of 0 any per cent is the same
    limit = amount(broken.percent, Unit.PCT, words, count=_decimals_of(broken.percent))
    text = words.text(key if plain else f"{key}_at", head=head, over=money(abs(broken.over), words), limit=limit)
    if year.month is not None:
        crossed = "warning_crossed" if year.month <= year.known else "warning_crosses"
        text = words.text(crossed, text=text, month=month_name(year.month, words))
    text = f"{text}."
    return words.text("warning_of_goals", text=text, numbers=", ".join(year.goals)) if year.goals else text


def _of_budget(year: AccountYear, words: Words) -> str:
    """How much of its budget, or of its target, the year's use is."""
    broken, subject = year.broken, "target" if year.spoken is Spoken.SURPLUS else "budget"
    if math.isnan(broken.use):
        return words.text(f"warning_of_no_{subject}")
    count = min(telling(broken.use, broken.percent), _MOST_DECIMALS)
    return words.text(f"warning_of_{subject}", use=amount(broken.use, Unit.PCT, words, count=count))


def _decimals_of(percent: float) -> int:
    """The decimals that a limit has."""
    return max(0, -int(exact(percent).normalize().as_tuple().exponent))


@dataclass(frozen=True)
class WarningCounts:
    """How many warnings stand open, and how many of them without a written account."""

    open: int
    without: int


def open_lines(warnings: pd.DataFrame) -> list[Record]:
    """The lines of warnings that are not over."""
    return [
        row
        for row in records(warnings)
        if row[WarningsDue.STATUS] != RecoveryStatus.LAPSED and not is_missing(row[WarningsDue.LIGHT])
    ]


def lacks_account(row: Record) -> bool:
    """Whether nobody has written why it is so, or what is done."""
    return all(is_missing(row[name]) or not str(row[name]).strip() for name in (WarningsDue.WHY, WarningsDue.WHAT))


def warning_counts(warnings: pd.DataFrame) -> WarningCounts:
    """How many warnings stand open, and how many of them without a written account."""
    lines = open_lines(warnings)
    return WarningCounts(len(lines), sum(lacks_account(line) for line in lines))
