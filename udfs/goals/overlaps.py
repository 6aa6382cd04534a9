"""Columns of periods: months as running numbers, and periods that would be counted twice left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.text.periods import MONTHS_A_YEAR, Period
from udfs.goals.arrays import Flags

Whole = NDArray[np.int64]
_SPREAD = 100_000  # more months than any calendar here; keeps (group, month) pairs apart in one number


@dataclass(frozen=True)
class Spans:
    """Periods as columns.

    Args:
        first: First month of each, as a running number (12 a year).
        length: Its months (1, 3, 6 or 12).
    """

    first: Whole
    length: Whole

    @property
    def last(self) -> Whole:
        """The last month of each, as a running number."""
        return self.first + self.length - 1


def spans(periods: Sequence[Period]) -> Spans:
    """The months of a column of periods."""
    # Equal periods are mostly one and the same object, and telling objects apart is cheaper than comparing them.
    alike = np.fromiter(map(id, periods), dtype=np.int64, count=len(periods))
    _, where, which = np.unique(alike, return_index=True, return_inverse=True)
    pairs = [(periods[at].first_month, int(periods[at].grain)) for at in where.tolist()]
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)[which]
    return Spans(columns[:, 0], columns[:, 1])


def months_of(group: Whole, first: Whole, length: Whole) -> tuple[Whole, Whole]:
    """Each month of each period as one number, with the row it comes from.

    Args:
        group: A group number for each row.
        first: First running month of each row.
        length: Months of each row.

    Returns:
        ``(key, row)``: a number for each (group, month), and the row it belongs to.
    """
    row = np.repeat(np.arange(len(first)), length)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    return group[row] * _SPREAD + first[row] + offset, row


def shift(keys: Whole, months: int) -> Whole:
    """The same (group, month) numbers, some months later."""
    return keys + months


def without_overlaps(group: Whole, first: Whole, length: Whole) -> Flags:
    """Which rows to count, so that no month counts twice in its group.

    A longer period gives way to shorter ones that cover all its months; otherwise the shorter ones inside give way.

    Args:
        group: A group number for each row.
        first: First running month of each row.
        length: Months of each row.

    Returns:
        True for the rows that count.
    """
    keep = np.ones(len(first), dtype=bool)
    for size in sorted(set(length.tolist()), reverse=True)[:-1]:
        longer = np.flatnonzero(keep & (length == size))
        shorter = np.flatnonzero(keep & (length < size))
        short_keys, short_row = months_of(group[shorter], first[shorter], length[shorter])
        long_keys, long_row = months_of(group[longer], first[longer], length[longer])
        found = np.isin(long_keys, short_keys)
        complete = np.bincount(long_row, weights=found, minlength=len(longer)) == size
        keep[longer[complete]] = False
        standing = long_keys[~complete[long_row]]
        keep[shorter[np.unique(short_row[np.isin(short_keys, standing)])]] = False
    return keep


def year_start(year: int) -> int:
    """The first running month of a year."""
    return year * MONTHS_A_YEAR
