"""The reward model: a bonus for persons brought off benefit beyond what was to be expected, shared among centres.

Source: the steering model of 2006 (5,000 kroner a full-year person beyond the development in the rest of Zealand;
balanced results in combination with the contribution to the activity).
"""

import numpy as np
from numpy.typing import ArrayLike

from udfs.goals.arrays import Figures, divided, figures


def reward(persons: ArrayLike, expected: ArrayLike, rate: ArrayLike) -> Figures:
    """The bonus that is released.

    Args:
        persons: Full-year persons brought off benefit.
        expected: Those that the development in the rest of Zealand predicts.
        rate: Kroner a full-year person (a parameter).

    Returns:
        Kroner; 0 where no more than expected came off benefit.
    """
    return np.maximum(figures(persons) - figures(expected), 0.0) * figures(rate)


def reward_share(attainment: ArrayLike, activity: ArrayLike) -> Figures:
    """Each centre's share of the bonus: balanced attainment times share of the activity.

    Args:
        attainment: Each centre's attainment as a fraction; past 1 counts as 1, below 0 as 0, for the model rewards
            balanced results and not one overshoot.
        activity: Each centre's activity.

    Returns:
        Fractions that add up to 1; NaN where nobody attained anything. A centre without figures gets 0.
    """
    weight = np.nan_to_num(np.clip(figures(attainment), 0.0, 1.0) * np.maximum(figures(activity), 0.0))
    return divided(weight, np.sum(weight))
