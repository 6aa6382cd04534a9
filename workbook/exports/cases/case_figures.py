"""What a case list is aggregated to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.issues.issue import Issue
from schemas.text.periods import Period


@dataclass(frozen=True)
class CaseFigure:
    """A figure of a centre, a measure and a month.

    Args:
        centre: The centre's label as it stands in the list, without spaces around it.
        measure: The measure's code.
        period: The month.
        value: The figure, in the measure's unit (cases, points or days); None for a ratio.
        numerator: The cases that were in time; None where the figure is no ratio.
        denominator: All cases; None where the figure is no ratio.
    """

    centre: str
    measure: str
    period: Period
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class CaseFigures:
    """A case list's figures, with what is wrong with its rows.

    Args:
        rows: The figures, by centre, measure and month.
        issues: The findings. Rows that cannot be counted are left out of the figures; errors stop the import.
        cases: The rows that were read.
    """

    rows: Sequence[CaseFigure] = ()
    issues: list[Issue] = field(default_factory=list)
    cases: int = 0
