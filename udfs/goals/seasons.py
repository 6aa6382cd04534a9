"""Whether a year's own figures show a season, whatever the goal's profile says."""

import numpy as np

from udfs.goals.arrays import Codes, Flags

A_SEASON = 3
"""Months in a row on the other side of the mean that are a season: a quarter."""


def shows_season(side: Codes, outside: Flags) -> Flags:
    """Which goals' figures of a whole year went away from where they began and came back.

    Args:
        side: Goal x month of the year, first to last: 1 above the year's mean, -1 below, 0 on it.
        outside: Whether each figure is outside the year's natural limits.

    Returns:
        Those whose first and last figures lie on the same side of the mean, with three months or more in a row on the
        other side between them, and of which a figure breaks the limits. Figures that end on the other side than they
        began on have changed, and a single month away is no season.
    """
    returns = (side[:, 0] != 0) & (side[:, 0] == side[:, -1])
    away = side == -side[:, :1]
    windows = np.lib.stride_tricks.sliding_window_view(away, A_SEASON, axis=1)
    in_a_row = np.any(np.all(windows, axis=2), axis=1)
    return np.asarray(returns & in_a_row & outside.any(axis=1))
