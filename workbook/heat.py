"""How far ahead of its target a goal is, in steps that a heat map shows; each step by words beside its colour."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.codes import Light

FAR = 0.10
"""The share of the target from which ahead or behind is far."""
_EVEN = 0.0005  # what is printed as 0.0 per cent is neither


class Heat(StrEnum):
    """The steps, from the worst to the best; their words are ``heat_`` and the value."""

    FAR_BEHIND = "far_behind"
    BEHIND = "behind"
    EVEN = "even"
    AHEAD = "ahead"
    FAR_AHEAD = "far_ahead"


@dataclass(frozen=True)
class HeatCell:
    """A goal of a centre.

    Args:
        light: Its light in force.
        ahead: How far it is ahead of its target to date, as a share of it; None where there is no such share.
    """

    light: Light
    ahead: float | None

    @property
    def heat(self) -> Heat | None:
        """The step; none where there is no share."""
        if self.ahead is None:
            return None
        if abs(self.ahead) < _EVEN:
            return Heat.EVEN
        far = abs(self.ahead) >= FAR
        if self.ahead > 0:
            return Heat.FAR_AHEAD if far else Heat.AHEAD
        return Heat.FAR_BEHIND if far else Heat.BEHIND
