"""What the code of a measure tells: which range its figures have, and which measure a budget account feeds."""

from enum import Enum, auto
from functools import lru_cache
from typing import Any

from schemas.codes import Unit
from schemas.toml_data import data

HUNDRED_PER_CENT = 100.0


class FigureKind(Enum):
    """The natural range of a figure."""

    SHARE = auto()
    """0 to 100 per cent."""
    USE = auto()
    """Per cent, not below 0, may exceed 100."""
    CHANGE = auto()
    """Per cent, any sign, at most 100."""
    AMOUNT = auto()
    """A count, an amount, a duration, a score: not below 0."""
    FREE = auto()
    """Any."""


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return data("measures.toml")


@lru_cache(maxsize=4096)
def kind_of(unit: str, measure: str) -> FigureKind:
    """The range of a measure's figures.

    Args:
        unit: The goal's unit.
        measure: The measure's code.
    """
    if unit == Unit.PCT_POINT:
        return FigureKind.FREE
    kinds = _data()["kinds"]
    if unit != Unit.PCT:
        signed = tuple(kinds["change"]["endings"]) + tuple(kinds["free"]["endings"])
        return FigureKind.FREE if measure.endswith(signed) else FigureKind.AMOUNT
    if measure.endswith(tuple(kinds["use"]["endings"])):
        return FigureKind.USE
    if measure.endswith(tuple(kinds["change"]["endings"])):
        return FigureKind.CHANGE
    if measure.endswith(tuple(kinds["free"]["endings"])):
        return FigureKind.FREE
    return FigureKind.SHARE


_LOWER = {FigureKind.SHARE: 0.0, FigureKind.USE: 0.0, FigureKind.AMOUNT: 0.0}
_UPPER = {FigureKind.SHARE: HUNDRED_PER_CENT, FigureKind.CHANGE: HUNDRED_PER_CENT}


def bounds(kind: FigureKind) -> tuple[float, float]:
    """The least and the greatest figure that can occur."""
    return _LOWER.get(kind, float("-inf")), _UPPER.get(kind, float("inf"))


def account_measure(account: str) -> str:
    """The measure that an account's budget use is an observation of."""
    return str(_data()["accounts"].get(account, f"{account}_use"))


def is_account_measure(measure: str) -> bool:
    """Whether a measure is the use of one of the budgets that contracts know."""
    return measure in _data()["accounts"].values()


def deviation_measure(account: str, month: int) -> str:
    """The measure of how far a month's forecast of an account lies from the final accounts."""
    return str(_data()["forecast_deviation"]["pattern"].format(account=account, month=month))
