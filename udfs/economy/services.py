"""The service catalogue's arithmetic: unit cost, and the variance of costs split into price, volume and mix.

Source: the steering model of 2006 (budget = unit price x activity, for each service of the catalogue).
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from schemas.text.amounts import MOST_ORE
from udfs.economy.exact import Places, Wholes, half_up, in_whole_parts, product, sums
from udfs.goals.arrays import Figures, Flags, divided, figures


def unit_cost(cost: ArrayLike, activity: ArrayLike) -> Figures:
    """What one unit of activity cost.

    Args:
        cost: The cost in kroner.
        activity: The activity, in the service's own unit.

    Returns:
        Kroner a unit; NaN where there was no activity.
    """
    return divided(cost, activity)


def price_variance(unit_price: ArrayLike, activity: ArrayLike, cost: ArrayLike) -> Figures:
    """The part of the deviation from budget that comes of paying another price than the catalogue's.

    Args:
        unit_price: The catalogue's price in kroner a unit.
        activity: The actual activity.
        cost: The actual cost in kroner.

    Returns:
        ``cost - unit_price x activity`` in kroner; above 0 it became dearer. NaN where something is missing.
    """
    return figures(cost) - figures(unit_price) * figures(activity)


def volume_variance(unit_price: ArrayLike, budgeted: ArrayLike, activity: ArrayLike) -> Figures:
    """The part of the deviation from budget that comes of another activity than the budgeted one.

    Args:
        unit_price: The catalogue's price in kroner a unit.
        budgeted: The budgeted activity.
        activity: The actual activity.

    Returns:
        ``unit_price x (activity - budgeted)`` in kroner; with the price variance it adds up to the whole deviation.
    """
    return figures(unit_price) * (figures(activity) - figures(budgeted))


class Unsplit(IntEnum):
    """Why the volume of an element is not split into number and mix."""

    SPLIT = 0
    UNITS_DIFFER = 1
    UNIT_BLANK = 2
    """Some of its lines have an activity unit and some have none."""
    NOTHING_BUDGETED = 3
    TOO_FAR = 4
    """The activity is so far from the budgeted one that amounts would not be exact."""


@dataclass(frozen=True)
class ServiceLines:
    """The lines of a service catalogue, column by column.

    Args:
        centre: The number of each line's centre; equal names have equal numbers, and a blank one is -1.
        element: Of its price element.
        service: Of its service.
        provider: Of its provider.
        unit: Of its activity unit.
        price: The catalogue's price in ``øre`` a unit; 0 where none is known.
        has_price: Where one is.
        budgeted: The budgeted activity; NaN where none is known.
        actual: The actual activity; NaN where none is known.
        cost: The actual cost in ``øre``; 0 where none is known.
        has_cost: Where one is.
    """

    centre: Places
    element: Places
    service: Places
    provider: Places
    unit: Places
    price: NDArray[np.int64]
    has_price: Flags
    budgeted: Figures
    actual: Figures
    cost: NDArray[np.int64]
    has_cost: Flags

    @cached_property
    def wholes(self) -> tuple[Wholes, Wholes, int]:
        """Budgeted and actual activity as whole numbers (0 where none is known), and how many of them make one unit."""
        both, places = in_whole_parts(np.concatenate([self.budgeted, self.actual]))
        return both[: len(self.budgeted)], both[len(self.budgeted) :], 10**places

    @cached_property
    def at_price(self) -> Wholes:
        """Price x actual activity in whole øre, rounded half up once; 0 where one of them is not known."""
        _, actual, scale = self.wholes
        return half_up(product(self.price, actual), scale)

    @cached_property
    def has_budget(self) -> Flags:
        """The lines with a price and a budgeted activity."""
        return self.has_price & ~np.isnan(self.budgeted)

    @cached_property
    def is_compared(self) -> Flags:
        """The lines with a budget, an actual activity and an actual cost: what is missing is not 0."""
        return self.has_budget & self.has_cost & ~np.isnan(self.actual)


@dataclass(frozen=True)
class LineVariances:
    """What the deviation of each line is made of, in whole øre; 0 where it is not known.

    The deviation (cost - budget, of the lines that are compared) = price + volume, and volume = pure volume + mix where
    the volume is split.

    Args:
        budget: Price x budgeted activity.
        price: Cost - price x actual activity.
        volume: Price x actual activity - budget.
        pure_volume: What the volume would be, had every service of the element changed as the whole element did.
        mix: The rest of the volume: dearer or cheaper services than budgeted.
        element: The number of each line's element of its centre.
        unsplit: For each such element why its volume is not split (``Unsplit``).
    """

    budget: Wholes
    price: Wholes
    volume: Wholes
    pure_volume: Wholes
    mix: Wholes
    element: Places
    unsplit: NDArray[np.int8]

    @property
    def is_split(self) -> Flags:
        """The lines whose volume is split."""
        return np.asarray(self.unsplit[self.element] == Unsplit.SPLIT)


def line_variances(lines: ServiceLines) -> LineVariances:
    """The variances of each line.

    A line that lacks its price, its budgeted or actual activity or its actual cost has no variance, and does not count
    in the activity that pure volume is measured by. Each product of price and activity is rounded half up to the øre
    once; all else is sums and differences of those, so that the parts add up at every level.

    Args:
        lines: The catalogue.
    """
    compared = lines.is_compared
    budgeted, _, scale = lines.wholes
    budget = half_up(product(lines.price, budgeted), scale)
    element, count = numbered(lines.centre, lines.element)
    volume = np.where(compared, lines.at_price - budget, 0)
    unsplit, pure = _pure_volume(lines, budget, volume, element, count)
    split = compared & (unsplit[element] == Unsplit.SPLIT)
    return LineVariances(
        budget=budget,
        price=np.where(compared, lines.cost - lines.at_price, 0),
        volume=volume,
        pure_volume=np.where(split, pure, 0),
        mix=np.where(split, volume - pure, 0),
        element=element,
        unsplit=unsplit,
    )


def _pure_volume(
    lines: ServiceLines, budget: Wholes, volume: Wholes, element: Places, count: int
) -> tuple[NDArray[np.int8], Wholes]:
    """Why elements are not split, and each line's budget x (the element's actual / its budgeted activity - 1)."""
    compared = lines.is_compared
    budgeted, actual = (sums(np.where(compared, each, 0), element, count) for each in lines.wholes[:2])
    unsplit = np.zeros(count, dtype=np.int8)
    unsplit[budgeted <= 0] = Unsplit.NOTHING_BUDGETED
    units = _units(lines, compared, element, count)
    unsplit = np.where(units == Unsplit.SPLIT, unsplit, units).astype(np.int8)
    base = np.where(budgeted > 0, budgeted, 1)
    pure = half_up(product(budget, (actual - budgeted)[element]), base[element])
    # One line alone has no mix, not even that of a rounded øre.
    alone = sums(compared.astype(np.int64), element, count) == 1
    pure = np.where(alone[element], volume, pure)
    far = np.abs(pure) > MOST_ORE
    if bool(far.any()):
        unsplit[element[far & compared & (unsplit[element] == Unsplit.SPLIT)]] = Unsplit.TOO_FAR
        pure = np.where(far, 0, pure)
    return unsplit, pure.astype(np.int64)


def _units(lines: ServiceLines, compared: Flags, element: Places, count: int) -> NDArray[np.int8]:
    """Whether the compared lines of each element share one activity unit; none in all of them is one too."""
    first = np.full(count, -2)
    first[element[compared][::-1]] = lines.unit[compared][::-1]
    other = compared & (lines.unit != first[element])
    blank = compared & (lines.unit < 0)
    found = np.where(_any(other, element, count), Unsplit.UNITS_DIFFER, Unsplit.SPLIT)
    mixed = _any(other, element, count) & _any(blank, element, count)
    return np.where(mixed, Unsplit.UNIT_BLANK, found).astype(np.int8)


def _any(flags: Flags, groups: Places, count: int) -> Flags:
    return np.asarray(np.bincount(groups[flags], minlength=count) > 0)


def numbered(*columns: Places) -> tuple[Places, int]:
    """Groups of lines that are alike in these columns, numbered as they are first met, and how many there are."""
    joined = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        joined = joined * (int(column.max(initial=-1)) + 2) + (column + 1)
    key, found = pd.factorize(joined)
    return key.astype(np.intp, copy=False), len(found)
