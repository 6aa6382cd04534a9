"""What a rule of rows is, and the tests that several tables share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from schemas.context import Context
from schemas.fields import Field, Table
from schemas.tables import Observations
from schemas.text.amounts import MOST_ORE
from schemas.text.periods import Period

Row = dict[str, Any]


@dataclass(frozen=True)
class RowRule:
    """A rule of a table.

    Args:
        code: Its issue code.
        column: The column a finding points at.
        breaks: The rows that break it.
        details: What the message needs besides the value.
        of_all: What the message needs of all rows together.
        figure: The column it points at instead where the label is the header of many figures.
    """

    code: str
    column: Field
    breaks: Callable[[pd.DataFrame, Context], "pd.Series[bool]"]
    details: Callable[[Row, Context], dict[str, object]] = lambda _row, _context: {}
    figure: Field | None = None
    of_all: Callable[[pd.DataFrame], dict[str, object]] = lambda _frame: {}


def none_of(frame: pd.DataFrame) -> "pd.Series[bool]":
    """No row."""
    return pd.Series(False, index=frame.index)


def marked(frame: pd.DataFrame, rows: Sequence[bool] | np.ndarray[Any, Any]) -> "pd.Series[bool]":
    """The rows that are told by an array or list, in the order of the frame."""
    return pd.Series(rows, index=frame.index, dtype=bool)


def doubled(*columns: Field) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    """The rows that repeat an earlier one in these columns; a missing one that no row may lack is said instead."""
    needed = [column for column in columns if not column.nullable]

    def breaks(frame: pd.DataFrame, _context: Context) -> "pd.Series[bool]":
        again = frame.duplicated(list(columns), keep="first")
        for column in needed:
            again &= frame[column].notna()
        return again

    return breaks


def after_year(column: Field) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    """The rows whose period lies after the contract year."""

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        if context.year is None:
            return none_of(frame)
        year = context.year
        return frame[column].map(lambda period: isinstance(period, Period) and period.year > year).astype(bool)

    return breaks


def not_among(column: Field, names: Callable[[Context], Any]) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    """The rows whose name is none of those that are known."""

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        allowed = names(context)
        return frame[column].notna() & ~frame[column].isin(allowed) if allowed and context.strict else none_of(frame)

    return breaks


def centre_choices(row: Row, context: Context) -> dict[str, object]:
    """The centres that may stand there, and the one that was probably meant."""
    name = str(row[Observations.CENTRE])
    return {"choices": context.listed(context.centres), "near": context.near(name, context.centres)}


def below_nothing(table: type[Table], field: Field) -> RowRule:
    """The rule of an amount or a number that cannot be below 0."""

    def breaks(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
        return (frame[field] < 0).fillna(value=False).astype(bool)

    return RowRule("below_nothing", field, breaks, lambda _, context: {"column": context.words.title(table, field)})


def outside_centres(field: Field) -> RowRule:
    """The rule of a centre in a table that people fill in themselves: one that nobody knows is a slip."""

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        allowed = context.centres
        return frame[field].notna() & ~frame[field].isin(allowed) if allowed else none_of(frame)

    def choices(row: Row, context: Context) -> dict[str, object]:
        return {"choices": context.listed(context.centres), "near": context.near(str(row[field]), context.centres)}

    return RowRule("unknown_centre", field, breaks, choices)


def too_large(price: Field, *activities: Field) -> RowRule:
    """The rule of a price whose amount with an activity is past what an amount may be."""

    def breaks(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
        most = frame[list(activities)].abs().max(axis=1).fillna(0)
        return most * frame[price].fillna(0).astype("float64").abs() > float(MOST_ORE)

    return RowRule("amount_too_large", price, breaks)
