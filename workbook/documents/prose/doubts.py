"""What is not known for certain of a goal, as sentences: the interval of a sample, the range of hidden figures."""

import math
from dataclasses import dataclass

from schemas.codes import Light, Rule, Unit, Verdict
from schemas.frames import Record, is_missing
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import Results
from schemas.why import Why
from schemas.words.vocabulary import Words
from workbook.present import amount, target_text, telling

OF_SAMPLES = frozenset({Why.SAMPLE_MEETS, Why.SAMPLE_MISSES, Why.SAMPLE_CANNOT_TELL, Why.SAMPLE_UNDECIDED})


@dataclass(frozen=True)
class Drawn:
    """The sample that a goal's share is of; its interval stands in the results.

    Args:
        share: The share of its cases, in the goal's unit; NaN where its cases are not known.
        cases: How many there are.
        confidence: Of the interval, as a fraction.
    """

    share: float
    cases: float
    confidence: float


@dataclass(frozen=True)
class HiddenRange:
    """What hidden figures leave open of a goal.

    Args:
        marks: What stands in their cells (``<5``).
        low: The least result, as it is shown; NaN where there is no least one.
        high: The greatest one.
        changes: Whether the light or the verdict is another than that of the figures that are known.
        without_interval: The goal is a sample whose count is hidden altogether, so that it has no interval.
    """

    marks: str
    low: float
    high: float
    changes: bool = True
    without_interval: bool = False


def sample_reason(row: Record, why: Why, drawn: Drawn, words: Words) -> str:
    """Why a sample's light has its colour: its share, its cases, the interval, and what the contract asks for.

    Args:
        row: The goal's line of the results table.
        why: One of ``OF_SAMPLES``.
        drawn: The sample.
        words: The language.
    """
    unit, count = str(row[Results.UNIT]), int(row[Results.DECIMALS])
    return words.text(
        f"why_{why.value}",
        share=amount(drawn.share, unit, words, count=count),
        cases=amount(drawn.cases, Unit.COUNT, words),
        confidence=f"{words.number(round(drawn.confidence * HUNDRED_PER_CENT, count))} %",
        interval=target_text(row[Results.SAMPLE_LOW], row[Results.SAMPLE_HIGH], unit, words, count),
        asked=f"{words.word(Rule(row[Results.RULE]))} {_target(row, words)}",
    )


def _target(row: Record, words: Words) -> str:
    """The level of the year's target; of a band both its bounds."""
    unit, count = str(row[Results.UNIT]), int(row[Results.DECIMALS])
    return target_text(row[Results.TARGET], row[Results.TARGET_MAX], unit, words, count)


def with_hidden(reason: str, row: Record, why: Why, hidden: HiddenRange, words: Words) -> str:
    """The reason of a light beside hidden figures.

    Args:
        reason: The reason without them.
        row: The goal's line of the results table.
        why: Why the light has its colour.
        hidden: What they leave open.
        words: The language.

    Returns:
        That they change nothing; or what all possible figures give; or that they do not give one light.
    """
    unit = str(row[Results.SHOWN_UNIT])
    target, upper = row[Results.SHOWN_YEAR_TARGET], row[Results.SHOWN_YEAR_TARGET_MAX]
    count = _count(row, hidden, [each for each in (target, upper) if not is_missing(each)])
    facts = {
        "reason": reason,
        "marks": hidden.marks,
        "range": _range(hidden, unit, words, count),
        "asked": f"{words.word(Rule(row[Results.RULE]))} {target_text(target, upper, unit, words, count)}",
        "light": words.word(Light(row[Results.LIGHT])).lower(),
    }
    text = words.text(_sentence(row, why, hidden), **facts)
    bare = hidden.without_interval and why is not Why.HIDDEN
    return words.text("why_hidden_sample", reason=text) if bare else text


def _sentence(row: Record, why: Why, hidden: HiddenRange) -> str:
    if why is Why.HIDDEN:
        return "why_hidden"
    if not hidden.changes:
        return "why_hidden_same"
    return {Verdict.MET: "why_hidden_met", Verdict.NOT_MET: "why_hidden_not_met"}.get(
        Verdict(row[Results.VERDICT]), "why_hidden_light"
    )


def _count(row: Record, hidden: HiddenRange, bounds: list[float]) -> int:
    """As many decimals as it takes to tell the ends of the range from the target."""
    ends = [each for each in (hidden.low, hidden.high) if not math.isnan(each)]
    return max(int(row[Results.DECIMALS]), *(telling(end, bound) for end in ends for bound in bounds), 0)


def _range(hidden: HiddenRange, unit: str, words: Words, count: int) -> str:
    low, high = (amount(each, unit, words, count=count) for each in (hidden.low, hidden.high))
    if math.isnan(hidden.low) and math.isnan(hidden.high):
        return words.text("range_any")
    if math.isnan(hidden.high):
        return words.text("range_from", low=low)
    if math.isnan(hidden.low):
        return words.text("range_until", high=high)
    return target_text(hidden.low, hidden.high, unit, words, count)
