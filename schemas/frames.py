"""Frames as records, and records as frames, with the types that pandas leaves open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from schemas.fields import Field, Kind, Table

Record = dict[str, Any]

_NUMBERS = frozenset({Kind.FIGURE, Kind.SHARE, Kind.WHOLE})


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows of a frame, each as column → value (several times faster than ``to_dict`` on columns of objects).

    What is missing is None or NaN, never ``pandas.NA``, which has no truth value.
    """
    if frame.empty:
        return []
    names = [str(name) for name in frame.columns]
    rows = frame.to_numpy(dtype=object).tolist()  # all columns at once: one by one each costs a series
    for at in [at for at, kind in enumerate(frame.dtypes) if isinstance(kind, pd.Int64Dtype)]:
        for row in rows:
            if row[at] is pd.NA:
                row[at] = None
    return [dict(zip(names, row, strict=True)) for row in rows]


def numbered(frame: pd.DataFrame) -> Iterator[tuple[int, Record]]:
    """The rows of a frame with their index numbers."""
    return zip((int(number) for number in frame.index), records(frame), strict=True)


def is_missing(value: object) -> bool:
    """Whether a value is None, NaN or NA."""
    return value is None or value is pd.NA or value != value  # noqa: PLR0124  NaN is not itself


@dataclass(frozen=True)
class _Shape:
    """A table's fields by the type of their columns, their names, and where each of them stands."""

    objects: tuple[Field, ...]
    numbers: tuple[Field, ...]
    amounts: tuple[Field, ...]
    names: "pd.Index[Any]"
    order: list[int]


@cache
def _shape(table: type[Table]) -> _Shape:
    numbers = tuple(field for field in table.fields if field.kind in _NUMBERS)
    amounts = tuple(field for field in table.fields if field.kind is Kind.AMOUNT)
    objects = tuple(field for field in table.fields if field not in numbers and field not in amounts)
    places = {field: at for at, field in enumerate((*objects, *numbers, *amounts))}
    return _Shape(objects, numbers, amounts, pd.Index(table.fields), [places[field] for field in table.fields])


def typed_frame(table: type[Table], columns: Mapping[Field, Sequence[object]], index: "pd.Index[Any]") -> pd.DataFrame:
    """A frame of a table's columns, each of its kind's type (as a dictionary of series, several times faster).

    Args:
        table: The table.
        columns: The values of each of its fields.
        index: The rows.

    Raises:
        ValueError: A figure is no number.
    """
    if not len(index):
        return _no_rows(table).copy()  # type: ignore[arg-type]  # mypy takes the hash of instances for that of the class
    return _made(table, columns, index)


@cache
def _no_rows(table: type[Table]) -> pd.DataFrame:
    """Many a table has none, and a frame of none takes as long to make as any."""
    return _made(table, {column: [] for column in table.fields}, pd.Index([]))


def _made(table: type[Table], columns: Mapping[Field, Sequence[object]], index: "pd.Index[Any]") -> pd.DataFrame:
    shape = _shape(table)  # type: ignore[arg-type]  # mypy takes the hash of instances for that of the class
    cells = np.empty((len(shape.objects), len(index)), dtype=object)
    for at, field in enumerate(shape.objects):
        cells[at] = columns[field]
    parts = [pd.DataFrame(cells.T, index=index, dtype=object, copy=False)]
    if shape.numbers:
        figures = np.array([columns[field] for field in shape.numbers], dtype="float64")
        parts.append(pd.DataFrame(figures.T, index=index, copy=False))
    if shape.amounts:
        # Of the integer types of pandas only the nullable one has missing values without turning all into floats.
        parts.append(pd.DataFrame({field: _whole(columns[field], index) for field in shape.amounts}, index=index))
    frame = pd.concat(parts, axis=1).take(shape.order, axis=1)
    frame.columns = shape.names
    return frame


def _whole(values: Sequence[object], index: "pd.Index[Any]") -> "pd.Series[Any]":
    return pd.Series([None if is_missing(value) else value for value in values], index=index, dtype="Int64")
