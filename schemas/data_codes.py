"""How it stands with a goal's figure of a month; the words for each, with their marks, stand in ``words/``."""

from enum import StrEnum


class DataState(StrEnum):
    """Whether a figure is in, and whose it is."""

    IN = "in"
    """It is in, as the LIS gave it."""
    TYPED = "typed"
    """Somebody typed it, or typed over what an import wrote."""
    REVISED = "revised"
    """It is another than was there before: a later import replaced it, or it came after the date was approved."""
    HIDDEN = "hidden"
    """It is in, and suppressed (``<5``, ``..``)."""
    PARTLY = "partly"
    """A part of it lacks: the denominator, the numerator, or some months of the period."""
    MISSING = "missing"
    """It is due, and not there."""
    WAITING = "waiting"
    """Its period has ended, and by the measure's own lag it is not expected yet."""
    LATER = "later"
    """Its period has not ended."""
    STANDS = "stands"
    """None is expected: the last figure, of a milestone or a survey, stands until the next."""
    OUTSIDE = "outside"
    """The goal is not in force in the month."""
