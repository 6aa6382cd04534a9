"""Exact arithmetic on whole columns: prices times activity, sums and shares of whole øre, rounded half up once.

Whole numbers of the machine where they have the room, Python's own where they have not: the answers are the same.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from udfs.goals.arrays import Figures

Wholes: TypeAlias = NDArray[Any]
"""Whole numbers: int64, or Python's own in a column of objects."""
Places: TypeAlias = NDArray[np.intp]
"""For each row the number of its group."""

_DECIMALS = 6
"""Decimals of an activity that are tried before each is taken apart by itself."""
_TOLD_APART = 10.0**15
"""Up to here a float reads as one decimal alone."""
_EXACT_FLOAT = 2.0**53
_ROOM = 2.0**61
"""So large may a product be in the machine's whole numbers, for it is doubled when it is rounded."""


def in_whole_parts(activities: Figures) -> tuple[Wholes, int]:
    """Activities as whole numbers of one decimal place.

    Args:
        activities: Figures, which count as the shortest decimals that they are read back from; NaN counts as 0.

    Returns:
        The whole numbers, and how many decimals they have: 2.5 and 40 are 25 and 400 of one decimal.
    """
    known = np.nan_to_num(activities)
    for places in range(_DECIMALS + 1):
        whole = np.rint(known * 10.0**places)
        if np.abs(whole).max(initial=0.0) < _TOLD_APART and bool(np.all(whole / 10.0**places == known)):
            return whole.astype(np.int64), places
    texts = [repr(float(value)) for value in known]
    places = max(0, *(-int(Decimal(text).as_tuple().exponent) for text in texts))
    return np.array([int(Fraction(text) * 10**places) for text in texts], dtype=object), places


def product(left: Wholes, right: Wholes | int) -> Wholes:
    """Whole numbers times whole numbers.

    Args:
        left: Whole numbers.
        right: Whole numbers, a column or one.
    """
    by = np.asarray(right)
    if _largest(left) * _largest(by) < _ROOM:
        return np.asarray(left * by)
    return np.asarray(left.astype(object) * by.astype(object))


def half_up(numerator: Wholes, denominator: Wholes | int) -> Wholes:
    """A quotient of whole numbers as a whole number; halves go away from zero, as amounts are rounded.

    Args:
        numerator: Whole numbers.
        denominator: Whole numbers above 0, a column or one.
    """
    by = np.asarray(denominator)
    if _largest(numerator) >= _ROOM or _largest(by) >= _ROOM:
        numerator, by = numerator.astype(object), by.astype(object)
    rounded = (np.abs(numerator) * 2 + by) // (by * 2)
    return np.asarray(np.where(numerator < 0, -rounded, rounded))


def sums(values: Wholes, groups: Places, count: int) -> Wholes:
    """The sum of each group.

    Args:
        values: Whole numbers.
        groups: The group of each, from 0.
        count: How many groups there are.
    """
    if values.dtype != object and float(np.abs(values).sum(dtype=np.float64)) < _EXACT_FLOAT:
        return np.bincount(groups, values, count).astype(np.int64)  # exact: no partial sum passes what a float holds
    total = np.zeros(count, dtype=object)
    np.add.at(total, groups, values.astype(object))
    return total


def _largest(values: Wholes) -> float:
    """The largest magnitude; of Python's own numbers it does not matter, for they have room."""
    return np.inf if values.dtype == object else float(np.abs(values).max(initial=0))
