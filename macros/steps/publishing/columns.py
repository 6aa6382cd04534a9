"""Tables to publish, of columns that each say how their cells are filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from schemas.codes import Unit
from schemas.fields import Field
from schemas.frames import Record, is_missing
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words
from workbook.publishing.model import Mark, PublishedColumn, PublishedTable, Shape, Value

PUBLISHED = "published"
"""Whose titles the columns bear in the words."""


@dataclass(frozen=True)
class Filled:
    """How a column is filled.

    Args:
        key: Its name in the csv.
        field: The field of the row that it shows.
        shape: What its values are.
        empty: What stands where there is no value.
        secret: Whether it is not shown of a row whose figures are hidden.
    """

    key: str
    field: str
    shape: Shape = Shape.TEXT
    empty: Mark = Mark.NOT_RELEVANT
    secret: bool = False


@dataclass(frozen=True)
class Naming:
    """What a table is called.

    Args:
        key: Its name in the workbook.
        year: The year of its figures.
        about: What is said above it.
        told: The column whose marks the csv tells.
    """

    key: str
    year: int
    about: tuple[str, ...]
    told: str = ""


def filled_table(
    naming: Naming,
    columns: Sequence[Filled],
    rows: Sequence[Record],
    words: Words,
    hidden: Sequence[bool] = (),
) -> PublishedTable:
    """A table, with words on its sheet and codes in its csv.

    Args:
        naming: What it is called.
        columns: Its columns.
        rows: Its rows; a row may have ``unit``, ``decimals``.
        words: The language of sheet and titles.
        hidden: Of each row, whether its secret figures are not shown; empty for none.
    """
    shown, codes = [], []
    for at, row in enumerate(rows):
        values = [_value(row, column, bool(hidden) and hidden[at]) for column in columns]
        codes.append(tuple(values))
        shown.append(tuple(_worded(*each, words) for each in zip(values, columns, strict=True)))
    heads = tuple(PublishedColumn(each.key, words.title(PUBLISHED, each.key), each.shape) for each in columns)
    return PublishedTable(
        naming.key,
        words.text(f"publish_{naming.key}"),
        words.text(f"publish_{naming.key}_title", year=naming.year),
        naming.about,
        heads,
        tuple(shown),
        tuple(codes),
        words.text(f"publish_{naming.key}_file", year=naming.year),
        naming.told,
        tuple(_decimals(row) for row in rows),
        tuple(row.get("unit_code") == Unit.YES_NO for row in rows),
    )


def _decimals(row: Record) -> int:
    count = row.get("decimals")
    return 1 if count is None or is_missing(count) else int(count)


def _value(row: Record, column: Filled, is_hidden: bool) -> Value:
    if is_hidden and column.secret:
        return Mark.HIDDEN
    value: Any = row.get(column.field)
    if isinstance(value, Mark):
        return value
    if value is None or is_missing(value) or value == "":
        return column.empty
    if column.shape is Shape.KRONER:
        return float(kroner(value))
    if column.shape is Shape.TEXT:
        return value.value if isinstance(value, StrEnum) else str(value)
    if column.shape is Shape.DATE:
        return date(value.year, value.month, value.day)
    return int(value) if column.shape is Shape.WHOLE else float(value)


def _worded(value: Value, column: Filled, words: Words) -> Value:
    """A code as its word; every other value as it is."""
    if isinstance(value, str) and not isinstance(value, Mark) and isinstance(column.field, Field):
        return words.show(column.field, value)
    return value
