"""Goals that came along from the year before, and whose target nobody has decided yet."""

import pandas as pd

from schemas.context import Context
from schemas.rules.row_rules import Row, RowRule, marked
from schemas.tables import Goals
from schemas.text.last_year import is_last_years


def _undecided(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return marked(frame, [isinstance(note, str) and is_last_years(note) for note in frame[Goals.NOTE]])


def _goal(row: Row, _: Context) -> dict[str, object]:
    return {"number": row[Goals.NUMBER], "centre": row[Goals.CENTRE]}


LAST_YEAR_RULES = (RowRule("target_last_years", Goals.NOTE, _undecided, _goal),)
