"""Shares that are counted in a sample: what a sample can tell of a target, and what it cannot.

Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), for the interval; the proposal of 2007
for the goal (errors in at most 3 per cent of the sampled cases).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Rule, Summary, Verdict
from schemas.why import Why
from udfs.forecasting.distributions import normal_quantile
from udfs.goals.arrays import Codes, Figures, Flags, divided, figures, position, where
from udfs.goals.columns import GoalColumns, ObservedColumns, ResultColumns
from udfs.goals.lights import lights, miss
from udfs.goals.measures import Observed
from udfs.goals.verdicts import has_ended


@dataclass(frozen=True)
class Sampled:
    """What the samples of the year saw, one row a goal; NaN where a goal is no sample, or its cases are not known.

    Args:
        cases: The cases that were looked at.
        share: The share of them, in the goal's unit.
        low: The lower end of its interval.
        high: The upper end.
    """

    cases: Figures
    share: Figures
    low: Figures
    high: Figures

    @property
    def known(self) -> Flags:
        """Which goals have an interval."""
        return np.asarray(~np.isnan(self.low))


def wilson(number: ArrayLike, cases: ArrayLike, confidence: ArrayLike) -> tuple[Figures, Figures]:
    """The interval in which the share lies that a sample was drawn from.

    Args:
        number: How many of the cases have what is counted.
        cases: How many cases were looked at.
        confidence: The chance that such an interval holds the share, as a fraction (0.95); 0 gives the share alone.

    Returns:
        Its lower and upper end, as fractions; NaN where there are no cases, or the number is no part of them. It never
        leaves 0 to 1, and a sample without errors is no proof that there are none.
    """
    found, seen = figures(number), figures(cases)
    possible = (found >= 0) & (found <= seen) & (seen > 0)
    share = divided(found, where(possible, seen))
    width = normal_quantile((1.0 + figures(confidence)) / 2.0) ** 2
    size = where(possible, seen)
    middle = share + width / (2.0 * size)
    half = np.sqrt(width * (share * (1.0 - share) + width / (4.0 * size)) / size)
    whole = 1.0 + width / size
    low, high = np.clip((middle - half) / whole, 0.0, 1.0), np.clip((middle + half) / whole, 0.0, 1.0)
    # At the ends the formula gives 0 and 1 but for the computer's own rounding.
    return where(found == 0, where(possible, 0.0), low), where(found == seen, where(possible, 1.0), high)


def sampled(rows: Observed, is_sample: Flags, summary: Codes, scale: Figures, confidence: float) -> Sampled:
    """The intervals of the goals that are samples.

    Args:
        rows: The observations of the year that were counted.
        is_sample: Whether each goal says that it is a sample.
        summary: Codes of ``Summary``: only a ratio has cases.
        scale: What a ratio is multiplied by, one a goal (100 for per cent).
        confidence: Of the interval, as a fraction.

    Returns:
        Numbers and cases of all periods together; NaN where a row has a share alone, for then its weight is not known.
    """
    goals = len(is_sample)

    def total(values: ArrayLike) -> Figures:
        return figures(np.bincount(rows.goal, weights=np.nan_to_num(figures(values)), minlength=goals))

    lacking = total(np.isnan(rows.numerator) | np.isnan(rows.denominator)) > 0
    counts = is_sample & (summary == position(Summary.RATIO)) & ~lacking
    number, cases = where(counts, total(rows.numerator)), where(counts, total(rows.denominator))
    low, high = wilson(number, cases, confidence)
    return Sampled(where(cases > 0, cases), divided(number, cases) * scale, low * scale, high * scale)


def sample_verdict(rule: Codes, low: ArrayLike, high: ArrayLike, target: ArrayLike, target_max: ArrayLike) -> Codes:
    """What a sample tells of a target.

    Args:
        rule: Codes of ``Rule``.
        low: The lower end of the sample's interval.
        high: The upper end.
        target: The target; for a band its floor.
        target_max: A band's ceiling.

    Returns:
        Codes of ``Verdict``: met where the whole interval meets, not met where all of it misses (of a band on one
        side), otherwise open: the sample cannot tell.
    """
    least, most = figures(low), figures(high)
    below, above = miss(rule, least, target, target_max), miss(rule, most, target, target_max)
    across = (rule == position(Rule.BAND)) & (least < figures(target)) & (most > figures(target_max))
    missed = (below > 0) & (above > 0) & ~across
    told = np.where(missed, position(Verdict.NOT_MET), position(Verdict.OPEN))
    met = (below == 0) & (above == 0) & (rule != position(Rule.MILESTONE))
    return np.asarray(np.where(met, position(Verdict.MET), told), dtype=np.int8)


_WHY = {Verdict.MET: Why.SAMPLE_MEETS, Verdict.NOT_MET: Why.SAMPLE_MISSES, Verdict.OPEN: Why.SAMPLE_CANNOT_TELL}
_TOLD = np.array([position(_WHY[verdict]) for verdict in Verdict], dtype=np.int8)


def with_samples(
    result: ResultColumns, goals: GoalColumns, observed: ObservedColumns, sample: Sampled
) -> ResultColumns:
    """The results, with the lights of samples by their intervals.

    Args:
        result: The results as the figures themselves give them.
        goals: The goals.
        observed: What was observed.
        sample: The goals' intervals.

    Returns:
        Of a goal with an interval: green where the whole interval meets the year's target, red where all of it misses.
        Otherwise the sample cannot tell, and neither green nor red may be claimed in public: while the year is open
        that is a risk, and yellow by the words of 2008 (more cases may settle it), whether the share itself lies on
        this side or that. After the last month a goal is met or not, nothing stands between, and a sample that cannot
        tell leaves it without a light, as other years do that cannot be decided. No forecast has a vote: it is drawn
        from the same few cases.
    """
    told = sample_verdict(goals.rule, sample.low, sample.high, result.target, result.target_max)
    counts = sample.known & (result.why != position(Why.NO_DATA))
    ended = has_ended(
        goals.rule, goals.summary, goals.profile, observed.months, observed.counted, goals.span, observed.is_over
    )
    still_open = told == position(Verdict.OPEN)
    of_sample = np.where(still_open & ended, np.int8(position(Why.SAMPLE_UNDECIDED)), _TOLD[told])
    why = np.asarray(np.where(counts, of_sample, result.why), dtype=np.int8)
    verdict = np.where(ended, told, np.int8(position(Verdict.OPEN)))
    return replace(
        result,
        why=why,
        light=lights(why),
        verdict=np.asarray(np.where(counts, verdict, result.verdict), dtype=np.int8),
    )
