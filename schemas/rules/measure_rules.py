"""The rules that the catalogue of measures must keep."""

from collections.abc import Callable

import pandas as pd

from schemas.context import Context
from schemas.fields import Field
from schemas.rules.row_rules import RowRule, doubled
from schemas.tables import Measures

_MOST_DECIMALS = 6
_LONGEST_LAG = 36
"""Months; a figure that is not final within three years is of no use to a year's contract."""


def _outside(column: Field, most: int) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    return lambda frame, _: (frame[column] < 0) | (frame[column] > most)


MEASURE_RULES = (
    RowRule("duplicate_measure", Measures.MEASURE, doubled(Measures.MEASURE)),
    RowRule(
        "measure_bounds_reversed",
        Measures.UPPER,
        lambda frame, _: frame[Measures.UPPER] < frame[Measures.LOWER],
        lambda row, context: {
            "measure": row[Measures.MEASURE],
            "lower": context.words.number(row[Measures.LOWER]),
        },
    ),
    RowRule(
        "measure_number",
        Measures.DECIMALS,
        _outside(Measures.DECIMALS, _MOST_DECIMALS),
        lambda row, _: {"measure": row[Measures.MEASURE], "most": _MOST_DECIMALS},
    ),
    RowRule(
        "measure_number",
        Measures.LAG,
        _outside(Measures.LAG, _LONGEST_LAG),
        lambda row, _: {"measure": row[Measures.MEASURE], "most": _LONGEST_LAG},
    ),
)
