"""The service catalogue's arithmetic: unit cost, and the variance of costs split into price and volume.

Source: the steering model of 2006 (budget = unit price x activity, for each service of the catalogue).
"""

from numpy.typing import ArrayLike

from udfs.goals.arrays import Figures, divided, figures


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
