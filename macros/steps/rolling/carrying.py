"""What the tables of next year are carried by: the year that ends, and which of its goals come along."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from macros.steps.rolling.old_year import OldYear
from schemas.fields import Field
from schemas.tables import Goals
from schemas.text.goal_lists import goal_list


@dataclass(frozen=True)
class Carrying:
    """What is carried into which year.

    Args:
        old: The year that ends.
        year: Next year.
        goals: Next year's goals.
    """

    old: OldYear
    year: int
    goals: pd.DataFrame

    @property
    def numbers(self) -> list[str]:
        """The numbers of the goals that come along."""
        return list(dict.fromkeys(map(str, self.goals[Goals.NUMBER])))

    @property
    def old_numbers(self) -> list[str]:
        """The numbers of all goals of the old contract, in its order."""
        return list(dict.fromkeys(map(str, self.old.contract.goals[Goals.NUMBER])))

    def left_of(self, text: object) -> Sequence[str]:
        """The goals of a list that stay behind."""
        known = set(self.numbers)
        return [number for number in goal_list(text, self.old_numbers).goals if number not in known]


def only(frame: pd.DataFrame, kept: Sequence[bool]) -> pd.DataFrame:
    """Some rows of a frame, numbered from 0 (a list of no flags would choose no columns).

    Args:
        frame: The frame.
        kept: For each row whether it is wanted.
    """
    return frame[pd.Series(kept, index=frame.index, dtype=bool)].reset_index(drop=True)


def without_goals(frame: pd.DataFrame, column: Field, about: Carrying) -> pd.DataFrame:
    """A table without the goals that stay behind in its lists of goals; other lists stand as they are written.

    Args:
        frame: The table.
        column: The column of lists.
        about: What is carried.
    """

    def carried(text: object) -> object:
        if not about.left_of(text):
            return text
        found = goal_list(text, about.old_numbers)
        known = set(about.numbers)
        return ", ".join([*(number for number in found.goals if number in known), *found.unknown]) or None

    return frame.assign(
        **{column: pd.Series([carried(text) for text in frame[column]], index=frame.index, dtype=object)}
    )
