"""Totals against their parts: the sum of counts, a ratio rebuilt from its own parts, a mean within the parts' range."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from schemas.codes import Unit
from schemas.context import Context
from schemas.issues.issue import Issue, Place
from schemas.measures import HUNDRED_PER_CENT
from schemas.thresholds import COMPUTER_ROUNDING, FEWEST_TO_PROVE, SUM_ROUNDING

_ADDED = frozenset({Unit.COUNT, Unit.FULL_TIME, Unit.KR, Unit.KWH})
_AVERAGED = frozenset({Unit.PCT, Unit.PCT_POINT})
_HALF = 0.5


class Covered:
    """Figures that totals cover: what they come to is worked out once, however many totals cover the very same.

    Args:
        values: The figures.
    """

    def __init__(self, values: Iterable[float] = ()) -> None:
        self.values: Sequence[float] = tuple(values)

    def __len__(self) -> int:
        """How many figures."""
        return len(self.values)

    def __iter__(self) -> Iterator[float]:
        """The figures."""
        return iter(self.values)

    @cached_property
    def whole(self) -> float:
        """Their sum."""
        return sum(self.values)

    @cached_property
    def least(self) -> float:
        """The least of them."""
        return min(self.values)

    @cached_property
    def most(self) -> float:
        """The greatest of them."""
        return max(self.values)

    @cached_property
    def decimals(self) -> int:
        """The decimals that they are printed with, at most."""
        return _decimals(self.values)

    @property
    def farthest(self) -> float:
        """How far from 0 the farthest of them lies."""
        return max(abs(self.least), abs(self.most))


@dataclass(frozen=True)
class Total:
    """A total as an export prints it.

    Args:
        place: Where it stands.
        shown: What stands there.
        measure: Whose total it is.
        value: The total.
        parts: The figures that it covers.
        ratio: Its own numerator and denominator, where the export has them.
        added: Whether the figures are parts of a ratio, which are added whatever the unit.
        section: The figures since the last total above, which it may cover instead.
        over_time: Whether it covers periods rather than centres: a stock's total is then no sum.
    """

    place: Place
    shown: str
    measure: str
    value: float
    parts: Covered
    ratio: tuple[float, float] | None = None
    added: bool = False
    over_time: bool = False
    section: Covered = field(default_factory=Covered)


def _decimals(values: Sequence[float]) -> int:
    texts = [f"{value:.10g}" for value in values]
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def total_issue(total: Total, context: Context) -> Issue | None:
    """The finding about a total that its parts do not give; None where they do, or where they are too few to tell."""
    issue = _issue(total, context)
    if issue is None or not len(total.section):
        return issue
    if len(total.section) < FEWEST_TO_PROVE:
        return None if abs(total.value - total.section.whole) <= COMPUTER_ROUNDING * abs(total.value) else issue
    return _issue(replace(total, parts=total.section), context) and issue


def _issue(total: Total, context: Context) -> Issue | None:
    """What is wrong with a total of its parts.

    Figures are compared as rounded as they are printed: a sum of n rounded figures may lie n + 1 half units away.
    """
    parts = total.parts
    if len(parts) < FEWEST_TO_PROVE:
        return None
    unit = context.measures.get(total.measure)
    rounding = _HALF * 10 ** -max(parts.decimals, _decimals([total.value]))
    whole = parts.whole
    slack = 0.0 if rounding == _HALF else rounding * (len(parts) + 1)
    is_sum = abs(total.value - whole) <= slack + COMPUTER_ROUNDING * max(abs(whole), parts.farthest)
    within = parts.least - rounding <= total.value <= parts.most + rounding
    number = context.words.number
    span = f"{number(parts.least)}\u2013{number(parts.most)}"
    if total.ratio is not None and unit == Unit.PCT and not total.added:
        numerator, denominator = total.ratio
        expected = numerator / denominator * HUNDRED_PER_CENT if denominator else total.value
        fits, said = abs(total.value - expected) <= max(rounding, SUM_ROUNDING), number(round(expected, 2))
    elif total.added or (unit in _ADDED and not total.over_time):
        fits, said = is_sum, number(round(whole, 6))
    elif unit in _AVERAGED:
        fits, said = within, span
    else:
        fits, said = is_sum or within, f"{number(round(whole, 6))} / {span}"
    if fits:
        return None
    return Issue("total_disagrees", total.place, total.shown, {"parts": len(parts), "expected": said})
