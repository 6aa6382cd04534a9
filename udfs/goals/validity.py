"""Which months of the contract year each goal is valid in: a goal from 1 July has six."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from schemas.tables import Goals
from schemas.text.periods import MONTHS_A_YEAR, running_month
from udfs.goals.arrays import Figures, figures
from udfs.goals.overlaps import Whole, year_start


@dataclass(frozen=True)
class Validity:
    """The months of each goal's validity in the year, as running numbers.

    Args:
        first: The first month.
        last: The last one.
    """

    first: Whole
    last: Whole

    @property
    def span(self) -> Figures:
        """How many they are (``M`` of the design's section 5), at least one."""
        return figures(np.maximum(self.last - self.first + 1, 1))


def validity(register: pd.DataFrame, goals: pd.DataFrame, year: int) -> Validity:
    """The months of each goal.

    Args:
        register: All lines of the contract: a renegotiated goal has several, and begins with its first.
        goals: The lines in force, one a goal.
        year: The contract year.

    Returns:
        The whole year, but for goals that begin or end within it; a month in which a goal begins or ends counts.
    """
    begun: dict[tuple[str, str], int] = {}
    ended: dict[tuple[str, str], list[tuple[date, int]]] = {}
    opening, closing = year_start(year), year_start(year) + MONTHS_A_YEAR - 1
    columns = (Goals.CENTRE, Goals.NUMBER, Goals.VALID_FROM, Goals.VALID_TO)
    for centre, number, start, end in register[[*columns]].itertuples(index=False, name=None):
        key = (str(centre), str(number))
        begun[key] = min(begun.get(key, _month(start, opening)), _month(start, opening))
        ended.setdefault(key, []).append((_day(start), _month(end, closing)))
    lines = [*goals[[*columns[:3]]].itertuples(index=False, name=None)]
    keys = [(str(centre), str(number)) for centre, number, _ in lines]
    # A line that is not in force yet does not end its goal: until then its months are those of the line in force.
    ends = [
        max(end for start, end in ended[key] if start >= _day(line[2])) for key, line in zip(keys, lines, strict=True)
    ]
    first = np.array([min(max(begun[key], opening), closing) for key in keys], dtype=np.int64)
    last = np.array([max(min(end, closing), opening) for end in ends], dtype=np.int64)
    return Validity(first, np.maximum(first, last))


def _month(day: object, otherwise: int) -> int:
    return running_month(day) if isinstance(day, date) else otherwise


def _day(day: object) -> date:
    return day if isinstance(day, date) else date.min
