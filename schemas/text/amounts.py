"""Amounts of money: kroner in cells, files and answers, whole øre (int) inside. Only here does one become the other.

A float of kroner holds most amounts only nearly, so that a sum depends on the order of its parts; whole øre add up.
"""

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

ORE_A_KRONE = 100
_DIGITS = 15
"""As many as a spreadsheet keeps of a number: every amount comes back from a cell as it was."""
MOST_ORE = 10**_DIGITS
"""The greatest amount either way, in ``øre``: ten thousand billion kroner."""


class AmountError(ValueError):
    """A number that is no amount: infinite, or greater than ``MOST_ORE`` either way."""


class Kroner(float):
    """An amount in kroner that goes to a cell.

    A cell that reads as the same øre holds it already, so that a formula of a user's (``=1000/3``) there stays.
    """

    __slots__ = ()

    def stands_in(self, value: float) -> bool:
        """Whether a cell's number, in kroner, is the same amount to the øre."""
        if value == self:
            return True
        try:
            return ore_of(value) == ore_of(self)
        except AmountError:
            return False


def ore_of(amount: float | str, factor: float = 1.0) -> int:
    """An amount in whole øre, computed exactly and rounded once: halves go away from zero.

    Args:
        amount: Kroner (or what the factor makes kroner of): the digits that a text writes, with a decimal point; or a
            number, which counts as the shortest decimal that it is read back from (0.1 is a tenth).
        factor: What it is multiplied by: 1000 for ``t.kr.``, a million for ``mio. kr.``.

    Returns:
        Øre.

    Raises:
        AmountError: It is not finite, or too large.
    """
    try:
        exact = _decimal(amount)
    except InvalidOperation as error:  # an exponent that no decimal can have
        raise AmountError(amount) from error
    scale = _decimal(factor) * ORE_A_KRONE
    if not exact.is_finite() or (exact and exact.adjusted() + scale.adjusted() > _DIGITS):
        raise AmountError(amount)
    every_digit = Context(prec=len(exact.as_tuple().digits) + len(scale.as_tuple().digits))
    ore = int(every_digit.multiply(exact, scale).to_integral_value(ROUND_HALF_UP))
    if abs(ore) > MOST_ORE:
        raise AmountError(amount)
    return ore


def _decimal(number: float | str) -> Decimal:
    return Decimal(number) if isinstance(number, int | str) else Decimal(repr(float(number)))


def kroner(ore: int) -> Kroner:
    """An amount of whole øre in kroner, for people, cells and files: 5890000050 is 58900000.5."""
    return Kroner(int(ore) / ORE_A_KRONE)
