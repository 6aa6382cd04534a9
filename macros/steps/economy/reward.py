"""The reward: from full-year recipients to the bonus, and its sharing among centres."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from macros.steps.economy.found import Found
from schemas.issues.issue import Place
from schemas.reading import empty
from schemas.tables import Rewards
from schemas.words.vocabulary import Words


@dataclass(frozen=True)
class Sharer:
    """A centre that shares in the reward.

    Args:
        centre: Its name.
        attainment: Its balanced attainment; NaN without figures.
        activity: Its activity; NaN where none is known.
    """

    centre: str
    attainment: float
    activity: float


def reward_lines(
    basis: pd.DataFrame,
    decisions: pd.DataFrame,
    sharers: Sequence[Sharer],
    year: int,
    parameters: dict[str, float],
    place: Place,
    words: Words,
) -> Found:
    """The reward line by line.

    Args:
        basis: Full-year recipients, here and in the benchmark.
        decisions: Who approved it and when.
        sharers: The centres that share; one alone in its own workbook, where the sharing is not known.
        year: The contract year.
        parameters: The bonus of a person, and the rule of sharing.
        place: The sheet, for findings.
        words: The language of notes.
    """
    return Found(empty(Rewards))
