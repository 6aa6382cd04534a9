"""Points for formal complaints.

Source: half-year report 2008, table 13 (a complaint upheld in full counts a point, one upheld in part half a point).
"""

import numpy as np
from numpy.typing import ArrayLike

from udfs.goals.arrays import Figures, figures


def complaint_points(
    upheld: ArrayLike, partly: ArrayLike, points_upheld: ArrayLike, points_partly: ArrayLike
) -> Figures:
    """The points of a number of complaints.

    Args:
        upheld: Complaints upheld in full.
        partly: Complaints upheld in part; a missing number counts as none where the other is known.
        points_upheld: Points for one upheld in full (a parameter).
        points_partly: Points for one upheld in part (a parameter).

    Returns:
        The sum of points; NaN where neither number is known.
    """
    full, part = figures(upheld), figures(partly)
    points = np.nan_to_num(full) * figures(points_upheld) + np.nan_to_num(part) * figures(points_partly)
    return np.where(np.isnan(full) & np.isnan(part), np.nan, points)
