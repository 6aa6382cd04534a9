"""The rules that parameters must keep."""

import pandas as pd

from schemas.context import Context
from schemas.parameters import is_in_range, likely, range_of, usual
from schemas.rules.row_rules import Row, RowRule, doubled
from schemas.tables import Parameters
from schemas.words.vocabulary import Words

_FLOOR, _CEILING = "purchase_floor", "purchase_ceiling"


def _out_of_range(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    pairs = zip(frame[Parameters.NAME], frame[Parameters.VALUE], strict=True)
    wrong = [isinstance(name, str) and value == value and not is_in_range(name, value) for name, value in pairs]  # noqa: PLR0124  NaN is not itself
    return pd.Series(wrong, index=frame.index, dtype=bool)


def _about(row: Row, context: Context) -> dict[str, object]:
    name = str(row[Parameters.NAME])
    return {"name": name, **about_range(float(row[Parameters.VALUE]), name, context.words)}


def about_range(value: float, name: str, words: Words) -> dict[str, object]:
    """What a finding says of a value outside the range of a shipped parameter: the range, and what was meant.

    Args:
        value: The value.
        name: The parameter whose range it must keep.
        words: The language.
    """
    least, most = range_of(name)
    meant = likely(value, least, most, usual(name))
    hint = words.text("meant_value", value=words.number(meant)) if meant is not None else ""
    return {"least": words.number(least), "most": words.number(most), "meant": hint}


def _floor_above_ceiling(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    values = dict(zip(frame[Parameters.NAME], frame[Parameters.VALUE], strict=True))
    sound = all(name in values and is_in_range(name, values[name]) for name in (_FLOOR, _CEILING))
    is_reversed = sound and values[_FLOOR] > values[_CEILING]
    return (frame[Parameters.NAME] == _FLOOR) & is_reversed


PARAMETER_RULES = (
    RowRule("duplicate_parameter", Parameters.NAME, doubled(Parameters.NAME)),
    RowRule("parameter_range", Parameters.VALUE, _out_of_range, _about),
    RowRule("floor_above_ceiling", Parameters.VALUE, _floor_above_ceiling),
)
