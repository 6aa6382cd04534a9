"""Frames' values as cells can hold them, for every adapter: what pandas calls missing is blank, types are Python's."""

from datetime import time
from typing import Any, TypeAlias, cast

import numpy as np
import pandas as pd

from schemas.cells import Cell, CellKind, CellValue
from schemas.frames import is_missing
from schemas.text.amounts import Kroner
from workbook.port import Formula

Plain: TypeAlias = CellValue | Formula


def plain_values(column: "pd.Series[Any]") -> list[Plain]:
    """A column's values, each as a cell can hold it."""
    return [_plain(value) for value in column.tolist()]


def _plain(value: Any) -> Plain:
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        moment = value.to_pydatetime(warn=False).replace(tzinfo=None)
        return moment.date() if moment.time() == time() else moment
    return cast("Plain", value.item() if isinstance(value, np.generic) else value)


def same(cell: Cell, value: object) -> bool:
    """Whether a cell already holds what is to be written, so that it can stay as it is."""
    if isinstance(value, Formula):
        return False
    if is_missing(value):
        return cell.kind is CellKind.BLANK and not cell.formula
    if isinstance(value, bool) or cell.kind is CellKind.BOOL:
        return cell.kind is CellKind.BOOL and cell.value is value
    if isinstance(value, str):
        return cell.kind is CellKind.TEXT and cell.value == value
    if isinstance(value, Kroner) and isinstance(cell.value, int | float):
        return cell.kind is CellKind.NUMBER and value.stands_in(cell.value)
    if isinstance(value, int | float):
        return cell.kind is CellKind.NUMBER and cell.value == value
    return cell.kind is CellKind.DATE and cell.value == value
