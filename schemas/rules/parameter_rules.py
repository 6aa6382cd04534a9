"""The rules that parameters must keep."""

from itertools import combinations

import pandas as pd

from schemas.context import Context
from schemas.frames import is_missing
from schemas.parameters import FAR_CHANCE, RED_CHANCE, YELLOW_CHANCE, is_in_range, likely, range_of, shipped, usual
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


def _chances(frame: pd.DataFrame) -> dict[str, float]:
    """The borders of the lights in force, red to yellow: the sheet's own, or the shipped ones where it has none."""
    own = dict(zip(frame[Parameters.NAME], frame[Parameters.VALUE], strict=True))
    values = {name: own.get(name, shipped()[name]) for name in (RED_CHANCE, FAR_CHANCE, YELLOW_CHANCE)}
    return {name: shipped()[name] if is_missing(value) else float(value) for name, value in values.items()}


def _chances_out_of_order(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """The first border of the sheet that lies wrong beside another; 0 is none, one out of range is told otherwise."""
    chances = {name: value for name, value in _chances(frame).items() if value}
    sound = all(is_in_range(name, value) for name, value in chances.items())
    wrong = {
        name
        for one, other in combinations(chances, 2)
        if sound and chances[one] > chances[other]
        for name in (one, other)
    }
    found = frame[Parameters.NAME].isin(wrong)
    return found & ~found.duplicated()


PARAMETER_RULES = (
    RowRule("duplicate_parameter", Parameters.NAME, doubled(Parameters.NAME)),
    RowRule("parameter_range", Parameters.VALUE, _out_of_range, _about),
    RowRule("floor_above_ceiling", Parameters.VALUE, _floor_above_ceiling),
    RowRule("chances_out_of_order", Parameters.VALUE, _chances_out_of_order, of_all=lambda frame: {**_chances(frame)}),
)
