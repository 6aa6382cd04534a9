"""Groups of lines of the service catalogue and their sums, each level made of the one below it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from udfs.economy.exact import Places, Wholes, sums
from udfs.economy.services import LineVariances, ServiceLines
from udfs.goals.arrays import Flags


@dataclass(frozen=True)
class Groups:
    """Groups of lines and the sums of what adds up.

    Args:
        first: The first line of each group.
        sums: The sums by name, of whole numbers; one that several names share is added once.
        is_alike: The groups whose lines are of one element and one activity unit.
        has_one_price: The groups whose lines have one and the same price.
        has_one_centre: The groups whose lines are of one centre.
    """

    first: Places
    sums: dict[str, Wholes]
    is_alike: Flags
    has_one_price: Flags
    has_one_centre: Flags


def single_lines(lines: ServiceLines, variances: LineVariances) -> Groups:
    """Every line as a group of its own.

    Args:
        lines: The catalogue.
        variances: The variances of its lines.
    """
    count = len(lines.price)
    yes = np.ones(count, dtype=np.bool_)
    return Groups(np.arange(count, dtype=np.intp), _columns(lines, variances), yes, lines.has_price, yes)


def rolled(parts: Groups, lines: ServiceLines, groups: Places, count: int) -> Groups:
    """The groups that parts make up.

    Args:
        parts: The groups of a lower level.
        lines: The catalogue.
        groups: For each part the number of its group, numbered as they are first met.
        count: How many groups there are.
    """
    first_part = np.zeros(count, dtype=np.intp)
    first_part[groups[::-1]] = np.arange(len(groups) - 1, -1, -1)

    def alike(within: Flags, *columns: NDArray[Any]) -> Flags:
        other = ~within
        for column in columns:
            own = column[parts.first]
            other |= own != own[first_part][groups]
        return np.asarray(np.bincount(groups[other], minlength=count) == 0)

    added: dict[int, Wholes] = {}
    for values in parts.sums.values():
        if id(values) not in added:
            added[id(values)] = sums(values, groups, count)
    return Groups(
        parts.first[first_part],
        {name: added[id(values)] for name, values in parts.sums.items()},
        alike(parts.is_alike, lines.element, lines.unit),
        alike(parts.has_one_price, lines.price),
        alike(parts.has_one_centre, lines.centre),
    )


def _columns(lines: ServiceLines, variances: LineVariances) -> dict[str, Wholes]:
    """What of each line adds up; columns that are the same are one, so that they are added once."""
    budgeted, actual, _ = lines.wholes
    ones = np.ones(len(lines.price), dtype=np.int64)

    def flags(which: Flags) -> Wholes:
        return ones if bool(which.all()) else which.astype(np.int64)

    def where(which: Flags, values: Wholes) -> Wholes:
        return values if bool(which.all()) else np.where(which, values, 0)

    has_both = lines.has_cost & ~np.isnan(lines.actual)
    compared = lines.is_compared
    return {
        "cost": lines.cost,
        "budget": variances.budget,
        "budgeted": budgeted,
        "actual": actual,
        "lines": ones,
        "has_budget": flags(lines.has_budget),
        "has_cost": flags(lines.has_cost),
        "has_budgeted": flags(~np.isnan(lines.budgeted)),
        "has_actual": flags(~np.isnan(lines.actual)),
        "compared": flags(compared),
        "unsplit": (compared & ~variances.is_split).astype(np.int64),
        "compared_budget": where(compared, variances.budget),
        "price": variances.price,
        "volume": variances.volume,
        "pure_volume": variances.pure_volume,
        "weights": where(lines.has_budget, budgeted),
        "both_cost": where(has_both, lines.cost),
        "both_activity": where(has_both, actual),
    }
