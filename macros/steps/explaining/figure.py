"""One observation of a goal, as explanations take it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from macros.steps.explaining.step import Input
from schemas.text.periods import Period


@dataclass(frozen=True)
class Figure:
    """One observation of a goal.

    Args:
        period: Its period.
        value: Its value, computed of its parts where it has only those; NaN where there is none.
        numerator: NaN where there is none.
        denominator: NaN where there is none.
        inputs: The cells that it stands in.
    """

    period: Period
    value: float
    numerator: float
    denominator: float
    inputs: Sequence[Input]

    @property
    def has_parts(self) -> bool:
        """Whether numerator and denominator are known."""
        return not (np.isnan(self.numerator) or np.isnan(self.denominator))
