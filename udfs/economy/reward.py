"""The reward model: a bonus for persons brought off benefit beyond what was to be expected, shared among centres.

Source: the steering model of 2006 (5,000 kroner a full-year person beyond the development in the rest of Zealand;
balanced results in combination with the contribution to the activity).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from udfs.economy.amounts import exact
from udfs.goals.arrays import Figures, divided, figures

CAP = 1.0
"""The attainment that counts at most, where nothing else is said: balanced results, and not one overshoot."""
NO_CAP = 0.0
"""What the cap is where there is none."""
_HALF = Fraction(1, 2)


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
    weight = np.nan_to_num(capped(attainment) * np.maximum(figures(activity), 0.0))
    return divided(weight, np.sum(weight))


def capped(attainment: ArrayLike, cap: float = CAP) -> Figures:
    """Attainment as the reward counts it: not below 0, and not above the cap.

    Args:
        attainment: As a fraction; NaN stays.
        cap: The most that counts (a parameter); 0 for no cap.
    """
    return np.clip(figures(attainment), 0.0, np.inf if cap == NO_CAP else cap)


def fraction(value: float | Fraction) -> Fraction:
    """A figure as the decimal number that is written: 0.1 is a tenth."""
    return value if isinstance(value, Fraction) else Fraction(exact(value))


@dataclass(frozen=True)
class Released:
    """What the development of full-year recipients releases.

    Args:
        expected: Recipients that the benchmark's development predicts.
        beyond: How many fewer there were; negative where there were more.
        bonus: Whole øre; 0 where the result is not better than expected.
    """

    expected: Fraction
    beyond: Fraction
    bonus: int


def released(
    own_before: float | Fraction,
    own_now: float | Fraction,
    benchmark_before: float | Fraction,
    benchmark_now: float | Fraction,
    rate: float,
) -> Released:
    """The bonus, computed exactly and rounded once, to whole øre (halves up).

    Args:
        own_before: Own full-year recipients, the year before.
        own_now: Those of the contract year.
        benchmark_before: The benchmark's, the year before; not 0.
        benchmark_now: Those of the contract year.
        rate: Øre a full-year person (a parameter).

    Returns:
        ``own_before x benchmark_now / benchmark_before`` is expected; the bonus is the rate for each one fewer.
    """
    expected = fraction(own_before) * fraction(benchmark_now) / fraction(benchmark_before)
    beyond = expected - fraction(own_now)
    return Released(expected, beyond, max(math.floor(beyond * fraction(rate) + _HALF), 0))


def reward_weights(attainment: Sequence[float], activity: Sequence[float], cap: float = CAP) -> list[Fraction]:
    """What each centre counts in the sharing: its capped attainment times its activity; 0 without figures.

    Args:
        attainment: Each centre's attainment as a fraction.
        activity: Each centre's activity, in one unit for all.
        cap: The attainment that counts at most (a parameter); 0 for no cap.
    """
    return [
        Fraction(0) if math.isnan(each) or math.isnan(done) else fraction(each) * max(fraction(done), Fraction(0))
        for each, done in zip(capped(attainment, cap).tolist(), activity, strict=True)
    ]


def shared(total: int, weights: Sequence[Fraction]) -> list[int]:
    """An amount shared by weight in whole øre that add up to it (largest remainder; of equal ones the first).

    Args:
        total: Whole øre, not negative.
        weights: Not negative, and not all 0.

    Returns:
        Whole øre, in the order of the weights.
    """
    whole = sum(weights, Fraction(0))
    parts = [total * weight / whole for weight in weights]
    amounts = [math.floor(part) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda at: (amounts[at] - parts[at], at))
    for at in by_remainder[: total - sum(amounts)]:
        amounts[at] += 1
    return amounts
