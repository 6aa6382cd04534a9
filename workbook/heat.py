"""How far ahead of its target a goal is, in steps that a heat map shows; each step by words beside its colour."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.codes import Light
from schemas.measures import HUNDRED_PER_CENT
from workbook.present import as_printed

FAR = 0.10
"""The share of the target from which ahead or behind is far."""


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
        strip: The marks of its lights on the year's reporting dates; blank where there is only the one.
    """

    light: Light
    ahead: float | None
    strip: str = ""

    @property
    def heat(self) -> Heat | None:
        """The step of the per cent as it is printed; none where there is no share."""
        if self.ahead is None:
            return None
        printed = as_printed(self.ahead * HUNDRED_PER_CENT)
        if not printed:
            return Heat.EVEN
        far = abs(printed) >= as_printed(FAR * HUNDRED_PER_CENT)
        if printed > 0:
            return Heat.FAR_AHEAD if far else Heat.AHEAD
        return Heat.FAR_BEHIND if far else Heat.BEHIND
