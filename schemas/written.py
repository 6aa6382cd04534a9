"""What rows of an export are compared by, which figure they hide, and their figures in a text that tells them apart."""

from collections.abc import Mapping

import pandas as pd

from schemas.fields import Field, Table
from schemas.frames import is_missing
from schemas.tables import FIGURES, MARK, BudgetLines, Observations
from schemas.text.amounts import kroner

_DIGITS = 14
"""Significant digits that figures are told apart by: spreadsheet programs keep fifteen, and some round the last."""
_NOTHING = "–"


def compared(table: type[Table]) -> list[str]:
    """What two rows of an export are compared by: their figures, and the text of a suppressed one."""
    return [*FIGURES[table], MARK] if table is Observations else [*FIGURES[table]]


def marked_figures(frame: pd.DataFrame) -> list[Field | None]:
    """Which figure of each observation is hidden, and so has the mark in its cell; None where nothing is hidden.

    Args:
        frame: Observations.

    Returns:
        A numerator or denominator that lacks the other one; otherwise the value. A row with a value hides a part of it.
    """
    found: list[Field | None] = [None] * len(frame)
    if MARK not in frame:
        return found
    known = {name: frame[name].notna().to_numpy() for name in FIGURES[Observations]}
    for row in frame[MARK].notna().to_numpy().nonzero()[0]:
        above, below = known[Observations.NUMERATOR][row], known[Observations.DENOMINATOR][row]
        if above and not below:
            found[row] = Observations.DENOMINATOR
        elif not above and (below or known[Observations.VALUE][row]):
            found[row] = Observations.NUMERATOR
        else:
            found[row] = Observations.VALUE
    return found


def written(table: type[Table], record: Mapping[str, object]) -> str:
    """A row's figures in a text that tells whether they are still the same; amounts in kroner.

    Args:
        table: Observations or budget lines.
        record: The row.
    """
    told = [_told(record.get(name), table) for name in compared(table)]
    while told[1:] and told[-1] == _NOTHING:
        told.pop()
    return " / ".join(told)


def _told(value: object, table: type[Table]) -> str:
    if is_missing(value):
        return _NOTHING
    if table is BudgetLines and isinstance(value, int):
        value = float(kroner(value))
    return f"{value:.{_DIGITS}g}".replace(".", ",") if isinstance(value, float) else str(value)
