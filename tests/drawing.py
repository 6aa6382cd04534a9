"""How many examples hypothesis draws: all in CI and by default, few in a developer's loop (``HYPOTHESIS_PROFILE=dev``)."""

import os

from hypothesis import settings

_FEW, _ALL = 15, 60

settings.register_profile("ci", deadline=None, max_examples=_ALL)
settings.register_profile("dev", deadline=None, max_examples=_FEW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def examples(most: int) -> int:
    """So many examples, or the few of a developer's loop."""
    return min(most, _FEW) if settings.default.max_examples == _FEW else most
