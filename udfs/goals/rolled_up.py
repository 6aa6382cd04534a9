"""The light of several goals together: the worst, or the best that a share of their weight has at least.

Source: the strategy map of the contract of 2011, appendix 1; the rule is the administration's choice.
"""

from collections.abc import Sequence

from schemas.codes import Light

BEST_FIRST = (Light.GREEN, Light.NONE, Light.YELLOW, Light.RED)
"""Lights from good to bad. What has no data is not green, and it hides neither a yellow nor a red."""
WHOLE = 1.0
_NOISE = 1e-9


def rolled_up(lights: Sequence[Light], weights: Sequence[float], share: float) -> Light | None:
    """The light of several goals together.

    Args:
        lights: Their lights; a goal without data has ``Light.NONE``.
        weights: Their weights, 0 or more; the worst of all does not ask for them.
        share: The part of the weight that must be at least as good as the light; 1 for the worst of all.

    Returns:
        The light; None where there are no goals, or none that counts by its weight.
    """
    if not lights:
        return None
    if share >= WHOLE:
        return max(lights, key=BEST_FIRST.index)
    whole = sum(weights)
    reached = 0.0
    for light in BEST_FIRST:
        reached += sum(weight for each, weight in zip(lights, weights, strict=True) if each is light)
        if whole and reached >= share * whole - _NOISE:
            return light
    return BEST_FIRST[-1] if whole else None
