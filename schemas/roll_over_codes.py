"""What becomes of a goal when the year ends, and where its new baseline comes from."""

from enum import StrEnum


class GoalFate(StrEnum):
    """What becomes of a goal."""

    CARRIED = "carried"
    CHOSEN = "chosen"
    """Left behind because somebody said so."""
    ENDED = "ended"
    """Left behind because it was closed in the year."""
    MET = "met"
    """Left behind because it is a milestone that is met."""


class BaselineSource(StrEnum):
    """Where a baseline comes from."""

    NONE = "none"
    """The goal needs none."""
    APPROVED = "approved"
    """The approved result of the year's end."""
    FIGURES = "figures"
    """The figures of the old workbook."""
    KEPT = "kept"
    """As it was: the measure is a change, which begins anew each year."""
    MISSING = "missing"
    """Figures are missing: it is computed once they are in."""
