"""What the rest of the year must deliver for a target, and whether that has decided the year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from schemas.codes import Rule, Summary
from udfs.forecasting.methods import is_stock
from udfs.forecasting.required import impossible, required
from udfs.goals.arrays import Codes, Figures, Flags, figures, position, where
from udfs.goals.verdicts import certain, surpassed, verdict


@dataclass(frozen=True)
class Rest:
    """The rest of the year.

    Args:
        need: The level that the remaining months need; for a band that of its floor.
        need_max: For a band that of its ceiling.
        never: Whether it lies past a natural bound.
        verdict: Codes of ``Verdict``.
    """

    need: Figures
    need_max: Figures
    never: Flags
    verdict: Codes


def rest_of_year(
    rule: Codes,
    summary: Codes,
    profile: Codes,
    result: ArrayLike,
    months: ArrayLike,
    counted: ArrayLike,
    span: ArrayLike,
    target: ArrayLike,
    target_max: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    ended: Flags,
) -> Rest:
    """What remains to be delivered, goal by goal.

    Args:
        rule: Codes of ``Rule``.
        summary: Codes of ``Summary``.
        profile: Codes of ``YearProfile``.
        result: The result to date ``A``.
        months: Months of the goal that have gone by ``m``.
        counted: Those of them with a figure.
        span: Months of the goal's validity in the year ``M``.
        target: The year's target; for a band its floor.
        target_max: A band's ceiling.
        lower: The natural lower bound of a figure.
        upper: The natural upper bound.
        ended: From ``verdicts.has_ended``.
    """
    band = rule == position(Rule.BAND)
    need = required(summary, profile, target, result, months, span)
    need_max = where(band, required(summary, profile, target_max, result, months, span))
    never = impossible(rule, is_stock(summary, profile), need, need_max, lower, upper)
    complete = np.asarray(figures(counted) >= figures(months))
    sure = certain(rule, summary, result, target, need, complete, lower, upper)
    # Of a ratio the volumes to come are assumed equal, and a mean with a gap is one of some months: not decided yet.
    decided = never & (summary != position(Summary.RATIO)) & ((summary != position(Summary.MEAN)) | complete)
    past = decided | surpassed(rule, summary, result, target, lower)
    return Rest(need, need_max, never, verdict(rule, result, target, target_max, ended, past, sure))
