"""The contract register of next year, of the goals that come along: it stays the source of what the contracts say."""

from collections.abc import Sequence

import pandas as pd

from macros.steps.rolling.new_workbook import RolledWorkbook
from schemas.fields import Table
from schemas.reading import empty
from schemas.tables import (
    Centres,
    CitizenLines,
    ContractTexts,
    Goals,
    Measures,
    Meetings,
    Parameters,
    StrategyLines,
    Theories,
)

_OF_ALL: tuple[type[Table], ...] = (Parameters, Meetings, Theories, StrategyLines)
"""Tables of which a register has one for all centres."""
_OF_CENTRES: tuple[type[Table], ...] = (ContractTexts, CitizenLines)
"""Tables whose lines say whose they are."""
_COMPUTED = {StrategyLines: (StrategyLines.LIGHT, StrategyLines.ROLLED_UP, StrategyLines.PLAN_LINES)}


def register_frames(made: Sequence[RolledWorkbook]) -> dict[type[Table], pd.DataFrame]:
    """The tables of the register.

    Args:
        made: Next year's workbooks.

    Returns:
        Goals, centres and measures of all; texts with the centre they are of; and of the tables that a register has one
        of, those that are the same in all workbooks: others are each workbook's own and stand there.
    """
    parts = [each for each in made if each.frames]
    frames: dict[type[Table], pd.DataFrame] = {
        Goals: _together([each.frames[Goals.name] for each in parts]),
        Centres: _once(parts, Centres, Centres.CENTRE),
        Measures: _once(parts, Measures, Measures.MEASURE),
    }
    for table in _OF_CENTRES:
        own = [each.frames[table.name].assign(centre=each.centre) for each in parts]
        frames[table] = _together(own)
    for table in _OF_ALL:
        first, *others = (each.frames[table.name].reset_index(drop=True) for each in parts)
        frames[table] = first if all(_texts(each) == _texts(first) for each in others) else empty(table)
    return frames


def _together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [each for each in frames if len(each)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]


def _once(parts: Sequence[RolledWorkbook], table: type[Table], key: str) -> pd.DataFrame:
    """The rows of all workbooks, of each name the first."""
    whole = _together([each.frames[table.name] for each in parts])
    return whole.drop_duplicates(key).reset_index(drop=True)


def _texts(frame: pd.DataFrame) -> list[list[str]]:
    return [list(map(str, row)) for row in frame.itertuples(index=False, name=None)]
