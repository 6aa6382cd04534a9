"""Exact amounts: what is multiplied by a figure is rounded once, to whole øre, halves away from zero."""

from decimal import ROUND_HALF_UP, Decimal

_HUNDRED = 100


def exact(figure: float) -> Decimal:
    """A figure as the decimal number that is written: 0.1 is a tenth."""
    return Decimal(repr(float(figure)))


def whole_ore(amount: Decimal) -> int:
    """An amount of øre, rounded to whole ones."""
    return int(amount.to_integral_value(ROUND_HALF_UP))


def whole_ore_of(amount: int, parts: int) -> int:
    """An amount shared into equal parts: one of them, rounded to whole øre."""
    return whole_ore(Decimal(amount) / parts)


def limit_amount(percent: float, budget: int) -> int:
    """A share in per cent of a budget as an amount, in whole øre.

    Args:
        percent: Per cent; 0.5 is half a per cent.
        budget: Whole øre.
    """
    return whole_ore(exact(percent) * budget / _HUNDRED)
