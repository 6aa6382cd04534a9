"""Why a light has its colour: what the arithmetic finds, and what documents put into words."""

from enum import StrEnum


class Why(StrEnum):
    """The first that applies, in this order."""

    NO_DATA = "no_data"
    MET = "met"
    IMPOSSIBLE = "impossible"
    NOT_MET = "not_met"
    UNDECIDED = "undecided"
    MILESTONE_OPEN = "milestone_open"
    NO_FORECAST = "no_forecast"
    UNLIKELY = "unlikely"
    MISSES_FAR = "misses_far"
    UNSURE = "unsure"
    MISSES_NEAR = "misses_near"
    DISAGREE = "disagree"
    BEHIND = "behind"
    MEETS = "meets"
