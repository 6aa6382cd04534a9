"""Amounts spread over the months of a year: whole øre that add up to the whole."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.text.periods import MONTHS_A_YEAR
from udfs.economy.exact import half_up, product
from udfs.goals.arrays import Figures, Flags
from udfs.goals.overlaps import Whole

_FINE = 1_000_000
Months = NDArray[np.int64]
"""Accounts x 12, in whole ``øre``."""


def evenly(count: int) -> Figures:
    """Weights of accounts whose budget lies evenly over the year."""
    return np.ones((count, MONTHS_A_YEAR))


def spread(amounts: Whole, weights: Figures) -> Months:
    """Spread amounts over months.

    Args:
        amounts: Whole øre, one a row.
        weights: Rows x months, none below 0, of at most six decimals; a row of nothing but zeros is spread evenly over
            all its months.

    Returns:
        Whole øre, whose sum over the months of a row is its amount: each month ends at the amount's part to date,
        rounded half away from zero, so that no rounding is left over for the last one.
    """
    whole = np.rint(weights if np.array_equal(weights, np.rint(weights)) else weights * _FINE).astype(np.int64)
    whole = np.where(whole.sum(axis=1, keepdims=True) == 0, 1, whole)
    until = np.cumsum(whole, axis=1)
    ends = half_up(product(amounts[:, None], until), until[:, -1:])
    return np.diff(ends, axis=1, prepend=0).astype(np.int64)


def by_month(
    account: Whole, first: Whole, length: Whole, amounts: Whole, weights: Figures
) -> tuple[Months, Flags, Whole]:
    """The budgets of accounts by month, out of lines of months, quarters, half-years and years.

    Args:
        account: The account of each line, from 0.
        first: The first month of each line, from 0 for January.
        length: Its months.
        amounts: Whole øre.
        weights: Accounts x 12: how a longer line lies over its months.

    Returns:
        Accounts x 12 whole øre; which months a budget covers; and what longer lines have more than the shorter ones
        that cover all their months. What a longer line leaves beside the shorter ones within it is spread over the
        months that have none; where they have all of its months they stand.
    """
    months = np.zeros_like(weights, dtype=np.int64)
    over = np.zeros(len(weights), dtype=np.int64)
    known = np.zeros(weights.shape, dtype=bool)
    for size in sorted(set(length.tolist())):
        rows = np.flatnonzero(length == size)
        inside = first[rows, None] + np.arange(size)
        at = account[rows, None], inside
        if size == 1:
            np.add.at(months, at, amounts[rows, None])
        else:
            taken = known[at]
            rest = amounts[rows] - np.where(taken, months[at], 0).sum(axis=1)
            free = _weights(weights[at], taken)
            shares = np.where(taken, 0, spread(rest, free))
            full = taken.all(axis=1)
            shares[full] = 0
            np.add.at(over, account[rows[full]], rest[full])
            np.add.at(months, at, shares)
        known[at] = True
    return months, known, over


def _weights(weights: Figures, taken: Flags) -> Figures:
    """The weights of the months that are free; even ones where those weigh nothing."""
    free = np.where(taken, 0.0, weights)
    nothing = free.sum(axis=1, keepdims=True) == 0
    return np.where(nothing, np.where(taken, 0.0, 1.0), free)


def of_months(months: Months, account: Whole, first: Whole, length: Whole) -> Whole:
    """The sum of an account's months over a period, one a row.

    Args:
        months: Accounts x 12.
        account: The account of each row.
        first: The first month of each, from 0.
        length: Its months.
    """
    until = np.concatenate([np.zeros((len(months), 1), np.int64), np.cumsum(months, axis=1)], axis=1)
    return np.asarray(until[account, first + length] - until[account, first], dtype=np.int64)


def twelfths(rows: Sequence[Sequence[float]]) -> Figures:
    """Weights out of twelfths that people wrote; a blank one is 0."""
    return np.nan_to_num(np.array(rows, dtype=np.float64).reshape(-1, MONTHS_A_YEAR))
