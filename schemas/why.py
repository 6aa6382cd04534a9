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
    # Those that take the place of the others: what a sample tells, and what hidden figures leave open.
    SAMPLE_MEETS = "sample_meets"
    SAMPLE_MISSES = "sample_misses"
    SAMPLE_CANNOT_TELL = "sample_cannot_tell"
    SAMPLE_UNDECIDED = "sample_undecided"
    HIDDEN = "hidden"
