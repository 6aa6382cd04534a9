"""Totals against their parts: the sum of counts, a ratio rebuilt from its own parts, a mean within the parts' range."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.codes import Unit
from schemas.context import Context
from schemas.issues.issue import Issue, Place
from schemas.measures import HUNDRED_PER_CENT

_ADDED = frozenset({Unit.COUNT, Unit.FULL_TIME, Unit.KR, Unit.KWH})
_AVERAGED = frozenset({Unit.PCT, Unit.PCT_POINT})
_HALF = 0.5
_BINARY = 1e-12
"""What a computer's own rounding may be of a figure: 6.2 - 6 is not quite 0.2."""
_FEWEST = 2
"""Fewer parts make no total: an export of one centre beside the total of all says nothing of the others."""


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
    parts: Sequence[float]
    ratio: tuple[float, float] | None = None
    added: bool = False
    over_time: bool = False
    section: Sequence[float] = ()


def _decimals(values: Sequence[float]) -> int:
    texts = [f"{value:.10g}" for value in values]
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def total_issue(total: Total, context: Context) -> Issue | None:
    """The finding about a total that its parts do not give; None where they do, or where they are too few to tell."""
    issue = _issue(total, context)
    if issue is None or not total.section:
        return issue
    if len(total.section) < _FEWEST:
        return None if abs(total.value - total.section[0]) <= _BINARY * abs(total.value) else issue
    return _issue(replace(total, parts=total.section), context) and issue


def _issue(total: Total, context: Context) -> Issue | None:
    """What is wrong with a total of its parts.

    Figures are compared as rounded as they are printed: a sum of n rounded figures may lie n + 1 half units away.
    """
    if len(total.parts) < _FEWEST:
        return None
    unit = context.measures.get(total.measure)
    rounding = _HALF * 10 ** -_decimals([*total.parts, total.value])
    whole = sum(total.parts)
    slack = 0.0 if rounding == _HALF else rounding * (len(total.parts) + 1)
    is_sum = abs(total.value - whole) <= slack + _BINARY * max(map(abs, [whole, *total.parts]))
    within = min(total.parts) - rounding <= total.value <= max(total.parts) + rounding
    number = context.words.number
    span = f"{number(min(total.parts))}\u2013{number(max(total.parts))}"
    if total.ratio is not None and unit == Unit.PCT and not total.added:
        numerator, denominator = total.ratio
        expected = numerator / denominator * HUNDRED_PER_CENT if denominator else total.value
        fits, said = abs(total.value - expected) <= max(rounding, 10**-6), number(round(expected, 2))
    elif total.added or (unit in _ADDED and not total.over_time):
        fits, said = is_sum, number(round(whole, 6))
    elif unit in _AVERAGED:
        fits, said = within, span
    else:
        fits, said = is_sum or within, f"{number(round(whole, 6))} / {span}"
    if fits:
        return None
    return Issue("total_disagrees", total.place, total.shown, {"parts": len(total.parts), "expected": said})
