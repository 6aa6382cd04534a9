"""What one cell holds, whichever host hands it over: its value, its text, its error; and a column's figures at once."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from schemas.cells import error_text, is_error_number
from schemas.codes import YesNo
from udfs.goals.arrays import Figures

Objects: TypeAlias = NDArray[np.object_]
_PLAIN = frozenset({float, int, type(None), bool, Decimal})
"""What a column of figures is made of; a currency cell comes as a decimal."""


def numbers_of(cells: Objects) -> tuple[Figures, NDArray[np.int64]]:
    """A column's figures, and the places that must be read one by one: nearly always none."""
    if _PLAIN.issuperset(set(map(type, cells))):
        try:
            values = cells.astype(np.float64)
        except OverflowError:  # a whole number of hundreds of digits
            return np.full(cells.size, np.nan), np.arange(cells.size)
        return values, np.flatnonzero(is_error_number(values))
    return np.full(cells.size, np.nan), np.arange(cells.size)


def error_of(value: object) -> str:
    """The text of an error cell; empty where it is none."""
    if isinstance(value, Mapping):
        return str(value.get("basicValue", "#VALUE!")) if value.get("type") == "Error" else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return error_text(value)
    return value if isinstance(value, str) and value.startswith("#") else ""


def basic_of(value: object) -> object:
    """A cell's value; some hosts send it with its type beside it."""
    return value.get("basicValue") if isinstance(value, Mapping) else value


def text_of(value: object, enumeration: type[StrEnum] | None = None) -> str:
    """A cell as text; a yes or no where that is asked for."""
    value = basic_of(value)
    if isinstance(value, bool) and enumeration is YesNo:
        return YesNo.YES if value else YesNo.NO
    return "" if value is None else str(value).strip()
