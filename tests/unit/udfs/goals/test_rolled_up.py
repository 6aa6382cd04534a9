"""The light of several goals together."""

import pytest

from schemas.codes import Light
from udfs.goals.rolled_up import rolled_up

LIGHTS = {"g": Light.GREEN, "y": Light.YELLOW, "r": Light.RED, "-": Light.NONE, "": None}


@pytest.mark.parametrize(
    ("lights", "weights", "share", "together"),
    [
        # The worst of all, whatever the weights.
        ("ggy", (1, 1, 1), 1, "y"),
        ("gyr", (5, 5, 0), 1, "r"),
        ("g", (1,), 1, "g"),
        ("", (), 1, ""),
        ("gg", (0, 0), 1, "g"),
        # What has no data is not green, and hides nothing.
        ("gg-", (1, 1, 1), 1, "-"),
        ("gy-", (1, 1, 1), 1, "y"),
        ("--", (1, 1), 1, "-"),
        # The best light that the share has or is better than.
        ("gggr", (1, 1, 1, 1), 0.75, "g"),
        ("gggr", (1, 1, 1, 1), 0.76, "r"),
        ("ggyr", (1, 1, 1, 1), 0.75, "y"),
        ("gr", (3, 1), 0.75, "g"),
        ("gr", (1, 3), 0.75, "r"),
        ("g-r", (1, 1, 1), 0.6, "-"),
        ("yyr", (0.1, 0.1, 0.1), 2 / 3, "y"),
        # Weights of nothing: no goal counts.
        ("gr", (0, 0), 0.75, ""),
        ("gr", (1, 0), 0.75, "g"),
    ],
)
def test_the_light_of_several_goals(lights, weights, share, together):
    assert rolled_up([LIGHTS[each] for each in lights], list(map(float, weights)), share) is LIGHTS[together]
